extension Judge {
  /// R7: a container of which only the named members must agree; nil when it names a value.
  func namesOnly(_ claim: Claim, _ subject: Place, _ expected: Place) -> Judgement? {
    let at = reader.resolved(expected)
    guard claim.form == .subset, reader.kind(at) == .map || reader.kind(at) == .list else {
      return nil
    }
    var shown: String { reader.excerpt(subject) }
    guard reader.first(at) != nil else {
      return Judgement(
        .typeOnly, 1, rule: "R7", "names no member, so any \(shown) of that type passes")
    }
    let leaves = reader.leaves(at)
    guard leaves.allSatisfy({ reader.isWildcard($0) }) else { return nil }
    return Judgement(
      .shape, leaves.count > 1 ? 2 : 1, rule: "R7",
      "\(shown) is compared only with patterns that any value of a type fits")
  }

  /// A claim about a facet that no expression stands for.
  func viewed(_ claim: Claim, _ facet: Facet) -> Judgement? {
    guard let subject = claim.subject, let expected = claim.expected.first else { return nil }
    var shown: String { reader.excerpt(subject) }
    var right: String { reader.excerpt(expected) }
    switch facet {
    case .length:
      guard [.equal, .less, .lessEqual, .greater, .greaterEqual].contains(claim.form) else {
        return claim.form == .between
          ? Judgement(.size, 1, rule: "R9", "only bounds the length of \(shown) by \(right)") : nil
      }
      return counted(claim, subject, expected, claim.form)
    case .status, .ok: return compared(status: subject, with: expected, claim)
    default: return nil
    }
  }

  /// A status by its name and by what it is compared with.
  func status(_ claim: Claim, _ subject: Place, _ expected: Place) -> Judgement? {
    reader.looksLikeStatus(subject, expected)
      ? compared(status: subject, with: expected, claim) : nil
  }

  /// R9, and R12 where the rows of one table expect success and failure.
  func compared(status subject: Place, with expected: Place, _ claim: Claim) -> Judgement {
    var result = Judgement(
      .statusOnly, 1, rule: "R9",
      "compares the status \(reader.excerpt(subject)) with \(reader.excerpt(expected)), nothing else"
    )
    if !claim.isNegated, Contrast.isOfTable(expected, reader) {
      result = result.adding(.decision)
      (result.tier, result.rule) = (2, "R12")
      result.because += "; other rows of its table expect another status"
      return result
    }
    let isError = reader.number(expected).map { [401, 403, 404, 409, 422, 429].contains($0) }
    return isError == true && !claim.isNegated ? result.adding(.errorStatus) : result
  }
}
