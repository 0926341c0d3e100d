import Mutation
import Suites
import Text
import Trials

/// What the page says without its script; also what it prints.
extension HTMLPage {
  static func overview(_ report: Report, _ summary: Summary) -> String {
    var out = "<h1>" + Escaping.html(summary.verdict) + "</h1>\n"
    for sentence in summary.headline where sentence != summary.verdict {
      out += "<p class=\"lead\">" + Escaping.html(sentence) + "</p>\n"
    }
    out += hero(summary)
    out += facts(report, summary)
    if !summary.places.isEmpty {
      out += "<h2>Where to look first</h2>\n<ol class=\"places\">\n"
      for place in summary.places {
        let name = place.name.isEmpty ? "" : "<bdi>" + Escaping.html(place.name) + "</bdi> in "
        out += "<li>" + name + self.place(place.path, place.line)
        out += "<br><span class=\"soft\">" + Escaping.html(place.finding) + "</span></li>\n"
      }
      out += "</ol>\n"
    }
    out += disagreements(summary)
    out += "<p class=\"keys\">Keys: <kbd>/</kbd> search, <kbd>j</kbd> <kbd>k</kbd> move, "
    out += "<kbd>Enter</kbd> open, <kbd>Esc</kbd> clear the search.</p>\n"
    return out
  }

  private static func hero(_ summary: Summary) -> String {
    guard let trials = summary.trials, summary.grade == .graded else { return "" }
    let score = trials.score
    var out =
      "<div class=\"card hero\"><div class=\"big\">\(Escaping.html(score.percent))</div><div>"
    out += "<p><b>\(grouped(score.killed)) of \(grouped(score.judged)) planted errors noticed</b>"
    out += " <span class=\"soft\">(95 % interval \(score.range))</span></p>"
    out += bar(score)
    var left: [String] = []
    if trials.count(.timeout) > 0 {
      left.append(
        "With time-outs counted as noticed: \(trials.withTimeouts.percent), "
          + "\(grouped(trials.withTimeouts.killed)) of \(grouped(trials.withTimeouts.judged)).")
    }
    left.append(
      summary.excludedWords.isEmpty
        ? "Every chosen error was judged." : "Not judged: \(summary.excludedWords).")
    out += "<p class=\"note\">" + Escaping.html(left.joined(separator: " ")) + "</p></div></div>\n"
    return out
  }

  /// The share as a bar with its interval; the text beside it says the same.
  static func bar(_ score: Score) -> String {
    guard score.judged > 0 else { return "" }
    func place(_ share: Double) -> String {
      let tenths = Int((share * 2_000).rounded())
      return "\(tenths / 10).\(tenths % 10)"
    }
    let (low, high) = (place(score.interval.low), place(score.interval.high))
    return "<svg class=\"bar\" viewBox=\"0 0 200 14\" preserveAspectRatio=\"none\" "
      + "aria-hidden=\"true\"><rect class=\"track\" y=\"3\" width=\"200\" height=\"8\" rx=\"2\"/>"
      + "<rect class=\"fill\" y=\"3\" width=\"\(place(score.value))\" height=\"8\" rx=\"2\"/>"
      + "<path class=\"range\" d=\"M\(low) 1V13M\(high) 1V13M\(low) 7H\(high)\"/></svg>"
  }

  private static func facts(_ report: Report, _ summary: Summary) -> String {
    var rows: [(String, String)] = []
    let suite = summary.suite
    if suite.tests > 0 {
      rows.append(
        (
          share(suite.kinds[.business] ?? 0, suite.tests),
          "tests compare a result with an expected value"
        ))
      rows.append(
        (
          share(suite.sides[.shape] ?? 0, suite.checks),
          "assertions look only at type, presence, shape or size"
        ))
    }
    if let trials = summary.trials {
      rows.append((grouped(trials.count(.survived)), "planted errors ran and nothing failed"))
      rows.append((grouped(trials.count(.notReached)), "planted errors that no test runs"))
      rows.append(
        (grouped(trials.verdicts[.hollow] ?? 0), "hollow tests: they ran errors and noticed none"))
      rows.append(
        (share(trials.byCrash, trials.killed), "noticed only by a crash"))
    } else {
      rows.append((grouped(suite.disabled), "tests are disabled"))
      rows.append(
        (
          grouped((suite.kinds[.vacuous] ?? 0) + (suite.kinds[.none] ?? 0)),
          "tests assert nothing, or cannot fail through a wrong result"
        ))
    }
    let items = rows.map { "<li><b>\($0.0)</b><span>\(Escaping.html($0.1))</span></li>\n" }
    return "<ul class=\"facts\">\n" + items.joined() + "</ul>\n"
  }

  private static func share(_ part: Int, _ whole: Int) -> String {
    "\(grouped(part)) <small>of \(grouped(whole))</small>"
  }

  private static func disagreements(_ summary: Summary) -> String {
    guard !summary.silentBusiness.isEmpty || !summary.surprisingShape.isEmpty else { return "" }
    func list(_ tests: [JudgedTest]) -> String {
      let rest = tests.count > 5 ? "<li>and \(grouped(tests.count - 5)) more</li>" : ""
      return "<ul>"
        + tests.prefix(5).map { test in
          "<li><code data-test=\"\(Escaping.attribute(test.id))\">" + Escaping.html(test.id)
            + "</code></li>"
        }.joined() + rest + "</ul>\n"
    }
    var out = "<h2>Where the text and the trials disagree</h2>\n"
    if !summary.silentBusiness.isEmpty {
      out += "<p>\(counted(summary.silentBusiness.count, "test")) with expected values in the text "
      out += "reached planted errors and noticed none:</p>" + list(summary.silentBusiness)
    }
    if !summary.surprisingShape.isEmpty {
      out +=
        "<p>\(counted(summary.surprisingShape.count, "test")) without an expected value in the "
      out += "text noticed a small change:</p>" + list(summary.surprisingShape.map(\.test))
    }
    return out
  }

  static func areas(_ summary: Summary) -> String {
    guard !summary.areas.isEmpty else { return "<h2>Risk areas</h2><p>No trials ran.</p>\n" }
    let rows = summary.areas.map { row in
      [
        "<b data-area=\"\(row.area?.rawValue ?? "-")\">" + Escaping.html(row.title) + "</b>",
        row.tests.map(grouped) ?? "–",
        row.assertions.map(grouped) ?? "–", grouped(row.score.judged), grouped(row.score.killed),
        grouped(row.survived), grouped(row.notReached),
        row.score.judged == 0
          ? "–" : bar(row.score) + "<span class=\"note\">\(row.score.range)</span>",
      ]
    }
    return
      "<h2>Risk areas</h2>\n<p class=\"soft\">Parts of the code where a wrong result hurts most, "
      + "recognised by names and by what the code does.</p>\n"
      + table(
        [
          "Area", "Tests that get there", "Business assertions", "Planted", "Noticed", "Unnoticed",
          "Not reached", "Share noticed, 95 % interval",
        ], numbers: [1, 2, 3, 4, 5, 6], rows)
  }

  static func gaps(_ summary: Summary, _ report: Report) -> String {
    var out = "<h2>Gaps</h2>\n"
    if report.trials != nil { out += "<div class=\"app\" id=\"gaps-app\"></div>\n" }
    let all = summary.unnoticed
    if !all.isEmpty {
      out += "<div class=\"static\"><p>\(counted(all.count, "planted error")) went unnoticed"
      out += all.count > 100 ? "; the first 100 by consequence:</p>\n" : ":</p>\n"
      out += table(
        ["Area", "Place", "Change", "Because", "Id"],
        all.prefix(100).map { gap in
          let mutant = gap.mutant
          let diff = MutantDiff(mutant, in: report.sources[mutant.path], limit: 3)
          let lines = diff.rows.map { Escaping.html($0.cut(at: 300)) }.joined(separator: "\n")
          return [
            mutant.riskArea?.rawValue ?? "",
            code("\(mutant.path):\(mutant.start.line)") + "<br><bdi>"
              + Escaping.html(mutant.function) + "</bdi>",
            "<pre>\(lines)</pre>",
            gap.outcome.status == .survived ? "tests ran it and passed" : "no test runs it",
            code(mutant.id),
          ]
        })
      out += "</div>\n"
    }
    return out + weakFunctions(summary.weakFunctions)
  }

  private static func weakFunctions(_ functions: [WeakFunction]) -> String {
    guard !functions.isEmpty else { return "" }
    var out = "<h2>Functions whose strongest assertion compares no value</h2>\n"
    out += table(
      ["Area", "Function", "Place", "Strongest assertion", "Tests"], numbers: [4],
      functions.prefix(200).map { item in
        [
          item.riskArea?.rawValue ?? "", "<bdi>" + Escaping.html(item.name) + "</bdi>",
          place(item.path, item.line), item.strongest.rawValue, grouped(item.tests.count),
        ]
      })
    if functions.count > 200 { out += "<p>and \(grouped(functions.count - 200)) more</p>\n" }
    return out
  }

  static func tests(_ summary: Summary) -> String {
    var out = "<h2>Tests</h2>\n<div class=\"app\" id=\"tests-app\"></div>\n<div class=\"static\">\n"
    let suite = summary.suite
    if suite.tests > 0 {
      out += table(
        ["By their text", "Tests", "They"], numbers: [1],
        TestKind.allCases.compactMap { kind in
          suite.kinds[kind].map { [kind.rawValue, grouped($0), Escaping.html(kind.plain)] }
        })
    }
    if let verdicts = summary.trials?.verdicts, !verdicts.isEmpty {
      out += "<p></p>"
      out += table(
        ["By trial", "Tests", "Meaning"], numbers: [1],
        TestVerdict.allCases.compactMap { verdict in
          verdicts[verdict].map { [verdict.rawValue, grouped($0), Escaping.html(verdict.plain)] }
        })
    }
    return out + "</div>\n"
  }

  static func method(_ report: Report, _ summary: Summary) -> String {
    var out = "<h2>Method, limits and evidence</h2>\n<dl>\n"
    for fact in Facts.of(report, summary) {
      out += "<dt>\(Escaping.html(fact.name))</dt><dd>"
      out += fact.isCode ? code(fact.text) : Escaping.html(fact.text)
      out += "</dd>\n"
    }
    out += "</dl>\n"
    if let trials = summary.trials {
      out += "<h2>Planted errors by status</h2>\n"
      out += table(
        ["Status", "Count", "Meaning"], numbers: [1],
        MutantStatus.allCases.filter { trials.count($0) > 0 }.map {
          [$0.rawValue, grouped(trials.count($0)), Escaping.html($0.plain)]
        })
    }
    if summary.suite.assertions > 0 {
      out += "<h2>Assertions by class</h2>\n"
      out += table(
        ["Class", "Count", "Side"], numbers: [1],
        AssertionClass.allCases.compactMap { name in
          summary.suite.classes[name].map { [name.rawValue, grouped($0), name.side.rawValue] }
        })
    }
    return out + notices(report.notices)
  }

  private static func notices(_ notices: [Notice]) -> String {
    guard !notices.isEmpty else { return "" }
    var out = "<h2>Notices</h2>\n"
    out += table(
      ["Kind", "File", "What"],
      notices.prefix(200).map {
        [
          $0.kind.rawValue, $0.path.isEmpty ? "" : code($0.path),
          Escaping.html($0.text.cut(at: 1_000)),
        ]
      })
    if notices.count > 200 { out += "<p>and \(grouped(notices.count - 200)) more</p>\n" }
    return out
  }
}
