"""Imitates a small training project: production code and its tests in one file, formulas copied into the tests."""
import math
import unittest
import warnings

TAX = 0.19
TIERS = ((0, 0.00), (100, 0.05), (1000, 0.10))


class PricingError(Exception):
    pass


def net(quantity, price):
    assert quantity >= 0, "callers check this"
    return quantity * price


def gross(quantity, price):
    return quantity * price * (1 + TAX)


def discount(amount):
    if amount < 0:
        raise PricingError("negative amount")
    rate = 0.0
    for bound, value in TIERS:
        if amount >= bound:
            rate = value
    return amount * rate


def shipping(weight, distance):
    return 4.9 + weight * 0.5 + math.sqrt(distance) * 0.1


def loyalty_points(amount):
    if not isinstance(amount, (int, float)):
        raise TypeError("amount must be a number")
    return int(amount // 10)


def best_price(offers):
    """Checks its arguments: expect at least one offer."""
    validate_offers(offers)
    return min(offers, key=lambda offer: offer["price"])


def validate_offers(offers):
    if not offers:
        raise PricingError("no offers")


class PriceTests(unittest.TestCase):
    def test_net(self):
        self.assertEqual(net(3, 2.5), 7.5)  #! value business 3
        self.assertEqual(net(0, 2.5), 0)  #! value business 3

    def test_gross_formula(self):
        self.assertEqual(gross(3, 2.5), 3 * 2.5 * (1 + TAX))  #! mirrored none 1 copied

    def test_gross_number(self):
        self.assertAlmostEqual(gross(3, 2.5), 8.925)  #! value business 3

    def test_shipping_formula(self):
        weight, distance = 4, 225
        expected = 4.9 + weight * 0.5 + math.sqrt(distance) * 0.1
        self.assertAlmostEqual(shipping(weight, distance), expected)  #! mirrored none 1 copied

    def test_shipping_number(self):
        self.assertAlmostEqual(shipping(4, 225), 8.4)  #! value business 3

    def test_shipping_roughly(self):
        self.assertAlmostEqual(shipping(4, 225), 8, delta=8)  #! value business 1
        self.assertLess(shipping(1, 100), shipping(2, 100))  #! relational business 2

    def test_discount_tiers(self):
        for amount, expected in ((50, 0), (100, 5), (999, 49.95), (1000, 100)):
            self.assertAlmostEqual(discount(amount), expected)  #! value business 3 table

    def test_discount_formula(self):
        for amount in (50, 100, 1000):
            rate = [value for bound, value in TIERS if amount >= bound][-1]
            self.assertEqual(discount(amount), amount * rate)  #! mirrored none 1 copied ? value

    def test_discount_is_itself(self):
        amount = 500
        first = discount(amount)
        self.assertEqual(first, discount(amount))  #! mirrored none 0 self-call

    def test_discount_scales(self):
        self.assertEqual(discount(200) * 2, discount(400))  #! relational business 2

    def test_negative(self):
        with self.assertRaises(PricingError):  #! throws-specific business 2
            discount(-1)
        self.assertRaises(Exception, discount, -1)  #! throws-any shape 1

    def test_negative_with_message(self):
        with self.assertRaises(PricingError) as raised:  #! throws-specific business 2
            discount(-1)
        self.assertEqual(str(raised.exception), "negative amount")  #! throws-specific business 3

    def test_points(self):
        self.assertEqual(loyalty_points(99.9), 9)  #! value business 3
        self.assertIsInstance(loyalty_points(99.9), int)  #! type-only shape 1 supporting
        self.assertTrue(loyalty_points(99.9) >= 0)  #! relational business 1

    def test_points_of_text(self):
        with self.assertRaises(TypeError):  #! throws-specific business 2 accidental
            loyalty_points("a lot")

    def test_best_price(self):
        offers = [{"shop": "a", "price": 3}, {"shop": "b", "price": 2}]
        best = best_price(offers)
        self.assertEqual(best, {"shop": "b", "price": 2})  #! value business 3
        self.assertIn(best, offers)  #! value-partial business 2
        self.assertIs(best, offers[1])  #! value business 2

    def test_no_offers(self):
        with self.assertRaisesRegex(PricingError, "no offers"):  #! throws-specific business 3
            best_price([])

    def test_validation_accepts(self):
        validate_offers([{"shop": "a", "price": 3}])

    def test_validation_accepts_out_loud(self):
        try:
            validate_offers([{"shop": "a", "price": 3}])
        except PricingError as error:
            self.fail(error)  #! no-throw shape 1

    def test_no_warning(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            discount(100)

    def test_constants(self):
        self.assertEqual(TAX, 0.19)  #! value business 3 constant-subject
        self.assertEqual(TIERS, TIERS)  #! vacuous none 0 self-comparison
        self.assertEqual(0.1 + 0.2, 0.30000000000000004)  #! vacuous none 0 constant

    def test_tiers_are_sorted(self):
        self.assertEqual(sorted(TIERS), list(TIERS))  #! relational business 2
        self.assertEqual(len(TIERS), 3)  #! size shape 2


if __name__ == "__main__":
    unittest.main()
