import Mutation
import Suites
import Text
import Trials

/// The contract of `report.json`, schema version 1.
///
/// Fields are only ever added within a schema version.
package enum ReportJSON {
  static func render(_ report: Report) -> String { render(report, hasTimes: true) }

  /// The same without `times`, and with zero for every `milliseconds`: two runs with the same input
  /// and seed give the same bytes.
  package static func canonical(_ report: Report) -> String { render(report, hasTimes: false) }

  private static func render(_ report: Report, hasTimes: Bool) -> String {
    let summary = Summary(report)
    var out = JSONBytes()
    out.open("{")
    out.newLine()
    out.count("schemaVersion", 1)
    out.newLine()
    ScanJSON.writeHead(report, to: &out)
    out.key("revision")
    out.string(report.revision)
    out.key("invocation")
    out.strings(report.invocation)
    writeEnding(report.ending, to: &out)
    out.newLine()
    if let trials = report.trials {
      writeScore(summary, trials, to: &out)
      writeControls(trials.controls, to: &out)
      writeMutants(Joined(trials).rows, hasTimes: hasTimes, to: &out)
      writeTests(trials.tests, to: &out)
    }
    writeFindings(summary, report, to: &out)
    ScanJSON.writeFiles(report.suites, to: &out)
    out.newLine()
    ScanJSON.writeTotals(summary.suite, to: &out)
    out.newLine()
    ScanJSON.writeNotices(report.notices, to: &out)
    if hasTimes, let trials = report.trials { writeTimes(trials, to: &out) }
    out.newLine()
    out.close("}")
    out.end()
    return out.text
  }

  static func writeEnding(_ ending: Ending?, to out: inout JSONBytes) {
    guard let ending else { return }
    out.newLine()
    out.key("exit")
    out.open("{")
    out.count("code", ending.code)
    out.key("name")
    out.string(ending.name)
    out.key("reason")
    out.string(ending.reason)
    out.close("}")
  }

  private static func writeScore(
    _ summary: Summary, _ trials: Report.Trials, to out: inout JSONBytes
  ) {
    out.key("complete")
    out.bool(trials.isComplete)
    out.newLine()
    out.key("seed")
    out.unsigned(trials.plan.seed)
    out.newLine()
    out.key("score")
    if let totals = summary.trials, totals.judged > 0, !summary.isRefused {
      write(totals.score, to: &out)
    } else {
      out.null()
    }
    out.key("scoreWithTimeouts")
    if let totals = summary.trials, totals.withTimeouts.judged > 0, !summary.isRefused {
      write(totals.withTimeouts, to: &out)
    } else {
      out.null()
    }
    out.newLine()
    out.key("grade")
    switch summary.grade {
    case .graded, .unasked: out.string("graded")
    case .ungraded(let why): out.string("ungraded: " + why)
    case .refused(let why): out.string("refused: " + why)
    }
    if let totals = summary.trials, totals.judged < totals.chosen {
      out.key("bounds")
      out.open("{")
      out.key("low")
      out.share(totals.bounds.low)
      out.key("high")
      out.share(totals.bounds.high)
      out.close("}")
    }
    out.newLine()
    writeMethod(trials.method, to: &out)
  }

  static func write(_ score: Score, to out: inout JSONBytes) {
    out.open("{")
    out.key("value")
    out.share(score.value)
    out.key("low")
    out.share(score.interval.low)
    out.key("high")
    out.share(score.interval.high)
    out.count("killed", score.killed)
    out.count("judged", score.judged)
    out.close("}")
  }

  private static func writeMethod(_ method: Method, to out: inout JSONBytes) {
    out.key("method")
    out.open("{")
    out.key("runner")
    out.string(method.runner)
    out.key("command")
    out.strings(method.command)
    out.key("isolation")
    out.string(method.isolation)
    out.key("mode")
    out.string(method.mode)
    out.count("jobs", method.jobs)
    out.count("budget", method.budget)
    out.key("selectsTestFiles")
    out.bool(method.selectsTestFiles)
    out.close("}")
    out.newLine()
  }

  private static func writeControls(_ controls: [Control], to out: inout JSONBytes) {
    out.key("controls")
    out.open("[")
    for control in controls {
      out.newLine()
      out.open("{")
      out.key("kind")
      out.string(control.kind.rawValue)
      out.key("held")
      out.bool(control.held)
      out.key("detail")
      out.string(control.detail)
      out.count("testsRun", control.testsRun)
      out.close("}")
    }
    out.close("]")
    out.newLine()
  }

  private static func writeMutants(
    _ rows: [Gap], hasTimes: Bool, to out: inout JSONBytes
  ) {
    out.key("mutants")
    out.open("[")
    for row in rows {
      out.newLine()
      write(row, hasTimes: hasTimes, to: &out)
    }
    out.close("]")
    out.newLine()
  }

  private static func write(_ row: Gap, hasTimes: Bool, to out: inout JSONBytes) {
    let (mutant, outcome) = (row.mutant, row.outcome)
    out.open("{")
    out.key("id")
    out.string(mutant.id)
    out.key("path")
    out.string(mutant.path)
    out.count("line", mutant.start.line)
    out.count("column", mutant.start.column)
    out.count("endLine", mutant.end.line)
    out.count("endColumn", mutant.end.column)
    out.key("operator")
    out.string(mutant.operatorID)
    out.key("family")
    out.string(mutant.family)
    out.key("riskArea")
    if let area = mutant.riskArea { out.string(area.rawValue) } else { out.null() }
    out.key("function")
    out.string(mutant.function)
    out.key("original")
    out.string(mutant.original)
    out.key("replacement")
    out.string(mutant.replacement)
    out.key("status")
    out.string(outcome.status.rawValue)
    out.key("by")
    if let cause = outcome.by { out.string(cause.rawValue) } else { out.null() }
    out.key("killedBy")
    out.strings(outcome.killedBy)
    out.key("killedByAssertion")
    out.strings(outcome.killedByAssertion)
    out.key("reachedBy")
    out.strings(outcome.reachedBy)
    out.count("milliseconds", hasTimes ? outcome.milliseconds : 0)
    out.key("mode")
    out.string(outcome.mode)
    out.key("detail")
    out.string(outcome.detail.cut(at: 1_000))
    out.close("}")
  }

  private static func writeTests(_ tests: [JudgedTest], to out: inout JSONBytes) {
    out.key("tests")
    out.open("[")
    for test in tests {
      out.newLine()
      out.open("{")
      out.key("id")
      out.string(test.id)
      out.key("name")
      out.string(test.name)
      out.key("path")
      out.string(test.path)
      out.count("line", test.line)
      out.key("kind")
      if let kind = test.kind { out.string(kind.rawValue) } else { out.null() }
      out.key("verdict")
      if let verdict = test.verdict { out.string(verdict.rawValue) } else { out.null() }
      out.count("offered", test.offered)
      out.count("killed", test.killed)
      out.count("killedAlone", test.killedAlone)
      out.close("}")
    }
    out.close("]")
    out.newLine()
  }

  private static func writeTimes(_ trials: Report.Trials, to out: inout JSONBytes) {
    out.newLine()
    out.key("times")
    out.open("{")
    out.count("seconds", trials.seconds)
    out.count("peakBytes", trials.peakBytes)
    out.key("controls")
    out.ints(trials.controls.lazy.map(\.milliseconds))
    out.close("}")
  }
}

extension String {
  /// The first `limit` scalars, and `…` when there were more.
  func cut(at limit: Int) -> String {
    guard unicodeScalars.count > limit else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.prefix(limit))) + "…"
  }
}
