import Mutation
import Suites
import Text
import Trials

/// What the page's script reads: names once, rows as arrays, sets of tests as runs.
struct HTMLData {
  /// Sources are embedded up to this many bytes, those with most unnoticed mutants first.
  private static let sourceBudget = 4_000_000
  /// Assertions are embedded up to this many, those of the first tests first.
  private static let assertionBudget = 30_000

  private var names = Numbering()
  private var sets: [[Int]] = [[]]
  private var setIndex: [[Int]: Int] = [[]: 0]

  static func render(_ report: Report) -> String {
    var data = HTMLData()
    var out = JSONBytes()
    data.write(report, to: &out)
    return out.text
  }

  private mutating func write(_ report: Report, to out: inout JSONBytes) {
    let rows = report.trials.map { Joined($0).rows } ?? []
    let tests = HTMLData.tests(report)
    var testIndex: [String: Int] = [:]
    for (index, test) in tests.enumerated() { testIndex[test.id] = index }
    out.open("{")
    out.key("statuses")
    out.strings(MutantStatus.allCases.lazy.map(\.rawValue))
    out.key("areas")
    out.strings(RiskArea.allCases.lazy.map(\.rawValue))
    out.newLine()
    let paths = HTMLData.writeFiles(rows, report, to: &out)
    HTMLData.write(tests, report.suites, to: &out)
    write(rows, report, paths: paths, testIndex, to: &out)
    out.key("operators")
    out.strings(names.operators.names)
    out.key("functions")
    out.strings(names.functions.names)
    out.newLine()
    out.key("sets")
    out.open("[")
    for set in sets { out.ints(set) }
    out.close("]")
    out.close("}")
  }

  /// The judged tests, then those that only the static half knows.
  private static func tests(_ report: Report) -> [JudgedTest] {
    var tests = report.trials?.tests ?? []
    let known = Set(tests.map(\.id))
    for file in report.suites {
      for test in file.tests where !known.contains(test.id) {
        tests.append(
          JudgedTest(
            id: test.id, name: test.name, path: file.path,
            line: file.lines.line(of: test.range.start), kind: test.kind, verdict: nil,
            offered: 0, killed: 0, killedAlone: 0))
      }
    }
    return tests
  }

  private static func writeFiles(
    _ rows: [Gap], _ report: Report, to out: inout JSONBytes
  ) -> [String: Int] {
    var unnoticed: [String: Int] = [:]
    for row in rows {
      unnoticed[row.mutant.path, default: 0] += row.outcome.status == .killed ? 0 : 1
    }
    let byNeed = unnoticed.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var kept: Set<String> = []
    var room = sourceBudget
    for (path, _) in byNeed {
      guard let source = report.sources[path], source.bytes.count <= room else { continue }
      room -= source.bytes.count
      kept.insert(path)
    }
    let paths = unnoticed.keys.sorted()
    out.key("files")
    out.open("[")
    for path in paths {
      out.newLine()
      out.open("[")
      out.string(path)
      out.string(report.language(of: path))
      if kept.contains(path), let source = report.sources[path] {
        out.string(String(decoding: source.bytes, as: UTF8.self))
      } else {
        out.null()
      }
      out.close("]")
    }
    out.close("]")
    out.newLine()
    return Dictionary(uniqueKeysWithValues: paths.enumerated().map { ($1, $0) })
  }

  private static func write(
    _ tests: [JudgedTest], _ suites: [SuiteFile], to out: inout JSONBytes
  ) {
    var cases: [String: (SuiteFile, TestCase)] = [:]
    for file in suites {
      for test in file.tests { cases[test.id] = (file, test) }
    }
    var room = assertionBudget
    out.key("tests")
    out.open("[")
    for test in tests {
      let found = cases[test.id]
      out.newLine()
      out.open("[")
      out.string(test.id)
      out.string(test.name)
      out.string(test.path)
      out.int(test.line)
      out.optional(test.kind?.rawValue)
      out.optional(test.verdict?.rawValue)
      for value in [test.offered, test.killed, test.killedAlone] { out.int(value) }
      out.int(found?.1.isDisabled == true ? 1 : 0)
      let assertions = found?.1.assertions ?? []
      if let file = found?.0, assertions.count <= room {
        room -= assertions.count
        write(assertions, file.lines, to: &out)
      } else if assertions.isEmpty {
        out.ints([])
      } else {
        out.null()
      }
      out.close("]")
    }
    out.close("]")
    out.newLine()
  }

  private static func write(
    _ assertions: [Assertion], _ lines: LineIndex, to out: inout JSONBytes
  ) {
    out.open("[")
    for assertion in assertions {
      out.open("[")
      out.int(lines.line(of: assertion.range.start))
      out.string(assertion.classified.rawValue)
      out.string(assertion.side.rawValue)
      out.int(assertion.tier)
      out.string(assertion.flags.map(\.rawValue).joined(separator: ", "))
      out.string(assertion.rule)
      out.string(assertion.because.cut(at: 300))
      out.close("]")
    }
    out.close("]")
  }

  private mutating func write(
    _ rows: [Gap], _ report: Report, paths: [String: Int], _ testIndex: [String: Int],
    to out: inout JSONBytes
  ) {
    var rank = [Int](repeating: 0, count: rows.count)
    let order = rows.indices.sorted { Gap.comesFirst(rows[$0], rows[$1]) }
    for (place, index) in order.enumerated() { rank[index] = place }
    out.key("mutants")
    out.open("[")
    for (index, row) in rows.enumerated() {
      out.newLine()
      let source = report.sources[row.mutant.path]
      out.open("[")
      out.string(row.mutant.id)
      out.int(paths[row.mutant.path] ?? 0)
      write(row.mutant, source, to: &out)
      out.int(MutantStatus.allCases.firstIndex(of: row.outcome.status) ?? 0)
      out.optional(row.outcome.by?.rawValue)
      out.int(set(of: row.outcome.killedBy, testIndex))
      out.int(set(of: row.outcome.reachedBy, testIndex))
      out.string(row.outcome.detail.cut(at: 1_000))
      out.int(rank[index])
      out.close("]")
    }
    out.close("]")
    out.newLine()
  }

  private mutating func write(
    _ mutant: Mutant, _ source: SourceFile?, to out: inout JSONBytes
  ) {
    out.int(mutant.start.line)
    out.int(source?.characterColumn(of: mutant.start) ?? mutant.start.column)
    out.int(mutant.end.line)
    out.int(source?.characterColumn(of: mutant.end) ?? mutant.end.column)
    out.int(names.operators.number(mutant.operatorID))
    out.int(mutant.riskArea.flatMap(RiskArea.allCases.firstIndex(of:)) ?? -1)
    out.int(names.functions.number(mutant.function))
    out.string(mutant.original.cut(at: 2_000))
    out.string(mutant.replacement.cut(at: 2_000))
  }

  /// The number of the set of these tests, written as runs: start, count, start, count.
  private mutating func set(of ids: [String], _ testIndex: [String: Int]) -> Int {
    var runs: [Int] = []
    for index in ids.compactMap({ testIndex[$0] }).sorted() {
      let last = runs.count - 1
      if last > 0, runs[last - 1] + runs[last] == index {
        runs[last] += 1
      } else if last < 0 || runs[last - 1] + runs[last] < index {
        runs += [index, 1]
      }
    }
    if let known = setIndex[runs] { return known }
    setIndex[runs] = sets.count
    sets.append(runs)
    return sets.count - 1
  }

  /// Texts by order of first use.
  private struct Numbering {
    struct List {
      var names: [String] = []
      private var index: [String: Int] = [:]

      mutating func number(_ name: String) -> Int {
        if let known = index[name] { return known }
        index[name] = names.count
        names.append(name)
        return names.count - 1
      }
    }
    var operators = List()
    var functions = List()
  }
}

extension JSONBytes {
  mutating func optional(_ text: String?) {
    if let text { string(text) } else { null() }
  }
}
