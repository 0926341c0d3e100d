import Mutation
import Suites
import Text
import Trials

/// The joined report on a terminal: what went unnoticed, by consequence, and what was left out.
enum TrialsText {
  /// The most gaps that are written out; the rest are counted.
  private static let limit = 20

  static func render(_ report: Report, _ theme: Theme) -> String {
    let summary = Summary(report)
    var page = TerminalPage(theme)
    writeGaps(summary, report, to: &page)
    writeWeakFunctions(summary.weakFunctions, to: &page)
    writeTests(summary, to: &page)
    writeAreas(summary.areas, to: &page)
    if !report.suites.isEmpty { ScanText.writeTotals(summary, to: &page) }
    writeCounts(summary, to: &page)
    ScanText.writeNotices(report.notices, to: &page)
    page.heading("In words")
    for sentence in summary.headline { page.paragraph(Escaping.terminal(sentence), indent: 2) }
    ScanText.writeEnd(summary, to: &page)
    return page.text
  }

  private static func writeGaps(
    _ summary: Summary, _ report: Report, to page: inout TerminalPage
  ) {
    guard !summary.gaps.isEmpty else { return }
    page.heading("Planted errors that went unnoticed")
    for gap in summary.gaps.prefix(limit) {
      let mutant = gap.mutant
      page.blank()
      page.row([
        (mutant.id, 16, .faint), (mutant.riskArea?.rawValue ?? "", 10, .yellow),
        (Escaping.terminal("\(mutant.operatorID) in \(name(mutant))"), 0, nil),
      ])
      page.row([(Escaping.terminal("\(mutant.path):\(mutant.start.line)"), 0, .cyan)], indent: 4)
      for row in MutantDiff(mutant, in: report.sources[mutant.path], limit: 4).rows {
        page.row([(row, 0, row.hasPrefix("-") ? .red : .green)], indent: 4)
      }
      let reached = gap.outcome.reachedBy
      if let first = reached.first {
        let rest = reached.count > 1 ? " and \(reached.count - 1) more" : ""
        page.row([("reached by " + Escaping.terminal(first) + rest, 0, .faint)], indent: 4)
      }
    }
    let more = summary.gaps.count - limit
    if more > 0 { page.paragraph("and \(grouped(more)) more in the report", indent: 2) }
  }

  static func name(_ mutant: Mutant) -> String {
    mutant.function.isEmpty ? "top level" : mutant.function
  }

  private static func writeWeakFunctions(
    _ functions: [WeakFunction], to page: inout TerminalPage
  ) {
    guard !functions.isEmpty else { return }
    page.heading("Functions whose strongest assertion compares no value")
    for item in functions.prefix(limit) {
      page.row([
        (item.strongest.rawValue, 12, .yellow),
        (Escaping.terminal("\(item.path):\(item.line) \(item.name)"), 0, nil),
      ])
    }
    if functions.count > limit {
      page.paragraph("and \(functions.count - limit) more in the report", indent: 2)
    }
  }

  private static func writeTests(_ summary: Summary, to page: inout TerminalPage) {
    guard let trials = summary.trials, !trials.verdicts.isEmpty else { return }
    page.heading("Tests by verdict")
    for verdict in TestVerdict.allCases {
      guard let count = trials.verdicts[verdict] else { continue }
      page.row([
        (verdict.rawValue, 14, ink(verdict)), (TerminalPage.padLeft(grouped(count), 6), 7, nil),
        (verdict.plain, 0, .faint),
      ])
    }
    if !summary.silentBusiness.isEmpty {
      page.paragraph(
        "Their text compares values, they reached planted errors, and noticed none: "
          + counted(summary.silentBusiness.count, "test") + "; the first: "
          + Escaping.terminal(summary.silentBusiness[0].id), indent: 2)
    }
    if let first = summary.surprisingShape.first {
      page.paragraph(
        "Their text compares no value, and yet they noticed a small change: "
          + counted(summary.surprisingShape.count, "test") + "; the first: "
          + Escaping.terminal(first.test.id), indent: 2)
    }
  }

  static func ink(_ verdict: TestVerdict) -> Theme.Ink {
    switch verdict {
    case .loadBearing: .green
    case .redundant, .killing: .cyan
    case .crashOnly, .flaky: .yellow
    case .hollow: .red
    case .unoffered, .skipped: .faint
    }
  }

  private static func writeAreas(_ areas: [AreaRow], to page: inout TerminalPage) {
    guard !areas.isEmpty else { return }
    page.heading("Risk areas")
    page.row(
      [
        ("", 38, nil), (TerminalPage.padLeft("planted", 7), 7, .faint),
        (TerminalPage.padLeft("noticed", 7), 7, .faint), ("95 % interval", 14, .faint),
        ("tests", 0, .faint),
      ])
    for row in areas {
      page.row([
        (row.title, 38, nil), (TerminalPage.padLeft(grouped(row.score.judged), 7), 7, nil),
        (TerminalPage.padLeft(grouped(row.score.killed), 7), 7, nil),
        (row.score.judged == 0 ? "–" : row.score.range, 14, nil),
        (row.tests.map(grouped) ?? "–", 0, nil),
      ])
    }
  }

  private static func writeCounts(_ summary: Summary, to page: inout TerminalPage) {
    guard let trials = summary.trials else { return }
    page.heading("Planted errors")
    for status in MutantStatus.allCases where trials.count(status) > 0 {
      page.row([
        (status.rawValue, 14, status.isJudged ? nil : .faint),
        (TerminalPage.padLeft(grouped(trials.count(status)), 6), 7, nil),
        (status.plain, 0, .faint),
      ])
    }
    if trials.count(.timeout) > 0, !summary.isRefused {
      let score = trials.withTimeouts
      page.paragraph(
        "With time-outs counted as noticed: \(score.killed) of \(score.judged) "
          + "(\(score.percent), 95 % interval \(score.range)).", indent: 2)
    }
    if !trials.passedOver.isEmpty {
      let words = trials.passedOver.map { "\(Escaping.terminal($0.reason)) \(grouped($0.count))" }
      page.paragraph("Passed over: " + words.joined(separator: ", ") + ".", indent: 2)
    }
  }
}

extension TestVerdict {
  /// What the word says, for people.
  var plain: String {
    switch self {
    case .loadBearing: "only it notices some planted error"
    case .redundant: "it notices planted errors, never alone"
    case .killing: "it notices planted errors; who else does was not asked"
    case .crashOnly: "it notices only by crashing"
    case .hollow: "it reached planted errors and noticed none"
    case .unoffered: "it reached no planted error"
    case .flaky: "it passes and fails without a change; it was set aside"
    case .skipped: "it did not run"
    }
  }
}

extension MutantStatus {
  /// What the word says, for people.
  var plain: String {
    switch self {
    case .killed: "a test noticed"
    case .survived: "tests ran the code and all passed"
    case .notReached: "no test runs the code"
    case .timeout: "time limit, confirmed alone; not counted as noticed"
    case .memory: "the memory limit was hit"
    case .invalid: "does not build or load; says nothing of the tests"
    case .unattributed: "the run failed, but no failing test is known"
    case .suspicious: "everything passed, but fewer tests ran"
    case .flaky: "only flaky tests failed"
    case .void: "a control around it failed"
    case .notRun: "not run"
    }
  }
}
