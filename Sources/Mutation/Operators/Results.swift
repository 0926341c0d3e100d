import Syntax
import Text

extension MutationOperator {
  static let negateResult = MutationOperator(
    "negate-result", .result, title: "answers the opposite",
    because: "yes is no", notWhen: "the result is one comparison, which is turned around by itself",
    at: [.exit],
    examples: [
      Example(
        "py", "def f(a):\n  if a:\n    return True\n  g()\n",
        [
          "def f(a):\n  if a:\n    return False\n  g()\n"
        ]),
      Example("py", "def f(a):\n  g()\n  return a < 1\n", []),
      Example("rs", "fn f() -> bool { g(); is_open(a) }", ["fn f() -> bool { g(); !is_open(a) }"]),
      Example(
        "js", "function f(a) { g(); return isOpen(a); }",
        [
          "function f(a) { g(); return !isOpen(a); }"
        ]),
    ]
  ) { ground, node in
    guard let value = ground.result(node), ground.isTruthValued(value),
      !ground.isComparison(ground.bare(value))
    else { return [] }
    return ground.replacing(value, with: ground.negated(value)).map { [$0] } ?? []
  }

  static let emptyResult = MutationOperator(
    "empty-result", .result, title: "returns nothing of what it computed",
    because: "the result is empty, zero or nothing", notWhen: "it is that already", at: [.exit],
    examples: [
      Example("py", "def f(a):\n  g()\n  return [a]\n", ["def f(a):\n  g()\n  return []\n"]),
      Example("py", "def f(a):\n  g()\n  return h(a)\n", ["def f(a):\n  g()\n  return None\n"]),
      Example(
        "py", "def f(a):\n  g()\n  return a * (\n    2)\n",
        [
          "def f(a):\n  g()\n  return (0\n)\n"
        ]),
      Example("py", "def f(a):\n  if a: return None\n  return\n", []),
      Example(
        "js", "function f(a) { g(); return `${a}`; }",
        [
          "function f(a) { g(); return \"\"; }"
        ]),
      Example(
        "rs", "fn f() -> Option<u8> { if a { return g(); } h() }",
        [
          "fn f() -> Option<u8> { if a { return None; } h() }",
          "fn f() -> Option<u8> { if a { return g(); } None }",
        ]),
      Example("rs", "fn f() -> u8 { let a = |b| b.c; g(); 0 }", []),
    ]
  ) { ground, node in
    guard let value = ground.result(node), !ground.isNull(value), !ground.isTruthValued(value)
    else { return [] }
    if ground.rules.resultDefaults != nil { return ground.typedEmptiness(node, value) }
    let empty = ground.emptiness(ground.shape(value)) ?? ground.rules.literals.null
    if ground.isEmpty(value) { return [] }
    return ground.replacing(value, with: empty).map { [$0] } ?? []
  }
}

extension Ground {
  /// As the declared result type allows; nothing where the whole body says the same.
  fileprivate func typedEmptiness(_ exit: NodeIndex, _ value: NodeIndex) -> [Edit] {
    guard let function = tree.ancestor(exit, of: .functions), kind(function) == .function,
      let body = body(function),
      children(body).count > 1
        || tree.parent(exit) != body,
      let empty = defaults(function, body: body).first, empty != rules.literals.truth,
      dense(value) != String(empty.filter { $0 != " " })
    else { return [] }
    return replacing(value, with: empty).map { [$0] } ?? []
  }

  /// Whether a value is a literal that is empty, zero or nothing.
  func isEmpty(_ node: NodeIndex) -> Bool {
    let node = bare(node)
    switch kind(node) {
    case .list, .map, .group: return children(node).isEmpty
    case .text: return range(node).count == 2
    case .number: return text(node) == rules.literals.zero
    default: return isNull(node)
    }
  }
}
