extension PythonSupport {
  /// A process that forks for each run: before it has loaded anything of the project, or once it has
  /// imported and collected.
  ///
  /// Its other end is `Processes.Host`, where the lines of the conversation are told.
  static let host = #"""
    import _imp, atexit, fcntl, gc, importlib.machinery, json, os, sys, threading, warnings
    import tocsin_common, tocsin_entered, tocsin_swap


    STAGE = os.environ.pop("TOCSIN_HOST", None)


    def conversation():
        """The line to the tool, out of the way of everybody else; None in a run of the plain kind."""
        if STAGE is None:
            return None
        line = fcntl.fcntl(3, fcntl.F_DUPFD_CLOEXEC, 200)
        os.close(3)
        return line


    LINE = conversation()


    class Host:
        def __init__(self):
            self.line = LINE
            self.stage = STAGE
            self.unread = b""
            # What a child would only take to pieces before it ends, page by page.
            self.kept = []

        def say(self, value):
            data = (json.dumps(value) + "\n").encode()
            while data:
                data = data[os.write(self.line, data):]

        def hear(self):
            """The next request; without one the host has nothing more to live for."""
            while b"\n" not in self.unread:
                more = os.read(self.line, 1 << 16)
                if not more:
                    os._exit(0)
                self.unread += more
            text, _, self.unread = self.unread.partition(b"\n")
            return json.loads(text)

        def refuse(self, reason):
            self.say({"refused": reason})
            os._exit(0)

        def start(self, prepare=lambda request: None):
            """Before the project is loaded. Returns in a child, with its request."""
            reason = loaded()
            if reason:
                self.refuse(reason)
            keep_compiled()

            def change(request):
                prepare(request)
                return lambda: None
            return self.serve(change)

        def collected(self, tests):
            """Once all `tests` are loaded. Returns in a child, with its request."""
            gc.collect()
            swap = tocsin_swap.Swap(tocsin_common.SOURCES)
            self.kept += [swap, tests]

            def change(request):
                unknown = [one for one in request["tests"] if one not in tests]
                if unknown:
                    raise tocsin_swap.Refusal("the test %s was not collected" % unknown[0])
                return swap.change(request)
            return self.serve(change)

        def serve(self, changing):
            """`changing` gives what a child does first. Never returns in the host itself."""
            sys.stdout.flush()
            sys.stderr.flush()
            gc.collect()
            reason = obstacle(self.line)
            if reason:
                self.refuse(reason)
            gc.freeze()
            self.say({"ready": os.getpid()})
            while True:
                request = self.hear()
                if "reap" in request:
                    self.say({"left": self.reap()})
                    continue
                try:
                    change = changing(request)
                except tocsin_swap.Refusal as refusal:
                    self.say({"refused": str(refusal)})
                    continue
                child = fork()
                if child == 0:
                    try:
                        self.become(change)
                    except BaseException:
                        os._exit(96)
                    return request
                _, status, usage = os.wait4(child, 0)
                seconds = usage.ru_utime + usage.ru_stime
                self.say({
                    "ended": status, "microseconds": int(seconds * 1e6),
                    "kilobytes": usage.ru_maxrss, "left": self.reap(),
                })

        def become(self, change):
            # As a command of its own, so that a signal to the group spares the host.
            os.setpgid(0, 0)
            os.close(self.line)
            self.line = None
            change()

        @staticmethod
        def reap():
            """Takes leave of what has ended; whether anything is left."""
            while True:
                try:
                    if os.waitpid(-1, os.WNOHANG)[0] == 0:
                        return True
                except ChildProcessError:
                    return False


    def fork():
        """Not to be mistaken for a process that the project starts."""
        entered = tocsin_entered.ENTERED
        if entered is None:
            return os.fork()
        entered.is_ours = True
        try:
            return os.fork()
        finally:
            entered.is_ours = False


    def leave(code):
        """Ends a child as the interpreter would, but for the dismantling of its modules."""
        try:
            getattr(threading, "_shutdown", lambda: None)()
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)


    def keep_compiled():
        """Lets children load sources that hold no mutant without compiling them again."""
        codes = {}
        for path in tocsin_common.SOURCES:
            path = os.path.join(tocsin_common.ROOT, path)
            with warnings.catch_warnings(record=True) as heard:
                warnings.simplefilter("always")
                try:
                    with open(path, "rb") as file:
                        data = file.read()
                    code = compile(data, path, "exec", dont_inherit=True)
                except (OSError, SyntaxError, ValueError, RecursionError):
                    continue
            # What is said while compiling, every child has to hear itself.
            if not heard:
                codes[path] = (data, code)
        loader = importlib.machinery.SourceFileLoader
        plain = loader.source_to_code

        def source_to_code(self, data, path, **options):
            kept, code = codes.get(os.path.realpath(path), (None, None))
            if kept is None or kept != data or options.get("_optimization", -1) != -1:
                return plain(self, data, path, **options)
            _imp._fix_co_filename(code, os.fspath(path))
            return code
        loader.source_to_code = source_to_code


    def loaded():
        """Why a child would not load the project as the command does; None when it would."""
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None)
            if isinstance(file, str) and not os.path.isabs(tocsin_common.relative(file)):
                return "%s is loaded before the tests are" % name
        return None


    def obstacle(line):
        """Why the process cannot be forked again and again; None when it can."""
        others = [one.name for one in threading.enumerate() if one is not threading.main_thread()]
        if others:
            return "the thread %s runs once the tests are collected" % others[0]
        if len(os.listdir("/proc/self/task")) > 1:
            return "a thread that Python does not know runs once the tests are collected"
        if Host.reap():
            return "a process runs once the tests are collected"
        for name in os.listdir("/proc/self/fd"):
            descriptor = int(name)
            try:
                target = os.readlink("/proc/self/fd/" + name)
                flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
            except OSError:
                continue
            if descriptor < 3 or descriptor == line or flags & os.O_APPEND:
                continue
            if target.startswith("socket:"):
                return "a socket is open once the tests are collected"
            if "eventpoll" in target:
                return "an event loop is open once the tests are collected"
            if target.startswith(("pipe:", "anon_inode:")):
                return "a pipe or the like is open once the tests are collected"
            # What was read of an open file by one child would be missing for the next.
            if not target.startswith("/dev/") and not os.path.isdir("/proc/self/fd/" + name):
                return "the file %s is open once the tests are collected" % target
        return None
    """#
}
