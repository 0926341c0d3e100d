package import Mutation
import Suites
package import Text
package import Trials

/// A mutant that no test noticed.
package struct Gap: Sendable {
  package var mutant: Mutant
  package var outcome: Outcome

  /// What decides the order: risk area, extreme before the rest, reached before not reached, place.
  private var key: (Int, Int, Int, String) {
    (
      mutant.riskArea.flatMap(RiskArea.allCases.firstIndex(of:)) ?? RiskArea.allCases.count,
      mutant.isExtreme ? 0 : 1, outcome.status == .survived ? 0 : 1, mutant.path
    )
  }

  static func comesFirst(_ a: Gap, _ b: Gap) -> Bool {
    let (x, y) = (a.key, b.key)
    if x != y { return x < y }
    return (a.mutant.start.line, a.mutant.start.column, a.mutant.id)
      < (b.mutant.start.line, b.mutant.start.column, b.mutant.id)
  }
}

/// One risk area, or the rest of the code, with how well it is defended.
package struct AreaRow: Sendable {
  /// Nil for code of no risk area.
  package var area: RiskArea?
  /// Tests that reach a mutant of the area; nil when reach was not measured.
  package var tests: Int?
  /// Assertions of substance in these tests; nil when reach was not measured.
  package var assertions: Int?
  package var score: Score
  package var survived: Int
  package var notReached: Int

  package var title: String { area?.title ?? "Other code" }
}

/// A place worth looking at first.
package struct Place: Sendable, Equatable {
  package var path: String
  package var line: Int
  /// The function, or empty for a whole test file.
  package var name: String
  /// What is wrong there, such as `7 of 9 planted errors went unnoticed (money)`.
  package var finding: String
}

/// What a report says, before any format says it.
package struct Summary: Sendable {
  package var suite: SuiteTotals
  package var trials: TrialTotals?
  package var grade: Grade
  package var isComplete: Bool
  package var areas: [AreaRow]
  /// Mutants that survived, by consequence.
  package var gaps: [Gap]
  /// Mutants that no test reaches, by consequence.
  package var unreached: [Gap]
  /// Both, by consequence.
  package var unnoticed: [Gap] { (gaps + unreached).sorted(by: Gap.comesFirst) }
  /// At most three, worst first.
  package var places: [Place]
  /// Functions whose strongest assertion is on the shape side; risk areas first.
  package var weakFunctions: [WeakFunction]
  /// Tests that compare values by their text, reach mutants, and killed none.
  package var silentBusiness: [JudgedTest]
  /// Tests that compare no value by their text, and yet an assertion of theirs noticed a change
  /// smaller than a whole body; with how many.
  package var surprisingShape: [(test: JudgedTest, mutants: Int)]
  var root: String

  package init(_ report: Report) {
    root = report.root
    suite = SuiteTotals(report.suites)
    trials = report.trials.map(TrialTotals.init)
    grade = Grade(report.trials, trials)
    isComplete = report.trials?.isComplete ?? true
    weakFunctions = report.weakFunctions.sorted { a, b in
      let last = RiskArea.allCases.count
      let x = a.riskArea.flatMap(RiskArea.allCases.firstIndex(of:)) ?? last
      let y = b.riskArea.flatMap(RiskArea.allCases.firstIndex(of:)) ?? last
      return (x, a.path, a.line) < (y, b.path, b.line)
    }
    let joined = report.trials.map(Joined.init)
    gaps = joined?.gaps(.survived) ?? []
    unreached = joined?.gaps(.notReached) ?? []
    areas = joined?.areas(report.suites) ?? []
    let found = joined?.places ?? []
    places = found.isEmpty ? Summary.weakestFiles(report.suites) : found
    silentBusiness = (report.trials?.tests ?? []).filter {
      $0.kind == .business && $0.verdict == .hollow
    }
    surprisingShape = joined?.surprisingShape ?? []
  }

  /// The three test files with the most tests that compare no value.
  private static func weakestFiles(_ suites: [SuiteFile]) -> [Place] {
    let counts = suites.map { file in
      (file, weak: file.tests.reduce(0) { $0 + ($1.kind == .business ? 0 : 1) })
    }
    return counts.filter { $0.weak > 0 }
      .sorted { ($1.weak, $0.0.path) < ($0.weak, $1.0.path) }
      .prefix(3).map { file, weak in
        let first = file.tests.first { $0.kind != .business }
        return Place(
          path: file.path, line: first.map { file.lines.line(of: $0.range.start) } ?? 1, name: "",
          finding: "\(weak) of \(counted(file.tests.count, "test")) "
            + agreeing("compare", with: weak) + " no value")
      }
  }
}
