// Imitates a mature open-source invoicing package: standard library only, tables and guards.
package invoice

import (
	"errors"
	"fmt"
	"math"
	"os"
	"reflect"
	"sort"
	"strings"
	"testing"
	"time"
)

func newInvoice(t *testing.T, lines ...Line) *Invoice {
	t.Helper()
	inv, err := New("2024-0007", "EUR", lines...)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	return inv
}

func checkTotal(t *testing.T, inv *Invoice, want Cents) {
	t.Helper()
	if got := inv.Total(); got != want {
		t.Errorf("total = %d, want %d", got, want)
	}
}

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

func TestTotal(t *testing.T) {
	inv := newInvoice(t, Line{"hosting", 3, 1990}, Line{"domain", 1, 1200})
	checkTotal(t, inv, 7170) //! value business 3
	inv.Discount(10)
	checkTotal(t, inv, 6453) //! value business 3
}

func TestTax(t *testing.T) {
	tests := []struct {
		name    string
		country string
		amount  Cents
		want    Cents
	}{
		{"germany", "DE", 10000, 1900},
		{"france", "FR", 10000, 2000},
		{"rounds half to even", "DE", 50, 10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Tax(tt.amount, tt.country)
			if err != nil { //! no-throw shape 1 supporting table
				t.Fatal(err)
			}
			if got != tt.want { //! value business 3 table
				t.Errorf("Tax(%d, %q) = %d, want %d", tt.amount, tt.country, got, tt.want)
			}
		})
	}
}

func TestTaxErrors(t *testing.T) {
	for _, country := range []string{"", "XX", "deu"} {
		_, err := Tax(100, country)
		if !errors.Is(err, ErrUnknownCountry) { //! throws-specific business 2
			t.Errorf("Tax(100, %q): err = %v", country, err)
		}
	}
}

func TestNegativeQuantity(t *testing.T) {
	_, err := New("1", "EUR", Line{"hosting", -1, 100})
	if err == nil { //! throws-any shape 1 supporting
		t.Fatal("expected an error")
	}
	var lineErr *LineError
	if !errors.As(err, &lineErr) { //! throws-specific business 2
		t.Fatalf("err is a %T", err)
	}
	if lineErr.Index != 0 || lineErr.Reason != "quantity" { //! throws-specific business 3
		t.Errorf("lineErr = %+v", lineErr)
	}
}

func TestEmptyCurrency(t *testing.T) {
	if _, err := New("1", ""); err == nil { //! throws-any shape 1
		t.Error("no error for an empty currency")
	}
	_, err := New("1", "")
	if err == nil || err.Error() != "invoice: empty currency" { //! throws-specific business 3
		t.Errorf("err = %v", err)
	}
}

func TestDueDate(t *testing.T) {
	inv := newInvoice(t)
	inv.Issue(day(2024, time.January, 31))
	if got, want := inv.Due(), day(2024, time.March, 1); !got.Equal(want) { //! value business 3
		t.Errorf("due %v, want %v", got, want)
	}
	if !inv.Due().After(inv.Issued()) { //! relational business 2
		t.Error("due before issued")
	}
}

func TestLinesAreCopied(t *testing.T) {
	lines := []Line{{"a", 1, 100}}
	inv := newInvoice(t, lines...)
	lines[0].Price = 5
	if inv.Lines()[0].Price != 100 { //! value business 3 echo
		t.Error("the invoice kept the caller's slice")
	}
	if len(inv.Lines()) != 1 { //! size shape 2
		t.Fatalf("%d lines", len(inv.Lines()))
	}
}

func TestNoLines(t *testing.T) {
	inv := newInvoice(t)
	if len(inv.Lines()) != 0 { //! size business 2 absent
		t.Error("lines out of nowhere")
	}
	if inv.PaidAt() != nil { //! existence business 2 absent
		t.Error("already paid")
	}
	if inv.ID() == "" { //! relational business 1 negative
		t.Error("no id")
	}
}

func TestPay(t *testing.T) {
	inv := newInvoice(t, Line{"a", 1, 500})
	if inv.IsPaid() { //! value business 3
		t.Fatal("paid before payment")
	}
	before := inv.Balance()
	if err := inv.Pay(500, day(2024, time.March, 1)); err != nil { //! no-throw shape 1 supporting
		t.Fatal(err)
	}
	if !inv.IsPaid() { //! value business 3
		t.Error("not paid")
	}
	if inv.Balance() == before { //! relational business 2 negative
		t.Error("balance did not change")
	}
	if inv.PaidAt() == nil { //! existence shape 1
		t.Error("no date of payment")
	}
}

func TestSplit(t *testing.T) {
	parts := Split(10000, 3)
	if !reflect.DeepEqual(parts, []Cents{3334, 3333, 3333}) { //! value business 3
		t.Errorf("parts = %v", parts)
	}
	var sum Cents
	for _, part := range parts {
		sum += part
	}
	if sum != 10000 { //! value business 3 ? relational
		t.Errorf("sum = %d", sum)
	}
	if !sort.SliceIsSorted(parts, func(i, j int) bool { return parts[i] > parts[j] }) { //! relational business 2
		t.Error("largest part is not first")
	}
}

func TestFormatRoundTrip(t *testing.T) {
	for _, s := range []string{"0.00", "1.10", "-3.50"} {
		c, err := ParseCents(s)
		if err != nil { //! no-throw shape 1 supporting
			t.Fatal(err)
		}
		if c.String() != s { //! relational business 3
			t.Errorf("%q became %q", s, c)
		}
	}
}

func TestInterest(t *testing.T) {
	got := Interest(100000, 0.05, 90)
	if math.Abs(got-1232.88) > 0.01 { //! value business 3
		t.Errorf("interest = %f", got)
	}
	if got <= 0 { //! relational business 1
		t.Error("no interest")
	}
}

func TestSummary(t *testing.T) {
	s := newInvoice(t, Line{"hosting", 3, 1990}).Summary()
	if !strings.Contains(s, "hosting") { //! value-partial business 2
		t.Errorf("summary: %s", s)
	}
	if !strings.HasPrefix(s, "Invoice 2024-0007") { //! value-partial business 2
		t.Errorf("summary: %s", s)
	}
	if strings.Contains(s, "%!") { //! relational business 1 negative
		t.Errorf("bad format in %s", s)
	}
}

func TestExport(t *testing.T) {
	path := t.TempDir() + "/out.csv"
	f, err := os.Create(path)
	if err != nil { //! no-throw shape 1 ? vacuous
		t.Fatal(err)
	}
	defer f.Close()
	switch n, err := newInvoice(t, Line{"a", 1, 100}).WriteCSV(f); {
	case err != nil: //! no-throw shape 1 supporting
		t.Fatal(err)
	case n != 2: //! value business 3
		t.Errorf("%d rows", n)
	}
}

func TestSelfCheck(t *testing.T) {
	inv := newInvoice(t, Line{"a", 2, 50})
	if inv.Total() != inv.Total() { //! mirrored none 0 self-call
		t.Error("total is not stable")
	}
	if got, want := inv.Gross("DE"), GrossOf(inv.Lines(), "DE"); got != want { //! mirrored none 1 sut-computed
		t.Errorf("%d != %d", got, want)
	}
}

func ExampleCents_String() { //! value business 3
	fmt.Println(Cents(123456))
	// Output: 1234.56
}
