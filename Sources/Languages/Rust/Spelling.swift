package import Mutation
import Syntax

extension MutationRules {
  /// How Rust writes what mutants need.
  /// - Source: https://doc.rust-lang.org/reference/ and https://doc.rust-lang.org/std/
  package static let rust: MutationRules = {
    var rules = MutationRules(
      literals: Literals(truth: "true", falsehood: "false", null: "None"),
      statements: Statements(
        empty: ";", terminator: ";", open: "{ ", close: " }", emptyGenerator: "", raise: "panic!",
        lineComment: "//"),
      reach: Reach(call: ("__tocsin_reach__(", ")"), join: "; ", standsAnywhere: true),
      and: .andAnd, or: .orOr, not: "!", typeDefaults: [:], typeWrappers: [])
    rules.literals.emptied = "$0.into_iter().take(0)"
    rules.statements.endBlocksWithValues = true
    rules.statements.discard = "let _ = $0;"
    rules.reach.block = ("({ ", ") })")
    rules.resultDefaults = { RustTypes.defaults($0) }
    rules.mayExchange = RustTypes.areAlike
    rules.propagation = .question
    rules.isPassive = RustTests.isPassive
    rules.callSwaps = confusedCalls
    rules.noise = noisyNames
    rules.radixCalls = ["from_str_radix", "to_digit", "from_digit"]
    rules.absentBodies = ["unimplemented!()", "todo!()"]
    rules.guards = .rust
    return rules
  }()

  // swift-format-ignore
  private static let confusedCalls: [CallSwap] = [
    CallSwap("quantifier", ".any", ".all"),
    CallSwap("quantifier", ".all", ".any"),
    CallSwap("extremum", ".min", ".max"),
    CallSwap("extremum", ".max", ".min"),
    CallSwap("extremum", "min", "::std::cmp::max"),
    CallSwap("extremum", "max", "::std::cmp::min"),
    CallSwap("extremum", ".min_by_key", ".max_by_key"),
    CallSwap("extremum", ".max_by_key", ".min_by_key"),
    CallSwap("extremum", ".min_by", ".max_by"),
    CallSwap("extremum", ".max_by", ".min_by"),
    CallSwap("drop-order", ".rev", "$0"),
    CallSwap("drop-selection", ".filter", "$0"),
    CallSwap("drop-selection", ".take_while", "$0"),
    CallSwap("drop-selection", ".skip_while", "$0"),
    CallSwap("drop-selection", ".take", "$0"),
    CallSwap("drop-selection", ".skip", "$0"),
    CallSwap("which-end", ".starts_with", ".ends_with"),
    CallSwap("which-end", ".ends_with", ".starts_with"),
    CallSwap("which-end", ".find", ".rfind"),
    CallSwap("which-end", ".rfind", ".find"),
    CallSwap("which-end", ".position", ".rposition"),
    CallSwap("which-end", ".first", ".last"),
    CallSwap("which-end", ".last", ".first"),
    CallSwap("which-end", ".split_once", ".rsplit_once"),
    CallSwap("which-end", ".rsplit_once", ".split_once"),
    CallSwap("which-end", ".push_back", ".push_front"),
    CallSwap("which-end", ".push_front", ".push_back"),
    CallSwap("which-end", ".pop_front", ".pop_back"),
    CallSwap("which-end", ".pop_back", ".pop_front"),
    CallSwap("which-end", ".trim_start", ".trim_end"),
    CallSwap("which-end", ".trim_end", ".trim_start"),
    CallSwap("which-end", ".strip_prefix", ".strip_suffix"),
    CallSwap("which-end", ".strip_suffix", ".strip_prefix"),
    CallSwap("normalisation", ".trim", ".trim_end"),
    CallSwap("normalisation", ".to_lowercase", ".to_owned"),
    CallSwap("normalisation", ".to_uppercase", ".to_owned"),
    CallSwap("normalisation", ".to_ascii_lowercase", ".to_owned"),
    CallSwap("normalisation", ".to_ascii_uppercase", ".to_owned"),
    CallSwap("set-algebra", ".union", ".intersection"),
    CallSwap("set-algebra", ".intersection", ".union"),
    CallSwap("set-algebra", ".is_subset", ".is_superset"),
    CallSwap("set-algebra", ".is_superset", ".is_subset"),
    CallSwap("rounding", ".floor", ".ceil"),
    CallSwap("rounding", ".ceil", ".floor"),
    CallSwap("rounding", ".round", ".floor"),
    CallSwap("rounding", ".trunc", ".ceil"),
    CallSwap("rounding", ".div_euclid", ".div_ceil"),
    CallSwap("drop-sign", ".abs", "$0"),
    CallSwap("checked-arithmetic", ".saturating_sub", ".wrapping_sub"),
    CallSwap("checked-arithmetic", ".saturating_add", ".wrapping_add"),
    CallSwap("checked-arithmetic", ".saturating_mul", ".wrapping_mul"),
    CallSwap("checked-arithmetic", ".checked_add", ".checked_sub"),
    CallSwap("checked-arithmetic", ".checked_sub", ".checked_add"),
    CallSwap("checked-arithmetic", ".checked_mul", ".checked_div"),
    CallSwap("checked-arithmetic", ".checked_div", ".checked_mul"),
    CallSwap("checked-arithmetic", ".wrapping_add", ".wrapping_sub"),
    CallSwap("checked-arithmetic", ".wrapping_sub", ".wrapping_add"),
    CallSwap("unwrap-default", ".unwrap_or", "$0.unwrap()"),
    CallSwap("unwrap-default", ".unwrap_or_default", "$0.unwrap()"),
    CallSwap("unwrap-default", ".unwrap_or_else", "$0.unwrap()"),
    CallSwap("unwrap-default", ".or", "$0"),
    CallSwap("unwrap-default", ".or_else", "$0"),
    CallSwap("date-direction", ".checked_add_days", ".checked_sub_days"),
    CallSwap("date-direction", ".checked_sub_days", ".checked_add_days"),
    CallSwap("date-direction", ".is_before", ".is_after"),
    CallSwap("date-direction", ".is_after", ".is_before"),
    CallSwap("duration-unit", ".from_secs", ".from_millis"),
    CallSwap("duration-unit", ".from_millis", ".from_secs"),
    CallSwap("duration-unit", ".as_secs", ".as_secs_f64"),
    CallSwap("duration-unit", ".days", ".hours"),
    CallSwap("duration-unit", ".hours", ".minutes"),
    CallSwap("duration-unit", ".minutes", ".seconds"),
  ]

  // swift-format-ignore
  private static let noisyNames: [NoiseNames] = [
    NoiseNames("logging", callees: [
      "println", "eprintln", "print", "eprint", "dbg", "log::", "tracing::", "trace", "debug", "info", "warn",
      "error", "slog::", "log",
    ]),
    NoiseNames("metrics", callees: ["metrics::", "prometheus::", "counter", "gauge", "histogram"]),
    NoiseNames("debug", callees: [
      "debug_assert", "debug_assert_eq", "debug_assert_ne", "assert", "assert_eq", "assert_ne", "unreachable",
      "panic", "todo", "unimplemented", "compile_error", "quote", "quote_spanned", "parse_quote", "static_assert",
    ]),
    NoiseNames("timing", callees: ["thread::sleep", "std::thread::sleep", "sleep", "tokio::time::sleep", "yield_now", "thread::yield_now", "spin_loop"]),
    NoiseNames("cache", callees: ["cache.", "self.cache."]),
    NoiseNames("capacity-hint", callees: [
      ".with_capacity", ".reserve", ".reserve_exact", ".shrink_to_fit", ".shrink_to", "with_capacity",
    ]),
    NoiseNames("feature-flag", callees: ["is_x86_feature_detected", "feature_enabled"]),
    NoiseNames("housekeeping", callees: [".flush", ".shutdown", ".join", ".close", "drop", "mem::drop", "mem::forget"]),
    NoiseNames("representation", functions: ["size_hint"]),
  ]
}

/// What may stand for a value of a type, read from the type's text.
enum RustTypes {
  private static let numbers: Set<String> = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
  ]
  /// Types of the standard library whose default is empty.
  private static let empties: Set<String> = [
    "String", "Vec", "HashMap", "HashSet", "BTreeMap", "BTreeSet", "VecDeque", "BinaryHeap",
    "PathBuf", "OsString", "Duration", "Cow",
  ]

  /// The values that a changed function of this result type may return; empty when none is surely
  /// accepted.
  static func defaults(_ type: String, depth: Int = 0) -> [String] {
    var text = Substring(type).trimmed
    guard depth < 6 else { return [] }
    if text.hasPrefix("impl ") {
      return text.dropFirst(5).trimmed.lastWord == "Iterator" ? ["::std::iter::empty()"] : []
    }
    if text.hasPrefix("&") {
      text = text.dropFirst().trimmed
      if text.hasPrefix("'") { text = text.drop { $0 != " " }.trimmed }
      if text == "str" { return ["\"\""] }
      return text.hasPrefix("[") && !text.contains(";") ? ["&[]"] : []
    }
    if text.hasPrefix("(") {
      let parts = arguments(text.dropFirst().dropLast())
      let values = parts.map { defaults($0, depth: depth + 1).first }
      guard !values.isEmpty, !values.contains(nil) else { return [] }
      return ["(" + values.compactMap { $0 }.joined(separator: ", ") + ")"]
    }
    let inside = text.firstIndex(of: "<").map { text[text.index(after: $0)...].dropLast() } ?? ""
    let inner = arguments(inside)
    switch text.lastWord {
    case "bool": return ["true", "false"]
    case "f32", "f64": return ["0.0"]
    case "char": return ["'\\0'"]
    case "Option": return ["None"]
    case "Ordering": return ["::std::cmp::Ordering::Equal"]
    case "Result":
      guard let value = inner.first else { return text.contains("fmt") ? ["Ok(())"] : [] }
      return value == "()" ? ["Ok(())"] : defaults(value, depth: depth + 1).map { "Ok(\($0))" }
    case "Box", "Rc", "Arc":
      let name = text.lastWord
      return inner.first.map { defaults($0, depth: depth + 1).map { "\(name)::new(\($0))" } } ?? []
    case let name where numbers.contains(name): return ["0"]
    case let name where empties.contains(name): return ["Default::default()"]
    default: return []
    }
  }

  /// Splits at commas outside brackets.
  private static func arguments(_ text: Substring) -> [String] {
    var parts: [String] = []
    var part = ""
    var depth = 0
    for character in text {
      if "<([".contains(character) { depth += 1 }
      if ">)]".contains(character) { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    parts.append(part)
    return parts.map { String(Substring($0).trimmed) }.filter { !$0.isEmpty && !$0.hasPrefix("'") }
  }

  /// Whether two names are parameters of the same declared type.
  static func areAlike(_ tree: SyntaxTree, _ a: NodeIndex, _ b: NodeIndex) -> Bool {
    guard let function = tree.ancestor(a, of: [.function]),
      let list = tree.child(function, .parameters)
    else { return false }
    var types: [String] = []
    for parameter in tree.children(list) {
      guard let name = tree.children(parameter).first,
        tree.text(name) == tree.text(a) || tree.text(name) == tree.text(b)
      else { continue }
      types.append(
        tree.text(parameter).drop { $0 != ":" }.filter { !$0.isWhitespace })
    }
    return types.count == 2 && types[0] == types[1]
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = drop { $0.isWhitespace }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }

  /// The last name of a path, without arguments.
  fileprivate var lastWord: String {
    let path = prefix { $0 != "<" }
    return path.split(separator: ":").last.map { String(Substring($0).trimmed) } ?? ""
  }
}
