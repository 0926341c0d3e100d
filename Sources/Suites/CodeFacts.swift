package import Syntax

/// What judging needs to know of the tested code; kept of every file instead of its tree.
package struct CodeFacts: Sendable {
  private(set) var formulas: [String: [Formula]] = [:]
  /// Types with an initializer that may give nothing.
  private(set) var failableTypes: WordSet = []
  /// The last words of the types that store a number under a name by which others tell how many
  /// elements they have, by that name: a `CounterState` with a `count` of its own is a `state`.
  private(set) var counters: [String: Set<String>] = [:]

  /// What is declared of the results of functions, and of members, by name.
  private var results: WordTable<Declared> = [:]
  private var members: WordTable<Declared> = [:]
  /// Names that look like functions and only give a value another type or case.
  private var wrappers: WordSet = []
  /// The folders and files of the tested code, without their endings.
  private var modules: WordSet = []
  /// Whether any tested code was read.
  private(set) var isThere = false

  package init() {}

  package init(of tree: SyntaxTree, rules: SuiteRules) {
    isThere = true
    formulas = Dictionary(grouping: Formula.all(in: tree, rules: rules), by: \.name)
    if rules.constructorsMayFail { failableTypes = WordSet(tree.failableTypes) }
    counters = tree.counters(rules)
    wrappers = WordSet(rules.wrappers(tree))
    if !rules.declared.isEmpty {
      results = tree.declaredResults(rules.declared)
    }
    // Of members it is only asked whether they say yes or no.
    if rules.declared.values.contains(.truth) {
      members = tree.declaredMembers(rules.declared, displaysNames: rules.displaysNames)
    }
  }

  /// Notes where a file of the tested code lies.
  package mutating func note(path: String) {
    for part in path.split(separator: "/") {
      modules.insert(String(part.prefix { $0 != "." }))
    }
  }

  /// Whether a module of that name may be part of the tested code.
  func mayHold(_ module: String) -> Bool { modules.isEmpty || modules.contains(module) }

  /// Whether `name(value)` is a conversion or a case of an enumeration.
  func wraps(_ name: String) -> Bool { wrappers.contains(name) }

  /// Whether every function of that name says that it gives this and nothing else.
  func always(_ declared: Declared, from name: String) -> Bool { results[name] == declared }

  /// Whether every member of that name is declared to be this and nothing else.
  func always(_ declared: Declared, in name: String) -> Bool { members[name] == declared }

  package mutating func add(_ other: CodeFacts) {
    formulas.merge(other.formulas, uniquingKeysWith: +)
    isThere = isThere || other.isThere
    modules.formUnion(other.modules)
    wrappers.formUnion(other.wrappers)
    results.merge(other.results) { $0.union($1) }
    members.merge(other.members) { $0.union($1) }
    failableTypes.formUnion(other.failableTypes)
    counters.merge(other.counters) { $0.union($1) }
  }

  /// What the types of test files store.
  mutating func add(countersOf outlines: [SuiteOutline]) {
    for outline in outlines {
      counters.merge(outline.tree.counters(outline.rules)) { $0.union($1) }
    }
  }
}

extension SyntaxTree {
  /// The types with an initializer that a `?` or `!` follows.
  fileprivate var failableTypes: [String] {
    nodes.indices.compactMap { number in
      let node = NodeIndex(number)
      guard kind(node) == .function, let name = children(node).first, kind(name) == .name,
        self.node(name, says: "init")
      else { return nil }
      let mark = tokens[Int(self[name].endToken)].symbol
      guard mark == .question || mark == .bang, let type = ancestor(node, of: .types),
        let title = children(type).first
      else { return nil }
      return text(title)
    }
  }

  /// The stored numbers of types whose names are those of lengths.
  func counters(_ rules: SuiteRules) -> [String: Set<String>] {
    let names = rules.members.filter { $0.value == .length }.map(\.key)
    guard !names.isEmpty else { return [:] }
    var found: [String: Set<String>] = [:]
    for number in nodes.indices {
      let node = NodeIndex(number)
      guard kind(node) == .assignment, let name = children(node).first, kind(name) == .name,
        names.contains(text(name)), let declaration = parent(node),
        kind(declaration) == .declaration, let block = parent(declaration),
        let type = parent(block), kind(type) == .type, let title = children(type).first,
        isNumber(assigned: node), let word = Reader.words(text(title)).last
      else { continue }
      found[text(name), default: []].insert(word)
    }
    return found
  }

  /// `count: Int` or `count = 0`.
  private func isNumber(assigned assignment: NodeIndex) -> Bool {
    var value = assignment
    for child in children(assignment) { value = child }
    if kind(value) == .number { return true }
    let types: Set<String> = ["Int", "UInt", "Double", "Float", "Int32", "Int64", "number"]
    return tokens[Int(self[assignment].firstToken)..<Int(self[assignment].endToken)].indices
      .dropFirst().contains { types.contains(text(token: $0)) }
  }
}
