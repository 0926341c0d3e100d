import Mutation
import Processes

/// Trials by a way that is faster than the project's command from its start.
extension Trial {
  /// How many tests first meet a mutant together, and how many times as many meet it next.
  ///
  /// Most mutants are killed by the first few, and what hangs is noticed within the time of few; to
  /// start takes longer than most tests do.
  private static let (firstTests, growth) = (16, 8)

  /// What the quick way says of `mutant`; nil when it must be run by the plain command.
  ///
  /// Only an end that a test or a limit decides counts; whatever is unclear is seen again plainly.
  func quickly(
    _ mutant: Mutant, _ bytes: [UInt8], _ outcome: Outcome, in workplace: Workplace, alone: Bool
  ) throws(SystemFailure) -> TrialEnd? {
    guard let quickMode, let tests = quickTests(mutant) else { return nil }
    var sum: Met?
    for part in parts(of: tests) {
      guard
        let met = try meet(
          mutant, bytes, part, in: workplace, stops: stopsAtFirstKill, alone: alone)
      else { return nil }
      sum = sum.map { $0.joined(with: met) } ?? met
      if met.finding != .passed { break }
    }
    guard var sum else { return nil }
    let rest = tests.filter { !sum.ran.contains($0.id) }
    if stopsAtFirstKill, sum.finding.isCrash, !rest.isEmpty {
      // Only when every test has met it may it be said that no assertion notices it.
      guard
        // Only a host can tell an assertion from a crash while it runs.
        let met = try meet(mutant, bytes, rest, in: workplace, stops: !isWoven, alone: alone)
      else { return nil }
      sum = sum.joined(with: met)
    }
    // Tests that only the command runs may notice what these did not.
    if sum.finding == .passed, isWoven, reachIsPartial { return nil }
    var outcome = outcome
    outcome.mode = quickMode
    outcome.milliseconds += sum.milliseconds
    outcome.trace = outcome.trace.joined(with: sum.trace)
    if case .killed = sum.finding { note(sum.ran, of: Set(tests.map(\.id)), in: &outcome) }
    return try judge(
      sum.finding, of: mutant, outcome, in: workplace, alone: alone, seconds: sum.seconds)
  }

  /// What some tests, which ran together, said of a mutant.
  struct Met {
    /// Killed, passed, interrupted, or over a limit.
    var finding: Finding
    /// Ids of the tests that ran.
    var ran: Set<String>
    var milliseconds: Int
    /// The limit that they had, or the last of them.
    var seconds: Double
    /// As `Outcome.trace`.
    var trace: Set<Int>?

    /// With what further tests said; a kill stays one.
    func joined(with next: Met) -> Met {
      var sum = next
      sum.finding = finding.joined(with: next.finding)
      sum.ran.formUnion(ran)
      sum.milliseconds += milliseconds
      sum.trace = trace.joined(with: next.trace)
      return sum
    }
  }

  /// Lets `tests` meet `mutant` by the quick way; nil when it cannot, or when what it says is unclear.
  func meet(
    _ mutant: Mutant, _ bytes: [UInt8], _ tests: [TestResult], in workplace: Workplace,
    stops: Bool, alone: Bool
  ) throws(SystemFailure) -> Met? {
    guard let run = workplace.quick else { return nil }
    let milliseconds = tests.reduce(0) { $0 + (self.milliseconds[$1.id] ?? $1.milliseconds) }
    let limit =
      campaign.options.floorSeconds + campaign.options.timeFactor * milliseconds / 1000
    let request = QuickRun(
      mutant: mutant, bytes: bytes, tests: tests, stopsAtFirstFailure: stops,
      wallSeconds: min(seconds, alone ? limit * 2 : limit))
    guard let observation = try run(request) else { return nil }
    let expected = Set(tests.map(\.id)).intersection(evidence)
    let finding = Finding(
      observation, expected: expected, flaky: baseline.flaky, namesTests: baseline.namesTests)
    switch finding {
    case .killed, .passed, .timeout, .memory, .interrupted: break
    case .invalid, .unattributed, .suspicious, .flaky: return nil
    }
    return Met(
      finding: finding, ran: Set(observation.reading.results.map(\.id)),
      milliseconds: observation.milliseconds, seconds: request.wallSeconds,
      trace: trace(of: observation, mutant))
  }

  /// `tests` in the order in which they are to meet a mutant, together or part by part.
  ///
  /// Those that reach the fewest places come first: they are about little else. Within a part the
  /// order is the baseline's.
  private func parts(of tests: [TestResult]) -> [[TestResult]] {
    guard stopsAtFirstKill, !campaign.options.runsFullMatrix, let reach, reach.dependent.isEmpty
    else { return [tests] }
    let order = tests.indices.sorted {
      let (a, b) = (reach.breadth[tests[$0].id] ?? 0, reach.breadth[tests[$1].id] ?? 0)
      return a != b ? a < b : $0 < $1
    }
    var parts: [[TestResult]] = []
    var (at, count) = (0, Trial.firstTests)
    while at < order.count {
      let end = min(order.count, at + count)
      parts.append(order[at..<end].sorted().map { tests[$0] })
      (at, count) = (end, count * Trial.growth)
    }
    return parts
  }

  /// The tests that a quick run of `mutant` needs; nil when they are not known one by one, such as
  /// those of code that runs while its file is loaded.
  private func quickTests(_ mutant: Mutant) -> [TestResult]? {
    // A borrowed place may be reached by other tests than the mutant's own.
    guard let reach, let place = isWoven ? places[mutant.id] : campaign.weaving.places[mutant.id],
      !reach.everywhere.contains(place)
    else { return nil }
    if campaign.options.runsFullMatrix || !reach.dependent.isEmpty { return baseline.passingTests }
    let tests = baseline.passingTests(among: reach.tests[place] ?? [])
    return tests.isEmpty ? nil : tests
  }
}
