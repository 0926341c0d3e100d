import Mutation
import Processes

/// Trials by a way that is faster than the project's command from its start.
extension Trial {
  /// What a quick run says of `mutant`; nil when it must be run by the plain command.
  ///
  /// Only an end that a test or a limit decides counts; whatever is unclear is seen again plainly.
  func quickly(
    _ mutant: Mutant, _ bytes: [UInt8], _ outcome: Outcome, in workplace: Workplace, alone: Bool
  ) throws(SystemFailure) -> TrialEnd? {
    guard let quickMode, let run = workplace.quick, let tests = quickTests(mutant) else {
      return nil
    }
    let milliseconds = tests.reduce(0) { $0 + (self.milliseconds[$1.id] ?? $1.milliseconds) }
    let limit =
      campaign.options.floorSeconds + campaign.options.timeFactor * milliseconds / 1000
    let request = QuickRun(
      mutant: mutant, bytes: bytes, tests: tests,
      stopsAtFirstFailure: campaign.options.stopsAtFirstFailure,
      wallSeconds: min(seconds, alone ? limit * 2 : limit))
    guard let observation = try run(request) else { return nil }
    let expected = Set(tests.map(\.id)).intersection(baseline.expected(in: nil, without: blind))
    let finding = Finding(
      observation, expected: expected, flaky: baseline.flaky, namesTests: baseline.namesTests)
    switch finding {
    case .killed, .passed, .timeout, .memory, .interrupted: break
    case .invalid, .unattributed, .suspicious, .flaky: return nil
    }
    var outcome = outcome
    outcome.mode = quickMode
    outcome.milliseconds += observation.milliseconds
    return try judge(
      finding, of: mutant, outcome, in: workplace, alone: alone, seconds: request.wallSeconds)
  }

  /// The tests that a quick run of `mutant` needs; nil when they are not known one by one, such as
  /// those of code that runs while its file is loaded.
  private func quickTests(_ mutant: Mutant) -> [TestResult]? {
    // A borrowed place may be reached by other tests than the mutant's own.
    guard let reach, let place = isWoven ? places[mutant.id] : campaign.weaving.places[mutant.id],
      !reach.everywhere.contains(place)
    else { return nil }
    let passing = baseline.tests.filter { baseline.passing.contains($0.id) }
    if campaign.options.runsFullMatrix || !reach.dependent.isEmpty { return passing }
    let reaching = reach.tests[place] ?? []
    let tests = passing.filter { reaching.contains($0.id) }
    return tests.isEmpty ? nil : tests
  }
}
