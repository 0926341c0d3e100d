import unittest

from rates import convert, own_port, port


class RatesTest(unittest.TestCase):
    def test_conversion_rounds_down(self):
        self.assertEqual(convert(999, "USD"), 1_078)
        self.assertEqual(convert(100, "GBP"), 84)

    def test_unknown_currencies_are_refused(self):
        with self.assertRaises(KeyError):
            convert(1, "XXX")

    def test_folders_share_two_ports(self):
        self.assertEqual([port("a"), port("b")], [8001, 8000])

    def test_the_service_has_its_port(self):
        """Passes or fails with the name of the folder that the project lies in."""
        self.assertEqual(own_port(), 8000)
