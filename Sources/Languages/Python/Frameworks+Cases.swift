import Suites
import Syntax
import Text

extension PythonSuites {
  // MARK: Imports

  /// Reads `import a.b as c, d` and `from ..a import b as c, *`, whose names are flat.
  static func imports(_ tree: SyntaxTree, _ node: NodeIndex) -> [Import] {
    if tree.kind(node) == .assignment { return optional(tree, node).map { [$0] } ?? [] }
    let range = tree[node]
    var words: [String] = []
    for index in Int(range.firstToken)..<Int(range.endToken) {
      let text = tree.text(token: index)
      if text != "(" && text != ")" && !text.isEmpty { words.append(text) }
    }
    guard let head = words.first else { return [] }
    if head == "import" { return plain(words.dropFirst()) }
    guard let split = words.firstIndex(of: "import") else { return [] }
    let module = words[1..<split].joined()
    return words[(split + 1)...].split(separator: ",").compactMap { part in
      guard let name = part.first else { return nil }
      if name == "*" { return Import(local: "", module: module, member: nil) }
      let local = part.count > 2 ? part.last ?? name : name
      return Import(local: local, module: module, member: name)
    }
  }

  /// `np = pytest.importorskip("numpy")`.
  private static func optional(_ tree: SyntaxTree, _ node: NodeIndex) -> Import? {
    let parts = Array(tree.children(node))
    guard parts.count == 2, tree.kind(parts[0]) == .name, tree.kind(parts[1]) == .call,
      let callee = tree.children(parts[1]).first,
      tree.node(callee, says: "pytest.importorskip") || tree.node(callee, says: "importorskip"),
      let list = tree.child(parts[1], .arguments), let module = tree.children(list).first,
      tree.kind(module) == .text
    else { return nil }
    let name = tree.text(module).filter { $0 != "\"" && $0 != "'" }
    return Import(local: tree.text(parts[0]), module: name, member: nil)
  }

  private static func plain(_ words: ArraySlice<String>) -> [Import] {
    words.split(separator: ",").compactMap { part in
      if let split = part.firstIndex(of: "as"), split + 1 < part.endIndex {
        return Import(
          local: part[split + 1], module: part[..<split].joined(), member: nil)
      }
      guard let first = part.first else { return nil }
      // `import a.b` binds `a`; the path after it is read from the use.
      return Import(local: first, module: first, member: nil)
    }
  }

  /// The files that a module may be, seen from the folder of the importer and those above it.
  static func modulePaths(_ module: String, _ importer: String) -> [String] {
    let dots = module.utf8.prefix { $0 == 46 }.count
    let tail = module.utf8.dropFirst(dots).split(separator: 46).map { String(Substring($0)) }
      .joined(separator: "/")
    var paths: [String] = []
    func add(_ folder: Substring) {
      let path = folder.isEmpty ? tail : tail.isEmpty ? String(folder) : "\(folder)/\(tail)"
      if !path.isEmpty { paths += [path + ".py", path + "/__init__.py"] }
    }
    var folder = parent(importer[...])
    if dots > 0 {
      for _ in 1..<dots {
        guard !folder.isEmpty else { return [] }
        folder = parent(folder)
      }
      add(folder)
      return paths
    }
    while true {
      add(folder)
      for name in ["src", "lib"] { add(folder.isEmpty ? name[...] : folder + "/" + name) }
      if folder.isEmpty { break }
      folder = parent(folder)
    }
    add("tests")
    return paths
  }

  /// The folder of a path without its final slash; empty at the root.
  private static func parent(_ path: Substring) -> Substring {
    path.utf8.lastIndex(of: 47).map { path[..<$0] } ?? ""
  }

  // MARK: Cases

  static func cases(_ outline: SuiteOutline) -> [CaseOutline] {
    let tree = outline.tree
    var marks = Marks()
    for statement in tree.children(tree.root) {
      if let value = moduleMarks(tree, statement) { marks.read(value, tree) }
    }
    var cases: [CaseOutline] = []
    for definition in outline.definitions {
      guard tree.kind(definition.node) == .function,
        isNamed(definition.name, outline.settings.functions, "test")
          || definition.type != nil
            && (definition.name == "runTest" || definition.name.hasPrefix("test")),
        tree.ancestor(definition.node, of: .functions) == nil
      else { continue }
      if let found = found(definition, outline, marks) { cases.append(found) }
    }
    return cases
  }

  /// Whether a prefix or glob of the settings, or else the convention, fits a name.
  private static func isNamed(
    _ name: String, _ patterns: [String], _ convention: String
  ) -> Bool {
    guard !patterns.isEmpty else { return name.hasPrefix(convention) }
    return patterns.contains { name.hasPrefix($0) || Glob($0).matches(name) }
  }

  /// The value of `pytestmark = …`.
  private static func moduleMarks(_ tree: SyntaxTree, _ statement: NodeIndex) -> NodeIndex? {
    guard tree.kind(statement) == .statement, let assignment = tree.child(statement, .assignment),
      let target = tree.children(assignment).first, tree.node(target, says: "pytestmark")
    else { return nil }
    return Array(tree.children(assignment)).last
  }

  private static func found(
    _ definition: Definition, _ outline: SuiteOutline, _ marks: Marks
  ) -> CaseOutline? {
    let tree = outline.tree
    var marks = marks
    var titles: [String] = []
    var type = tree.ancestor(definition.node, of: .types)
    let isPlaced = isTestPath(outline.path, outline.settings.files)
    if !isPlaced, !isCollectedAnywhere(type, outline) { return nil }
    while let here = type {
      guard let number = outline.types.firstIndex(where: { $0.node == here }) else { return nil }
      if titles.isEmpty, !isCollected(outline.types[number], outline) { return nil }
      titles.insert(outline.types[number].name, at: 0)
      marks.read(decorators: here, tree)
      for statement in tree.child(here, .block).map({ Array(tree.children($0)) }) ?? [] {
        if let value = moduleMarks(tree, statement) { marks.read(value, tree) }
      }
      type = tree.ancestor(here, of: .types)
    }
    marks.read(decorators: definition.node, tree)
    if marks.isFixture { return nil }
    let whole = tree.parent(definition.node).flatMap {
      tree.kind($0) == .decorated ? $0 : nil
    }
    var found = CaseOutline(
      titles: titles + [definition.name], node: whole ?? definition.node,
      function: definition.node)
    found.isDisabled = marks.isSkipped
    found.isTolerated = marks.isTolerated
    found.isProperty = marks.isProperty
    found.columns = marks.columns
    found.isTable = marks.isTable || !marks.columns.isEmpty
    found.hasComputedTitle = marks.isExpanded
    return found
  }

  /// Whether a test counts in a file that is not named like a test file: pytest would pass it
  /// over, but a runner that is given the module runs its test cases.
  private static func isCollectedAnywhere(_ type: NodeIndex?, _ outline: SuiteOutline) -> Bool {
    let file = outline.path.split(separator: "/").last
    if file == "tests.py" || file == "test.py" { return true }
    guard let type, var known = outline.types.first(where: { $0.node == type }) else {
      return false
    }
    for _ in 0..<8 {
      if known.parents.contains(where: { $0.hasSuffix("TestCase") || $0.hasSuffix("Test") }) {
        return true
      }
      guard
        let parent = outline.types.first(where: { other in
          other.node != known.node && known.parents.contains(other.name)
        })
      else { return false }
      known = parent
    }
    return false
  }

  /// Whether runners look into a class: by its name, or by what it or a class below derives from.
  private static func isCollected(
    _ type: TypeOutline, _ outline: SuiteOutline, depth: Int = 0
  ) -> Bool {
    if isNamed(type.name, outline.settings.types, "Test") || type.name.hasSuffix("Test")
      || type.name.hasSuffix("Tests")
      || type.name.hasSuffix("TestCase")
    {
      return true
    }
    let parents = type.parents.filter { $0 != "object" }
    if !parents.isEmpty {
      for parent in parents {
        guard depth < 8, let known = outline.types.first(where: { $0.name == parent }),
          known.node != type.node
        else { return true }
        if isCollected(known, outline, depth: depth + 1) { return true }
      }
    }
    guard depth < 8 else { return false }
    return outline.types.contains { other in
      other.node != type.node && other.parents.contains(type.name)
        && (other.name.hasPrefix("Test") || other.parents.contains { $0.hasSuffix("TestCase") })
    }
  }
}

/// What the decorators around a test say.
private struct Marks {
  var isSkipped = false
  var isTolerated = false
  var isProperty = false
  var isFixture = false
  var isTable = false
  var isExpanded = false
  var columns: [TableColumn] = []

  mutating func read(decorators node: NodeIndex, _ tree: SyntaxTree) {
    guard let parent = tree.parent(node), tree.kind(parent) == .decorated else { return }
    for annotation in tree.children(parent) where tree.kind(annotation) == .annotation {
      if let expression = tree.children(annotation).first { read(expression, tree) }
    }
  }

  /// Reads one decorator or mark, or a list of marks.
  mutating func read(_ node: NodeIndex, _ tree: SyntaxTree) {
    var target = node
    var arguments: NodeIndex?
    switch tree.kind(node) {
    case .list, .group:
      for part in tree.children(node) { read(part, tree) }
      return
    case .call:
      arguments = tree.child(node, .arguments)
      guard let callee = tree.children(node).first else { return }
      target = callee
    default: break
    }
    let path = tree.text(target).split(separator: ".").map(String.init)
    guard let last = path.last else { return }
    let first = arguments.flatMap { tree.children($0).first }
    switch last {
    case "skip": isSkipped = true
    case "skipif", "skipIf":
      if let first, tree.node(first, says: "True") { isSkipped = true }
    case "skipUnless":
      if let first, tree.node(first, says: "False") { isSkipped = true }
    case "expectedFailure": isTolerated = true
    case "xfail": isTolerated = !isStrict(arguments, tree)
    case "given": isProperty = true
    case "fixture": isFixture = true
    case "parametrize": parametrize(arguments, tree)
    case "expand", "parameterized", "data", "file_data", "unpack", "parameters":
      isTable = true
      isExpanded = true
    default: break
    }
  }

  private func isStrict(_ arguments: NodeIndex?, _ tree: SyntaxTree) -> Bool {
    guard let arguments else { return false }
    return tree.children(arguments).contains { argument in
      let parts = Array(tree.children(argument))
      return parts.count == 2 && tree.node(parts[0], says: "strict")
        && tree.node(parts[1], says: "True")
    }
  }

  /// Reads `parametrize("a,b", [(1, 2), …])`.
  private mutating func parametrize(_ arguments: NodeIndex?, _ tree: SyntaxTree) {
    isTable = true
    let parts = arguments.map { Array(tree.children($0)) } ?? []
    guard parts.count > 1 else { return }
    let values =
      tree.kind(parts[1]) == .argument
      ? Array(tree.children(parts[1])).last ?? parts[1] : parts[1]
    guard tree.kind(values) == .list || tree.kind(values) == .group else { return }
    columns.append(
      TableColumn(names: names(parts[0], tree), rows: Array(tree.children(values))))
  }

  private func names(_ node: NodeIndex, _ tree: SyntaxTree) -> [String] {
    if tree.kind(node) == .argument {
      return Array(tree.children(node)).last.map { names($0, tree) } ?? []
    }
    guard tree.kind(node) == .text else {
      return tree.children(node).flatMap { names($0, tree) }
    }
    let text = tree.text(node).filter { $0 != "\"" && $0 != "'" }
    return text.split(separator: ",").map { part in
      String(part.filter { !$0.isWhitespace })
    }
  }
}
