import Syntax

/// The test's own objects: what they are made of and who can change them.
extension Reader {
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

  private static let looking: WordSet = [
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
    // What was nothing at first may be nothing still.
    let bound = outline.binders(of: kind(at) == .member ? "." + name : name).flatMap(\.bindings)
    let isSure = bound.allSatisfy {
      switch $0.source {
      case .value, .part, .element, .caught, .resource: isSurelyMade(at.at($0.node))
      default: true
      }
    }
    guard isSure else { return false }
    var isMade = false
    for call in outline.calls(boundTo: name) {
      guard isSurelyMade(at.at(call)) else { return false }
      isMade = true
    }
    return isMade
  }

  /// What a fixture of the same file gives.
  func fixture(_ name: String, at place: Place) -> Place? {
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

  private static let failing: WordSet = [
    "rawValue", "json", "data", "from", "parsing", "coder", "exactly", "validating", "string",
  ]

  /// Whether an expression makes an object and cannot fail to.
  func isSurelyMade(_ place: Place) -> Bool {
    if isInjected(place) { return true }
    guard isConstruction(place) else { return false }
    let at = resolved(place)
    let outline = outlines[at.file]
    guard outline.rules.constructorPrefixes.isEmpty else { return false }
    guard outline.rules.constructorsMayFail else { return true }
    let type = callee(at)?.last ?? ""
    return !outline.rules.failableTypes.contains(type) && !code.failableTypes.contains(type)
      && !arguments(at).named.contains { Reader.failing.contains($0.name) }
  }

  /// `module.get(Orders)`: a container throws where it has none.
  /// - Source: https://docs.nestjs.com/fundamentals/testing
  private func isInjected(_ place: Place) -> Bool {
    let at = resolved(place)
    guard kind(at) == .call, outlines[at.file].rules.constructsByKeyword,
      let callee = callee(at), callee.base == nil, callee.names.count == 2,
      ["get", "resolve", "inject"].contains(callee.last),
      ["module", "moduleRef", "moduleFixture", "testingModule", "TestBed"]
        .contains(callee.names[0]), let type = firstArgument(at)
    else { return false }
    return kind(bare(type)) == .name && text(bare(type)).isCapitalized
  }

  /// The type of the test tree that an object was made of.
  func ownType(_ object: Place) -> (file: Int, type: Int)? {
    memory.types.answer(object) {
      guard let (file, type) = find(typeOf: object) else { return nil }
      // What only extends a type of the tested code is none of the test's own.
      let tree = outlines[file].tree
      let node = outlines[file].types[type].node
      guard let title = tree.children(node).first, tree[title].firstToken > 0 else {
        return (file, type)
      }
      let word = tree.tokens[Int(tree[title].firstToken) - 1].symbol
      return word == .extension ? nil : (file, type)
    }
  }

  private func find(typeOf object: Place) -> (file: Int, type: Int)? {
    let at = bare(object)
    let made = resolved(at)
    if kind(made) == .call {
      guard let callee = callee(made) else { return nil }
      if isConstruction(made) { return index.type(callee.last, near: at.file) }
      guard callee.base == nil, callee.names.count > 1 else { return nil }
      // `Arc::new(Gateway::default())`
      if outlines[at.file].rules.globals.contains(callee.names[0]), callee.last == "new",
        let only = firstArgument(made)
      {
        return ownType(only)
      }
      return isMaker(callee) ? index.type(callee.names[callee.names.count - 2], near: at.file) : nil
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
      if kind(at) == .call, let object = receiver(at), kind(bare(object)) == .call,
        arguments(at).isEmpty, ownType(object) == nil
      {
        at = resolved(object)
        continue
      }
      guard kind(at) == .member || kind(at) == .index || kind(at) == .unary, let object = first(at)
      else { break }
      at = resolved(object)
    }
    guard kind(at) == .call, let name = callee(at)?.last, let object = receiver(at),
      let (file, type) = ownType(object), !arguments(at).values.contains(where: callsCode)
    else { return false }
    let holdsOwn = isMadeOfOwn(object)
    let outline = outlines[file]
    let node = outline.types[type].node
    guard !outline.cases.contains(where: { outline.tree.encloses(node, $0.node) }),
      let method = index.method(name, file: file, type: type, in: outlines, depth: 0)
    else { return false }
    let recorded = doubles[method.file].members
    let tree = outlines[method.file].tree
    let kept = doubles[method.file].stores
    return !tree.descendants(method.node).contains { inner in
      switch tree.kind(inner) {
      case .name:
        kept.contains(tree.text(inner))
          || recorded[tree.text(inner)] != nil && !isCountedUp(inner, tree)
      case .call: !(holdsOwn && isOfMember(Place(file: method.file, node: inner)))
      default: false
      }
    }
  }

  /// Whether a name stands where a method only counts its own calls.
  private func isCountedUp(_ name: NodeIndex, _ tree: SyntaxTree) -> Bool {
    var at = name
    while let next = tree.parent(at), tree.kind(next) == .member { at = next }
    guard let around = tree.parent(at) else { return false }
    return tree.kind(around) == .unary
      || tree.kind(around) == .assignment && tree.children(around).first == at
  }

  /// Whether all that an object of the test tree was made with is the test's own too.
  private func isMadeOfOwn(_ object: Place) -> Bool {
    let made = resolved(object)
    guard kind(made) == .call, isConstruction(made), !arguments(made).isEmpty else { return false }
    return arguments(made).values.allSatisfy {
      isIndependent($0) || isMock($0) || ownType($0) != nil && isMadeOfOwn($0)
    }
  }

  /// Whether a method is called of a member of the object whose method is read.
  private func isOfMember(_ call: Place) -> Bool {
    guard let callee = callee(call), callee.base == nil, let root = callee.names.first else {
      return false
    }
    let rules = outlines[call.file].rules
    if rules.receivers.contains(root) { return callee.names.count > 2 }
    guard rules.seesMembers, callee.names.count == 2,
      let type = tree(call).ancestor(call.node, of: .types)
    else { return false }
    return outlines[call.file].bindings(of: root, in: type) != nil
  }

  /// Whether a member of a stand-in is what the test itself set just before: no tested code ran
  /// between.
  func isSetByTest(_ place: Place) -> Bool {
    var at = bare(place)
    // `flag.load(Ordering::SeqCst)`
    if kind(at) == .call, let object = receiver(at), let name = callee(at)?.last,
      Reader.readers.contains(name)
    {
      at = bare(object)
    }
    if kind(at) == .name, let value = definition(at) { at = bare(value) }
    guard kind(at) == .member, let object = first(at) else { return false }
    let isOwn = ownType(object).map { $0.file == at.file } ?? false
    if let name = children(at).last, doubles[at.file].members[text(name)] != nil { return false }
    // What any other object gives back may be more than what it was told.
    guard isOwn || isPlainData(object) else { return false }
    let tree = tree(at)
    let sought = text(at)
    guard let block = tree.ancestor(at.node, of: [.block, .function, .lambda]),
      let statement = tree.children(block).first(where: { tree.encloses($0, at.node) })
    else { return false }
    for before in tree.children(block).reversed() where before < statement {
      let nodes = [before] + Array(tree.descendants(before))
      let isSet = nodes.contains { node in
        switch tree.kind(node) {
        case .assignment:
          let sides = Array(tree.children(node))
          return sides.count > 1 && tree.text(sides[0]) == sought
        case .call where isOwn:
          guard let target = receiver(at.at(node)), isStatement(at.at(node)) else { return false }
          return text(target) == sought
            || text(target) == text(object) && sets(at.at(node), children(at).last)
        default: return false
        }
      }
      if isSet { return true }
      if nodes.contains(where: { tree.kind($0) == .call }) { return false }
    }
    return false
  }

  /// Whether an object is a literal, whose members hold what they are given.
  private func isPlainData(_ object: Place) -> Bool {
    var at = bare(object)
    while kind(at) == .member || kind(at) == .index, let next = first(at) { at = bare(next) }
    var whole = resolved(at)
    if kind(whole) == .unary, let inner = first(whole) { whole = bare(inner) }
    return kind(whole) == .map || isPure(whole, depth: 0)
  }

  private static let readers: WordSet = ["load", "Load", "get", "borrow", "read"]

  /// Whether a method of the test's own type assigns the member that `name` names.
  private func sets(_ call: Place, _ name: Place?) -> Bool {
    guard let name, let object = receiver(call), let (file, type) = ownType(object),
      let method = index.method(
        callee(call)?.last ?? "", file: file, type: type, in: outlines, depth: 0)
    else { return false }
    let tree = outlines[method.file].tree
    return tree.descendants(method.node).contains { node in
      guard tree.kind(node) == .assignment, let target = tree.children(node).first else {
        return false
      }
      let assigned = path(Place(file: method.file, node: target)).names
      return assigned.count == 2 && assigned[1] == text(name)
        && outlines[method.file].rules.receivers.contains(assigned[0])
    }
  }
}
