import Syntax
import Text

extension MutationOperator {
  static let swapArguments = MutationOperator(
    "swap-arguments", .call, title: "hands arguments over in the wrong order",
    because: "the callee takes one value for the other",
    notWhen: "the arguments are not two plain names, or their order does not matter", at: [.call],
    examples: [
      Example("py", "x = transfer(source, target)\n", ["x = transfer(target, source)\n"]),
      Example("swift", "let x = f(from: a, to: b)", ["let x = f(from: b, to: a)"]),
      Example("py", "x = max(a, b)\ny = isinstance(a, b)\nz = f(a, 1)\n", []),
      Example(
        "js", "const x = between(low.date, high.date);",
        [
          "const x = between(high.date, low.date);"
        ]),
      Example(
        "go", "func f(a, b int, c string) {\n\tg(a, b)\n\tg(a, c)\n}\n",
        ["func f(a, b int, c string) {\n\tg(b, a)\n\tg(a, c)\n}\n"]),
      Example(
        "rs", "fn f(a: u8, b: u8, c: &str) { g(a, b); g(a, c); }",
        ["fn f(a: u8, b: u8, c: &str) { g(b, a); g(a, c); }"]),
    ]
  ) { ground, node in
    let arguments = ground.arguments(node).map { argument in
      ground.rules.declaredResult == nil ? argument : ground.named(argument)?.value ?? argument
    }
    guard arguments.count == 2, ground.isLikely(arguments[0], arguments[1]),
      !Ground.symmetric.contains(ground.calleeName(node)),
      ground.rules.mayExchange?(ground.tree, arguments[0], arguments[1]) ?? true
    else { return [] }
    let first = ground.range(arguments[0])
    let second = ground.range(arguments[1])
    let between = ground.tree.text(ByteRange(first.end, second.start))
    let text = ground.text(arguments[1]) + between + ground.text(arguments[0])
    return [Edit(ByteRange(first.start, second.end), text)]
  }

  static let dropAwait = MutationOperator(
    "drop-await", .async, title: "does not wait",
    because: "the code goes on before the work is done", notWhen: "never", at: [.unary],
    examples: [
      Example("py", "async def f():\n  x = await g()\n", ["async def f():\n  x = g()\n"]),
      Example("js", "async () => { await g(); }", ["async () => { g(); }"]),
    ]
  ) { ground, node in
    guard ground.firstSymbol(node) == .await, let inner = ground.tree.children(node).first,
      ground.kind(inner) == .call
    else { return [] }
    let range = ByteRange(ground.range(node).start, ground.range(inner).start)
    guard ground.lineBreaks(range) == 0 else { return [] }
    return [Edit(range, "")]
  }
}

extension Ground {
  /// Callees whose arguments may change places, or whose order nobody confuses.
  fileprivate static let symmetric: Set<String> = [
    "max", "min", "isinstance", "issubclass", "hasattr", "getattr", "setattr", "zip", "gcd", "lcm",
    "isclose", "hypot", "add", "equals", "isEqual", "is", "map", "filter", "reduce", "super",
    "partial", "bind", "call", "apply", "cast", "assign", "defineProperty", "require", "TypeVar",
  ]

  /// Whether two arguments are of the kind that is easily confused.
  fileprivate func isLikely(_ a: NodeIndex, _ b: NodeIndex) -> Bool {
    guard kind(a) == kind(b), kind(a) == .name || kind(a) == .member, text(a) != text(b)
    else { return false }
    return ![a, b].contains {
      isNull($0) || isTruthLiteral($0) || ["self", "this", "cls"].contains(text($0))
    }
  }
}
