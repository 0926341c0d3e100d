import Syntax

/// Classifies claims by the ordered rules of the specification.
struct Judge {
  let reader: Reader
  var titles: [String] = []
  var isProperty = false

  /// Whether the test's titles say that a result must not vary.
  var statesDeterminism: Bool {
    let title = titles.joined(separator: " ").lowercased()
    return [
      "determinis", "idempoten", "stable", "pure", "same_result", "cache", "memo",
      "consisten", "repeat",
    ].contains { title.contains($0) }
  }

  func judge(_ check: Check) -> Judgement {
    var judge = self
    if check.flags.contains(.property) { judge.isProperty = true }
    var result = judge.judge(check.claim, depth: 0)
    if let helper = check.helper { result.because += " (in \(helper))" }
    return result
  }

  func judge(_ claim: Claim, depth: Int) -> Judgement {
    guard depth < 40 else {
      return Judgement(.unknown, 0, rule: "R16", "nests too deeply to be read")
    }
    if let facet = claim.facet, let seen = viewed(claim, facet) { return seen }
    switch claim.form {
    case .truth, .exactTruth: return truth(claim, depth)
    case .equal, .identical, .sameElements: return equality(claim, depth)
    case .approximate: return approximate(claim, depth)
    case .less, .lessEqual, .greater, .greaterEqual, .between: return order(claim)
    case .contains, .isIn, .startsWith, .matches, .subset: return part(claim)
    case .type, .subtype: return type(claim)
    case .null, .undefined, .exists: return presence(claim)
    case .hasKey, .hasKeys, .member: return key(claim, depth)
    case .length, .empty: return size(claim)
    case .called, .callCount, .calledWith: return call(claim)
    case .raises, .warns: return raises(claim)
    case .noThrow: return noThrow(claim)
    case .every, .some: return quantified(claim, depth)
    case .all, .any: return combined(claim, depth)
    default: return plain(claim)
    }
  }

  /// Forms whose class needs no reading of the operands.
  private func plain(_ claim: Claim) -> Judgement {
    let subject = claim.subject.map { reader.excerpt($0) } ?? "its subject"
    switch claim.form {
    case .snapshot:
      return Judgement(
        .snapshot, 2, rule: "R16", "compares \(subject) with a recorded snapshot")
    case .status:
      return Judgement(.statusOnly, 1, rule: "R9", "looks only at the status of \(subject)")
    case .ok:
      return Judgement(.statusOnly, 1, rule: "R9", "looks only at whether \(subject) succeeded")
    case .schema:
      return Judgement(.shape, 2, rule: "R9", "checks the structure of \(subject)")
    case .incomplete:
      return Judgement(
        .vacuous, 0, [.incomplete], rule: "R1",
        claim.matcher == "comparison"
          ? "compares \(subject) but throws the answer away"
          : "\(claim.matcher) on \(subject) is never completed, so it checks nothing")
    case .never:
      return Judgement(.vacuous, 0, [.constant], rule: "R3", "\(claim.matcher) always passes")
    case .catalogue(let found): return catalogued(found, claim, subject)
    case .unread:
      return Judgement(
        .unknown, 0, rule: "R14", "what \(claim.matcher) checks could not be read")
    default:
      return Judgement(
        .unknown, 0, rule: "R14", "\(claim.matcher) is defined outside the test tree")
    }
  }

  private func catalogued(
    _ found: AssertionClass, _ claim: Claim, _ subject: String
  ) -> Judgement {
    let because = "\(claim.matcher) on \(subject)"
    if claim.isNegated {
      switch found {
      case .value, .valuePartial, .relational, .snapshot:
        return Judgement(.relational, 1, [.negative], rule: "R16", "not \(because)")
      case .existence, .call, .size:
        return Judgement(found, 2, [.absent], rule: "R10", "not \(because)")
      case .throwsAny, .throwsSpecific:
        return Judgement(.noThrow, 1, rule: "R16", "not \(because)")
      default: break
      }
    }
    if found == .relational, claim.flags.contains(.negative) {
      return Judgement(found, 1, [.negative], rule: "R16", because)
    }
    let tiers: [AssertionClass: Int] = [
      .value: 3, .valuePartial: 2, .relational: 2, .callArgs: 2, .throwsSpecific: 2,
      .snapshot: 2, .vacuous: 0, .mirrored: 0,
    ]
    return Judgement(found, tiers[found] ?? 1, rule: "R16", because)
  }

  // MARK: Combination

  private func combined(_ claim: Claim, _ depth: Int) -> Judgement {
    let isAny = (claim.form == .any) != claim.isNegated
    var parts = claim.isNegated ? claim.parts.map(\.negated) : claim.parts
    // What only chooses among the rows of a table says nothing of the code.
    let telling = parts.filter { !reader.isTestData($0) }
    if isAny, !telling.isEmpty { parts = telling }
    let all = parts.map { judge($0, depth: depth + 1) }
    guard var best = all.first else { return plain(Claim(.unknown)) }
    if isAny {
      if let constant = parts.first(where: { isAlwaysTrue($0) }) {
        let text = constant.subject.map { reader.excerpt($0) } ?? "a constant"
        return Judgement(
          .vacuous, 0, [.constant], rule: "R3", "passes always, because of \(text)")
      }
      if excludesNothing(parts) {
        let text = parts[0].subject.map { reader.excerpt($0) } ?? "it"
        return Judgement(
          .vacuous, 0, [.constant], rule: "R3", "one or the other always holds of \(text)")
      }
      for other in all.dropFirst() where Judgement.isStronger(best, other) { best = other }
      if best.tier == 0, let real = all.first(where: { $0.tier > 0 }) { best = real.capped(1) }
      best.because += ", or something else passes too"
      let subjects = Set(parts.map { $0.subject.map { reader.text(reader.bare($0)) } })
      if best.classified == .value, parts.count > 1, subjects.count == 1 {
        best.classified = .valuePartial
        best.tier = min(best.tier, 2)
      }
    } else {
      for other in all.dropFirst() where Judgement.isStronger(other, best) { best = other }
      if let error = all.first(where: { $0.classified == .throwsSpecific }),
        best.classified == .value || best.classified == .valuePartial
      {
        best.classified = error.classified
      }
    }
    return best
  }

  /// Whether two parts say the opposite of each other.
  private func excludesNothing(_ parts: [Claim]) -> Bool {
    func presence(_ claim: Claim) -> Bool? {
      switch claim.form {
      case .exists: return !claim.isNegated
      case .null: return claim.isNegated
      case .equal, .identical:
        guard let other = claim.expected.first, let word = reader.constant(other),
          word == .null || word == .undefined
        else { return nil }
        return claim.isNegated
      default: return nil
      }
    }
    func isOpposite(_ a: Claim, _ b: Claim) -> Bool {
      guard let left = a.subject, let right = b.subject, a.parts.isEmpty, b.parts.isEmpty,
        reader.text(left) == reader.text(right)
      else { return false }
      if let one = presence(a), let other = presence(b) { return one != other }
      let isNone: (Claim) -> Bool = { ($0.form == .noThrow) != $0.isNegated }
      guard a.expected.isEmpty, b.expected.isEmpty else { return false }
      if a.form == .raises || a.form == .noThrow, b.form == .raises || b.form == .noThrow {
        return isNone(a) != isNone(b) || a.isNegated != b.isNegated
      }
      return a.form == b.form && a.isNegated != b.isNegated
    }
    return parts.indices.contains { first in
      parts[(first + 1)...].contains { isOpposite(parts[first], $0) }
    }
  }

  private func isAlwaysTrue(_ claim: Claim) -> Bool {
    guard claim.form == .truth, !claim.isNegated, let subject = claim.subject else { return false }
    if let text = reader.literal(subject) { return !text.isEmpty }
    if let number = reader.number(subject) { return number != 0 }
    return reader.constant(subject) == .truth
  }

  private func quantified(_ claim: Claim, _ depth: Int) -> Judgement {
    let subject = claim.subject.map { reader.excerpt($0) } ?? "the elements"
    let inner = claim.parts.first.map { judge($0, depth: depth + 1) }
    if claim.form == .some {
      let isBusiness = inner.map { $0.side == .business } ?? true
      return claim.isNegated
        ? Judgement(
          .relational, 1, [.negative], rule: "R9", "no element may satisfy \(subject)")
        : Judgement(
          isBusiness ? .valuePartial : inner?.classified ?? .valuePartial, isBusiness ? 2 : 1,
          rule: "R9", "some element must satisfy \(subject)")
    }
    if let inner, inner.side == .shape || inner.side == .none {
      var result = inner.capped(1)
      result.because = "every element: " + inner.because
      return claim.isSized ? result : result.adding(.loopUnknown)
    }
    let isFixed =
      claim.isSized || claim.subject.map { reader.isNonEmpty(reader.elements($0)) } ?? false
    let result = Judgement(
      .relational, isFixed ? 2 : 1, rule: "R9",
      "every element must satisfy \(subject)"
        + (isFixed ? "" : ", which also holds when there is none"))
    return isFixed ? result : result.adding(.loopUnknown)
  }
}
