package import Suites

/// How a language's tests are found, run and read; filled in by its `Toolchain.swift`.
package struct Toolchain: Sendable {
  /// Candidates, likeliest first, each with its reason.
  package var findRunners: @Sendable (ProjectView) -> [Runner]
  /// The runner behind a command that the user gave; nil when the language does not know it.
  package var recognise: @Sendable (_ command: [String], ProjectView) -> Runner?
  /// How the project's own settings name its tests.
  package var testNames: @Sendable (ProjectView) -> TestNames
  /// Folders, each with a final slash, whose code belongs to a module of its own, which the command
  /// for the tree neither builds nor tests.
  package var separateFolders: @Sendable (ProjectView) -> [String] = { _ in [] }
  /// A statement that makes a file report `n` as reached when it has been loaded to its end.
  package var loadRecord: @Sendable (_ site: Int) -> String
  /// Whether a file's code runs when it is loaded, so that `loadRecord` does too.
  package var runsWhenLoaded = true
  /// The name of the function that woven code calls with a site's number.
  package static let reachFunction = "__tocsin_reach__"
  /// An expression that fails loudly where it is evaluated; it takes a reach call's place.
  package var probe: String
  /// An expression that does nothing; while a probe is tried, it takes the place of other reach calls.
  package var neutral = "0"
  /// Put before a file's first byte, it makes the file fail when it is loaded.
  package var breakStatement: String

  package init(
    findRunners: @escaping @Sendable (ProjectView) -> [Runner],
    testNames: @escaping @Sendable (ProjectView) -> TestNames = { _ in TestNames() },
    recognise: @escaping @Sendable (_ command: [String], ProjectView) -> Runner?,
    loadRecord: @escaping @Sendable (_ site: Int) -> String, probe: String, breakStatement: String
  ) {
    self.findRunners = findRunners
    self.testNames = testNames
    self.recognise = recognise
    self.loadRecord = loadRecord
    self.probe = probe
    self.breakStatement = breakStatement
  }
}

/// What a toolchain may look at while it searches for runners; nothing is run and nothing written.
package struct ProjectView: Sendable {
  /// Absolute, without a final slash.
  package var root: String
  /// Relative to the root, `/`-separated, sorted; ignored and vendored files are absent.
  package var paths: [String]
  /// The bytes of a small file by its relative path; nil when it is missing or too large.
  package var read: @Sendable (String) -> [UInt8]?
  /// Whether a relative path exists, ignored ones included.
  package var exists: @Sendable (String) -> Bool

  package init(
    root: String, paths: [String], read: @escaping @Sendable (String) -> [UInt8]?,
    exists: @escaping @Sendable (String) -> Bool
  ) {
    self.root = root
    self.paths = paths
    self.read = read
    self.exists = exists
  }

  /// The text of a small file; nil when it is missing or too large.
  package func text(_ path: String) -> String? {
    read(path).map { String(decoding: $0, as: UTF8.self) }
  }
}
