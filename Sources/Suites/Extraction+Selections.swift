import Syntax

extension Extraction {
  /// An arm by values that fails the test is a guard by what leads to it; of arms by patterns, all
  /// but one of which fail the test, that one always runs.
  mutating func selection(_ place: Place, _ reach: Reach) {
    let parts = reader.children(place)
    let arms = parts.filter { reader.kind($0) == .arm }
    if arms.contains(where: { reader.first($0).map { reader.kind($0) == .pattern } ?? false }) {
      return patterned(place, arms, reach)
    }
    let tag = parts.first { reader.kind($0) == .condition }
    for part in parts where reader.kind(part) != .arm { walk(part, reach) }
    for arm in arms {
      let (values, statements) = split(arm)
      guard let failure = failing(statements) else {
        for part in values + statements { walk(part, reach.union(.conditional)) }
        continue
      }
      if let claim = avoided(tag, values, arms.filter { $0 != arm }) { add(claim, arm, reach) }
      for part in statements where part != failure { walk(part, reach.union(.conditional)) }
    }
  }

  private mutating func patterned(_ place: Place, _ arms: [Place], _ reach: Reach) {
    let others = arms.filter { arm in
      guard let body = reader.children(arm).last, let last = lastStatement(body) else {
        return true
      }
      return !isFailure(last)
    }
    guard others.count == 1, arms.count > 1 else {
      if others.count < arms.count, let claim = pairing(place) { add(claim, place, reach) }
      return children(place, reach.union(.conditional))
    }
    for part in reader.children(place) where reader.kind(part) != .arm { walk(part, reach) }
    let claim = reader.condition(others[0])
    let failing = arms.first { $0 != others[0] } ?? others[0]
    let isSure = claim.form != .truth && claim.form != .never
    if isSure, failing.node < others[0].node { add(claim, failing, reach) }
    for part in reader.children(others[0]) { walk(part, reach) }
    if isSure, failing.node > others[0].node { add(claim, failing, reach) }
  }

  /// A selection by two values together, such as `switch (a.next(), b.next())`, compares them when
  /// some of its arms fail the test.
  private func pairing(_ place: Place) -> Claim? {
    guard let tag = reader.children(place).first else { return nil }
    let at = reader.bare(tag)
    let parts = reader.children(at)
    guard reader.kind(at) == .group || reader.kind(at) == .sequence, parts.count == 2 else {
      return nil
    }
    return Claim(.equal, subject: parts[0], expected: [parts[1]], matcher: "switch")
  }

  /// The values that lead to an arm, and its statements.
  private func split(_ arm: Place) -> (values: [Place], statements: [Place]) {
    let statements: NodeKinds = [
      .statement, .exit, .branch, .loop, .selection, .declaration, .raise, .attempt, .block,
      .scope, .type, .assertion,
    ]
    let parts = reader.children(arm)
    guard let first = parts.first, !statements.contains(reader.kind(first)) else {
      return ([], Array(parts))
    }
    let values = reader.kind(first) == .sequence ? Array(reader.children(first)) : [first]
    return (values, Array(parts.dropFirst()))
  }

  /// What must hold so that an arm is not taken.
  private func avoided(_ tag: Place?, _ values: [Place], _ others: [Place]) -> Claim? {
    let rest = values.isEmpty ? others.flatMap { split($0).values } : values
    guard !rest.isEmpty else { return nil }
    let subject = tag.map { reader.bare($0) }
    if let subject {
      let cast =
        reader.kind(subject) == .assignment
        ? reader.children(subject).last : reader.first(tag ?? subject)
      if let cast, reader.kind(cast) == .cast {
        var claim = Claim(.type, subject: reader.bare(cast), expected: rest, matcher: "switch")
        claim.isNegated = !values.isEmpty
        return claim
      }
      var claim = Claim(.isIn, subject: subject, expected: rest, matcher: "switch")
      if rest.count == 1 { claim.form = .equal }
      claim.isNegated = !values.isEmpty
      return claim
    }
    if rest.contains(where: { isArrival($0) }) {
      return Claim(.noThrow, subject: rest[0], matcher: "select")
    }
    let parts = rest.map { reader.condition($0) }
    var claim = parts[0]
    if parts.count > 1 {
      claim = Claim(.any, subject: parts[0].subject, matcher: "switch")
      claim.parts = parts
    }
    return values.isEmpty ? claim : claim.negated
  }

  /// Whether an arm waits for something instead of comparing.
  private func isArrival(_ place: Place) -> Bool {
    let at = reader.bare(place)
    switch reader.kind(at) {
    case .assignment: return true
    case .unary: return reader.prefix(at) == .leftArrow
    default: return false
    }
  }
}
