import Mutation
import Suites
import Text
import Trials

/// `summary.md`: one page for a pipeline's step summary and for an assessor, at most 200 kB.
enum MarkdownPage {
  private static let most = 200_000
  private static let gapRows = 25

  static func render(_ report: Report) -> String {
    let summary = Summary(report)
    var out = "# Would the tests notice?\n\n"
    out += "**" + Escaping.markdown(summary.verdict) + "**\n\n"
    for sentence in summary.headline where sentence != summary.verdict {
      out += Escaping.markdown(sentence) + "\n"
    }
    out += "\n"
    let parts = [
      places(summary), areas(summary.areas), gaps(summary, report), weak(summary.weakFunctions),
      tests(summary), assertions(summary.suite), planted(summary), method(report, summary),
      notices(report.notices),
    ]
    for (index, part) in parts.enumerated() where !part.isEmpty {
      guard out.utf8.count + part.utf8.count < most else {
        out += "*\(counted(parts.count - index, "section")) left out to keep this page short.*\n"
        break
      }
      out += part + "\n"
    }
    return out
  }

  private static func places(_ summary: Summary) -> String {
    guard !summary.places.isEmpty else { return "" }
    var out = "## Where to look first\n\n"
    for (index, place) in summary.places.enumerated() {
      let name = place.name.isEmpty ? "" : " " + code(place.name)
      out += "\(index + 1). " + code("\(place.path):\(place.line)") + name + ": "
      out += place.finding + "\n"
    }
    return out
  }

  private static func areas(_ areas: [AreaRow]) -> String {
    guard !areas.isEmpty else { return "" }
    let rows = areas.map { row in
      [
        row.title, row.tests.map(grouped) ?? "–", row.assertions.map(grouped) ?? "–",
        grouped(row.score.judged), grouped(row.score.killed), grouped(row.survived),
        grouped(row.notReached), row.score.judged == 0 ? "–" : row.score.range,
      ]
    }
    return "## Risk areas\n\n"
      + table(
        [
          "Area", "Tests that get there", "Business assertions in them", "Planted", "Noticed",
          "Unnoticed", "Not reached", "95 % interval",
        ], numbersFrom: 1, rows)
  }

  private static func gaps(_ summary: Summary, _ report: Report) -> String {
    let all = summary.unnoticed
    guard !all.isEmpty else { return "" }
    let rows = all.prefix(gapRows).map { gap in
      let mutant = gap.mutant
      return [
        mutant.riskArea?.rawValue ?? "", cell("\(mutant.path):\(mutant.start.line)"),
        mutant.function.isEmpty ? "top level" : cell(mutant.function),
        cell(shown(mutant.original)) + " → " + cell(shown(mutant.replacement)),
        gap.outcome.status == .survived ? "tests ran it" : "no test runs it", cell(mutant.id),
      ]
    }
    var out = "## Planted errors that went unnoticed\n\n"
    out += table(["Area", "Place", "Function", "Change", "Because", "Id"], rows)
    if all.count > gapRows {
      out += "\n\(grouped(all.count - gapRows)) more stand in the full report.\n"
    }
    out += diffs(summary.gaps.prefix(3), report)
    return out
  }

  /// The first gaps as diffs; a reader believes what it sees.
  private static func diffs(_ gaps: ArraySlice<Gap>, _ report: Report) -> String {
    var out = ""
    for gap in gaps {
      let diff = MutantDiff(gap.mutant, in: report.sources[gap.mutant.path], limit: 6)
      let body = diff.rows.map { $0.cut(at: 200) }.joined(separator: "\n")
      let fence = Escaping.markdownFence(body)
      out += "\n" + code("\(gap.mutant.path):\(diff.line)") + "\n\n"
      out += fence + "diff\n" + body + "\n" + fence + "\n"
    }
    return out
  }

  private static func weak(_ functions: [WeakFunction]) -> String {
    guard !functions.isEmpty else { return "" }
    let rows = functions.prefix(gapRows).map { item in
      [
        item.riskArea?.rawValue ?? "", cell("\(item.path):\(item.line)"), cell(item.name),
        item.strongest.rawValue, grouped(item.tests.count),
      ]
    }
    var out = "## Functions whose strongest assertion compares no value\n\n"
    out += table(["Area", "Place", "Function", "Strongest assertion", "Tests"], rows)
    if functions.count > gapRows {
      out += "\n\(grouped(functions.count - gapRows)) more stand in the full report.\n"
    }
    return out
  }

  private static func tests(_ summary: Summary) -> String {
    guard summary.suite.tests > 0 || summary.trials != nil else { return "" }
    var out = "## Tests\n\n"
    if summary.suite.tests > 0 {
      out += table(
        ["By their text", "Tests", "They"], numbersFrom: 1, numbersTo: 1,
        TestKind.allCases.compactMap { kind in
          summary.suite.kinds[kind].map { [kind.rawValue, grouped($0), kind.plain] }
        })
    }
    if let verdicts = summary.trials?.verdicts, !verdicts.isEmpty {
      out += "\n"
      out += table(
        ["By trial", "Tests", "Meaning"], numbersFrom: 1, numbersTo: 1,
        TestVerdict.allCases.compactMap { verdict in
          verdicts[verdict].map { [verdict.rawValue, grouped($0), verdict.plain] }
        })
    }
    if !summary.silentBusiness.isEmpty {
      out +=
        "\nText and trials disagree: \(counted(summary.silentBusiness.count, "test")) with values in "
        + "the text reached planted errors and noticed none: "
        + list(summary.silentBusiness.map(\.id)) + ".\n"
    }
    if !summary.surprisingShape.isEmpty {
      out +=
        "\nText and trials disagree: \(counted(summary.surprisingShape.count, "test")) without a value "
        + "in the text noticed a small change: " + list(summary.surprisingShape.map(\.test.id))
        + ".\n"
    }
    return out
  }

  private static func assertions(_ suite: SuiteTotals) -> String {
    guard suite.assertions > 0 else { return "" }
    return "## Assertions\n\n"
      + table(
        ["Side", "Assertions", "Classes"], numbersFrom: 1, numbersTo: 1,
        Side.allCases.compactMap { side in
          suite.sides[side].map { count in
            let classes = AssertionClass.allCases
              .filter { suite.classes[$0] != nil && $0.side == side }
              .map { "\($0.rawValue) \(grouped(suite.classes[$0] ?? 0))" }
            return [side.rawValue, grouped(count), classes.joined(separator: ", ")]
          }
        })
  }

  private static func planted(_ summary: Summary) -> String {
    guard let trials = summary.trials else { return "" }
    var out = "## Planted errors\n\n"
    out += table(
      ["Status", "Count", "Meaning"], numbersFrom: 1, numbersTo: 1,
      MutantStatus.allCases.filter { trials.count($0) > 0 }.map {
        [$0.rawValue, grouped(trials.count($0)), $0.plain]
      })
    out += "\nNoticed by an assertion: \(grouped(trials.byAssertion)); "
    out += "only by a crash: \(grouped(trials.byCrash)).\n"
    guard !summary.isRefused, trials.judged > 0 else { return out }
    out += "\nWithout time-outs: \(words(trials.score)). "
    out += "With time-outs counted as noticed: \(words(trials.withTimeouts)).\n"
    return out
  }

  private static func words(_ score: Score) -> String {
    "\(grouped(score.killed)) of \(grouped(score.judged)), \(score.percent) "
      + "(95 % interval \(score.range))"
  }

  private static func method(_ report: Report, _ summary: Summary) -> String {
    var out = "## Method, limits and evidence\n\n"
    for fact in Facts.of(report, summary) {
      out += "- \(fact.name): "
      out += fact.isCode ? code(fact.text) : Escaping.markdown(fact.text)
      out += "\n"
    }
    return out
  }

  private static func notices(_ notices: [Notice]) -> String {
    guard !notices.isEmpty else { return "" }
    var out = "## Notices\n\n"
    for notice in notices.prefix(50) {
      let place = notice.path.isEmpty ? "" : code(notice.path) + ": "
      out += "- \(notice.kind.rawValue): " + place + Escaping.markdown(notice.text.cut(at: 300))
      out += "\n"
    }
    if notices.count > 50 { out += "- and \(grouped(notices.count - 50)) more\n" }
    return out
  }

  private static func code(_ text: String) -> String { Escaping.markdownCode(text.cut(at: 160)) }
  private static func cell(_ text: String) -> String { Escaping.markdownCell(text.cut(at: 160)) }

  private static func shown(_ text: String) -> String {
    text.isEmpty ? "" : text.cut(at: 60)
  }

  private static func list(_ ids: [String]) -> String {
    let rest = ids.count > 5 ? " and \(ids.count - 5) more" : ""
    return ids.prefix(5).map(code).joined(separator: ", ") + rest
  }

  /// Columns from `numbersFrom` to `numbersTo` stand to the right.
  private static func table(
    _ heads: [String], numbersFrom: Int = .max, numbersTo: Int = .max, _ rows: [[String]]
  ) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    let rules = heads.indices.map { $0 >= numbersFrom && $0 <= numbersTo ? "--:" : "---" }
    return line(heads) + line(rules) + rows.map(line).joined()
  }
}
