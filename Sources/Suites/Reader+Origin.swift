import Syntax

extension Reader {
  // MARK: Calls of the tested code

  /// The calls inside an expression, followed through names, that run code under test.
  func codeCalls(_ place: Place) -> [Place] {
    memory.codeCalls.answer(place) { codeCalls(place, depth: 0) }
  }

  private func codeCalls(_ place: Place, depth: Int) -> [Place] {
    let at = resolved(place)
    guard depth < 12 else { return [] }
    switch kind(at) {
    case .number,
      .text where first(at) == nil:
      return []
    case .lambda, .function: return []
    case .call:
      let own = isCode(at) ? [at] : []
      let inside = children(at).flatMap { codeCalls($0, depth: depth + 1) }
      return own + inside
    case .argument:
      return children(at).dropFirst().flatMap { codeCalls($0, depth: depth + 1) }
    case .member:
      if tree(at).operatorSymbol(at.node) == .doubleColon { return [] }
      return first(at).map { codeCalls($0, depth: depth + 1) } ?? []
    case .name: return []
    default: return children(at).flatMap { codeCalls($0, depth: depth + 1) }
    }
  }

  /// Whether an expression, as written or behind its names, calls anything but the language.
  package func callsCode(_ place: Place) -> Bool { !codeCalls(place).isEmpty }

  /// Whether a call runs something else than the language, its library or a matcher.
  func isCode(_ call: Place) -> Bool { memory.code.answer(call) { runsCode(call) } }

  private func runsCode(_ call: Place) -> Bool {
    if startsWithDot(call) { return false }
    guard let callee = callee(call), !callee.names.isEmpty else {
      // A conversion, where types are read as such.
      return first(call).map { kind($0) != .typing } ?? true
    }
    if isConstruction(call) || isLanguage(callee, at: call) { return false }
    if callee.base == nil, !arguments(call).positional.isEmpty,
      outlines[call.file].rules.pure.contains(callee.names.joined(separator: "."))
    {
      return false
    }
    if outlines[call.file].rules.languageMethods.contains(callee.last), receiver(call) != nil {
      return false
    }
    if callee.names.count == 1, callee.base == nil {
      // What a fixture or a function of the test tree makes belongs to the test.
      if case .binding(let binding, _) = meaning(callee.last, at: call),
        binding.source == .parameter || binding.source == .element
      {
        return false
      }
      if function(call) != nil { return false }
    }
    if isMaker(callee) || callee.base == nil && callee.names.count == 1 && isVariant(callee.last) {
      return false
    }
    if callee.names.count > 1, let root = callee.names.first, function(call) != nil,
      outlines[call.file].rules.receivers.contains(root)
    {
      return false
    }
    if let object = receiver(call), isIndependent(object) { return false }
    let row = row(call) { row in
      switch row.role {
      case .predicate, .facet, .matcher, .mock, .meta, .assertion: true
      default: false
      }
    }
    return row == nil && !isOfLibrary(call)
  }

  private func startsWithDot(_ place: Place) -> Bool {
    let tree = tree(place)
    let range = tree.range(place.node)
    return !range.isEmpty && tree.bytes[Int(range.start)] == 46
  }

  /// Whether a callee is a built-in function or lies in the standard library.
  func isLanguage(_ callee: Callee, at call: Place) -> Bool {
    guard callee.base == nil, let root = callee.names.first else { return false }
    if callee.names.count == 1, outlines[call.file].rules.builtins.contains(root),
      case .unbound = meaning(root, at: call)
    {
      return true
    }
    if callee.names.count > 1, outlines[call.file].rules.globals.contains(root),
      case .unbound = meaning(root, at: call)
    {
      return true
    }
    guard let found = imported(root, at: call) else { return false }
    let top = found.module.prefix { $0 != "." && $0 != "/" }
    return outlines[call.file].rules.libraries.contains(String(top))
  }

  /// A call that makes a new object: its name begins with a capital letter.
  func isConstruction(_ place: Place) -> Bool {
    let at = resolved(place)
    guard kind(at) == .call, let callee = callee(at), callee.base == nil else { return false }
    if outlines[at.file].rules.constructsByKeyword { return prefix(at) == .new }
    let prefixes = outlines[at.file].rules.constructorPrefixes
    if !prefixes.isEmpty {
      return prefixes.contains { prefix in
        callee.last.hasPrefix(prefix)
          && callee.last.dropFirst(prefix.count).first.map(\.isUppercase) ?? true
      }
    }
    let name = callee.last.drop { $0 == "_" }
    if callee.names.count == 1, outlines[at.file].rules.typeNames.contains(callee.last) {
      return true
    }
    guard let first = name.first, first.isUppercase else { return false }
    return name.count <= 3 || name.contains { $0.isLowercase }
  }

  /// Whether an expression makes a new object anywhere inside.
  func makesObject(_ place: Place) -> Bool {
    let tree = outlines[place.file].tree
    let all = [place.node] + Array(tree.descendants(place.node))
    return all.contains { tree.kind($0) == .call && isConstruction(place.at($0)) }
  }

  /// What a name stands for when it is a display that nothing has touched, else itself.
  func untouched(_ place: Place) -> Place {
    let at = bare(place)
    guard kind(at) == .name,
      case .binding(let binding, _) = meaning(text(at), at: at), binding.source == .value
    else { return kind(at) == .name ? at : resolved(at) }
    return isTouched(at, binding) ? at : resolved(at)
  }

  /// A bare function, or a member of a module, that the file imports from outside the test tree.
  func isImportedFunction(_ call: Place) -> Bool {
    guard isCode(call), let callee = callee(call), callee.base == nil,
      let root = callee.names.first, let found = imported(root, at: call)
    else { return false }
    return index.file(found.module, importer: outlines[call.file]) == nil
      && (found.member == nil || callee.names.count == 1)
  }

  /// The names of the production functions that an expression calls, with their modules.
  func subjects(_ place: Place) -> [String] {
    var names: [String] = []
    func add(_ name: String) { if !name.isEmpty, !names.contains(name) { names.append(name) } }
    for call in calls(place) {
      guard let callee = callee(call), !callee.names.isEmpty, function(call) == nil,
        !isLanguage(callee, at: call),
        !(receiver(call).map { isIndependent($0) } ?? false)
      else { continue }
      add(qualified(callee, at: call) ?? callee.last)
    }
    return names
  }

  /// As `subjects`, for a function that is handed over instead of called.
  func handedOver(_ place: Place) -> [String] {
    let at = bare(place)
    guard kind(at) == .name || kind(at) == .member else { return subjects(place) }
    if let whole = destructured(at) ?? definition(at), kind(whole) == .call {
      return subjects(whole)
    }
    let callee = path(at)
    return callee.names.isEmpty || isLanguage(callee, at: at)
      ? [] : [qualified(callee, at: at) ?? callee.last]
  }

  /// Every call inside an expression, followed through names.
  func calls(_ place: Place, depth: Int = 0) -> [Place] {
    let at = kind(place) == .block ? place : resolved(place)
    guard depth < 14 else { return [] }
    switch kind(at) {
    case .number, .function, .name: return []
    case .call: return [at] + children(at).flatMap { calls($0, depth: depth + 1) }
    case .argument: return children(at).dropFirst().flatMap { calls($0, depth: depth + 1) }
    case .member: return first(at).map { calls($0, depth: depth + 1) } ?? []
    default: return children(at).flatMap { calls($0, depth: depth + 1) }
    }
  }

  // MARK: Independence

  /// Whether nothing but literals and the language made the value; false when not certain.
  func isIndependent(_ place: Place) -> Bool {
    memory.independence.answer(place) { isIndependent(place, depth: 0) }
  }

  func isIndependent(_ place: Place, depth: Int) -> Bool {
    let at = bare(place)
    guard depth < 20 else { return false }
    switch kind(at) {
    case .number, .regex: return true
    case .pair: return children(at).last.map { isIndependent($0, depth: depth + 1) } ?? false
    case .text, .list, .map, .group, .sequence, .binary, .slice:
      return children(at).allSatisfy { isIndependent($0, depth: depth + 1) }
    case .unary:
      return prefix(at) != .yield && children(at).allSatisfy { isIndependent($0, depth: depth + 1) }
    case .name:
      if outlines[at.file].rules.constants[text(at)] != nil { return true }
      guard case .binding(let binding, _) = meaning(text(at), at: at), binding.source == .value
      else { return false }
      let value = at.at(binding.node)
      return isIndependent(value, depth: depth + 1) && !isTouched(at, binding)
    case .member:
      // A part of what the test itself wrote down.
      guard let object = first(at) else { return false }
      var root = bare(object)
      while kind(root) == .member || kind(root) == .index, let next = first(root) {
        root = bare(next)
      }
      var whole = resolved(root)
      if kind(whole) == .unary, let inner = first(whole) { whole = bare(inner) }
      if kind(whole) == .map || kind(whole) == .list || isPure(whole, depth: depth),
        isIndependent(root, depth: depth + 1)
      {
        return true
      }
      return isOwnField(at, depth: depth)
    case .call:
      if isOwnAnswer(at, depth: depth) || isPure(at, depth: depth)
        || isAskedOfPure(at, depth: depth)
      {
        return true
      }
      if let object = receiver(at), let name = self.callee(at)?.last,
        outlines[at.file].rules.languageMethods.contains(name),
        kind(bare(object)) == .text, arguments(at).positional.isEmpty
      {
        return isIndependent(object, depth: depth + 1)
      }
      guard let callee = callee(at), callee.base == nil, callee.names.count == 1,
        outlines[at.file].rules.builtins.contains(callee.last),
        case .unbound = meaning(callee.last, at: at)
      else { return false }
      let arguments = arguments(at)
      let given = arguments.positional + arguments.named.map(\.value)
      if !interpolated(text(at)).isEmpty { return false }
      return given.allSatisfy { isIndependent($0, depth: depth + 1) }
    case .index:
      return children(at).allSatisfy { isIndependent($0, depth: depth + 1) }
    case .arguments: return children(at).allSatisfy { isIndependent($0, depth: depth + 1) }
    default: return false
    }
  }

  /// Whether all that a claim speaks of are constants and elements of the test's own tables.
  func isTestData(_ claim: Claim) -> Bool {
    guard claim.parts.isEmpty, let subject = claim.subject else { return false }
    let all = [subject] + claim.expected
    return all.allSatisfy { isTestData($0) } && !all.allSatisfy { isConstant($0) }
  }

  private func isTestData(_ place: Place) -> Bool {
    var at = bare(place)
    if isConstant(at) { return true }
    if let (_, inner) = facet(at) { at = bare(inner) }
    while kind(at) == .member || kind(at) == .index || kind(at) == .unary {
      guard let object = first(at) else { return false }
      at = bare(object)
    }
    guard kind(at) == .name, case .binding(let binding, _) = meaning(text(at), at: at),
      binding.source == .element
    else { return false }
    let source = resolved(at.at(binding.node))
    return (kind(source) == .list || kind(source) == .map) && !callsCode(source)
  }

  /// Whether a local value may have been changed by anything since it was defined.
  func isTouched(_ use: Place, _ binding: Binding) -> Bool {
    let tree = outlines[use.file].tree
    let name = text(use)
    let definition = use.at(binding.node)
    let kinds: NodeKinds = [.number, .text, .regex]
    if kinds.contains(kind(bare(definition))) { return false }
    let start = binding.at.int + Int(tree[binding.at].descendants) + 1
    guard let function = tree.ancestor(binding.at, of: .functions),
      function.int + 1 < use.node.int
    else { return true }
    for number in function.int + 1..<use.node.int {
      let node = NodeIndex(number)
      guard tree.kind(node) == .name, tree.text(node) == name, let parent = tree.parent(node) else {
        continue
      }
      // Before its definition only functions inside can change it, when they are called later.
      if number < start, tree.ancestor(node, of: .functions) == function { continue }
      if isOnlyRead(use.at(node)) { continue }
      switch tree.kind(parent) {
      case .arguments, .argument, .member, .index, .spread, .pair, .list, .map, .group,
        .assignment, .pattern, .loop, .exit, .lambda, .sequence:
        return true
      case .unary where tree.firstToken(parent).symbol == .ampersand: return true
      default: continue
      }
    }
    return false
  }
}
