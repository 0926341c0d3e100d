import Suites
import Syntax

extension SwiftSuites {
  static func cases(_ outline: SuiteOutline) -> [CaseOutline] {
    var found: [CaseOutline] = []
    for definition in outline.definitions {
      guard outline.tree.kind(definition.node) == .function,
        outline.tree.ancestor(definition.node, of: .functions) == nil
      else { continue }
      if let test = annotated(definition, outline) ?? method(definition, outline) {
        found.append(test)
      }
    }
    if outline.frameworks.contains("Quick") { found += QuickCases(outline).all() }
    return found.sorted { $0.node < $1.node }
  }

  /// The names of the types around a node, outermost first.
  private static func types(_ node: NodeIndex, _ outline: SuiteOutline) -> [String] {
    var titles: [String] = []
    var type = outline.tree.ancestor(node, of: .types)
    while let here = type {
      if let name = outline.types.first(where: { $0.node == here })?.name {
        titles.insert(plain(name), at: 0)
      }
      type = outline.tree.ancestor(here, of: .types)
    }
    return titles
  }

  /// A name without the quotes of a raw identifier.
  static func plain(_ name: String) -> String { name.filter { $0 != "`" } }

  // MARK: Swift Testing

  /// The call or name of the attribute `name` before a node.
  private static func attribute(
    _ names: Set<String>, of node: NodeIndex, _ tree: SyntaxTree
  ) -> NodeIndex? {
    guard let parent = tree.parent(node), tree.kind(parent) == .decorated else { return nil }
    for annotation in tree.children(parent) where tree.kind(annotation) == .annotation {
      guard let expression = tree.children(annotation).first else { continue }
      let name = tree.kind(expression) == .call ? tree.children(expression).first : expression
      if let name, names.contains(tree.text(name)) { return expression }
    }
    return nil
  }

  private static func annotated(
    _ definition: Definition, _ outline: SuiteOutline
  ) -> CaseOutline? {
    let tree = outline.tree
    guard let mark = attribute(["Test", "Testing.Test"], of: definition.node, tree) else {
      return nil
    }
    var found = CaseOutline(
      titles: types(definition.node, outline) + [plain(definition.name)],
      node: tree.parent(definition.node) ?? definition.node, function: definition.node)
    read(mark, definition, tree, into: &found)
    var type = tree.ancestor(definition.node, of: .types)
    while let here = type {
      if let suite = attribute(["Suite", "Testing.Suite"], of: here, tree) {
        found.isDisabled = found.isDisabled || isDisabled(suite, tree)
      }
      type = tree.ancestor(here, of: .types)
    }
    return found
  }

  /// Reads `@Test("title", .disabled(), arguments: [1, 2])`.
  private static func read(
    _ mark: NodeIndex, _ definition: Definition, _ tree: SyntaxTree, into found: inout CaseOutline
  ) {
    guard let list = tree.child(mark, .arguments) else { return }
    found.isDisabled = isDisabled(mark, tree)
    var isArguments = false
    var tables: [NodeIndex] = []
    for argument in tree.children(list) {
      if tree.kind(argument) == .argument {
        let parts = Array(tree.children(argument))
        isArguments = parts.count == 2 && tree.node(parts[0], says: "arguments")
        if isArguments { tables.append(parts[1]) }
      } else if isArguments {
        tables.append(argument)
      }
    }
    found.isTable = !tables.isEmpty
    if tables.count == 1, tree.kind(tables[0]) == .call,
      let callee = tree.children(tables[0]).first,
      tree.node(callee, says: "zip"), let zipped = tree.child(tables[0], .arguments)
    {
      tables = Array(tree.children(zipped))
    }
    for (number, table) in tables.enumerated() where tree.kind(table) == .list {
      let names =
        tables.count == 1
        ? definition.parameters : Array(definition.parameters.dropFirst(number).prefix(1))
      found.columns.append(TableColumn(names: names, rows: Array(tree.children(table))))
    }
  }

  /// Whether `.disabled()` stands among traits, without a condition.
  private static func isDisabled(_ mark: NodeIndex, _ tree: SyntaxTree) -> Bool {
    guard let list = tree.child(mark, .arguments) else { return false }
    return tree.children(list).contains { trait in
      guard tree.kind(trait) == .call, let callee = tree.children(trait).first else { return false }
      if tree.node(callee, says: ".disabled") {
        guard let given = tree.child(trait, .arguments) else { return true }
        return !tree.children(given).contains {
          tree.kind($0) == .argument || tree.kind($0) == .lambda
        }
      }
      return tree.node(callee, says: ".enabled")
        && tree.text(trait).filter { $0 != " " } == ".enabled(if:false)"
    }
  }

  // MARK: XCTest

  private static func method(_ definition: Definition, _ outline: SuiteOutline) -> CaseOutline? {
    let tree = outline.tree
    guard definition.name.hasPrefix("test"), definition.parameters.isEmpty,
      let type = definition.type, isTestCase(type, outline),
      outline.frameworks.contains("XCTest") || !outline.frameworks.contains("Swift Testing"),
      !modifiers(definition.node, tree).contains(where: { $0 == .static || $0 == .private })
    else { return nil }
    let parent = tree.parent(definition.node)
    let whole = parent.flatMap { tree.kind($0) == .decorated ? $0 : nil }
    return CaseOutline(
      titles: types(definition.node, outline) + [plain(definition.name)],
      node: whole ?? definition.node, function: definition.node)
  }

  private static func modifiers(_ node: NodeIndex, _ tree: SyntaxTree) -> [Symbol] {
    guard let name = tree.children(node).first else { return [] }
    return (tree[node].firstToken..<tree[name].firstToken).map { tree.tokens[Int($0)].symbol }
  }

  /// Whether a type is a class of tests or an extension of one.
  private static func isTestCase(_ node: NodeIndex, _ outline: SuiteOutline) -> Bool {
    guard let type = outline.types.first(where: { $0.node == node }) else { return false }
    if type.parents.contains(where: isTestCaseName) { return true }
    let same = outline.types.filter { $0.name == type.name && $0.node != node }
    if same.contains(where: { $0.parents.contains(where: isTestCaseName) }) { return true }
    let isExtension = modifiersAndWord(node, outline.tree).contains(.extension)
    if isExtension { return type.name.hasSuffix("Tests") || type.name.hasSuffix("Test") }
    return outline.types.contains {
      type.parents.contains($0.name) && $0.node != node
        && $0.parents.contains(where: isTestCaseName)
    }
  }

  private static func isTestCaseName(_ name: String) -> Bool {
    name.hasSuffix("TestCase") || name.hasSuffix("TestsBase") || name.hasSuffix("BaseTests")
      || name.hasSuffix("TestBase") || name.hasSuffix("Tests")
  }

  private static func modifiersAndWord(_ node: NodeIndex, _ tree: SyntaxTree) -> [Symbol] {
    modifiers(node, tree)
  }
}

/// Finds `it("…") { }` inside `describe` and `context`.
private struct QuickCases {
  let outline: SuiteOutline
  private var found: [CaseOutline] = []

  init(_ outline: SuiteOutline) { self.outline = outline }

  consuming func all() -> [CaseOutline] {
    for definition in outline.definitions where definition.name == "spec" {
      if let body = outline.tree.child(definition.node, .block) {
        walk(body, titles: [], isDisabled: false)
      }
    }
    return found
  }

  private mutating func walk(_ node: NodeIndex, titles: [String], isDisabled: Bool) {
    let tree = outline.tree
    guard tree.kind(node) == .call, let callee = tree.children(node).first,
      tree.kind(callee) == .name, let list = tree.child(node, .arguments)
    else {
      for child in tree.children(node) { walk(child, titles: titles, isDisabled: isDisabled) }
      return
    }
    let arguments = Array(tree.children(list))
    let closure = arguments.last { tree.kind($0) == .lambda }
    let title = arguments.first.map { tree.text($0).filter { $0 != "\"" } } ?? ""
    switch tree.text(callee) {
    case "describe", "context", "fdescribe", "fcontext", "xdescribe", "xcontext":
      let isOff = isDisabled || tree.text(callee).hasPrefix("x")
      for child in closure.map({ Array(tree.children($0)) }) ?? [] {
        walk(child, titles: titles + [title], isDisabled: isOff)
      }
    case "it", "fit", "xit", "pending":
      var test = CaseOutline(titles: titles + [title], node: node, function: closure)
      test.isDisabled = isDisabled || tree.text(callee) == "xit" || tree.text(callee) == "pending"
      test.isFocused = tree.text(callee) == "fit"
      found.append(test)
    default:
      for child in arguments { walk(child, titles: titles, isDisabled: isDisabled) }
    }
  }
}
