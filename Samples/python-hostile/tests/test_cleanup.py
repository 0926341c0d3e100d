import tempfile
import unittest
from pathlib import Path

from cleanup import Refused, clean, start_workers, title


class CleanupTest(unittest.TestCase):
    def setUp(self):
        self.workspace = Path(tempfile.mkdtemp())
        (self.workspace / "build").mkdir()

    def test_a_folder_of_the_workspace_is_deleted(self):
        self.assertTrue(clean(self.workspace, self.workspace / "build"))
        self.assertFalse((self.workspace / "build").exists())

    def test_the_home_folder_is_refused(self):
        documents = Path.home() / "documents"
        documents.mkdir(exist_ok=True)
        with self.assertRaises(Refused):
            clean(self.workspace, documents)
        self.assertTrue(documents.exists())

    def test_the_workspace_itself_is_refused(self):
        with self.assertRaises(Refused):
            clean(self.workspace, self.workspace)


class TitleTest(unittest.TestCase):
    def test_plain_text_where_there_is_no_terminal(self):
        print(title("report", is_terminal=False))
        self.assertEqual(title("report", is_terminal=False), "report")


class WorkersTest(unittest.TestCase):
    def test_no_workers_are_started_for_nothing(self):
        self.assertEqual(start_workers(0), 0)
