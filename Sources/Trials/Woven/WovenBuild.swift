/// How a runner's project is built once with all its mutants, and how parts of its suite are then
/// run from what was built; filled in by a language's toolchain.
package struct WovenBuild: Sendable {
  /// Files of ours beside the woven ones, by path; a woven file that must say that they are there
  /// is among them with its new bytes.
  package var helpers: @Sendable (_ woven: [String: [UInt8]], WovenView) -> [String: [UInt8]]
  /// Builds everything that the suite needs and runs none of it.
  package var build: @Sendable (RunRequest) -> Invocation
  /// What the compiler complained of; warnings are not among it.
  package var errors: @Sendable (RunArtifacts) -> [BuildError]
  /// The test programs that a successful build made.
  package var programs: @Sendable (RunArtifacts, RunRequest) -> [TestProgram]
  /// The name of the smallest part of the suite that holds a test and can be run by itself.
  package var unit: @Sendable (TestResult) -> String
  /// The commands that run `tests`, or the whole suite, each with its program.
  package var runs: @Sendable (_ tests: [TestResult]?, [TestProgram], RunRequest) -> [WovenStep]
  /// What one of the commands said.
  package var reading: @Sendable (TestProgram, RunArtifacts) -> RunReading
  /// Whether the plain command runs tests that no program holds, such as those in documentation.
  package var leavesTests: @Sendable (TestResult) -> Bool
  /// Whether the plain command runs a part of the tests that the programs hold.
  package var isPart = false

  package init(
    helpers: @escaping @Sendable (_ woven: [String: [UInt8]], WovenView) -> [String: [UInt8]],
    build: @escaping @Sendable (RunRequest) -> Invocation,
    errors: @escaping @Sendable (RunArtifacts) -> [BuildError],
    programs: @escaping @Sendable (RunArtifacts, RunRequest) -> [TestProgram],
    unit: @escaping @Sendable (TestResult) -> String,
    runs: @escaping @Sendable (_ tests: [TestResult]?, [TestProgram], RunRequest) -> [WovenStep],
    reading: @escaping @Sendable (TestProgram, RunArtifacts) -> RunReading,
    leavesTests: @escaping @Sendable (TestResult) -> Bool = { _ in false }
  ) {
    self.helpers = helpers
    self.build = build
    self.errors = errors
    self.programs = programs
    self.unit = unit
    self.runs = runs
    self.reading = reading
    self.leavesTests = leavesTests
  }

  /// The variable that holds the number of the chosen mutant; unset for the original program.
  package static let choice = "TOCSIN_MUTANT"
  /// The variable that names the file to which guards append their numbers, one a line.
  package static let reach = "TOCSIN_REACH"
}

/// The copy that is woven, for a language's helpers.
package struct WovenView: Sendable {
  /// Relative paths of all files, sorted.
  package var paths: [String]
  package var read: @Sendable (String) -> [UInt8]?

  package init(paths: [String], read: @escaping @Sendable (String) -> [UInt8]?) {
    self.paths = paths
    self.read = read
  }
}

/// A program that holds tests.
package struct TestProgram: Sendable, Hashable {
  /// Absolute.
  package var path: String
  /// The working directory of its runs, absolute.
  package var directory: String
  /// What results name it by, such as a package's import path.
  package var name: String
  /// What the program itself calls its tests, by what is left without their modules.
  package var names: [String: [String]] = [:]

  package init(path: String, directory: String, name: String) {
    self.path = path
    self.directory = directory
    self.name = name
  }
}

/// One command of a woven run.
package struct WovenStep: Sendable {
  package var program: TestProgram
  package var invocation: Invocation

  package init(_ program: TestProgram, _ invocation: Invocation) {
    self.program = program
    self.invocation = invocation
  }
}

/// One complaint of a compiler.
package struct BuildError: Sendable, Equatable {
  /// Relative to the root.
  package var path: String
  /// From 1.
  package var line: Int
  /// In bytes, from 1; zero when it is not known.
  package var column: Int
  /// The number of the mutant in whose text the error stands, where the compiler could be told.
  package var mutant: Int?
  package var message: String

  package init(path: String, line: Int, column: Int, mutant: Int? = nil, message: String) {
    self.path = path
    self.line = line
    self.column = column
    self.mutant = mutant
    self.message = message
  }
}
