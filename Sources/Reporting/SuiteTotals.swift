package import Suites

/// What the static half counted.
package struct SuiteTotals: Sendable {
  package private(set) var files = 0
  package private(set) var tests = 0
  package private(set) var disabled = 0
  package private(set) var focused = 0
  /// Everything listed, also what is no check, such as a plan or a skip.
  package private(set) var assertions = 0
  /// Of these, outside any test case.
  package private(set) var outside = 0
  package private(set) var unreadBytes = 0
  package private(set) var kinds: [TestKind: Int] = [:]
  package private(set) var sides: [Side: Int] = [:]
  package private(set) var classes: [AssertionClass: Int] = [:]
  /// Assertions on the business side that notice at least one leaf: tier 2 or 3.
  package private(set) var business = 0
  /// Tests that compare no result and that a comment accepts with a reason.
  package private(set) var allowed = 0
  package private(set) var languages: [String: Int] = [:]

  package init(_ suites: [SuiteFile]) {
    for file in suites { add(file) }
  }

  private mutating func add(_ file: SuiteFile) {
    files += 1
    unreadBytes += file.unreadBytes
    languages[file.language, default: 0] += 1
    outside += file.assertions.count
    for assertion in file.assertions { add(assertion) }
    for test in file.tests {
      tests += 1
      kinds[test.kind, default: 0] += 1
      if test.isDisabled { disabled += 1 }
      if test.isFocused { focused += 1 }
      if test.allowed != nil { allowed += 1 }
      for assertion in test.assertions { add(assertion) }
    }
  }

  private mutating func add(_ assertion: Assertion) {
    assertions += 1
    sides[assertion.side, default: 0] += 1
    classes[assertion.classified, default: 0] += 1
    if assertion.isOfBusiness { business += 1 }
  }

  /// Assertions that are checks: all but the class `meta`.
  package var checks: Int { assertions - (classes[.meta] ?? 0) }

  /// Tests that compare no result with an expected one.
  package var weakTests: Int { tests - (kinds[.business] ?? 0) }
}

extension Assertion {
  /// On the business side and able to notice a wrong leaf.
  package var isOfBusiness: Bool { side == .business && tier >= 2 }
}

extension TestCase {
  /// The assertion that decides the kind: the highest tier, the first of equals.
  package var strongest: Assertion? {
    assertions.filter { $0.classified != .meta }.enumerated()
      .max { ($0.element.tier, -$0.offset) < ($1.element.tier, -$1.offset) }?.element
  }
}

extension TestKind {
  /// From the weakest to the strongest.
  var rank: Int {
    switch self {
    case .none: 0
    case .vacuous: 1
    case .shape: 2
    case .ambiguous: 3
    case .business: 4
    }
  }

  /// What a test of this kind does, after "tests that".
  var plain: String {
    switch self {
    case .business: "compare a result with an expected value"
    case .shape: "only look at types, presence, shape or size"
    case .ambiguous: "rest on a snapshot or an unknown helper"
    case .vacuous: "cannot fail through a wrong result"
    case .none: "assert nothing"
    }
  }
}
