import Foundation
import Reporting
import Testing

/// No format lets text of the analysed project act.
@Suite struct InertTests {
  private static let reports: [(String, Report)] = [
    ("trials", Hostile.report()), ("scan", Hostile.scan),
  ]

  @Test(arguments: [Format.text, .markdown, .html])
  func `no control or direction mark reaches a reader`(format: Format) {
    for (name, report) in InertTests.reports {
      let raw = format.render(report, .plain).unicodeScalars.filter { scalar in
        switch scalar.value {
        case 10, 0x2060: false
        case 0..<0x20, 0x7f...0x9f, 0x200e...0x200f, 0x202a...0x202e, 0x2066...0x2069: true
        default: false
        }
      }
      #expect(raw.isEmpty, "\(name)")
    }
  }

  @Test(arguments: [Format.text, .markdown, .html])
  func `no hidden scalar of the lower planes reaches a reader raw`(format: Format) {
    var report = Hostile.report()
    report.notices = [Notice(kind: .warning, path: "", text: InertTests.everyScalar)]
    let raw = format.render(report, .plain).unicodeScalars.filter { scalar in
      switch scalar.value {
      // Our own line ends and word joiners.
      case 10, 0x2060: false
      case 0..<0x20, 0x7f...0x9f, 0xad, 0x61c, 0x200b, 0x200e, 0x200f, 0x2028...0x202e,
        0x2061...0x206f, 0xfeff, 0xe0000...0xe007f:
        true
      default: false
      }
    }
    #expect(raw.isEmpty)
  }

  @Test(arguments: [Format.json, .stryker])
  func `every scalar comes back from JSON as it went in`(format: Format) throws {
    var report = Hostile.report()
    report.trials?.outcomes[0].status = .void
    report.trials?.outcomes[0].detail = InertTests.everyScalar
    let text = format.render(report, .plain)
    #expect(!text.unicodeScalars.contains { $0.value < 10 || (0x7f...0x9f).contains($0.value) })
    let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let files = root?["files"] as? [String: [String: Any]]
    let mutants =
      files?[Hostile.source.path]?["mutants"] as? [[String: Any]] ?? root?["mutants"]
      as? [[String: Any]]
    let back = mutants?.first?["statusReason"] as? String ?? mutants?.first?["detail"] as? String
    #expect(back?.hasSuffix(InertTests.everyScalar) == true)
  }

  /// Fewer than a thousand scalars, so that no format cuts them.
  private static let everyScalar: String = {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x17f, 0x600...0x620, 0x2000...0x2070, 0xfe00...0xfe0f, 0xfeff...0xff01,
      0xfff8...0xfffd, 0xe0000...0xe007f,
    ]
    var out = String.UnicodeScalarView()
    for range in ranges { out.append(contentsOf: range.compactMap(Unicode.Scalar.init)) }
    return String(out)
  }()

  @Test(arguments: Format.allCases)
  func `no line starts a command of a log reader`(format: Format) {
    for (_, report) in InertTests.reports {
      for line in format.render(report, .plain).split(separator: "\n") {
        #expect(!line.drop { $0 == " " }.hasPrefix("::"))
      }
    }
  }

  @Test func `a wrapped line does not start with what a log reader obeys`() {
    var report = Hostile.scan
    report.notices[0].text = String(repeating: "x", count: 35) + " ::error::forged"
    let text = Format.text.render(report, Theme(width: 40, hasColour: false))
    #expect(text.contains("\n  \\u{3a}:error::forged\n"))
  }

  @Test func `colour is the only escape and only when asked for`() {
    let plain = Format.text.render(Hostile.report(), .plain)
    let coloured = Format.text.render(Hostile.report(), Theme(width: 100, hasColour: true))
    #expect(!plain.contains("\u{1b}"))
    var stripped = coloured
    for code in ["0", "1", "2", "31", "32", "33", "36"] {
      stripped = stripped.replacingOccurrences(of: "\u{1b}[\(code)m", with: "")
    }
    #expect(stripped == plain)
  }

  @Test func `the page holds one style, one script and its data, and asks for nothing`() {
    let page = Format.html.render(Hostile.report(), .plain)
    #expect(page.components(separatedBy: "<script").count == 3)
    #expect(page.components(separatedBy: "</script").count == 3)
    #expect(page.components(separatedBy: "<style").count == 2)
    for word in ["http:", "https:", "src=\"", " style=\"", "onclick=\"", "@import", "url("] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.contains("default-src 'none'; style-src 'sha256-"))
  }

  @Test func `the policy names the digests of the page's own style and script`() throws {
    let page = Format.html.render(Hostile.scan, .plain)
    for (kind, open, close) in [
      ("style", "<style>", "</style>"), ("script", "<script>", "</script>"),
    ] {
      let start = try #require(page.range(of: open)).upperBound
      let end = try #require(page.range(of: close, range: start..<page.endIndex)).lowerBound
      let digest = SHA256.base64(Array(page[start..<end].utf8))
      #expect(page.contains("\(kind)-src 'sha256-\(digest)'"))
    }
  }

  @Test func `the page's shell is at most 300 kB`() {
    let empty = Report(toolVersion: "0.0.0", root: ".", suites: [])
    let page = Format.html.render(empty, .plain)
    #expect(page.hasPrefix("<!doctype html>"))
    #expect(page.utf8.count <= 300_000)
  }

  @Test func `markdown leaves no raw markup outside code`() {
    for (name, report) in InertTests.reports {
      var isFenced = false
      for line in Format.markdown.render(report, .plain).split(separator: "\n") {
        if line.hasPrefix("```") { isFenced.toggle() }
        guard !isFenced else { continue }
        #expect(!InertTests.outsideCode(String(line)).contains("<"), "\(name): \(line)")
      }
    }
  }

  @Test func `markdown stays within 200 kB whatever the report holds`() {
    var report = Hostile.report()
    report.notices = (0..<10_000).map {
      Notice(kind: .warning, path: "p\($0)", text: String(repeating: "y", count: 5_000))
    }
    let page = Format.markdown.render(report, .plain)
    #expect(page.utf8.count < 200_000)
    #expect(page.hasPrefix(Format.markdown.render(Hostile.report(), .plain).prefix(40)))
  }

  /// The line without its code spans.
  /// - Source: CommonMark 0.31, section 6.1
  private static func outsideCode(_ line: String) -> String {
    let marks = Array(line)
    func run(at start: Int) -> Int { marks[start...].prefix { $0 == "`" }.count }
    var out = ""
    var at = 0
    while at < marks.count {
      if marks[at] == "\\" {
        at += 2
        continue
      }
      guard marks[at] == "`" else {
        out.append(marks[at])
        at += 1
        continue
      }
      let length = run(at: at)
      var end = at + length
      while end < marks.count, run(at: end) != length { end += max(1, run(at: end)) }
      at = end < marks.count ? end + length : at + length
    }
    return out
  }
}
