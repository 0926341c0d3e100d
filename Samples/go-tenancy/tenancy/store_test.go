package tenancy

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

var (
	ada   = User{ID: "ada", TenantID: "north", Role: Editor}
	ben   = User{ID: "ben", TenantID: "north", Role: Editor}
	root  = User{ID: "root", TenantID: "north", Role: Admin}
	guest = User{ID: "guest", TenantID: "north", Role: Reader}
	eve   = User{ID: "eve", TenantID: "south", Role: Admin}
)

func filled(t *testing.T) *Store {
	t.Helper()
	store := NewStore()
	for _, row := range [][]string{{"3", "Planet"}, {"2", "Budget"}, {"1", "Plan"}} {
		if _, err := store.Add(ada, row[0], row[1]); err != nil {
			t.Fatal(err)
		}
	}
	return store
}

func TestAddKeepsTheAuthorsTenant(t *testing.T) {
	got, err := NewStore().Add(ada, "1", "  Plan ")
	if err != nil {
		t.Fatal(err)
	}
	want := Document{ID: "1", TenantID: "north", OwnerID: "ada", Title: "Plan"}
	if *got != want {
		t.Errorf("got %+v, want %+v", *got, want)
	}
}

func TestAddRefuses(t *testing.T) {
	tests := []struct {
		name  string
		user  User
		title string
		want  error
	}{
		{"readers", guest, "Plan", ErrForbidden},
		{"blank titles", ada, "  ", ErrInvalidTitle},
		{"long titles", ada, strings.Repeat("x", 81), ErrInvalidTitle},
		{"nothing else", ada, strings.Repeat("x", 80), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := NewStore().Add(tt.user, "1", tt.title); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestGet(t *testing.T) {
	store := filled(t)
	t.Run("gives members their document", func(t *testing.T) {
		got, err := store.Get(guest, "2")
		if err != nil || got.Title != "Budget" {
			t.Errorf("got %v, %v", got, err)
		}
	})
	t.Run("hides it from other tenants", func(t *testing.T) {
		if _, err := store.Get(eve, "2"); !errors.Is(err, ErrNotFound) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("knows what is missing", func(t *testing.T) {
		if _, err := store.Get(ada, "9"); !errors.Is(err, ErrNotFound) {
			t.Errorf("got %v", err)
		}
	})
}

func TestDelete(t *testing.T) {
	store := filled(t)
	if err := store.Delete(ben, "1"); !errors.Is(err, ErrForbidden) {
		t.Errorf("a stranger: got %v", err)
	}
	if err := store.Delete(eve, "1"); !errors.Is(err, ErrNotFound) {
		t.Errorf("another tenant's admin: got %v", err)
	}
	if err := store.Delete(ada, "1"); err != nil {
		t.Errorf("the owner: got %v", err)
	}
	if err := store.Delete(root, "2"); err != nil {
		t.Errorf("an admin: got %v", err)
	}
	if got := store.Titles(ada, ""); !reflect.DeepEqual(got, []string{"Planet"}) {
		t.Errorf("left: %v", got)
	}
	if _, err := store.Get(ada, "1"); !errors.Is(err, ErrNotFound) {
		t.Errorf("deleted: got %v", err)
	}
}

func TestTitles(t *testing.T) {
	store := filled(t)
	if got := store.Titles(ada, "Plan"); !reflect.DeepEqual(got, []string{"Plan", "Planet"}) {
		t.Errorf("got %v", got)
	}
	if got := store.Titles(eve, ""); len(got) != 0 {
		t.Errorf("another tenant sees %v", got)
	}
}
