import Syntax

extension Reader {
  /// The import that a name means.
  package func imported(_ name: String, at place: Place) -> Import? {
    guard case .binding(let binding, _) = meaning(name, at: place), binding.source == .imported
    else { return nil }
    return outlines[place.file].imports[binding.node.int]
  }

  /// The name with its module, as far as imports tell; nil for what the file itself defines.
  package func qualified(_ callee: Callee, at place: Place) -> String? {
    guard callee.base == nil, let root = callee.names.first else { return nil }
    switch meaning(root, at: place) {
    case .binding(let binding, _) where binding.source == .imported:
      let found = outlines[place.file].imports[binding.node.int]
      let head = found.member.map { "\(found.module).\($0)" } ?? found.module
      return ([head] + callee.names.dropFirst()).joined(separator: ".")
    case .unbound: return callee.names.joined(separator: ".")
    default: return nil
    }
  }

  /// Whether a call runs a function of the test tree.
  package func callsTestCode(_ call: Place) -> Bool { function(call) != nil }

  /// The function of the test tree that a call runs, with the type it belongs to.
  func function(_ call: Place) -> FunctionReference? {
    memory.functions.answer(call) { find(functionOf: call) }
  }

  private func find(functionOf call: Place) -> FunctionReference? {
    guard let callee = callee(call) else { return nil }
    return named(callee, at: call) ?? asserting(callee, at: call) ?? chained(callee, at: call)
  }

  /// The method at the end of `Harness::new().given(a).success()`, when the test tree defines the
  /// type that the chain begins with.
  private func chained(_ callee: Callee, at call: Place) -> FunctionReference? {
    guard let root = chainRoot(call) else { return nil }
    return method(callee.last, ofMade: root, near: call.file)
  }

  /// What is called at the beginning of a chain of calls.
  private func chainRoot(_ call: Place) -> Callee? {
    var at = call
    for _ in 0..<60 {
      guard let object = receiver(at).map({ bare($0) }), kind(object) == .call,
        let callee = callee(object)
      else { return nil }
      if callee.base == nil { return callee }
      at = object
    }
    return nil
  }

  /// A method of the type of which `Type(…)` or `Type::new(…)` makes an object.
  private func method(
    _ name: String, ofMade callee: Callee, near file: Int
  ) -> FunctionReference? {
    callee.names.suffix(2).reversed().lazy.filter { $0.isCapitalized }.compactMap {
      index.method(name, ofTypeCalled: $0, near: file, in: outlines)
    }.first
  }

  /// Whether a function gives back what a call gives.
  func isResult(_ call: Place) -> Bool {
    tree(call).parent(call.node).map { tree(call).kind($0) == .exit } ?? false
  }

  /// Whether a call ends a chain that began with an object of a type of the test tree.
  func endsHarness(_ call: Place) -> Bool {
    guard isStatement(call), let callee = callee(call) else { return false }
    return chained(callee, at: call) != nil
  }

  /// The only method of the test tree that has this asserting name.
  private func asserting(_ callee: Callee, at call: Place) -> FunctionReference? {
    // What a name stands for that a whole module hands on.
    if callee.base == nil, callee.names.count == 1, Reader.isSurelyAsserting(callee.last),
      !outlines[call.file].rules.calls.rows.contains(callee.last),
      case .unbound = meaning(callee.last, at: call)
    {
      let given = arguments(call)
      return index.assertingFunction(
        callee.last, count: given.positional.count, labels: given.named.map(\.name),
        from: call.file, in: outlines)
    }
    guard callee.base != nil || callee.names.count > 1, Reader.isSurelyAsserting(callee.last),
      !outlines[call.file].rules.calls.rows.contains(callee.last),
      callee.names.first.map({ imported($0, at: call) == nil }) ?? true
    else { return nil }
    return index.assertingMethod(callee.last)
  }

  private func named(_ callee: Callee, at call: Place) -> FunctionReference? {
    guard callee.base == nil, let root = callee.names.first else { return nil }
    let outline = outlines[call.file]
    // The crate of the macro in which this stands.
    if root == "$crate", callee.names.count > 1 {
      return named(Callee(names: [callee.last]), at: call)
    }
    if callee.names.count == 1 {
      switch meaning(root, at: call) {
      case .binding(let binding, _) where binding.source == .function || binding.source == .value:
        return outline.definition(at: binding.node) == nil
          ? nil : FunctionReference(file: call.file, node: binding.node)
      case .binding(let binding, _) where binding.source == .imported:
        let found = outline.imports[binding.node.int]
        guard let member = found.member else { return nil }
        return index.function(member, module: found.module, importer: outline, in: outlines)
      case .argument(let place):
        let target = resolved(place)
        return outlines[target.file].definition(at: target.node) == nil
          ? nil : FunctionReference(file: target.file, node: target.node)
      case .unbound:
        return starred(root, in: outline) ?? index.sibling(root, of: call.file)
          ?? shared(root, at: call)
      case .several: return shared(root, at: call)
      default: return nil
      }
    }
    if callee.names.count == 2, outline.rules.receivers.contains(root) {
      return method(callee.last, at: call) ?? shared(callee.last, at: call)
    }
    if let local = localMember(callee, at: call) { return local }
    if callee.names.count == 2, imported(root, at: call) == nil,
      isReceiver(root, at: call) || outline.rules.callsHelper(self, call)
    {
      return index.sibling(callee.last, of: call.file, isMethod: true)
    }
    guard let found = imported(root, at: call) else { return nil }
    var module = found.module
    for part in (found.member.map { [$0] } ?? []) + callee.names.dropFirst().dropLast() {
      module += module.hasSuffix(".") ? part : "." + part
    }
    return index.function(callee.last, module: module, importer: outline, in: outlines)
      ?? index.function(callee.last, module: found.module, importer: outline, in: outlines)
  }

  /// The function `b` of `a.b` when this file says that `a` is a display of functions or a type.
  private func localMember(_ callee: Callee, at call: Place) -> FunctionReference? {
    guard callee.names.count == 2,
      case .binding(let binding, _) = meaning(callee.names[0], at: call)
    else { return nil }
    let outline = outlines[call.file]
    switch binding.source {
    case .value where outline.tree.kind(binding.node) == .map:
      for child in outline.tree.children(binding.node) {
        let node =
          outline.tree.kind(child) == .pair ? Array(outline.tree.children(child)).last : child
        guard let node, outline.definition(at: node)?.name == callee.last else { continue }
        return FunctionReference(file: call.file, node: node)
      }
      return nil
    case .value where outline.tree.kind(binding.node) == .call:
      // A page object or another helper that the test makes.
      guard let made = self.callee(call.at(binding.node)) else { return nil }
      return method(callee.last, ofMade: made, near: call.file)
        ?? index.method(callee.last, ofTypeCalled: made.last, near: call.file, in: outlines)
    case .type:
      guard let type = outline.types.firstIndex(where: { $0.node == binding.node }) else {
        return nil
      }
      return index.method(callee.last, file: call.file, type: type, in: outlines, depth: 0)
    default: return nil
    }
  }

  /// Whether a name is the object of the method around, written before the method's name.
  package func isReceiver(_ name: String, at place: Place) -> Bool {
    guard case .binding(let binding, _) = meaning(name, at: place), binding.source == .parameter
    else { return false }
    let tree = outlines[place.file].tree
    return tree.parent(binding.node).map { tree.kind($0) == .function } ?? false
  }

  /// A function of another file of the same unit, or a member of the types around, also of one
  /// that an extension adds.
  private func shared(_ name: String, at call: Place) -> FunctionReference? {
    let outline = outlines[call.file]
    guard index.hasUnit(call.file) else { return nil }
    var around: Set<String> = []
    if outline.rules.seesMembers {
      var type = outline.tree.ancestor(call.node, of: .types)
      while let here = type {
        for found in outline.types where found.node == here {
          around.insert(found.name)
          around.formUnion(found.parents)
          around.formUnion(found.parents.compactMap { outline.rules.libraryParents[$0] })
        }
        type = outline.tree.ancestor(here, of: .types)
      }
    }
    let given = arguments(call)
    return index.shared(
      name, count: given.positional.count, labels: given.named.map(\.name), importer: call.file,
      types: around, in: outlines)
  }

  /// The function `check` that a statement `Checks.check(…)` runs, when `Checks` is a type of another
  /// file of the test tree.
  func shared(ofTypeIn call: Place) -> FunctionReference? {
    guard isStatement(call), let callee = callee(call), callee.base == nil,
      callee.names.count == 2, callee.names[0].isCapitalized,
      let found = index.method(
        callee.last, ofTypeCalled: callee.names[0], near: call.file, in: outlines)
    else { return nil }
    let outline = outlines[found.file]
    return outline.rules.isInTests(outline.path, outline.settings.files) ? found : nil
  }

  private func starred(_ name: String, in outline: SuiteOutline) -> FunctionReference? {
    for found in outline.imports where found.local.isEmpty {
      if let function = index.function(
        name, module: found.module, importer: outline, in: outlines)
      {
        return function
      }
    }
    return nil
  }

  /// The method of the type around `place` or of what it derives from.
  private func method(_ name: String, at place: Place) -> FunctionReference? {
    let frame = place.frame < frames.count ? frames[0] : nil
    var start = outlines[place.file].tree.ancestor(place.node, of: .types)
    var file = place.file
    if let frame, frame.file != place.file || place.frame > 0,
      let outer = outlines[frame.file].tree.ancestor(frame.function, of: .types)
    {
      start = outer
      file = frame.file
    }
    guard let start, let type = outlines[file].types.firstIndex(where: { $0.node == start }) else {
      return nil
    }
    return index.method(name, file: file, type: type, in: outlines, depth: 0)
  }
}
