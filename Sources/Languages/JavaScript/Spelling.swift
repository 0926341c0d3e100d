package import Mutation

extension MutationRules {
  /// How JavaScript and TypeScript write what mutants need.
  /// - Source: ECMA-262
  package static let javaScript: MutationRules = {
    var rules = MutationRules(
      literals: Literals(truth: "true", falsehood: "false", null: "null", nulls: ["undefined"]),
      statements: Statements(
        empty: ";", terminator: ";", open: "{ ", close: " }", emptyGenerator: "",
        raise: "throw", lineComment: "//"),
      reach: Reach(
        call: ("globalThis.__tocsin_reach__?.(", ")"), join: ", ", standsAnywhere: true),
      and: .andAnd, or: .orOr, not: "!",
      typeDefaults: [
        "boolean": ["true", "false"], "number": ["0"], "bigint": ["0n"], "string": ["\"\""],
        "Array": ["[]"], "ReadonlyArray": ["[]"], "Record": ["{}"], "Map": ["new Map()"],
        "Set": ["new Set()"], "null": ["null"], "undefined": ["undefined"],
      ],
      typeWrappers: ["Promise", "Readonly", "Partial", "readonly"])
    rules.callSwaps = confusedCalls
    rules.argumentSwaps = confusedArguments
    rules.noise = noisyNames
    rules.constructors = ["constructor"]
    rules.queryMethods = [
      "where", "andWhere", "find", "findOne", "findAll", "findMany", "findFirst", "findUnique",
      "findBy", "findOneBy", "count", "update", "updateMany", "deleteMany", "destroy", "filter",
    ]
    rules.queryKeys = ["where", "filter", "query"]
    rules.routeMethods = ["get", "post", "put", "patch", "delete", "all", "use", "route"]
    rules.radixCalls = ["parseInt", "toString"]
    rules.passiveConditions = ["require.main===module", "import.meta.main"]
    rules.absentBodies = ["{}"]
    rules.absentErrors = ["NotImplementedError"]
    return rules
  }()

  // swift-format-ignore
  private static let confusedCalls: [CallSwap] = [
    CallSwap("quantifier", ".some", ".every"),
    CallSwap("quantifier", ".every", ".some"),
    CallSwap("quantifier", "Promise.all", "Promise.race"),
    CallSwap("extremum", "Math.min", "Math.max"),
    CallSwap("extremum", "Math.max", "Math.min"),
    CallSwap("drop-order", ".sort", "$0"),
    CallSwap("drop-order", ".toSorted", "$0"),
    CallSwap("drop-order", ".reverse", "$0"),
    CallSwap("drop-order", ".toReversed", "$0"),
    CallSwap("drop-order", ".orderBy", "$0"),
    CallSwap("drop-selection", ".filter", "$0"),
    CallSwap("drop-selection", ".slice", "$0"),
    CallSwap("drop-selection", ".distinct", "$0"),
    CallSwap("which-end", ".startsWith", ".endsWith"),
    CallSwap("which-end", ".endsWith", ".startsWith"),
    CallSwap("which-end", ".indexOf", ".lastIndexOf"),
    CallSwap("which-end", ".lastIndexOf", ".indexOf"),
    CallSwap("which-end", ".push", ".unshift"),
    CallSwap("which-end", ".unshift", ".push"),
    CallSwap("which-end", ".pop", ".shift"),
    CallSwap("which-end", ".shift", ".pop"),
    CallSwap("which-end", ".trimStart", ".trimEnd"),
    CallSwap("which-end", ".trimEnd", ".trimStart"),
    CallSwap("which-end", ".padStart", ".padEnd"),
    CallSwap("which-end", ".padEnd", ".padStart"),
    CallSwap("normalisation", ".trim", "$0"),
    CallSwap("normalisation", ".toLowerCase", "$0"),
    CallSwap("normalisation", ".toUpperCase", "$0"),
    CallSwap("rounding", "Math.floor", "Math.ceil"),
    CallSwap("rounding", "Math.ceil", "Math.floor"),
    CallSwap("rounding", "Math.round", "Math.floor"),
    CallSwap("rounding", "Math.trunc", "Math.ceil"),
    CallSwap("drop-sign", "Math.abs", "$1"),
    CallSwap("date-direction", ".isBefore", ".isAfter"),
    CallSwap("date-direction", ".isAfter", ".isBefore"),
    CallSwap("date-direction", "isBefore", "isAfter"),
    CallSwap("date-direction", "isAfter", "isBefore"),
    CallSwap("date-direction", "addDays", "subDays"),
    CallSwap("date-direction", "subDays", "addDays"),
    CallSwap("date-direction", "addMonths", "subMonths"),
    CallSwap("date-direction", "subMonths", "addMonths"),
    CallSwap("date-direction", "addMinutes", "subMinutes"),
    CallSwap("date-direction", "addHours", "subHours"),
    CallSwap("date-direction", ".startOf", ".endOf"),
    CallSwap("date-direction", ".endOf", ".startOf"),
    CallSwap("date-direction", ".subtract", ".add"),
    CallSwap("duration-unit", ".getUTCDate", ".getUTCDay"),
    CallSwap("duration-unit", ".getDate", ".getDay"),
    CallSwap("duration-unit", ".getTime", ".getSeconds"),
  ]

  // swift-format-ignore
  private static let confusedArguments: [CallSwap] = [
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
      "console.", "logger.", "log.", "winston.", "pino.", "this.logger.", "this.log.", "debug", "req.log.",
      "request.log.", "process.stderr.write", "process.emitWarning", "Logger.",
    ]),
    NoiseNames("metrics", callees: [
      "metrics.", "statsd.", "Sentry.", "newrelic.", "tracer.", "span.", "analytics.", "performance.",
      "telemetry.", "this.metrics.", "datadog.", "posthog.", "gtag",
    ]),
    NoiseNames("debug", callees: ["console.assert", "util.debuglog", "debuglog", "assert", "assert.", "invariant"]),
    NoiseNames("timing", callees: ["setTimeout", "setInterval", "clearTimeout", "clearInterval", "sleep", "delay", "setImmediate"]),
    NoiseNames("cache", callees: ["cache.", "this.cache.", "memoize", "useMemo", "useCallback"]),
    NoiseNames("feature-flag", callees: ["isFeatureEnabled", "featureEnabled", "flags.", "launchdarkly."]),
    NoiseNames("housekeeping", callees: [".close", ".end", ".destroy", ".unref", ".removeListener", ".off", ".flush"]),
    NoiseNames("representation", functions: ["toString", "toJSON", "inspect", "[Symbol.toPrimitive]", "[util.inspect.custom]"]),
  ]
}
