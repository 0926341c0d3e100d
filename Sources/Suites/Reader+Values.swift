import Syntax

extension Reader {
  // MARK: Constants

  /// Whether an expression has the same value whatever the tested code does.
  package func isConstant(_ place: Place, depth: Int = 0) -> Bool {
    let at = bare(place)
    guard depth < 40 else { return false }
    switch kind(at) {
    case .number, .regex: return true
    case .text: return children(at).allSatisfy { isConstant($0, depth: depth + 1) }
    case .list, .map, .group, .sequence, .pair, .unary, .slice:
      if kind(at) == .unary, outlines[at.file].rules.prefixes[prefix(at)] == nil,
        prefix(at) == .await || prefix(at) == .yield
      {
        return false
      }
      return children(at).allSatisfy { isConstant($0, depth: depth + 1) }
    case .binary: return children(at).allSatisfy { isConstant($0, depth: depth + 1) }
    case .cast where outlines[at.file].rules.castsKeepValues:
      return first(at).map { isConstant($0, depth: depth + 1) } ?? false
    case .name:
      if outlines[at.file].rules.constants[text(at)] != nil { return true }
      guard let next = definition(at), isImmutable(next), !isLent(at) else { return false }
      if case .binding(let binding, _) = meaning(text(at), at: at), isReadByType(binding, at) {
        return false
      }
      return isConstant(next, depth: depth + 1)
    default: return false
    }
  }

  /// Whether a call is handed a name in such a way that it may change what the name holds.
  func isLent(_ name: Place) -> Bool {
    guard let mark = outlines[name.file].rules.mutableReference, let owner = localOwner(name) else {
      return false
    }
    let lent = memory.lent.answer(Place(file: name.file, node: owner)) {
      let tree = tree(name)
      var found: [String: NodeIndex] = [:]
      for node in tree.descendants(owner) where tree.kind(node) == .unary {
        let text = tree.text(node)
        guard text.hasPrefix(mark) else { continue }
        let name = String(text.dropFirst(mark.count))
        if found[name] == nil { found[name] = node }
      }
      return found
    }
    return lent[text(name)].map { $0 < name.node } ?? false
  }

  /// A value that nothing can change between its definition and its use.
  private func isImmutable(_ place: Place) -> Bool {
    switch kind(bare(place)) {
    case .number, .text, .regex, .name, .unary, .binary: true
    default: false
    }
  }

  /// A number, with its sign.
  package func number(_ place: Place) -> Double? {
    let at = resolved(place)
    switch kind(at) {
    case .number: return Double(text(at).filter { $0 != "_" })
    case .unary:
      guard let inner = first(at), let value = number(inner) else { return nil }
      return prefix(at) == .minus ? -value : prefix(at) == .plus ? value : nil
    default: return nil
    }
  }

  /// What a fixed word is, followed through names.
  package func constant(_ place: Place) -> Constant? {
    let at = resolved(place)
    guard kind(at) == .name else { return nil }
    return outlines[at.file].rules.constants[text(at)]
  }

  /// The content of a string literal without interpolation.
  package func literal(_ place: Place) -> String? {
    let at = resolved(place)
    guard kind(at) == .text, first(at) == nil else { return nil }
    let range = tree(at).range(at.node)
    let bytes = tree(at).bytes[range.indices]
    // Where every byte is a character.
    if bytes.allSatisfy({ $0 < 0x80 && $0 != 13 }) {
      let body = bytes.drop { $0.isLetter }
      guard let quote = body.first else { return nil }
      let width = body.count >= 6 && body.prefix(3).allSatisfy { $0 == quote } ? 3 : 1
      guard body.count >= 2 * width else { return nil }
      return String(decoding: body.dropFirst(width).dropLast(width), as: UTF8.self)
    }
    var body = Substring(text(at))
    while let first = body.first, first.isLetter { body.removeFirst() }
    guard let quote = body.first else { return nil }
    let triple = String(repeating: quote, count: 3)
    let width = body.count >= 6 && body.hasPrefix(triple) ? 3 : 1
    guard body.count >= 2 * width else { return nil }
    return String(body.dropFirst(width).dropLast(width))
  }

  /// Whether a counting loop's condition certainly holds at first: its bound is a literal.
  func isCertain(_ place: Place) -> Bool {
    let at = bare(place)
    guard kind(at) == .binary, let bound = children(at).last else { return isTrue(at) }
    if number(bound).map({ $0 != 0 }) ?? false { return true }
    return facet(bound).map { $0.facet == .length && isNonEmpty($0.of) } ?? false
  }

  /// Whether a condition is always true.
  func isTrue(_ place: Place) -> Bool {
    constant(bare(place)) == .truth || number(place) == 1
  }

  /// A display without elements, or an empty text.
  package func isEmptyDisplay(_ place: Place) -> Bool {
    let at = untouched(place)
    switch kind(at) {
    case .list, .map: return first(at) == nil
    case .group: return first(at) == nil
    case .text: return literal(at)?.isEmpty ?? false
    case .call:
      // `set()`, `dict()`, `tuple()`.
      guard let callee = callee(at), callee.base == nil else { return false }
      return outlines[at.file].rules.containers.contains(callee.names.joined(separator: "."))
        && arguments(at).isEmpty
    default: return false
    }
  }

  /// Whether a loop over this certainly runs at least once.
  func isNonEmpty(_ place: Place, depth: Int = 0) -> Bool {
    let at = resolved(place)
    guard depth < 8 else { return false }
    switch kind(at) {
    case .list, .group, .sequence, .map:
      return children(at).contains { kind($0) != .spread }
    case .text: return !(literal(at)?.isEmpty ?? true)
    case .binary:
      let bounds = children(at).map { number($0) }
      guard let holdsUpper = outlines[at.file].rules.ranges[tree(at).operatorSymbol(at.node)],
        bounds.count == 2, let low = bounds[0], let high = bounds[1]
      else { return false }
      return holdsUpper ? low <= high : low < high
    case .call:
      let arguments = arguments(at)
      guard let callee = callee(at) else { return false }
      if outlines[at.file].rules.displays.contains(callee.last), callee.names.count == 1 {
        return !arguments.positional.isEmpty
      }
      if outlines[at.file].rules.counters.contains(callee.last), callee.names.count == 1 {
        let bounds = arguments.positional.map { number($0) }
        guard let last = bounds.prefix(2).last, let last else { return false }
        return bounds.count == 1 ? last > 0 : (bounds[0] ?? last) < last
      }
      if outlines[at.file].rules.builtins.contains(callee.last), callee.names.count == 1 {
        return !arguments.positional.isEmpty
          && arguments.positional.allSatisfy {
            isNonEmpty($0, depth: depth + 1) || kind(bare($0)) == .lambda
              || kind(bare($0)) == .name && isCallable($0)
          }
      }
      guard let receiver = receiver(at) else { return false }
      return outlines[at.file].rules.wholeViews.contains(callee.last)
        && isNonEmpty(receiver, depth: depth + 1)
    default: return false
    }
  }

  /// Whether a loop only counts its turns.
  func counts(_ source: Place) -> Bool {
    let at = resolved(source)
    switch kind(at) {
    case .number: return true
    case .binary: return outlines[at.file].rules.ranges[tree(at).operatorSymbol(at.node)] != nil
    case .call:
      return callee(at).map { outlines[at.file].rules.counters.contains($0.last) } ?? false
    default: return false
    }
  }

  private func isCallable(_ place: Place) -> Bool {
    guard case .binding(let binding, _) = meaning(text(bare(place)), at: place) else {
      return outlines[place.file].rules.builtins.contains(text(bare(place)))
    }
    return binding.source == .function || binding.source == .type || binding.source == .imported
  }

  // MARK: Helpers by name

  /// Whether a name says that asserting is the purpose of what it names.
  package static func isAsserting(_ name: String) -> Bool { begins(name, assertingPrefixes) }

  /// Whether a name, in whatever case and without underscores before it, begins with one of these.
  private static func begins(_ name: String, _ prefixes: [[UInt8]]) -> Bool {
    var name = name
    return name.withUTF8 { bytes in
      let plain = bytes.drop { $0 == 95 }
      guard let first = plain.first else { return false }
      return prefixes.contains { prefix in
        first | 32 == prefix[0] && plain.count >= prefix.count
          && zip(plain, prefix).allSatisfy { $0 | 32 == $1 }
      }
    }
  }

  private static let surePrefixes: [[UInt8]] = ["assert", "expect"].map { Array($0.utf8) }
  private static let assertingPrefixes: [[UInt8]] = [
    "assert", "expect", "verify", "check", "should", "must", "require", "ensure", "validate",
  ].map { Array($0.utf8) }

  /// The name of a called assertion that lies outside the test tree; nil for anything else.
  func unresolvedAssertion(_ call: Place) -> String? {
    guard let callee = callee(call), Reader.isAsserting(callee.last), isStatement(call) else {
      return nil
    }
    let plain = callee.last.drop { $0 == "_" }.lowercased()
    let isSure =
      Reader.isSurelyAsserting(callee.last) || outlines[call.file].rules.callsHelper(self, call)
    guard callee.base == nil, let root = callee.names.first else {
      return isSure ? callee.last : nil
    }
    if outlines[call.file].rules.receivers.contains(root), callee.names.count == 2 {
      return function(call) == nil ? callee.last : nil
    }
    if callee.names.count == 1, case .binding(let binding, _) = meaning(root, at: call),
      binding.source != .imported, !(binding.source == .parameter && isSure)
    {
      return nil
    }
    if callee.names.count == 2, isColumn(callee, at: call) { return nil }
    if isSure { return callee.last }
    if case .unbound = meaning(root, at: call) {
      let isAround = outlines[call.file].imports.contains {
        $0.local.isEmpty && $0.module.hasPrefix("super")
      }
      if callee.names.count == 1 { return isAround ? nil : callee.last }
      return root.isCapitalized && callee.names.count == 2 ? callee.last : nil
    }
    guard let found = imported(root, at: call) else { return nil }
    let isTesting = found.module.lowercased().contains("test")
    return isTesting || plain.hasPrefix("verify") && callee.names.count == 1
      ? callee.last : nil
  }

  /// `row.check(…)`, a function that the row of a table holds and that is read there.
  private func isColumn(_ callee: Callee, at call: Place) -> Bool {
    guard case .binding(let binding, _) = meaning(callee.names[0], at: call),
      binding.source == .element
    else { return false }
    return children(resolved(call.at(binding.node))).contains { row in
      children(row).contains { pair in
        guard kind(pair) == .pair, let key = first(pair), text(key) == callee.last,
          let value = children(pair).last
        else { return false }
        return NodeKinds.functions.contains(kind(value))
      }
    }
  }

  /// A truth claim by an assertion call is the claim of the expression that it is given.
  package func delegated(_ claim: Claim) -> Claim {
    switch claim.form {
    case .truth:
      guard let subject = claim.subject else { return claim }
      var inner = condition(subject)
      if claim.isNegated { inner = inner.negated }
      if inner.matcher.isEmpty { inner.matcher = claim.matcher }
      inner.flags += claim.flags
      return inner
    default: return claim
    }
  }

  /// Whether a node alone can fail a test.
  func isDirectCheck(_ place: Place) -> Bool {
    switch kind(place) {
    case .assertion: return true
    case .member:
      return outlines[place.file].rules.reading(self, place).map { !$0.claims.isEmpty } ?? false
    case .call:
      if let reading = outlines[place.file].rules.reading(self, place) {
        return !reading.claims.isEmpty
      }
      if row(place, where: { $0.role == .assertion || $0.role == .failure }) != nil { return true }
      return chainClaims(place) != nil
    case .raise:
      guard let error = first(place) else { return false }
      let at = bare(error)
      let name = kind(at) == .call ? callee(at)?.last ?? "" : path(at).last
      return outlines[at.file].rules.failureErrors.contains(name)
        && outlines[at.file].rules.failsByRaising(self, place)
    default: return false
    }
  }

  /// Whether a call is the whole of a statement.
  package func isWholeStatement(_ call: Place) -> Bool {
    tree(call).parent(call.node).map { tree(call).kind($0) == .statement } ?? false
  }

  /// Whether a call, awaited or not, stands alone.
  func isStatement(_ call: Place) -> Bool {
    let tree = outlines[call.file].tree
    var parent = tree.parent(call.node)
    while let here = parent, tree.kind(here) == .unary || tree.kind(here) == .cast {
      parent = tree.parent(here)
    }
    return parent.map { tree.kind($0) == .statement } ?? false
  }

  /// Whether a name says that something is checked, and not that something is made.
  static func isChecking(_ name: String) -> Bool {
    let plain = name.drop { $0 == "_" }.lowercased()
    return isAsserting(name) && !plain.hasPrefix("must") && !plain.hasPrefix("require")
      && !plain.hasPrefix("ensure")
  }

  /// Whether nothing but an assertion has such a name.
  static func isSurelyAsserting(_ name: String) -> Bool {
    begins(name, surePrefixes)
  }
}
