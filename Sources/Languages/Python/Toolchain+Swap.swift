extension PythonSupport {
  /// Puts a mutant into a process that has loaded the original already.
  ///
  /// A function keeps its identity and gets another code object. That is sound only where nothing
  /// but the code of functions differs, and none of it has run or is running; all else is refused.
  static let swap = #"""
    import __future__, ast, gc, inspect, os, sys, tokenize, types, warnings, weakref
    import tocsin_common

    FUTURES = 0
    for name in __future__.all_feature_names:
        FUTURES |= getattr(__future__, name).compiler_flag
    RUNNING = {
        types.GeneratorType: "gi_code", types.CoroutineType: "cr_code", types.AsyncGeneratorType: "ag_code",
    }
    LIVE_KIND = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR | \
        inspect.CO_ITERABLE_COROUTINE | inspect.CO_VARARGS | inspect.CO_VARKEYWORDS


    class Refusal(Exception):
        """Why a mutant cannot be put in here; it is run by the plain command then."""


    def key(code):
        return code.co_name, code.co_firstlineno


    def inner(code):
        return [one for one in code.co_consts if isinstance(one, types.CodeType)]


    def shell(code):
        """The code without the code of what is defined in it, and without its places in the file."""
        bare = tuple(None if isinstance(one, types.CodeType) else one for one in code.co_consts)
        lines = "co_linetable" if hasattr(code, "co_linetable") else "co_lnotab"
        return code.replace(co_consts=bare, **{lines: b""})


    def fresh(code):
        """Equal code that has not run; what has run differs from it in some interpreters."""
        return code.replace(co_consts=tuple(
            fresh(one) if isinstance(one, types.CodeType) else one for one in code.co_consts))


    def is_function(code):
        return code.co_flags & inspect.CO_OPTIMIZED and not code.co_name.startswith("<generic parameters")


    def documentation(code):
        flag = getattr(inspect, "CO_HAS_DOCSTRING", None)
        if flag is not None and not code.co_flags & flag:
            return None
        first = code.co_consts[0] if code.co_consts else None
        return first if isinstance(first, str) else None


    def signature(code):
        count = code.co_argcount + code.co_kwonlyargcount
        count += bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
        return (code.co_name, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount,
                code.co_varnames[:count], code.co_freevars, code.co_flags & LIVE_KIND, documentation(code))


    class Source:
        """One file as the host found it."""

        def __init__(self, path):
            with open(path, "rb") as file:
                self.bytes = file.read()
            self.units = None

        def text(self, data):
            lines = iter(data.splitlines(True))
            encoding, _ = tokenize.detect_encoding(lambda: next(lines, b""))
            return data.decode(encoding)

        def read(self):
            text = self.text(self.bytes)
            if "\r" in text:
                raise Refusal("its lines end in an unusual way")
            tree = ast.parse(text)
            # Of what a file asks of the future, only what is not yet present shows.
            self.flags = compiled(text.split("\n"), (1, text.count("\n") + 1, None), "", 0).co_flags & FUTURES
            self.lines = text.split("\n")
            self.units = [(start, end, None) for start, end in spans(tree.body)]
            for one in tree.body:
                if isinstance(one, ast.ClassDef):
                    first = min([one.lineno] + [each.lineno for each in one.decorator_list])
                    self.units += [(start, end, one.name) for start, end in spans(one.body)
                                   if start > max(first, one.lineno)]

        def variants(self, start, end):
            """Pieces of the file that hold the lines `start` to `end`, smallest first."""
            holding = [one for one in self.units if one[0] <= start and end <= one[1]]
            return sorted(holding, key=lambda one: one[1] - one[0]) + [(1, len(self.lines), None)]


    def spans(body):
        """The lines of each statement; statements that share a line share a span."""
        found = []
        for one in body:
            first = min([one.lineno] + [each.lineno for each in getattr(one, "decorator_list", [])])
            if found and first <= found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], one.end_lineno))
            else:
                found.append((first, one.end_lineno))
        return found


    def compiled(lines, unit, name, flags):
        start, end, kind = unit
        text = "\n".join(lines[start - 1:end]) + "\n"
        # Its lines keep their numbers, and a method its class.
        head = "\n" * (start - 1) if kind is None else "\n" * (start - 2) + "class %s:\n" % kind
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return compile(head + text, name, "exec", flags, True)


    def differences(before, after, found, is_top=True):
        """Enters the pairs of functions that differ, each with whether it must be alive."""
        if before == after:
            return
        inside, others = inner(before), inner(after)
        if not is_function(before):
            if shell(before) != shell(after):
                raise Refusal("code that runs while its file is loaded differs")
            for one, other in zip(inside, others):
                differences(one, other, found)
            return
        found.append((before, after, is_top))
        if [key(one) for one in inside] != [key(one) for one in others]:
            # What is gone may still be alive, made by an earlier call.
            found.extend((one, None, False) for one in inside)
            return
        for one, other in zip(inside, others):
            if is_function(one):
                differences(one, other, found, False)
            elif one != other:
                raise Refusal("a class inside %s differs" % before.co_name)


    def every(code):
        yield code
        for one in inner(code):
            yield from every(one)


    class Swap:
        """Knows the live functions of the sources, by file and place."""

        def __init__(self, paths):
            self.paths = {os.path.join(tocsin_common.ROOT, path): path for path in paths}
            self.sources = {path: Source(place) for place, path in self.paths.items()
                            if os.path.isfile(place)}
            self.functions = {path: {} for path in self.sources}
            self.running = {path: set() for path in self.sources}
            self.files = {}
            for one in gc.get_objects():
                kind = type(one)
                if kind is types.FunctionType:
                    path = self.path(one.__code__.co_filename)
                    if path in self.sources:
                        self.functions[path].setdefault(key(one.__code__), []).append(weakref.ref(one))
                elif kind in RUNNING:
                    self.note(getattr(one, RUNNING[kind]))
            frame = sys._getframe()
            while frame is not None:
                self.note(frame.f_code)
                frame = frame.f_back
            self.loaded = {self.path(getattr(module, "__file__", None) or "")
                           for module in list(sys.modules.values())}

        def path(self, name):
            """The source that a code's file name means; None for any other file."""
            if name not in self.files:
                self.files[name] = self.paths.get(os.path.realpath(name)) if isinstance(name, str) else None
            return self.files[name]

        def note(self, code):
            path = self.path(code.co_filename) if code is not None else None
            if path in self.running:
                self.running[path].add(key(code))

        def change(self, request):
            """A function that puts the request's mutant in."""
            path = request.get("path")
            if path is None:
                return lambda: None
            source = self.sources.get(path)
            if source is None:
                raise Refusal("its file was not there when the host started")
            if path not in self.loaded and not self.functions[path]:
                return lambda: forget(path)
            try:
                pairs = self.pairs(path, source, *request["edit"])
            except (SyntaxError, ValueError, RecursionError, UnicodeError) as error:
                raise Refusal("it does not compile: %s" % error)

            def change():
                forget(path)
                for function, code in pairs:
                    function.__code__ = code
            return change

        def pairs(self, path, source, start, end, length):
            with open(os.path.join(tocsin_common.ROOT, path), "rb") as file:
                mutated = file.read()
            if mutated[:start] + source.bytes[start:end] + mutated[start + length:] != source.bytes:
                raise Refusal("its file is not what the host has loaded")
            if source.units is None:
                source.read()
            first = source.bytes.count(b"\n", 0, start) + 1
            last = source.bytes.count(b"\n", 0, end) + 1
            if mutated.count(b"\n", start, start + length) != last - first:
                raise Refusal("it changes the number of lines")
            lines = source.text(mutated).split("\n")
            refusal = None
            for unit in source.variants(first, last):
                try:
                    return self.matched(path, source, lines, unit)
                except Mismatch as error:
                    refusal = error
            raise refusal

        def matched(self, path, source, lines, unit):
            live = self.functions[path]
            names = {one().__code__.co_filename for few in live.values() for one in few if one() is not None}
            name = min(names) if names else path
            before = compiled(source.lines, unit, name, source.flags)
            after = compiled(lines, unit, name, source.flags)
            if before == after:
                raise Refusal("it compiles to the same code")
            found = []
            differences(before, after, found)
            originals = list(every(before))
            pairs = []
            for old, new, is_needed in found:
                place = key(old)
                if place in self.running[path]:
                    raise Refusal("%s is running" % old.co_name)
                alike = [one for one in originals if key(one) == place]
                if sum(one == old for one in alike) > 1:
                    raise Refusal("two functions in one place are alike")
                alive = [one() for one in live.get(place, [])]
                codes = [(one, fresh(one.__code__)) for one in alive if one is not None]
                # Code that another tool has rewritten is not ours to replace.
                if any(all(code != other for other in alike) for _, code in codes):
                    raise Mismatch("the code of %s is not what its file says" % old.co_name)
                functions = [one for one, code in codes if code == old]
                if any(one.__code__.co_filename != name for one in functions):
                    raise Refusal("its file was loaded under two names")
                if functions and (new is None or signature(old) != signature(new)):
                    raise Refusal("the parameters or the kind of %s differ" % old.co_name)
                if is_needed and not functions:
                    raise Mismatch("no live function has the code of %s" % old.co_name)
                pairs += [(one, new) for one in functions]
            return pairs


    class Mismatch(Refusal):
        """The live code may match when more of its file is compiled."""


    def forget(path):
        """Lines that were read before the mutant came."""
        linecache = sys.modules.get("linecache")
        if linecache is not None:
            place = os.path.join(tocsin_common.ROOT, path)
            for name in [one for one in linecache.cache if os.path.realpath(one) == place]:
                linecache.cache.pop(name, None)
    """#
}
