package import Syntax

/// One file as operators see it: its tree, its language's spelling, and what every node lies in.
package struct Ground: Sendable {
  package let tree: SyntaxTree
  package let rules: MutationRules
  /// For each node, the nearest function with a name around it or itself; none is the root.
  let functions: [NodeIndex]
  /// For each node, the nearest statement around it or itself; none is the root.
  let statements: [NodeIndex]
  /// The qualified name of each function and type that has one.
  let names: [NodeIndex: String]
  /// The rows of confused calls by the last name of their callee.
  let callSwaps: [String: [MutationRules.CallSwap]]
  /// Names that hold text or a list when their function begins to use them.
  let textNames: Set<TextName>
  /// Names that hold text wherever they stand.
  let declaredTexts: Set<String>
  private let roles: [Role]

  /// A name within one function.
  struct TextName: Hashable {
    private let function: NodeIndex
    private let name: String

    init(_ function: NodeIndex, _ name: String) {
      self.function = function
      self.name = name
    }
  }

  /// What a node lies in.
  struct Role: OptionSet {
    let rawValue: UInt8
    /// Imports, types, decorators and other text that is no logic.
    static var passive: Role { Role(rawValue: 1) }
    /// The condition or step of a loop that ends by it.
    static var loopControl: Role { Role(rawValue: 2) }
    /// The body of a loop that ends by its condition.
    static var loopBody: Role { Role(rawValue: 4) }
  }

  package init(tree: SyntaxTree, rules: MutationRules) {
    self.tree = tree
    self.rules = rules
    let count = tree.nodes.count
    var functions = [NodeIndex](repeating: tree.root, count: count)
    var statements = functions
    var roles = [Role](repeating: [], count: count)
    var names: [NodeIndex: String] = [:]
    var scopes: [NodeIndex: String] = [tree.root: ""]
    var textNames: Set<TextName> = []
    if rules.isPassive(tree, tree.root) { roles[0] = .passive }
    for index in tree.nodes.indices.dropFirst() {
      let node = NodeIndex(index)
      let parent = NodeIndex(tree.parents[index])
      functions[index] = functions[parent.int]
      statements[index] = Ground.isStatement(tree, node, in: parent) ? node : statements[parent.int]
      roles[index] = roles[parent.int].union(Ground.role(of: node, in: parent, tree, rules))
      if let name = Ground.textName(node, tree) {
        textNames.insert(TextName(functions[index], name))
      }
      guard let name = Ground.name(of: node, tree) else { continue }
      let outer = Ground.scope(around: parent, tree, scopes)
      let qualified = outer.isEmpty ? name : outer + "." + name
      scopes[node] = qualified
      names[node] = qualified
      if tree.kind(node) != .type { functions[index] = node }
    }
    callSwaps = Dictionary(grouping: rules.callSwaps) { row in
      row.from.split(separator: ".").last.map(String.init) ?? row.from
    }
    self.textNames = textNames
    declaredTexts = rules.textNames(tree)
    self.functions = functions
    self.statements = statements
    self.roles = roles
    self.names = names
  }

  func isPassive(_ node: NodeIndex) -> Bool { roles[node.int].contains(.passive) }
  func controlsLoop(_ node: NodeIndex) -> Bool { roles[node.int].contains(.loopControl) }
  func isInOpenLoop(_ node: NodeIndex) -> Bool { roles[node.int].contains(.loopBody) }

  /// The function with a name around `node`, or nil at top level.
  func function(around node: NodeIndex) -> NodeIndex? {
    functions[node.int] == tree.root ? nil : functions[node.int]
  }

  // MARK: Making

  private static func scope(
    around node: NodeIndex, _ tree: SyntaxTree, _ scopes: [NodeIndex: String]
  ) -> String {
    var at = node
    while true {
      if let name = scopes[at] { return name }
      guard let parent = tree.parent(at) else { return "" }
      at = parent
    }
  }

  /// The name to which an assignment or a parameter's default gives text or a list.
  private static func textName(_ node: NodeIndex, _ tree: SyntaxTree) -> String? {
    guard tree.kind(node) == .assignment || tree.kind(node) == .parameter,
      let target = tree.children(node).first, tree.kind(target) == .name
    else { return nil }
    var value = target
    for child in tree.children(node) { value = child }
    return [.text, .list].contains(tree.kind(value)) ? tree.text(target) : nil
  }

  private static func isStatement(
    _ tree: SyntaxTree, _ node: NodeIndex, in parent: NodeIndex
  ) -> Bool {
    switch tree.kind(node) {
    case .statement, .declaration, .exit, .raise, .assertion, .branch, .loop, .selection, .attempt,
      .scope, .import, .export, .decorated:
      true
    case .assignment, .function, .type: [.file, .block, .arm].contains(tree.kind(parent))
    default: false
    }
  }

  /// The own name of a function or type, or of what a function without one is assigned to.
  private static func name(of node: NodeIndex, _ tree: SyntaxTree) -> String? {
    switch tree.kind(node) {
    case .function, .type:
      let first = tree.children(node).first
      if let first, tree.kind(first) == .parameter { return methodName(node, first, tree) }
      if let first, [.name, .text, .number].contains(tree.kind(first)) { return tree.text(first) }
      return tree.kind(node) == .function ? assignedName(of: node, tree) : nil
    case .lambda: return assignedName(of: node, tree)
    default: return nil
    }
  }

  /// The name of a method that is declared outside its type, with that of the type.
  private static func methodName(
    _ node: NodeIndex, _ receiver: NodeIndex, _ tree: SyntaxTree
  ) -> String? {
    guard let name = tree.child(node, .name) else { return nil }
    guard let type = tree.child(receiver, .typing) else { return tree.text(name) }
    let words = tree.text(type).split { !($0.isLetter || $0.isNumber || $0 == "_") }
    return (words.first.map { $0 + "." } ?? "") + tree.text(name)
  }

  private static func assignedName(of node: NodeIndex, _ tree: SyntaxTree) -> String? {
    guard let parent = tree.parent(node), let target = tree.children(parent).first, target != node,
      [.assignment, .pair].contains(tree.kind(parent))
    else { return nil }
    let text = tree.text(target)
    return text.utf8.count <= 80 && !text.contains("\n") ? text : nil
  }

  private static func role(
    of node: NodeIndex, in parent: NodeIndex, _ tree: SyntaxTree, _ rules: MutationRules
  ) -> Role {
    switch tree.kind(node) {
    case .import, .typing, .unknown, .annotation, .assertion: return .passive
    case .decorated where rules.isPassive(tree, node): return .passive
    case .function where rules.isPassive(tree, node): return .passive
    case .number where isLength(node, of: parent, tree): return .passive
    case .declaration where declaresOnlyTypes(node, tree): return .passive
    case .type where isPassiveType(node, tree, rules): return .passive
    case .branch:
      guard let condition = tree.child(node, .condition) else { return [] }
      let text = tree.text(condition).filter { !$0.isWhitespace }
      return rules.passiveConditions.contains(text) ? .passive : []
    case .assignment:
      guard let target = tree.children(node).first else { return [] }
      return rules.passiveTargets.contains(tree.text(target)) ? .passive : []
    default: break
    }
    guard tree.kind(parent) == .loop else { return [] }
    let hasCondition = tree.child(parent, .condition) != nil
    let isCounting = tree.firstToken(parent).symbol == .for && tree.children(parent).count > 2
    switch tree.kind(node) {
    case .block, .statement: return hasCondition && !isCounting ? .loopBody : []
    case .declaration, .pattern, .otherwise: return []
    default: return hasCondition ? .loopControl : []
    }
  }

  /// Whether a node belongs to the type that stands before the braces of a literal.
  private static func isLength(
    _ node: NodeIndex, of parent: NodeIndex, _ tree: SyntaxTree
  ) -> Bool {
    guard tree.kind(parent) == .list || tree.kind(parent) == .map else { return false }
    let first = Int(tree[parent].firstToken)
    let last = Int(tree[parent].endToken) - 1
    guard tree.tokens[last].symbol == .rightCurly, tree.tokens[first].symbol == .leftSquare else {
      return false
    }
    return Int(tree.tokens[first].partner) >= Int(tree[node].endToken)
  }

  private static func declaresOnlyTypes(_ node: NodeIndex, _ tree: SyntaxTree) -> Bool {
    let symbol = tree.firstToken(node).symbol
    switch symbol {
    case .type, .declare, .interface, .case, .typealias, .associatedtype, .operator,
      .precedencegroup:
      return true
    default: return false
    }
  }

  private static func isPassiveType(
    _ node: NodeIndex, _ tree: SyntaxTree, _ rules: MutationRules
  ) -> Bool {
    let symbol = tree.firstToken(node).symbol
    if symbol == .interface || symbol == .declare { return true }
    if symbol == .enum, !rules.enumsHoldLogic { return true }
    for child in tree.children(node) where tree.kind(child) != .block {
      for inner in CollectionOfOne(child) + Array(tree.descendants(child))
      where tree.kind(inner) == .name && rules.enumerationBases.contains(tree.text(inner)) {
        return true
      }
    }
    return false
  }
}
