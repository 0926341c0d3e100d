import Suites
import Text

/// `scan` on a terminal: the weakest tests of each file with the reason, then the totals.
enum ScanText {
  static func render(_ report: Report, _ theme: Theme) -> String {
    let summary = Summary(report)
    var page = TerminalPage(theme)
    for file in ordered(report.suites) { write(file, to: &page) }
    writeTotals(summary, to: &page)
    writeNotices(report.notices, to: &page)
    writeEnd(summary, to: &page)
    return page.text
  }

  /// Files with the most tests that compare no value last, next to the summary that a terminal
  /// leaves in sight.
  private static func ordered(_ suites: [SuiteFile]) -> [SuiteFile] {
    suites.map { file in (file, file.tests.count { $0.isShownAsWeak }) }
      .sorted { ($0.1, $1.0.path) < ($1.1, $0.0.path) }
      .map(\.0)
  }

  private static func write(_ file: SuiteFile, to page: inout TerminalPage) {
    guard !file.tests.isEmpty || !file.assertions.isEmpty else { return }
    let weak = file.tests.filter { $0.isShownAsWeak }
      .sorted { ($0.kind.rank, $0.range.start) < ($1.kind.rank, $1.range.start) }
    let strong = file.tests.count { $0.kind == .business }
    page.blank()
    page.row(
      [
        (Escaping.terminal(file.path), page.theme.width - 34, .bold),
        (
          "\(strong) of \(counted(file.tests.count, "test")) "
            + "\(agreeing("compare", with: file.tests.count)) values", 34, .faint
        ),
      ], indent: 0)
    for test in weak { write(test, in: file, to: &page) }
  }

  private static func write(
    _ test: TestCase, in file: SuiteFile, to page: inout TerminalPage
  ) {
    let line = String(file.lines.line(of: test.range.start))
    page.row([
      (TerminalPage.padLeft(line, 5), 5, .faint),
      (test.kind.rawValue, 10, ink(test.kind)),
      (Escaping.terminal(test.name) + (test.isDisabled ? " (disabled)" : ""), 0, nil),
    ])
    let reason =
      test.strongest.map {
        "\($0.classified.rawValue): " + Escaping.terminal($0.because) + " [\($0.rule)]"
      } ?? "no assertion in it or in a helper it calls"
    page.paragraph(reason, indent: 19)
  }

  static func ink(_ kind: TestKind) -> Theme.Ink {
    switch kind {
    case .none, .vacuous: .red
    case .shape, .ambiguous: .yellow
    case .business: .green
    }
  }

  static func writeTotals(_ summary: Summary, to page: inout TerminalPage) {
    let totals = summary.suite
    page.heading("Totals")
    page.row([
      ("files", 12, .faint), (grouped(totals.files), 8, nil),
      (
        totals.unreadBytes > 0 ? "\(grouped(totals.unreadBytes)) bytes could not be read" : "", 0,
        nil
      ),
    ])
    page.row([
      ("tests", 12, .faint), (grouped(totals.tests), 8, nil),
      (totals.disabled > 0 ? "\(grouped(totals.disabled)) disabled" : "", 0, nil),
    ])
    for kind in TestKind.allCases where totals.kinds[kind] != nil {
      page.row([
        ("  " + kind.rawValue, 12, ink(kind)), (grouped(totals.kinds[kind] ?? 0), 8, nil),
        (kind.plain, 0, .faint),
      ])
    }
    if totals.allowed > 0 {
      page.row([
        ("  allowed", 12, nil), (grouped(totals.allowed), 8, nil),
        ("of the weak ones, each with a reason in a comment", 0, .faint),
      ])
    }
    page.row([("assertions", 12, .faint), (grouped(totals.assertions), 8, nil)])
    for side in Side.allCases where totals.sides[side] != nil {
      let classes = AssertionClass.allCases.filter { totals.classes[$0] != nil && $0.side == side }
        .map { "\($0.rawValue) \(grouped(totals.classes[$0] ?? 0))" }
      page.row([
        ("  " + side.rawValue, 12, nil), (grouped(totals.sides[side] ?? 0), 8, nil),
        (classes.joined(separator: ", "), 0, .faint),
      ])
    }
  }

  static func writeNotices(_ notices: [Notice], to page: inout TerminalPage) {
    guard !notices.isEmpty else { return }
    page.heading("Notices")
    for notice in notices.prefix(10) {
      let place = notice.path.isEmpty ? "" : Escaping.terminal(notice.path) + ": "
      page.paragraph(
        "\(notice.kind.rawValue): " + place + Escaping.terminal(notice.text), indent: 2)
    }
    if notices.count > 10 { page.paragraph("and \(notices.count - 10) more", indent: 2) }
  }

  /// Verdict, number, the three worst places, next command.
  static func writeEnd(_ summary: Summary, to page: inout TerminalPage) {
    page.blank()
    page.paragraph(Escaping.terminal(summary.verdict), label: "Verdict", indent: 10)
    page.paragraph(summary.number, label: "Number", indent: 10)
    for (index, place) in summary.places.enumerated() {
      let name = place.name.isEmpty ? "" : " " + Escaping.terminal(place.name)
      page.paragraph(
        Escaping.terminal(place.path) + ":\(place.line)" + name + ": " + place.finding,
        label: index == 0 ? "Worst" : "", indent: 10)
    }
    page.command(Escaping.terminal(summary.next), label: "Next", indent: 10)
  }
}

extension AssertionClass {
  /// The side on which the class stands when no rule moved it.
  var side: Side {
    switch self {
    case .vacuous, .mirrored, .meta: .none
    case .noThrow, .typeOnly, .existence, .shape, .size, .statusOnly, .call, .throwsAny: .shape
    case .snapshot, .unknown: .ambiguous
    case .callArgs, .throwsSpecific, .value, .valuePartial, .relational: .business
    }
  }
}
