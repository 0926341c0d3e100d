/// What a trial says of its mutant.
///
/// The raw values are the words of the report; none are merged.
package enum MutantStatus: String, Sendable, CaseIterable {
  /// A named test that passed in the baseline failed.
  case killed
  /// Every test of the baseline ran and passed, and the mutant's place was reached.
  case survived
  /// No test reaches the mutant's place.
  case notReached = "not-reached"
  /// The time limit was hit, also when the mutant ran alone with twice the limit.
  case timeout
  case memory
  /// The mutant does not build or import; no test started.
  case invalid
  /// The command failed but no failing test is known.
  case unattributed
  /// Everything passed, but fewer tests ran than in the baseline.
  case suspicious
  /// Only tests that are flaky in the baseline failed.
  case flaky
  /// A control around this trial failed.
  case void
  case notRun = "not-run"

  /// Whether the status counts in the score's denominator.
  package var isJudged: Bool { self == .killed || self == .survived || self == .notReached }
}

/// How a kill was noticed: an assertion compared and failed, or something threw.
package enum KillCause: String, Sendable { case assertion, crash }

/// What is known of one mutant.
package struct Outcome: Sendable, Equatable {
  package var mutant: String
  package var status: MutantStatus
  package var by: KillCause?
  /// Ids of tests, sorted.
  package var killedBy: [String]
  /// Those of `killedBy` that failed by an assertion, sorted.
  package var killedByAssertion: [String]
  /// Ids of tests that reach the mutant's place; empty when reach is unknown.
  package var reachedBy: [String]
  /// Those of `reachedBy` that ran, sorted, when the trial stopped before all of them had; else nil.
  package var met: [String]?
  package var milliseconds: Int
  /// `patched`, `forked`, `reloaded`, `resident` or `woven`.
  package var mode: String
  /// One sentence for statuses that need one: what failed, which limit was hit.
  package var detail: String
  /// The functions that its runs entered, by their numbers in the campaign's table; nil when they
  /// are not known.
  package var trace: Set<Int>?

  package init(
    mutant: String, status: MutantStatus, by: KillCause? = nil, killedBy: [String] = [],
    killedByAssertion: [String] = [], reachedBy: [String] = [], met: [String]? = nil,
    milliseconds: Int = 0, mode: String = "patched", detail: String = "", trace: Set<Int>? = nil
  ) {
    self.mutant = mutant
    self.status = status
    self.by = by
    self.killedBy = killedBy
    self.killedByAssertion = killedByAssertion
    self.reachedBy = reachedBy
    self.met = met
    self.milliseconds = milliseconds
    self.mode = mode
    self.detail = detail
    self.trace = trace
  }

  /// Ids of tests that reach the mutant and have not met it, sorted.
  package var unmet: [String] {
    met.map { Set(reachedBy).subtracting($0).sorted() } ?? []
  }
}

/// A run that must behave in a known way.
package struct Control: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case baseline, noOp = "no-op", breaks = "break", reach, woven
  }
  package var kind: Kind
  package var held: Bool
  /// What was seen, in one sentence.
  package var detail: String
  package var testsRun: Int
  package var milliseconds: Int

  package init(kind: Kind, held: Bool, detail: String, testsRun: Int, milliseconds: Int) {
    self.kind = kind
    self.held = held
    self.detail = detail
    self.testsRun = testsRun
    self.milliseconds = milliseconds
  }
}

/// How one test ended in one run.
package enum TestStatus: String, Sendable {
  case passed, failed, errored, skipped
}

/// One test's result as a runner's adapter read it.
package struct TestResult: Sendable, Equatable {
  /// The runner's own identifier, unique in a run: pytest's node id, or `path::title > title`.
  package var id: String
  /// Relative to the tree's root; empty when the format does not say.
  package var path: String
  /// The suite titles and the test's own, outermost first, without parameters.
  package var titles: [String]
  /// From 1; zero when the format does not say.
  package var line: Int
  package var status: TestStatus
  /// Whether the failure came from an assertion and not from any other error.
  package var isAssertionFailure: Bool
  /// Whether it began and its process was gone before it had ended or said that anything failed.
  package var isCut = false
  /// The failure's text, cut at 1,000 characters.
  package var message: String
  package var milliseconds: Double

  package init(
    id: String, path: String = "", titles: [String], line: Int = 0, status: TestStatus,
    isAssertionFailure: Bool = false, message: String = "", milliseconds: Double = 0
  ) {
    self.id = id
    self.path = path
    self.titles = titles
    self.line = line
    self.status = status
    self.isAssertionFailure = isAssertionFailure
    self.message = message
    self.milliseconds = milliseconds
  }
}

/// What the trials say of one test.
package enum TestVerdict: String, Sendable, CaseIterable {
  /// Only it kills some mutant.
  case loadBearing = "load-bearing"
  /// It kills, but never alone.
  case redundant
  /// It kills; whether others would too was not asked of every mutant.
  case killing
  /// It kills only by crashing.
  case crashOnly = "crash-only"
  /// It reached killable mutants and killed none.
  case hollow
  /// It reached no mutant.
  case unoffered
  case flaky, skipped
}
