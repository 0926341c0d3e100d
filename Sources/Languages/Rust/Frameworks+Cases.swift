import Suites
import Syntax

/// What attributes say of the code under them.
enum RustTests {
  /// The last words of attributes that make a function a test.
  static let attributes: WordSet = [
    "test", "rstest", "test_case", "quickcheck", "wasm_bindgen_test", "gtest", "proptest",
    "test_log", "case",
  ]

  /// Test code, and the bodies of macros, in which nothing is known of types.
  static func isPassive(_ tree: SyntaxTree, _ node: NodeIndex) -> Bool {
    tree.kind(node) == .function ? isMacro(tree, node) : isTestCode(tree, node)
  }

  /// Whether a function node is a `macro_rules!`.
  static func isMacro(_ tree: SyntaxTree, _ node: NodeIndex) -> Bool {
    tree.firstToken(node).symbol == .macroRules
  }

  /// Whether a decorated node, or the file, is compiled for tests alone.
  static func isTestCode(_ tree: SyntaxTree, _ node: NodeIndex) -> Bool {
    for child in tree.children(node) where tree.kind(child) == .annotation {
      let found = Attribute(tree, child)
      if found.name == "cfg", found.isForTests { return true }
      if tree.kind(node) == .decorated, found.name == "bench" || found.makesTest { return true }
    }
    return false
  }
}

/// One `#[path(arguments)]`.
struct Attribute {
  let tree: SyntaxTree
  /// The last word of the path.
  var name = ""
  var isQualified = false
  /// The node of its call, when it has arguments.
  var call: NodeIndex?
  var value: NodeIndex?

  init(_ tree: SyntaxTree, _ annotation: NodeIndex) {
    self.tree = tree
    guard var at = tree.children(annotation).first else { return }
    if tree.kind(at) == .call || tree.kind(at) == .assignment {
      call = tree.kind(at) == .call ? at : nil
      if tree.kind(at) == .assignment { value = Array(tree.children(at)).last }
      guard let first = tree.children(at).first else { return }
      at = first
    }
    let parts = tree.kind(at) == .member ? Array(tree.children(at)) : [at]
    isQualified = parts.count > 1
    name = parts.last.map { tree.text($0) } ?? ""
  }

  var arguments: [NodeIndex] {
    guard let call, let list = tree.child(call, .arguments) else { return [] }
    return Array(tree.children(list))
  }

  var makesTest: Bool { RustTests.attributes.contains(name) }

  /// Whether `cfg(…)` holds only when tests are built.
  var isForTests: Bool {
    guard let call else { return false }
    for node in tree.descendants(call) where tree.node(node, says: "test") {
      var at = tree.parent(node)
      var isNegated = false
      while let here = at, here > call {
        if tree.kind(here) == .call, let callee = tree.children(here).first,
          tree.node(callee, says: "not")
        {
          isNegated.toggle()
        }
        at = tree.parent(here)
      }
      return !isNegated
    }
    return false
  }
}

/// Finds the test functions of a file.
struct RustCases {
  private let outline: SuiteOutline
  private var tree: SyntaxTree { outline.tree }

  init(_ outline: SuiteOutline) { self.outline = outline }

  var cases: [CaseOutline] {
    var result: [CaseOutline] = []
    var templates: [String: [CaseOutline]] = [:]
    for definition in outline.definitions {
      guard tree.kind(definition.node) == .function, let whole = tree.parent(definition.node),
        tree.kind(whole) == .decorated, let found = found(definition, whole)
      else { continue }
      if let around = tree.ancestor(whole, of: [.function]), RustTests.isMacro(tree, around),
        let name = tree.children(around).first
      {
        templates[tree.text(name), default: []].append(found)
      } else {
        result.append(found)
      }
    }
    guard !templates.isEmpty else { return result }
    return (result + expansions(templates)).sorted { $0.node < $1.node }
  }

  /// The tests that calls of a macro define, each named by the first word of what it is given.
  private func expansions(_ templates: [String: [CaseOutline]]) -> [CaseOutline] {
    var result: [CaseOutline] = []
    for index in tree.nodes.indices where tree.nodes[index].kind == .call {
      let call = NodeIndex(index)
      guard let callee = tree.children(call).first, let found = templates[tree.text(callee)],
        let list = tree.child(call, .arguments)
      else { continue }
      for template in found {
        for name in names(list) {
          var test = template
          test.node = call
          test.titles = modules(around: call) + [name]
          result.append(test)
        }
      }
    }
    return result
  }

  /// The words before each bracket among a macro's arguments, or else their first word.
  private func names(_ list: NodeIndex) -> [String] {
    let (first, end) = (Int(tree[list].firstToken) + 1, Int(tree[list].endToken) - 1)
    var names: [String] = []
    var index = first
    while index < end {
      let token = tree.tokens[index]
      let next = tree.tokens[index + 1].symbol
      if token.kind == .identifier, next == .leftRound || next == .leftCurly,
        tree.tokens[index - 1].symbol != .doubleColon, tree.tokens[index - 1].symbol != .dot
      {
        names.append(tree.text(token: index))
      }
      index = max(index, Int(token.partner)) + 1
    }
    if names.isEmpty || tree.tokens[first + 1].symbol == .colon
      || tree.tokens[first + 1].symbol == .comma
    {
      return tree.tokens[first].kind == .identifier ? [tree.text(token: first)] : []
    }
    return names
  }

  private func found(_ definition: Definition, _ whole: NodeIndex) -> CaseOutline? {
    let attributes = tree.children(whole).filter { tree.kind($0) == .annotation }
      .map { Attribute(tree, $0) }
    guard attributes.contains(where: \.makesTest) else { return nil }
    var result = CaseOutline(
      titles: modules(around: whole) + [definition.name], node: whole, function: definition.node)
    var rows: [NodeIndex] = []
    for (attribute, node) in zip(attributes, tree.children(whole)) {
      switch attribute.name {
      case "ignore": result.isDisabled = true
      case "should_panic": result.expectedError = panic(attribute, node)
      case "case", "test_case":
        guard let call = attribute.call else { continue }
        rows.append(call)
      case "rstest":
        if !attribute.arguments.isEmpty { result.isTable = true }
      case "quickcheck", "proptest": result.isProperty = true
      default: continue
      }
    }
    if !rows.isEmpty {
      result.isTable = true
      result.hasComputedTitle = true
      result.columns = [TableColumn(names: caseParameters(definition), rows: rows)]
    } else if hasValues(definition) {
      result.isTable = true
      result.hasComputedTitle = true
    }
    if isInProperty(whole) { result.isProperty = true }
    return result
  }

  /// The names of the modules around a node, outermost first.
  private func modules(around node: NodeIndex) -> [String] {
    var names: [String] = []
    var at = tree.ancestor(node, of: .types)
    while let here = at {
      if let name = tree.children(here).first, tree.kind(name) == .name {
        names.insert(tree.text(name), at: 0)
      }
      at = tree.ancestor(here, of: .types)
    }
    return names
  }

  /// Reads `#[should_panic(expected = "text")]`, `#[should_panic = "text"]`.
  private func panic(_ attribute: Attribute, _ node: NodeIndex) -> ExpectedError {
    var details = attribute.value.map { [$0] } ?? []
    for argument in attribute.arguments where tree.kind(argument) == .argument {
      if let text = Array(tree.children(argument)).last { details.append(text) }
    }
    return ExpectedError(node: node, details: details)
  }

  private func parameters(_ definition: Definition) -> [NodeIndex] {
    tree.child(definition.node, .parameters).map { Array(tree.children($0)) } ?? []
  }

  /// The names of the parameters that rows of cases fill: those marked `#[case]`, or all.
  private func caseParameters(_ definition: Definition) -> [String] {
    let all = parameters(definition)
    let marked = all.filter { marks($0).contains("case") }
    return (marked.isEmpty ? all : marked).compactMap { parameter in
      tree.children(parameter).first { tree.kind($0) != .annotation }.map { tree.text($0) }
    }
  }

  private func hasValues(_ definition: Definition) -> Bool {
    parameters(definition).contains { marks($0).contains("values") }
  }

  private func marks(_ parameter: NodeIndex) -> [String] {
    tree.children(parameter).filter { tree.kind($0) == .annotation }
      .map { Attribute(tree, $0).name }
  }

  /// Whether a test stands in `proptest! { … }`.
  private func isInProperty(_ node: NodeIndex) -> Bool {
    guard let call = tree.ancestor(node, of: [.call]), let callee = tree.children(call).first else {
      return false
    }
    let text = tree.text(callee)
    return text.hasSuffix("proptest") || text.hasSuffix("quickcheck")
  }
}
