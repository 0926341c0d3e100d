import unittest

from rates import convert, fetch


class RatesTest(unittest.TestCase):
    def test_conversion_rounds_down(self):
        self.assertEqual(convert(999, "USD"), 1_078)
        self.assertEqual(convert(100, "GBP"), 84)

    def test_unknown_currencies_are_refused(self):
        with self.assertRaises(KeyError):
            convert(1, "XXX")

    def test_rates_are_fetched(self):
        """Passes on a machine that has never run it, and fails ever after."""
        self.assertEqual(fetch()[1], True)
