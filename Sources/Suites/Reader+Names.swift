import Syntax

/// What a name means where it stands.
package enum Meaning: Sendable {
  /// What a caller passed.
  case argument(Place)
  case binding(Binding, frame: Int)
  /// Several definitions, none of them certain.
  case several
  case unbound
}

extension Reader {
  /// What `name`, used at `place`, means.
  package func meaning(_ name: String, at place: Place) -> Meaning {
    if let known = memory.meanings[place], known.name == name { return known.meaning }
    let meaning = lookUp(name, at: place)
    memory.meanings.keep((name, meaning), place)
    return meaning
  }

  private func lookUp(_ name: String, at place: Place) -> Meaning {
    let outline = outlines[place.file]
    let binders = outline.binders(of: name)
    if binders.isEmpty, place.frame >= frames.count || frames[place.frame].arguments.isEmpty {
      return .unbound
    }
    let tree = outline.tree
    var leftFunction = false
    var at: NodeIndex? = place.node
    while let here = at {
      let kind = tree.kind(here)
      if NodeKinds.scopes.contains(kind) {
        if place.frame < frames.count, frames[place.frame].function == here,
          frames[place.frame].file == place.file,
          let argument = frames[place.frame].arguments[name]
        {
          return .argument(argument)
        }
        let isHidden = kind == .type && leftFunction && !outline.rules.seesMembers
        if !isHidden || outline.rules.isNamespace(tree, here),
          let all = SuiteOutline.bindings(by: here, of: binders),
          let chosen = choose(
            all, use: place.node, in: tree, isBlockwise: outline.rules.declaresNames)
        {
          return chosen.map { .binding($0, frame: place.frame) } ?? .several
        }
        if kind == .function || kind == .lambda { leftFunction = true }
      }
      at = tree.parent(here)
    }
    return .unbound
  }

  /// The definition that reaches `use`: nil for none at all, `.some(nil)` when it is not certain.
  ///
  /// Where `isBlockwise`, the variable of a loop ends with the loop.
  private func choose(
    _ all: [Binding], use: NodeIndex, in tree: SyntaxTree, isBlockwise: Bool
  ) -> Binding?? {
    if all.count == 1, all[0].source != .element {
      let only = all[0]
      if encloses(only, use, in: tree) { return .some(nil) }
      let isElsewhere =
        only.source == .changed && owner(of: only.at, in: tree) != owner(of: use, in: tree)
      return .some(isElsewhere ? nil : only)
    }
    let around = all.filter { binding in
      guard binding.source == .element else { return !encloses(binding, use, in: tree) }
      return !isBlockwise || tree.encloses(binding.at, use)
    }
    if around.isEmpty, all.allSatisfy({ $0.source == .element }) { return nil }
    let function = owner(of: use, in: tree)
    if around.contains(where: { $0.source == .changed && owner(of: $0.at, in: tree) != function }) {
      return .some(nil)
    }
    if around.count == 1 { return .some(around[0]) }
    if around.isEmpty { return all.isEmpty ? nil : .some(nil) }
    let isSpied = around.contains { binding in
      binding.source == .changed && tree.kind(binding.at) == .declaration
    }
    if isSpied { return .some(nil) }
    let before = around.filter { $0.at < use && owner(of: $0.at, in: tree) == function }
    guard let last = before.last else { return .some(nil) }
    let block = tree.ancestor(last.at, of: [.block, .file, .arm])
    guard let block, tree.encloses(block, use) else { return .some(nil) }
    return .some(last)
  }

  private func encloses(_ binding: Binding, _ use: NodeIndex, in tree: SyntaxTree) -> Bool {
    switch binding.source {
    case .value, .part, .changed: tree.encloses(binding.at, use)
    case .resource: tree.encloses(binding.node, use)
    default: false
    }
  }

  private func owner(of node: NodeIndex, in tree: SyntaxTree) -> NodeIndex? {
    tree.ancestor(node, of: .bodies)
  }

  /// The attribute `self.name`, if the type around binds it exactly once.
  func attribute(_ name: String, at place: Place) -> Binding? {
    let outline = outlines[place.file]
    guard let type = outline.tree.ancestor(place.node, of: .types),
      let bindings = outline.scope(of: type)?.bindings
    else { return nil }
    if let own = bindings["." + name] { return own.count == 1 ? own[0] : nil }
    guard let shared = bindings[name], shared.count == 1 else { return nil }
    return shared[0]
  }

  /// `place`, or what its name stands for when that is certain, without brackets.
  package func resolved(_ place: Place) -> Place {
    var at = bare(place)
    for _ in 0..<12 {
      guard let next = definition(at) else { return at }
      at = bare(next)
    }
    return at
  }

  /// What one name or `self.name` stands for.
  package func definition(_ at: Place) -> Place? {
    let kind = kind(at)
    guard kind == .name || kind == .member else { return nil }
    return memory.definitions.answer(at) { find(definitionOf: at) }
  }

  private func find(definitionOf at: Place) -> Place? {
    switch kind(at) {
    case .name:
      switch meaning(text(at), at: at) {
      case .argument(let place): return place
      case .binding(let binding, _) where binding.source == .value: return at.at(binding.node)
      default: return nil
      }
    case .member:
      let parts = children(at)
      guard parts.count == 2, kind(parts[0]) == .name,
        outlines[at.file].rules.receivers.contains(text(parts[0])),
        let binding = attribute(text(parts[1]), at: at), binding.source == .value
      else { return nil }
      return at.at(binding.node)
    default: return nil
    }
  }

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
    return named(callee, at: call) ?? asserting(callee, at: call)
  }

  /// The only method of the test tree that has this asserting name.
  private func asserting(_ callee: Callee, at call: Place) -> FunctionReference? {
    guard callee.base != nil || callee.names.count > 1, Reader.isSurelyAsserting(callee.last),
      !outlines[call.file].rules.calls.rows.keys.contains(callee.last),
      callee.names.first.map({ imported($0, at: call) == nil }) ?? true
    else { return nil }
    return index.assertingMethod(callee.last)
  }

  private func named(_ callee: Callee, at call: Place) -> FunctionReference? {
    guard callee.base == nil, let root = callee.names.first else { return nil }
    let outline = outlines[call.file]
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
      guard let name = self.callee(call.at(binding.node))?.last,
        let found = index.type(name, near: call.file)
      else { return nil }
      return index.method(
        callee.last, file: found.file, type: found.type, in: outlines, depth: 0)
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
        }
        type = outline.tree.ancestor(here, of: .types)
      }
    }
    let count = arguments(call).positional.count
    return index.shared(name, count: count, importer: call.file, types: around, in: outlines)
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
