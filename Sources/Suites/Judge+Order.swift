import Syntax

extension Judge {
  /// R9: bounds.
  func order(_ claim: Claim) -> Judgement {
    guard let first = claim.subject, let second = claim.expected.first else {
      return Judgement(.relational, 2, rule: "R16", "\(claim.matcher) checks a bound")
    }
    let isSwapped = reader.isConstant(first) && !reader.isConstant(second)
    let (subject, bound) = isSwapped ? (second, first) : (first, second)
    var shown: String { reader.excerpt(subject) }
    var right: String { reader.excerpt(bound) }
    if reader.isConstant(subject), reader.isConstant(bound) {
      return Judgement(
        .vacuous, 0, [.constant], rule: "R3", "compares the constants \(shown) and \(right)")
    }
    var form = isSwapped ? flipped(claim.form) : claim.form
    if claim.isNegated { form = opposite(form) }
    if let seen = inclusion(subject, bound, form) { return seen }
    if let (facet, inner) = reader.facet(subject) {
      switch facet {
      case .length, .keys:
        if let (other, _) = reader.facet(bound), other == facet, !reader.isIndependent(inner) {
          return Judgement(
            .relational, 2, rule: "R9",
            "bounds the length of one result by that of another, \(right)")
        }
        return counted(claim, inner, bound, form)
      case .callCount: return callBound(inner, bound, form)
      case .status:
        return Judgement(
          .statusOnly, 1, rule: "R9", "\(shown) only has to lie in a range")
      case .time:
        return Judgement(
          .relational, 1, [.timing], rule: "R9", "bounds a duration, \(shown), by \(right)")
      default: break
      }
    }
    if let independent = independence(subject, bound) { return independent }
    if form == .less || form == .lessEqual, reader.isConstant(bound),
      let (left, other) = reader.distance(subject)
    {
      return judge(Claim(.equal, subject: left, expected: [other], matcher: "abs"), depth: 1)
    }
    if reader.isTiming(subject) || reader.isTiming(bound) {
      return Judgement(
        .relational, 1, [.timing], rule: "R9", "bounds a duration, \(shown), by \(right)")
    }
    let isSign = reader.number(bound) == 0
    return Judgement(
      .relational, isSign && form != .between ? 1 : 2, rule: "R9",
      isSign ? "only checks the sign of \(shown)" : "bounds \(shown) by \(right)")
  }

  /// `{"a"} <= set(row)` and `{"a": 1}.items() <= row.items()`: order of sets is inclusion.
  private func inclusion(_ subject: Place, _ bound: Place, _ form: Form) -> Judgement? {
    guard form != .between else { return nil }
    let sides = form == .less || form == .lessEqual ? (subject, bound) : (bound, subject)
    let (part, whole) = (reader.resolved(sides.0), reader.resolved(sides.1))
    var shown: String { reader.excerpt(sides.1) }
    if reader.callee(part)?.last == "items", reader.callee(whole)?.last == "items" {
      return Judgement(
        .valuePartial, 2, rule: "R9", "looks for \(reader.excerpt(sides.0)) in \(shown)")
    }
    guard reader.kind(part) == .map || reader.kind(part) == .list,
      let (facet, inner) = reader.facet(whole), facet == .copy || facet == .keys
    else { return nil }
    let names = reader.children(part)
    guard !names.isEmpty,
      facet == .keys || names.allSatisfy({ reader.isMemberName($0, of: inner) })
    else { return nil }
    return Judgement(
      .shape, names.count > 1 ? 2 : 1, rule: "R9",
      "checks that \(shown) has \(reader.excerpt(part)), not their values")
  }

  func flipped(_ form: Form) -> Form {
    switch form {
    case .less: .greater
    case .lessEqual: .greaterEqual
    case .greater: .less
    case .greaterEqual: .lessEqual
    default: form
    }
  }

  func opposite(_ form: Form) -> Form {
    switch form {
    case .less: .greaterEqual
    case .lessEqual: .greater
    case .greater: .lessEqual
    case .greaterEqual: .less
    default: form
    }
  }

  /// A number of elements against a bound.
  func counted(_ claim: Claim, _ inner: Place, _ bound: Place, _ form: Form) -> Judgement {
    var of: String { reader.excerpt(inner) }
    var right: String { reader.excerpt(bound) }
    let number = reader.number(bound)
    if let independent = independence(inner, bound) { return independent }
    if number != nil, reader.isWrittenList(inner) {
      return Judgement(
        .vacuous, 0, [.constant], rule: "R4", "the test itself wrote down the elements of \(of)")
    }
    switch form {
    case .greaterEqual where (number ?? 1) <= 0, .greater where (number ?? 0) < 0:
      return Judgement(
        .vacuous, 0, [.impossible], rule: "R5", "no length of \(of) is below zero")
    case .equal where !claim.isNegated:
      if number == 0 {
        return Judgement(.size, 2, [.absent], rule: "R9", "\(of) must be empty")
      }
      if reader.isDelta(bound) {
        return Judgement(
          .value, 3, rule: "R9", "the length of \(of) must have changed by exactly that much")
      }
      return Judgement(.size, 2, rule: "R9", "counts \(of) but does not look at the elements")
    case .less where number == 1, .lessEqual where number == 0:
      return Judgement(.size, 2, [.absent], rule: "R9", "\(of) must be empty")
    default:
      return Judgement(.size, 1, rule: "R9", "only bounds the length of \(of) by \(right)")
    }
  }

  func callBound(_ inner: Place, _ bound: Place, _ form: Form) -> Judgement {
    var of: String { reader.excerpt(inner) }
    if form == .greaterEqual, reader.number(bound) == 0 {
      return Judgement(
        .vacuous, 0, [.impossible], rule: "R5", "no number of calls of \(of) is below zero")
    }
    return Judgement(.call, 1, rule: "R13", "bounds how often \(of) was called")
  }

  func size(_ claim: Claim) -> Judgement {
    guard let subject = claim.subject else {
      return Judgement(.size, 2, rule: "R9", "\(claim.matcher) counts elements")
    }
    if let bound = claim.expected.first, claim.form == .length {
      if reader.facet(subject)?.facet == .callArguments {
        return callCount(claim, subject, bound)
      }
      return counted(claim, subject, bound, .equal)
    }
    var of: String { reader.excerpt(subject) }
    // One text of a call may be empty; a list of calls that is tells that there was none.
    if reader.facet(subject)?.facet == .callArguments, !reader.isRecordedLocal(reader.bare(subject))
    {
      return claim.isNegated
        ? Judgement(.call, 1, rule: "R13", "checks that \(of) was called, not with what")
        : Judgement(.call, 2, [.absent], rule: "R13", "\(of) must never be called")
    }
    if let independent = independence(subject, nil) { return independent }
    return claim.isNegated
      ? Judgement(.size, 1, rule: "R9", "only checks that \(of) is not empty")
      : Judgement(.size, 2, [.absent], rule: "R9", "\(of) must be empty")
  }
}
