import Suites
import Syntax

/// What attributes say of the code under them.
enum RustTests {
  /// The last words of attributes that make a function a test.
  static let attributes: Set<String> = [
    "test", "rstest", "test_case", "quickcheck", "wasm_bindgen_test", "gtest", "proptest",
    "test_log", "case",
  ]

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
    outline.definitions.compactMap { definition in
      guard tree.kind(definition.node) == .function, let whole = tree.parent(definition.node),
        tree.kind(whole) == .decorated
      else { return nil }
      return found(definition, whole)
    }
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
