import Syntax
import Text

extension MutationOperator {
  static let dropDefault = MutationOperator(
    "drop-default", .defaulting, title: "forgets the default, or always takes it",
    because: "a missing value stays missing, or a present one is lost",
    notWhen: "only the truth of the value matters", at: [.binary, .call],
    examples: [
      Example("py", "x = a or 'none'\n", ["x = a\n", "x = 'none'\n"]),
      Example("py", "if a or b: f()\n", []),
      Example("py", "x = a.get('k', 0) + 1\n", ["x = a.get('k') + 1\n"]),
      Example("js", "const x = a.b ?? 0;", ["const x = a.b;", "const x = 0;"]),
      Example("swift", "let x = a.b ?? 0", ["let x = 0"]),
    ]
  ) { ground, node in
    if ground.kind(node) == .call {
      let arguments = ground.arguments(node)
      guard ground.rules.defaultingMethods.contains(ground.calleeName(node)),
        arguments.count == 2, ground.isDefault(arguments[1]),
        let edit = ground.removing(element: arguments[1], of: arguments)
      else { return [] }
      return [edit]
    }
    let isCoalescing = ground.tree.operatorSymbol(node) == .doubleQuestion
    guard isCoalescing || ground.suppliesDefault(node) else { return [] }
    let sides = ground.children(node)
    return (ground.rules.needsDefaults ? sides.suffix(1) : sides[...])
      .compactMap { ground.replacing(node, by: $0) }
  }

  static let dropOptional = MutationOperator(
    "drop-optional", .defaulting, title: "expects a value that may be missing",
    because: "the case without a value fails", notWhen: "never", at: [.member],
    examples: [
      Example("js", "x = a?.b;", ["x = a.b;"]),
      Example(
        "swift", "x = a?.b\nif let c = d?.e { f(c) }", ["x = a!.b\nif let c = d?.e { f(c) }"]),
    ]
  ) { ground, node in
    guard let object = ground.tree.children(node).first else { return [] }
    let at = Int(ground.tree[object].endToken)
    guard ground.tree.tokens[at].symbol == .questionDot, ground.lastChild(node) != object
    else { return [] }
    // Where a name is bound to what may be missing, something must be missing.
    if ground.rules.needsDefaults, ground.isBoundConditionally(node) { return [] }
    return [ground.replacing(tokens: at..<at + 1, with: ground.rules.certainMember)]
  }
}

extension Ground {
  fileprivate func isBoundConditionally(_ node: NodeIndex) -> Bool {
    guard let declaration = tree.ancestor(node, of: [.declaration, .statement, .block]),
      kind(declaration) == .declaration, let parent = tree.parent(declaration)
    else { return false }
    return [.condition, .sequence].contains(kind(parent))
  }

  /// Whether a second argument is a plain default value.
  fileprivate func isDefault(_ node: NodeIndex) -> Bool {
    kind(node) != .spread && kind(node) != .argument && !isNull(node) && kind(node) != .lambda
      && kind(node) != .function
  }
}
