package interval_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"
	"testing/quick"

	qt "github.com/frankban/quicktest"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tidewater/interval"
	"github.com/tidewater/interval/internal/geotest"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

var _ fmt.Stringer = (*interval.Set)(nil) //! type-only shape 0 compile-time ? none

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(m.Run())
}

func mustParse(t testing.TB, s string) interval.Interval {
	t.Helper()
	iv, err := interval.Parse(s)
	if err != nil {
		t.Fatalf("cannot parse %q: %v", s, err)
	}
	return iv
}

func newSet(t testing.TB, parts ...string) *interval.Set {
	t.Helper()
	s := interval.NewSet()
	for _, p := range parts {
		s.Add(mustParse(t, p))
	}
	return s
}

func slurp(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func toDoc(t testing.TB, v any) map[string]any {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return doc
}

func sortedKeys(doc map[string]any) []string {
	keys := make([]string, 0, len(doc))
	for k := range doc {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

func assertGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		_ = os.WriteFile(path, got, 0o644)
	}
	if want := slurp(t, path); !bytes.Equal(got, want) {
		t.Errorf("%s differs, run with -update to accept:\n%s", path, cmp.Diff(string(want), string(got)))
	}
}

func TestParse(t *testing.T) {
	t.Parallel()

	tests := []struct {
		in     string
		lo, hi int64
		kind   interval.Kind
	}{
		{in: "[1,5]", lo: 1, hi: 5, kind: interval.KindClosed},
		{in: "[1,5)", lo: 1, hi: 5, kind: interval.KindClosedOpen},
		{in: " ( -3 , 0 ] ", lo: -3, hi: 0, kind: interval.KindOpenClosed},
		{in: "[7]", lo: 7, hi: 7, kind: interval.KindClosed},
	}

	for _, tt := range tests {
		tt := tt
		t.Run(tt.in, func(t *testing.T) {
			t.Parallel()

			got, err := interval.Parse(tt.in)
			if err != nil { //! no-throw shape 1 supporting table
				t.Fatalf("Parse(%q) failed: %v", tt.in, err)
			}
			if got.Lo() != tt.lo || got.Hi() != tt.hi || got.Kind() != tt.kind { //! value business 3 table
				t.Errorf("Parse(%q) = %#v, want %d..%d %v", tt.in, got, tt.lo, tt.hi, tt.kind)
			}
		})
	}
}

func TestParse_rejects(t *testing.T) {
	for in, want := range map[string]string{
		"":      "interval: empty input",
		"[1,":   "interval: unexpected end at offset 3",
		"(5,1)": "interval: bounds out of order",
	} {
		_, err := interval.Parse(in)
		switch {
		case err == nil: //! throws-any shape 1 supporting table
			t.Errorf("Parse(%q) did not fail", in)
		case err.Error() != want: //! throws-specific business 3 table
			t.Errorf("Parse(%q) failed with %q, want %q", in, err, want)
		}
	}
}

func TestSyntaxError(t *testing.T) {
	_, err := interval.Parse("[12,x4]")

	var syn *interval.SyntaxError
	if !errors.As(err, &syn) { //! throws-specific business 2
		t.Fatalf("error is a %T", err)
	}
	if syn.Offset != 4 || syn.Token != "x4" { //! throws-specific business 3
		t.Errorf("wrong place: offset %d, token %q", syn.Offset, syn.Token)
	}
	if !errors.Is(err, interval.ErrSyntax) { //! throws-specific business 2
		t.Error("a SyntaxError must unwrap to ErrSyntax")
	}
}

func TestMustParse_invertedBounds(t *testing.T) {
	defer func() {
		if r := recover(); r == nil { //! throws-any shape 1
			t.Error("MustParse accepted inverted bounds")
		}
	}()
	_ = interval.MustParse("[9,1]")
}

func TestStringIsParsable(t *testing.T) {
	for _, s := range []string{"[1,5]", "(1,5)", "[-4,0)", "(2,2]"} {
		if got := mustParse(t, s).String(); got != s { //! relational business 3 table ? value
			t.Errorf("%q came back as %q", s, got)
		}
	}
}

func FuzzString(f *testing.F) {
	f.Add(int64(0), int64(1))
	f.Add(int64(-9), int64(-9))
	f.Add(int64(math.MaxInt64), int64(math.MinInt64))
	f.Fuzz(func(t *testing.T, lo, hi int64) {
		if lo > hi {
			lo, hi = hi, lo
		}
		iv := interval.Closed(lo, hi)
		again, err := interval.Parse(iv.String())
		if err != nil || again != iv { //! relational business 3 property
			t.Errorf("%v was read as %v (%v)", iv, again, err)
		}
	})
}

func TestContains(t *testing.T) {
	iv := mustParse(t, "[10,20)")
	for x, want := range map[int64]bool{9: false, 10: true, 15: true, 19: true, 20: false} {
		if got := iv.Contains(x); got != want { //! value business 3 table
			t.Errorf("Contains(%d) = %t", x, got)
		}
	}
}

func TestMean(t *testing.T) {
	if got := interval.Closed(1, 4).Mean(); math.Abs(got-2.5) > 1e-9 { //! value business 3 approx ? relational
		t.Errorf("Mean() = %v, want 2.5", got)
	}
}

func TestSteps(t *testing.T) {
	cases := []struct{ lo, hi, step int64 }{
		{0, 10, 3},
		{-5, 5, 2},
		{7, 7, 1},
	}
	for _, c := range cases {
		want := (c.hi-c.lo)/c.step + 1
		if got := interval.Closed(c.lo, c.hi).Steps(c.step); got != want { //! mirrored none 1 copied table ? value
			t.Errorf("Steps(%d) on %d..%d = %d, want %d", c.step, c.lo, c.hi, got, want)
		}
	}
}

func TestScaleThenShift(t *testing.T) {
	base := mustParse(t, "[3,9]")
	moved := func(iv interval.Interval) interval.Interval {
		return iv.Scale(2).Shift(1)
	}

	want := moved(base)
	got := base.Scale(2).Shift(1)
	if got != want { //! mirrored none 0 self-call
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestHash(t *testing.T) {
	a := mustParse(t, "[1,5)").Hash()
	if b := mustParse(t, "[1,6)").Hash(); a == b { //! relational business 1 negative
		t.Errorf("both intervals hash to %x", a)
	}
}

func TestUnionOrder(t *testing.T) {
	prop := func(a, b [2]int16) bool {
		x := interval.Hull(interval.Point(int64(a[0])), interval.Point(int64(a[1])))
		y := interval.Hull(interval.Point(int64(b[0])), interval.Point(int64(b[1])))
		return interval.Union(x, y).Equal(interval.Union(y, x))
	}
	if err := quick.Check(prop, &quick.Config{MaxCount: 500}); err != nil { //! relational business 2 property
		t.Error(err)
	}
}

func TestSortByLen(t *testing.T) {
	parts := []interval.Interval{interval.Closed(0, 9), interval.Closed(4, 5), interval.Closed(2, 4)}
	want := parts
	interval.SortByLen(parts)
	if !reflect.DeepEqual(parts, want) { //! mirrored none 0 aliasing
		t.Errorf("SortByLen: %v, want %v", parts, want)
	}
}

func TestSet_Add(t *testing.T) {
	s := newSet(t, "[0,2]", "[5,9]", "[2,6]")

	all := s.All()
	if len(all) != 1 { //! size shape 2 supporting
		t.Fatalf("touching parts were not merged: %v", all)
	}
	if want := interval.Closed(0, 9); all[0] != want { //! value business 3
		t.Errorf("merged part is %v, want %v", all[0], want)
	}
	if p := s.Find(12); p != nil { //! existence business 2 absent
		t.Errorf("Find(12) = %v", p)
	}
	requireCanonical(t, s) //! unknown ambiguous 0
}

func TestSet_OnMerge(t *testing.T) {
	s := newSet(t, "[0,2]")
	var merged []string
	s.OnMerge(func(a, b interval.Interval) {
		merged = append(merged, a.String()+" + "+b.String())
	})

	s.Add(mustParse(t, "[7,8]"))
	s.Add(mustParse(t, "[1,4]"))

	if diff := cmp.Diff([]string{"[0,2] + [1,4]"}, merged); diff != "" { //! value business 3 ? call-args
		t.Errorf("merges (-want +got):\n%s", diff)
	}
}

func TestSet_Complement(t *testing.T) {
	s := newSet(t, "[2,5)", "[8]")

	got := s.Complement(interval.Closed(0, 10)).All()
	want := []interval.Interval{
		interval.ClosedOpen(0, 2),
		interval.ClosedOpen(5, 8),
		interval.OpenClosed(8, 10),
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(interval.Interval{})); diff != "" { //! value business 3
		t.Errorf("complement (-want +got):\n%s", diff)
	}
	geotest.CheckDisjoint(t, got) //! unknown ambiguous 0
}

func TestSet_AllIsOrdered(t *testing.T) {
	s := newSet(t, "[40,41]", "[3,5]", "[-8,-2]", "[12]")
	all := s.All()
	if !sort.SliceIsSorted(all, func(i, j int) bool { return all[i].Lo() < all[j].Lo() }) { //! relational business 2
		t.Errorf("parts out of order: %v", all)
	}
}

func TestSet_Remove(t *testing.T) {
	s := newSet(t, "[0,9]")
	before := s.Total()

	s.Remove(interval.Closed(3, 4))
	if s.Total() >= before { //! relational business 2
		t.Errorf("total is still %d", s.Total())
	}
	if got := s.String(); got != "[0,3) (4,9]" { //! value business 3
		t.Errorf("after Remove: %s", got)
	}

	s.Remove(interval.Closed(0, 9))
	if !s.IsEmpty() { //! size business 2 absent
		t.Errorf("left over: %s", s)
	}
}

func countPoints(pairs [][2]int64, lo, hi int64) (n int64) {
	for x := lo; x <= hi; x++ {
		for _, p := range pairs {
			if p[0] <= x && x <= p[1] {
				n++
				break
			}
		}
	}
	return n
}

func TestSet_TotalAgainstCounting(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	for i := 0; i < 200; i++ {
		pairs := make([][2]int64, 1+r.Intn(6))
		s := interval.NewSet()
		for j := range pairs {
			lo := int64(r.Intn(60) - 30)
			pairs[j] = [2]int64{lo, lo + int64(r.Intn(20))}
			s.Add(interval.Closed(pairs[j][0], pairs[j][1]))
		}
		if got, want := s.Total(), countPoints(pairs, -60, 60); got != want { //! relational business 3
			t.Fatalf("run %d: Total() = %d, counted %d in %v", i, got, want, pairs)
		}
	}
}

func TestSet_Span(t *testing.T) {
	s := newSet(t, "[0,2]", "[5,9]")
	want := interval.Hull(s.All()...)
	if got := s.Span(); got != want { //! mirrored none 1 sut-computed ? relational
		t.Errorf("Span() = %v, want %v", got, want)
	}
}

func TestSet_Stats(t *testing.T) {
	s := newSet(t, "[0,4]", "[8]")

	got := s.Stats()
	want := interval.Stats{Parts: 2, Total: 6, Gaps: 1, Largest: 5}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(interval.Stats{}, "Elapsed", "Allocs")); diff != "" { //! value-partial business 2
		t.Errorf("stats (-want +got):\n%s", diff)
	}

	fields := got.Map()
	for _, name := range []string{"parts", "total", "gaps"} {
		if _, ok := fields[name]; !ok { //! shape shape 2 table
			t.Errorf("field %s is not reported", name)
		}
	}
}

func TestSet_Gaps(t *testing.T) {
	c := qt.New(t)
	s := newSet(t, "[0,1]", "[4,6]", "[9,9]")

	gaps := s.Gaps()
	if len(gaps) < 0 || cap(gaps) < len(gaps) { //! vacuous none 0 impossible
		c.Fatal("bad slice header")
	}
	c.Check(gaps, qt.HasLen, 2)      //! size shape 2
	c.Assert(s.Find(5), qt.IsNotNil) //! existence shape 1
}

func TestInterval_MarshalJSON(t *testing.T) {
	c := qt.New(t)
	doc := toDoc(t, interval.ClosedOpen(3, 8))

	c.Assert(sortedKeys(doc), qt.DeepEquals, []string{"hi", "kind", "lo"}) //! shape shape 2
	_, isNumber := doc["lo"].(float64)
	c.Check(isNumber, qt.IsTrue)                   //! type-only shape 1
	c.Check(doc["kind"], qt.Equals, "closed-open") //! value business 3
}

func TestInterval_MarshalJSON_unbounded(t *testing.T) {
	doc := toDoc(t, interval.From(3))
	if _, ok := doc["kind"]; !ok { //! shape shape 1
		t.Errorf("no kind in %v", doc)
	}
}

func TestCodecFor(t *testing.T) {
	codec := interval.CodecFor("binary")
	if _, ok := codec.(*interval.BinaryCodec); !ok { //! type-only shape 1
		t.Errorf("CodecFor(binary) is a %T", codec)
	}
	if !slices.Contains(interval.CodecNames(), "text") { //! value-partial business 2
		t.Errorf("text codec is not registered: %v", interval.CodecNames())
	}
	if _, ok := interval.LookupUnit("minutes"); !ok { //! existence shape 1 ? value
		t.Error("minutes is not a known unit")
	}
}

func TestOptions(t *testing.T) {
	opts := interval.Options{Strict: true, MaxParts: 64}
	strict, limit := opts.Strict, opts.MaxParts
	if !strict || limit != 64 { //! vacuous none 0 no-sut
		t.Errorf("options were changed: %+v", opts)
	}
	if interval.DefaultOptions.MaxParts != 1024 { //! value business 3 constant-subject
		t.Errorf("default MaxParts is %d", interval.DefaultOptions.MaxParts)
	}
}

func TestRender(t *testing.T) {
	var buf bytes.Buffer
	interval.Render(&buf, newSet(t, "[0,10]", "[25,30]"), 60)

	if !strings.HasPrefix(buf.String(), "0    |####") { //! value-partial business 2
		t.Errorf("axis is missing:\n%s", buf.String())
	}
	assertGolden(t, "render-60", buf.Bytes()) //! snapshot ambiguous 2
}

type traceKey struct{}

type countingSource struct {
	calls int
	keys  []string
	ctx   context.Context
	parts map[string]string
}

func (c *countingSource) Load(ctx context.Context, key string) (*interval.Set, error) {
	if key == "" {
		panic("countingSource: empty key")
	}
	c.calls++
	c.ctx = ctx
	c.keys = append(c.keys, key)
	raw, ok := c.parts[key]
	if !ok {
		return nil, fmt.Errorf("no schedule for %q", key)
	}
	return interval.ParseSet(raw)
}

func TestCachedLoader(t *testing.T) {
	src := &countingSource{parts: map[string]string{"eu/berlin": "[9,17)", "eu/paris": "[8,12)"}}
	loader := interval.NewCachedLoader(src, 16)
	ctx := context.WithValue(context.Background(), traceKey{}, "t-91")

	for i := 0; i < 3; i++ {
		if _, err := loader.Get(ctx, "eu/berlin"); err != nil { //! no-throw shape 1
			t.Fatalf("attempt %d: %v", i, err)
		}
	}
	if src.calls != 1 { //! call shape 1 supporting
		t.Errorf("the source was asked %d times", src.calls)
	}

	_, _ = loader.Get(ctx, "eu/paris")
	_, _ = loader.Get(ctx, "eu/berlin")
	if asked := strings.Join(src.keys, " "); asked != "eu/berlin eu/paris" { //! call-args business 2
		t.Errorf("asked for %s", asked)
	}
	if src.ctx.Value(traceKey{}) != "t-91" { //! call-args business 2
		t.Error("the caller's context was not passed on")
	}
}

func TestCachedLoader_Put(t *testing.T) {
	src := &countingSource{}
	loader := interval.NewCachedLoader(src, 16)
	loader.Put("x", newSet(t, "[1,2]"))

	_, _ = loader.Get(context.Background(), "x")
	if src.calls > 0 { //! call business 2 absent
		t.Errorf("the source was asked for %v", src.keys)
	}
}

func TestVersion(t *testing.T) {
	t.Logf("interval %s with codecs %v", interval.Version, interval.CodecNames()) //! vacuous none 0 incomplete ? none
}

func ExampleSet_Add() { //! value business 3
	s := interval.NewSet()
	s.Add(interval.Closed(0, 2))
	s.Add(interval.Closed(2, 9))
	fmt.Println(s)
	// Output: [0,9]
}

func ExampleParse() { //! value business 3
	iv, err := interval.Parse("(4,8]")
	fmt.Println(iv.Lo(), iv.Hi(), err)
	iv, err = interval.Parse("4..8")
	fmt.Println(iv.IsZero(), err)
	// Output:
	// 4 8 <nil>
	// true interval: unexpected '4' at offset 0
}

func ExampleRender() {
	interval.Render(os.Stdout, interval.NewSet(interval.Closed(0, 1)), 80)
}

func BenchmarkParse(b *testing.B) {
	for i := 0; i < b.N; i++ {
		_, _ = interval.Parse("[1000000,2000000)")
	}
}
