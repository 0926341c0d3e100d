import Suites
import Text
import Trials

/// The contract of `scan --format json`, schema version 1.
///
/// Fields are only ever added within a schema version.
enum ScanJSON {
  static func render(_ report: Report) -> [UInt8] {
    // Room for most; what is not written to takes no memory.
    let tests = report.suites.reduce(0) { $0 + $1.tests.count }
    let assertions = report.suites.reduce(0) { all, file in
      file.tests.reduce(all + file.assertions.count) { $0 + $1.assertions.count }
    }
    var out = JSONBytes(capacity: 4096 + 512 * (tests + assertions))
    out.open("{")
    out.newLine()
    out.key("schemaVersion")
    out.int(1)
    out.newLine()
    writeHead(report, to: &out)
    writeFiles(report.suites, to: &out)
    out.newLine()
    writeTotals(SuiteTotals(report.suites), to: &out)
    out.newLine()
    writeNotices(report.notices, to: &out)
    ReportJSON.writeEnding(report.ending, to: &out)
    out.newLine()
    out.close("}")
    out.end()
    return out.bytes
  }

  static func writeHead(_ report: Report, to out: inout JSONBytes) {
    out.key("tool")
    out.open("{")
    out.key("name")
    out.string("tocsin")
    out.key("version")
    out.string(report.toolVersion)
    out.close("}")
    out.newLine()
    out.key("root")
    out.string(report.root)
    out.newLine()
  }

  static func writeFiles(_ suites: [SuiteFile], to out: inout JSONBytes) {
    out.key("files")
    out.open("[")
    for file in suites {
      out.newLine()
      write(file, to: &out)
    }
    out.close("]")
  }

  private static func write(_ file: SuiteFile, to out: inout JSONBytes) {
    out.open("{")
    out.key("path")
    out.string(file.path)
    out.key("language")
    out.string(file.language)
    out.key("frameworks")
    out.strings(file.frameworks)
    out.key("unreadBytes")
    out.int(file.unreadBytes)
    out.key("tests")
    out.open("[")
    for test in file.tests {
      out.newLine()
      write(test, in: file, to: &out)
    }
    out.close("]")
    out.key("assertions")
    write(file.assertions, in: file, to: &out)
    out.close("}")
  }

  private static func write(_ test: TestCase, in file: SuiteFile, to out: inout JSONBytes) {
    out.open("{")
    out.key("id")
    out.string(test.id)
    out.key("name")
    out.string(test.name)
    out.key("line")
    out.int(file.lines.line(of: test.range.start))
    out.key("endLine")
    out.int(file.lines.lastLine(of: test.range))
    out.key("kind")
    out.string(test.kind.rawValue)
    out.key("disabled")
    out.bool(test.isDisabled)
    out.key("focused")
    out.bool(test.isFocused)
    out.key("table")
    out.bool(test.isTable)
    write(allowed: test.allowed, to: &out)
    out.key("assertions")
    write(test.assertions, in: file, to: &out)
    out.close("}")
  }

  private static func write(
    _ assertions: [Assertion], in file: SuiteFile, to out: inout JSONBytes
  ) {
    out.open("[")
    for assertion in assertions {
      let start = file.lines.position(of: assertion.range.start)
      out.open("{")
      out.key("line")
      out.int(start.line)
      out.key("endLine")
      out.int(file.lines.lastLine(of: assertion.range))
      out.key("column")
      out.int(start.column)
      out.key("class")
      out.string(assertion.classified.rawValue)
      out.key("side")
      out.string(assertion.side.rawValue)
      out.key("tier")
      out.int(assertion.tier)
      out.key("flags")
      out.strings(assertion.flags.lazy.map(\.rawValue))
      out.key("rule")
      out.string(assertion.rule)
      out.key("because")
      out.string(assertion.because)
      out.key("helper")
      if let helper = assertion.helper { out.string(helper) } else { out.null() }
      write(allowed: assertion.allowed, to: &out)
      out.close("}")
    }
    out.close("]")
  }

  /// Only where a comment allows it.
  private static func write(allowed reason: String?, to out: inout JSONBytes) {
    guard let reason else { return }
    out.key("allowed")
    out.string(reason)
  }

  static func writeTotals(_ totals: SuiteTotals, to out: inout JSONBytes) {
    out.key("totals")
    out.open("{")
    out.count("files", totals.files)
    out.count("tests", totals.tests)
    out.count("disabled", totals.disabled)
    out.count("focused", totals.focused)
    out.key("kinds")
    out.open("{")
    for kind in TestKind.allCases { out.count(kind.rawValue, totals.kinds[kind] ?? 0) }
    out.close("}")
    out.count("assertions", totals.assertions)
    out.count("outside", totals.outside)
    out.count("business", totals.business)
    out.key("sides")
    out.open("{")
    for side in Side.allCases { out.count(side.rawValue, totals.sides[side] ?? 0) }
    out.close("}")
    out.key("classes")
    out.open("{")
    for name in AssertionClass.allCases { out.count(name.rawValue, totals.classes[name] ?? 0) }
    out.close("}")
    out.key("languages")
    out.open("{")
    for name in totals.languages.keys.sorted() { out.count(name, totals.languages[name] ?? 0) }
    out.close("}")
    out.count("unreadBytes", totals.unreadBytes)
    if totals.allowed > 0 { out.count("allowed", totals.allowed) }
    out.close("}")
  }

  static func writeNotices(_ notices: [Notice], to out: inout JSONBytes) {
    out.key("notices")
    out.open("[")
    for notice in notices {
      out.newLine()
      out.open("{")
      out.key("kind")
      out.string(notice.kind.rawValue)
      out.key("path")
      out.string(notice.path)
      out.key("text")
      out.string(notice.text)
      out.close("}")
    }
    out.close("]")
  }
}

extension JSONBytes {
  /// A member whose value is a count.
  mutating func count(_ name: String, _ value: Int) {
    key(name)
    int(value)
  }
}
