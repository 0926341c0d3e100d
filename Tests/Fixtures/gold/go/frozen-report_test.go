// Imitates a reporting package of an AI-assisted product (.cursorrules in its root): totals, formats, snapshots, much comparing with itself.
package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/gkampitakis/go-snaps/snaps"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.org/books/internal/format"
	"example.org/books/internal/reporttest"
	"example.org/books/ledger"
)

var bless = flag.Bool("bless", false, "accept the current output")

func sample() []ledger.Entry {
	return []ledger.Entry{
		{Account: "rent", Cents: 80000, On: time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC)},
		{Account: "food", Cents: 4550, On: time.Date(2024, 1, 3, 0, 0, 0, 0, time.UTC)},
		{Account: "food", Cents: 1250, On: time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC)},
	}
}

func compareGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *bless {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestTotals(t *testing.T) {
	r := New(sample())
	if r.Total() != 85800 { //! value business 3
		t.Errorf("total %d", r.Total())
	}
	want := map[string]int64{"rent": 80000, "food": 5800}
	if !reflect.DeepEqual(r.ByAccount(), want) { //! value business 3
		t.Errorf("by account: %v", r.ByAccount())
	}
	if len(r.ByAccount()) != 2 { //! size shape 2 supporting
		t.Error("wrong number of accounts")
	}
}

func TestTotalIsTheSum(t *testing.T) {
	r := New(sample())
	var sum int64
	for _, cents := range r.ByAccount() {
		sum += cents
	}
	assert.Equal(t, r.Total(), sum) //! relational business 2 ? mirrored
}

func TestTotalAgain(t *testing.T) {
	r := New(sample())
	assert.Equal(t, r.Total(), r.Total())                         //! mirrored none 0 self-call
	assert.Equal(t, ledger.Sum(sample()), r.Total())              //! mirrored none 1 sut-computed
	assert.Equal(t, format.Money(r.Total()), r.Footer())          //! mirrored none 1 sut-computed
	assert.Equal(t, New(sample()).Lines(), New(sample()).Lines()) //! mirrored none 0 self-call
}

func TestDeterministicOrder(t *testing.T) {
	for i := 0; i < 20; i++ {
		require.Equal(t, New(sample()).Lines(), New(sample()).Lines()) //! relational business 2
	}
}

func TestMonths(t *testing.T) {
	months := New(sample()).Months()
	require.Len(t, months, 2) //! size shape 2
	for _, m := range months {
		assert.Positive(t, m.Cents)          //! relational business 1
		assert.NotNil(t, m.Accounts)         //! existence shape 1
		assert.Len(t, m.Key, len("2024-01")) //! size shape 2
	}
	assert.Equal(t, "2024-01", months[0].Key)     //! value business 3
	assert.True(t, months[0].Key < months[1].Key) //! relational business 2
}

func TestText(t *testing.T) {
	text := New(sample()).Text()
	compareGolden(t, "sample.txt", []byte(text)) //! snapshot ambiguous 2
	snaps.MatchSnapshot(t, text)                 //! snapshot ambiguous 2
	if !strings.Contains(text, "858.00") {       //! value-partial business 2
		t.Error("no total")
	}
	if n := strings.Count(text, "\n"); n != 5 { //! size shape 2 ? value
		t.Errorf("%d lines", n)
	}
}

func TestFormats(t *testing.T) {
	for _, name := range []string{"html", "csv", "json"} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			require.NoError(t, New(sample()).Write(&b, name)) //! no-throw shape 1
			compareGolden(t, "sample."+name, b.Bytes())       //! snapshot ambiguous 2 table
			snaps.MatchStandaloneSnapshot(t, b.String())      //! snapshot ambiguous 2 table
		})
	}
}

func TestUnknownFormat(t *testing.T) {
	err := New(nil).Write(&bytes.Buffer{}, "pdf")
	assert.ErrorIs(t, err, ErrFormat)                         //! throws-specific business 2
	assert.EqualError(t, err, `report: unknown format "pdf"`) //! throws-specific business 3
	assert.Error(t, New(nil).Write(nil, ""))                  //! throws-any shape 1
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, New(sample()).Write(&b, "csv")) //! no-throw shape 1 supporting
	rows, err := csv.NewReader(&b).ReadAll()
	require.NoError(t, err)                                           //! type-only shape 1 supporting ? no-throw
	assert.Equal(t, []string{"account", "cents", "on"}, rows[0])      //! shape shape 2 ? value
	assert.Equal(t, []string{"rent", "80000", "2024-01-02"}, rows[1]) //! value business 3
}

func TestJSONShape(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, New(sample()).Write(&b, "json")) //! no-throw shape 1
	var doc map[string]any
	require.NoError(t, json.Unmarshal(b.Bytes(), &doc)) //! type-only shape 1 ? no-throw
	assert.IsType(t, []any{}, doc["lines"])             //! type-only shape 1
	assert.IsType(t, float64(0), doc["total"])          //! type-only shape 1
	_, isText := doc["generated_at"].(string)
	assert.True(t, isText)               //! type-only shape 1
	assert.Contains(t, doc, "currency")  //! shape shape 1
	assert.NotContains(t, doc, "secret") //! shape shape 1 negative ? relational
	assert.NotEmpty(t, doc["lines"])     //! size shape 1
}

func TestEmpty(t *testing.T) {
	r := New(nil)
	assert.Zero(t, r.Total())      //! existence business 2 absent ? value
	assert.Empty(t, r.Lines())     //! size business 2 absent
	assert.Nil(t, r.Newest())      //! existence business 2 absent
	assert.Equal(t, "", r.Title()) //! value business 3
}

func TestWriterIsAnExporter(t *testing.T) {
	var e Exporter = New(nil)
	if _, ok := e.(interface{ Flush() error }); !ok { //! type-only shape 1
		t.Error("cannot flush")
	}
	assert.Implements(t, (*Exporter)(nil), New(nil)) //! type-only shape 1 ? vacuous
}

func TestScheduleCallsSend(t *testing.T) {
	var sent []string
	s := Schedule{Send: func(to string, _ []byte) error { sent = append(sent, to); return nil }}
	require.NoError(t, s.Run(sample(), "ada@example.org")) //! no-throw shape 1
	assert.Equal(t, []string{"ada@example.org"}, sent)     //! call-args business 2
}

func TestScheduleWithoutEntries(t *testing.T) {
	calls := 0
	s := Schedule{Send: func(string, []byte) error { calls++; return nil }}
	_ = s.Run(nil, "ada@example.org")
	assert.Equal(t, 0, calls) //! call business 2 absent
}

func TestHelpers(t *testing.T) {
	reporttest.RequireBalanced(t, New(sample())) //! unknown ambiguous 0
	reporttest.CheckFonts(t, "testdata/fonts")   //! unknown ambiguous 0
	assert.NotEmpty(t, sample())                 //! vacuous none 0 no-sut
	assert.Equal(t, "rent", sample()[0].Account) //! vacuous none 0 no-sut
}
