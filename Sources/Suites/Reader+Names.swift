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
}
