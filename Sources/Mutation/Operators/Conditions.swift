import Syntax
import Text

extension MutationOperator {
  static let connector = MutationOperator(
    "connector", .logical, title: "joins conditions the other way",
    because: "one condition suffices where both are needed, or both are needed where one suffices",
    notWhen: "the connector supplies a default value", at: [.binary],
    examples: [
      Example("py", "if a and b: f()\n", ["if a or b: f()\n"]),
      Example(
        "py", "if a and b and c: f()\n", ["if (a or b) and c: f()\n", "if a and b or c: f()\n"]),
      Example(
        "py", "if a or b or c: f()\n", ["if (a or b) and c: f()\n", "if a and b or c: f()\n"]),
      Example("js", "if (a && b || c) f();", ["if ((a || b) || c) f();", "if (a && b && c) f();"]),
      Example("py", "x = a or 'none'\n", []),
      Example(
        "rs", "fn f() { if a && b { g(); } if let Some(c) = d && e { g(); } }",
        [
          "fn f() { if a || b { g(); } if let Some(c) = d && e { g(); } }"
        ]),
    ]
  ) { ground, node in
    guard ground.isConnector(node), !ground.suppliesDefault(node), !ground.declares(node),
      let at = ground.tree.operatorToken(node)
    else { return [] }
    let parts = ground.children(node)
    let isAnd = ground.tree.operatorSymbol(node) == ground.rules.and
    let other = (isAnd ? ground.rules.or : ground.rules.and).spelling
    let splits =
      !isAnd && ground.isConnector(parts[0])
      && ground.tree.operatorSymbol(parts[0]) == ground.rules.or
    let joined = ground.tree.parent(node).map { ground.isConnector($0) } ?? false
    if !splits, !(isAnd && joined) { return [ground.replacing(tokens: at..<at + 1, with: other)] }
    let range = ground.range(node)
    let token = ground.tree.tokens[at]
    let left = ground.tree.text(ByteRange(range.start, token.start))
    let right = ground.tree.text(ByteRange(token.end, range.end))
    if isAnd { return [Edit(range, "(" + left + other + right + ")")] }
    let head = ground.text(parts[0])
    return [Edit(range, "(" + head + ")" + left.dropFirst(head.count) + other + right)]
  }

  static let negateCondition = MutationOperator(
    "negate-condition", .condition, title: "takes the other way",
    because: "the code runs exactly when it should not",
    notWhen: "the condition is one comparison, which is turned around by itself", at: [.condition],
    examples: [
      Example("py", "if a: f()\n", ["if not a: f()\n"]),
      Example("py", "if not a.b(): f()\n", ["if a.b(): f()\n"]),
      Example("py", "x = 1 if a or b else 2\n", ["x = 1 if not (a or b) else 2\n"]),
      Example("py", "if a == 1: f()\nwhile True: g()\n", []),
      Example("js", "if (a && b) f();", ["if (!(a && b)) f();"]),
      Example("js", "x = !a ? 1 : 2;", ["x = a ? 1 : 2;"]),
      Example(
        "swift", "if let a = b, a.isOpen, #available(iOS 13, *) { f() }",
        ["if let a = b, !a.isOpen, #available(iOS 13, *) { f() }"]),
      Example(
        "rs", "fn f() { if a.is_open() { g(); } if let Some(b) = c { g(); } }",
        [
          "fn f() { if !a.is_open() { g(); } if let Some(b) = c { g(); } }"
        ]),
    ]
  ) { ground, node in
    guard let parent = ground.tree.parent(node), ground.kind(parent) != .selection else {
      return []
    }
    return ground.tests(node).compactMap { test in
      let inner = ground.bare(test)
      guard !ground.isComparison(inner), !ground.isTruthLiteral(inner),
        ground.kind(inner) != .number, !ground.declares(inner)
      else { return nil }
      return ground.replacing(inner, with: ground.negated(inner))
    }
  }
}

extension Ground {
  /// Whether a condition declares names, so that it can be nothing but true.
  func declares(_ condition: NodeIndex) -> Bool {
    var at = condition
    for _ in 0..<64 {
      if kind(at) == .declaration { return true }
      guard isConnector(at), let left = tree.children(at).first, let right = lastChild(at) else {
        return false
      }
      if kind(right) == .declaration { return true }
      at = left
    }
    return false
  }

  /// Whether a connector gives a value and not a truth, as in `name or 'none'`.
  func suppliesDefault(_ node: NodeIndex) -> Bool {
    guard !rules.connectsTruths, isConnector(node), tree.operatorSymbol(node) == rules.or,
      let right = lastChild(node), let left = tree.children(node).first
    else { return false }
    if isTruthValued(left) || isTruthValued(right) || isTested(node) { return false }
    return true
  }

  /// Whether only the truth of `node` matters: it is a condition, or part of one.
  func isTested(_ node: NodeIndex) -> Bool {
    guard let parent = tree.parent(node) else { return false }
    switch kind(parent) {
    case .condition, .assertion: return true
    case .group: return children(parent).count == 1 && isTested(parent)
    case .unary: return isNot(parent)
    case .binary: return isConnector(parent) && isTested(parent)
    default: return false
    }
  }
}
