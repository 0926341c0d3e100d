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
      Example(
        "go", "func f() bool {\n\tg()\n\treturn a\n}\n",
        ["func f() bool {\n\tg()\n\treturn !a\n}\n"]),
    ]
  ) { ground, node in
    guard let value = ground.result(node), ground.isTruthValued(value) || ground.returnsTruth(node),
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
        "swift", "func f() -> Int? {\n  g()\n  return h()\n}",
        ["func f() -> Int? {\n  g()\n  return nil\n}"]),
      Example("swift", "func f() -> A {\n  g()\n  return h()\n}", []),
      Example(
        "go", "func f() (int, error) {\n\tg()\n\treturn a, nil\n}\n",
        ["func f() (int, error) {\n\tg()\n\tif true { return 0, nil }; return a, nil\n}\n"]),
      Example("go", "func f() error {\n\tg()\n\treturn nil\n}\n", []),
      Example(
        "rs", "fn f() -> Option<u8> { if a { return g(); } h() }",
        [
          "fn f() -> Option<u8> { if a { return None; } h() }",
          "fn f() -> Option<u8> { if a { return g(); } None }",
        ]),
      Example("rs", "fn f() -> u8 { let a = |b| b.c; g(); 0 }", []),
    ]
  ) { ground, node in
    if let always = ground.rules.unreached?.always { return ground.leavingEmpty(node, always) }
    guard let value = ground.result(node), !ground.isNull(value), !ground.isTruthValued(value)
    else { return [] }
    if ground.rules.resultDefaults != nil { return ground.typedEmptiness(node, value) }
    let empty = ground.emptyResult(of: node, value)
    guard let empty, !ground.isEmpty(value) else { return [] }
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

  /// What is nothing in the way of `value`, as far as the declared result allows.
  fileprivate func emptyResult(of exit: NodeIndex, _ value: NodeIndex) -> String? {
    guard let declaredResult = rules.declaredResult else {
      return emptiness(shape(value)) ?? rules.literals.null
    }
    guard let function = tree.ancestor(exit, of: .functions),
      case .values(let known) = declaredResult(tree, function), known.count == 1
    else { return nil }
    return known[0]
  }

  private func declaredResults(_ exit: NodeIndex) -> [String] {
    tree.ancestor(exit, of: .functions).flatMap { rules.results(tree, $0) } ?? []
  }

  /// Whether the function around a return statement gives a truth value and nothing else.
  fileprivate func returnsTruth(_ exit: NodeIndex) -> Bool {
    declaredResults(exit) == [rules.literals.truth, rules.literals.falsehood]
  }

  /// Returns what is empty instead, in front of a return statement that stays.
  fileprivate func leavingEmpty(_ exit: NodeIndex, _ always: (String, String)) -> [Edit] {
    guard let value = result(exit), !returnsTruth(exit), let empty = declaredResults(exit).last,
      empty.filter({ $0 != " " }) != dense(value)
    else { return [] }
    let start = range(exit).start
    return [Edit(ByteRange(start, start), always.0 + "return " + empty + always.1)]
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
