import Mutation
import Processes
import Text

/// What an earlier run of another state of the tree says of this one.
///
/// A run enters the same functions and does the same in them as long as none of those that it enters
/// has changed, nor anything outside functions. So an outcome stays what it is when the functions
/// that its runs entered are the same, and the same tests reach its mutant. What runs while code is
/// loaded is reached by all tests.
extension CampaignRun {
  /// Outcomes that a fresh trial would give too, by mutant, with the numbers of this tree's functions.
  func reusable(
    _ earlier: Journal.Contents?, in state: TreeState, _ trial: Trial
  ) -> [String: Outcome] {
    guard let earlier, !state.frame.isEmpty, earlier.state.frame == state.frame,
      let reach = trial.reach
    else { return [:] }
    let testsHash = testsHash(trial)
    let counterparts = campaign.functions.counterparts(of: earlier.functions)
    let evidence = trial.baseline.expected(in: nil, without: trial.blind)
    var reusable: [String: Outcome] = [:]
    for mutant in campaign.plan.chosen {
      guard var outcome = earlier.outcomes[mutant.id],
        outcome.status == .killed || outcome.status == .survived,
        let place = trial.places[mutant.id], let trace = outcome.trace
      else { continue }
      let now = trace.compactMap { counterparts.indices.contains($0) ? counterparts[$0] : nil }
      var reaching = reach.tests[place] ?? []
      if !reaching.isEmpty { reaching.formUnion(outcome.killedBy) }
      guard now.count == trace.count, evidence.isSuperset(of: reaching.union(outcome.killedBy)),
        reaching == Set(outcome.reachedBy),
        !reach.everywhere.contains(place) || earlier.tests == testsHash
      else { continue }
      outcome.trace = Set(now)
      reusable[mutant.id] = outcome
    }
    return reusable
  }

  /// What tells the tests that are evidence from others.
  private func testsHash(_ trial: Trial) -> String {
    var hash = StableHash()
    for id in trial.baseline.expected(in: nil, without: trial.blind).sorted() {
      hash.combine(field: id)
    }
    return hash.text
  }
}

extension CampaignRun {
  /// The ledger with what an earlier run has left in the journal.
  func openLedger(
    _ trial: Trial, _ workplaces: [Workplace], controls: [Control]
  ) throws(CampaignFailure) -> Ledger {
    var outcomes = [Outcome?](repeating: nil, count: campaign.plan.chosen.count)
    guard let path = options.journal else {
      return Ledger(
        outcomes: outcomes, record: { _ in }, progress: progress)
    }
    do {
      let state = state.with(try workplaces[0].identity?() ?? "")
      let (file, earlier) = try JournalFile.open(path, state: state, startsAnew: options.startsAnew)
      let goesOn = earlier?.state.whole == state.whole
      let reused = goesOn ? [:] : reusable(earlier, in: state, trial)
      for (index, mutant) in campaign.plan.chosen.enumerated() {
        outcomes[index] = goesOn ? earlier?.outcomes[mutant.id] : reused[mutant.id]
      }
      try file.write(
        Journal.header(
          state, command: campaign.runner.command, seed: campaign.plan.seed,
          version: options.toolVersion))
      if !campaign.functions.isEmpty {
        try file.write(Journal.line(campaign.functions, tests: testsHash(trial)))
      }
      for control in controls { try file.write(Journal.line(control)) }
      for case .some(let outcome) in outcomes where !goesOn {
        try file.write(Journal.line(outcome, worker: 0))
      }
      if !goesOn { try file.write(Journal.held(worker: 0)) }
      let count = outcomes.count { $0 != nil }
      if count > 0, goesOn { progress(.resumed(outcomes: count)) }
      let ledger = Ledger(outcomes: outcomes, record: file.write, progress: progress)
      if count > 0, !goesOn {
        ledger.note(
          "\(count) of \(outcomes.count) outcomes are those of an earlier run, which no change since "
            + "then can affect")
      }
      return ledger
    } catch {
      throw .system(error)
    }
  }
}
