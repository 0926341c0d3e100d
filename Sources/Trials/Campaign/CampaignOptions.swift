package import Processes

/// What the user decides about a campaign.
package struct CampaignOptions: Sendable {
  /// Runs at one moment, each in a private copy of its own.
  package var jobs = 1
  package var isolation = Isolation.copy
  /// Seconds after which no trial is started; nil for no limit.
  package var budgetSeconds: Int?
  /// Whether a trial runs every test, also those that do not reach the mutant.
  package var runsFullMatrix = false
  /// Whether a way that is faster than the command is taken where the two agree.
  package var runsQuickly = true
  /// Mutants that are run both ways before a faster way is trusted.
  package var agreementSample = 4
  /// Whether a trial is over with the first test that kills.
  package var stopsAtFirstKill = false
  /// Whether a mutant that survives the test files that reach it meets the whole suite too.
  package var confirmsSurvivors = true
  /// Whether reach is measured by woven code in one instrumented run.
  package var measuresReach = true
  /// Variables that the tests get besides the allowed ones; they win.
  package var environment: [String: String] = [:]
  package var limits = Limits()
  /// The least time limit of one run, and what the slowest baseline is multiplied by.
  package var floorSeconds = 2.0
  package var timeFactor = 3.0
  /// Trials of one worker between two no-op controls.
  package var controlInterval = 25
  /// Where private copies go; nil for the machine's temporary folder.
  package var scratch: String?
  /// Paths relative to the root that no copy holds, such as the output folder.
  package var leftOut: Set<String> = []
  /// The journal's path; nil for none.
  package var journal: String?
  /// Whether an earlier journal is set aside and not continued.
  package var startsAnew = false
  /// Whether trials tell which functions they enter, where the runner can, so that a later run judges
  /// anew only what a change can affect.
  package var reuses = false
  /// Part of the plan's identity in the journal.
  package var toolVersion = ""

  package init() {}
}
