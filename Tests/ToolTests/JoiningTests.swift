import Reporting
import Suites
import Testing
import Text
import Tool
import Trials

/// The runner's tests and those that were read are one.
@Suite struct JoiningTests {
  private func suite(_ path: String, _ titles: [String]..., kind: TestKind = .shape) -> SuiteFile {
    let text = String(repeating: "line\n", count: titles.count)
    return SuiteFile(
      path: path, language: "javascript", lines: LineIndex(Array(text.utf8)),
      tests: titles.enumerated().map { number, titles in
        let start = UInt32(number * 5)
        return TestCase(
          id: "\(path)::\(titles.joined(separator: " > "))", titles: titles,
          range: ByteRange(start, start + 4), kind: kind)
      })
  }

  private func ran(_ path: String, _ titles: String..., line: Int = 0) -> TestResult {
    var result = TestResult(
      id: "\(path)|\(titles.joined(separator: "|"))", path: path, titles: titles, status: .skipped)
    result.line = line
    return result
  }

  /// The ids of all tests, with the kinds of those that were read; the runner skipped all of its own.
  private func joined(_ results: [TestResult], _ suites: [SuiteFile]) -> [String] {
    let result = CampaignResult(
      controls: [], outcomes: [], tests: results, flaky: [], blindFiles: [], judgements: [],
      knowsReach: false, isComplete: true, jobs: 1, notices: [], peakBytes: 0, milliseconds: 0)
    return Joining(result: result, suites: suites).tests.map {
      "\($0.id) \($0.kind?.rawValue ?? "-") \($0.verdict == .skipped ? "ran" : "unseen")"
    }
  }

  @Test func `a test is found by its file and titles`() {
    #expect(
      joined([ran("a.js", "s", "x")], [suite("a.js", ["s", "x"], ["s", "y"])]) == [
        "a.js::s > x shape ran", "a.js::s > y shape unseen",
      ])
  }

  @Test func `a row of a table is found by what its titles begin with`() {
    #expect(
      joined([ran("a.js", "x", "1"), ran("a.js", "x", "2")], [suite("a.js", ["x"])]) == [
        "a.js::x shape ran"
      ])
  }

  @Test func `a computed title is found by its line`() {
    #expect(
      joined([ran("a.js", "made", line: 2)], [suite("a.js", ["x"], ["${y}"])]) == [
        "a.js::x shape unseen", "a.js::${y} shape ran",
      ])
  }

  @Test func `a test that another file loads is found where its titles occur once`() {
    #expect(
      joined([ran("index.js", "s", "x")], [suite("a.js", ["s", "x"]), suite("index.js")]) == [
        "a.js::s > x shape ran"
      ])
    #expect(
      joined([ran("index.js", "x")], [suite("a.js", ["x"]), suite("b.js", ["x"])]) == [
        "a.js::x shape unseen", "b.js::x shape unseen", "index.js|x - ran",
      ])
  }
}
