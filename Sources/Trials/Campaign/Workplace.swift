package import Mutation
package import Processes

/// One worker's private copy of the tree, and how tests are run in it; a value of closures, so
/// that the protocol can be tested without a machine.
package struct Workplace: Sendable {
  package typealias Failure = SystemFailure

  package var read: @Sendable (_ path: String) -> [UInt8]?
  /// Replaces a file in one step; its modification time then differs from every earlier one.
  package var write: @Sendable (_ path: String, _ bytes: [UInt8]) throws(Failure) -> Void
  /// Brings the whole copy back to its first state; the paths that had changed, sorted.
  package var restore: @Sendable () throws(Failure) -> [String]
  package var run: @Sendable (TestRun) throws(Failure) -> RunResult
  /// Runs chosen tests with one mutant by a way that is faster than the command from its start;
  /// nil when this mutant cannot be run so.
  package var quick: (@Sendable (QuickRun) throws(Failure) -> Observation?)?
  /// A run as `run` would do it, with a file replaced, by the command when it has loaded nothing of
  /// the project yet.
  ///
  /// The copy is restored afterwards. Nil when only the command itself can tell.
  package var fork: (@Sendable (ForkedRun) throws(Failure) -> Observation?)?
  /// The no-op control by the quick way, nil when the tool was asked to stop meanwhile; no closure
  /// where the command does it.
  package var quickNoOp: (@Sendable () throws(Failure) -> Control?)?
  /// Gets the quick way ready, and runs each test by itself; nil when there is nothing to do first.
  package var prepareQuick: (@Sendable (LoneRuns) throws(Failure) -> LoneResult)?
  /// What tells the toolchain from any other; no closure where the state of the tree says it.
  package var identity: (@Sendable () throws(Failure) -> String)?
  /// Ends the host that loads the project anew for each trial, and lets no other one begin.
  package var leave: @Sendable (_ reason: String) -> Void = { _ in }
  /// Why a host is no longer used; nil while it is, and where there is none.
  package var obstacle: (@Sendable () -> String?)?
  /// Removes the copy.
  package var close: @Sendable () -> Void

  package init(
    read: @escaping @Sendable (_ path: String) -> [UInt8]?,
    write: @escaping @Sendable (_ path: String, _ bytes: [UInt8]) throws(Failure) -> Void,
    restore: @escaping @Sendable () throws(Failure) -> [String],
    run: @escaping @Sendable (TestRun) throws(Failure) -> RunResult,
    close: @escaping @Sendable () -> Void
  ) {
    self.read = read
    self.write = write
    self.restore = restore
    self.run = run
    self.close = close
  }
}

/// Which tests to run, and how long they may take.
package struct TestRun: Sendable, Equatable {
  /// Relative to the root; nil for the whole suite.
  package var testFiles: [String]?
  package var recordsReach = false
  package var stopsAtFirstFailure = false
  /// Nil for the limit of the options.
  package var wallSeconds: Double?

  package init(testFiles: [String]? = nil, wallSeconds: Double? = nil) {
    self.testFiles = testFiles
    self.wallSeconds = wallSeconds
  }
}

/// One mutant and the tests that are to meet it, for a way that need not start from nothing.
package struct QuickRun: Sendable {
  package var mutant: Mutant
  /// The mutated file.
  package var bytes: [UInt8]
  /// As the baseline saw them, in its order.
  package var tests: [TestResult]
  /// By an assertion, where the way can tell.
  package var stopsAtFirstFailure: Bool
  package var wallSeconds: Double

  package init(
    mutant: Mutant, bytes: [UInt8], tests: [TestResult], stopsAtFirstFailure: Bool,
    wallSeconds: Double
  ) {
    self.mutant = mutant
    self.bytes = bytes
    self.tests = tests
    self.stopsAtFirstFailure = stopsAtFirstFailure
    self.wallSeconds = wallSeconds
  }
}

/// A run of the tests with one file replaced.
package struct ForkedRun: Sendable {
  package var path: String
  package var bytes: [UInt8]
  package var run: TestRun
  /// The test files that the run is going to load, as far as is known.
  package var loads: [String]

  package init(path: String, bytes: [UInt8], run: TestRun, loads: [String]) {
    self.path = path
    self.bytes = bytes
    self.run = run
    self.loads = loads
  }
}

/// What a run left.
package struct RunResult: Sendable {
  package var observation: Observation
  /// What the woven code recorded; nil when nothing was to be recorded.
  package var reach: [UInt8]?

  package init(observation: Observation, reach: [UInt8]? = nil) {
    self.observation = observation
    self.reach = reach
  }
}

/// Tests that are to run one by one, each as if it were the only one, in woven code.
package struct LoneRuns: Sendable {
  /// The woven files by their paths.
  package var woven: [String: [UInt8]]
  package var tests: [TestResult]
  /// The limit of all of them together.
  package var wallSeconds: Double

  package init(woven: [String: [UInt8]], tests: [TestResult], wallSeconds: Double) {
    self.woven = woven
    self.tests = tests
    self.wallSeconds = wallSeconds
  }
}

/// What lone runs showed.
package struct LoneResult: Sendable {
  /// Why there is no quick way; nil when there is one.
  package var obstacle: String?
  /// What the woven code recorded.
  package var reach: [UInt8] = []
  /// Ids of tests that do not pass by themselves.
  package var dependent: [String] = []

  package init(obstacle: String? = nil) { self.obstacle = obstacle }
}
