import Syntax

extension Reader {
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
    guard !outlines[at.file].rules.libraries.contains(found.top) else { return false }
    return Reader.isWrittenAsConstant(callee.last)
  }

  /// `TAX_RATE`: several characters, of which no letter is small.
  static func isWrittenAsConstant(_ name: String) -> Bool {
    name.contains { $0.isLetter } && !name.holdsSmallLetter && name.count > 1
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
        let texts = arguments(at).values.map { text(bare($0)) }
        let root = path(sought).names.first
        return texts.contains(text(sought)) || root.map { texts.contains($0) } ?? false
      }
      guard kind(at) == .member || kind(at) == .index, let object = first(at) else { return false }
      at = resolved(object)
    }
    return false
  }

  /// What `try #require(x)` insists on and hands on.
  func insisted(_ call: Place) -> Place? {
    guard let row = row(call, where: { $0.role == .assertion }),
      row.form == .truth || row.form == .null && row.isNegated
    else { return nil }
    return firstArgument(call)
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
        if let only = insisted(at) {
          at = resolved(only)
          continue
        }
        guard !isCode(at), let object = receiver(at), let name = callee(at)?.last,
          outlines[at.file].rules.languageMethods.contains(name)
        else { return at }
        at = resolved(object)
      default: return at
      }
    }
    return at
  }

  private static let inverses: WordSet = [
    "loads", "dumps", "decode", "encode", "parse", "stringify", "Marshal", "Unmarshal",
    "deserialize", "serialize", "from_str", "from_slice", "from_value", "to_value", "to_vec",
    "to_string", "to_string_pretty",
  ]
  private static let printing: WordSet = [
    "String", "toString", "to_string", "isoformat", "format", "serialize", "stringify",
  ]

  /// `decode(encode(x)) == x`, `parse(x).toString() == x`.
  func isRoundTrip(_ subject: Place, _ expected: Place) -> Bool {
    let plain = bare(expected)
    // A member of what comes back, beside that of what went in.
    var (original, copy) = (plain, bare(subject))
    while kind(original) == .member, kind(copy) == .member, path(original).last == path(copy).last,
      let one = first(original), let other = first(copy)
    {
      (original, copy) = (bare(one), bare(other))
    }
    if original != plain, kind(original) == .name, kind(copy) == .name, isRoundTrip(copy, original)
    {
      return true
    }
    let sought = text(copied(plain) ?? plain)
    let at = resolved(subject)
    if kind(at) == .call, let name = callee(at)?.last.lowercased().filter({ $0 != "_" }),
      name.contains("roundtrip"), given(at).contains(where: { text(bare($0)) == sought })
    {
      return true
    }
    if kind(at) == .call, let name = callee(at)?.last, Reader.printing.contains(name),
      let object = receiver(at).map({ resolved($0) }), kind(object) == .call, isCode(object),
      let inner = callee(object)?.last.lowercased(),
      ["parse", "decode", "from"].contains(where: { inner.hasPrefix($0) }),
      given(object).contains(where: { text(bare($0)) == sought })
    {
      return true
    }
    let outer = unwrapped(subject)
    guard kind(outer) == .call, let name = callee(outer)?.last,
      isCode(outer) || Reader.inverses.contains(name)
    else { return false }
    let isWritten = isConstant(plain)
    for input in given(outer) {
      // An object that merely was given the same literal is no way back to it.
      if isWritten, isConstruction(input) { continue }
      for inner in innerCalls(input) {
        let places = given(inner) + (receiver(inner).map { [$0] } ?? [])
        if places.contains(where: { text(copied(bare($0)) ?? bare($0)) == sought }) { return true }
      }
    }
    return false
  }

  private func given(_ call: Place) -> [Place] { arguments(call).values }

  /// The calls of the tested code, or of one that can be undone, that make a value.
  private func innerCalls(_ place: Place, depth: Int = 0) -> [Place] {
    let at = resolved(place)
    guard depth < 4, kind(at) == .call, let name = callee(at)?.last else { return [] }
    if isCode(at) || Reader.inverses.contains(name) { return [at] }
    if let object = receiver(at), outlines[at.file].rules.languageMethods.contains(name) {
      return innerCalls(object, depth: depth + 1)
    }
    return given(at).flatMap { innerCalls($0, depth: depth + 1) }
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
  func isMemberName(_ node: NodeIndex, in tree: SyntaxTree) -> Bool {
    guard let parent = tree.parent(node), tree.kind(parent) == .member else { return false }
    return tree.children(parent).first != node
  }
}
