import Syntax
import Text

extension MutationOperator {
  static let emptyBody = MutationOperator(
    "empty-body", .extreme, title: "empties a function that returns nothing",
    because: "a test that passes then notices nothing that the function does",
    notWhen: "the function makes an object, returns a value, or has no statement",
    at: [.function, .lambda],
    examples: [
      Example("py", "def f(a):\n  g(a)\n  h()\n", ["def f(a):\n  pass\n\n"]),
      Example("py", "def f():\n  'Doc.'\n  g()\n", ["def f():\n  'Doc.'\n  pass\n"]),
      Example(
        "py", "def f():\n  for a in b:\n    yield a\n", ["def f():\n  return; yield\n\n"]),
      Example("py", "def f():\n  pass\nclass A:\n  def __init__(self):\n    self.a = 1\n", []),
      Example("js", "function f(a) {\n  g(a);\n  h();\n}", ["function f(a) {\n\n\n}"]),
      Example("js", "class A { constructor() { this.a = 1; } }", []),
      Example(
        "swift", "func f() {\n  g()\n}\nfunc h() -> A { A() }\n",
        ["func f() {\n\n}\nfunc h() -> A { A() }\n"]),
      Example("js", "on('x', (a) => { g(a); h(a); });", ["on('x', (a) => {});"]),
      Example("go", "func f(a int) {\n\tg(a)\n}\n", ["func f(a int) { return;\n\tg(a)\n}\n"]),
      Example("rs", "fn f() { g(a); }\nfn h() -> A { g(a) }", ["fn f() {}\nfn h() -> A { g(a) }"]),
    ]
  ) { ground, node in
    guard let body = ground.body(node), ground.kind(body) == .block, ground.isLogic(node, body)
    else { return [] }
    let generates = ground.isGenerator(node)
    guard
      generates
        || (ground.rules.results(ground.tree, node) ?? ground.results(node).map(ground.text))
          .isEmpty,
      ground.mayGiveNothing(node)
    else { return [] }
    if ground.rules.resultDefaults != nil, ground.tree.child(node, .typing) != nil { return [] }
    if ground.rules.unreached != nil { return [ground.leaving(body, with: "return")] }
    let statements = ground.rules.statements
    let nothing = statements.open.isEmpty ? statements.empty : ""
    let edit = ground.replacing(body: body, with: generates ? statements.emptyGenerator : nothing)
    return edit.map { [$0] } ?? []
  }

  static let defaultReturn = MutationOperator(
    "default-return", .extreme, title: "lets a function return a default",
    because: "a test that passes then does not look at the result",
    notWhen: "the function makes an object, or returns that default anyway",
    at: [.function, .lambda],
    examples: [
      Example(
        "py", "def f(a):\n  b = a * 2\n  return b\n", ["def f(a):\n  return None\n\n"]),
      Example(
        "py", "def f(a) -> bool:\n  return g(a)\n",
        ["def f(a) -> bool:\n  return True\n", "def f(a) -> bool:\n  return False\n"]),
      Example("py", "def f(a):\n  return [b for b in a]\n", ["def f(a):\n  return []\n"]),
      Example("py", "def f(a):\n  return None\n", []),
      Example("py", "f = lambda a: a.b * 2\n", ["f = lambda a: 0\n"]),
      Example("js", "const f = (a) => a.b * 2;", ["const f = (a) => 0;"]),
      Example(
        "js", "function f(a) {\n  return g(a);\n}", ["function f(a) { return null;\n\n }"]),
      Example(
        "ts", "function f(a: number): Promise<string> { return g(a); }",
        ["function f(a: number): Promise<string> { return \"\"; }"]),
      Example("swift", "func f() -> [Int] { g() }", ["func f() -> [Int] { return [] }"]),
      Example(
        "swift", "func f() -> A? { g() }\nfunc h() -> A { g() }\n",
        ["func f() -> A? { return nil }\nfunc h() -> A { g() }\n"]),
      Example("swift", "var a: String { b + c }", ["var a: String { return \"\" }"]),
      Example(
        "go", "func (t T) f(a int) (b *B, err error) {\n\treturn g(a)\n}\n",
        ["func (t T) f(a int) (b *B, err error) { return nil, nil;\n\treturn g(a)\n}\n"]),
      Example(
        "go", "func f() (c.D, string, int) { return g() }\n",
        ["func f() (c.D, string, int) { return *new(c.D), \"\", 0; return g() }\n"]),
      Example(
        "go", "func f() bool { return g() }\nfunc h() error { return nil }\n",
        [
          "func f() bool { return true; return g() }\nfunc h() error { return nil }\n",
          "func f() bool { return false; return g() }\nfunc h() error { return nil }\n",
        ]),
      Example(
        "rs", "fn f() -> bool { g() }",
        ["fn f() -> bool { return true; }", "fn f() -> bool { return false; }"]),
      Example("rs", "fn f() -> Option<A> { g() }", ["fn f() -> Option<A> { return None; }"]),
      Example(
        "rs", "fn f() -> Result<Vec<u8>, E> { g() }",
        ["fn f() -> Result<Vec<u8>, E> { return Ok(Default::default()); }"]),
      Example(
        "rs", "fn f() -> (u8, &'a str) { g() }", ["fn f() -> (u8, &'a str) { return (0, \"\"); }"]),
      Example("rs", "fn f() -> Self { g() }\nfn h() -> Cart { g() }", []),
    ]
  ) { ground, node in
    guard let body = ground.body(node), ground.isLogic(node, body) else { return [] }
    let isBlock = ground.kind(body) == .block
    if isBlock, ground.isGenerator(node) { return [] }
    let statements = ground.rules.statements
    if ground.rules.unreached != nil {
      return ground.defaults(node, body: body).filter { !ground.returnsOnly($0, body) }
        .map { ground.leaving(body, with: "return " + $0) }
    }
    return ground.defaults(node, body: body).compactMap { value in
      isBlock
        ? ground.replacing(body: body, with: "return " + value + statements.terminator)
        : ground.replacing(body, with: value)
    }
  }
}

extension Ground {
  /// Whether a function's body is worth a mutant of its own.
  fileprivate func isLogic(_ function: NodeIndex, _ body: NodeIndex) -> Bool {
    let name = names[function].map { $0.split(separator: ".").last.map(String.init) ?? $0 } ?? ""
    if rules.constructors.contains(name) { return false }
    guard kind(body) == .block else { return names[function] != nil }
    if isAbsent(body) { return false }
    return names[function] != nil || logic(body).count > 1
  }

  /// Whether a function without results may also have no statements.
  fileprivate func mayGiveNothing(_ function: NodeIndex) -> Bool {
    guard let declaredResult = rules.declaredResult else { return true }
    if case .values = declaredResult(tree, function) { return false }
    return true
  }

  /// Puts a statement that leaves in front of all others.
  fileprivate func leaving(_ body: NodeIndex, with statement: String) -> Edit {
    let offset = range(body).start + 1
    return Edit(ByteRange(offset, offset), " " + statement + ";")
  }

  /// Whether a body does nothing but return `value`.
  fileprivate func returnsOnly(_ value: String, _ body: NodeIndex) -> Bool {
    let statements = children(body)
    return statements.count == 1 && dense(statements[0]) == "return" + value.filter { $0 != " " }
  }

  /// Replaces the statements of a block.
  fileprivate func replacing(body: NodeIndex, with statement: String) -> Edit? {
    let statements = rules.statements
    let logic = logic(body)
    guard let first = logic.first, let last = logic.last else { return nil }
    if statements.open.isEmpty || logic.count < children(body).count {
      let range = ByteRange(range(first).start, range(last).end)
      return replacing(statements: range, with: statement.isEmpty ? statements.empty : statement)
    }
    let breaks = String(repeating: "\n", count: lineBreaks(range(body)))
    let text =
      statement.isEmpty
      ? "{" + breaks + "}"
      : statements.open + statement + breaks + statements.close
    return Edit(range(body), text)
  }
}
