import Syntax
import Text

extension MutationOperator {
  static let dropRaise = MutationOperator(
    "drop-raise", .error, title: "does not raise an error",
    because: "the caller takes a failure for a success",
    notWhen: "the error is all that a guard does, which is then skipped, or means unwritten code",
    at: [.raise],
    examples: [
      Example(
        "py", "try:\n  f()\nexcept E:\n  g()\n  raise\n",
        [
          "try:\n  f()\nexcept E:\n  g()\n  pass\n"
        ]),
      Example("py", "def f():\n  raise NotImplementedError\n", []),
      Example(
        "js", "function f(a) { if (a) { g(); } else { throw new E(); } }",
        [
          "function f(a) { if (a) { g(); } else { ; } }"
        ]),
    ]
  ) { ground, node in
    guard !ground.rules.absentErrors.contains(ground.raisedName(node)),
      !ground.isGuardsOnlyStatement(node), !ground.mustLeave(node)
    else { return [] }
    return ground.removing(statement: node).map { [$0] } ?? []
  }

  static let missError = MutationOperator(
    "miss-error", .error, title: "does not catch an error",
    because: "the failure that the code handles is not handled",
    notWhen: "the handler names no error", at: [.handler],
    examples: [
      Example(
        "py", "try:\n  f()\nexcept E as e:\n  g()\n",
        [
          "try:\n  f()\nexcept () as e:\n  g()\n"
        ]),
      Example(
        "py", "try:\n  f()\nexcept (A, B):\n  g()\n",
        [
          "try:\n  f()\nexcept ():\n  g()\n"
        ]),
      Example("js", "try { f(); } catch (e) { g(); }", ["try { f(); } catch (e) { throw e; }"]),
    ]
  ) { ground, node in
    let parts = ground.children(node)
    guard let body = parts.last, ground.kind(body) == .block, let first = parts.first,
      first != body
    else { return [] }
    if let nothing = ground.rules.statements.catchNothing {
      guard ground.kind(first) != .pattern else { return [] }
      return ground.replacing(first, with: nothing).map { [$0] } ?? []
    }
    guard ground.kind(ground.bindingName(first)) == .name, !ground.isRethrow(body) else {
      return []
    }
    let statement = ground.rules.statements.raise + " " + ground.text(ground.bindingName(first))
    return [ground.replacing(block: body, with: statement)]
  }

  static let swallowError = MutationOperator(
    "swallow-error", .domain, title: "does nothing about an error",
    because: "a failure leaves no trace", notWhen: "the handler does nothing anyway",
    area: .operations, at: [.handler],
    examples: [
      Example(
        "py", "try:\n  f()\nexcept E:\n  undo()\n  raise\n",
        [
          "try:\n  f()\nexcept E:\n  pass\n\n"
        ]),
      Example("py", "try:\n  f()\nexcept E:\n  pass\nfinally:\n  g()\n", []),
      Example("js", "try { f(); } catch (e) { undo(); throw e; }", ["try { f(); } catch (e) {}"]),
    ]
  ) { ground, node in
    guard let body = ground.lastChild(node), ground.kind(body) == .block,
      ground.firstSymbol(node) != .finally,
      ground.contains(body, where: { ground.kind($0) == .raise })
    else { return [] }
    return [ground.replacing(block: body, with: "")]
  }
}

extension Ground {
  /// Whether the raise statement is all that a branch without else does.
  fileprivate func isGuardsOnlyStatement(_ node: NodeIndex) -> Bool {
    guard var parent = tree.parent(node) else { return false }
    if kind(parent) == .block, children(parent).count == 1, let above = tree.parent(parent) {
      parent = above
    }
    return kind(parent) == .branch && isGuard(parent)
  }

  /// Whether code without the raise statement would not compile: a `guard` must leave, and in a
  /// language with declared results only what follows may give one.
  fileprivate func mustLeave(_ node: NodeIndex) -> Bool {
    guard rules.declaredResult != nil else { return false }
    guard let block = tree.parent(node), let owner = tree.parent(block) else { return true }
    return kind(owner) != .branch || firstSymbol(owner) == .guard
  }

  /// The name inside a handler's pattern.
  fileprivate func bindingName(_ pattern: NodeIndex) -> NodeIndex {
    var at = bare(pattern)
    while kind(at) == .pattern, let inner = tree.children(at).first { at = bare(inner) }
    return at
  }

  fileprivate func isRethrow(_ body: NodeIndex) -> Bool {
    tree.children(body).first.map { kind($0) == .raise } ?? false
  }

  /// Replaces what a block holds by one statement or none, keeping its lines.
  func replacing(block: NodeIndex, with statement: String) -> Edit {
    let rules = rules.statements
    let breaks = String(repeating: "\n", count: lineBreaks(range(block)))
    if rules.open.isEmpty {
      return Edit(range(block), (statement.isEmpty ? rules.empty : statement) + breaks)
    }
    let inner =
      statement.isEmpty
      ? "{" + breaks + "}"
      : rules.open + statement + rules.terminator + breaks + rules.close
    return Edit(range(block), inner)
  }
}
