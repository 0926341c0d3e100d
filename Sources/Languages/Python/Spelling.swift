package import Mutation

extension MutationRules {
  /// How Python writes what mutants need.
  /// - Source: https://docs.python.org/3/reference/ and the library reference
  package static let python: MutationRules = {
    var rules = MutationRules(
      literals: Literals(truth: "True", falsehood: "False", null: "None"),
      statements: Statements(
        empty: "pass", terminator: "", open: "", close: "", emptyGenerator: "return; yield",
        raise: "raise", lineComment: "#", catchNothing: "()", plainScope: "if True"),
      reach: Reach(call: ("__tocsin_reach__(", ")"), join: " or ", standsAnywhere: false),
      and: .and, or: .or, not: "not ",
      typeDefaults: [
        "bool": ["True", "False"], "int": ["0"], "float": ["0.0"], "str": ["\"\""],
        "bytes": ["b\"\""], "list": ["[]"], "List": ["[]"], "Sequence": ["[]"],
        "Iterable": ["[]"], "dict": ["{}"], "Dict": ["{}"], "Mapping": ["{}"], "set": ["set()"],
        "Set": ["set()"], "frozenset": ["frozenset()"], "tuple": ["()"], "Tuple": ["()"],
        "Decimal": ["Decimal(0)"],
      ],
      typeWrappers: ["Awaitable", "Coroutine", "Annotated", "Final"])
    rules.callSwaps = confusedCalls
    rules.nameSwaps = confusedNames
    rules.argumentSwaps = confusedArguments
    rules.noise = noisyNames
    rules.constructors = [
      "__init__", "__new__", "__init_subclass__", "__set_name__", "__post_init__", "__enter__",
      "__exit__", "__aenter__", "__aexit__", "__getattr__", "__class_getitem__", "__reduce__",
      "__getstate__", "__setstate__", "__copy__", "__deepcopy__", "__del__", "__dir__",
    ]
    rules.defaultingMethods = ["get"]
    rules.queryMethods = [
      "filter", "filter_by", "get", "exclude", "get_or_404", "find", "find_one",
    ]
    rules.queryKeys = ["where", "filter", "filters", "query"]
    rules.countingCalls = ["range"]
    rules.decimalCalls = ["Decimal"]
    rules.radixCalls = ["int", "bin", "hex", "oct", "format"]
    rules.passiveConditions = [
      "TYPE_CHECKING", "typing.TYPE_CHECKING", "t.TYPE_CHECKING", "__name__==\"__main__\"",
      "__name__=='__main__'",
    ]
    rules.passiveTargets = [
      "__all__", "__slots__", "__version__", "__author__", "__doc__", "__metaclass__",
      "__match_args__", "__hash__",
    ]
    rules.enumerationBases = ["Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "TextChoices"]
    rules.absentBodies = ["pass", "..."]
    rules.absentErrors = ["NotImplementedError", "NotImplemented"]
    return rules
  }()

  // swift-format-ignore
  private static let confusedCalls: [CallSwap] = [
    CallSwap("quantifier", "any", "all"),
    CallSwap("quantifier", "all", "any"),
    CallSwap("extremum", "min", "max"),
    CallSwap("extremum", "max", "min"),
    CallSwap("drop-order", "sorted", "list($1)"),
    CallSwap("drop-order", "reversed", "list($1)"),
    CallSwap("drop-order", ".order_by", "$0"),
    CallSwap("drop-selection", "filter", "$2"),
    CallSwap("drop-selection", ".distinct", "$0"),
    CallSwap("drop-selection", "set", "list($1)"),
    CallSwap("which-end", ".startswith", ".endswith"),
    CallSwap("which-end", ".endswith", ".startswith"),
    CallSwap("which-end", ".first", ".last"),
    CallSwap("which-end", ".last", ".first"),
    CallSwap("which-end", ".lstrip", ".rstrip"),
    CallSwap("which-end", ".rstrip", ".lstrip"),
    CallSwap("which-end", ".find", ".rfind"),
    CallSwap("which-end", ".rfind", ".find"),
    CallSwap("which-end", ".removeprefix", ".removesuffix"),
    CallSwap("which-end", ".removesuffix", ".removeprefix"),
    CallSwap("which-end", ".popleft", ".pop"),
    CallSwap("normalisation", ".strip", "$0"),
    CallSwap("normalisation", ".lower", "$0"),
    CallSwap("normalisation", ".casefold", "$0"),
    CallSwap("normalisation", ".upper", "$0"),
    CallSwap("set-algebra", ".union", ".intersection"),
    CallSwap("set-algebra", ".intersection", ".union"),
    CallSwap("set-algebra", ".issubset", ".issuperset"),
    CallSwap("set-algebra", ".issuperset", ".issubset"),
    CallSwap("rounding", "math.floor", "math.ceil"),
    CallSwap("rounding", "math.ceil", "math.floor"),
    CallSwap("rounding", "math.trunc", "math.ceil"),
    CallSwap("rounding", "round", "$1"),
    CallSwap("rounding", ".quantize", "$0"),
    CallSwap("drop-sign", "abs", "$1"),
  ]

  // swift-format-ignore
  private static let confusedNames: [CallSwap] = [
    CallSwap("rounding-mode", "ROUND_HALF_UP", "ROUND_DOWN"),
    CallSwap("rounding-mode", "ROUND_HALF_EVEN", "ROUND_HALF_UP"),
    CallSwap("rounding-mode", "ROUND_HALF_DOWN", "ROUND_HALF_UP"),
    CallSwap("rounding-mode", "ROUND_UP", "ROUND_DOWN"),
    CallSwap("rounding-mode", "ROUND_DOWN", "ROUND_UP"),
    CallSwap("rounding-mode", "ROUND_CEILING", "ROUND_FLOOR"),
    CallSwap("rounding-mode", "ROUND_FLOOR", "ROUND_CEILING"),
  ]

  // swift-format-ignore
  private static let confusedArguments: [CallSwap] = [
    CallSwap("duration-unit", "weeks", "days"),
    CallSwap("duration-unit", "days", "hours"),
    CallSwap("duration-unit", "hours", "minutes"),
    CallSwap("duration-unit", "minutes", "seconds"),
    CallSwap("duration-unit", "seconds", "minutes"),
    CallSwap("duration-unit", "months", "days"),
    CallSwap("duration-unit", "years", "months"),
  ]

  // swift-format-ignore
  private static let noisyNames: [NoiseNames] = [
    NoiseNames("logging", callees: [
      "logging.", "logger.", "log.", "_logger.", "_log.", "LOG.", "LOGGER.", "self.logger.",
      "self.log.", "self._logger.", "warnings.warn", "structlog.", "print", "pprint", "pprint.pprint",
      "click.echo", "sys.stderr.write", "traceback.print_exc", "current_app.logger.",
    ]),
    NoiseNames("metrics", callees: [
      "metrics.", "statsd.", "prometheus_client.", "sentry_sdk.", "tracer.", "newrelic.", "span.",
      "stats.", "capture_exception", "self.metrics.", "telemetry.",
    ]),
    NoiseNames("debug", callees: ["breakpoint", "pdb.set_trace", "ipdb.set_trace", "gc.collect", "sys.settrace", "faulthandler.enable"]),
    NoiseNames("timing", callees: ["time.sleep", "sleep", "asyncio.sleep", "asyncio.wait_for"]),
    NoiseNames("cache", callees: ["cache.", "self.cache.", "self._cache.", "lru_cache", "functools.lru_cache", ".cache_clear"]),
    NoiseNames("feature-flag", callees: ["feature_enabled", "is_feature_enabled", "flag_enabled", "waffle.", "flags."]),
    NoiseNames("housekeeping", callees: [".close", ".flush", ".shutdown", ".join", ".terminate", "gc."]),
    NoiseNames("representation", functions: ["__repr__", "__str__", "__hash__", "__format__", "__dir__", "__sizeof__", "__rich_repr__"]),
  ]
}
