import Syntax

extension Judge {
  /// R11: an error must appear.
  func raises(_ claim: Claim) -> Judgement {
    if claim.isNegated { return noThrow(claim) }
    guard let place = claim.subject ?? claim.expected.first ?? claim.details.first else {
      return Judgement(.throwsAny, 1, rule: "R11", "accepts any error")
    }
    if let subject = claim.subject, !reader.isConstant(subject),
      !NodeKinds.functions.contains(reader.kind(reader.bare(subject))),
      let independent = independence(subject, nil)
    {
      return independent
    }
    let outline = reader.outlines[place.file]
    let types = claim.expected.flatMap { names(of: $0) }
    let details = claim.details.filter { !isEmptyDetail($0) }
    let isBroad = types.isEmpty || types.contains { outline.rules.broadErrors.contains($0) }
    let named = types.isEmpty ? "any error" : types.joined(separator: " or ")
    if let detail = details.first {
      return Judgement(
        .throwsSpecific, 3, rule: "R11", "expects \(named) with \(reader.excerpt(detail))")
    }
    if isBroad, !claim.isExact {
      return Judgement(.throwsAny, 1, rule: "R11", "\(named) is too broad to tell errors apart")
    }
    let result = Judgement(
      .throwsSpecific, 2, rule: "R11", "expects the error type \(named), not which error it is")
    return types.contains { outline.rules.accidentalErrors.contains($0) }
      ? result.adding(.accidental) : result
  }

  private func names(of place: Place) -> [String] {
    let at = reader.resolved(place)
    switch reader.kind(at) {
    case .group, .list, .sequence: return reader.children(at).flatMap { names(of: $0) }
    case .call: return [reader.callee(at)?.last ?? ""]
    case .name, .member: return [reader.path(at).last]
    default: return [reader.excerpt(at)]
    }
  }

  private func isEmptyDetail(_ place: Place) -> Bool {
    if let text = reader.literal(place) { return text.isEmpty || text == ".*" }
    return reader.constant(place) == .null
  }

  func noThrow(_ claim: Claim) -> Judgement {
    let result = Judgement(.noThrow, 1, rule: "R9", "fails only when an error appears")
    return claim.form == .raises && !claim.expected.isEmpty ? result.adding(.misleading) : result
  }

  /// A look at an error that was caught.
  func inspection(_ subject: Place, _ expected: Place) -> Judgement? {
    guard reader.isCaughtError(subject) else { return nil }
    return Judgement(
      .throwsSpecific, 3, rule: "R11",
      "compares \(reader.excerpt(subject)) of the caught error with \(reader.excerpt(expected))")
  }

  // MARK: Mocks

  /// R13: calls of a stand-in.
  func call(_ claim: Claim) -> Judgement {
    let of = claim.subject.map { reader.excerpt($0) } ?? "the mock"
    if let mock = claim.subject,
      reader.isCalledByTestAlone(mock) || reader.reachesNoCode(mock.file)
    {
      return Judgement(.vacuous, 0, rule: "R4", "only the test itself calls \(of)")
    }
    if claim.form == .callCount, let count = claim.expected.first {
      return callCount(claim, claim.subject ?? count, count)
    }
    guard claim.form == .calledWith else {
      return claim.isNegated
        ? Judgement(.call, 2, [.absent], rule: "R13", "\(of) must never be called")
        : Judgement(.call, 1, rule: "R13", "checks that \(of) was called, not with what")
    }
    if claim.isNegated {
      return Judgement(
        .relational, 1, [.negative], rule: "R13", "only excludes one call of \(of)")
    }
    let shown = claim.expected.map { reader.excerpt($0) }.joined(separator: ", ")
    if !claim.expected.isEmpty, claim.expected.allSatisfy({ reader.isWildcard($0) }) {
      return Judgement(.call, 1, rule: "R13", "accepts any arguments of \(of)")
    }
    return Judgement(
      .callArgs, 2, rule: "R13", "\(of) must be called with \(shown.isEmpty ? "nothing" : shown)")
  }

  func callCount(_ claim: Claim, _ mock: Place, _ count: Place) -> Judgement {
    var of: String { reader.excerpt(mock) }
    if reader.number(count) == 0, !claim.isNegated {
      return Judgement(.call, 2, [.absent], rule: "R13", "\(of) must never be called")
    }
    return Judgement(
      .call, 1, rule: "R13", "counts the calls of \(of), not their arguments")
  }
}
