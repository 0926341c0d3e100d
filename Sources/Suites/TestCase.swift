package import Text

/// One `it`, `def test_…` or `test(…)`.
package struct TestCase: Sendable {
  /// `path::title > title`; unique in a repository, with ` #2` and so on after repeated names.
  package var id: String
  /// The enclosing suites' titles and the test's own, outermost first.
  package var titles: [String]
  package var range: ByteRange
  package var kind: TestKind
  /// Skipped, pending or todo; its assertions are read but do not run.
  package var isDisabled: Bool
  /// Marked to run alone (`only`), which silences the others.
  package var isFocused: Bool
  /// Whether one definition stands for several runs: parametrized, table or loop.
  package var isTable: Bool
  /// Whether the title is computed, so that it can be matched to results only by its place.
  package var hasComputedTitle: Bool
  /// `no-assertion`, or `capped` when its kind rests on assertions that may not run.
  package var flags: [AssertionFlag] = []
  package var assertions: [Assertion]
  /// The reason in a comment that accepts its kind, or each of its assertions.
  package var allowed: String?

  package init(
    id: String, titles: [String], range: ByteRange, kind: TestKind = .none,
    isDisabled: Bool = false, isFocused: Bool = false, isTable: Bool = false,
    hasComputedTitle: Bool = false, assertions: [Assertion] = []
  ) {
    self.id = id
    self.titles = titles
    self.range = range
    self.kind = kind
    self.isDisabled = isDisabled
    self.isFocused = isFocused
    self.isTable = isTable
    self.hasComputedTitle = hasComputedTitle
    self.assertions = assertions
  }

  /// Whether it compares no result and no comment accepts that.
  package var isShownAsWeak: Bool { kind != .business && allowed == nil }

  /// The titles joined for people.
  package var name: String { titles.joined(separator: " > ") }
}

/// One test file as the static half sees it.
package struct SuiteFile: Sendable {
  package var path: String
  /// The language's identifier, such as `python`.
  package var language: String
  package var frameworks: [String]
  package var unreadBytes: Int
  package var lines: LineIndex
  package var tests: [TestCase]
  /// Assertions outside any test case.
  package var assertions: [Assertion]
  /// Comments that allow nothing, and why; one sentence each, with its line.
  package var remarks: [String] = []

  package init(
    path: String, language: String, frameworks: [String] = [], unreadBytes: Int = 0,
    lines: LineIndex, tests: [TestCase] = [], assertions: [Assertion] = []
  ) {
    self.path = path
    self.language = language
    self.frameworks = frameworks
    self.unreadBytes = unreadBytes
    self.lines = lines
    self.tests = tests
    self.assertions = assertions
  }
}
