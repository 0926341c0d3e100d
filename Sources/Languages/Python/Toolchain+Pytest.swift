extension PythonSupport {
  /// Writes a record for each test, and lets hosts begin, choose and end.
  static let plugin = #"""
    import os, pathlib
    import pytest
    import tocsin_common, tocsin_entered

    REACH = tocsin_common.Reach()
    # Whether the first assertion that fails ends the run; what only crashes does not.
    FIRST = "TOCSIN_FIRST" in os.environ
    # So many of the command's last words say which tests are meant.
    PATHS = int(os.environ.pop("TOCSIN_PATHS", "0"))
    HOST = None
    if "TOCSIN_HOST" in os.environ:
        import tocsin_host

        HOST = tocsin_host.Host()


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
            if HOST.stage == "collected":
                self.choose(session, config.pluginmanager.getplugin("capturemanager"))
            report_briefly()
            config.option.maxfail = 0
            # Nobody reads these, and they cost more than a short test.
            config.option.no_summary = True
            for name in ("lfplugin", "nodeidsplugin", "stepwiseplugin"):
                if config.pluginmanager.hasplugin(name):
                    config.pluginmanager.unregister(name=name)

        def choose(self, session, capture):
            capture.stop_global_capturing()
            items = {}
            for place, item in enumerate(session.items):
                items.setdefault(item.nodeid, []).append((place, item))
            HOST.kept.append(session.items)
            request = HOST.collected(items)
            self.lines.open()
            capture.start_global_capturing()
            capture.suspend_global_capture()
            # Touching each item would make the child's own copy of its memory.
            chosen = [one for name in request["tests"] for one in items[name]]
            session.items = [item for _, item in sorted(chosen, key=lambda one: one[0])]
            global FIRST
            FIRST = request["first"]

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


    class Rewritten:
        """Test files as pytest's assertion rewriting leaves them; to make that takes longer than to load it."""

        def __init__(self, config):
            from _pytest.assertion import rewrite

            self.config = config
            self.files = {}
            self.plain = getattr(rewrite, "_rewrite_test", None)
            if getattr(config.known_args_namespace, "assertmode", "") != "rewrite":
                self.plain = None
            if self.plain:
                rewrite._rewrite_test = self.rewrite

        def keep(self, paths):
            for path in paths if self.plain else ():
                path = os.path.join(tocsin_common.ROOT, path)
                if path not in self.files:
                    self.files[path] = None
                    try:
                        data = self.read(path)
                        self.files[path] = (data, self.plain(pathlib.Path(path), self.config))
                    except Exception:
                        continue

        def read(self, path):
            with open(path, "rb") as file:
                return file.read()

        def rewrite(self, path, config):
            kept = self.files.get(str(path))
            return kept[1] if kept and kept[0] == self.read(path) else self.plain(path, config)


    def begin(config, arguments):
        """In the host that has loaded nothing yet, each request's child is the command from here on."""
        tests = Rewritten(config)
        request = HOST.start(lambda request: tests.keep(request["loads"]))
        global FIRST
        FIRST = request["first"]
        if request["files"] is not None:
            arguments[len(arguments) - PATHS:] = request["files"]
            config.known_args_namespace.file_or_dir = list(request["files"])


    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_load_initial_conftests(early_config, args):
        """Coverage would slow every trial down, and its thresholds are not what is asked."""
        if HOST is not None and HOST.stage == "started":
            begin(early_config, args)
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
