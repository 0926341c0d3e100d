// Imitates a mature query parser: go-cmp, tables with error columns, fuzzing, golden files behind a flag.
package query

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.org/query/internal/reference"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// mustParse builds; a failure here is a failure of the set-up.
func mustParse(t *testing.T, src string) *Node {
	t.Helper()
	n, err := Parse(src)
	if err != nil {
		t.Fatalf("Parse(%q): %v", src, err)
	}
	return n
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func requireDiff(t *testing.T, want, got any, opts ...cmp.Option) {
	t.Helper()
	if diff := cmp.Diff(want, got, opts...); diff != "" {
		t.Fatalf("mismatch (-want +got):\n%s", diff)
	}
}

func TestParse(t *testing.T) {
	tests := map[string]struct {
		src     string
		want    *Node
		wantErr error
	}{
		"word":    {src: "ada", want: &Node{Kind: Word, Text: "ada"}},
		"field":   {src: "name:ada", want: &Node{Kind: Field, Text: "name", Kids: []*Node{{Kind: Word, Text: "ada"}}}},
		"and":     {src: "a b", want: &Node{Kind: And, Kids: []*Node{{Kind: Word, Text: "a"}, {Kind: Word, Text: "b"}}}},
		"open":    {src: "(a", wantErr: ErrUnclosed},
		"nothing": {src: "", wantErr: ErrEmpty},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Parse(tt.src)
			if !errors.Is(err, tt.wantErr) { //! throws-specific business 2 table
				t.Fatalf("err = %v, want %v", err, tt.wantErr)
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreFields(Node{}, "Pos")); diff != "" { //! value-partial business 2 table
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseWantErr(t *testing.T) {
	tests := []struct {
		src     string
		wantErr bool
	}{
		{"a", false},
		{"a:", true},
		{"\"x", true},
	}
	for _, tt := range tests {
		if _, err := Parse(tt.src); (err != nil) != tt.wantErr { //! throws-any shape 1 table ? no-throw
			t.Errorf("Parse(%q): err = %v", tt.src, err)
		}
	}
}

func TestSyntaxErrorPosition(t *testing.T) {
	_, err := Parse("name:(ada")
	var syntax *SyntaxError
	if ok := errors.As(err, &syntax); !ok { //! throws-specific business 2
		t.Fatalf("err is a %T", err)
	}
	if got, want := syntax.Offset, 5; got != want { //! throws-specific business 3
		t.Errorf("offset %d, want %d", got, want)
	}
	if !strings.Contains(syntax.Error(), "unclosed") { //! throws-specific business 3
		t.Errorf("message %q", syntax)
	}
}

func TestPositions(t *testing.T) {
	n := mustParse(t, "a (b c)")
	requireDiff(t, []int{0, 2, 3, 5}, n.Offsets())                                          //! value business 3
	requireDiff(t, []string{"c", "a", "b"}, n.Words(), cmpopts.SortSlices(strings.Compare)) //! value business 3
}

func TestEqual(t *testing.T) {
	if !cmp.Equal(mustParse(t, "a  b"), mustParse(t, "a b"), cmpopts.IgnoreFields(Node{}, "Pos")) { //! relational business 2
		t.Error("spaces matter")
	}
	if cmp.Equal(mustParse(t, "a b"), mustParse(t, "b a")) { //! relational business 1 negative
		t.Error("order does not matter")
	}
}

func TestPrint(t *testing.T) {
	for _, src := range []string{"a", "name:ada", "(a OR b) c"} {
		if got := mustParse(t, src).String(); got != src { //! relational business 3
			t.Errorf("%q printed as %q", src, got)
		}
	}
}

func TestSimplifyTwice(t *testing.T) {
	once := Simplify(mustParse(t, "((a)) ((a))"))
	twice := Simplify(once)
	if diff := cmp.Diff(once, twice); diff != "" { //! relational business 2
		t.Errorf("not idempotent: %s", diff)
	}
	if once.Kind != Word { //! value business 3
		t.Errorf("kind %v", once.Kind)
	}
	if len(once.Kids) > 0 { //! size business 2 absent
		t.Error("kids left")
	}
}

func TestAgainstReference(t *testing.T) {
	for _, src := range []string{"a", "a b", "(a OR b) c"} {
		requireDiff(t, reference.Count(src), mustParse(t, src).Count()) //! mirrored none 1 sut-computed ? relational
	}
}

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.q")
	if err != nil || len(files) == 0 { //! size shape 1 ? vacuous
		t.Fatal("no testdata")
	}
	for _, file := range files {
		got := []byte(Dump(mustParse(t, string(readFile(t, file)))))
		golden := strings.TrimSuffix(file, ".q") + ".golden"
		if *update {
			_ = os.WriteFile(golden, got, 0o644)
		}
		if !bytes.Equal(got, readFile(t, golden)) { //! snapshot ambiguous 2
			t.Errorf("%s differs", file)
		}
	}
}

func TestDumpOfFixture(t *testing.T) {
	want, err := os.ReadFile("testdata/handmade.txt")
	if err != nil {
		t.Skip("no fixture")
	}
	if got := Dump(mustParse(t, "a b")); got != string(want) { //! value business 3 fixture-file
		t.Errorf("got %s", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("name:ada")
	f.Add("((")
	f.Fuzz(func(t *testing.T, src string) {
		n, err := Parse(src)
		if err != nil {
			return
		}
		again, err := Parse(n.String())
		if err != nil { //! no-throw shape 1 property supporting
			t.Fatalf("%q: %v", n.String(), err)
		}
		if diff := cmp.Diff(n, again); diff != "" { //! relational business 3 property
			t.Error(diff)
		}
		if !utf8.ValidString(n.String()) && utf8.ValidString(src) { //! relational business 2 property ? type-only
			t.Error("broken text")
		}
	})
}

func FuzzNeverPanics(f *testing.F) {
	f.Fuzz(func(t *testing.T, src string) {
		_, _ = Parse(src)
	})
}

func TestPanicsOnNil(t *testing.T) {
	defer func() {
		if r := recover(); r == nil { //! throws-any shape 1
			t.Error("no panic")
		}
	}()
	Simplify(nil)
}

func TestPanicMessage(t *testing.T) {
	defer func() {
		r := recover()
		if msg, ok := r.(string); !ok || !strings.Contains(msg, "nil node") { //! throws-specific business 3
			t.Errorf("panic %v", r)
		}
	}()
	Dump(nil)
}

func TestVisitOrder(t *testing.T) {
	var seen []string
	Walk(mustParse(t, "a (b c)"), func(n *Node) { seen = append(seen, n.Text) })
	want := []string{"", "a", "", "b", "c"}
	requireDiff(t, want, seen) //! value business 3 ? call-args
	if len(seen) < 1 {         //! size shape 1 supporting
		t.Error("nothing visited")
	}
}
