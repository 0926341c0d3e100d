# Imitates a mature open-source invoicing library: small pytest functions written by people over years.
from datetime import date
from decimal import Decimal

import pytest

from invoicing import Currency, Invoice, InvoiceError, Line, allocate, round_half_even, tax_for
from invoicing.errors import CreditLimitExceeded
from invoicing.rates import DEFAULT_RATE, rate_for
from invoicing.text import format_amount, parse_amount


@pytest.fixture
def invoice():
    return Invoice(
        number="2024-0007",
        currency=Currency("EUR"),
        lines=[Line("hosting", 3, Decimal("19.90")), Line("domain", 1, Decimal("12.00"))],
    )


def assert_money(amount, expected):
    assert amount.currency.code == "EUR"
    assert amount.value == Decimal(expected)


def test_net_total_adds_quantities(invoice):
    assert invoice.net() == Decimal("71.70")  #! value business 3


def test_gross_total_uses_the_rate_of_the_country(invoice):
    gross = invoice.gross(country="DE")
    assert gross == Decimal("85.32")  #! value business 3
    assert gross > invoice.net()  #! relational business 2


def test_gross_is_the_net_amount_plus_tax(invoice):
    assert invoice.gross(country="DE") == invoice.net() + invoice.tax(country="DE")  #! mirrored none 1 sut-computed ? relational


@pytest.mark.parametrize(
    ("country", "rate"),
    [("DE", Decimal("0.19")), ("FR", Decimal("0.20")), ("LU", Decimal("0.17"))],
)
def test_rates(country, rate):
    assert rate_for(country) == rate  #! value business 3 table


@pytest.mark.parametrize("code", ["", "X", "EURO", "e1r"])
def test_unknown_currencies_are_refused(code):
    with pytest.raises(InvoiceError):  #! throws-specific business 2 table
        Currency(code)


@pytest.mark.parametrize(
    "text, valid",
    [("2024-0001", True), ("2024-9999", True), ("1999-0001", True)],
)
def test_invoice_numbers(text, valid):
    assert Invoice.is_number(text) is valid  #! value business 2 table constant-expected


def test_rounding_is_half_even():
    assert round_half_even(Decimal("2.125"), 2) == Decimal("2.12")  #! value business 3
    assert round_half_even(Decimal("2.135"), 2) == Decimal("2.14")  #! value business 3
    assert round_half_even(Decimal("2.135"), 2) != Decimal("2.13")  #! relational business 1 negative


def test_allocation_loses_no_cent():
    parts = allocate(Decimal("100.00"), [1, 1, 1])
    assert len(parts) == 3  #! size shape 2 supporting
    assert sum(parts) == Decimal("100.00")  #! value business 3 ? relational
    assert sorted(parts, reverse=True) == parts  #! relational business 2
    assert max(parts) - min(parts) <= Decimal("0.01")  #! relational business 2


def test_allocation_to_nobody():
    assert allocate(Decimal("0.00"), []) == []  #! size business 2 absent


def test_discount_is_exact(invoice):
    invoice.discount(percent=10)
    assert_money(invoice.total(), "64.53")  #! value business 3; value business 3


def test_default_rate(invoice):
    assert invoice.rate == DEFAULT_RATE  #! value business 2 shared-constant
    assert DEFAULT_RATE == Decimal("0.19")  #! value business 3 constant-subject


def test_tax_of_a_round_amount():
    assert tax_for(Decimal("100"), "DE") == 100 * (Decimal("0.10") + Decimal("0.09"))  #! value business 3


def test_credit_limit(invoice):
    with pytest.raises(CreditLimitExceeded) as caught:  #! throws-specific business 2
        invoice.issue(limit=Decimal("50"))
    assert caught.value.missing == Decimal("21.70")  #! throws-specific business 3
    assert "2024-0007" in str(caught.value)  #! throws-specific business 3
    assert invoice.issued_at is None  #! existence business 2 absent


def test_negative_quantity():
    with pytest.raises(ValueError, match="quantity must be positive"):  #! throws-specific business 3
        Line("hosting", -1, Decimal("1.00"))


def test_line_needs_a_price():
    with pytest.raises(TypeError):  #! throws-specific business 2 accidental
        Line("hosting")


def test_amounts_survive_printing():
    for text in ("0.00", "1.10", "1234567.89", "-3.50"):
        assert format_amount(parse_amount(text)) == text  #! relational business 3


def test_late_fee_is_close_to_the_statutory_rate(invoice):
    fee = invoice.late_fee(today=date(2024, 9, 30))
    assert float(fee) == pytest.approx(3.16, abs=0.005)  #! value business 3


def test_paid_state_follows_the_balance(invoice):
    invoice.pay(Decimal("71.70"), on=date(2024, 3, 1))
    assert invoice.is_paid() is True  #! value business 3
    assert invoice.balance == 0  #! value business 3


def test_partly_paid(invoice):
    invoice.pay(Decimal("10.00"), on=date(2024, 3, 1))
    assert invoice.is_paid() is False  #! value business 3
    assert invoice.payments[0].on == date(2024, 3, 1)  #! value business 3 echo


def test_lines_keep_their_order(invoice):
    first, second = invoice.lines
    assert first.name == "hosting"  #! value business 3 echo
    assert (second.name, second.quantity) == ("domain", 1)  #! value business 3 echo


def test_summary_names_the_customer(invoice):
    invoice.customer = "Ada Lovelace"
    assert "Ada Lovelace" in invoice.summary()  #! value-partial business 2
    assert invoice.summary().startswith("Invoice 2024-0007")  #! value-partial business 2


def test_summary_hides_the_iban(invoice):
    invoice.iban = "DE02120300000000202051"
    assert "DE02120300000000202051" not in invoice.summary()  #! relational business 1 negative


def expected_columns():
    """Not a check: a list that other tests read."""
    return ["number", "net", "tax", "gross"]


def test_csv_header(invoice):
    header = invoice.to_csv().splitlines()[0].split(";")
    assert header == expected_columns()  #! value business 3 ? shape
