/// What a rule says of one claim.
struct Judgement: Sendable {
  var classified: AssertionClass
  var tier: Int
  var flags: [AssertionFlag]
  var rule: String
  var because: String

  init(
    _ classified: AssertionClass, _ tier: Int, _ flags: [AssertionFlag] = [], rule: String,
    _ because: String
  ) {
    self.classified = classified
    self.tier = tier
    self.flags = flags
    self.rule = rule
    self.because = because
  }

  /// The side of the class, changed where one outcome alone passes.
  var side: Side { classified.side(flags) }

  func adding(_ more: AssertionFlag...) -> Judgement {
    var result = self
    for flag in more where !result.flags.contains(flag) { result.flags.append(flag) }
    return result
  }

  func capped(_ cap: Int) -> Judgement {
    var result = self
    result.tier = min(tier, cap)
    return result
  }

  /// Orders by tier, then business before shape, then by class.
  /// - Source: decision 20 of the specification
  static func isStronger(_ a: Judgement, _ b: Judgement) -> Bool { a.strength > b.strength }

  private var strength: (Int, Int, Int) {
    let sides: [Side: Int] = [.business: 3, .shape: 2, .ambiguous: 1, .none: 0]
    let classes: [AssertionClass] = [
      .relational, .callArgs, .valuePartial, .throwsSpecific, .value,
    ]
    return (tier, sides[side] ?? 0, (classes.firstIndex(of: classified) ?? -1) + 1)
  }
}

extension AssertionClass {
  /// The side of an assertion of this class with these flags.
  package func side(_ flags: [AssertionFlag]) -> Side {
    switch self {
    case .value, .valuePartial, .relational, .callArgs, .throwsSpecific: .business
    case .existence, .size, .call: flags.contains(.absent) ? .business : .shape
    case .statusOnly: flags.contains(.decision) ? .business : .shape
    case .noThrow, .typeOnly, .shape, .throwsAny: .shape
    case .snapshot, .unknown: .ambiguous
    case .vacuous, .mirrored, .meta: .none
    }
  }
}
