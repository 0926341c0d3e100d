import Syntax

extension Judge {
  /// R3, R6 to R10: an equality, by what stands on its two sides.
  func equality(_ claim: Claim, _ depth: Int) -> Judgement {
    guard let first = claim.subject, let second = claim.expected.first else {
      return Judgement(.value, 3, rule: "R16", "\(claim.matcher) compares values")
    }
    let (subject, expected) = oriented(first, second)
    var left: String { reader.excerpt(subject) }
    var right: String { reader.excerpt(expected) }
    if reader.isConstant(subject), reader.isConstant(expected) {
      return Judgement(
        .vacuous, 0, [.constant], rule: "R3", "compares the constants \(left) and \(right)")
    }
    if !claim.isNegated, let same = selfComparison(subject, expected) { return same }
    if !claim.isNegated, claim.form != .identical, let before = unchanged(subject, expected) {
      return before
    }
    if let fixed = fixedWord(claim, subject, expected, depth) { return fixed }
    if reader.isRecording(expected) || reader.isRecording(subject) {
      return Judgement(.snapshot, 2, rule: "R16", "compares \(left) with what was recorded")
    }
    if let seen = facetEquality(claim, subject, expected, depth) { return seen }
    if let format = formats(claim, subject, expected) { return format }
    if let independent = independence(subject, expected) { return independent }
    if claim.isNegated { return difference(subject, expected) }
    if let matcher = matcher(expected, subject: subject, depth) { return matcher }
    if reader.isEmptyDisplay(expected) {
      if reader.kind(reader.resolved(expected)) == .text {
        return Judgement(.value, 3, rule: "R9", "compares \(left) with an empty text")
      }
      return Judgement(
        .size, 2, [.absent], rule: "R7", "\(left) must be exactly empty")
    }
    if let container = container(subject, expected) { return container }
    if let error = inspection(subject, expected) { return error }
    if let mirror = mirror(subject, expected) { return mirror }
    return value(claim, subject, expected)
  }

  /// Puts the independent side second.
  private func oriented(_ first: Place, _ second: Place) -> (Place, Place) {
    let isFirstFixed = reader.isConstant(first)
    let isSecondFixed = reader.isConstant(second)
    if isFirstFixed != isSecondFixed { return isFirstFixed ? (second, first) : (first, second) }
    if isFirstFixed { return (first, second) }
    let isFirstPlain = reader.isIndependent(first)
    let isSecondPlain = reader.isIndependent(second)
    if isFirstPlain != isSecondPlain { return isFirstPlain ? (second, first) : (first, second) }
    if !reader.callsCode(first), reader.callsCode(second) { return (second, first) }
    if !reader.isImportedFunction(reader.unwrapped(first)),
      reader.isImportedFunction(reader.unwrapped(second)),
      !reader.codeCalls(first).map({ reader.text($0) })
        .contains(reader.text(reader.resolved(second)))
    {
      return (second, first)
    }
    return (first, second)
  }

  private func selfComparison(_ subject: Place, _ expected: Place) -> Judgement? {
    let text = reader.text(reader.bare(subject))
    guard text == reader.text(reader.bare(expected)), subject.frame == expected.frame else {
      return nil
    }
    var shown: String { reader.excerpt(subject) }
    if reader.kind(reader.bare(subject)) == .call, reader.isConstruction(subject) {
      return Judgement(
        .relational, 2, rule: "R6", "two objects made by \(shown) must be equal")
    }
    guard reader.holdsCall(subject), !reader.isIndependent(subject) else {
      return Judgement(.vacuous, 0, [.constant], rule: "R3", "compares \(shown) with itself")
    }
    if statesDeterminism {
      return Judgement(.relational, 2, rule: "R6", "two calls of \(shown) must agree")
    }
    return Judgement(
      .mirrored, 0, rule: "R6", "the expected side calls \(shown) again, so it moves with the code")
  }

  /// R8 and R10: null, true and false.
  private func fixedWord(
    _ claim: Claim, _ subject: Place, _ expected: Place, _ depth: Int
  ) -> Judgement? {
    guard let constant = reader.constant(expected) else { return nil }
    switch constant {
    case .null, .undefined:
      var inner = Claim(.null, subject: subject, matcher: claim.matcher)
      inner.isNegated = claim.isNegated
      return presence(inner)
    case .truth, .falsehood:
      var inner = reader.condition(subject)
      if inner.form == .truth { inner.form = .exactTruth }
      let flips = (constant == .falsehood) != claim.isNegated
      return judge(flips ? inner.negated : inner, depth: depth + 1)
    case .other: return nil
    }
  }

  private func facetEquality(
    _ claim: Claim, _ subject: Place, _ expected: Place, _ depth: Int
  ) -> Judgement? {
    // Decision 12: the status of an error is one of its leaves.
    if !claim.isNegated, reader.isMemberOfError(subject, expected) {
      return inspection(subject, expected) ?? value(claim, subject, expected)
    }
    if let status = status(claim, subject, expected) { return status }
    guard let (facet, inner) = reader.facet(subject) else { return nil }
    if facet == .status, !reader.isStatus(subject, expected) { return nil }
    var shown: String { reader.excerpt(subject) }
    var of: String { reader.excerpt(inner) }
    var right: String { reader.excerpt(expected) }
    switch facet {
    case .type:
      if reader.isCaughtError(inner) {
        return Judgement(
          .throwsSpecific, 2, rule: "R11", "the error must be of the type \(right)")
      }
      return Judgement(.typeOnly, 1, rule: "R9", "compares the type of \(of), not its value")
    case .length:
      if claim.isNegated, !reader.isConstant(expected) { return difference(subject, expected) }
      if isProperty, !reader.isConstant(expected), reader.usesParameters(expected) {
        return Judgement(
          .relational, 3, rule: "R15", "for generated inputs, \(shown) must equal \(right)")
      }
      return counted(claim, inner, expected, .equal)
    case .keys:
      if claim.isNegated { return difference(subject, expected) }
      return Judgement(.shape, 2, rule: "R9", "compares only the member names of \(of)")
    case .status, .ok: return compared(status: subject, with: expected, claim)
    case .called:
      return Judgement(.call, 1, rule: "R13", "checks that \(of) was called, not with what")
    case .callCount: return callCount(claim, inner, expected)
    case .callArguments:
      if claim.isNegated { return difference(subject, expected) }
      if reader.isWildcard(expected) {
        return Judgement(.call, 1, rule: "R13", "accepts any arguments of \(of)")
      }
      return Judgement(
        .callArgs, 2, rule: "R13", "compares the recorded arguments \(shown) with \(right)")
    case .time: return nil
    case .copy:
      var next = claim
      next.subject = inner
      next.expected = [expected]
      guard reader.facet(inner) != nil else { return nil }
      return facetEquality(next, inner, expected, depth + 1)
    }
  }

  /// Comparisons that look only at a format or at names, though they are written as values.
  private func formats(_ claim: Claim, _ subject: Place, _ expected: Place) -> Judgement? {
    guard !claim.isNegated else { return nil }
    var left: String { reader.excerpt(subject) }
    if reader.isContentType(subject) {
      return Judgement(.shape, 1, rule: "R9", "\(left) tells only the format")
    }
    if reader.listsNames(subject, expected) {
      return Judgement(.shape, 2, rule: "R9", "compares only the member names of \(left)")
    }
    return nil
  }

  /// Not equal: one value is excluded.
  func difference(_ subject: Place, _ expected: Place) -> Judgement {
    var left: String { reader.excerpt(subject) }
    var right: String { reader.excerpt(expected) }
    let isPreState =
      reader.definition(reader.bare(expected)).map {
        reader.text(reader.bare($0)) == reader.text(reader.bare(subject))
      } ?? false
    return Judgement(
      .relational, isPreState ? 2 : 1, [.negative], rule: "R9",
      isPreState
        ? "\(left) must have changed from what it was before"
        : "only excludes that \(left) equals \(right)")
  }

  /// R7: a display, leaf by leaf.
  private func container(_ subject: Place, _ expected: Place) -> Judgement? {
    let at = reader.untouched(expected)
    let kinds: NodeKinds = [.list, .map, .group]
    guard kinds.contains(reader.kind(at)), reader.first(at) != nil else { return nil }
    let leaves = reader.leaves(at)
    guard !leaves.isEmpty, leaves.allSatisfy({ reader.isWildcard($0) }) else { return nil }
    var left: String { reader.excerpt(subject) }
    return Judgement(
      .shape, 2, rule: "R7", "\(left) is compared only with patterns that any value of a type fits")
  }

  /// An expected side that is itself a matcher.
  private func matcher(_ expected: Place, subject: Place, _ depth: Int) -> Judgement? {
    let at = reader.resolved(expected)
    guard let claim = reader.matcherClaim(at, subject: subject) else { return nil }
    return judge(claim, depth: depth + 1)
  }

  func approximate(_ claim: Claim, _ depth: Int) -> Judgement {
    var result = equality(with(claim, .equal), depth)
    guard result.classified == .value else { return result }
    if let tolerance = claim.details.first.flatMap({ reader.number($0) }), tolerance >= 1,
      claim.matcher.contains("close") || claim.matcher.contains("approx")
    {
      result.tier = 1
      result = result.adding(.tolerance)
      result.because += ", within \(claim.details.first.map { reader.excerpt($0) } ?? "")"
    }
    return result
  }

  func with(_ claim: Claim, _ form: Form) -> Claim {
    var result = claim
    result.form = form
    return result
  }

  /// The subject as written, with the call that made it.
  private func described(_ subject: Place) -> String {
    let at = reader.bare(subject)
    let source = reader.resolved(subject)
    guard reader.kind(source) == .call else { return reader.excerpt(subject) }
    guard source != at else { return "the result of \(reader.excerpt(subject))" }
    return "\(reader.excerpt(subject)), the result of \(reader.excerpt(source)),"
  }

  private func value(_ claim: Claim, _ subject: Place, _ expected: Place) -> Judgement {
    var left: String { reader.excerpt(subject) }
    var right: String { reader.excerpt(expected) }
    if reader.sharesRoot(subject, expected) {
      return Judgement(
        .relational, 2, rule: "R9", "compares \(left) with another part of the same, \(right)")
    }
    if reader.isDoubleParameter(subject) {
      return Judgement(
        .callArgs, 2, rule: "R13", "the stand-in must be given \(right) for \(left)")
    }
    var result = Judgement(
      .value, 3, rule: "R9", "compares \(described(subject)) with \(right)")
    let isConstantLike =
      reader.isForeignConstant(expected) || reader.isEnumMember(expected)
      || reader.isConstant(expected)
    if claim.form == .identical, !isConstantLike {
      result.tier = 2
      result.because = "\(left) must be the very object \(right)"
    }
    if reader.isForeignConstant(expected), !reader.isEnumMember(expected) {
      result = result.capped(2).adding(.sharedConstant)
      result.because += ", a constant of the tested code"
    }
    if reader.isConstant(expected), reader.isForeignConstant(subject) {
      result = result.adding(.constantSubject)
    }
    if reader.isEcho(expected, of: subject) { result = result.adding(.echo) }
    if isProperty, !reader.isConstant(expected), reader.usesParameters(expected) {
      result = Judgement(
        .relational, 3, rule: "R15", "for generated inputs, \(left) must equal \(right)")
    }
    return result
  }
}
