import Syntax

extension Extraction {
  /// The statement that fails the test, with nothing behind it that asserts.
  func failing(_ statements: some Sequence<Place>) -> Place? {
    for statement in statements.reversed() {
      if isFailure(statement) { return statement }
      switch reader.kind(statement) {
      case .exit: continue
      case .statement where !asserts(statement): continue
      default: return nil
      }
    }
    return nil
  }

  func asserts(_ statement: Place) -> Bool {
    let tree = reader.outlines[statement.file].tree
    return tree.descendants(statement.node).contains { node in
      tree.kind(node) == .call && reader.isDirectCheck(statement.at(node))
    }
  }

  /// What must hold so that a failure behind all of `statements` is not reached.
  func escape(_ statements: ArraySlice<Place>) -> Claim? {
    for statement in statements.reversed() {
      if let claim = escape(statement) { return claim }
      guard isPassed(statement) else { return nil }
    }
    return nil
  }

  /// Whether a statement neither asserts nor leaves, such as one that makes a message.
  private func isPassed(_ statement: Place) -> Bool {
    let tree = reader.outlines[statement.file].tree
    return !asserts(statement)
      && !tree.descendants(statement.node).contains {
        tree.kind($0) == .exit || tree.kind($0) == .raise
      }
  }

  /// What must hold so that a failure behind a statement is not reached: `if p { return }`, or a
  /// loop that returns when some element fits.
  func escape(_ statement: Place, by word: Symbol = .return) -> Claim? {
    switch reader.kind(statement) {
    case .branch:
      let parts = reader.children(statement)
      guard let test = parts.firstIndex(where: { reader.kind($0) == .condition }),
        test + 2 == parts.count
      else { return nil }
      // `guard a != b else { return }`
      if reader.kind(parts[test + 1]) == .otherwise {
        return reader.first(parts[test + 1]).map { leaves($0, by: word) } ?? false
          ? reader.condition(parts[test]).negated : nil
      }
      if leaves(parts[test + 1], by: word) { return reader.condition(parts[test]) }
      let inner = reader.children(parts[test + 1])
      return inner.count == 1 && reader.kind(inner[0]) == .branch
        ? escape(inner[0], by: word) : nil
    case .loop:
      let parts = reader.children(statement)
      guard let body = parts.last, reader.kind(body) == .block else { return nil }
      for inner in reader.children(body) where reader.kind(inner) == .branch {
        guard let claim = escape(inner) else { continue }
        guard parts.count > 2, reader.kind(parts[0]) == .pattern,
          !reader.counts(parts[1])
        else { return claim }
        var some = Claim(.some, subject: parts[1], matcher: "for")
        some.parts = [claim]
        return some
      }
      return nil
    default: return nil
    }
  }

  /// Whether a block ends by leaving the function or turn as if all were well.
  func leaves(_ body: Place, by word: Symbol) -> Bool {
    guard let last = lastStatement(body), reader.kind(last) == .exit,
      reader.outlines[last.file].tree.firstToken(last.node).symbol == word
    else { return false }
    return reader.kind(body) != .block || failing(reader.children(body)) == nil
  }

  /// A loop whose every turn fails the test: its elements are too many, but for those that go on.
  mutating func refused(
    _ element: Place, _ source: Place, _ statements: Places, _ reach: Reach
  ) {
    guard let failure = failing(statements) else { return }
    let deciding: NodeKinds = [.branch, .loop, .selection, .attempt]
    let before = statements.filter { deciding.contains(reader.kind($0)) }
    guard before.isEmpty else {
      guard before.count == 1, let claim = escape(before[0], by: .continue) else { return }
      var every = Claim(.every, subject: source, matcher: "for")
      every.parts = [claim]
      return add(every, failure, reach)
    }
    let isError = reader.outlines[source.file].rules.namesError(reader.text(element))
    add(Claim(isError ? .noThrow : .empty, subject: source, matcher: "for"), failure, reach)
  }

  /// A callback that ends by failing the test must never run.
  mutating func refusal(_ function: Place, _ reach: Reach) {
    guard let body = reader.children(function).last,
      let failure = reader.kind(body) == .block ? failing(reader.children(body)) : body,
      isFailure(failure) || isCall(failure, of: .failure), !mayLeave(body, before: failure)
    else { return }
    let rules = reader.outlines[function.file].rules
    if let call = reader.tree(function).ancestor(function.node, of: [.call]).map(function.at),
      reader.callee(call).map({ rules.fallbacks.contains($0.last) }) ?? false
    {
      // The value that is there goes on.
      return
    }
    if isForErrors(function) {
      add(Claim(.noThrow, subject: function, matcher: "callback"), failure, reach)
      return
    }
    let tree = reader.outlines[function.file].tree
    let pair = tree.parent(function.node).flatMap { tree.kind($0) == .pair ? $0 : nil }
    let name = pair.flatMap { tree.children($0).first }.map { function.at($0) }
    let claim = Claim(.called, subject: name ?? function, matcher: "callback")
    add(claim.negated, failure, reach.subtracting(.callback))
  }

  func mayLeave(_ body: Place, before failure: Place) -> Bool {
    let tree = reader.outlines[body.file].tree
    return tree.descendants(body.node).contains {
      $0 < failure.node && (tree.kind($0) == .exit || tree.kind($0) == .raise)
    }
  }

  /// Whether a callback is for errors, or stands where success must not come.
  func isForErrors(_ function: Place) -> Bool {
    let tree = reader.outlines[function.file].tree
    func tells(_ text: String) -> Bool {
      let word = text.lowercased()
      return ["err", "fail", "reject", "catch", "then"].contains { word.contains($0) }
    }
    if let list = tree.child(function.node, .parameters) ?? tree.child(function.node, .parameter),
      tells(tree.text(list))
    {
      return true
    }
    guard let parent = tree.parent(function.node) else { return false }
    switch tree.kind(parent) {
    case .pair, .argument: return tree.children(parent).first.map { tells(tree.text($0)) } ?? false
    case .arguments:
      return tree.parent(parent).flatMap { reader.callee(function.at($0)) }
        .map { tells($0.last) } ?? false
    case .call: return reader.callee(function.at(parent)).map { tells($0.last) } ?? false
    default: return false
    }
  }

  func isUnnamed(_ function: Place) -> Bool {
    reader.outlines[function.file].definition(at: function.node).map { $0.name.isEmpty } ?? true
  }

  /// Whether a function stands in a display under a name by which the test itself calls it.
  func isRow(_ function: Place) -> Bool {
    let tree = reader.outlines[function.file].tree
    guard let pair = tree.parent(function.node), tree.kind(pair) == .pair,
      let key = tree.children(pair).first, reader.frames.indices.contains(function.frame)
    else { return false }
    let name = tree.text(key)
    return tree.descendants(reader.frames[function.frame].function).contains { node in
      guard tree.kind(node) == .call, let callee = tree.children(node).first,
        tree.kind(callee) == .member, let last = Array(tree.children(callee)).last
      else { return false }
      return tree.text(last) == name
    }
  }
}
