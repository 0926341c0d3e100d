import Syntax

extension Reader {
  // MARK: Calls of the tested code

  /// The calls inside an expression, followed through names, that run code under test.
  func codeCalls(_ place: Place, depth: Int = 0) -> [Place] {
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
    case .member: return first(at).map { codeCalls($0, depth: depth + 1) } ?? []
    case .name: return []
    default: return children(at).flatMap { codeCalls($0, depth: depth + 1) }
    }
  }

  /// Whether an expression, as written or behind its names, calls anything but the language.
  func callsCode(_ place: Place) -> Bool { !codeCalls(place).isEmpty }

  /// Whether a call runs something else than the language, its library or a matcher.
  func isCode(_ call: Place) -> Bool {
    guard let callee = callee(call), !callee.names.isEmpty else { return true }
    if isConstruction(call) || isLanguage(callee, at: call) { return false }
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
    if let object = receiver(call), isIndependent(object) { return false }
    let row = row(call) { row in
      switch row.role {
      case .predicate, .facet, .matcher, .mock, .meta: true
      default: false
      }
    }
    return row == nil
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
    let callee = path(at)
    return callee.names.isEmpty || isLanguage(callee, at: at)
      ? [] : [qualified(callee, at: at) ?? callee.last]
  }

  /// Every call inside an expression, followed through names.
  private func calls(_ place: Place, depth: Int = 0) -> [Place] {
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
  func isIndependent(_ place: Place, depth: Int = 0) -> Bool {
    let at = bare(place)
    guard depth < 20 else { return false }
    switch kind(at) {
    case .number, .regex: return true
    case .text, .list, .map, .group, .sequence, .pair, .binary, .slice:
      return children(at).allSatisfy { isIndependent($0, depth: depth + 1) }
    case .unary:
      return prefix(at) != .yield && children(at).allSatisfy { isIndependent($0, depth: depth + 1) }
    case .name:
      if outlines[at.file].rules.constants[text(at)] != nil { return true }
      guard case .binding(let binding, _) = meaning(text(at), at: at), binding.source == .value
      else { return false }
      let value = at.at(binding.node)
      return isIndependent(value, depth: depth + 1) && !isTouched(at, binding)
    case .call:
      guard let callee = callee(at), callee.base == nil, callee.names.count == 1,
        outlines[at.file].rules.builtins.contains(callee.last),
        case .unbound = meaning(callee.last, at: at)
      else { return false }
      let arguments = arguments(at)
      return (arguments.positional + arguments.named.map(\.value))
        .allSatisfy { isIndependent($0, depth: depth + 1) }
    case .index:
      return children(at).allSatisfy { isIndependent($0, depth: depth + 1) }
    case .arguments: return children(at).allSatisfy { isIndependent($0, depth: depth + 1) }
    default: return false
    }
  }

  /// Whether a local value may have been changed by anything since it was defined.
  private func isTouched(_ use: Place, _ binding: Binding) -> Bool {
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
      switch tree.kind(parent) {
      case .arguments, .argument, .member, .index, .spread, .pair, .list, .map, .group,
        .assignment, .pattern, .loop, .exit, .lambda, .sequence:
        return true
      default: continue
      }
    }
    return false
  }

  // MARK: Mocks

  /// Whether a name stands for a stand-in made in the test.
  package func isMock(_ place: Place) -> Bool {
    let at = resolved(place)
    switch kind(at) {
    case .call: return row(at) { $0.role == .mock } != nil
    case .member: return first(at).map { isMock($0) } ?? false
    default: return false
    }
  }

  /// A direct call of a stand-in, whose answer the test itself wrote down.
  func isStubbedReturn(_ place: Place) -> Bool {
    let at = resolved(place)
    guard kind(at) == .call, let target = first(at),
      row(at, where: { $0.role == .mock }) == nil
    else { return false }
    if kind(target) == .name || kind(target) == .member { return isMock(target) }
    return false
  }

  // MARK: Errors

  /// Whether an expression looks into an error that the test caught.
  package func isCaughtError(_ place: Place) -> Bool {
    var at = bare(place)
    for _ in 0..<20 {
      switch kind(at) {
      case .name:
        guard case .binding(let binding, _) = meaning(text(at), at: at) else { return false }
        switch binding.source {
        case .caught: return true
        case .resource: return isRaising(at.at(binding.node))
        case .value, .part: at = bare(at.at(binding.node))
        case .parameter: return outlines[at.file].rules.bindsError(self, at)
        default: return false
        }
      case .member, .index:
        guard let object = first(at) else { return false }
        at = bare(object)
      case .call:
        if isRaising(at) { return true }
        let inner = arguments(at).positional
        if let callee = callee(at), callee.base == nil, callee.names.count == 1,
          outlines[at.file].rules.builtins.contains(callee.last), let only = inner.first
        {
          at = bare(only)
        } else if let object = receiver(at) {
          at = bare(object)
        } else {
          return false
        }
      default: return false
      }
    }
    return false
  }

  /// Whether an expression is the caught error itself, which is always there.
  func isErrorObject(_ place: Place) -> Bool {
    let at = bare(place)
    guard isCaughtError(at) else { return false }
    switch kind(at) {
    case .name: return true
    case .member:
      let parts = children(at)
      return parts.count == 2 && kind(parts[0]) == .name
        && ["value", "exception"].contains(text(parts[1]))
    default: return false
    }
  }

  private func isRaising(_ place: Place) -> Bool {
    let at = bare(place)
    if let reading = outlines[at.file].rules.reading(self, at), let only = reading.claims.first {
      return only.form == .raises && !only.isNegated
    }
    guard kind(at) == .call, let row = row(at, where: { $0.role == .assertion }) else {
      return false
    }
    return row.form == .raises && !row.isNegated
  }

  // MARK: Expected values

  /// The values inside a display, without keys.
  func leaves(_ place: Place, depth: Int = 0) -> [Place] {
    let at = bare(place)
    guard depth < 20 else { return [at] }
    switch kind(at) {
    case .list, .group, .map, .sequence:
      return children(at).flatMap { leaves($0, depth: depth + 1) }
    case .pair: return children(at).last.map { leaves($0, depth: depth + 1) } ?? []
    default: return [at]
    }
  }

  /// An expected value that any value, or any value of a type, fits.
  package func isWildcard(_ place: Place) -> Bool {
    let at = bare(place)
    if kind(at) == .name || kind(at) == .member {
      let names = path(at).names
      return outlines[at.file].rules.wildcards.contains(names.last ?? "")
        || outlines[at.file].rules.wildcards.contains(names.suffix(2).joined(separator: "."))
    }
    guard kind(at) == .call, let row = row(at, where: { $0.role == .matcher }) else { return false }
    return [.type, .subtype, .exists].contains(row.form)
  }

  /// What a matcher object claims of `subject`.
  package func matcherClaim(_ place: Place, subject: Place, depth: Int = 0) -> Claim? {
    let at = resolved(place)
    if isWildcard(at), kind(at) != .call {
      return Claim(.exists, subject: subject, matcher: text(at))
    }
    guard depth < 20, kind(at) == .call, let row = row(at, where: { $0.role == .matcher }) else {
      return nil
    }
    var claim = claim(row, at)
    claim.subject = subject
    let arguments = arguments(at)
    switch row.form {
    case .all, .any:
      claim.parts = arguments.positional.map { argument in
        matcherClaim(argument, subject: subject, depth: depth + 1)
          ?? Claim(.equal, subject: subject, expected: [argument], matcher: claim.matcher)
      }
      if claim.parts.count == 1, row.form == .all {
        return row.isNegated ? claim.parts[0].negated : claim.parts[0]
      }
    case .every:
      claim.parts = arguments.positional.prefix(1).map { argument in
        matcherClaim(argument, subject: subject, depth: depth + 1)
          ?? Claim(.equal, subject: subject, expected: [argument], matcher: claim.matcher)
      }
    case .contains, .some, .subset, .member, .length:
      let nested = claim.expected.last.flatMap {
        matcherClaim($0, subject: subject, depth: depth + 1)
      }
      if let nested, row.form == .member {
        return nested
      }
      if let nested, row.form == .contains || row.form == .some {
        claim.form = .some
        claim.parts = [nested]
      }
    default: break
    }
    return claim
  }

  /// A constant that the tested code defines: an imported name in capitals.
  func isForeignConstant(_ place: Place) -> Bool {
    let at = bare(place)
    guard kind(at) == .name || kind(at) == .member else { return false }
    let callee = path(at)
    guard callee.base == nil, let root = callee.names.first,
      let found = imported(root, at: at),
      index.file(found.module, importer: outlines[at.file]) == nil
    else { return false }
    let top = found.module.prefix { $0 != "." && $0 != "/" }
    guard !outlines[at.file].rules.libraries.contains(String(top)) else { return false }
    let name = callee.last
    return name.contains { $0.isLetter } && !name.contains { $0.isLowercase } && name.count > 1
  }

  /// `Colour.RED`: a member of a type, not of a module.
  func isEnumMember(_ place: Place) -> Bool {
    let names = path(bare(place)).names
    guard names.count > 1, let first = names[names.count - 2].first else { return false }
    return first.isUppercase
  }

  /// Whether the expected value was given to the call that made the subject.
  func isEcho(_ expected: Place, of subject: Place) -> Bool {
    let sought = bare(expected)
    let kinds: NodeKinds = [.name, .member, .index]
    guard kinds.contains(kind(sought)) else { return false }
    var at = resolved(subject)
    for _ in 0..<8 {
      if kind(at) == .call {
        let arguments = arguments(at)
        let texts = (arguments.positional + arguments.named.map(\.value)).map { text(bare($0)) }
        let root = path(sought).names.first
        return texts.contains(text(sought)) || root.map { texts.contains($0) } ?? false
      }
      guard kind(at) == .member || kind(at) == .index, let object = first(at) else { return false }
      at = resolved(object)
    }
    return false
  }

  /// The call that gives a value, without copies, members, elements and methods of the language.
  func unwrapped(_ place: Place) -> Place {
    var at = resolved(place)
    for _ in 0..<20 {
      if let (facet, inner) = facet(at), facet == .copy {
        at = resolved(inner)
        continue
      }
      switch kind(at) {
      case .member, .index:
        guard let object = first(at) else { return at }
        at = resolved(object)
      case .call:
        guard !isCode(at), let object = receiver(at), let name = callee(at)?.last,
          outlines[at.file].rules.languageMethods.contains(name)
        else { return at }
        at = resolved(object)
      default: return at
      }
    }
    return at
  }

  /// `decode(encode(x)) == x`.
  func isRoundTrip(_ subject: Place, _ expected: Place) -> Bool {
    let outer = unwrapped(subject)
    guard kind(outer) == .call, isCode(outer) else { return false }
    let sought = text(bare(expected))
    let inputs = arguments(outer)
    for input in inputs.positional + inputs.named.map(\.value) {
      let inner = resolved(input)
      guard kind(inner) == .call, isCode(inner) else { continue }
      let given = arguments(inner)
      let places =
        given.positional + given.named.map(\.value) + (receiver(inner).map { [$0] } ?? [])
      if places.contains(where: { text(bare($0)) == sought }) { return true }
    }
    return false
  }

  /// Whether an expression uses a parameter of the function around it.
  func usesParameters(_ place: Place) -> Bool {
    let tree = outlines[place.file].tree
    let all = [place.node] + Array(tree.descendants(place.node))
    return all.contains { node in
      guard tree.kind(node) == .name, !isMemberName(node, in: tree),
        case .binding(let binding, _) = meaning(tree.text(node), at: place.at(node))
      else { return false }
      return binding.source == .parameter
    }
  }

  /// Whether a name is the one after a dot.
  private func isMemberName(_ node: NodeIndex, in tree: SyntaxTree) -> Bool {
    guard let parent = tree.parent(node), tree.kind(parent) == .member else { return false }
    return tree.children(parent).first != node
  }
}
