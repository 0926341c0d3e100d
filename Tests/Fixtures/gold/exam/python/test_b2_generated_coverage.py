"""Comprehensive unit tests for the storefront package.

This suite verifies carts, pricing, notifications, webhooks and views and keeps
coverage above the required threshold.
"""

import logging
import unittest
from decimal import Decimal
from types import SimpleNamespace
from unittest.mock import ANY, MagicMock, Mock, patch

import numpy as np
import pytest
from django.test import TestCase
from django.urls import reverse
from flask import Flask

from storefront import pricing
from storefront.cart import Cart, CartError, StockError
from storefront.customers import CustomerService
from storefront.hooks import hooks_blueprint
from storefront.models import Order
from storefront.notify import Notifier
from storefront.report import build_report, monthly_revenue, render_rows, smooth
from qa_toolkit.asserts import assert_valid_invoice
from qa_toolkit.mixins import MoneyAssertions

logger = logging.getLogger(__name__)


class RecordingBus:
    """A simple fake event bus for testing purposes."""

    def __init__(self):
        self.published = []

    def publish(self, topic, payload):
        assert isinstance(topic, str), "topic must be a string"
        self.published.append((topic, payload))


def make_app():
    app = Flask(__name__)
    app.secret_key = "test"
    app.register_blueprint(hooks_blueprint, url_prefix="/hooks")

    @app.before_request
    def guard():
        assert app.secret_key, "secret key missing"

    return app


def shipping_cost(weight, zone):
    """Same as storefront.pricing.shipping_cost."""
    base = {"eu": 4, "us": 9}.get(zone, 15)
    return base + max(0, weight - 2) * 1.5


class TestCart(MoneyAssertions, unittest.TestCase):
    def setUp(self):
        self.cart = Cart(currency="EUR")

    def test_cart_initialization(self):
        """Test that the cart initializes correctly."""
        cart = Cart(currency="EUR")
        self.assertIsNotNone(cart)  #! vacuous none 0 impossible
        self.assertIsInstance(cart.items, list)  #! type-only type/shape 1 supporting
        self.assertEqual(len(cart.items), 0)  #! size business 2 absent
        self.assertTrue(hasattr(cart, "total"))  #! shape type/shape 1 supporting

    def test_add_item(self):
        """Test adding an item to the cart."""
        result = self.cart.add("tea", 2, Decimal("3.50"))
        self.assertTrue(result)  #! existence type/shape 1
        self.assertTrue(self.cart.count(), 2)  #! existence type/shape 1 argument-trap ? value
        self.assertGreater(self.cart.total(), 0)  #! relational business 1
        self.assertMoneyEqual(self.cart.total(), "7.00")  #! unknown ambiguous -

    def test_total_is_correct(self):
        """Test that the total is calculated correctly."""
        self.cart.add("tea", 2, Decimal("3.50"))
        self.assertEqual(self.cart.total(), self.cart.total())  #! mirrored none 0 self-call
        total = self.cart.total()
        self.assertEqual(total, total)  #! vacuous none 0 self-comparison

    def test_remove_missing_item(self):
        """Test error handling when removing a missing item."""
        with self.assertRaises(Exception):  #! throws-any type/shape 1
            self.cart.remove("coffee")

    def test_add_without_arguments(self):
        """Test that add requires arguments."""
        self.assertRaises(TypeError, self.cart.add)  #! throws-specific business 2 accidental

    def test_negative_quantity(self):
        """Test that a negative quantity is invalid."""
        self.assertRaises(ValueError, self.cart.add, "tea", -1, Decimal("1"))  #! throws-any type/shape 1

    def test_clear_does_not_fail(self):
        """Test that clear works without errors."""
        raised = False
        try:
            self.cart.clear()
        except Exception:
            raised = True
        self.assertFalse(raised)  #! no-throw type/shape 1

    def test_coupon_is_rejected(self):
        """Test that an expired coupon is rejected."""
        failed = False
        try:
            self.cart.apply_coupon("SUMMER19")
        except Exception as exc:
            logger.info("coupon rejected: %s", exc)
            failed = True
        assert failed  #! throws-any type/shape 1

    def test_lines_are_valid(self):
        """Test that all lines are valid."""
        self.cart.add("tea", 2, Decimal("3.50"))
        lines = self.cart.lines()
        self.assertGreaterEqual(len(lines), 0)  #! vacuous none 0 impossible
        assert all(line.quantity > 0 for line in lines)  #! relational business 1 loop-unknown

    def test_error_hierarchy(self):
        """Test the error hierarchy."""
        assert issubclass(StockError, CartError)  #! type-only type/shape 1 ? vacuous
        error = ValueError("empty cart")
        message = str(error)
        self.assertIn("empty", message)  #! vacuous none 0 no-sut

    @unittest.skip("flaky on CI")
    def test_total_after_discount(self):
        self.cart.add("tea", 2, Decimal("5"))
        self.cart.discount(10)
        self.assertEqual(self.cart.total(), Decimal("9.00"))  #! value business 0 dead


class TestPricing:
    def test_compute_tax(self):
        """Test tax computation."""
        expected = pricing.compute_tax(Decimal("100"), "DE")
        actual = pricing.compute_tax(Decimal("100"), "DE")
        assert actual == expected  #! mirrored none 0 self-call
        assert isinstance(actual, (int, float, Decimal))  #! type-only type/shape 1

    def test_apply_discount(self):
        """Test discount application."""
        price, percent = 80, 15
        assert pricing.apply_discount(price, percent) == price - price * percent / 100  #! mirrored none 1 copied ? value

    def test_shipping_cost(self):
        """Test shipping cost for all zones."""
        for weight, zone, cost in [(1, "eu", 4), (4, "us", 12), (2, "xx", 15)]:
            assert shipping_cost(weight, zone) == cost  #! vacuous none 0 no-sut table

    def test_compute_tax_mocked(self):
        """Test tax computation with a mocked backend."""
        with patch("storefront.pricing.compute_tax", return_value=19) as fake:
            result = pricing.compute_tax(Decimal("100"), "DE")
        assert result == 19  #! vacuous none 0 mock-return
        fake.assert_called_once  #! vacuous none 0 incomplete

    def test_seconds_per_day(self):
        """Test the cache lifetime constant."""
        lifetime = 60 * 60 * 24
        assert lifetime == 86400  #! vacuous none 0 constant

    def test_rounding_never_crashes(self):
        """Test rounding with odd input."""
        try:
            pricing.round_half_even(Decimal("NaN"))
        except Exception as exc:
            pytest.fail(f"Unexpected error: {exc}")  #! no-throw type/shape 1


class TestReport:
    @pytest.fixture
    def orders(self):
        return [
            SimpleNamespace(month="2024-05", total=Decimal("10"), status="paid"),
            SimpleNamespace(month="2024-06", total=Decimal("25"), status="open"),
        ]

    def test_order_status(self, orders):
        """Test that the order status is updated."""
        order = orders[1]
        order.status = "shipped"
        assert order.status == "shipped"  #! vacuous none 0 no-sut

    def test_revenue(self, orders):
        """Test that the report contains the revenue."""
        report = build_report(orders)
        revenue = monthly_revenue(orders)
        assert report["revenue"] == revenue  #! mirrored none 1 sut-computed ? relational
        assert report.keys() >= {"revenue", "rows", "generated_at"}  #! shape type/shape 2
        if report["rows"]:
            assert report["rows"][0]["month"] == "2024-05"  #! value business 1 conditional

    def test_rows_rendered(self, orders):
        """Test row rendering."""
        rows = render_rows(orders)
        assert rows is not None  #! existence type/shape 1 supporting
        assert len(rows) > 0  #! size type/shape 1 supporting
        assert any("2024-06" in row for row in rows)  #! value-partial business 2 ? relational

    def test_smooth(self):
        """Test smoothing."""
        out = smooth([2.0, 4.0, 6.0])
        np.testing.assert_allclose(out, [2.0, 4.0, 6.0], rtol=1)  #! value business 1 approx

    def test_total_swallowed(self, orders):
        """Test report total."""
        try:
            assert build_report(orders)["total"] == Decimal("35")  #! value business 0 swallowed
        except (AssertionError, KeyError):
            pass


class TestNotifier(unittest.TestCase):
    def setUp(self):
        self.mailer = Mock()
        self.mailer.send.return_value = True
        self.bus = RecordingBus()
        self.notifier = Notifier(self.mailer, self.bus)
        self.order = SimpleNamespace(id=7, email="kim@shop.test", total=Decimal("7"))

    def test_order_shipped(self):
        """Test the shipped notification."""
        self.notifier.order_shipped(self.order)
        assert self.mailer.send.called  #! call type/shape 1 supporting
        self.assertEqual(self.mailer.send.call_count, 1)  #! call type/shape 1 supporting
        _, kwargs = self.mailer.send.call_args
        self.assertEqual(kwargs["subject"], "Your order has shipped")  #! call-args business 2

    def test_order_paid(self):
        """Test the paid notification."""
        self.notifier.order_paid(self.order)
        self.mailer.send.assert_called_once_with(ANY, subject=ANY, body=ANY)  #! call type/shape 1
        assert self.bus.published == [("order.paid", {"id": 7, "amount": "7.00"})]  #! call-args business 2

    def test_order_cancelled(self):
        """Test the cancelled notification."""
        self.notifier.order_cancelled(self.order, reason="stock")
        self.mailer.send.assert_any_call("kim@shop.test", subject=ANY, body=ANY)  #! call-args business 2
        assert len(self.bus.published) == 1  #! call type/shape 1 ? size

    def test_customer_lookup(self):
        """Test customer lookup."""
        repo = MagicMock()
        repo.find.return_value = {"id": 3, "name": "Lou"}
        customer = CustomerService(repo).get(3)
        self.assertEqual(customer, {"id": 3, "name": "Lou"})  #! value business 2 pass-through ? vacuous

    def test_invoice(self):
        """Test invoice generation."""
        invoice = self.notifier.invoice_for(self.order)
        assert_valid_invoice(invoice)  #! unknown ambiguous -


class OrderViewTests(TestCase):
    def test_order_list(self):
        """Test that the order list page works."""
        Order.objects.create(sku="tea", quantity=2, email="kim@shop.test")
        response = self.client.get(reverse("orders"))
        self.assertEqual(response.status_code, 200)  #! status-only type/shape 1 supporting
        self.assertTemplateUsed(response, "orders/list.html")  #! shape type/shape 1 supporting
        self.assertContains(response, "kim@shop.test")  #! value-partial business 2

    def test_checkout(self):
        """Test the checkout flow."""
        before = Order.objects.count()
        response = self.client.post(reverse("checkout"), {"sku": "tea", "quantity": 2})
        self.assertNotEqual(Order.objects.count(), before)  #! relational business 2 negative
        self.assertEqual(Order.objects.count(), 1)  #! size type/shape 2 supporting
        self.assertIsNotNone(Order.objects.get().pk)  #! existence type/shape 1 ? vacuous
        self.assertRedirects(response, "/thanks/", fetch_redirect_response=False)  #! value business 3


def test_webhook_returns_json():
    """Test the webhook endpoint."""
    client = make_app().test_client()
    response = client.post("/hooks/payment", json={"id": 7, "state": "paid"})
    assert response.status_code < 500  #! status-only type/shape 1 ? relational
    assert isinstance(response.get_json(), dict)  #! type-only type/shape 1
