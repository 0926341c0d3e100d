package import Mutation
package import Processes

/// All that a campaign found out; nothing in it depends on timing but the fields named for it.
package struct CampaignResult: Sendable {
  package var controls: [Control]
  /// In the plan's order, one for each chosen mutant.
  package var outcomes: [Outcome]
  /// The baseline's tests, in the order in which they ran.
  package var tests: [TestResult]
  /// Ids of tests that did not always end alike without any mutant, sorted.
  package var flaky: [String]
  /// Test files whose failures go unnoticed; their tests are no evidence.
  package var blindFiles: [String]
  /// One for each test of the baseline, in its order.
  package var judgements: [TestJudgement]
  /// Whether reach is known for every mutant, so that `reachedBy` is filled.
  package var knowsReach: Bool
  /// False when the budget, an interruption or a void control left mutants unjudged.
  package var isComplete: Bool
  /// Runs at one moment in the end; 1 after a disagreement between parallel and serial trials.
  package var jobs: Int
  /// What the reader should know: fall-backs, files set aside, leaked processes.
  package var notices: [String]
  /// Of the largest run; zero when unknown.
  package var peakBytes: Int
  package var milliseconds: Int

  package init(
    controls: [Control], outcomes: [Outcome], tests: [TestResult], flaky: [String],
    blindFiles: [String], judgements: [TestJudgement], knowsReach: Bool, isComplete: Bool,
    jobs: Int, notices: [String], peakBytes: Int, milliseconds: Int
  ) {
    self.controls = controls
    self.outcomes = outcomes
    self.tests = tests
    self.flaky = flaky
    self.blindFiles = blindFiles
    self.judgements = judgements
    self.knowsReach = knowsReach
    self.isComplete = isComplete
    self.jobs = jobs
    self.notices = notices
    self.peakBytes = peakBytes
    self.milliseconds = milliseconds
  }
}

/// Why there is no result: the instrument did not prove itself.
package enum CampaignFailure: Error, Sendable {
  /// The suite fails without any mutant.
  case redBaseline(failing: [TestResult], troubles: [FileTrouble])
  /// The command ran, but no test did; the tail of its output says why.
  case noTests(exitCode: Int32, output: String)
  /// The command failed without naming a failing test, or hit a limit.
  case brokenBaseline(detail: String, output: String)
  /// Files were written anew with the same bytes, and the result changed.
  case unstableCopy(detail: String)
  /// A failure that was planted in the tests, or in the code, went unnoticed.
  case blind(detail: String)
  /// A source in the copy is not what the plan was made from.
  case changedSource(path: String)
  case interrupted
  case system(SystemFailure)
}

/// What a campaign tells while it runs.
package enum CampaignEvent: Sendable {
  case copying(jobs: Int)
  /// A control starts.
  case controlling(Control.Kind)
  case controlled(Control)
  /// Outcomes read from an earlier run's journal.
  case resumed(outcomes: Int)
  case trialStarted(Mutant, worker: Int)
  case trialEnded(Outcome, done: Int, of: Int)
  case notice(String)
}
