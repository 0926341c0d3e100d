package import Mutation
package import Suites
package import Text
package import Trials

/// A test as the joined halves see it.
package struct JudgedTest: Sendable {
  package var id: String
  package var name: String
  package var path: String
  package var line: Int
  /// Nil for a test that only the runner knows.
  package var kind: TestKind?
  /// Nil when no trials ran.
  package var verdict: TestVerdict?
  /// Judged mutants that the test reaches.
  package var offered: Int
  package var killed: Int
  package var killedAlone: Int

  package init(
    id: String, name: String, path: String, line: Int, kind: TestKind?, verdict: TestVerdict?,
    offered: Int, killed: Int, killedAlone: Int
  ) {
    self.id = id
    self.name = name
    self.path = path
    self.line = line
    self.kind = kind
    self.verdict = verdict
    self.offered = offered
    self.killed = killed
    self.killedAlone = killedAlone
  }
}

/// A production function whose strongest assertion anywhere is on the shape side.
package struct WeakFunction: Sendable {
  package var path: String
  package var name: String
  package var line: Int
  package var riskArea: RiskArea?
  /// The strongest class that any test asserts of it.
  package var strongest: AssertionClass
  package var tests: [String]

  package init(
    path: String, name: String, line: Int, riskArea: RiskArea?, strongest: AssertionClass,
    tests: [String]
  ) {
    self.path = path
    self.name = name
    self.line = line
    self.riskArea = riskArea
    self.strongest = strongest
    self.tests = tests
  }
}

/// Something that was left out or went wrong, for the reader to know.
package struct Notice: Sendable {
  package enum Kind: String, Sendable {
    case skippedFile = "skipped-file"
    case unreadBytes = "unread-bytes"
    case environment, disagreement, warning
  }
  package var kind: Kind
  /// Empty when it concerns no file.
  package var path: String
  package var text: String

  package init(kind: Kind, path: String, text: String) {
    self.kind = kind
    self.path = path
    self.text = text
  }
}

/// How the tests were run.
package struct Method: Sendable {
  package var runner: String
  package var command: [String]
  package var isolation: String
  package var mode: String
  package var jobs: Int
  /// Seconds; zero when there was no budget.
  package var budget: Int
  package var selectsTestFiles: Bool

  package init(
    runner: String, command: [String], isolation: String, mode: String, jobs: Int, budget: Int,
    selectsTestFiles: Bool
  ) {
    self.runner = runner
    self.command = command
    self.isolation = isolation
    self.mode = mode
    self.jobs = jobs
    self.budget = budget
    self.selectsTestFiles = selectsTestFiles
  }
}

/// How the run ended, in the words of the exit code table.
package struct Ending: Sendable, Equatable {
  package var code: Int
  /// Such as `gate-failed`.
  package var name: String
  /// One sentence.
  package var reason: String

  package init(code: Int, name: String, reason: String) {
    self.code = code
    self.name = name
    self.reason = reason
  }
}

/// Everything that a reporter may read.
///
/// Times stand apart so that results compare byte for byte.
package struct Report: Sendable {
  package var toolVersion: String
  /// The root as the user named it, for display only.
  package var root: String
  package var suites: [SuiteFile]
  /// The production files that mutants or weak functions name, by path.
  package var sources: [String: SourceFile]
  /// The language identifier of a production file, by path; the file's extension stands in.
  package var languages: [String: String]
  package var weakFunctions: [WeakFunction]
  package var notices: [Notice]
  /// Nil when only `scan` ran.
  package var trials: Trials?
  /// Nil when the caller has no exit code.
  package var ending: Ending?
  /// The tool's own command line, for the reader who wants the same again; may be empty.
  package var invocation: [String]
  /// The version-control revision of the analysed tree; empty when there is none.
  package var revision: String

  package struct Trials: Sendable {
    package var method: Method
    package var plan: Plan
    package var controls: [Control]
    /// In the plan's order, one for each chosen mutant.
    package var outcomes: [Outcome]
    package var tests: [JudgedTest]
    /// False when the budget, an interruption or a void control left mutants unjudged.
    package var isComplete: Bool
    /// Whole seconds from start to end.
    package var seconds: Int
    /// Peak resident size of the tool and of the largest trial, in bytes; zero when unknown.
    package var peakBytes: Int

    package init(
      method: Method, plan: Plan, controls: [Control], outcomes: [Outcome],
      tests: [JudgedTest], isComplete: Bool, seconds: Int, peakBytes: Int
    ) {
      self.method = method
      self.plan = plan
      self.controls = controls
      self.outcomes = outcomes
      self.tests = tests
      self.isComplete = isComplete
      self.seconds = seconds
      self.peakBytes = peakBytes
    }
  }

  package init(
    toolVersion: String, root: String, suites: [SuiteFile], sources: [String: SourceFile] = [:],
    languages: [String: String] = [:], weakFunctions: [WeakFunction] = [],
    notices: [Notice] = [], trials: Trials? = nil, ending: Ending? = nil,
    invocation: [String] = [], revision: String = ""
  ) {
    self.toolVersion = toolVersion
    self.root = root
    self.suites = suites
    self.sources = sources
    self.languages = languages
    self.weakFunctions = weakFunctions
    self.notices = notices
    self.trials = trials
    self.ending = ending
    self.invocation = invocation
    self.revision = revision
  }

  /// The word for the language of `path`: the given identifier, else the file's extension.
  package func language(of path: String) -> String {
    if let known = languages[path] { return known }
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return "text" }
    let ending = path[path.index(after: dot)...]
    return ending.isEmpty ? "text" : String(ending)
  }
}
