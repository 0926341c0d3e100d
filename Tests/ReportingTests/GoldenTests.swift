import Foundation
import Reporting
import Testing

/// Each format's text for the hand-made report, as a page for the reviewer.
///
/// `UPDATE_GOLDENS=1 swift test --filter GoldenTests` rewrites the pages and fails.
@Suite struct GoldenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Goldens")

  private static let narrow = Theme(width: 72, hasColour: false)

  @Test(arguments: [
    ("report.txt", Format.text), ("report.json", .json), ("summary.md", .markdown),
    ("mutation.json", .stryker),
  ])
  func `a report with trials is written as its golden page`(name: String, format: Format) throws {
    try compare(name, format.render(Hostile.report(), GoldenTests.narrow))
  }

  @Test(arguments: [
    ("scan.txt", Format.text), ("scan.json", .json), ("scan.md", .markdown),
  ])
  func `a scan is written as its golden page`(name: String, format: Format) throws {
    try compare(name, format.render(Hostile.scan, GoldenTests.narrow))
  }

  @Test func `the page is written as its golden page, style and script aside`() throws {
    var page = Format.html.render(Hostile.report(), .plain)
    for (open, close) in [("<style>", "</style>"), ("<script>", "</script>\n</body>")] {
      let start = try #require(page.range(of: open)).upperBound
      let end = try #require(page.range(of: close, range: start..<page.endIndex)).lowerBound
      page.replaceSubrange(start..<end, with: "")
    }
    let policy = try #require(page.range(of: "content=\"default-src"))
    let end = try #require(page.range(of: "\">", range: policy.upperBound..<page.endIndex))
    page.replaceSubrange(policy.upperBound..<end.lowerBound, with: "")
    try compare("index.html", page)
  }

  private func compare(_ name: String, _ text: String) throws {
    let file = GoldenTests.folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
      try Data(text.utf8).write(to: file)
      Issue.record("\(name) was rewritten; run again without UPDATE_GOLDENS")
      return
    }
    let golden = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    let (seen, wanted) = (text.components(separatedBy: "\n"), golden.components(separatedBy: "\n"))
    #expect(seen.count == wanted.count)
    for (index, (line, golden)) in zip(seen, wanted).enumerated() where line != golden {
      Issue.record("\(name):\(index + 1): expected \(golden) found \(line)")
      break
    }
  }
}
