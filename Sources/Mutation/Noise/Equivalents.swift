import Syntax
import Text

extension NoiseRule {
  /// Rules against mutants that most likely mean the same as the original.
  static let equivalents: [NoiseRule] = [
    NoiseRule(
      "size-of-nothing", because: "a size is never below zero, so the tweak changes nothing",
      examples: [
        Example(
          "py", "if len(a) > 0: f()\n",
          [
            "if len(a) >= 0: f()\n", "if len(a) > 1: f()\n",
          ]),
        Example(
          "js", "if (a.length > 0) f();",
          [
            "if (a.length >= 0) f();", "if (a.length > 1) f();",
          ]),
      ],
      refuses: { ground, op, node in
        guard op.id == "boundary" || op.id == "constant" else { return false }
        let comparison = ground.kind(node) == .number ? ground.tree.parent(node) ?? node : node
        return ground.comparesSizeWithZero(comparison)
      }),
    NoiseRule(
      "clamp", because: "at the limit of a clamp both ways give the limit",
      examples: [
        Example("py", "if a > b:\n  a = b\n", ["if a >= b:\n  a = b\n"]),
        Example("js", "x = a > b ? b : a;", ["x = a >= b ? b : a;"]),
      ],
      refuses: { ground, op, node in op.id == "boundary" && ground.isClamp(node) }),
    NoiseRule(
      "last-statement", because: "leaving a loop's last statement out changes nothing",
      examples: [
        Example(
          "py", "for a in b:\n  f(a)\n  continue\n",
          [
            "for a in b:\n  f(a)\n  break\n"
          ])
      ],
      refuses: { ground, op, node in
        guard op.id == "leave-loop", ground.firstSymbol(node) == .continue,
          let block = ground.tree.parent(node), let loop = ground.tree.parent(block)
        else { return false }
        return ground.kind(loop) == .loop && ground.lastChild(block) == node
      }),
  ]
}

extension Ground {
  /// `len(x) > 0`, `x.length >= 1` and the like.
  fileprivate func comparesSizeWithZero(_ node: NodeIndex) -> Bool {
    guard isComparison(node) else { return false }
    let parts = children(node)
    guard parts.count == 2, parts.contains(where: { ["0", "1"].contains(text($0)) }) else {
      return false
    }
    return parts.contains { part in
      let name = kind(part) == .call ? calleeName(part) : lastChild(part).map { text($0) } ?? ""
      return ["len", "length", "size", "count"].contains(name)
    }
  }

  /// Whether the comparison's sides are also the values between which it chooses.
  fileprivate func isClamp(_ comparison: NodeIndex) -> Bool {
    guard isComparison(comparison), let condition = tree.parent(comparison),
      kind(condition) == .condition, let choice = tree.parent(condition)
    else { return false }
    let sides = Set(children(comparison).map(dense))
    if kind(choice) == .conditional {
      return Set(children(choice).filter { $0 != condition }.map(dense)) == sides
    }
    guard kind(choice) == .branch, let body = branchBody(choice),
      bodyStatements(body).count == 1,
      let assignment = tree.children(bodyStatements(body)[0]).first,
      kind(assignment) == .assignment
    else { return false }
    return Set(children(assignment).map(dense)) == sides
  }
}
