import Syntax
import Text

extension MutationOperator {
  static let removeCall = MutationOperator(
    "remove-call", .statement, title: "leaves a call out",
    because: "what the call does to the world does not happen",
    notWhen: "the call hands an object on to its base class", at: [.statement],
    examples: [
      Example("py", "f(a)\nb = f(a)\n", ["pass\nb = f(a)\n"]),
      Example("py", "def f():\n  a.b(\n    1)  # why\n", ["def f():\n  pass\n  # why\n"]),
      Example("py", "super().__init__(a)\n'doc'\n", []),
      Example("js", "await save(a);", [";"]),
      Example("js", "if (a) f(a)", ["if (a) ;"]),
      Example(
        "go", "func f() {\n\tg(a)\n\tdefer h()\n}\n",
        [
          "func f() {\n\tif false { g(a) }\n\tdefer h()\n}\n",
          "func f() {\n\tg(a)\n\tif false { defer h() }\n}\n",
        ]),
      Example(
        "rs", "fn f() -> u8 { let a = if b { g() } else { 2 }; h(a)?; a }",
        ["fn f() -> u8 { let a = if b { g() } else { 2 }; ; a }"]),
    ]
  ) { ground, node in
    guard let call = ground.statementCall(node), !ground.callsBase(call),
      !ground.isImpliedResult(node)
    else { return [] }
    return ground.removing(statement: node).map { [$0] } ?? []
  }

  static let removeAssignment = MutationOperator(
    "remove-assignment", .statement, title: "leaves an assignment out",
    because: "the new state is not kept",
    notWhen: "the assignment makes the name, keeps a function, or an object is being made",
    at: [.statement],
    examples: [
      Example("py", "def f(self):\n  self.a = 1\n  b = 2\n", ["def f(self):\n  pass\n  b = 2\n"]),
      Example("py", "total += price\n", ["pass\n"]),
      Example("py", "class A:\n  def __init__(self):\n    self.a = 1\n", []),
      Example(
        "js", "a = () => { order.status = 'paid'; };\nb.c = 1;",
        [
          "a = () => { ; };\nb.c = 1;"
        ]),
      Example(
        "go", "func f() {\n\ta := 1\n\ta = 2\n\tb.c, d[0] = a, a\n}\n",
        [
          "func f() {\n\ta := 1\n\tif false { a = 2 }\n\tb.c, d[0] = a, a\n}\n",
          "func f() {\n\ta := 1\n\ta = 2\n\tif false { b.c, d[0] = a, a }\n}\n",
        ]),
      Example(
        "rs", "fn f(&mut self) { let a = 1; self.b = a; }", ["fn f(&mut self) { let a = 1; ; }"]),
      Example("go", "func f() {\n\ta.b++\n}\n", ["func f() {\n\tif false { a.b++ }\n}\n"]),
    ]
  ) { ground, node in
    let parts = ground.children(node)
    guard parts.count == 1, !ground.isInConstructor(node),
      ground.isStep(parts[0])
        || ground.kind(parts[0]) == .assignment && ground.changesState(parts[0])
    else { return [] }
    return ground.removing(statement: node).map { [$0] } ?? []
  }

  static let dropDeferred = MutationOperator(
    "drop-deferred", .statement, title: "leaves out what is to happen at the end",
    because: "what the code promises to undo or to hand back is not", notWhen: "never",
    at: [.scope],
    examples: [
      Example(
        "swift", "func f() {\n  defer { a.release() }\n  g()\n}",
        ["func f() {\n  _ = ()\n  g()\n}"])
    ]
  ) { ground, node in
    guard ground.firstSymbol(node) == .defer else { return [] }
    return ground.removing(statement: node).map { [$0] } ?? []
  }

  static let skipGuard = MutationOperator(
    "skip-guard", .condition, title: "never leaves early",
    because: "the case that the guard turns away is let through",
    notWhen: "the condition binds a name, or the branch has an else", at: [.branch],
    examples: [
      Example(
        "py", "def f(a):\n  if a < 0: return 1\n  return 2\n",
        [
          "def f(a):\n  if False: return 1\n  return 2\n"
        ]),
      Example("py", "if a:\n  b()\nif (c := d()):\n  raise E()\n", []),
      Example(
        "js", "function f(a) { if (!a) throw new E(); g(); }",
        [
          "function f(a) { if (false) throw new E(); g(); }"
        ]),
      Example(
        "swift", "func f(a: Int) throws {\n  guard a > 0 else { throw E.b }\n  g()\n}",
        ["func f(a: Int) throws {\n  guard true else { throw E.b }\n  g()\n}"]),
      Example(
        "swift", "guard let a = b, a.c else { return }\nguard let d = e else { return }\n",
        ["guard let a = b, true else { return }\nguard let d = e else { return }\n"]),
      Example(
        "go",
        "func f() error {\n\tif err := g(); err != nil {\n\t\treturn err\n\t}\n\treturn h()\n}\n",
        [
          "func f() error {\n\tif err := g(); false && (err != nil) {\n\t\treturn err\n\t}\n\treturn h()\n}\n"
        ]),
      Example(
        "rs", "fn f() -> u8 { if a < 0 { return 1; } if let Some(b) = c { return b; } 2 }",
        ["fn f() -> u8 { if false { return 1; } if let Some(b) = c { return b; } 2 }"]),
    ]
  ) { ground, node in
    guard ground.isGuard(node) else { return [] }
    return ground.neverTaken(node).map { [$0] } ?? []
  }
}

extension Ground {
  /// A branch whose condition never holds.
  func neverTaken(_ branch: NodeIndex) -> Edit? {
    guard let condition = tree.child(branch, .condition) else { return nil }
    let tests = tests(condition)
    let isGuard = firstSymbol(branch) == .guard
    guard let test = tests.first, !isGuard || tests.count == 1 else { return nil }
    let inner = bare(test)
    guard !isTruthLiteral(inner),
      !contains(inner, where: { kind($0) == .assignment })
        && !contains(
          inner, where: { kind($0) == .binary && tree.operatorSymbol($0) == .walrus })
    else { return nil }
    if rules.unreached != nil {
      let and = " " + rules.and.spelling + " "
      return Edit(range(inner), rules.literals.falsehood + and + "(" + text(inner) + ")")
    }
    return replacing(inner, with: isGuard ? rules.literals.truth : rules.literals.falsehood)
  }

  /// Whether a call hands on to the base class.
  func callsBase(_ call: NodeIndex) -> Bool {
    tree.text(token: Int(tree[call].firstToken)) == "super"
  }

  func isInConstructor(_ node: NodeIndex) -> Bool {
    guard let function = function(around: node), let name = names[function] else { return false }
    return rules.constructors.contains(name.split(separator: ".").last.map(String.init) ?? name)
  }

  /// Whether a statement is `x++` or `x--`, where that is no expression.
  fileprivate func isStep(_ node: NodeIndex) -> Bool {
    guard rules.assignsOnlyToNamed, kind(node) == .unary else { return false }
    let last = tree.tokens[Int(tree[node].endToken) - 1].symbol
    return last == .plusPlus || last == .minusMinus
  }

  /// Whether an assignment changes something that exists without it.
  fileprivate func changesState(_ assignment: NodeIndex) -> Bool {
    guard let target = tree.children(assignment).first, let value = lastChild(assignment),
      ![.function, .lambda, .type].contains(kind(value))
    else { return false }
    if kind(target) == .member || kind(target) == .index {
      return function(around: assignment) != nil
    }
    let symbol = tree.operatorSymbol(assignment)
    if rules.assignsOnlyToNamed, symbol == .assign { return function(around: assignment) != nil }
    return kind(target) == .name && symbol != .assign && symbol != .walrus && symbol != .colon
      && symbol != .none
  }
}
