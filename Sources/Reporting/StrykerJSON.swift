import Mutation
import Suites
import Text
import Trials

/// The mutation testing report schema, version 2, for dashboards and editors that read it.
/// - Source: https://github.com/stryker-mutator/mutation-testing-elements
enum StrykerJSON {
  static func render(_ report: Report) -> String {
    var out = JSONBytes()
    out.open("{")
    out.newLine()
    out.key("schemaVersion")
    out.string("2")
    out.newLine()
    out.key("thresholds")
    out.open("{")
    out.count("high", 80)
    out.count("low", 60)
    out.close("}")
    out.newLine()
    out.key("framework")
    out.open("{")
    out.key("name")
    out.string("tocsin")
    out.key("version")
    out.string(report.toolVersion)
    out.close("}")
    out.newLine()
    let rows = report.trials.map { Joined($0).rows } ?? []
    writeConfig(report, to: &out)
    writeFiles(rows, report, to: &out)
    writeTests(report, to: &out)
    out.newLine()
    out.close("}")
    out.end()
    return out.text
  }

  /// What the schema has no field for.
  private static func writeConfig(_ report: Report, to out: inout JSONBytes) {
    out.key("config")
    out.open("{")
    out.key("tocsin")
    out.open("{")
    let summary = Summary(report)
    out.key("summary")
    out.strings(summary.headline)
    if let totals = summary.trials, totals.judged > 0, !summary.isRefused {
      out.key("score")
      ReportJSON.write(totals.score, to: &out)
    }
    out.close("}")
    out.close("}")
    out.newLine()
  }

  private static func writeFiles(_ rows: [Gap], _ report: Report, to out: inout JSONBytes) {
    var byPath: [String: [Gap]] = [:]
    for row in rows { byPath[row.mutant.path, default: []].append(row) }
    out.key("files")
    out.open("{")
    for path in byPath.keys.sorted() {
      out.newLine()
      out.key(path)
      out.open("{")
      out.key("language")
      out.string(report.language(of: path))
      out.key("source")
      let source = report.sources[path]
      out.string(source.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "")
      out.key("mutants")
      out.open("[")
      for row in byPath[path] ?? [] {
        out.newLine()
        write(row, source, to: &out)
      }
      out.close("]")
      out.close("}")
    }
    out.close("}")
    out.newLine()
  }

  private static func write(_ row: Gap, _ source: SourceFile?, to out: inout JSONBytes) {
    let (mutant, outcome) = (row.mutant, row.outcome)
    let (status, reason) = translate(outcome)
    out.open("{")
    out.key("id")
    out.string(mutant.id)
    out.key("mutatorName")
    out.string(mutant.operatorID)
    out.key("replacement")
    out.string(mutant.replacement)
    out.key("location")
    out.open("{")
    out.key("start")
    write(mutant.start, source, to: &out)
    out.key("end")
    write(mutant.end, source, to: &out)
    out.close("}")
    out.key("status")
    out.string(status)
    if !reason.isEmpty {
      out.key("statusReason")
      out.string(reason)
    }
    if !outcome.reachedBy.isEmpty {
      out.key("coveredBy")
      out.strings(outcome.reachedBy)
    }
    if status == "Killed" {
      out.key("killedBy")
      out.strings(outcome.killedBy)
    }
    if outcome.status != .notRun { out.count("duration", outcome.milliseconds) }
    out.close("}")
  }

  private static func write(
    _ position: LinePosition, _ source: SourceFile?, to out: inout JSONBytes
  ) {
    out.open("{")
    out.count("line", max(1, position.line))
    out.count("column", max(1, source?.characterColumn(of: position) ?? position.column))
    out.close("}")
  }

  /// The schema's status, and why where the schema's word says less than ours.
  static func translate(_ outcome: Outcome) -> (status: String, reason: String) {
    let detail = outcome.detail.cut(at: 1_000)
    let named = outcome.status.rawValue + (detail.isEmpty ? "" : ": " + detail)
    switch outcome.status {
    case .killed: return ("Killed", outcome.by == .crash ? "noticed by a crash" : "")
    case .survived: return ("Survived", detail)
    case .notReached: return ("NoCoverage", detail)
    case .timeout: return ("Timeout", detail)
    case .memory: return ("RuntimeError", named)
    case .invalid: return ("CompileError", named)
    case .unattributed, .suspicious, .flaky, .void, .notRun: return ("Ignored", named)
    }
  }

  private static func writeTests(_ report: Report, to out: inout JSONBytes) {
    guard let tests = report.trials?.tests, !tests.isEmpty else { return }
    var byPath: [String: [JudgedTest]] = [:]
    for test in tests { byPath[test.path, default: []].append(test) }
    out.newLine()
    out.key("testFiles")
    out.open("{")
    for path in byPath.keys.sorted() {
      out.newLine()
      out.key(path)
      out.open("{")
      out.key("tests")
      out.open("[")
      for test in byPath[path] ?? [] { write(test, to: &out) }
      out.close("]")
      out.close("}")
    }
    out.close("}")
  }

  private static func write(_ test: JudgedTest, to out: inout JSONBytes) {
    out.newLine()
    out.open("{")
    out.key("id")
    out.string(test.id)
    out.key("name")
    out.string(test.name)
    if test.line > 0 {
      out.key("location")
      out.open("{")
      out.key("start")
      out.open("{")
      out.count("line", test.line)
      out.count("column", 1)
      out.close("}")
      out.close("}")
    }
    out.key("verdict")
    if let verdict = test.verdict { out.string(verdict.rawValue) } else { out.null() }
    out.key("kind")
    if let kind = test.kind { out.string(kind.rawValue) } else { out.null() }
    out.close("}")
  }
}

extension SourceFile {
  /// The column in UTF-16 units, from 1, as readers in a browser count; `position` counts bytes.
  func characterColumn(of position: LinePosition) -> Int {
    guard position.line >= 1, position.line <= lines.starts.count else { return position.column }
    let start = Int(lines.starts[position.line - 1])
    let end = min(bytes.count, start + max(0, position.column - 1))
    guard start <= end else { return position.column }
    return String(decoding: bytes[start..<end], as: UTF8.self).utf16.count + 1
  }
}
