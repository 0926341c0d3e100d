/// Which tests kill which mutants, as far as the trials looked.
package struct KillMatrix: Sendable {
  /// Ids of judged mutants that a test met, by the test's id.
  package private(set) var met: [String: Set<String>] = [:]
  /// Ids of mutants that a test kills, by the test's id.
  package private(set) var killed: [String: Set<String>] = [:]
  /// Tests that reach a mutant whose trial ended before they ran.
  private var unmet: Set<String> = []
  private var killedByAssertion: [String: Int] = [:]
  private var killedAlone: [String: Int] = [:]
  /// Tests that kill a mutant of which nobody knows who else would.
  private var isCutShort: Set<String> = []

  /// Only killed and surviving mutants count; a test meets what it kills.
  package init(_ outcomes: [Outcome]) {
    for outcome in outcomes where outcome.status == .killed || outcome.status == .survived {
      for test in outcome.met ?? outcome.reachedBy { met[test, default: []].insert(outcome.mutant) }
      unmet.formUnion(outcome.unmet)
      guard outcome.status == .killed else { continue }
      for test in outcome.killedBy {
        met[test, default: []].insert(outcome.mutant)
        killed[test, default: []].insert(outcome.mutant)
      }
      for test in outcome.killedByAssertion { killedByAssertion[test, default: 0] += 1 }
      if outcome.met != nil {
        isCutShort.formUnion(outcome.killedBy)
      } else if outcome.killedBy.count == 1 {
        killedAlone[outcome.killedBy[0], default: 0] += 1
      }
    }
  }

  /// What the trials say of `test`; nil when it killed nothing and has not met all that it reaches,
  /// or when its reach is unknown.
  ///
  /// A test that is flaky or skipped is never anything else.
  package func verdict(
    of test: TestResult, flaky: Set<String>, knowsReach: Bool
  ) -> TestVerdict? {
    if flaky.contains(test.id) { return .flaky }
    if test.status == .skipped { return .skipped }
    guard killed[test.id] != nil else {
      if unmet.contains(test.id) { return nil }
      if met[test.id] != nil { return .hollow }
      return knowsReach ? .unoffered : nil
    }
    if killedByAssertion[test.id] == nil {
      return unmet.contains(test.id) ? .killing : .crashOnly
    }
    if killedAlone[test.id] != nil { return .loadBearing }
    return isCutShort.contains(test.id) || unmet.contains(test.id) ? .killing : .redundant
  }

  package func judgement(
    of test: TestResult, flaky: Set<String>, knowsReach: Bool
  ) -> TestJudgement {
    TestJudgement(
      test: test.id, verdict: verdict(of: test, flaky: flaky, knowsReach: knowsReach),
      offered: met[test.id]?.count ?? 0, killed: killed[test.id]?.count ?? 0,
      killedAlone: killedAlone[test.id] ?? 0)
  }
}

/// What the trials say of one test, in figures.
package struct TestJudgement: Sendable, Equatable {
  package var test: String
  /// Nil when it killed nothing and not all that it reaches is known or was met.
  package var verdict: TestVerdict?
  /// Killed or surviving mutants that the test met.
  package var offered: Int
  package var killed: Int
  /// Of the mutants that every test which reaches them has met.
  package var killedAlone: Int

  package init(test: String, verdict: TestVerdict?, offered: Int, killed: Int, killedAlone: Int) {
    self.test = test
    self.verdict = verdict
    self.offered = offered
    self.killed = killed
    self.killedAlone = killedAlone
  }
}
