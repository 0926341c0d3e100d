import Mutation
import Suites
import Text
import Trials

/// The plan's mutants with their outcomes and the tests they name.
struct Joined {
  /// In the plan's order; a mutant without an outcome was not run.
  let rows: [Gap]
  private let tests: [JudgedTest]

  init(_ trials: Report.Trials) {
    var byID: [String: Outcome] = [:]
    for outcome in trials.outcomes { byID[outcome.mutant] = outcome }
    rows = trials.plan.chosen.map { mutant in
      Gap(
        mutant: mutant,
        outcome: byID[mutant.id] ?? Outcome(mutant: mutant.id, status: .notRun))
    }
    tests = trials.tests
  }

  func gaps(_ status: MutantStatus) -> [Gap] {
    rows.filter { $0.outcome.status == status }.sorted(by: Gap.comesFirst)
  }

  /// One row for each risk area that has mutants, then the rest of the code.
  func areas(_ suites: [SuiteFile]) -> [AreaRow] {
    var substance: [String: Int] = [:]
    for file in suites {
      for test in file.tests {
        substance[test.id] = test.assertions.reduce(0) { $0 + ($1.isOfBusiness ? 1 : 0) }
      }
    }
    let all: [RiskArea?] = RiskArea.allCases.map { $0 } + [nil]
    return all.compactMap { area in
      let mine = rows.filter { $0.mutant.riskArea == area }
      return mine.isEmpty ? nil : row(area, mine, substance)
    }
  }

  private func row(_ area: RiskArea?, _ mine: [Gap], _ substance: [String: Int]) -> AreaRow {
    var reaching: Set<String> = []
    for gap in mine {
      reaching.formUnion(gap.outcome.reachedBy)
      reaching.formUnion(gap.outcome.killedBy)
    }
    let measured = mine.contains { !$0.outcome.reachedBy.isEmpty }
    let judged = mine.filter(\.outcome.status.isJudged)
    return AreaRow(
      area: area, tests: measured ? reaching.count : nil,
      assertions: measured ? reaching.reduce(0) { $0 + (substance[$1] ?? 0) } : nil,
      score: Score(
        killed: judged.count { $0.outcome.status == .killed }, judged: judged.count),
      survived: judged.count { $0.outcome.status == .survived },
      notReached: judged.count { $0.outcome.status == .notReached })
  }

  /// The three functions with the heaviest unnoticed mutants; an extreme one weighs three, one in
  /// a risk area twice.
  var places: [Place] {
    struct Weight {
      var weight = 0
      var unnoticed = 0
      var judged = 0
      var first: Mutant
      var areas: Set<RiskArea> = []
    }
    var functions: [String: Weight] = [:]
    for gap in rows where gap.outcome.status.isJudged {
      let mutant = gap.mutant
      var entry = functions[mutant.path + "\u{0}" + mutant.function] ?? Weight(first: mutant)
      entry.judged += 1
      if mutant.start < entry.first.start { entry.first = mutant }
      if gap.outcome.status != .killed {
        entry.unnoticed += 1
        entry.weight += (mutant.isExtreme ? 3 : 1) * (mutant.riskArea == nil ? 1 : 2)
        if let area = mutant.riskArea { entry.areas.insert(area) }
      }
      functions[mutant.path + "\u{0}" + mutant.function] = entry
    }
    return functions.values.filter { $0.unnoticed > 0 }
      .sorted {
        ($1.weight, $0.first.path, $0.first.function)
          < ($0.weight, $1.first.path, $1.first.function)
      }
      .prefix(3).map { entry in
        let areas = RiskArea.allCases.filter(entry.areas.contains).map(\.rawValue)
        return Place(
          path: entry.first.path, line: entry.first.start.line, name: entry.first.function,
          finding: "\(entry.unnoticed) of \(counted(entry.judged, "planted error")) went unnoticed"
            + (areas.isEmpty ? "" : " (\(areas.joined(separator: ", ")))"))
      }
  }

  /// See ``Summary/surprisingShape``.
  var surprisingShape: [(test: JudgedTest, mutants: Int)] {
    var noticed: [String: Int] = [:]
    for gap in rows where gap.outcome.status == .killed && !gap.mutant.isExtreme {
      for test in gap.outcome.killedByAssertion { noticed[test, default: 0] += 1 }
    }
    return tests.compactMap { test in
      guard let kind = test.kind, [.shape, .vacuous, .none].contains(kind) else { return nil }
      return noticed[test.id].map { (test, $0) }
    }
  }
}

extension LinePosition {
  fileprivate static func < (a: LinePosition, b: LinePosition) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}
