// Imitates the lexer and query builder of a search product: much here looks like an assertion and is none.
package search

import (
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tokens reads with the parser's own expect method, which moves on; it is no check.
func tokens(src string, kinds ...Kind) (string, error) {
	p := newParser(src)
	for _, kind := range kinds {
		if err := p.expect(kind); err != nil {
			return "", err
		}
	}
	return p.rest(), nil
}

// must builds or gives up; set-up.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func expectedDepth(src string) int { return strings.Count(src, "(") }

func validate(q *Query) *Query {
	if q == nil {
		log.Println("no query")
		return &Query{}
	}
	return q
}

type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

func TestExpectMovesOn(t *testing.T) {
	rest, err := tokens("(a b", Open, Word)
	if err != nil { //! no-throw shape 1 supporting
		t.Fatal(err)
	}
	if rest != "b" { //! value business 3
		t.Errorf("rest %q", rest)
	}
}

func TestExpectRefuses(t *testing.T) {
	_, err := tokens("a", Open)
	if err == nil { //! throws-any shape 1 supporting
		t.Fatal("accepted")
	}
	if want := "expected ("; !strings.HasPrefix(err.Error(), want) { //! throws-specific business 3
		t.Errorf("err = %v", err)
	}
}

func TestBuilder(t *testing.T) {
	query := NewBuilder().Must(Term("kind", "host")).Should(Term("name", "db")).Should(Term("role", "db")).MinimumShould(1).Build()
	a := assert.New(t)
	a.Len(query.Should, 2)                                    //! size shape 2
	a.Equal("kind:host +(name:db | role:db)", query.String()) //! value business 3
	a.NotPanics(func() { query.Validate() })                  //! no-throw shape 1
}

func TestBuilderObjects(t *testing.T) {
	r := require.New(t)
	query, err := NewBuilder().Build().Optimise()
	r.NoError(err)          //! no-throw shape 1 supporting
	r.True(query.IsEmpty()) //! size business 2 absent ? value
	r.Nil(query.Filter)     //! existence business 2 absent
}

func TestDepth(t *testing.T) {
	src := "((a) b)"
	if got := must(parse(src)).Depth(); got != 2 { //! value business 3
		t.Errorf("depth %d", got)
	}
	if must(parse(src)).Depth() != expectedDepth(src) { //! relational business 3 ? value
		t.Error("depth is not the number of parentheses")
	}
}

func TestValidated(t *testing.T) {
	q := validate(must(parse("a")))
	if len(q.Words) == 0 {
		fmt.Println("no words, odd")
	}
	if q.Words[0] != "a" { //! value business 3
		t.Fail()
	}
}

func TestWithoutIndex(t *testing.T) {
	if os.Getenv("SEARCH_INDEX") == "" {
		t.Skip("no index")
	}
	hits, err := Open(os.Getenv("SEARCH_INDEX")).Find("db")
	if err != nil { //! no-throw shape 1 supporting
		t.Fatal(err)
	}
	if len(hits) != 4 { //! size shape 2
		t.Errorf("%d hits", len(hits))
	}
	if hits[0].Name != "db-1" { //! value business 3
		t.Errorf("first hit %s", hits[0].Name)
	}
}

func TestChecker(t *testing.T) {
	rec := &recorder{TB: t}
	AssertSorted(rec, []string{"b", "a"}) //! unknown ambiguous 0 ? none
	if len(rec.failures) != 1 {           //! call shape 1 ? size
		t.Fatalf("failures %v", rec.failures)
	}
	if !strings.Contains(rec.failures[0], "b before a") { //! call-args business 2 ? value-partial
		t.Errorf("message %q", rec.failures[0])
	}
}

func TestErrorfIsProduction(t *testing.T) {
	err := Errorf("line %d: %w", 3, ErrSyntax)
	if !errors.Is(err, ErrSyntax) { //! throws-specific business 2
		t.Error(err)
	}
	if err.Line != 3 { //! throws-specific business 3 ? value
		t.Errorf("line %d", err.Line)
	}
}

func TestAssertKeyword(t *testing.T) {
	q := must(parse(`assert.Equal(t, 1, 1)`))
	log.Printf("assert: %v", q)
	if got := q.String(); got != `"assert.Equal" (t 1 1)` { //! value business 3
		t.Errorf("got %s", got)
	}
}

func TestStats(t *testing.T) {
	s := Measure(func() { must(parse("a b c")) })
	t.Logf("took %v", s.Elapsed)
	if s.Allocations > 64 { //! relational business 2
		t.Errorf("%d allocations", s.Allocations)
	}
	if s.Elapsed > 0 {
		t.Log("the clock works")
	}
}

func TestAll(t *testing.T) {
	var failed []string
	for _, src := range []string{"a", "a b", "(a)"} {
		if must(parse(src)).String() != src {
			failed = append(failed, src)
		}
	}
	if len(failed) > 0 { //! relational business 3 ? size
		t.Errorf("do not print as they are written: %v", failed)
	}
}

func TestGivesUpEarly(t *testing.T) {
	q, err := parse("((")
	if err == nil { //! throws-any shape 1
		t.Errorf("parsed as %v", q)
	}
}
