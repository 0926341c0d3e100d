"""A suite in the style of unittest and Django."""
import re
import unittest
from unittest import mock

from accounts import Account, AccountError, encode, decode, find, is_strong, normalise


class AccountTests(unittest.TestCase):
    def setUp(self):
        self.account = Account("ada")

    def assertNamed(self, account, name):
        self.assertEqual(account.name, name)  #! value business 3

    def test_defaults(self):
        self.assertEqual(self.account.name, "ada")  #! value business 3
        self.assertEqual("ada", self.account.name)  #! value business 3
        self.assertIsNone(self.account.closed_at)  #! existence business 2 absent
        self.assertIsNotNone(self.account.id)  #! existence shape 1
        self.assertIsInstance(self.account.id, int)  #! type-only shape 1
        self.assertNotEqual(self.account.id, 0)  #! relational business 1 negative
        self.assertNamed(self.account, "ada")  #! value business 3

    def test_truths(self):
        self.assertTrue(is_strong("x7!kQ"))  #! value business 2
        self.assertFalse(is_strong("1234"))  #! value business 2
        self.assertTrue(normalise("Ada"))  #! existence shape 1 supporting
        self.assertTrue(normalise("Ada") == "ada")  #! value business 3
        self.assertTrue(isinstance(normalise("Ada"), str))  #! type-only shape 1 supporting
        self.assertTrue(True)  #! vacuous none 0 constant

    def test_parts(self):
        self.assertIn("ada", normalise("Ada B"))  #! value-partial business 2
        self.assertNotIn("B", normalise("Ada B"))  #! relational business 1 negative
        self.assertRegex(normalise("Ada"), r"^a")  #! value-partial business 2
        self.assertTrue(re.search("a", normalise("Ada")))  #! value-partial business 2
        self.assertCountEqual(find("a"), ["ada", "alan"])  #! value business 3
        self.assertAlmostEqual(self.account.score, 0.5, places=3)  #! value business 3
        self.assertGreater(self.account.score, 0.25)  #! relational business 2

    def test_errors(self):
        with self.assertRaises(AccountError) as caught:  #! throws-specific business 2
            find(None)
        self.assertEqual(caught.exception.code, 7)  #! throws-specific business 3
        with self.assertRaisesRegex(ValueError, "empty"):  #! throws-specific business 3
            find("")
        self.assertRaises(ValueError, find, "")  #! throws-any shape 1
        self.assertRaises(TypeError, find)  #! throws-specific business 2 accidental

    def test_fails_by_hand(self):
        try:
            find("")
            self.fail("no error")  #! throws-specific business 2
        except AccountError as error:
            self.assertEqual(error.code, 7)  #! throws-specific business 3

    def test_every_name(self):
        for name in ("ada", "alan"):
            with self.subTest(name=name):
                self.assertEqual(decode(encode(name)), name)  #! relational business 3

    @mock.patch("accounts.save")
    def test_saves(self, save):
        self.account.store()
        self.assertTrue(save.called)  #! call shape 1 supporting
        self.assertEqual(save.call_count, 1)  #! call shape 1 supporting
        save.assert_called_with(self.account)  #! call-args business 2

    def test_view(self):
        response = self.client.get("/accounts/1")
        self.assertEqual(response.status_code, 200)  #! status-only shape 1 supporting
        self.assertContains(response, "Ada")  #! value-partial business 2
        self.assertTemplateUsed(response, "account.html")  #! shape shape 1 supporting

    @unittest.expectedFailure
    def test_known_defect(self):
        self.assertEqual(normalise("ß"), "ss")  #! value business 0 tolerated capped


class AsyncTests(unittest.IsolatedAsyncioTestCase):
    async def test_load(self):
        account = await Account.load(1)
        self.assertEqual(account.name, "ada")  #! value business 3
        self.assertTrue(await account.is_active())  #! value business 2
