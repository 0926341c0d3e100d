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
  private func reusable(
    _ earlier: Journal.Contents?, in state: TreeState, _ trial: Trial, tests evidence: Set<String>
  ) -> [String: Outcome] {
    guard let earlier, !state.frame.isEmpty, earlier.state.frame == state.frame,
      let reach = trial.reach
    else { return [:] }
    let isSameSuite = earlier.tests == CampaignRun.hash(of: evidence)
    let counterparts = campaign.functions.counterparts(of: earlier.functions)
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
        !reach.everywhere.contains(place) || isSameSuite
      else { continue }
      outcome.trace = Set(now)
      reusable[mutant.id] = outcome
    }
    return reusable
  }

  /// What tells tests from others.
  private static func hash(of tests: Set<String>) -> String {
    var hash = StableHash()
    for id in tests.sorted() { hash.combine(field: id) }
    return hash.text
  }

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
      let evidence = trial.evidence
      let known =
        goesOn ? earlier?.outcomes : reusable(earlier, in: state, trial, tests: evidence)
      for (index, mutant) in campaign.plan.chosen.enumerated() {
        outcomes[index] = known?[mutant.id]
      }
      try file.write(
        Journal.header(
          state, command: campaign.runner.command, seed: campaign.plan.seed,
          version: options.toolVersion))
      if !campaign.functions.isEmpty {
        try file.write(Journal.line(campaign.functions, tests: CampaignRun.hash(of: evidence)))
      }
      for control in controls { try file.write(Journal.line(control)) }
      let ledger = Ledger(outcomes: outcomes, record: file.write, progress: progress)
      let kept = outcomes.compactMap(\.self)
      if kept.isEmpty { return ledger }
      if goesOn {
        progress(.resumed(outcomes: kept.count))
        return ledger
      }
      for outcome in kept { try file.write(Journal.line(outcome, worker: 0)) }
      try file.write(Journal.held(worker: 0))
      ledger.note(
        "\(kept.count) of \(outcomes.count) outcomes are those of an earlier run, which no change since "
          + "then can affect")
      return ledger
    } catch {
      throw .system(error)
    }
  }
}
