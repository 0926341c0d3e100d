extension Judge {
  /// A claim about a facet that no expression stands for.
  func viewed(_ claim: Claim, _ facet: Facet) -> Judgement? {
    guard let subject = claim.subject, let expected = claim.expected.first else { return nil }
    let shown = reader.excerpt(subject)
    let right = reader.excerpt(expected)
    switch facet {
    case .length:
      guard [.equal, .less, .lessEqual, .greater, .greaterEqual].contains(claim.form) else {
        return claim.form == .between
          ? Judgement(.size, 1, rule: "R9", "only bounds the length of \(shown) by \(right)") : nil
      }
      return counted(claim, subject, expected, claim.form)
    case .status, .ok:
      let result = Judgement(
        .statusOnly, 1, rule: "R9", "compares the status \(shown) with \(right), nothing else")
      let isError = reader.number(expected).map { [401, 403, 404, 409, 422, 429].contains($0) }
      return isError == true && !claim.isNegated ? result.adding(.errorStatus) : result
    default: return nil
    }
  }
}
