package import Reporting

/// What the user asked for, after flags, environment and configuration were joined.
package struct Options: Sendable, Equatable {
  package enum Colour: String, Sendable, CaseIterable { case auto, always, never }
  /// How mutants are run.
  package enum Mode: String, Sendable, CaseIterable { case auto, patched }
  package enum Matrix: String, Sendable, CaseIterable {
    /// A trial ends with the first test that kills.
    case first
    /// Every test that reaches a mutant runs.
    case reached
    /// Every test runs for every mutant.
    case full
  }

  package var verb = Verb.run
  /// The folder to analyse.
  package var path = "."
  /// The mutant's id or `PATH:LINE` of `explain` and `rerun`, the shell of `completions`.
  package var subject = ""
  package var format = Format.text
  /// Where reports are written; nil is `tocsin-report` in the working directory.
  package var output: String?
  package var seed: UInt64 = 1
  /// Seconds for all trials; nil is the verb's default.
  package var budget: Int?
  /// At most this many mutants.
  package var sample: Int?
  package var jobs: Int?
  /// A git reference: only lines changed since then get mutants.
  package var since: String?
  /// Globs of production files to plant errors in; empty means all.
  package var files: [String] = []
  /// Globs of files that are left out entirely.
  package var exclude: [String] = []
  /// Globs of files that count as test files beside those recognised.
  package var tests: [String] = []
  package var testCommand: String?
  /// The JUnit XML file that the test command writes, relative to the tree.
  package var junit: String?
  package var perLine = 3
  package var matrix = Matrix.first
  package var mode = Mode.auto
  package var isolation = "auto"
  /// Names of further environment variables that tests may see.
  package var environment: [String] = []
  /// Percent that the lower bound of the score's interval must reach.
  package var failUnder: Double?
  package var failOnEmpty = false
  package var exitZero = false
  package var list = false
  package var colour = Colour.auto
  package var quiet = false
  /// Whether a scan may answer what an earlier one of the same bytes did.
  package var usesCache = true
  package var progress = true
  package var trust = false
  package var restart = false
  /// Whether outcomes of an earlier run are kept that no change can affect.
  package var reuse = false
  package var help = false

  package init() {}
}

/// What the tool is asked to do.
package enum Verb: String, Sendable, CaseIterable {
  /// Scan, mutate and join; it has no word of its own.
  case run = ""
  case scan, mutate, explain, rerun, doctor, completions, version
  case initialise = "init"

  package var summary: String {
    switch self {
    case .run: "scan, plant errors, join both: which tests would notice a wrong result"
    case .scan: "read the tests and classify every assertion; runs nothing"
    case .mutate: "plant errors and run the tests; no static half in the output"
    case .explain: "say why a mutant (ID) or an assertion (PATH:LINE) got its result"
    case .rerun: "run one mutant (ID) of the last report again"
    case .doctor: "say what was found, what is missing and which isolation works"
    case .initialise: "write a commented tocsin.toml"
    case .completions: "print the completion script for bash, zsh or fish"
    case .version: "print the version"
    }
  }

  /// What stands after the verb on its usage line.
  var operands: String {
    switch self {
    case .run, .scan, .mutate, .doctor, .initialise: "[PATH]"
    case .explain: "ID|PATH:LINE"
    case .rerun: "ID [PATH]"
    case .completions: "bash|zsh|fish"
    case .version: ""
    }
  }
}
