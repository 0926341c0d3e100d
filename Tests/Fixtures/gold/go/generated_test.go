// Imitates a deliberately bad suite: an assistant was asked for "comprehensive tests" of an export module.
package export

import (
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

var _ Writer = (*CSVWriter)(nil) //! type-only shape 0 ? none

func TestNewExporter(t *testing.T) {
	e := NewExporter()
	if e == nil { //! existence shape 1
		t.Fatal("NewExporter returned nil")
	}
	t.Log("✅ exporter created")
}

func TestExporterStruct(t *testing.T) {
	e := &Exporter{Format: "csv"}
	assert.NotNil(t, e)              //! vacuous none 0 impossible
	assert.Equal(t, "csv", e.Format) //! vacuous none 0 no-sut ? value
}

func TestExportDoesNotPanic(t *testing.T) {
	defer func() {
		if r := recover(); r != nil { //! no-throw shape 1
			t.Errorf("Export panicked: %v", r)
		}
	}()
	NewExporter().Export(nil)
}

func TestExport(t *testing.T) {
	out, err := NewExporter().Export([]Row{{"a", 1}})
	if err != nil {
		t.Logf("Export returned an error, which may be expected: %v", err)
		return
	}
	if out == "" { //! relational business 1 negative conditional
		t.Error("expected output")
	}
}

func TestExportOutput(t *testing.T) {
	out, err := NewExporter().Export([]Row{{"a", 1}})
	assert.NoError(t, err)                //! no-throw shape 1
	assert.NotEmpty(t, out)               //! size shape 1 ? relational
	assert.True(t, len(out) >= 0)         //! vacuous none 0 impossible
	assert.GreaterOrEqual(t, len(out), 0) //! vacuous none 0 impossible
	assert.Contains(t, out, "")           //! vacuous none 0 impossible
	assert.IsType(t, "", out)             //! type-only shape 1 ? vacuous
}

func TestExportSelf(t *testing.T) {
	rows := []Row{{"a", 1}, {"b", 2}}
	first, _ := NewExporter().Export(rows)
	second, _ := NewExporter().Export(rows)
	assert.Equal(t, first, second) //! mirrored none 0 self-call
}

func TestExportEqualsWriter(t *testing.T) {
	rows := []Row{{"a", 1}}
	out, _ := NewExporter().Export(rows)
	assert.Equal(t, JoinLines(FormatRows(rows)), out)            //! mirrored none 1 sut-computed
	assert.Equal(t, Checksum(out), NewExporter().LastChecksum()) //! mirrored none 1 sut-computed
}

func TestHeader(t *testing.T) {
	header := Header()
	if reflect.TypeOf(header).Kind() != reflect.Slice { //! type-only shape 1 ? vacuous
		t.Error("header is not a slice")
	}
	if len(header) < 1 { //! size shape 1
		t.Error("header is empty")
	}
}

func TestSummary(t *testing.T) {
	summary := Summary([]Row{{"a", 1}})
	for _, key := range []string{"rows", "bytes", "format"} {
		if _, ok := summary[key]; !ok { //! shape shape 1
			t.Errorf("missing key %s", key)
		}
	}
	if _, ok := summary["rows"].(int); !ok { //! type-only shape 1
		t.Error("rows should be an int")
	}
	assert.Contains(t, summary, "format") //! shape shape 1
	assert.NotNil(t, summary["bytes"])    //! existence shape 1
}

func TestTableDriven(t *testing.T) {
	tests := []struct {
		name string
		row  Row
		want bool
	}{
		{"simple", Row{"a", 1}, true},
		{"unicode", Row{"ä", 1}, true},
		{"zero", Row{"a", 0}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Valid(tt.row); got != tt.want { //! value business 2 table constant-expected
				t.Errorf("Valid() = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestErrorCase(t *testing.T) {
	_, err := NewExporter().ExportTo("/nowhere/at/all")
	assert.Error(t, err)  //! throws-any shape 1
	assert.NotNil(t, err) //! throws-any shape 1
}

func TestErrorOrNot(t *testing.T) {
	_, err := NewExporter().ExportTo("/tmp/x")
	if err != nil {
		assert.Error(t, err) //! vacuous none 0 constant ? throws-any
	} else {
		assert.NoError(t, err) //! vacuous none 0 constant ? no-throw
	}
}

func TestConstants(t *testing.T) {
	const limit = 10
	assert.Equal(t, 10, limit) //! vacuous none 0 constant
	rows := []Row{{"a", 1}}
	assert.Len(t, rows, 1)             //! vacuous none 0 no-sut
	assert.Equal(t, "a", rows[0].Name) //! vacuous none 0 no-sut
}

func TestEnvironment(t *testing.T) {
	os.Setenv("EXPORT_FORMAT", "csv")
	assert.Equal(t, "csv", os.Getenv("EXPORT_FORMAT")) //! vacuous none 0 no-sut
}

func TestConcurrent(t *testing.T) {
	for i := 0; i < 10; i++ {
		go func() {
			out, err := NewExporter().Export([]Row{{"a", i}})
			assert.NoError(t, err)                                      //! no-throw shape 0 unawaited
			assert.Equal(t, "name,amount", strings.Split(out, "\n")[0]) //! value business 0 unawaited
		}()
	}
}

func TestPerformance(t *testing.T) {
	start := time.Now()
	NewExporter().Export(make([]Row, 1000))
	if elapsed := time.Since(start); elapsed > 5*time.Second { //! relational business 1 timing
		t.Errorf("too slow: %v", elapsed)
	}
}

func TestSkipped(t *testing.T) {
	t.Skip("TODO: fix the golden file")
	out, _ := NewExporter().Export([]Row{{"a", 1}})
	assert.Equal(t, "name,amount\na,1\n", out) //! value business 0 dead
}

func TestOptionalFormat(t *testing.T) {
	e := NewExporter()
	if e.Format == "xml" {
		assert.Equal(t, "xml", e.Format) //! vacuous none 0 constant ? value
	}
	if f, ok := e.Formatter().(*CSVFormatter); ok {
		assert.Equal(t, ';', f.Comma) //! value business 1 conditional
	}
}

func TestPrintsEverything(t *testing.T) {
	out, err := NewExporter().Export([]Row{{"a", 1}})
	t.Logf("out=%q err=%v", out, err) //! vacuous none 0 incomplete
}
