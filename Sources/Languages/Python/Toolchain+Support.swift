import Trials

/// The programs of ours that Python runs beside the project's tests.
enum PythonSupport {
  static let pytest = [
    SupportFile(path: "tocsin_common.py", text: common),
    SupportFile(path: "tocsin_host.py", text: host),
    SupportFile(path: "tocsin_swap.py", text: swap),
    SupportFile(path: "tocsin_pytest.py", text: plugin),
    SupportFile(path: "reach/sitecustomize.py", text: site),
  ]
  static let unittest = [
    SupportFile(path: "tocsin_common.py", text: common),
    SupportFile(path: "tocsin_host.py", text: host),
    SupportFile(path: "tocsin_swap.py", text: swap),
    SupportFile(path: "tocsin_unittest.py", text: module),
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
            self.variable = variable
            self.open()

        def open(self):
            path = os.environ.get(self.variable)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            self.file = os.open(path, flags, 0o600) if path else None

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
            if self.lines.file is not None:
                builtins.__tocsin_reach__ = self.record

        def start(self, test):
            self.test = test
            if self.lines.file is not None:
                os.environ["TOCSIN_TEST"] = test

        def record(self, place):
            pair = (self.test, place)
            if pair not in self.seen:
                self.seen.add(pair)
                self.lines.write([self.test, "", place])
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

  private static let plugin = #"""
    import os
    import pytest
    import tocsin_common

    REACH = tocsin_common.Reach()
    HOST = None
    if "TOCSIN_HOST" in os.environ:
        import tocsin_host

        HOST = tocsin_host.Host(tocsin_host.LINE)


    class Records:
        def __init__(self, folder):
            self.lines = tocsin_common.Lines("TOCSIN_RESULTS")
            self.folder = folder

        @pytest.hookimpl(tryfirst=True)
        def pytest_runtestloop(self, session):
            """In the host each request's child goes on from here with the tests that it is to run."""
            if HOST is None:
                return
            config = session.config
            capture = config.pluginmanager.getplugin("capturemanager")
            capture.stop_global_capturing()
            items = {}
            for place, item in enumerate(session.items):
                items.setdefault(item.nodeid, []).append((place, item))
            request = HOST.serve(items)
            self.lines.open()
            capture.start_global_capturing()
            capture.suspend_global_capture()
            # Touching each item would make the child's own copy of its memory.
            chosen = [one for name in request["tests"] for one in items[name]]
            session.items = [item for _, item in sorted(chosen, key=lambda one: one[0])]
            config.option.maxfail = 1 if request["first"] else 0
            # Nobody reads these, and they cost more than a short test.
            config.option.no_summary = True
            for name in ("lfplugin", "nodeidsplugin", "stepwiseplugin"):
                if config.pluginmanager.hasplugin(name):
                    config.pluginmanager.unregister(name=name)

        def path_of(self, nodeid):
            return tocsin_common.relative(os.path.join(self.folder, nodeid.partition("::")[0]))

        @pytest.hookimpl(hookwrapper=True, tryfirst=True)
        def pytest_runtest_makereport(self, item, call):
            report = (yield).get_result()
            if call.excinfo is not None:
                report.tocsin_assertion = tocsin_common.is_assertion(call.excinfo.value)

        def pytest_runtest_logreport(self, report):
            if report.outcome == "skipped":
                status = "skipped"
            elif report.outcome == "failed":
                status = "failed" if report.when == "call" else "errored"
            elif report.outcome == "passed" and report.when == "call":
                status = "passed"
            else:
                return
            path, _, rest = report.nodeid.partition("::")
            parts = rest.split("::") if rest else [path]
            titles = [part.partition("[")[0] or part for part in parts]
            message = ""
            if report.outcome == "failed":
                crash = getattr(report.longrepr, "reprcrash", None)
                message = getattr(crash, "message", None) or str(report.longrepr or "")
            strict = message.startswith("[XPASS(strict)]")
            location = report.location
            line = location[1] + 1 if location[0] == path and location[1] is not None else 0
            self.lines.write({
                "record": "test", "id": report.nodeid, "path": self.path_of(report.nodeid),
                "titles": titles, "line": line, "status": status,
                "assertion": bool(strict or getattr(report, "tocsin_assertion", False)),
                "message": message[:2000], "ms": report.duration * 1000,
            })

        def pytest_collectreport(self, report):
            if report.failed:
                self.lines.write({
                    "record": "trouble", "path": self.path_of(report.nodeid), "stage": "load",
                    "message": str(report.longrepr)[-2000:],
                })

        def pytest_sessionfinish(self, session, exitstatus):
            self.lines.write({"record": "finish", "exit": int(exitstatus)})


    class Places:
        @pytest.hookimpl(hookwrapper=True, tryfirst=True)
        def pytest_runtest_protocol(self, item, nextitem):
            REACH.start(item.nodeid)
            yield
            REACH.start("")


    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_load_initial_conftests(early_config):
        """Coverage would slow every trial down, and its thresholds are not what is asked."""
        if getattr(early_config.known_args_namespace, "cov_source", None):
            early_config.known_args_namespace.cov_source = []
        yield


    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_cmdline_main(config):
        """One process for each trial: the trials themselves run side by side."""
        for name, value in (("numprocesses", None), ("dist", "no"), ("tx", [])):
            if hasattr(config.option, name):
                setattr(config.option, name, value)
        outcome = yield
        if HOST is not None:
            # Collecting came to no end that a child could go on from.
            if HOST.line is not None:
                HOST.refuse("the tests were not collected")
            tocsin_host.leave(int(outcome.get_result() or 0))


    def pytest_configure(config):
        if not hasattr(config, "workerinput"):
            config.pluginmanager.register(Records(str(config.rootdir)), "tocsin-records")
        elif os.environ.get("TOCSIN_RESULTS"):
            config.pluginmanager.register(WorkerReports(), "tocsin-worker")
        config.pluginmanager.register(Places(), "tocsin-places")


    class WorkerReports:
        """In a worker of xdist only the cause is added; the records are written by its parent."""

        pytest_runtest_makereport = Records.pytest_runtest_makereport
    """#

  private static let module = #"""
    import inspect, os, sys, time, unittest, warnings
    import tocsin_common

    LINES = tocsin_common.Lines("TOCSIN_RESULTS")
    REACH = tocsin_common.Reach()
    FILES = None
    HOST = None
    if "TOCSIN_HOST" in os.environ:
        import tocsin_host

        HOST = tocsin_host.Host(tocsin_host.LINE)


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


    class Runner:
        def __init__(self, warnings=None, failfast=False, **others):
            self.warnings = warnings
            self.failfast = failfast

        def run(self, suite):
            chosen = list(tests_in(suite))
            if FILES is not None:
                chosen = [one for one in chosen if is_load_failure(one) or file_of(one) in FILES]
            if HOST is not None:
                request = HOST.serve({one.id() for one in chosen})
                LINES.open()
                chosen = [one for one in chosen if one.id() in request["tests"]]
                self.failfast = request["first"]
            result = Result(chosen)
            result.failfast = self.failfast
            with warnings.catch_warnings():
                if self.warnings:
                    warnings.simplefilter(self.warnings)
                result.startTestRun()
                try:
                    unittest.TestSuite(chosen)(result)
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
