import Mutation
import Processes

/// Whether a way that is faster than the command is there, and agrees with it.
extension CampaignRun {
  /// Mutants among which those are sought that the quick way can run.
  private static let quickSearch = 40

  /// Lets hosts run what they can, when they agree with the command.
  func takeHosts(
    _ trial: inout Trial, _ workplaces: [Workplace], _ ledger: Ledger
  ) throws(CampaignFailure) {
    let hosts = campaign.runner.hosts
    if workplaces.allSatisfy({ $0.fork != nil }) { trial.loading = hosts[.started] }
    if workplaces.allSatisfy({ $0.quick != nil }), let way = hosts[.collected],
      try isQuickReady(&trial, workplaces, ledger)
    {
      trial.quickMode = way.mode
    }
    if trial.isQuick, !agreesQuickly(trial, workplaces, ledger) {
      (trial.quickMode, trial.loading) = (nil, nil)
    }
  }

  /// Says why hosts that load mutants from their files were given up.
  func noteObstacles(_ workplaces: [Workplace], _ ledger: Ledger) {
    for workplace in workplaces {
      guard let obstacle = workplace.obstacle?() else { continue }
      ledger.note("the command runs what a host cannot, because \(obstacle)")
    }
  }

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
        ledger.note("every mutant is loaded anew, because \(obstacle)")
      }
      return false
    } catch {
      throw .system(error)
    }
  }

  /// Whether a sample of trials ends alike by the quick ways and by the plain command, whose ends
  /// count.
  func agreesQuickly(_ trial: Trial, _ workplaces: [Workplace], _ ledger: Ledger) -> Bool {
    let candidates = ledger.spread(CampaignRun.quickSearch)
    let workers = min(workplaces.count, max(1, options.agreementSample))
    let shares = Threads.map(workers) { worker in
      let most = (options.agreementSample + worker) / workers
      let share = stride(from: worker, to: candidates.count, by: workers).map { candidates[$0] }
      return bothWays(share, most: most, trial, worker, workplaces[worker])
    }
    var agrees = true
    for (index, worker, quick, slow) in shares.joined().sorted(by: { $0.index < $1.index }) {
      ledger.take([index])
      ledger.add(slow, at: index, worker: worker)
      guard agrees,
        slow.status != quick.status || slow.by != quick.by || slow.killedBy != quick.killedBy
      else { continue }
      let mutant = campaign.plan.chosen[index]
      ledger.note(
        "\(mutant.path):\(mutant.start.line) is \(quick.status.rawValue) when run \(quick.mode) and "
          + "\(slow.status.rawValue) by the command itself, so every mutant is run by the command")
      agrees = false
    }
    return agrees
  }

  /// Runs mutants quickly and plainly, until `most` of them were judged by both.
  private func bothWays(
    _ share: [Int], most: Int, _ trial: Trial, _ worker: Int, _ workplace: Workplace
  ) -> [(index: Int, worker: Int, quick: Outcome, slow: Outcome)] {
    var quickly = trial
    quickly.stopsAtFirstKill = false
    var plain = quickly
    (plain.quickMode, plain.loading) = (nil, nil)
    var both: [(index: Int, worker: Int, quick: Outcome, slow: Outcome)] = []
    for index in share {
      if both.count == most || isOver { break }
      let mutant = campaign.plan.chosen[index]
      guard case .outcome(let quick) = try? quickly.run(mutant, in: workplace, alone: false),
        quick.mode != "patched"
      else { continue }
      progress(.trialStarted(mutant, worker: worker))
      guard case .outcome(let slow) = try? plain.run(mutant, in: workplace, alone: false) else {
        continue
      }
      both.append((index, worker, quick, slow))
    }
    return both
  }
}
