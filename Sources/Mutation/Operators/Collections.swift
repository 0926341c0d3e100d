import Syntax
import Text

extension MutationOperator {
  static let sliceBound = MutationOperator(
    "slice-bound", .collection, title: "takes too much of a sequence",
    because: "members beyond the bound are kept", notWhen: "the slice has no bound",
    at: [.slice, .call],
    examples: [
      Example(
        "py", "x = a[1:]\ny = a[:b]\nz = a[:]\n",
        [
          "x = a[:]\ny = a[:b]\nz = a[:]\n", "x = a[1:]\ny = a[:]\nz = a[:]\n",
        ]),
      Example("js", "x = a.slice(1, b);", ["x = a.slice(1);"]),
      Example("go", "var x = a[1:2:3]\n", ["var x = a[:2:3]\n"]),
    ]
  ) { ground, node in
    if ground.kind(node) == .slice {
      let bounds = ground.children(node)
      // The middle of three is not always optional.
      let isFull = bounds.count == 3 && ground.rules.unreached != nil
      return bounds.prefix(isFull ? 1 : 2).map { Edit(ground.range($0), "") }
    }
    let arguments = ground.arguments(node)
    guard ["slice", "substring"].contains(ground.calleeName(node)), arguments.count == 2,
      let edit = ground.removing(element: arguments[1], of: arguments)
    else { return [] }
    return [edit]
  }

  static let rangeBound = MutationOperator(
    "range-bound", .collection, title: "counts one too few",
    because: "the last one is left out", notWhen: "the range has a step", at: [.call],
    examples: [
      Example("py", "for a in range(n): f(a)\n", ["for a in range(n - 1): f(a)\n"]),
      Example("py", "for a in range(1, n + 1): f(a)\n", ["for a in range(1, n + 1 - 1): f(a)\n"]),
      Example("py", "for a in range(9): f(a)\n", []),
    ]
  ) { ground, node in
    let arguments = ground.arguments(node)
    guard ground.rules.countingCalls.contains(ground.calleeName(node)), arguments.count < 3,
      let bound = arguments.last, ![.number, .spread, .argument].contains(ground.kind(bound))
    else { return [] }
    let isSum = ground.kind(bound) == .binary && !ground.isConnector(bound)
    let text = ground.text(bound)
    let whole = isSum || ground.isPrimary(bound) ? text : "(" + text + ")"
    return [Edit(ground.range(bound), whole + " - 1")]
  }

  static let dropFilterCondition = MutationOperator(
    "drop-condition", .collection, title: "keeps every member",
    because: "members that the condition leaves out are kept",
    notWhen: "the condition binds a name", at: [.generator],
    examples: [
      Example("py", "x = [a for a in b if a > 1]\n", ["x = [a for a in b if True]\n"])
    ]
  ) { ground, node in
    ground.children(node).filter { ground.kind($0) == .condition }.compactMap { condition in
      let inner = ground.bare(condition)
      guard inner != condition, !ground.contains(inner, where: { ground.kind($0) == .assignment })
      else { return nil }
      return ground.replacing(inner, with: ground.rules.literals.truth)
    }
  }

  static let skipLoop = MutationOperator(
    "skip-loop", .loop, title: "runs a loop not once",
    because: "nothing of what the loop does happens", notWhen: "the loop counts or has a condition",
    at: [.loop],
    examples: [
      Example(
        "rs", "fn f() { for a in &b { g(a); } }",
        ["fn f() { for a in (&b).into_iter().take(0) { g(a); } }"]),
      Example("py", "for a in b:\n  f(a)\n", ["for a in []:\n  f(a)\n"]),
      Example("js", "for (const a of b) f(a);", ["for (const a of []) f(a);"]),
      Example("swift", "for a in b { f(a) }", ["for a in b.prefix(0) { f(a) }"]),
      Example(
        "go", "func f() {\n\tfor _, a := range b {\n\t\tg(a)\n\t}\n}\n",
        ["func f() {\n\tif false { for _, a := range b {\n\t\tg(a)\n\t} }\n}\n"]),
    ]
  ) { ground, node in
    if ground.rules.unreached != nil {
      guard ground.goesThrough(node), !ground.isLabelled(node) else { return [] }
      return ground.removing(statement: node).map { [$0] } ?? []
    }
    guard let values = ground.loopedValues(node), !ground.isEmpty(values) else { return [] }
    let text = ground.text(values)
    let closed = ground.isPrimary(values) ? text : "(" + text + ")"
    let none =
      ground.rules.literals.emptied?.replacing("$0", with: closed)
      ?? ground.rules.literals.emptyList
    return ground.replacing(values, with: none).map { [$0] } ?? []
  }

  static let leaveLoop = MutationOperator(
    "leave-loop", .loop, title: "leaves a loop too early or too late",
    because: "the rest of the members is handled, or is not",
    notWhen: "the loop ends by a condition, which might never come", at: [.exit],
    examples: [
      Example(
        "py", "for a in b:\n  if a: break\n  f(a)\n",
        [
          "for a in b:\n  if a: continue\n  f(a)\n"
        ]),
      Example("py", "while a:\n  break\n", []),
      Example("js", "while (a) if (f(a)) break;", []),
      Example(
        "js", "for (const a of b) { if (a) continue; f(a); }",
        [
          "for (const a of b) { if (a) break; f(a); }"
        ]),
    ]
  ) { ground, node in
    let symbol = ground.firstSymbol(node)
    guard symbol == .break || symbol == .continue, ground.children(node).isEmpty,
      let loop = ground.tree.ancestor(node, of: [.loop, .selection, .function, .lambda]),
      ground.kind(loop) == .loop, ground.goesThrough(loop)
    else { return [] }
    let at = Int(ground.tree[node].firstToken)
    let other = symbol == .break ? Symbol.continue : .break
    return [ground.replacing(tokens: at..<at + 1, with: other.spelling)]
  }
}

extension Ground {
  /// Whether a loop ends when what it goes through does.
  func goesThrough(_ loop: NodeIndex) -> Bool {
    if loopedValues(loop) != nil { return true }
    guard let body = tree.child(loop, .block) else { return false }
    return (Int(tree[loop].firstToken)..<Int(tree[body].firstToken)).contains {
      tree.tokens[$0].symbol == .range
    }
  }

  /// Whether a label stands before a statement.
  fileprivate func isLabelled(_ statement: NodeIndex) -> Bool {
    let first = Int(tree[statement].firstToken)
    guard first > 1, tree.tokens[first - 1].symbol == .colon else { return false }
    return tree.parent(statement).map { kind($0) != .arm || children($0).first != statement }
      ?? true
  }

  /// What a loop goes through; nil when it counts or has a condition.
  func loopedValues(_ loop: NodeIndex) -> NodeIndex? {
    let parts = children(loop)
    guard tree.child(loop, .condition) == nil, parts.count >= 3 else { return nil }
    let between = Int(tree[parts[0]].endToken)
    let symbol = tree.tokens[between].symbol
    return symbol == .in || symbol == .of ? parts[1] : nil
  }
}
