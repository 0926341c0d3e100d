package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/bradleyjkemp/cupaloy/v2"
	"github.com/google/go-cmp/cmp"
	. "github.com/onsi/gomega"
	"github.com/onsi/gomega/ghttp"
	. "github.com/onsi/gomega/gstruct"

	"example.org/hq/internal/asttest"
)

var rewrite = flag.Bool("rewrite", false, "write testdata/*.want instead of comparing")

// execute runs the command in process.
func execute(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(args, strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

func parseExpr(t *testing.T, src string) *node {
	t.Helper()
	n, err := parse(src)
	if err != nil {
		t.Fatalf("%s\n%v", src, err)
	}
	return n
}

func kinds(toks []token) []tokenKind {
	out := make([]tokenKind, len(toks))
	for i, tok := range toks {
		out[i] = tok.kind
	}
	return out
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func same[T comparable](t *testing.T, got, want T) {
	t.Helper()
	if got == want {
		return
	}
	t.Errorf("(-want +got):\n%s", cmp.Diff(want, got))
}

func TestLex(t *testing.T) {
	tests := []struct {
		name string
		in   string
		want []tokenKind
	}{
		{"path", ".a.b", []tokenKind{tokDot, tokIdent, tokDot, tokIdent, tokEOF}},
		{"number", "-1.5e3", []tokenKind{tokMinus, tokNumber, tokEOF}},
		{"string with escape", `"a\"b"`, []tokenKind{tokString, tokEOF}},
		{"comment runs to the end", "1 # .a", []tokenKind{tokNumber, tokEOF}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, kinds(lex(tt.in))); diff != "" { //! value business 3 table
				t.Errorf("lex(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestLex_offsetsGrow(t *testing.T) {
	toks := lex(`.users[] | select(.age > 30)`)
	if got := len(toks); got != 13 { //! size shape 2 supporting
		t.Fatalf("got %d tokens: %v", got, toks)
	}
	for i := 1; i < len(toks); i++ {
		if toks[i].pos <= toks[i-1].pos { //! relational business 2
			t.Errorf("token %d starts at %d, before its predecessor", i, toks[i].pos)
		}
	}
}

func TestParse_tree(t *testing.T) {
	cases := [...]struct{ src, want string }{
		{"1 + 2 * 3", "(+ 1 (* 2 3))"},
		{"(1 + 2) * 3", "(* (+ 1 2) 3)"},
		{"a | b | c", "(| (| a b) c)"},
		{"not x and y", "(and (not x) y)"},
		{".a[0].b", "(. (index (. a) 0) b)"},
	}
	for _, c := range cases {
		if got := parseExpr(t, c.src).sexpr(); c.want != got { //! value business 3 table
			t.Errorf("%s:\n got %s\nwant %s", c.src, got, c.want)
		}
	}
	verifySpans(t, parseExpr(t, ".a[0] + 1")) //! unknown ambiguous 0
}

func TestParse_rootKind(t *testing.T) {
	switch n := parseExpr(t, "a | b").impl.(type) {
	case *pipeExpr:
		asttest.RequireLeafCount(t, n, 2) //! unknown ambiguous 0
	default: //! type-only shape 1 ? shape
		t.Fatalf("root is a %T", n)
	}
}

func TestParse_errors(t *testing.T) {
	tests := []struct {
		src     string
		wantErr string
	}{
		{"", "empty query"},
		{"1 +", "expected operand"},
		{"(a", "missing )"},
		{"a..b", "unexpected ."},
	}
	for _, tt := range tests {
		_, err := parse(tt.src)
		if err == nil || !strings.Contains(err.Error(), tt.wantErr) { //! throws-specific business 3 table
			t.Errorf("parse(%q): %v, want %q", tt.src, err, tt.wantErr)
		}
	}
}

func TestParse_errorPosition(t *testing.T) {
	_, err := parse("a |\n  b c")

	var perr *parseError
	if ok := errors.As(err, &perr); !ok { //! throws-specific business 2
		t.Fatalf("%v is a %T", err, err)
	}
	if got := fmt.Sprintf("%d:%d", perr.Line, perr.Col); got != "2:5" { //! throws-specific business 3
		t.Errorf("error is placed at %s", got)
	}
}

func TestParse_limits(t *testing.T) {
	g := NewWithT(t)

	_, err := parse(`"never closed`)
	g.Expect(err).To(MatchError(errUnterminated)) //! throws-specific business 2
	_, err = parse(strings.Repeat("(", maxDepth+1))
	g.Expect(err).To(MatchError(ContainSubstring("nested too deeply"))) //! throws-specific business 3
	g.Expect(func() { mustCompile("(") }).To(Panic()) //! throws-any shape 1
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{".a", "1+", "\x00", `"`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) { //! no-throw shape 1 property ? none
		_, _ = parse(src)
	})
}

func TestPosition(t *testing.T) {
	src := "one\ntwo\nthree"
	for _, off := range []int{0, 2, 4, 9} {
		wantCol := off - strings.LastIndex(src[:off], "\n")
		if _, col := position(src, off); col != wantCol { //! mirrored none 1 copied table ? relational
			t.Errorf("position(%d): column %d, want %d", off, col, wantCol)
		}
	}
}

func TestUnescape(t *testing.T) {
	unescape := func(s string) string {
		return strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\\`, `\`).Replace(s)
	}
	for in, want := range map[string]string{`a\nb`: "a\nb", `\\`: `\`, "plain": "plain"} {
		if got := unescape(in); got != want { //! vacuous none 0 no-sut table
			t.Errorf("unescape(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestEval(t *testing.T) {
	doc := map[string]any{"a": 4.0, "b": []any{1.0, 2.0, 3.0}, "name": "hq"}
	for src, want := range map[string]any{
		".a * 2 + 1":      9.0,
		".b[1]":           2.0,
		`.name + "!"`:     "hq!",
		".b | length > 2": true,
		".missing":        nil,
	} {
		t.Run(src, func(t *testing.T) {
			got, err := eval(parseExpr(t, src), doc)
			if err != nil || !reflect.DeepEqual(got, want) { //! value business 3 table
				t.Errorf("got %#v, %v; want %#v", got, err, want)
			}
		})
	}
}

func TestEval_isFastEnough(t *testing.T) {
	g := NewWithT(t)
	query := parseExpr(t, strings.Repeat(". | ", 2000)+".")

	start := time.Now()
	_, err := eval(query, map[string]any{})
	g.Expect(err).NotTo(HaveOccurred()) //! no-throw shape 1
	g.Expect(time.Since(start)).To(BeNumerically("<", 2*time.Second)) //! relational business 1 timing
}

func TestOptimize(t *testing.T) {
	tree := parseExpr(t, "1 + 2 * x")
	want := tree
	optimize(tree)
	if !reflect.DeepEqual(want, tree) { //! mirrored none 0 aliasing
		t.Errorf("tree was damaged: %s", tree.sexpr())
	}

	g := NewWithT(t)
	folded := optimize(parseExpr(t, "(1 + 2) * (3 + x)"))
	g.Expect(folded.depth()).To(BeNumerically("<=", parseExpr(t, "(1 + 2) * (3 + x)").depth())) //! relational business 2
	g.Expect(folded.find("missing")).To(BeNil()) //! existence business 2 absent
}

func TestBuiltins(t *testing.T) {
	g := NewWithT(t)

	if fn := lookupBuiltin("upper"); fn == nil { //! existence shape 1
		t.Fatal("upper is not a builtin")
	}
	g.Expect(builtinNames("string")).To(ConsistOf("lower", "split", "trim", "upper")) //! value business 3
	g.Expect(parseExpr(t, "f(a, b(c), d)").calls()).To(HaveEach(BeAssignableToTypeOf(&callExpr{}))) //! type-only shape 1 loop-unknown
}

func TestFormat(t *testing.T) {
	src := read(t, "messy.hq")

	once := format(src)
	twice := format(once)
	if once != twice { //! relational business 2
		t.Error(cmp.Diff(once, twice))
	}
	if diff := cmp.Diff(parseExpr(t, src), parseExpr(t, once), cmp.AllowUnexported(node{})); diff != "" { //! relational business 3
		t.Errorf("formatting changed the meaning:\n%s", diff)
	}
	NewWithT(t).Expect(once).NotTo(ContainSubstring("\t")) //! relational business 1 negative
}

func TestRun_fmt(t *testing.T) {
	src := "a|b |  c"
	_, out, _ := execute(t, src, "fmt", "-")
	same(t, out, format(src)) //! mirrored none 1 sut-computed
}

func TestRun(t *testing.T) {
	for _, tt := range []struct {
		name   string
		args   []string
		stdin  string
		code   int
		stdout string
	}{
		{"filter", []string{".a"}, `{"a":1}`, 0, "1\n"},
		{"raw output", []string{"-r", ".a"}, `{"a":"x"}`, 0, "x\n"},
		{"null is falsy", []string{"-e", ".a"}, `{}`, 1, "null\n"},
		{"bad query", []string{".["}, `{}`, 3, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := execute(t, tt.stdin, tt.args...)
			if code != tt.code { //! status-only shape 1 table supporting
				t.Errorf("exit code %d, want %d\n%s", code, tt.code, stderr)
			}
			if stdout != tt.stdout { //! value business 3 table
				t.Errorf("printed %q, want %q", stdout, tt.stdout)
			}
		})
	}
}

func TestRun_help(t *testing.T) {
	g := NewWithT(t)
	code, stdout, stderr := execute(t, "", "--help")
	g.Expect(code).To(Equal(0)) //! status-only shape 1
	g.Expect(stdout).To(ContainSubstring("Usage: hq [flags] <query>")) //! value-partial business 2
	g.Expect(stdout).To(HavePrefix("")) //! vacuous none 0 impossible
	g.Expect(stderr).To(BeEmpty()) //! value business 3 absent ? size
}

func TestBinary_unknownFlag(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the binary")
	}
	bin := filepath.Join(t.TempDir(), "hq")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Skipf("cannot build here: %v\n%s", err, out)
	}

	out, err := exec.Command(bin, "--frobnicate").CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 2 { //! status-only shape 1 ? throws-specific
		t.Fatalf("ended with %v", err)
	}
	if !bytes.Contains(out, []byte("unknown flag: --frobnicate")) { //! value-partial business 2
		t.Errorf("output: %s", out)
	}
}

func TestRun_report(t *testing.T) {
	_, got, _ := execute(t, read(t, "orders.json"), "--table", ".orders[]")
	same(t, got, read(t, "orders.table")) //! value business 3 fixture-file
}

func TestRun_explain(t *testing.T) {
	for _, name := range []string{"filter", "join", "nested"} {
		t.Run(name, func(t *testing.T) {
			_, got, _ := execute(t, read(t, name+".hq"), "explain", "-")
			path := filepath.Join("testdata", name+".want")
			if *rewrite {
				_ = os.WriteFile(path, []byte(got), 0o600)
			}
			if got != read(t, name+".want") { //! snapshot ambiguous 2 table
				t.Errorf("%s changed, see -rewrite", path)
			}
		})
	}
}

func TestDumpAST(t *testing.T) {
	dump := parseExpr(t, `.users[] | select(.age > 30) | .name`).dump()
	cupaloy.SnapshotT(t, dump) //! snapshot ambiguous 2
}

func TestLint(t *testing.T) {
	g := NewWithT(t)
	g.Expect(lint("1 + 2")).To(BeEmpty()) //! size business 2 absent

	diags := lint("x == x\n| y == y")
	g.Expect(diags).To(WithTransform(func(ds []diagnostic) int { return len(ds) }, Equal(2))) //! size shape 2 supporting
	g.Expect(diags[1]).To(MatchFields(IgnoreExtras, Fields{ //! value-partial business 2
		"Line": Equal(2),
		"Rule": Equal("self-compare"),
		"Fix":  Not(BeNil()),
	}))

	_, out, _ := execute(t, "x == x", "lint", "--json", "-")
	var doc []map[string]any
	g.Expect(json.Unmarshal([]byte(out), &doc)).To(Succeed()) //! type-only shape 1 ? no-throw
	g.Expect(doc[0]).To(MatchAllKeys(Keys{ //! shape shape 2
		"line": BeAssignableToTypeOf(0.0),
		"rule": BeAssignableToTypeOf(""),
		"fix":  Not(BeNil()),
	}))
}

func TestLoadConfig(t *testing.T) {
	g := NewWithT(t)
	cfg, _ := loadConfig(strings.NewReader("indent: 4\naliases:\n  ls: list --all\n"))
	g.Expect(cfg).To(HaveField("Indent", 4)) //! value business 3 ? value-partial

	raw := cfg.asMap()
	g.Expect(raw).To(HaveKey("indent")) //! shape shape 1
	for _, section := range []string{"aliases", "colors", "paths"} {
		if _, present := raw[section]; !present { //! shape shape 2 table
			t.Errorf("no section %s", section)
		}
	}
}

func TestFetchSchema(t *testing.T) {
	g := NewWithT(t)
	server := ghttp.NewServer()
	defer server.Close()
	server.AppendHandlers(ghttp.CombineHandlers(
		ghttp.VerifyRequest(http.MethodGet, "/schema/v2", "format=json"), //! call-args business 2
		ghttp.RespondWith(http.StatusOK, `{"fields":["id"]}`),
	))

	_, _ = fetchSchema(server.URL())
	g.Expect(server.ReceivedRequests()).To(HaveLen(1)) //! call shape 1 supporting ? size
}

func TestWatcher(t *testing.T) {
	var ran int
	var paths []string
	w := newWatcher(func(path string) error {
		ran++
		paths = append(paths, path)
		return nil
	})

	w.handle(event{name: "a.hq", op: opWrite})
	w.handle(event{name: "a.hq~", op: opWrite})
	w.handle(event{name: "b.hq", op: opCreate})

	if ran != 2 { //! call shape 1 supporting ? value
		t.Errorf("ran %d times", ran)
	}
	if strings.Join(paths, ",") != "a.hq,b.hq" { //! call-args business 2 ? value
		t.Errorf("ran for %v", paths)
	}
}

func TestLanguageServer(t *testing.T) {
	g := NewWithT(t)
	srv := startServer(t)
	g.Eventually(srv.Ready) //! vacuous none 0 incomplete
	g.Expect(srv.Capabilities()).To(ContainElement("hover")) //! value-partial business 2
}

func Example_raw() { //! value business 3
	run([]string{"-r", ".a"}, strings.NewReader(`{"a":"x"}`), os.Stdout, os.Stderr)
	// Output: x
}
