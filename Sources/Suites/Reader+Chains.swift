import Syntax

extension Reader {
  struct Link {
    var name: String
    /// The call of the link, if it is called.
    var call: Place?
  }

  /// The call that begins a chain.
  private func start(_ place: Place) -> Place? {
    var at = bare(place)
    for _ in 0..<200 {
      switch kind(at) {
      case .call:
        guard let target = first(at) else { return nil }
        if kind(target) == .name || chainNumber(at) != nil { return at }
        at = target
      case .member:
        let parts = children(at)
        guard parts.count == 2 else { return nil }
        at = bare(parts[0])
      default: return nil
      }
    }
    return nil
  }

  /// The call that begins a chain and the words after it, in source order.
  private func links(_ place: Place) -> (root: Place, links: [Link])? {
    var links: [Link] = []
    var at = bare(place)
    var call: Place?
    for _ in 0..<200 {
      switch kind(at) {
      case .call:
        guard let target = first(at) else { return nil }
        if kind(target) == .name || chainNumber(at) != nil { return (at, links.reversed()) }
        call = at
        at = target
      case .member:
        let parts = children(at)
        guard parts.count == 2 else { return nil }
        links.append(Link(name: text(parts[1]), call: call))
        call = nil
        at = bare(parts[0])
      default: return nil
      }
    }
    return nil
  }

  /// The chain rules whose root a call is.
  private func chain(_ call: Place) -> ChainRules? {
    chainNumber(call).map { outlines[call.file].rules.chains[$0] }
  }

  private func chainNumber(_ call: Place) -> Int? {
    let outline = outlines[call.file]
    guard let callee = callee(call), callee.base == nil, !callee.names.isEmpty else { return nil }
    var last = callee.last
    if callee.names.count == 1, let found = imported(last, at: call), let member = found.member {
      last = member
    }
    for number in outline.rules.chains.indices
    where outline.rules.chains[number].roots.contains(last) {
      let modules = outline.rules.chains[number].modules
      guard !modules.isEmpty else { return number }
      guard let name = qualified(callee, at: call) else { continue }
      if modules.contains(where: { name.hasPrefix($0 + ".") }) { return number }
    }
    return nil
  }

  /// The claims of `expect(x).a.b(y)`; nil when the node is no such chain.
  package func chainClaims(_ place: Place) -> [Claim]? {
    guard !outlines[place.file].rules.chains.isEmpty, let start = start(place),
      let rules = chain(start), let (root, links) = links(place)
    else { return nil }
    let given = arguments(root).positional
    if links.isEmpty, given.count > 1 { return nil }
    let subject = given.first
    var claims: [Claim] = []
    var isNegated = false
    var isQuantified = false
    for (number, link) in links.enumerated() {
      guard let row = rules.rows[link.name] else {
        if link.call != nil, !claims.isEmpty || number == links.count - 1 {
          var claim = Claim(.unknown, subject: subject, matcher: link.name)
          claim.isNegated = isNegated
          claims.append(claim)
        }
        continue
      }
      switch row.role {
      case .negation: isNegated.toggle()
      case .word: continue
      case .quantifier: isQuantified = true
      case .descends: continue
      case .terminal, .property:
        if row.role == .terminal, link.call == nil {
          claims.append(Claim(.incomplete, subject: subject, matcher: link.name))
          continue
        }
        let claim = claim(row, link, subject: subject, isNegated)
        claims.append(isQuantified ? quantify(claim) : claim)
        isNegated = false
      }
    }
    if claims.isEmpty, rules.needsTerminal {
      claims.append(Claim(.incomplete, subject: subject, matcher: callee(root)?.last ?? ""))
    }
    return claims
  }

  private func quantify(_ claim: Claim) -> Claim {
    var outer = Claim(.every, subject: claim.subject, matcher: claim.matcher)
    outer.parts = [claim]
    return outer
  }

  private func claim(_ row: ChainRow, _ link: Link, subject: Place?, _ isNegated: Bool) -> Claim {
    var claim = Claim(row.form, subject: subject, matcher: link.name)
    claim.isNegated = row.isNegated != isNegated
    if let call = link.call {
      let arguments = arguments(call)
      claim.expected = row.expected.flatMap { places($0, of: call, arguments) }
      claim.details = places(row.detail, of: call, arguments)
    }
    return claim
  }
}
