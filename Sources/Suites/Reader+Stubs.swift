import Syntax

/// What a test tells its stand-ins to answer.
extension Reader {
  /// Whether the test says beforehand what this call will answer.
  func isStubbed(_ call: Place) -> Bool {
    let stubbing = outlines[call.file].rules.stubbing
    guard !stubbing.isEmpty, let callee = callee(call), !callee.names.isEmpty else {
      return false
    }
    if isPatched(callee.last, at: call) || isStubbedMember(callee, at: call) { return true }
    guard callee.names.count > 1 else { return false }
    let tree = tree(call)
    guard let function = tree.ancestor(call.node, of: [.function, .lambda]) else { return false }
    let told = stubbing.map {
      $0.utf8.contains(42) ? $0.replacing("*", with: callee.last) : $0
    }
    let whole = callee.names.joined(separator: ".")
    let object = callee.names.dropLast().joined(separator: ".")
    for (node, left, word) in members(in: call.at(function)) {
      guard node < call.node else { break }
      if word == callee.last, let expecting = self.callee(call.at(left)),
        expecting.names == Array(callee.names.dropLast()) + ["EXPECT"]
      {
        return true
      }
      guard told.contains(word) else { continue }
      if isSpiedOn(callee, by: call.at(left)) { return true }
      let base = tree.text(left)
      if word == "On", base == object, let around = tree.parent(node),
        let list = tree.child(around, .arguments), let name = tree.children(list).first,
        literal(call.at(name)) == callee.last
      {
        return true
      }
      if base == whole || base == object && word != callee.last && word.contains(callee.last) {
        return true
      }
    }
    return false
  }

  /// A stand-in made of a function literal that gives what the test wrote down.
  private func answersFixedly(_ value: Place) -> Bool {
    guard kind(value) == .call, row(value, where: { $0.role == .mock }) != nil,
      let given = firstArgument(value).map({ bare($0) }),
      NodeKinds.functions.contains(kind(given)), let answer = children(given).last
    else { return false }
    return kind(answer) != .block && isIndependent(answer)
  }

  /// `patch.object(Clock, "now", return_value=5)` around or before a call of `now`.
  private func isPatched(_ name: String, at call: Place) -> Bool {
    guard outlines[call.file].rules.stubbing.contains("return_value"), receiver(call) != nil else {
      return false
    }
    let tree = tree(call)
    guard let function = tree.ancestor(call.node, of: [.function]) else { return false }
    return patches(in: call.at(function)).contains { node, given in
      node < call.node
        && given.contains {
          literal($0).map { $0 == name || $0.hasSuffix("." + name) } ?? false
        }
    }
  }

  private static let spying: WordSet = ["spyOn", "stub", "replace"]

  /// `jest.spyOn(service, "find")`, of the very object and method.
  private func isSpiedOn(_ callee: Callee, by spy: Place) -> Bool {
    guard kind(spy) == .call, Reader.spying.contains(self.callee(spy)?.last ?? "") else {
      return false
    }
    let given = arguments(spy).positional
    return given.count == 2 && literal(given[1]) == callee.last
      && path(bare(given[0])).names == Array(callee.names.dropLast())
  }

  /// The calls in a function that are given a `return_value`, with what else they are given.
  private func patches(in function: Place) -> [(node: NodeIndex, given: [Place])] {
    memory.patches.answer(function) {
      tree(function).descendants(function.node).compactMap { node in
        guard kind(function.at(node)) == .call else { return nil }
        let given = arguments(function.at(node))
        return given["return_value"] == nil ? nil : (node, given.positional)
      }
    }
  }

  /// The members `base.word` in a function.
  private func members(
    in function: Place
  ) -> [(node: NodeIndex, base: NodeIndex, word: String)] {
    memory.members.answer(function) {
      let tree = tree(function)
      return tree.descendants(function.node).compactMap { node in
        guard tree.kind(node) == .member else { return nil }
        let parts = Array(tree.children(node))
        return parts.count == 2 ? (node, parts[0], tree.text(parts[1])) : nil
      }
    }
  }

  /// `const repository = { find: jest.fn().mockReturnValue(5) }`.
  private func isStubbedMember(_ callee: Callee, at call: Place) -> Bool {
    guard callee.base == nil, callee.names.count == 2, let object = receiver(call) else {
      return false
    }
    let whole = resolved(object)
    guard kind(whole) == .map else { return false }
    return children(whole).contains { pair in
      guard kind(pair) == .pair, let key = first(pair), text(key) == callee.last,
        let value = children(pair).last
      else { return false }
      let written = text(value)
      return outlines[call.file].rules.stubbing.contains { written.contains("." + $0 + "(") }
        || answersFixedly(value)
    }
  }
}
