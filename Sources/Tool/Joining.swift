import Mutation
package import Reporting
package import Suites
import Text
package import Trials

/// Puts the runner's tests and the static half's test cases together.
///
/// One test case stands for all runs that it defines (parameters, table rows, subtests); ids of
/// matched runs become the test case's id everywhere.
package struct Joining {
  private let result: CampaignResult
  private let suites: [SuiteFile]
  /// The static test case of each of the runner's tests that has one, by the runner's id.
  private var caseOf: [String: String] = [:]

  package init(result: CampaignResult, suites: [SuiteFile]) {
    self.result = result
    self.suites = suites
    match()
  }

  // MARK: Matching

  private struct Key: Hashable {
    var path: String
    var titles: [String]
  }

  private mutating func match() {
    var byTitles: [Key: [String]] = [:]
    var byLast: [Key: [String]] = [:]
    // The runner may name the file that loaded the test, or none.
    var anywhere: [[String]: [String]] = [:]
    var byFile: [String: [(ClosedRange<Int>, String)]] = [:]
    for file in suites {
      for test in file.tests {
        byTitles[Key(path: file.path, titles: test.titles), default: []].append(test.id)
        byLast[Key(path: file.path, titles: test.titles.suffix(1)), default: []].append(test.id)
        anywhere[test.titles, default: []].append(test.id)
        let first = file.lines.line(of: test.range.start)
        let last = file.lines.line(of: max(test.range.start, test.range.end))
        byFile[file.path, default: []].append((first...max(first, last), test.id))
      }
    }
    var turns: [Key: Int] = [:]
    for test in result.tests {
      let exact = Key(path: test.path, titles: test.titles)
      let last = Key(path: test.path, titles: test.titles.suffix(1))
      if let found = byTitles[exact] {
        // Repeated names keep the order of the file.
        let turn = turns[exact, default: 0]
        turns[exact] = turn + 1
        caseOf[test.id] = found[min(turn, found.count - 1)]
      } else if let found = byLast[last], found.count == 1 {
        caseOf[test.id] = found[0]
      } else if let found = (1..<max(1, test.titles.count)).reversed().lazy
        .compactMap({ byTitles[Key(path: test.path, titles: Array(test.titles.prefix($0)))] })
        .first
      {
        // A run of a case that stands for several, named after it.
        caseOf[test.id] = found[0]
      } else if test.line > 0,
        let found = (byFile[test.path] ?? []).filter({ $0.0.contains(test.line) })
          .min(by: { $0.0.count < $1.0.count })
      {
        caseOf[test.id] = found.1
      } else if let found = anywhere[test.titles], found.count == 1 {
        caseOf[test.id] = found[0]
      }
    }
  }

  private func joined(_ id: String) -> String { caseOf[id] ?? id }

  private func joined(_ ids: [String]) -> [String] {
    Set(ids.map { joined($0) }).sorted()
  }

  // MARK: Results

  /// The outcomes with ids of test cases.
  package var outcomes: [Outcome] {
    result.outcomes.map { outcome in
      var outcome = outcome
      if outcome.met != nil {
        // A case that stands for several has met a mutant when all that reach it have.
        let unmet = Set(joined(outcome.unmet))
        let met = joined(outcome.reachedBy).filter { !unmet.contains($0) }
        outcome.met = unmet.isEmpty && !outcome.reachedBy.isEmpty ? nil : met
      }
      outcome.killedBy = joined(outcome.killedBy)
      outcome.killedByAssertion = joined(outcome.killedByAssertion)
      outcome.reachedBy = joined(outcome.reachedBy)
      return outcome
    }
  }

  /// Every test case, then the tests that only the runner knows.
  package var tests: [JudgedTest] {
    var seen: [String: TestResult] = [:]
    for test in result.tests {
      let id = joined(test.id)
      if let earlier = seen[id], earlier.status != .skipped { continue }
      var merged = test
      merged.id = id
      seen[id] = merged
    }
    let matrix = KillMatrix(outcomes)
    let flaky = Set(result.flaky.map { joined($0) })
    func judge(_ test: TestResult) -> TestJudgement {
      matrix.judgement(
        of: test, flaky: flaky, knowsReach: result.knowsReach)
    }
    var judged: [JudgedTest] = []
    for file in suites {
      for test in file.tests {
        let ran = seen.removeValue(forKey: test.id)
        let judgement = ran.map(judge)
        judged.append(
          JudgedTest(
            id: test.id, name: test.name, path: file.path,
            line: file.lines.line(of: test.range.start), kind: test.kind,
            verdict: judgement?.verdict ?? (ran == nil && test.isDisabled ? .skipped : nil),
            offered: judgement?.offered ?? 0, killed: judgement?.killed ?? 0,
            killedAlone: judgement?.killedAlone ?? 0))
      }
    }
    for (id, test) in seen.sorted(by: { $0.key < $1.key }) {
      let judgement = judge(test)
      judged.append(
        JudgedTest(
          id: id, name: test.titles.joined(separator: " > "), path: test.path, line: test.line,
          kind: nil, verdict: judgement.verdict, offered: judgement.offered,
          killed: judgement.killed, killedAlone: judgement.killedAlone))
    }
    return judged
  }
}

/// Functions whose strongest assertion anywhere is on the shape side.
enum Weakness {
  private struct Place {
    var path: String
    var mutant: Mutant
  }

  /// Joins the subjects of assertions with the functions that mutants name.
  ///
  /// A subject is taken for a function when their last names agree and either no other function
  /// has that name or the name before it is the function's type or file.
  static func functions(in project: Project) -> [WeakFunction] {
    var places: [String: [Place]] = [:]
    var known: Set<String> = []
    for discovery in project.discoveries {
      for mutant in discovery.mutants where !mutant.function.isEmpty {
        guard known.insert(mutant.path + "\u{0}" + mutant.function).inserted else { continue }
        let name = mutant.function.split(separator: ".").last.map(String.init) ?? mutant.function
        places[name, default: []].append(Place(path: mutant.path, mutant: mutant))
      }
    }
    if places.isEmpty { return [] }
    var strongest: [String: (place: Place, assertion: Assertion, tests: Set<String>)] = [:]
    for file in project.suites {
      for test in file.tests where !test.isDisabled {
        for assertion in test.assertions {
          for subject in assertion.subjects {
            guard let place = place(subject, places) else { continue }
            let key = place.path + "\u{0}" + place.mutant.function
            guard var entry = strongest[key] else {
              strongest[key] = (place, assertion, [test.id])
              continue
            }
            entry.tests.insert(test.id)
            if isStronger(assertion, entry.assertion) { entry.assertion = assertion }
            strongest[key] = entry
          }
        }
      }
    }
    return strongest.sorted { $0.key < $1.key }.compactMap { _, entry in
      let side = entry.assertion.side
      guard side == .shape || side == .none else { return nil }
      return WeakFunction(
        path: entry.place.path, name: entry.place.mutant.function,
        line: project.sources[entry.place.path]?.lines.line(
          of: entry.place.mutant.functionRange.start) ?? 1,
        riskArea: entry.place.mutant.riskArea, strongest: entry.assertion.classified,
        tests: entry.tests.sorted())
    }
  }

  private static func place(_ subject: String, _ places: [String: [Place]]) -> Place? {
    let parts = subject.split(whereSeparator: { $0 == "." || $0 == "/" || $0 == ":" })
      .map(String.init)
    guard let last = parts.last, let found = places[last] else { return nil }
    guard found.count > 1 else { return found[0] }
    guard parts.count > 1 else { return nil }
    let before = parts[parts.count - 2]
    let matching = found.filter { place in
      let names = place.mutant.function.split(separator: ".")
      let stem = place.path.split(separator: "/").last?.split(separator: ".").first ?? ""
      return names.count > 1 ? names[names.count - 2] == before : stem == before
    }
    return matching.count == 1 ? matching[0] : nil
  }

  private static func isStronger(_ a: Assertion, _ b: Assertion) -> Bool {
    func rank(_ side: Side) -> Int {
      switch side {
      case .business: 3
      case .ambiguous: 2
      case .shape: 1
      case .none: 0
      }
    }
    return (rank(a.side), a.tier) > (rank(b.side), b.tier)
  }
}
