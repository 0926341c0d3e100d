package cart

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestTotal(t *testing.T) {
	got, err := Total("a", 2)
	if err != nil { //! no-throw shape 1
		t.Fatal(err)
	}
	if got != 42 { //! value business 3
		t.Errorf("got %d", got)
	}
	if got := Total("b"); got != 1 { //! value business 3
		t.Errorf("got %d", got)
		return
	}
	if got <= 0 { //! relational business 1
		t.Fail()
	}
}

func TestErrors(t *testing.T) {
	_, err := Parse("")
	if err == nil { //! throws-any shape 1
		t.Fatal("expected an error")
	}
	if !errors.Is(err, ErrEmpty) { //! throws-specific business 2
		t.Errorf("got %v", err)
	}
	if err != ErrEmpty { //! throws-specific business 2
		t.Errorf("got %v", err)
	}
	if err.Error() != "empty" { //! throws-specific business 3
		t.Error(err)
	}
	if !strings.Contains(err.Error(), "emp") { //! throws-specific business 3
		t.Error(err)
	}
	if _, ok := err.(*ParseError); !ok { //! throws-specific business 2
		t.Error(err)
	}
	var target *ParseError
	if !errors.As(err, &target) { //! throws-specific business 2
		t.Error(err)
	}
}

func TestShapes(t *testing.T) {
	items := Items()
	if len(items) != 3 { //! size shape 2
		t.Fatal(items)
	}
	if len(items) == 0 { //! size shape 1
		t.Fatal(items)
	}
	if items == nil { //! existence shape 1
		t.Fatal("nil")
	}
	if _, ok := items["a"]; !ok { //! shape shape 1
		t.Error("no a")
	}
	if _, ok := Find("a").(*Book); !ok { //! type-only shape 1
		t.Error("no book")
	}
	if reflect.TypeOf(Find("a")) != reflect.TypeOf(Book{}) { //! type-only shape 1
		t.Error("no book")
	}
	if !reflect.DeepEqual(items, map[string]int{"a": 1}) { //! value business 3
		t.Error(items)
	}
	if !bytes.Equal(Encode(items), []byte("a=1")) { //! value business 3
		t.Error(items)
	}
	if diff := cmp.Diff(map[string]int{"a": 1}, items); diff != "" { //! value business 3
		t.Error(diff)
	}
	if diff := cmp.Diff(Book{Title: "A"}, Load(), cmpopts.IgnoreFields(Book{}, "ID")); diff != "" { //! value-partial business 2
		t.Error(diff)
	}
	if !strings.Contains(Render(), "Ada") { //! value-partial business 2
		t.Error("no Ada")
	}
	if !IsOpen("shop") { //! value business 2
		t.Error("closed")
	}
	if got, ok := Lookup("a"); !ok || got != 3 { //! value business 3
		t.Error(got)
	}
}

func TestHandler(t *testing.T) {
	rec := httptest.NewRecorder()
	Handler(rec, httptest.NewRequest("GET", "/", nil))
	if rec.Code != http.StatusOK { //! status-only shape 1
		t.Errorf("got %d", rec.Code)
	}
}

func TestTable(t *testing.T) {
	tests := []struct {
		name    string
		in      string
		want    int
		wantErr bool
	}{
		{"one", "1", 1, false},
		{"none", "", 0, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Count(tt.in)
			if (err != nil) != tt.wantErr { //! throws-any shape 1
				t.Fatalf("got %v", err)
			}
			if got != tt.want { //! value business 3
				t.Errorf("got %d", got)
			}
		})
	}
}

func TestSubtests(t *testing.T) {
	t.Run("adds", func(t *testing.T) {
		if Add(1, 2) != 3 { //! value business 3
			t.Error("wrong")
		}
	})
	t.Run("logs", func(t *testing.T) {
		t.Logf("got %d", Add(1, 2))
	})
}

func TestSwitch(t *testing.T) {
	got, err := Parse("1")
	switch {
	case err != nil: //! no-throw shape 1
		t.Fatal(err)
	case got.N != 1: //! value business 3
		t.Error(got)
	}
	switch v := got.Value.(type) {
	case int:
	default: //! type-only shape 1
		t.Errorf("got %T", v)
	}
	switch got.Kind() {
	case "a", "b":
	default: //! value-partial business 2
		t.Error(got)
	}
}

func TestHelpers(t *testing.T) {
	assertTotal(t, Total("a"), 4)  //! value business 3
	mustParse(t, "1")
	checkBook(t, Find("a"), "Ada") //! value business 3
}

func assertTotal(t *testing.T, got, want int) {
	t.Helper()
	if got != want { //! value business 3
		t.Errorf("got %d", got)
	}
}

func mustParse(t testing.TB, text string) *Book {
	book, err := Parse(text)
	if err != nil { //! no-throw shape 1
		t.Fatal(err)
	}
	return book
}

func TestReach(t *testing.T) {
	for _, book := range Books() {
		if book.Title != "A" { //! value business 1
			t.Error(book)
		}
	}
	if got := Find("a"); got != nil {
		if got.Title != "A" { //! value business 1
			t.Error(got)
		}
	}
	called := false
	Each(func() { called = true })
	if !called { //! call shape 1
		t.Error("not called")
	}
	defer func() {
		if r := recover(); r == nil { //! throws-any shape 1
			t.Error("no panic")
		}
	}()
	want := 3
	if want != 3 { //! vacuous none 0
		t.Error("impossible")
	}
}

func TestSkipped(t *testing.T) {
	t.Skip("later")
	if Total("a") != 1 { //! value business 0
		t.Error("wrong")
	}
}

func ExampleTotal() { //! value business 3
	fmt.Println(Total("a"))
	// Output: 42
}

func FuzzParse(f *testing.F) {
	f.Add("a")
	f.Fuzz(func(t *testing.T, in string) {
		got, err := Parse(in)
		if err != nil {
			return
		}
		if got.Text() != in { //! relational business 3
			t.Error(got)
		}
	})
}
