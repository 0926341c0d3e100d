import Syntax

extension Reader {
  // MARK: Before and after

  private static let copying: Set<String> = [
    "copy", "deepcopy", "clone", "structuredClone", "slice", "cloneDeep", "dup", "Clone", "to_vec",
  ]

  /// What a call or display makes a copy of.
  func copied(_ place: Place) -> Place? {
    switch kind(place) {
    case .call:
      guard let name = callee(place)?.last, Reader.copying.contains(name) else { return nil }
      let given = arguments(place).positional
      return (given.first ?? receiver(place)).map { bare($0) }
    case .list, .map:
      guard let only = first(place), kind(only) == .spread, children(place).count == 1 else {
        return nil
      }
      return first(only).map { bare($0) }
    default: return nil
    }
  }

  /// What was kept before the act, in `before + 1`.
  func stepped(_ place: Place) -> Place? {
    let at = bare(place)
    guard kind(at) == .binary else { return nil }
    let parts = children(at)
    guard parts.count == 2, parts.contains(where: { kind(bare($0)) == .number }) else { return nil }
    return parts.compactMap { definition(bare($0)) }.first.map { bare($0) }
  }

  /// Whether a member most likely holds an object that others see too, and no plain value.
  func isShared(_ member: Place) -> Bool {
    if outlines[member.file].rules.copiesValues || facet(member) != nil { return false }
    guard let word = Reader.words(path(member).last).last else { return false }
    let kinds = [
      "mapping", "map", "list", "data", "config", "settings", "options", "array", "dict", "table",
      "cache", "store", "queue", "state",
    ]
    return kinds.contains(word) || word.hasSuffix("s") && !word.hasSuffix("ss") && word != "status"
  }

  // MARK: Computed by the tested code

  /// Whether a call of a free or static function of the tested code, given something, computes.
  func computes(_ call: Place) -> Bool {
    guard kind(call) == .call, isCode(call), let callee = callee(call), !callee.names.isEmpty,
      !(arguments(call).positional.isEmpty && arguments(call).named.isEmpty)
    else { return false }
    guard let base = callee.base else {
      guard let root = callee.names.first else { return false }
      if outlines[call.file].rules.receivers.contains(root) { return false }
      if callee.names.count == 1 {
        return !outlines[call.file].rules.receivers.contains(root) && function(call) == nil
          && isFree(root, at: call) && !isVariant(root)
      }
      return isFree(root, at: call)
    }
    return isConstruction(base)
  }

  /// Arithmetic with constants of the tested code: its formula written once more.
  func isFormula(_ place: Place) -> Bool {
    let at = resolved(place)
    let signs: Set<Symbol> = [.plus, .minus, .star, .slash, .percent]
    guard kind(at) == .binary, signs.contains(tree(at).operatorSymbol(at.node)) else { return false }
    let tree = tree(at)
    return tree.descendants(at.node).contains { node in
      guard tree.kind(node) == .name || tree.kind(node) == .member,
        tree.parent(node).map({ tree.kind($0) != .member }) ?? true
      else { return false }
      let part = at.at(node)
      if isForeignConstant(part) { return true }
      let names = path(part).names
      guard names.count > 1, let root = names.first else { return false }
      if case .binding(let binding, _) = meaning(root, at: part) {
        return binding.source == .imported && isConstantName(root)
      }
      return root.first?.isUppercase ?? false
    }
  }

  private func isConstantName(_ name: String) -> Bool {
    name.count > 1 && !name.contains { $0.isLowercase }
  }

  private func isFree(_ root: String, at place: Place) -> Bool {
    switch meaning(root, at: place) {
    case .unbound: return true
    case .binding(let binding, _): return binding.source == .imported
    default: return false
    }
  }

  /// `Cents(5)` and `Some(5)` only wrap.
  private func isVariant(_ name: String) -> Bool {
    ["Some", "Ok", "Err", "Cents", "Money", "Decimal", "BigInt"].contains(name)
  }

  /// `Cents::from(5)`, `Date.of(2024, 1, 1)`: a type's own functions that make it.
  func isMaker(_ callee: Callee) -> Bool {
    let words = Reader.words(callee.last)
    guard callee.base == nil, let first = words.first, callee.names.count > 1 else { return false }
    let owner = callee.names[callee.names.count - 2]
    return ["new", "from", "of", "with", "default"].contains(first)
      && owner.first?.isUppercase ?? false && owner.contains { $0.isLowercase }
  }

  /// Whether a call makes an object, by whatever name.
  func isMaking(_ call: Place) -> Bool {
    isConstruction(call) || callee(call).map { isMaker($0) } ?? false
  }

  /// Whether an expression is a member or element of an object that the test works with.
  func isState(_ place: Place) -> Bool {
    var at = bare(place)
    if kind(at) == .name, let value = definition(at), kind(bare(value)) == .member { at = bare(value) }
    guard kind(at) == .member || kind(at) == .index, !isEnumMember(at), !isForeignConstant(at),
      !isIndependent(at)
    else { return false }
    while kind(at) == .member || kind(at) == .index || kind(at) == .unary, let object = first(at) {
      at = bare(object)
    }
    if kind(at) == .call { return isCode(at) || isConstruction(at) }
    guard kind(at) == .name else { return false }
    let name = text(at)
    guard name.first?.isLowercase ?? false,
      !["expected", "want", "tt", "tc", "case", "test", "row", "item", "given"].contains(name)
    else { return false }
    switch meaning(name, at: at) {
    case .binding(let binding, _):
      guard binding.source == .value else { return false }
      let value = resolved(at)
      return kind(value) == .call && !isSelfMade(value)
    case .several: return true
    default: return false
    }
  }

  /// Whether the test's own functions or the language made a value.
  private func isSelfMade(_ call: Place) -> Bool {
    guard let callee = callee(call) else { return true }
    return isLanguage(callee, at: call)
  }

  /// Whether an expression is written with a call in it.
  func holdsCall(_ place: Place) -> Bool {
    let tree = tree(place)
    let at = bare(place)
    return tree.kind(at.node) == .call || tree.descendants(at.node).contains { tree.kind($0) == .call }
  }

  // MARK: The test's own objects

  /// A call of a function of the test tree that calls nothing but the language.
  func isOwnAnswer(_ call: Place, depth: Int) -> Bool {
    guard depth < 3, let function = function(call), let callee = callee(call) else { return false }
    let outline = outlines[function.file]
    guard let definition = outline.definition(at: function.node), definition.returnsValue,
      callee.names.count == 1,
      arguments(call).positional.allSatisfy({ isIndependent($0, depth: depth + 1) })
    else { return false }
    let inside = Place(file: function.file, node: function.node)
    return !outline.tree.descendants(function.node).contains { node in
      switch outline.tree.kind(node) {
      case .call, .member: true
      case .name:
        switch meaning(outline.tree.text(node), at: inside.at(node)) {
        case .binding(let binding, _): binding.source != .parameter && binding.source != .value
        case .unbound: outline.rules.constants[outline.tree.text(node)] == nil
          && outline.tree.parent(node) != function.node
        default: true
        }
      default: false
      }
    }
  }

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
      return tree.kind(at) == .index || row(use.at(call), where: { $0.role == .assertion }) != nil
    case .arguments:
      guard let call = tree.parent(parent), let callee = callee(use.at(call)) else { return false }
      if isLanguage(callee, at: use.at(call)) {
        return ["len", "isinstance", "type", "str", "repr", "cap"].contains(callee.last)
      }
      return row(use.at(call), where: { $0.role == .assertion }) != nil
    default: return false
    }
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
    for scope in outline.scopes {
      let all = (scope.bindings[name] ?? []) + (scope.bindings["." + name] ?? [])
      for binding in all where outline.tree.kind(binding.node) == .call {
        guard isSurelyMade(at.at(binding.node)) else { return false }
        isMade = true
      }
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
    let rules = outlines[at.file].rules
    guard rules.constructorPrefixes.isEmpty else { return false }
    guard rules.constructorsMayFail else { return true }
    return !rules.failableTypes.contains(callee(at)?.last ?? "")
      && !arguments(at).named.contains { Reader.failing.contains($0.name) }
  }

  // MARK: Stubs

  /// Whether the test says beforehand what this call will answer.
  func isStubbed(_ call: Place) -> Bool {
    let rules = outlines[call.file].rules
    guard !rules.stubbing.isEmpty, let callee = callee(call), !callee.names.isEmpty else {
      return false
    }
    if isPatched(callee.last, at: call) || isStubbedMember(callee, at: call) { return true }
    guard callee.names.count > 1 else { return false }
    let tree = tree(call)
    guard let function = tree.ancestor(call.node, of: [.function, .lambda]) else { return false }
    let whole = callee.names.joined(separator: ".")
    let object = callee.names.dropLast().joined(separator: ".")
    let told = rules.stubbing.map { $0.replacing("*", with: callee.last) }
    for node in tree.descendants(function) where node < call.node && tree.kind(node) == .member {
      let parts = Array(tree.children(node))
      guard parts.count == 2 else { continue }
      let word = tree.text(parts[1])
      guard told.contains(word) else { continue }
      let base = tree.text(parts[0])
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
    return tree.descendants(function).contains { node in
      guard node < call.node, tree.kind(node) == .call else { return false }
      let given = arguments(call.at(node))
      return given["return_value"] != nil
        && given.positional.contains { literal($0).map { $0 == name || $0.hasSuffix("." + name) } ?? false }
    }
  }

  /// `const repository = { find: jest.fn().mockReturnValue(5) }`
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

  // MARK: Names and formats

  /// `headers["content-type"]`
  func isContentType(_ place: Place) -> Bool {
    let at = resolved(place)
    let keys: [Place]
    switch kind(at) {
    case .index: keys = children(at).dropFirst().flatMap { kind($0) == .text ? [$0] : children($0) }
    case .call: keys = arguments(at).positional
    case .unary: return first(at).map { isContentType($0) } ?? false
    default: return false
    }
    return keys.contains { literal($0)?.lowercased() == "content-type" }
  }

  /// `list(record) == ["id", "name"]`
  func listsNames(_ subject: Place, _ expected: Place) -> Bool {
    let list = resolved(expected)
    guard kind(list) == .list || kind(list) == .group || kind(list) == .map,
      let (facet, inner) = facet(subject), facet == .copy
    else { return false }
    let names = children(list)
    return !names.isEmpty && names.allSatisfy { isMemberName($0, of: inner) }
  }

  private static let dataWords: Set<String> = [
    "cache", "store", "registry", "index", "inventory", "repo", "repository", "set", "ids", "names",
    "keys", "values", "list", "queue", "lru", "users", "tags", "scheduler", "jobs", "seen",
  ]

  /// Whether the keys of a container are data and no member names.
  func holdsData(_ place: Place) -> Bool {
    let at = bare(place)
    let shown = kind(at) == .name ? text(at) : path(at).last
    return Reader.words(shown).last.map { Reader.dataWords.contains($0) } ?? false
  }

  // MARK: Shapes of expressions

  /// The two sides of `abs(a - b)`.
  func distance(_ place: Place) -> (Place, Place)? {
    let at = bare(place)
    guard kind(at) == .call, let name = callee(at)?.last, ["abs", "Abs", "fabs"].contains(name)
    else { return nil }
    guard let inner = (arguments(at).positional.first ?? receiver(at)).map({ bare($0) }),
      kind(inner) == .binary, tree(inner).operatorSymbol(inner.node) == .minus
    else { return nil }
    let parts = children(inner)
    return parts.count == 2 ? (parts[0], parts[1]) : nil
  }

  /// `x as? T`
  func isOptionalCast(_ place: Place) -> Bool {
    var at = place
    while kind(at) == .argument || kind(at) == .group, let inner = children(at).last { at = inner }
    return kind(at) == .cast && text(at).contains(" as? ")
  }

  /// Whether an expression is a member of what a loop goes through.
  func isElementMember(_ place: Place) -> Bool {
    var at = bare(place)
    guard kind(at) != .name else { return false }
    for _ in 0..<8 {
      if kind(at) == .name {
        guard case .binding(let binding, _) = meaning(text(at), at: at) else { return false }
        return binding.source == .element && !isIndependent(at.at(binding.node))
      }
      guard let inner = kind(at) == .call ? receiver(at) : first(at) else { return false }
      at = bare(inner)
    }
    return false
  }
}
