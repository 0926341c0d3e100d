/// A program that runs a project's tests, and all that is needed to start, narrow and read it.
package struct Runner: Sendable {
  /// The word for people, such as `pytest`.
  package var name: String
  /// The language's identifier; empty for a command that no language knows.
  package var language: String
  /// Why it was chosen, one sentence without a full stop.
  package var reason: String
  /// The whole suite's command, without what we add.
  package var command: [String]
  /// Whether a run can be narrowed to given test files.
  package var selectsTestFiles: Bool
  /// Whether results carry names; otherwise only the exit code is known.
  package var namesTests: Bool
  package var recordsReach: Bool
  /// How results come to us, for people, such as `a plugin of ours, loaded with -p`.
  package var resultSource: String
  /// Files of ours that the command line or the environment names; none lies in the project.
  package var support: [SupportFile]
  package var breakage: Breakage
  package var invocation: @Sendable (RunRequest) -> Invocation
  package var reading: @Sendable (RunArtifacts) -> RunReading
  /// Whether the command builds anew only what is younger than the last build, so that restored
  /// files must be young.
  package var buildsByTime = false
  /// Folders of build products, relative to the root, that no copy needs.
  package var leftOut: Set<String> = []
  /// A file of the copy, relative to the root, that the command itself writes its results to; nil
  /// when they go to `RunRequest.resultsPath`.
  package var resultFile: String?
  /// The hosts that the command can become, by the stage at which it does.
  package var hosts: [HostStage: HostWay]
  /// How the project is built with all mutants at once; nil when that is not known.
  package var woven: WovenBuild?
  /// A command whose output tells the toolchain from any other; nil where its program's file does.
  package var identity: (@Sendable (RunRequest) -> Invocation)?
  /// Whether runs can tell which functions they enter.
  package var recordsEntered = false
  /// Whether a first run in a copy builds what later runs find ready, so that its time tells nothing.
  package var buildsFirst = false

  package init(
    name: String, language: String, reason: String, command: [String], selectsTestFiles: Bool,
    namesTests: Bool = true, recordsReach: Bool, resultSource: String, support: [SupportFile],
    breakage: Breakage, invocation: @escaping @Sendable (RunRequest) -> Invocation,
    reading: @escaping @Sendable (RunArtifacts) -> RunReading, resultFile: String? = nil,
    hosts: [HostStage: HostWay] = [:]
  ) {
    self.name = name
    self.language = language
    self.reason = reason
    self.command = command
    self.selectsTestFiles = selectsTestFiles
    self.namesTests = namesTests
    self.recordsReach = recordsReach
    self.resultSource = resultSource
    self.support = support
    self.breakage = breakage
    self.invocation = invocation
    self.reading = reading
    self.resultFile = resultFile
    self.hosts = hosts
  }

  /// What is shown before anything runs: the exact command and where its results come from.
  package var explanation: [String] {
    let request = RunRequest(
      root: "ROOT", support: "SCRATCH/support", scratch: "SCRATCH/run", temporary: "SCRATCH/tmp",
      kept: "SCRATCH/kept", testFiles: nil)
    let call = invocation(request)
    let prefixes = call.prefixes.mapValues { "\($0)…" }
    let variables = call.environment.merging(prefixes) { $1 }.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value)" }
    return [
      "runner: \(name), because \(reason)",
      "command: \((variables + call.arguments).map(CommandWords.quoted).joined(separator: " "))",
      "results: \(resultSource)",
      "selection: \(selection)",
      "reach: \(reachSource)",
    ]
  }
}

extension Runner {
  private var selection: String {
    if woven != nil { return "by test, in one build of all mutants" }
    return selectsTestFiles ? "by test file" : "none, each trial runs the whole suite"
  }

  private var reachSource: String {
    if woven != nil { return "recorded by each test alone" }
    return recordsReach
      ? "recorded per test in one instrumented run" : "probed for survivors"
  }
}

/// A file of ours that a runner loads.
package struct SupportFile: Sendable {
  /// Relative to the support folder.
  package var path: String
  package var text: String

  package init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}

/// How each test file is made to fail, to see that a failure in it is noticed.
package struct Breakage: Sendable {
  /// Put before a test file's first byte; the file must then fail when it is loaded.
  package var statement: String
  /// Whether the statement is put after a file's last byte instead.
  package var isAppended: Bool
  /// Whether one run names every file that failed; otherwise each file takes a run of its own.
  package var namesEachFile: Bool
  /// Makes what a file holds fail, its tests or else its code; nil where the statement does that.
  package var breaking: (@Sendable (_ path: String, _ bytes: [UInt8], _ isTest: Bool) -> [UInt8])?

  package init(
    statement: String, namesEachFile: Bool, isAppended: Bool = false,
    breaking: (@Sendable (_ path: String, _ bytes: [UInt8], _ isTest: Bool) -> [UInt8])? = nil
  ) {
    self.statement = statement
    self.namesEachFile = namesEachFile
    self.isAppended = isAppended
    self.breaking = breaking
  }

  /// A file that fails: with its tests, or with the code that it holds.
  func broken(_ bytes: [UInt8], of path: String, isTest: Bool) -> [UInt8] {
    if let breaking { return breaking(path, bytes, isTest) }
    return isAppended ? bytes + Array(statement.utf8) : Array(statement.utf8) + bytes
  }
}

/// What one run of the tests should be.
package struct RunRequest: Sendable {
  /// The private copy, absolute; the working directory of the run.
  package var root: String
  /// The folder that holds the runner's support files, absolute.
  package var support: String
  /// A folder for what the run writes for us, absolute.
  package var scratch: String
  /// The run's temporary folder, emptied before each run.
  package var temporary: String
  /// A folder for what a runner may keep from run to run, such as code it has translated.
  package var kept: String
  /// Relative to `root`; nil for the whole suite.
  package var testFiles: [String]?
  package var recordsReach: Bool
  package var stopsAtFirstFailure: Bool
  /// Whether the run is to tell which functions it enters.
  package var recordsEntered = false
  /// How far the command is to come before it stays, and then runs what it is asked for; see `Host`.
  package var stay: HostStage?

  package init(
    root: String, support: String, scratch: String, temporary: String, kept: String,
    testFiles: [String]?, recordsReach: Bool = false, stopsAtFirstFailure: Bool = false
  ) {
    self.root = root
    self.support = support
    self.scratch = scratch
    self.temporary = temporary
    self.kept = kept
    self.testFiles = testFiles
    self.recordsReach = recordsReach
    self.stopsAtFirstFailure = stopsAtFirstFailure
  }

  /// Where result records go; also told to the run as `TOCSIN_RESULTS`.
  package var resultsPath: String { scratch + "/results" }
  /// Where reach records go; told to the run as `TOCSIN_REACH` when `recordsReach` is set.
  package var reachPath: String { scratch + "/reach" }
}

/// Where on its way a test command becomes a host; the raw values are what `TOCSIN_HOST` says.
package enum HostStage: String, Sendable {
  /// Before anything of the project is loaded: each request goes on as the command itself would.
  case started
  /// When all tests are loaded: each child has a mutant put in and runs chosen tests.
  case collected
}

/// How a host runs mutants.
package struct HostWay: Sendable {
  /// The report's word for it.
  package var mode: String
  /// Whether a child runs each mutant; else the host itself does, one after another.
  package var forks: Bool

  package static let resident = HostWay(mode: "resident", forks: true)
  package static let forked = HostWay(mode: "forked", forks: true)
  package static let reloaded = HostWay(mode: "reloaded", forks: false)
}

/// The command of one run.
package struct Invocation: Sendable, Equatable {
  package var arguments: [String]
  /// Added to the environment that the campaign gives.
  package var environment: [String: String]
  /// Put before what a variable holds already; the last character separates the two.
  package var prefixes: [String: String]
  /// The working directory, absolute; nil for the copy's root.
  package var directory: String?

  package init(
    arguments: [String], environment: [String: String] = [:], prefixes: [String: String] = [:]
  ) {
    self.arguments = arguments
    self.environment = environment
    self.prefixes = prefixes
  }
}

/// What one run left behind, for a runner's reader.
package struct RunArtifacts: Sendable {
  /// The private copy's path, with links resolved, to make paths relative.
  package var root: String
  package var exitCode: Int32
  /// What the run wrote to `RunRequest.resultsPath`; nil when there is no such file.
  package var results: [UInt8]?
  package var output: [UInt8]

  package init(root: String, exitCode: Int32, results: [UInt8]?, output: [UInt8]) {
    self.root = root
    self.exitCode = exitCode
    self.results = results
    self.output = output
  }

  /// `path` relative to the copy; unchanged when it lies elsewhere.
  package func relative(_ path: String) -> String {
    let plain = path.hasPrefix("file://") ? String(path.dropFirst(7)) : path
    return plain.hasPrefix(root + "/") ? String(plain.dropFirst(root.count + 1)) : plain
  }
}
