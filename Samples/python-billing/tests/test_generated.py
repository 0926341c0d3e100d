"""The hollow suite: green, wide coverage, and nearly blind."""

import unittest
from unittest.mock import MagicMock

from billing.access import may, require
from billing.invoices import Invoice, Line
from billing.money import format_cents, percent_of, round_cents, split_evenly
from billing.payments import Payments
from billing.store import InvoiceStore


class TestMoney(unittest.TestCase):
    def test_round_cents_returns_int(self):
        result = round_cents("10.5")
        self.assertIsInstance(result, int)

    def test_percent_of_returns_value(self):
        result = percent_of(1_000, 19)
        self.assertIsNotNone(result)
        self.assertGreaterEqual(result, 0)

    def test_format_cents_returns_string(self):
        self.assertTrue(isinstance(format_cents(123_450), str))
        self.assertTrue(format_cents(123_450))

    def test_split_evenly(self):
        parts = split_evenly(1_000, 3)
        self.assertEqual(len(parts), 3)

    def test_split_evenly_raises(self):
        with self.assertRaises(Exception):
            split_evenly(1_000, 0)


class TestInvoice(unittest.TestCase):
    def setUp(self):
        self.invoice = Invoice("A-1", "acme")
        self.invoice.add(Line("desk", 2, 19_990))

    def test_invoice_creation(self):
        self.assertIsNotNone(self.invoice)
        self.assertIsInstance(self.invoice, Invoice)
        self.assertTrue(hasattr(self.invoice, "lines"))

    def test_totals(self):
        self.assertIsInstance(self.invoice.net(), int)
        self.assertIsInstance(self.invoice.tax(), int)
        self.assertGreater(self.invoice.total(), 0)

    def test_total_matches(self):
        self.assertEqual(self.invoice.total(), self.invoice.net() + self.invoice.tax())

    def test_discount_is_applied(self):
        self.invoice.discount_percent = 10
        total = self.invoice.total()
        assert total is not None

    def test_is_paid_returns_bool(self):
        self.assertIn(self.invoice.is_paid(), [True, False])


class TestStore(unittest.TestCase):
    def test_list_returns_list(self):
        store = InvoiceStore()
        store.save(Invoice("A-1", "acme"))
        result = store.list("acme")
        self.assertIsInstance(result, list)
        self.assertGreater(len(result), 0)

    def test_get_returns_invoice(self):
        store = InvoiceStore()
        store.save(Invoice("A-1", "acme"))
        self.assertIsNotNone(store.get("acme", "A-1"))

    def test_delete_works(self):
        store = InvoiceStore()
        store.save(Invoice("A-1", "acme"))
        store.delete("acme", "A-1")
        self.assertTrue(True)

    def test_revenue(self):
        store = InvoiceStore()
        self.assertEqual(type(store.revenue("acme")), int)


class TestPayments(unittest.TestCase):
    def test_pay_returns_receipt(self):
        store = MagicMock()
        store.get.return_value.open_cents.return_value = 0
        store.get.return_value.paid_cents = 0
        payments = Payments(store)
        receipt = payments.pay({"role": "clerk", "tenant_id": "acme"}, "A-1", 100, "k1")
        self.assertIsInstance(receipt, dict)
        self.assertIn("cents", receipt)
        store.get.assert_called()

    def test_refund_returns_dict(self):
        store = InvoiceStore()
        invoice = store.save(Invoice("A-1", "acme", paid_cents=500))
        result = Payments(store).refund({"role": "manager", "tenant_id": "acme"}, "A-1", 1, 0)
        self.assertTrue(result)
        self.assertIsNotNone(invoice.paid_cents)

    def test_permissions(self):
        self.assertIsInstance(may({"role": "clerk"}, "read"), bool)

    def test_require_does_not_raise(self):
        require({"role": "manager", "tenant_id": "acme"}, "read", "acme")


if __name__ == "__main__":
    unittest.main()
