import Mutation
import Processes

/// A suspect is a test that has killed nothing and that some trials ended before; only when it has
/// met all that it reaches may it be called hollow.
extension CampaignRun {
  /// So many mutants are met before it is asked again who is still a suspect.
  ///
  /// The number of workers has no part in it, so that the same tests meet the same mutants on every
  /// machine.
  private static let round = 8

  /// Lets suspects meet the mutants that others killed before they ran, until each has killed one or
  /// met all.
  func meetSuspects(_ workplaces: [Workplace], _ trial: Trial, _ ledger: Ledger) {
    var outcomes = ledger.snapshot.outcomes
    var suspects = suspects(outcomes, trial)
    var amended: [Int: Outcome] = [:]
    var at = 0
    while !isOver, !suspects.isEmpty {
      var meetings: [(index: Int, tests: [TestResult])] = []
      while at < outcomes.count, meetings.count < CampaignRun.round {
        if let outcome = outcomes[at], outcome.status == .killed {
          let unmet = suspects.intersection(outcome.unmet)
          if !unmet.isEmpty {
            meetings.append((at, trial.baseline.tests.filter { unmet.contains($0.id) }))
          }
        }
        at += 1
      }
      if meetings.isEmpty { break }
      for outcome in met(meetings, outcomes, workplaces, trial) {
        suspects.subtract(outcome.outcome.killedBy)
        outcomes[outcome.index] = outcome.outcome
        amended[outcome.index] = outcome.outcome
      }
    }
    guard !amended.isEmpty, stands(workplaces, trial) else { return }
    ledger.amend(amended, worker: 0)
  }

  private func suspects(_ outcomes: [Outcome?], _ trial: Trial) -> Set<String> {
    var suspects: Set<String> = []
    for outcome in outcomes { suspects.formUnion(outcome?.unmet ?? []) }
    suspects.formIntersection(trial.evidence)
    for outcome in outcomes { suspects.subtract(outcome?.killedBy ?? []) }
    return suspects
  }

  /// The outcomes of `meetings` with what the tests have shown; those that showed nothing clear are
  /// left out.
  private func met(
    _ meetings: [(index: Int, tests: [TestResult])], _ outcomes: [Outcome?],
    _ workplaces: [Workplace], _ trial: Trial
  ) -> [(index: Int, outcome: Outcome)] {
    let parts = Threads.map(workplaces.count) { worker in
      stride(from: worker, to: meetings.count, by: workplaces.count).compactMap {
        number -> (index: Int, outcome: Outcome)? in
        let (index, tests) = meetings[number]
        guard !isOver, let outcome = outcomes[index] else { return nil }
        let mutant = campaign.plan.chosen[index]
        progress(.trialStarted(mutant, worker: worker))
        // What cannot be run says nothing; no outcome depends on it.
        let meeting = try? trial.meeting(mutant, outcome, tests, in: workplaces[worker])
        return meeting.flatMap { $0 }.map { (index, $0) }
      }
    }
    return parts.joined().sorted { $0.index < $1.index }
  }

  /// Whether the suite still ends as without any mutant, in every copy.
  private func stands(_ workplaces: [Workplace], _ trial: Trial) -> Bool {
    let controls = Controls(campaign: campaign)
    return Threads.map(workplaces.count) { index in
      let control = try? controls.noOp(trial, in: workplaces[index])
      return control.flatMap { $0 }?.held ?? false
    }.allSatisfy { $0 }
  }
}

extension Trial {
  /// `outcome`, a kill, after `tests` met its mutant too; nil when what they say is unclear.
  fileprivate func meeting(
    _ mutant: Mutant, _ outcome: Outcome, _ tests: [TestResult], in workplace: Workplace
  ) throws(SystemFailure) -> Outcome? {
    guard let pristine = campaign.sources[mutant.path] else { return nil }
    let bytes = pristine.applying([mutant.edit])
    var outcome = outcome
    let finding: Finding
    let ran: Set<String>
    if let quickMode, outcome.mode == quickMode {
      guard
        let met = try meet(mutant, bytes, tests, in: workplace, stops: false, alone: false)
      else { return nil }
      (finding, ran) = (met.finding, met.ran)
      outcome.milliseconds += met.milliseconds
      outcome.trace = outcome.trace.joined(with: met.trace)
    } else {
      (finding, ran) = try meetPlainly(mutant, bytes, tests, in: workplace, into: &outcome)
    }
    switch finding {
    case .passed: break
    case .killed(let killers, let byAssertion):
      outcome.killedBy = Set(outcome.killedBy).union(killers).sorted()
      outcome.killedByAssertion = Set(outcome.killedByAssertion).union(byAssertion).sorted()
      outcome.by = outcome.killedByAssertion.isEmpty ? .crash : .assertion
      outcome.reachedBy = Set(outcome.reachedBy).union(killers).sorted()
    default: return nil
    }
    let met = ran.intersection(outcome.reachedBy)
      .union(outcome.met ?? outcome.reachedBy).union(outcome.killedBy)
    outcome.met = met.isSuperset(of: outcome.reachedBy) ? nil : met.sorted()
    return outcome
  }

  private func meetPlainly(
    _ mutant: Mutant, _ bytes: [UInt8], _ tests: [TestResult], in workplace: Workplace,
    into outcome: inout Outcome
  ) throws(SystemFailure) -> (Finding, ran: Set<String>) {
    var whole = self
    whole.stopsAtFirstKill = false
    let paths = Set(tests.map(\.path))
    let selects =
      campaign.runner.selectsTestFiles && reach?.dependent.isEmpty ?? false && !paths.contains("")
    var meeting = Outcome(
      mutant: mutant.id, status: .survived, reachedBy: tests.map(\.id).sorted(),
      trace: outcome.trace)
    let finding = try whole.observe(
      bytes, of: mutant, files: selects ? paths.sorted() : nil, seconds: seconds,
      in: workplace, into: &meeting)
    outcome.milliseconds += meeting.milliseconds
    outcome.trace = meeting.trace
    return (finding, Set(meeting.met ?? meeting.reachedBy))
  }
}
