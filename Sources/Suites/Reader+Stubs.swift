import Syntax

extension Reader {
  // MARK: The test's own objects

  /// Whether a use of a name cannot change what it holds.
  func isOnlyRead(_ use: Place) -> Bool {
    let tree = tree(use)
    guard let parent = tree.parent(use.node) else { return false }
    switch tree.kind(parent) {
    case .index, .member:
      guard tree.children(parent).first == use.node else { return false }
      var at = parent
      while let next = tree.parent(at), tree.kind(next) == .member || tree.kind(next) == .index,
        tree.children(next).first == at
      {
        at = next
      }
      guard let around = tree.parent(at) else { return false }
      if tree.kind(around) == .assignment { return tree.children(around).first != at }
      if tree.kind(around) == .call, tree.children(around).first == at { return false }
      let changing: NodeKinds = [
        .unary, .pattern, .loop, .pair, .list, .map, .argument, .lambda, .exit,
      ]
      if changing.contains(tree.kind(around)) { return false }
      guard tree.kind(around) == .arguments, let call = tree.parent(around) else { return true }
      return tree.kind(at) == .index || isHarmless(use.at(call))
    case .arguments:
      guard let call = tree.parent(parent) else { return false }
      return isHarmless(use.at(call))
    default: return false
    }
  }

  private static let looking: Set<String> = [
    "len", "isinstance", "type", "str", "repr", "cap", "print", "println", "Println", "Printf",
    "Sprintf", "log", "stringify", "format",
  ]

  /// Whether a call changes nothing of what it is given: it asserts, reports or shows.
  private func isHarmless(_ call: Place) -> Bool {
    guard let callee = callee(call) else { return false }
    if isLanguage(callee, at: call) { return Reader.looking.contains(callee.last) }
    return row(call) { row in
      switch row.role {
      case .assertion, .failure: true
      default: false
      }
    } != nil
  }

  /// Whether a name or attribute stands, wherever it is set, for a newly made object.
  func madeInSetUp(_ place: Place) -> Bool {
    var at = bare(place)
    if kind(at) == .unary, let inner = first(at) { at = bare(inner) }
    let outline = outlines[at.file]
    var name = text(at)
    if kind(at) == .member {
      let parts = children(at)
      guard parts.count == 2, outline.rules.receivers.contains(text(parts[0])) else { return false }
      name = text(parts[1])
    } else if kind(at) != .name {
      return false
    }
    if kind(at) == .name, case .binding(let binding, _) = meaning(name, at: at) {
      guard binding.source == .changed || binding.source == .parameter || binding.source == .value
      else { return false }
      if binding.source == .value, outline.tree.ancestor(binding.at, of: .functions) != nil {
        return false
      }
      if binding.source == .parameter {
        return fixture(name, at: at).map { isSurelyMade($0) } ?? false
      }
    }
    var isMade = false
    for call in outline.calls(boundTo: name) {
      guard isSurelyMade(at.at(call)) else { return false }
      isMade = true
    }
    return isMade
  }

  /// What a fixture of the same file gives.
  private func fixture(_ name: String, at place: Place) -> Place? {
    let outline = outlines[place.file]
    let tree = outline.tree
    for definition in outline.definitions where definition.name == name {
      guard let around = tree.parent(definition.node), tree.kind(around) == .decorated,
        tree.children(around).contains(where: {
          tree.kind($0) == .annotation && tree.text($0).contains("fixture")
        })
      else { continue }
      let exits = Array(tree.descendants(definition.node)).filter { tree.kind($0) == .exit }
      guard exits.count == 1, let value = tree.children(exits[0]).first else { return nil }
      return place.at(value)
    }
    return nil
  }

  private static let failing: Set<String> = [
    "rawValue", "json", "data", "from", "parsing", "coder", "exactly", "validating", "string",
  ]

  /// Whether an expression makes an object and cannot fail to.
  func isSurelyMade(_ place: Place) -> Bool {
    guard isConstruction(place) else { return false }
    let at = resolved(place)
    let outline = outlines[at.file]
    guard outline.rules.constructorPrefixes.isEmpty else { return false }
    guard outline.rules.constructorsMayFail else { return true }
    let type = callee(at)?.last ?? ""
    return !outline.rules.failableTypes.contains(type) && !code.failableTypes.contains(type)
      && !arguments(at).named.contains { Reader.failing.contains($0.name) }
  }

  /// The type of the test tree that an object was made of.
  func ownType(_ object: Place) -> (file: Int, type: Int)? {
    memory.types.answer(object) { find(typeOf: object) }
  }

  private func find(typeOf object: Place) -> (file: Int, type: Int)? {
    let at = bare(object)
    let made = resolved(at)
    if kind(made) == .call {
      guard isConstruction(made), let name = callee(made)?.last else { return nil }
      return index.type(name, near: at.file)
    }
    guard kind(at) == .name || kind(at) == .member else { return nil }
    let name = kind(at) == .name ? text(at) : path(at).last
    let outline = outlines[at.file]
    for call in outline.calls(boundTo: name) {
      let value = at.at(call)
      guard isConstruction(value), let type = callee(value)?.last,
        let found = index.type(type, near: at.file)
      else { continue }
      return found
    }
    return nil
  }

  /// Whether a value is the answer of a stand-in of the test itself, asked by the test itself, that
  /// depends on nothing that the tested code told it.
  func isOwnDouble(_ place: Place) -> Bool {
    var at = resolved(place)
    for _ in 0..<8 {
      guard kind(at) == .member || kind(at) == .index || kind(at) == .unary, let object = first(at)
      else { break }
      at = resolved(object)
    }
    guard kind(at) == .call, let name = callee(at)?.last, let object = receiver(at),
      let (file, type) = ownType(object)
    else { return false }
    let outline = outlines[file]
    let node = outline.types[type].node
    guard !outline.cases.contains(where: { outline.tree.encloses(node, $0.node) }),
      let method = index.method(name, file: file, type: type, in: outlines, depth: 0)
    else { return false }
    let recorded = doubles[method.file].members
    let tree = outlines[method.file].tree
    return !tree.descendants(method.node).contains { inner in
      switch tree.kind(inner) {
      case .name: recorded[tree.text(inner)] != nil
      case .call: true
      default: false
      }
    }
  }

  // MARK: Stubs

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
    for (node, left, word) in members(in: call.at(function)) {
      guard node < call.node else { break }
      guard told.contains(word) else { continue }
      let whole = callee.names.joined(separator: ".")
      let object = callee.names.dropLast().joined(separator: ".")
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
    }
  }
}
