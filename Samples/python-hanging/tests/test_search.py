import unittest

from search import collatz, position


class SearchTest(unittest.TestCase):
    def test_every_value_is_found(self):
        values = [2, 3, 5, 7, 11, 13]
        self.assertEqual([position(values, value) for value in values], [0, 1, 2, 3, 4, 5])

    def test_what_is_missing_is_not_found(self):
        self.assertEqual(position([2, 3, 5], 4), -1)
        self.assertEqual(position([2, 3, 5], 9), -1)
        self.assertEqual(position([], 1), -1)

    def test_collatz(self):
        self.assertEqual(collatz(1), 0)
        self.assertEqual(collatz(6), 8)
