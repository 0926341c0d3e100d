extension PythonSupport {
  /// Runs unittest and writes a record for each test.
  static let module = #"""
    import inspect, os, sys, time, unittest, warnings
    import tocsin_common, tocsin_entered

    LINES = tocsin_common.Lines("TOCSIN_RESULTS")
    REACH = tocsin_common.Reach()
    FILES = None
    # Whether the first assertion that fails ends the run; what only crashes does not.
    FIRST = "TOCSIN_FIRST" in os.environ
    HOST = None
    if "TOCSIN_HOST" in os.environ:
        import tocsin_host

        HOST = tocsin_host.Host()


    def file_of(test):
        found = getattr(test, "_dt_test", None)
        if found is not None and found.filename:
            return tocsin_common.relative(found.filename)
        module = sys.modules.get(type(test).__module__)
        return tocsin_common.relative(getattr(module, "__file__", None) or "")


    def line_of(test):
        try:
            method = getattr(type(test), test._testMethodName)
            return inspect.unwrap(method).__code__.co_firstlineno
        except Exception:
            return 0


    def is_load_failure(test):
        return type(test).__name__ in ("_FailedTest", "ModuleImportFailure", "LoadTestsFailure")


    def tests_in(suite):
        for test in suite:
            if isinstance(test, unittest.TestSuite):
                yield from tests_in(test)
            elif test is not None:
                yield test


    class Result(unittest.TestResult):
        def __init__(self, everything):
            super().__init__(sys.stderr, False, 0)
            self.everything = everything
            self.started = {}
            self.order = []

        def startTest(self, test):
            super().startTest(test)
            REACH.start(test.id())
            self.started[test.id()] = time.perf_counter()
            self.order.append(test)

        def stopTest(self, test):
            super().stopTest(test)
            REACH.start("")

        def tell(self, test, status, error=None, message=""):
            # A class of the project's may have a test that is called `test_case`.
            if isinstance(test, unittest.case._SubTest):
                test = test.test_case
            assertion = status == "failed"
            if error is not None:
                assertion = tocsin_common.is_assertion(error[1])
                message = "%s: %s" % (error[0].__name__, error[1])
            if is_load_failure(test):
                name = test._testMethodName
                path = os.path.join(TOP, *name.split(".")) + ".py"
                if not os.path.exists(path) and os.path.isdir(path[:-3]):
                    path = os.path.join(path[:-3], "__init__.py")
                LINES.write({"record": "trouble", "path": tocsin_common.relative(path), "stage": "load",
                             "message": str(message)[-2000:]})
                return
            if not isinstance(test, unittest.TestCase):
                for one in self.under(test.id()):
                    self.tell_one(one, status, assertion, message)
                return
            self.tell_one(test, status, assertion, message)

        def under(self, id):
            """The tests that a failure around them stands for: those of a class or module."""
            kind, _, scope = id.rstrip(")").partition(" (")
            inside = [one for one in self.everything if one.id().startswith(scope + ".")]
            if kind.startswith("setUp"):
                return inside
            last = [one for one in self.order if one.id().startswith(scope + ".")]
            return last[-1:]

        def tell_one(self, test, status, assertion, message):
            id = test.id()
            name = getattr(test, "_testMethodName", id)
            start = self.started.get(id)
            LINES.write({
                "record": "test", "id": id, "path": file_of(test),
                "titles": type(test).__qualname__.split(".") + [name], "line": line_of(test),
                "status": status, "assertion": assertion, "message": str(message)[:2000],
                "ms": (time.perf_counter() - start) * 1000 if start else 0,
            })
            if FIRST and assertion:
                self.stop()

        def addSuccess(self, test):
            self.tell(test, "passed")

        def addFailure(self, test, err):
            super().addFailure(test, err)
            self.tell(test, "failed", err)

        def addError(self, test, err):
            super().addError(test, err)
            self.tell(test, "errored", err)

        def addSubTest(self, test, subtest, err):
            super().addSubTest(test, subtest, err)
            if err is not None:
                assertion = issubclass(err[0], test.failureException)
                self.tell(test, "failed" if assertion else "errored", err)

        def addSkip(self, test, reason):
            super().addSkip(test, reason)
            self.tell(test, "skipped", None, reason)

        def addExpectedFailure(self, test, err):
            super().addExpectedFailure(test, err)
            self.tell(test, "skipped", None, "expected failure")

        def addUnexpectedSuccess(self, test):
            super().addUnexpectedSuccess(test)
            self.tell(test, "failed", None, "unexpected success")


    def of_file(method):
        """What fixtures of a class or module reach counts for the tests of its file."""
        def run(self, *arguments):
            before = REACH.path
            subject = arguments[0]
            # The end of a module comes with the first test of the next one.
            REACH.path = file_of(subject) if isinstance(subject, unittest.TestCase) else ""
            try:
                return method(self, *arguments)
            finally:
                REACH.path = before
        return run


    class Suite(unittest.TestSuite):
        _handleClassSetUp = of_file(unittest.TestSuite._handleClassSetUp)
        _handleModuleFixture = of_file(unittest.TestSuite._handleModuleFixture)
        _handleModuleTearDown = of_file(unittest.TestSuite._handleModuleTearDown)


    class Runner:
        def __init__(self, warnings=None, **others):
            self.warnings = warnings

        def run(self, suite):
            chosen = list(tests_in(suite))
            if FILES is not None:
                chosen = [one for one in chosen if is_load_failure(one) or file_of(one) in FILES]
            if HOST is not None:
                HOST.kept += [suite, chosen]
            if HOST is not None and HOST.stage == "collected":
                known = {}
                for place, one in enumerate(chosen):
                    known.setdefault(one.id(), []).append((place, one))
                request = HOST.collected(known)
                LINES.open()
                # Touching each test would make the child's own copy of its memory.
                few = [one for name in request["tests"] for one in known[name]]
                chosen = [one for _, one in sorted(few, key=lambda one: one[0])]
                global FIRST
                FIRST = request["first"]
            result = Result(chosen)
            with warnings.catch_warnings():
                if self.warnings:
                    warnings.simplefilter(self.warnings)
                result.startTestRun()
                try:
                    Suite(chosen)(result)
                finally:
                    result.stopTestRun()
            LINES.write({"record": "finish"})
            print("ran %d tests, %s" % (result.testsRun, "ok" if result.wasSuccessful() else "failed"))
            for test, text in result.errors + result.failures:
                print("%s\n%s" % (test, text), file=sys.stderr)
            return result


    class Loader(unittest.TestLoader):
        def _match_path(self, path, full_path, pattern):
            if not super()._match_path(path, full_path, pattern):
                return False
            return FILES is None or tocsin_common.relative(full_path) in FILES

        def loadTestsFromName(self, name, module=None):
            """As discovery does, a module that does not load becomes a failed test of its own."""
            parts = [] if module else name.split(".")
            while parts:
                path = os.path.join(TOP, *parts)
                if os.path.exists(path + ".py") or os.path.isdir(path):
                    break
                parts.pop()
            if parts:
                try:
                    __import__(".".join(parts))
                except Exception:
                    failed = unittest.loader._make_failed_import_test
                    return failed(".".join(parts), self.suiteClass)[0]
            return super().loadTestsFromName(name, module)


    def option(arguments, short, long, default):
        for place, word in enumerate(arguments):
            if word in (short, long) and place + 1 < len(arguments):
                return arguments[place + 1]
            if word.startswith(long + "="):
                return word[len(long) + 1:]
            if word.startswith(short) and not word.startswith("--") and len(word) > 2:
                return word[2:]
        return default


    def begin():
        """In the host that has loaded nothing yet, each request's child is the command from here on."""
        global FILES, FIRST
        request = HOST.start()
        LINES.open()
        FIRST = request["first"]
        if request["files"] is not None:
            FILES = frozenset(request["files"])


    def main():
        global FILES, TOP
        arguments = sys.argv[1:]
        if arguments[:1] == ["--tocsin-files"]:
            FILES = frozenset(arguments[1].split("\n"))
            arguments = arguments[2:]
        start = option(arguments, "-s", "--start-directory", ".")
        plain = [one for one in arguments if not one.startswith("-")]
        if arguments[:1] == ["discover"] and start == "." and len(plain) > 1 and plain[1] == arguments[1]:
            start = arguments[1]
        TOP = os.path.abspath(option(arguments, "-t", "--top-level-directory", start))
        if not arguments or arguments[0].startswith("-"):
            TOP = os.getcwd()
        sys.argv = ["python -m unittest"] + arguments
        if HOST is not None and HOST.stage == "started":
            begin()
        try:
            unittest.main(module=None, testRunner=Runner, testLoader=Loader())
        except SystemExit as end:
            if HOST is None:
                raise
            if HOST.line is not None:
                HOST.refuse("the tests were not collected")
            tocsin_host.leave(end.code if isinstance(end.code, int) else int(end.code is not None))


    TOP = os.getcwd()
    if __name__ == "__main__":
        main()
    """#
}
