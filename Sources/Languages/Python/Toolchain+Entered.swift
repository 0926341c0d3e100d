extension PythonSupport {
  /// Tells, when the process ends, which functions of the project it has entered.
  ///
  /// What it cannot see, such as another process or thread, it tells as a doubt.
  static let entered = #"""
    import _thread, atexit, inspect, os, sys, threading
    import tocsin_common

    FOREIGN = frozenset((
        "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn",
        "subprocess.Popen", "_posixsubprocess.fork_exec", "_interpreters.run_string",
    ))
    # Programs that tell about the machine or the repository; the code of a project they do not run.
    HARMLESS = frozenset((
        "arch", "cc", "file", "gcc", "getconf", "git", "hostname", "ld", "ldconfig", "locale", "lscpu", "objdump",
        "uname",
    ))
    # These read sources to run them, or to say where something is.
    READERS = ("importlib", "_pytest", "traceback.py", "tocsin_", "zipimport", "runpy")


    def is_harmless(program, arguments):
        if program is None:
            program = arguments if isinstance(arguments, (str, bytes)) else list(arguments)[0]
        return os.path.basename(os.fsdecode(program)) in HARMLESS


    def place(code):
        """Code of two files may be equal, so that codes themselves cannot tell them apart."""
        # Modules and classes run when they are loaded, and begin where others may, too.
        if getattr(code, "co_flags", 0) & inspect.CO_OPTIMIZED:
            return code.co_filename, code.co_firstlineno
        return None


    class Profile:
        """Before Python 3.12; notes every call of every function, as long as nobody else does."""

        def __init__(self):
            import _lsprof

            self.profiler = _lsprof.Profiler(subcalls=False, builtins=False)
            self.profiler.enable()

        def places(self):
            self.profiler.disable()
            return {place(entry.code) for entry in self.profiler.getstats()}


    class Monitoring:
        """From Python 3.12 on; notes each function once, and costs nothing from then on."""

        def __init__(self):
            self.seen = set()
            self.free = sys.monitoring.get_tool(4) is None
            if self.free:
                sys.monitoring.use_tool_id(4, "tocsin")
                event = sys.monitoring.events.PY_START
                sys.monitoring.register_callback(4, event, self.note)
                sys.monitoring.set_events(4, event)

        def note(self, code, offset):
            self.seen.add(place(code))
            return sys.monitoring.DISABLE

        def places(self):
            return self.seen


    class Entered:
        def __init__(self):
            self.lines = tocsin_common.Lines("TOCSIN_RESULTS")
            self.doubt = None
            # What we do ourselves while this is set is no doubt.
            self.is_ours = False
            self.profile = Monitoring() if hasattr(sys, "monitoring") else Profile()
            if not getattr(self.profile, "free", True):
                self.doubt = "another tool monitors"
            sys.addaudithook(self.hear)
            for name in ("start_new_thread", "start_new", "start_joinable_thread"):
                self.watch(_thread, name)
                self.watch(threading, "_" + name)
            atexit.register(self.tell)

        def hear(self, event, arguments):
            if self.doubt or self.is_ours:
                return
            if event in FOREIGN:
                if event not in ("subprocess.Popen", "os.posix_spawn") or not is_harmless(*arguments[:2]):
                    self.doubt = event
            elif event == "sys.setprofile" and isinstance(self.profile, Profile):
                self.doubt = event
            elif event == "open" and isinstance(arguments[0], str) and arguments[0].endswith(".py"):
                if self.is_data(arguments[0]):
                    self.doubt = "a source is read: " + arguments[0]

        def watch(self, module, name):
            """No event tells of threads in every version."""
            plain = getattr(module, name, None)
            if plain is None:
                return

            def start(*arguments, **named):
                self.doubt = self.doubt or "a thread is started"
                return plain(*arguments, **named)
            setattr(module, name, start)

        def is_data(self, path):
            """Whether the project's own code looks at a source of the project."""
            if not os.path.realpath(path).startswith(tocsin_common.ROOT + os.sep):
                return False
            frame = sys._getframe(2)
            while frame is not None:
                name = frame.f_code.co_filename
                if any(one in name for one in READERS):
                    return False
                if name.startswith(tocsin_common.ROOT + os.sep):
                    return True
                frame = frame.f_back
            return False

        def tell(self):
            self.is_ours = True
            places = set(self.profile.places())
            frame = sys._getframe()
            while frame is not None:
                places.add(place(frame.f_code))
                frame = frame.f_back
            lines = {}
            for name, line in places - {None}:
                lines.setdefault(name, set()).add(line)
            files = {}
            for name, found in lines.items():
                path = tocsin_common.relative(os.path.join(tocsin_common.ROOT, name))
                if not name.startswith("<") and not os.path.isabs(path):
                    files.setdefault(path, set()).update(found)
            # A child of the host has another file there than the host had.
            self.lines.open()
            self.lines.write({
                "record": "entered", "doubt": self.doubt,
                "files": {name: sorted(found) for name, found in files.items()},
            })


    ENTERED = Entered() if "TOCSIN_ENTERED" in os.environ and hasattr(sys, "addaudithook") else None
    """#

  /// Prints what tells one interpreter with its packages from another.
  static let identity = #"""
    import os, sys

    print(sys.version)
    print(sys.flags)
    ROOT = os.path.realpath(os.getcwd())
    for folder in sys.path[1:]:
        # What lies in the copy, whose own place differs from run to run, counts by its files.
        if os.path.isdir(folder) and os.path.commonpath([ROOT, os.path.realpath(folder)]) != ROOT:
            names = [one for one in os.listdir(folder)
                     if one.endswith((".dist-info", ".egg-info", ".egg-link", ".pth"))]
            print(folder, sorted(names))
    """#
}
