import Mutation
import Processes

/// Whether a way that is faster than the command is there, and agrees with it.
extension CampaignRun {
  /// Mutants among which those are sought that the quick way can run.
  private static let quickSearch = 40

  /// Whether the quick way can be taken; the reach of `trial` then holds for tests that run alone.
  func isQuickReady(
    _ trial: inout Trial, _ workplaces: [Workplace], _ ledger: Ledger
  ) throws(CampaignFailure) -> Bool {
    guard let reach = trial.reach, !ledger.upcoming(1).isEmpty else { return false }
    do {
      let (alone, obstacle) = try Controls(campaign: campaign).alone(
        trial.baseline, reach, in: workplaces)
      trial.reach = alone
      guard let obstacle else {
        if let first = alone.dependent.min() {
          ledger.note(
            "\(alone.dependent.count) tests do not pass by themselves, such as \(first), so a trial "
              + "runs the whole suite")
        }
        return true
      }
      if !isInterrupted() {
        ledger.note("every mutant is run by the command from its start, because \(obstacle)")
      }
      return false
    } catch {
      throw .system(error)
    }
  }

  /// Whether a sample of trials ends alike by the quick way and by the plain command, whose ends
  /// count.
  func agreesQuickly(_ trial: Trial, _ workplace: Workplace, _ ledger: Ledger) -> Bool {
    var quickly = trial
    quickly.stopsAtFirstKill = false
    var plain = quickly
    plain.quickMode = nil
    var compared = 0
    for index in ledger.spread(CampaignRun.quickSearch) {
      if compared == options.agreementSample || isOver { break }
      let mutant = campaign.plan.chosen[index]
      guard case .outcome(let quick) = try? quickly.run(mutant, in: workplace, alone: false),
        quick.mode == trial.quickMode
      else { continue }
      progress(.trialStarted(mutant, worker: 0))
      guard case .outcome(let slow) = try? plain.run(mutant, in: workplace, alone: false) else {
        continue
      }
      compared += 1
      ledger.take([index])
      ledger.add(slow, at: index, worker: 0)
      guard slow.status != quick.status || slow.by != quick.by || slow.killedBy != quick.killedBy
      else { continue }
      ledger.note(
        "\(mutant.path):\(mutant.start.line) is \(quick.status.rawValue) when run \(quick.mode) and "
          + "\(slow.status.rawValue) by the command itself, so every mutant is run by the command")
      return false
    }
    return true
  }
}
