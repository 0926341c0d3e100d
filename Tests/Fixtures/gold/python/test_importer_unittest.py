# Imitates an older enterprise importer tested with unittest: base classes, helpers, subTest, hand-made failures.
import copy
import os
import tempfile
import unittest
from decimal import Decimal
from unittest import mock

from importer import ImportJob, ImportResult, Importer, Mapping, Record, ValidationError
from importer.dialects import DIALECTS, Dialect, detect
from importer.hashing import checksum
from importer.testing import assertLedgerBalanced, check_manifest


class ImporterTestCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.directory = tempfile.mkdtemp()
        self.importer = Importer(self.directory, mapping=Mapping.default())

    def write(self, name, text):
        path = os.path.join(self.directory, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def assertImported(self, result, count):
        if not isinstance(result, ImportResult):
            raise AssertionError(f"no result: {result!r}")
        if result.imported != count:
            self.fail(f"imported {result.imported} instead of {count}")

    def expectRejected(self, text, code):
        try:
            self.importer.parse(text)
        except ValidationError as error:
            self.assertEqual(error.code, code)
        else:
            self.fail("accepted")


class ParsingTests(ImporterTestCase):
    def test_simple_record(self):
        record = self.importer.parse("7;Ada;1.50")
        self.assertIsInstance(record, Record)  #! type-only shape 1 supporting
        self.assertEqual(record.amount, Decimal("1.50"))  #! value business 3
        self.assertEqual(vars(record).keys(), {"id", "name", "amount", "source"})  #! shape shape 2
        self.assertDictEqual(record.to_dict(), {"id": 7, "name": "Ada", "amount": "1.50", "source": None})  #! value business 3

    def test_rejections(self):
        self.expectRejected("7;Ada", "missing-column")  #! throws-specific business 3; throws-specific business 2
        self.expectRejected("x;Ada;1.50", "bad-id")  #! throws-specific business 3; throws-specific business 2

    def test_rejected_without_reason(self):
        with self.assertRaises(ValueError):  #! throws-any shape 1
            self.importer.parse("")
        with self.assertRaisesRegex(ValueError, ""):  #! throws-any shape 1
            self.importer.parse(";;;;")

    def test_rejected_type(self):
        self.assertRaises(ValidationError, self.importer.parse, "7;Ada;?")  #! throws-specific business 2

    def test_detail_is_dead(self):
        with self.assertRaises(ValidationError) as context:  #! throws-specific business 2 multi-statement
            self.importer.parse("7;Ada;?")
            self.assertEqual(context.exception.code, "bad-amount")  #! throws-specific business 0 dead

    def test_missing_argument(self):
        with self.assertRaises(TypeError):  #! throws-specific business 2 accidental
            self.importer.parse()

    def test_dialects(self):
        for sample, name in [("a;b", "excel-de"), ("a,b", "excel"), ("a\tb", "tsv")]:
            with self.subTest(sample):
                self.assertEqual(detect(sample).name, name)  #! value business 3 table
                self.assertIs(detect(sample), DIALECTS[name])  #! value business 2 table shared-constant

    def test_every_dialect_has_a_delimiter(self):
        for dialect in DIALECTS.values():
            self.assertTrue(dialect.delimiter)  #! existence shape 1 loop-unknown
            self.assertTrue(len(dialect.delimiter) == 1)  #! size shape 1 loop-unknown

    def test_dialect_type(self):
        self.assertTrue(isinstance(detect("a;b"), Dialect))  #! type-only shape 1
        self.assertTrue(detect("a;b"), Dialect)  #! existence shape 1 argument-trap


class JobTests(ImporterTestCase):
    def test_counts(self):
        path = self.write("people.csv", "1;Ada;1.00\n2;Grace;2.00\n")
        result = self.importer.run(path)
        self.assertImported(result, 2)  #! type-only shape 1 supporting; value business 3
        self.assertEqual(result.rejected, 0)  #! value business 3
        self.assertGreater(result.seconds, 0)  #! relational business 1
        self.assertLess(result.seconds, 60)  #! relational business 1 timing

    def test_duplicates_are_skipped(self):
        path = self.write("twice.csv", "1;Ada;1.00\n1;Ada;1.00\n")
        result = self.importer.run(path)
        self.assertEqual(result.skipped, [2])  #! value business 3
        self.assertCountEqual(result.ids, [1])  #! value business 3
        self.assertNotIn(2, result.ids)  #! relational business 1 negative

    def test_does_not_change_the_mapping(self):
        mapping = self.importer.mapping
        before = copy.deepcopy(mapping)
        self.importer.run(self.write("one.csv", "1;Ada;1.00\n"))
        self.assertEqual(mapping, before)  #! relational business 2 ? value

    def test_mapping_alias(self):
        before = self.importer.mapping
        self.importer.run(self.write("one.csv", "1;Ada;1.00\n"))
        self.assertEqual(self.importer.mapping, before)  #! mirrored none 0

    def test_ledger(self):
        self.importer.run(self.write("one.csv", "1;Ada;1.00\n"))
        assertLedgerBalanced(self.importer.ledger)  #! unknown ambiguous 0
        check_manifest(self.directory)  #! unknown ambiguous 0

    def test_checksum(self):
        path = self.write("one.csv", "1;Ada;1.00\n")
        job = ImportJob(path)
        self.assertEqual(job.checksum, checksum(path))  #! mirrored none 1 sut-computed
        self.assertRegex(job.checksum, r"^[0-9a-f]{64}$")  #! value-partial business 2 ? type-only
        self.assertEqual(len(job.checksum), 64)  #! size shape 2

    def test_progress_is_reported(self):
        progress = mock.Mock()
        self.importer.run(self.write("two.csv", "1;A;1\n2;B;2\n"), progress=progress)
        self.assertEqual(progress.call_count, 2)  #! call shape 1
        progress.assert_any_call(1, total=2)  #! call-args business 2
        self.assertEqual(progress.mock_calls, [mock.call(1, total=2), mock.call(2, total=2)])  #! call-args business 2
        self.assertEqual(progress.call_args.kwargs, {"total": 2})  #! call-args business 2

    def test_empty_file(self):
        progress = mock.Mock()
        result = self.importer.run(self.write("empty.csv", ""), progress=progress)
        self.assertEqual(progress.call_count, 0)  #! call business 2 absent
        self.assertIsNone(result.first_error)  #! existence business 2 absent
        self.assertEqual(result.ids, [])  #! size business 2 absent
        self.assertListEqual(result.warnings, ["file is empty"])  #! value business 3

    def test_resume(self):
        job = ImportJob(self.write("two.csv", "1;A;1\n2;B;2\n"))
        job.advance(1)
        state = job.state
        job.advance(1)
        self.assertNotEqual(job.state, state)  #! relational business 2 negative
        self.assertEqual(job.state, "done")  #! value business 3

    def test_log(self):
        with self.assertLogs("importer", level="INFO") as logs:  #! existence shape 1 supporting
            self.importer.run(self.write("one.csv", "1;Ada;1.00\n"))
        self.assertEqual(logs.output, ["INFO:importer:1 record from one.csv"])  #! value business 3

    def test_archive_by_hand(self):
        path = self.write("one.csv", "1;Ada;1.00\n")
        self.importer.run(path)
        if os.path.exists(path):  #! existence business 2 absent
            self.fail("the file was not moved")
        archived = os.listdir(os.path.join(self.directory, "done"))
        if archived != ["one.csv"]:  #! value business 3
            raise AssertionError(archived)

    @unittest.expectedFailure
    def test_umlauts(self):
        self.assertEqual(self.importer.parse("1;Jürgen;1").name, "Juergen")  #! value business 0 tolerated


if __name__ == "__main__":
    unittest.main()
