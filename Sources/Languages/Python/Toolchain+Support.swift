import Trials

/// The programs of ours that Python runs beside the project's tests.
enum PythonSupport {
  static let pytest = shared + [SupportFile(path: "tocsin_pytest.py", text: plugin)]
  static let unittest = shared + [SupportFile(path: "tocsin_unittest.py", text: module)]
  private static let shared = [
    SupportFile(path: "tocsin_common.py", text: common),
    SupportFile(path: "tocsin_entered.py", text: entered),
    SupportFile(path: "tocsin_host.py", text: host),
    SupportFile(path: "tocsin_identity.py", text: identity),
    SupportFile(path: "tocsin_swap.py", text: swap),
    SupportFile(path: "reach/sitecustomize.py", text: site),
  ]

  /// Writes records, tells an assertion from a crash, and records reach.
  private static let common = #"""
    import builtins, json, os, sys

    ROOT = os.path.realpath(os.getcwd())


    def relative(path):
        path = os.path.realpath(path)
        return os.path.relpath(path, ROOT).replace(os.sep, "/") if path.startswith(ROOT + os.sep) else path


    class Lines:
        """Appends one JSON value a line, each by one write."""

        def __init__(self, variable):
            self.path = os.environ.get(variable)
            self.open()

        def open(self):
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            self.file = os.open(self.path, flags, 0o600) if self.path else None

        def write(self, value):
            if self.file is not None:
                os.write(self.file, (json.dumps(value) + "\n").encode())


    def sources():
        path = os.environ.get("TOCSIN_SOURCES")
        if not path:
            return frozenset()
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return frozenset(file.read().splitlines())


    SOURCES = sources()


    def is_assertion(error):
        """Whether a test's own check failed; an assert statement of the code under test is a crash."""
        inner = getattr(error, "exceptions", None)
        if inner and isinstance(inner, (list, tuple)):
            return all(is_assertion(one) for one in inner)
        kind = type(error)
        failed = kind.__name__ == "Failed" and kind.__module__ in ("builtins", "_pytest.outcomes")
        if not (failed or isinstance(error, AssertionError)):
            return False
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        return place is None or relative(place.tb_frame.f_code.co_filename) not in SOURCES


    class Reach:
        """Defines the function that woven code calls; one record for each pair of test and place."""

        def __init__(self):
            self.lines = Lines("TOCSIN_REACH")
            self.seen = set()
            self.test = ""
            self.path = ""
            if self.lines.file is not None:
                builtins.__tocsin_reach__ = self.record

        def start(self, test):
            self.test = test
            if self.lines.file is not None:
                os.environ["TOCSIN_TEST"] = test

        def record(self, place):
            triple = (self.test, self.path, place)
            if triple not in self.seen:
                self.seen.add(triple)
                self.lines.write(list(triple))
            return False
    """#

  /// Gives the reach function to every Python process that a test starts.
  private static let site = #"""
    import builtins, os


    def record(place, write=os.write, path=os.environ.get("TOCSIN_REACH")):
        if path:
            test = os.environ.get("TOCSIN_TEST", "")
            text = "".join("\\u%04x" % ord(c) if ord(c) < 65536 else c for c in test)
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            write(file, ('["%s","",%d]\n' % (text, place)).encode("utf-8", "replace"))
            os.close(file)
        return False


    builtins.__tocsin_reach__ = record
    """#
}
