import Mutation
import Suites
import Text
import Trials

/// The parts of `report.json` that sum up: what was left out, areas, gaps, weak functions.
extension ReportJSON {
  static func writeFindings(_ summary: Summary, _ report: Report, to out: inout JSONBytes) {
    out.key("summary")
    out.strings(summary.headline)
    out.newLine()
    if let trials = report.trials, let totals = summary.trials {
      writeCounts(totals, to: &out)
      writePassedOver(trials.plan.passedOver, to: &out)
      writeAreas(summary.areas, to: &out)
      out.key("gaps")
      out.strings(summary.gaps.lazy.map(\.mutant.id))
      out.key("unreached")
      out.strings(summary.unreached.lazy.map(\.mutant.id))
      out.newLine()
      out.key("disagreements")
      out.open("{")
      out.key("silentBusiness")
      out.strings(summary.silentBusiness.lazy.map(\.id))
      out.key("surprisingShape")
      out.strings(summary.surprisingShape.lazy.map(\.test.id))
      out.close("}")
      out.newLine()
    }
    writeWeakFunctions(summary.weakFunctions, to: &out)
  }

  private static func writeCounts(_ totals: TrialTotals, to out: inout JSONBytes) {
    out.key("statuses")
    out.open("{")
    for status in MutantStatus.allCases { out.count(status.rawValue, totals.count(status)) }
    out.close("}")
    out.newLine()
    out.key("killedBy")
    out.open("{")
    out.count("assertion", totals.byAssertion)
    out.count("crash", totals.byCrash)
    out.close("}")
    out.newLine()
    out.key("verdicts")
    out.open("{")
    for verdict in TestVerdict.allCases {
      out.count(verdict.rawValue, totals.verdicts[verdict] ?? 0)
    }
    out.close("}")
    out.newLine()
  }

  private static func writePassedOver(_ items: [PassedOver], to out: inout JSONBytes) {
    out.key("passedOver")
    out.open("[")
    for item in items {
      out.newLine()
      out.open("{")
      out.key("id")
      out.string(item.mutant.id)
      out.key("path")
      out.string(item.mutant.path)
      out.count("line", item.mutant.start.line)
      out.key("operator")
      out.string(item.mutant.operatorID)
      out.key("reason")
      out.string(item.reason)
      out.close("}")
    }
    out.close("]")
    out.newLine()
  }

  private static func writeAreas(_ areas: [AreaRow], to out: inout JSONBytes) {
    out.key("riskAreas")
    out.open("[")
    for row in areas {
      out.newLine()
      out.open("{")
      out.key("area")
      if let area = row.area { out.string(area.rawValue) } else { out.null() }
      out.key("tests")
      if let tests = row.tests { out.int(tests) } else { out.null() }
      out.key("businessAssertions")
      if let count = row.assertions { out.int(count) } else { out.null() }
      out.key("score")
      if row.score.judged > 0 { write(row.score, to: &out) } else { out.null() }
      out.count("survived", row.survived)
      out.count("notReached", row.notReached)
      out.close("}")
    }
    out.close("]")
    out.newLine()
  }

  private static func writeWeakFunctions(_ items: [WeakFunction], to out: inout JSONBytes) {
    out.key("weakFunctions")
    out.open("[")
    for item in items {
      out.newLine()
      out.open("{")
      out.key("path")
      out.string(item.path)
      out.key("name")
      out.string(item.name)
      out.count("line", item.line)
      out.key("riskArea")
      if let area = item.riskArea { out.string(area.rawValue) } else { out.null() }
      out.key("strongest")
      out.string(item.strongest.rawValue)
      out.key("tests")
      out.strings(item.tests)
      out.close("}")
    }
    out.close("]")
    out.newLine()
  }
}

extension JSONBytes {
  /// Exact in every reader up to 2⁵³; the digits are whole beyond.
  mutating func unsigned(_ value: UInt64) {
    if let small = Int(exactly: value) { int(small) } else { number(String(value)) }
  }
}

extension Summary {
  var isRefused: Bool {
    if case .refused = grade { true } else { false }
  }
}
