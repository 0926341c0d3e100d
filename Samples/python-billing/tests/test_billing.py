"""The honest suite: what is the right result, and what must not happen."""

import unittest

from billing.access import Forbidden, may, require
from billing.invoices import Invoice, Line
from billing.money import format_cents, percent_of, round_cents, split_evenly
from billing.payments import Payments, RefundRefused
from billing.store import InvoiceStore, NotFound

CLERK = {"role": "clerk", "tenant_id": "acme"}
MANAGER = {"role": "manager", "tenant_id": "acme"}


def invoice(number="A-1", tenant="acme", **settings):
    result = Invoice(number, tenant, **settings)
    result.add(Line("desk", 2, 19_990))
    result.add(Line("book", 10, 1_050, tax="reduced"))
    return result


class MoneyTest(unittest.TestCase):
    def test_half_a_cent_rounds_up(self):
        self.assertEqual(round_cents("10.5"), 11)
        self.assertEqual(round_cents("10.49"), 10)

    def test_percentages_round_to_whole_cents(self):
        for cents, percent, expected in [(1_000, 19, 190), (50, 7, 4), (49, 7, 3), (1, 50, 1)]:
            with self.subTest(cents=cents, percent=percent):
                self.assertEqual(percent_of(cents, percent), expected)

    def test_amounts_are_written_for_people(self):
        self.assertEqual(format_cents(123_450), "EUR 1,234.50")
        self.assertEqual(format_cents(-5, "USD"), "-USD 0.05")

    def test_a_split_adds_up(self):
        self.assertEqual(split_evenly(1_000, 3), [334, 333, 333])
        with self.assertRaisesRegex(ValueError, "must be positive"):
            split_evenly(1_000, 0)


class InvoiceTest(unittest.TestCase):
    def test_ten_of_a_thing_are_cheaper_nine_are_not(self):
        self.assertEqual(Line("pen", 9, 100).net(), 900)
        self.assertEqual(Line("pen", 10, 100).net(), 950)

    def test_totals_without_discount(self):
        bill = invoice()
        self.assertEqual(bill.net(), 39_980 + 9_975)
        self.assertEqual(bill.tax(), 7_596 + 698)
        self.assertEqual(bill.total(), 58_249)

    def test_the_discount_comes_before_tax_and_is_capped(self):
        self.assertEqual(invoice(discount_percent=10).total(), 52_424)
        self.assertEqual(
            invoice(discount_percent=50).net(), invoice(discount_percent=30).net())
        self.assertEqual(invoice(discount_percent=30).net(), 34_968)

    def test_lines_are_checked(self):
        for line, message in [
            (Line("x", 0, 1), "quantity must be positive"),
            (Line("x", 1, -1), "price must not be negative"),
            (Line("x", 1, 1, tax="luxury"), "unknown tax class 'luxury'"),
        ]:
            with self.assertRaisesRegex(ValueError, message):
                Invoice("A-1", "acme").add(line)

    def test_what_is_open_never_falls_below_zero(self):
        bill = invoice(paid_cents=58_248)
        self.assertEqual(bill.open_cents(), 1)
        self.assertFalse(bill.is_paid())
        bill.paid_cents = 60_000
        self.assertEqual(bill.open_cents(), 0)
        self.assertTrue(bill.is_paid())


class StoreTest(unittest.TestCase):
    def setUp(self):
        self.store = InvoiceStore()
        self.store.save(invoice("A-2"))
        self.store.save(invoice("A-1", paid_cents=58_249))
        self.store.save(invoice("B-1", tenant="other"))

    def test_a_tenant_sees_only_its_own(self):
        numbers = [found.number for found in self.store.list("acme")]
        self.assertEqual(numbers, ["A-1", "A-2"])
        with self.assertRaises(NotFound):
            self.store.get("acme", "B-1")

    def test_open_invoices_leave_out_paid_ones(self):
        self.assertEqual([i.number for i in self.store.list("acme", only_open=True)], ["A-2"])

    def test_deleted_invoices_are_gone_for_readers_and_for_revenue(self):
        self.store.delete("acme", "A-2")
        with self.assertRaises(NotFound):
            self.store.get("acme", "A-2")
        self.assertEqual(self.store.revenue("acme"), 58_249)


class AccessTest(unittest.TestCase):
    def test_roles(self):
        self.assertTrue(may(MANAGER, "refund"))
        self.assertFalse(may(CLERK, "refund"))
        self.assertFalse(may({}, "read"))

    def test_the_wrong_tenant_is_refused_whatever_the_role(self):
        with self.assertRaisesRegex(Forbidden, "wrong tenant"):
            require(MANAGER, "read", "other")
        with self.assertRaisesRegex(Forbidden, "clerk may not refund"):
            require(CLERK, "refund", "acme")


class PaymentTest(unittest.TestCase):
    def setUp(self):
        self.store = InvoiceStore()
        self.bill = self.store.save(invoice())
        self.payments = Payments(self.store)

    def test_a_payment_is_booked_once_per_key(self):
        first = self.payments.pay(CLERK, "A-1", 8_249, "k1")
        self.assertEqual(first, {"number": "A-1", "cents": 8_249, "open": 50_000})
        self.assertEqual(self.payments.pay(CLERK, "A-1", 8_249, "k1"), first)
        self.assertEqual(self.bill.paid_cents, 8_249)
        self.payments.pay(CLERK, "A-1", 1, "k2")
        self.assertEqual(self.bill.paid_cents, 8_250)

    def test_nothing_and_less_cannot_be_paid(self):
        with self.assertRaisesRegex(ValueError, "must be positive"):
            self.payments.pay(CLERK, "A-1", 0, "k1")

    def test_a_viewer_cannot_pay(self):
        with self.assertRaises(Forbidden):
            self.payments.pay({"role": "viewer", "tenant_id": "acme"}, "A-1", 5, "k1")

    def test_refunds_need_a_manager_and_stay_within_what_was_paid(self):
        self.payments.pay(CLERK, "A-1", 1_000, "k1")
        with self.assertRaises(Forbidden):
            self.payments.refund(CLERK, "A-1", 1, 0)
        with self.assertRaisesRegex(RefundRefused, "more than was paid"):
            self.payments.refund(MANAGER, "A-1", 1_001, 0)
        done = self.payments.refund(MANAGER, "A-1", 1_000, 30)
        self.assertEqual(done, {"number": "A-1", "refunded": 1_000, "paid": 0})

    def test_refunds_end_after_thirty_days(self):
        self.payments.pay(CLERK, "A-1", 1_000, "k1")
        with self.assertRaisesRegex(RefundRefused, "too late"):
            self.payments.refund(MANAGER, "A-1", 1, 31)


if __name__ == "__main__":
    unittest.main()
