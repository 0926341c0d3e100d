// Imitates a command-line tool: quicktest and is, golden files, snapshot libraries, exit codes.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/approvals/go-approval-tests"
	"github.com/bradleyjkemp/cupaloy/v2"
	qt "github.com/frankban/quicktest"
	"github.com/gkampitakis/go-snaps/snaps"
	"github.com/matryer/is"
	"github.com/sebdah/goldie/v2"

	"example.org/tidy/internal/config"
	"example.org/tidy/internal/expect"
)

var updateGolden = flag.Bool("update-golden", false, "rewrite testdata/*.golden")

type result struct {
	code           int
	stdout, stderr string
}

func runTidy(args ...string) result {
	var out, errs bytes.Buffer
	code := run(args, strings.NewReader(""), &out, &errs)
	return result{code, out.String(), errs.String()}
}

// assertGolden compares with a file that -update-golden writes.
func assertGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *updateGolden {
		_ = os.WriteFile(path, []byte(got), 0o644)
	}
	want, _ := os.ReadFile(path)
	if got != string(want) {
		t.Errorf("%s differs from %s", name, path)
	}
}

func shouldColour(term string) bool { return term != "dumb" }

func TestNonsense(t *testing.T) {
	qt.Assert(t, runTidy("--nonsense").code, qt.Equals, 2) //! status-only shape 1
}

func TestVersionAndHelp(t *testing.T) {
	c := qt.New(t)
	c.Assert(runTidy("--version").code, qt.Equals, 0)                        //! status-only shape 1 supporting
	c.Check(runTidy("--help").stderr, qt.Equals, "")                         //! value business 3
	c.Check(runTidy("--help").stdout, qt.Contains, "usage: tidy")            //! value-partial business 2
	c.Check(runTidy("--help").stdout, qt.Not(qt.Contains), "%!")             //! relational business 1 negative
	c.Check(runTidy("--version").stdout, qt.Matches, `tidy \d+\.\d+\.\d+\n`) //! value-partial business 2
}

func TestExitCodeOfTheBinary(t *testing.T) {
	err := exec.Command("tidy", "--check", "testdata/messy").Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) { //! throws-specific business 2
		t.Fatalf("err = %v", err)
	}
	if exit.ExitCode() != 1 { //! status-only shape 1 ? throws-specific
		t.Errorf("exit code %d", exit.ExitCode())
	}
}

func TestExitCodeIsPlausible(t *testing.T) {
	if code := runTidy("testdata/messy").code; code != 0 && code != 1 { //! status-only shape 1
		t.Errorf("exit code %d", code)
	}
}

func TestSort(t *testing.T) {
	is := is.New(t)
	lines, err := sortLines([]string{"b", "a", "a"})
	is.NoErr(err)                             //! no-throw shape 1 supporting
	is.Equal(lines, []string{"a", "a", "b"})  //! value business 3
	is.Equal(len(lines), 3)                   //! size shape 2 supporting
	is.True(lines != nil)                     //! existence shape 1 supporting
	is.True(strings.HasPrefix(lines[0], "a")) //! value-partial business 2
}

func TestSortTwice(t *testing.T) {
	once, _ := sortLines([]string{"b", "c", "a"})
	twice, _ := sortLines(once)
	qt.Assert(t, twice, qt.DeepEquals, once) //! relational business 2
}

func TestSortSame(t *testing.T) {
	in := []string{"b", "c", "a"}
	x, _ := sortLines(in)
	y, _ := sortLines(in)
	qt.Assert(t, x, qt.DeepEquals, y) //! mirrored none 0 self-call
}

func TestErrors(t *testing.T) {
	c := qt.New(t)
	_, err := loadConfig("testdata/broken.toml")
	c.Assert(err, qt.IsNotNil)                                    //! throws-any shape 1 supporting
	c.Assert(err, qt.ErrorMatches, `testdata/broken\.toml:3: .*`) //! throws-specific business 3
	_, err = loadConfig("testdata/none.toml")
	c.Assert(err, qt.ErrorIs, os.ErrNotExist) //! throws-specific business 2
	_, err = loadConfig("testdata/good.toml")
	c.Assert(err, qt.IsNil)                                                                  //! no-throw shape 1
	c.Assert(func() { mustLoad("testdata/none.toml") }, qt.PanicMatches, ".*no such file.*") //! throws-specific business 3
}

func TestConfig(t *testing.T) {
	c := qt.New(t)
	cfg, _ := loadConfig("testdata/good.toml")
	c.Check(cfg.Width, qt.Equals, 80)                    //! value business 3
	c.Check(cfg.Extends, qt.IsNil)                       //! existence business 2 absent
	c.Check(cfg.Rules, qt.HasLen, 2)                     //! size shape 2
	c.Check(cfg.Rules["sort"], qt.IsTrue)                //! value business 3
	c.Check(cfg.Source, qt.Satisfies, filepath.IsAbs)    //! value business 2 ? type-only
	c.Check(cfg, qt.Implements, (*Validator)(nil))       //! type-only shape 1
	c.Check(cfg.Indent, qt.Equals, config.DefaultIndent) //! value business 2 shared-constant
}

func TestTables(t *testing.T) {
	got := render([][]string{{"a", "bb"}, {"ccc", "d"}})
	assertGolden(t, "table", got)                             //! snapshot ambiguous 2
	snaps.MatchSnapshot(t, got)                               //! snapshot ambiguous 2
	cupaloy.SnapshotT(t, got)                                 //! snapshot ambiguous 2
	goldie.New(t).Assert(t, "table", []byte(got))             //! snapshot ambiguous 2
	approvals.VerifyString(t, got)                            //! snapshot ambiguous 2
	if !regexp.MustCompile(`(?m)^a\s+bb$`).MatchString(got) { //! value-partial business 2
		t.Error(got)
	}
}

func TestReports(t *testing.T) {
	for _, format := range []string{"text", "json", "xml"} {
		t.Run(format, func(t *testing.T) {
			res := runTidy("--report", format, "testdata/messy")
			assertGolden(t, "report-"+format, res.stdout) //! snapshot ambiguous 2 table
			snaps.MatchJSON(t, res)                       //! snapshot ambiguous 2 table
		})
	}
}

func TestHelpPages(t *testing.T) {
	goldie.New(t, goldie.WithFixtureDir("testdata/help")).AssertJson(t, "flags", flagTable()) //! snapshot ambiguous 2
	approvals.VerifyJSONStruct(t, flagTable())                                                //! snapshot ambiguous 2
	assertGolden(t, "help", runTidy("--help").stdout)                                         //! snapshot ambiguous 2
}

func TestReportJSON(t *testing.T) {
	var doc map[string]json.RawMessage
	if err := json.Unmarshal([]byte(runTidy("--report", "json").stdout), &doc); err != nil { //! type-only shape 1 ? no-throw
		t.Fatal(err)
	}
	if _, ok := doc["files"]; !ok { //! shape shape 1
		t.Error("no files")
	}
	if len(doc) != 3 { //! size shape 2
		t.Errorf("%d fields", len(doc))
	}
}

func TestHelpers(t *testing.T) {
	if !shouldColour("xterm") { //! vacuous none 0 no-sut
		t.Error("no colour")
	}
	expect.CleanTree(t, "testdata")
	expect.ShouldBeFormatted(t, "testdata/good") //! unknown ambiguous 0
	verifyManPage(t, "tidy.1")                   //! unknown ambiguous 0
}
