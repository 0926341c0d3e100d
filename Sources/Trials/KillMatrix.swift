/// Which tests kill which mutants, as far as the trials looked.
package struct KillMatrix: Sendable {
  /// Ids of judged mutants that a test reaches, by the test's id.
  package private(set) var reached: [String: Set<String>] = [:]
  /// Ids of mutants that a test kills, by the test's id.
  package private(set) var killed: [String: Set<String>] = [:]
  private var killedByAssertion: [String: Int] = [:]
  private var killedAlone: [String: Int] = [:]

  /// Only killed and surviving mutants count; a test reaches what it kills.
  package init(_ outcomes: [Outcome]) {
    for outcome in outcomes where outcome.status == .killed || outcome.status == .survived {
      for test in outcome.reachedBy { reached[test, default: []].insert(outcome.mutant) }
      guard outcome.status == .killed else { continue }
      for test in outcome.killedBy {
        reached[test, default: []].insert(outcome.mutant)
        killed[test, default: []].insert(outcome.mutant)
      }
      for test in outcome.killedByAssertion { killedByAssertion[test, default: 0] += 1 }
      if outcome.killedBy.count == 1 { killedAlone[outcome.killedBy[0], default: 0] += 1 }
    }
  }

  /// What the trials say of `test`; nil when its reach is unknown and it killed nothing.
  ///
  /// A test that is flaky or skipped is never anything else. When trials stopped at their first
  /// failing test, nobody knows who else would have killed: `namesAllKillers` is then false.
  package func verdict(
    of test: TestResult, flaky: Set<String>, knowsReach: Bool, namesAllKillers: Bool
  ) -> TestVerdict? {
    if flaky.contains(test.id) { return .flaky }
    if test.status == .skipped { return .skipped }
    guard let kills = killed[test.id], !kills.isEmpty else {
      if reached[test.id] != nil { return .hollow }
      return knowsReach ? .unoffered : nil
    }
    if killedByAssertion[test.id] == nil { return .crashOnly }
    guard namesAllKillers else { return nil }
    return killedAlone[test.id] == nil ? .redundant : .loadBearing
  }

  package func judgement(
    of test: TestResult, flaky: Set<String>, knowsReach: Bool, namesAllKillers: Bool
  ) -> TestJudgement {
    TestJudgement(
      test: test.id,
      verdict: verdict(
        of: test, flaky: flaky, knowsReach: knowsReach, namesAllKillers: namesAllKillers),
      offered: reached[test.id]?.count ?? 0, killed: killed[test.id]?.count ?? 0,
      killedAlone: namesAllKillers ? killedAlone[test.id] ?? 0 : 0)
  }
}

/// What the trials say of one test, in figures.
package struct TestJudgement: Sendable, Equatable {
  package var test: String
  /// Nil when it killed nothing and its reach is unknown.
  package var verdict: TestVerdict?
  /// Killed or surviving mutants that the test reaches.
  package var offered: Int
  package var killed: Int
  package var killedAlone: Int

  package init(test: String, verdict: TestVerdict?, offered: Int, killed: Int, killedAlone: Int) {
    self.test = test
    self.verdict = verdict
    self.offered = offered
    self.killed = killed
    self.killedAlone = killedAlone
  }
}
