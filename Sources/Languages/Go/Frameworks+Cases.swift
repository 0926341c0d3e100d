import Suites
import Syntax

extension GoSuites {
  /// Test, fuzz and example functions, methods of suites, and subtests whose names are written out.
  static func cases(_ outline: SuiteOutline) -> [CaseOutline] {
    let tree = outline.tree
    guard outline.path.hasSuffix("_test.go") else { return [] }
    var cases: [CaseOutline] = []
    for definition in outline.definitions {
      let node = definition.node
      guard tree.kind(node) == .function, tree.ancestor(node, of: .functions) == nil else {
        continue
      }
      if let found = method(definition, outline) {
        cases.append(found)
      } else if isTest(definition.name, "Test", node, tree), !runsSuites(node, tree) {
        cases.append(CaseOutline(titles: [definition.name], node: node, function: node))
        cases += subtests(of: node, titles: [definition.name], outline, depth: 0)
      } else if isTest(definition.name, "Fuzz", node, tree) {
        cases.append(CaseOutline(titles: [definition.name], node: node, function: node))
      } else if definition.name.hasPrefix("Example"), definition.parameters.isEmpty {
        cases.append(example(definition, tree))
      }
    }
    if outline.frameworks.contains("ginkgo") { cases += specs(outline) }
    return cases.sorted { $0.node < $1.node }
  }

  // MARK: ginkgo

  private static let containers: WordSet = ["Describe", "Context", "When", "DescribeTable"]
  private static let leaves: WordSet = [
    "It", "Specify", "DescribeTable", "DescribeTableSubtree",
  ]

  /// `It("title", func() { })` and tables, inside containers.
  private static func specs(_ outline: SuiteOutline) -> [CaseOutline] {
    let tree = outline.tree
    var found: [CaseOutline] = []
    for index in tree.nodes.indices where tree.nodes[index].kind == .call {
      let call = NodeIndex(index)
      guard let (word, mark) = word(call, tree), leaves.contains(word),
        let title = title(call, tree),
        let list = tree.child(call, .arguments),
        let body = tree.children(list).first(where: { tree.kind($0) == .function })
      else { continue }
      var titles = [title]
      var isDisabled = mark == "P" || mark == "X"
      var at = tree.parent(call)
      while let here = at {
        if tree.kind(here) == .call, let (outer, mark) = self.word(here, tree),
          containers.contains(outer), let title = self.title(here, tree)
        {
          titles.insert(title, at: 0)
          if mark == "P" || mark == "X" { isDisabled = true }
        }
        at = tree.parent(here)
      }
      var test = CaseOutline(titles: titles, node: call, function: body)
      test.isDisabled = isDisabled
      test.isFocused = mark == "F"
      test.isTable = word.hasPrefix("DescribeTable")
      found.append(test)
    }
    return found
  }

  /// The name of a ginkgo node without its mark, and the mark.
  private static func word(_ call: NodeIndex, _ tree: SyntaxTree) -> (String, Character?)? {
    guard let callee = tree.children(call).first else { return nil }
    let name = String(tree.text(callee).split(separator: ".").last ?? "")
    if containers.contains(name) || leaves.contains(name) { return (name, nil) }
    guard let mark = name.first, "FPX".contains(mark) else { return nil }
    return (String(name.dropFirst()), mark)
  }

  private static func title(_ call: NodeIndex, _ tree: SyntaxTree) -> String? {
    guard let list = tree.child(call, .arguments), let first = tree.children(list).first,
      tree.kind(first) == .text
    else { return nil }
    return String(tree.text(first).dropFirst().dropLast())
  }

  /// Whether a function is called `TestX` or `FuzzX` and is given a test object alone.
  private static func isTest(
    _ name: String, _ prefix: String, _ node: NodeIndex, _ tree: SyntaxTree
  ) -> Bool {
    guard name.hasPrefix(prefix), name != "TestMain" else { return false }
    if let next = name.dropFirst(prefix.count).first, next.isLowercase { return false }
    guard let list = tree.child(node, .parameters),
      tree.children(node).first != receiver(node, tree)
    else { return false }
    let parameters = Array(tree.children(list))
    return parameters.count == 1 && tree.text(parameters[0]).contains("*")
  }

  /// The receiver of a method.
  static func receiver(_ function: NodeIndex, _ tree: SyntaxTree) -> NodeIndex? {
    tree.children(function).first.flatMap { tree.kind($0) == .parameter ? $0 : nil }
  }

  /// The name of the type that a method belongs to.
  static func receiverType(_ function: NodeIndex, _ tree: SyntaxTree) -> String? {
    guard let receiver = receiver(function, tree), let type = tree.child(receiver, .typing) else {
      return nil
    }
    let words = tree.text(type).split { !($0.isLetter || $0.isNumber || $0 == "_") }
    return words.first.map(String.init)
  }

  // MARK: Suites

  /// A test method of a testify or gocheck suite; its outer title is the function that runs it.
  private static func method(_ definition: Definition, _ outline: SuiteOutline) -> CaseOutline? {
    let tree = outline.tree
    guard definition.name.hasPrefix("Test"), let type = receiverType(definition.node, tree) else {
      return nil
    }
    let takesChecker = tree.child(definition.node, .parameters).map { tree.text($0) }
    guard definition.parameters.isEmpty || takesChecker?.contains(".C)") ?? false else {
      return nil
    }
    let runner = definition.parameters.isEmpty ? runner(of: type, outline) : nil
    return CaseOutline(
      titles: [runner ?? type, definition.name], node: definition.node, function: definition.node)
  }

  /// The test function that calls `suite.Run` with the type.
  private static func runner(of type: String, _ outline: SuiteOutline) -> String? {
    let tree = outline.tree
    for definition in outline.definitions where definition.name.hasPrefix("Test") {
      for node in tree.descendants(definition.node) where tree.kind(node) == .call {
        guard let callee = tree.children(node).first, tree.node(callee, says: "suite.Run"),
          let list = tree.child(node, .arguments)
        else { continue }
        let words = tree.text(list).split { !($0.isLetter || $0.isNumber || $0 == "_") }
        if words.contains(where: { $0 == type }) { return definition.name }
      }
    }
    return nil
  }

  /// Whether a function only hands its test object to suites.
  private static func runsSuites(_ function: NodeIndex, _ tree: SyntaxTree) -> Bool {
    guard let block = tree.child(function, .block), let last = Array(tree.children(block)).last,
      tree.kind(last) == .statement, let call = tree.child(last, .call),
      let callee = tree.children(call).first
    else { return false }
    let name = tree.text(callee)
    return name == "suite.Run" || name.hasSuffix("TestingT") || name.hasSuffix("RunSpecs")
  }

  // MARK: Subtests

  /// `t.Run("name", func(t *testing.T) { })` directly inside a test, not inside a loop.
  private static func subtests(
    of function: NodeIndex, titles: [String], _ outline: SuiteOutline, depth: Int
  ) -> [CaseOutline] {
    let tree = outline.tree
    guard depth < 8, let block = tree.child(function, .block) else { return [] }
    var found: [CaseOutline] = []
    for statement in tree.children(block) {
      guard tree.kind(statement) == .statement, let call = tree.child(statement, .call),
        let callee = tree.children(call).first, tree.kind(callee) == .member,
        tree.text(callee).hasSuffix(".Run"), let list = tree.child(call, .arguments)
      else { continue }
      let arguments = Array(tree.children(list))
      guard arguments.count == 2, tree.kind(arguments[0]) == .text,
        let body = body(arguments[1], outline)
      else { continue }
      // As the runner reports it.
      let title = String(
        tree.text(arguments[0]).dropFirst().dropLast().map { $0.isWhitespace ? "_" : $0 })
      found.append(CaseOutline(titles: titles + [title], node: call, function: body))
      found += subtests(of: body, titles: titles + [title], outline, depth: depth + 1)
    }
    return found
  }

  /// A function literal, or the function of this file that a name stands for.
  private static func body(_ node: NodeIndex, _ outline: SuiteOutline) -> NodeIndex? {
    let tree = outline.tree
    if tree.kind(node) == .function { return node }
    guard tree.kind(node) == .name else { return nil }
    let name = tree.text(node)
    return outline.definitions.first { definition in
      definition.name == name && receiver(definition.node, tree) == nil
        && tree.ancestor(definition.node, of: .functions) == nil
    }?.node
  }

  // MARK: Examples

  /// An example; it runs only when a comment says what it prints.
  private static func example(_ definition: Definition, _ tree: SyntaxTree) -> CaseOutline {
    var found = CaseOutline(
      titles: [definition.name], node: definition.node, function: definition.node)
    let body = tree.range(definition.node)
    let output = tree.comments.last { comment in
      guard body.contains(comment) else { return false }
      let words = tree.text(comment).lowercased()
        .drop { $0 == "/" || $0 == "*" || $0.isWhitespace }
      return words.hasPrefix("output:") || words.hasPrefix("unordered output:")
    }
    guard output != nil else {
      found.isDisabled = true
      return found
    }
    found.implied = [Claim(.catalogue(.value), matcher: "the printed output")]
    return found
  }

  // MARK: Callbacks

  /// What a function literal runs under: at once when it is called or given to what runs it.
  static func callbackReach(_ reader: Reader, _ place: Place) -> Reach? {
    let tree = reader.tree(place)
    guard reader.kind(place) == .function, let parent = tree.parent(place.node) else { return nil }
    if tree.kind(parent) == .call { return [] }
    guard tree.kind(parent) == .arguments, let call = tree.parent(parent),
      let callee = tree.children(call).first
    else { return nil }
    let name = reader.path(place.at(callee)).last
    return ["Run", "Fuzz", "Do", "Cleanup", "Test", "Go"].contains(name) ? [] : nil
  }
}
