package import Mutation
import Syntax

extension MutationRules {
  /// How Swift writes what mutants need.
  /// - Source: https://docs.swift.org/swift-book/ and the standard library
  package static let swift: MutationRules = {
    var rules = MutationRules(
      literals: Literals(truth: "true", falsehood: "false", null: "nil"),
      statements: Statements(
        // An arm must not be empty, and an empty statement is an error.
        empty: "_ = ()", terminator: "", open: "{ ", close: " }", emptyGenerator: "",
        raise: "throw", lineComment: "//"),
      reach: Reach(call: ("__tocsin_reach__(", ")"), join: "", standsAnywhere: true),
      and: .andAnd, or: .orOr, not: "!", typeDefaults: [:], typeWrappers: [])
    rules.reach.onlyInBodies = true
    rules.reach.changes = { SwiftWeaving.withoutInlining($0) }
    rules.reach.forbidding = ["_transparent", "_alwaysEmitIntoClient", "Builder"]
    rules.literals.emptyMap = "[:]"
    rules.declaredResult = { SwiftResults.declared($0, $1) }
    rules.impliesResults = true
    rules.literals.emptied = "$0.prefix(0)"
    rules.certainMember = "!."
    rules.needsDefaults = true
    rules.enumsHoldLogic = true
    rules.callSwaps = confusedCalls
    rules.noise = noisyNames
    rules.constructors = ["init", "deinit"]
    rules.queryMethods = ["filter", "first", "fetch", "query", "all"]
    rules.queryKeys = ["where", "filter", "query"]
    rules.decimalCalls = ["Decimal"]
    rules.radixCalls = ["String", "Int", "UInt8", "Character"]
    rules.passiveConditions = ["#available"]
    rules.enumerationBases = ["OptionSet", "CodingKey"]
    rules.absentBodies = ["fatalError()", "()"]
    rules.guards = .swift
    return rules
  }()

  // swift-format-ignore
  private static let confusedCalls: [CallSwap] = [
    CallSwap("extremum", "min", "max"),
    CallSwap("extremum", "max", "min"),
    CallSwap("extremum", ".min", ".max"),
    CallSwap("extremum", ".max", ".min"),
    CallSwap("drop-order", ".sorted", "Array($0)"),
    CallSwap("drop-order", ".reversed", "Array($0)"),
    CallSwap("drop-selection", ".filter", "$0"),
    CallSwap("which-end", ".hasPrefix", ".hasSuffix"),
    CallSwap("which-end", ".hasSuffix", ".hasPrefix"),
    CallSwap("which-end", ".dropFirst", ".dropLast"),
    CallSwap("which-end", ".dropLast", ".dropFirst"),
    CallSwap("which-end", ".prefix", ".suffix"),
    CallSwap("which-end", ".suffix", ".prefix"),
    CallSwap("which-end", ".firstIndex", ".lastIndex"),
    CallSwap("which-end", ".lastIndex", ".firstIndex"),
    CallSwap("which-end", ".removeFirst", ".removeLast"),
    CallSwap("which-end", ".removeLast", ".removeFirst"),
    CallSwap("normalisation", ".lowercased", "$0"),
    CallSwap("normalisation", ".uppercased", "$0"),
    CallSwap("normalisation", ".trimmingCharacters", "$0"),
    CallSwap("set-algebra", ".union", ".intersection"),
    CallSwap("set-algebra", ".intersection", ".union"),
    CallSwap("set-algebra", ".isSubset", ".isSuperset"),
    CallSwap("set-algebra", ".isSuperset", ".isSubset"),
    CallSwap("rounding", "floor", "ceil"),
    CallSwap("rounding", "ceil", "floor"),
    CallSwap("drop-sign", "abs", "$1"),
  ]

  // swift-format-ignore
  private static let noisyNames: [NoiseNames] = [
    NoiseNames("logging", callees: [
      "print", "debugPrint", "dump", "NSLog", "os_log", "logger.", "log.", "Logger.", "self.logger.", "_logger.",
      ".trace", ".debug", ".info", ".notice", ".warning",
    ]),
    NoiseNames("metrics", callees: ["metrics.", "counter.", "Counter", "Timer", "span.", "tracer.", "signposter."]),
    NoiseNames("debug", callees: [
      "assert", "assertionFailure", "precondition", "preconditionFailure", "fatalError", "dispatchPrecondition",
      "debugOnly", ".preconditionInEventLoop", ".assertInEventLoop", ".assertIsolated", "_internalInvariant",
    ]),
    NoiseNames("timing", callees: ["sleep", "usleep", "Task.sleep", "Thread.sleep", "Task.yield"]),
    NoiseNames("capacity", callees: [".reserveCapacity", "withExtendedLifetime", ".removeAll(keepingCapacity"]),
    NoiseNames("cache", callees: ["cache.", "self.cache."]),
    NoiseNames("feature-flag", callees: ["isFeatureEnabled", "featureFlags."]),
    NoiseNames("housekeeping", callees: [".close", ".flush", ".shutdown", ".invalidate", ".deallocate", ".deinitialize", ".resume", ".unlock"]),
    NoiseNames("representation", functions: ["description", "debugDescription", "customMirror", "customDumpMirror", "hash"]),
  ]
}

/// What Swift functions say that they give back.
enum SwiftResults {
  static func declared(_ tree: SyntaxTree, _ function: NodeIndex) -> MutationRules.DeclaredResult {
    guard tree.kind(function) == .function else { return .unknown }
    guard let body = tree.child(function, .block) else { return .nothing }
    var words: [Substring]
    if let parameters = tree.child(function, .parameters) {
      let name = tree.children(function).first.map { tree.firstToken($0).symbol } ?? .none
      if name == .`init` || tree.firstToken(function).symbol == .deinit { return .nothing }
      words = type(tree, from: tree[parameters].endToken, to: tree[body].firstToken, after: .arrow)
    } else {
      words = accessor(tree, function, body)
    }
    if words.isEmpty { return .nothing }
    if words == ["Void"] || words == ["(", ")"] { return .nothing }
    return .values(values(of: words))
  }

  /// The words of a type after the last `mark` that no bracket encloses, up to `where`.
  private static func type(
    _ tree: SyntaxTree, from start: UInt32, to end: UInt32, after mark: Symbol
  ) -> [Substring] {
    var words: [Substring]?
    var at = start
    while at < end {
      let token = tree.tokens[Int(at)]
      if token.symbol == .where { break }
      if words == nil {
        if token.symbol == mark { words = [] }
        if token.symbol == .throws, tree.tokens[Int(at) + 1].symbol == .leftRound {
          at = max(at, tree.tokens[Int(at) + 1].partner)
        }
      } else {
        words?.append(Substring(tree.text(token: Int(at))))
      }
      at += 1
    }
    return words ?? []
  }

  /// The type of the property whose getter a function is; nothing for other accessors.
  private static func accessor(
    _ tree: SyntaxTree, _ function: NodeIndex, _ body: NodeIndex
  ) -> [Substring] {
    guard let name = tree.children(function).first else { return [] }
    if tree[name].endToken < tree[body].firstToken,
      tree.tokens[Int(tree[name].endToken)].symbol == .colon
    {
      return type(tree, from: tree[name].endToken, to: tree[body].firstToken, after: .colon)
    }
    guard tree.firstToken(name).symbol == .get, let block = tree.parent(function),
      let owner = tree.parent(block)
    else { return [] }
    if tree.kind(owner) == .function, let parameters = tree.child(owner, .parameters) {
      return type(
        tree, from: tree[parameters].endToken, to: tree[block].firstToken, after: .arrow)
    }
    guard let assignment = tree.child(owner, .assignment) else { return ["some"] }
    let words = type(
      tree, from: tree[assignment].firstToken, to: tree[assignment].endToken, after: .colon)
    return words.isEmpty ? ["some"] : words
  }

  private static let numbers: Set<Substring> = [
    "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64",
    "Double", "Float", "Float16", "CGFloat", "TimeInterval", "Decimal", "CInt", "CLong",
  ]

  /// The values of a type that anyone can write.
  private static func values(of words: [Substring]) -> [String] {
    guard let first = words.first, let last = words.last else { return [] }
    if last == "?", !(words.contains("->") && first != "(") { return ["nil"] }
    if words.count == 1 {
      switch first {
      case "Bool": return ["true", "false"]
      case "String", "Substring", "StaticString": return ["\"\""]
      case "Data": return ["Data()"]
      default: return numbers.contains(first) ? ["0"] : []
      }
    }
    if first == "[", last == "]", closes(words) {
      return [isMap(words) ? "[:]" : "[]"]
    }
    guard words[1] == "<", last.hasSuffix(">") else { return [] }
    switch first {
    case "Optional": return ["nil"]
    case "Array", "Set", "ArraySlice", "ContiguousArray": return ["[]"]
    case "Dictionary": return ["[:]"]
    default: return []
    }
  }

  /// Whether the first bracket closes with the last word.
  private static func closes(_ words: [Substring]) -> Bool {
    var depth = 0
    for (number, word) in words.enumerated() {
      if word == "[" { depth += 1 }
      if word == "]" { depth -= 1 }
      if depth == 0 { return number == words.count - 1 }
    }
    return false
  }

  /// Whether `[A: B]` has a colon that no inner bracket encloses.
  private static func isMap(_ words: [Substring]) -> Bool {
    var depth = 0
    for word in words {
      if ["[", "(", "<"].contains(word) { depth += 1 }
      if ["]", ")", ">"].contains(word) { depth -= 1 }
      if word == ":", depth == 1 { return true }
    }
    return false
  }
}
