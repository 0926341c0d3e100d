package import Syntax

/// What judging needs to know of the tested code; kept of every file instead of its tree.
package struct CodeFacts: Sendable {
  private(set) var formulas: [String: [Formula]] = [:]
  /// Types with an initializer that may give nothing.
  private(set) var failableTypes: Set<String> = []

  package init() {}

  package init(of tree: SyntaxTree, rules: SuiteRules) {
    formulas = Dictionary(grouping: Formula.all(in: tree, rules: rules), by: \.name)
    if rules.constructorsMayFail { failableTypes = Set(tree.failableTypes) }
  }

  package mutating func add(_ other: CodeFacts) {
    formulas.merge(other.formulas, uniquingKeysWith: +)
    failableTypes.formUnion(other.failableTypes)
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
}
