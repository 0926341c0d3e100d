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

  private static let plugin = #"""
    import os
    import pytest
    import tocsin_common

    REACH = tocsin_common.Reach()
    # Whether the first assertion that fails ends the run; what only crashes does not.
    FIRST = "TOCSIN_FIRST" in os.environ
    HOST = None
    if "TOCSIN_HOST" in os.environ:
        import tocsin_host

        HOST = tocsin_host.Host(tocsin_host.LINE)


    def brief(self, excinfo, *others, **named):
        try:
            return "%s: %s" % (excinfo.typename, excinfo.value)
        except Exception:
            return excinfo.typename


    def report_briefly():
        """Nobody reads how a failure came about, and to write it down takes longer than the test."""
        import _pytest.nodes
        import _pytest.python

        for owner, name, function in (
            (_pytest.nodes.Node, "_repr_failure_py", brief),
            (_pytest.nodes.Node, "repr_failure", brief),
            (_pytest.python.Function, "repr_failure", brief),
        ):
            if hasattr(owner, name):
                setattr(owner, name, function)


    class Records:
        def __init__(self, folder):
            self.lines = tocsin_common.Lines("TOCSIN_RESULTS")
            self.folder = folder

        def pytest_sessionstart(self, session):
            self.session = session

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
            global FIRST
            FIRST = request["first"]
            report_briefly()
            config.option.maxfail = 0
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
            if FIRST and getattr(report, "tocsin_assertion", False):
                self.session.shouldfail = "an assertion failed"

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
}
