package import Mutation

extension MutationRules {
  /// How Go writes what mutants need; what is replaced stays, since unused names do not compile.
  /// - Source: https://go.dev/ref/spec
  package static let go: MutationRules = {
    var rules = MutationRules(
      literals: Literals(truth: "true", falsehood: "false", null: "nil"),
      statements: Statements(
        empty: "", terminator: "", open: "{ ", close: " }", emptyGenerator: "", raise: "panic",
        lineComment: "//"),
      reach: Reach(call: ("__tocsin_reach__(", ")"), join: " || ", standsAnywhere: true),
      and: .andAnd, or: .orOr, not: "!", typeDefaults: [:], typeWrappers: [])
    rules.unreached = (never: ("if false { ", " }"), always: ("if true { ", " }; "))
    rules.results = { GoTypes.results($0, $1) }
    rules.textNames = { GoTypes.textNames($0) }
    rules.mayExchange = GoTypes.mayExchange
    rules.connectsTruths = true
    rules.assignsOnlyToNamed = true
    rules.returnsErrors = true
    rules.textCalls = [
      "Sprintf", "Sprint", "Itoa", "FormatInt", "FormatFloat", "Quote", "String", "Error", "Join",
      "Repeat", "Replace", "ReplaceAll", "TrimSpace", "ToLower", "ToUpper", "Trim", "TrimPrefix",
      "TrimSuffix", "TrimLeft", "TrimRight", "Base", "Dir", "Ext", "Format", "EncodeToString",
      "Title", "Getenv", "Text", "string",
    ]
    rules.generatedMarks = ["do not edit", "@generated"]
    rules.callSwaps = confusedCalls
    rules.nameSwaps = confusedNames
    rules.noise = noisyNames
    rules.queryMethods = ["Where", "Find", "First", "Filter", "Count", "Update", "Delete"]
    rules.routeMethods = ["GET", "POST", "PUT", "PATCH", "DELETE", "Use", "Handle", "HandleFunc"]
    rules.radixCalls = ["ParseInt", "ParseUint", "FormatInt", "FormatUint", "ParseFloat"]
    rules.decimalCalls = ["RequireFromString", "NewFromString"]
    rules.guards = .go
    return rules
  }()

  /// Rows that keep the package of the callee in use, since an unused import does not compile.
  // swift-format-ignore
  private static let confusedCalls: [CallSwap] = [
    CallSwap("extremum", "min", "max"),
    CallSwap("extremum", "max", "min"),
    CallSwap("extremum", "math.Min", "math.Max"),
    CallSwap("extremum", "math.Max", "math.Min"),
    CallSwap("extremum", "slices.Min", "slices.Max"),
    CallSwap("extremum", "slices.Max", "slices.Min"),
    CallSwap("which-end", "strings.HasPrefix", "strings.HasSuffix"),
    CallSwap("which-end", "strings.HasSuffix", "strings.HasPrefix"),
    CallSwap("which-end", "strings.Index", "strings.LastIndex"),
    CallSwap("which-end", "strings.LastIndex", "strings.Index"),
    CallSwap("which-end", "strings.TrimLeft", "strings.TrimRight"),
    CallSwap("which-end", "strings.TrimRight", "strings.TrimLeft"),
    CallSwap("which-end", "strings.TrimPrefix", "strings.TrimSuffix"),
    CallSwap("which-end", "strings.TrimSuffix", "strings.TrimPrefix"),
    CallSwap("which-end", "bytes.HasPrefix", "bytes.HasSuffix"),
    CallSwap("which-end", "bytes.HasSuffix", "bytes.HasPrefix"),
    CallSwap("normalisation", "strings.TrimSpace", "strings.Trim($1, \"\")"),
    CallSwap("normalisation", "strings.ToLower", "strings.Trim($1, \"\")"),
    CallSwap("normalisation", "strings.ToUpper", "strings.Trim($1, \"\")"),
    CallSwap("rounding", "math.Floor", "math.Ceil"),
    CallSwap("rounding", "math.Ceil", "math.Floor"),
    CallSwap("rounding", "math.Round", "math.Floor"),
    CallSwap("rounding", "math.Trunc", "math.Ceil"),
    CallSwap("drop-sign", "math.Abs", "math.Max($1, math.Inf(-1))"),
    CallSwap("date-direction", ".Before", ".After"),
    CallSwap("date-direction", ".After", ".Before"),
    CallSwap("date-direction", "time.Since", "time.Until"),
    CallSwap("date-direction", "time.Until", "time.Since"),
  ]

  // swift-format-ignore
  private static let confusedNames: [CallSwap] = [
    CallSwap("duration-unit", "Hour", "Minute"),
    CallSwap("duration-unit", "Minute", "Second"),
    CallSwap("duration-unit", "Second", "Minute"),
    CallSwap("duration-unit", "Millisecond", "Second"),
  ]

  // swift-format-ignore
  private static let noisyNames: [NoiseNames] = [
    NoiseNames("logging", callees: [
      "log.", "logger.", "slog.", "logrus.", "zap.", "klog.", "glog.", "zerolog.", ".Debugf", ".Infof", ".Warnf",
      ".Errorf", "fmt.Print", "fmt.Println", "fmt.Printf", "l.log.", "s.log.", "s.logger.", "c.logger.",
    ]),
    NoiseNames("metrics", callees: ["metrics.", "statsd.", "prometheus.", "otel.", "span.", ".Inc", ".Observe", "tracer."]),
    NoiseNames("debug", callees: ["debug.", "runtime.KeepAlive", "runtime.GC", "spew."]),
    NoiseNames("timing", callees: ["time.Sleep", "runtime.Gosched"]),
    NoiseNames("cache", callees: ["cache.Set", "s.cache.Set"]),
    NoiseNames("feature-flag", callees: ["flags."]),
    NoiseNames("housekeeping", callees: [".Close", ".Flush", ".Stop", ".Sync", "cancel", "runtime.SetFinalizer"]),
    NoiseNames("representation", functions: ["GoString"]),
  ]
}
