package import Text

/// What kind of wrongness an assertion can notice.
/// - Source: the taxonomy of the assertion specification, section 2
package enum AssertionClass: String, Sendable, CaseIterable {
  case vacuous, mirrored
  case noThrow = "no-throw"
  case typeOnly = "type-only"
  case existence, shape, size
  case statusOnly = "status-only"
  case call
  case callArgs = "call-args"
  case snapshot
  case throwsAny = "throws-any"
  case throwsSpecific = "throws-specific"
  case value
  case valuePartial = "value-partial"
  case relational
  case unknown, meta
}

/// Which of the two worlds an assertion belongs to: results, or types and shapes.
package enum Side: String, Sendable, CaseIterable {
  case business, shape, none, ambiguous
}

/// The side of a test's strongest assertion, or why there is none.
package enum TestKind: String, Sendable, CaseIterable {
  case business, shape, ambiguous, vacuous, none
}

/// A property of an assertion beside its class; the raw value is the word of the report.
package enum AssertionFlag: String, Sendable, CaseIterable {
  case noAssertion = "no-assertion"
  case incomplete, constant, impossible, negative, absent, echo, decision, timing, tolerance
  case errorStatus = "error-status"
  case argumentTrap = "argument-trap"
  case constantExpected = "constant-expected"
  case constantSubject = "constant-subject"
  case sharedConstant = "shared-constant"
  case multiStatement = "multi-statement"
  case accidental, misleading, supporting, implicit, table, property
  case loopUnknown = "loop-unknown"
  case conditional, caught, callback, unawaited, swallowed, dead, tolerated, capped
  case passThrough = "pass-through"
}

/// One place that can make a test fail, and what it can notice.
package struct Assertion: Sendable {
  /// The assertion's own expression or statement.
  package var range: ByteRange
  package var classified: AssertionClass
  package var side: Side
  /// 0 notices nothing … 3 notices every leaf.
  package var tier: Int
  package var flags: [AssertionFlag]
  /// The rule that decided, such as `R9`.
  package var rule: String
  /// One sentence that names what is compared with what.
  package var because: String
  /// The name of the test-tree helper that holds the assertion, if it was found there.
  package var helper: String?
  /// The production functions that its subject calls, as far as imports name them.
  package var subjects: [String] = []
  /// The reason in a comment that accepts it as it is.
  package var allowed: String?

  package init(
    range: ByteRange, classified: AssertionClass, side: Side, tier: Int,
    flags: [AssertionFlag] = [], rule: String, because: String, helper: String? = nil
  ) {
    self.range = range
    self.classified = classified
    self.side = side
    self.tier = tier
    self.flags = flags
    self.rule = rule
    self.because = because
    self.helper = helper
  }
}
