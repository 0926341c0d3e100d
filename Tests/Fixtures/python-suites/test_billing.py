"""A suite written by people: pytest with fixtures, tables and mocks."""
from datetime import date
from decimal import Decimal
from unittest.mock import ANY, MagicMock, patch

import pytest

from billing import Invoice, InvoiceError, Ledger, due_date, invoice_total, round_money
from billing.settings import DEFAULT_CURRENCY


@pytest.fixture
def ledger():
    ledger = Ledger(currency="EUR")
    assert ledger.is_open  #! value business 2
    return ledger


def assert_balanced(ledger, expected):
    assert ledger.debit == ledger.credit  #! relational business 2
    assert ledger.balance == expected  #! value business 3


def test_total_adds_tax(ledger):
    invoice = ledger.create(lines=[("book", 1200), ("pen", 150)])
    assert invoice is not None  #! existence shape 1 supporting
    assert isinstance(invoice, Invoice)  #! type-only shape 1 supporting
    assert len(invoice.lines) == 2  #! size shape 2
    assert invoice.total == 1606  #! value business 3
    assert_balanced(ledger, 1606)  #! relational business 2; value business 3


def test_total_is_there(ledger):
    invoice = ledger.create(lines=[])
    assert invoice.total is not None  #! existence shape 1
    assert isinstance(invoice.total, int)  #! type-only shape 1
    assert invoice.lines == []  #! size business 2 absent


@pytest.mark.parametrize(
    "amount, expected",
    [(Decimal("1.005"), Decimal("1.01")), (Decimal("2.004"), Decimal("2.00")), (0, 0)],
)
def test_rounding(amount, expected):
    assert round_money(amount) == expected  #! value business 3 table


@pytest.mark.parametrize("days", [0, 30])
@pytest.mark.parametrize("start", [date(2024, 1, 31), date(2024, 2, 29)])
def test_due_dates_are_later(start, days):
    due = due_date(start, days)
    assert due >= start  #! relational business 2 table
    assert due.year == 2024, "the year must not change"  #! value business 3 table


def test_refuses_negative_amounts(ledger):
    with pytest.raises(InvoiceError) as caught:  #! throws-specific business 2
        ledger.create(lines=[("book", -1)])
    assert caught.value.code == "negative"  #! throws-specific business 3
    assert "book" in str(caught.value)  #! throws-specific business 3
    assert caught.value is not None  #! vacuous none 0 impossible


def test_refuses_anything_odd(ledger):
    with pytest.raises(Exception):  #! throws-any shape 1 multi-statement
        invoice = ledger.create(lines=[("book", 1)])
        ledger.cancel(invoice)


def test_sends_a_mail(ledger):
    mailer = MagicMock()
    ledger.close(mailer)
    mailer.send.assert_called_once()  #! call shape 1 supporting
    mailer.send.assert_called_once_with("ada@example.org", amount=1606)  #! call-args business 2
    mailer.log.assert_called_with(ANY, level=ANY)  #! call shape 1
    mailer.retry.assert_not_called()  #! call business 2 absent
    assert mailer.send.call_args[0][0] == "ada@example.org"  #! call-args business 2
    mailer.send.assert_called_once  #! vacuous none 0 incomplete


@patch("billing.clock")
def test_uses_the_clock(clock, ledger):
    clock.return_value = date(2024, 5, 1)
    assert ledger.today() == date(2024, 5, 1)  #! value business 3


def test_currency(ledger):
    assert ledger.currency == DEFAULT_CURRENCY  #! value business 2 shared-constant
    assert DEFAULT_CURRENCY == "EUR"  #! value business 3 constant-subject


def test_every_line_is_positive(ledger):
    for line in ledger.lines:
        assert line.amount > 0  #! relational business 1 loop-unknown
    assert all(line.amount > 0 for line in ledger.lines)  #! relational business 1 loop-unknown


def test_forgives(ledger):
    try:
        assert ledger.balance == 0  #! value business 0 swallowed capped
    except AssertionError:
        pass


@pytest.mark.skip(reason="slow")
def test_later(ledger):
    assert ledger.balance == 0  #! value business 3


class TestSummary:
    pytestmark = pytest.mark.usefixtures("ledger")

    def test_names(self, ledger):
        summary = ledger.summary()
        assert set(summary.keys()) == {"total", "open"}  #! shape shape 2
        assert "total" in summary  #! shape shape 1
        assert summary["total"] > 0  #! relational business 1

    def check_total(self, summary, expected):
        assert summary["total"] == expected  #! value business 3

    def test_total(self, ledger):
        self.check_total(ledger.summary(), 1606)  #! value business 3
