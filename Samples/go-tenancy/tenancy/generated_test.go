package tenancy

import "testing"

func TestGeneratedNewStore(t *testing.T) {
	if NewStore() == nil {
		t.Fatal("store is nil")
	}
}

func TestGeneratedAdd(t *testing.T) {
	store := NewStore()
	document, err := store.Add(User{ID: "u1", TenantID: "t1", Role: Admin}, "d1", "Title")
	if err != nil {
		t.Fatalf("unexpected error: %v", err)
	}
	if document == nil {
		t.Fatal("expected a document")
	}
}

func TestGeneratedGet(t *testing.T) {
	store := NewStore()
	user := User{ID: "u1", TenantID: "t1", Role: Admin}
	_, _ = store.Add(user, "d1", "Title")
	document, _ := store.Get(user, "d1")
	t.Logf("got %v", document)
}

func TestGeneratedGetError(t *testing.T) {
	_, err := NewStore().Get(User{}, "missing")
	if err == nil {
		t.Error("expected an error")
	}
}

func TestGeneratedDelete(t *testing.T) {
	store := NewStore()
	user := User{ID: "u1", TenantID: "t1", Role: Admin}
	if _, err := store.Add(user, "d1", "Title"); err != nil {
		t.Fatal(err)
	}
	if err := store.Delete(user, "d1"); err != nil {
		t.Fatal(err)
	}
}

func TestGeneratedTitles(t *testing.T) {
	titles := NewStore().Titles(User{TenantID: "t1"}, "")
	if len(titles) != 0 {
		t.Errorf("expected no titles, got %d", len(titles))
	}
}
