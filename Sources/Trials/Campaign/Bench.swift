import Mutation
import Processes

/// One worker: its copy, the trials it runs and the controls between them.
struct Bench: Sendable {
  let index: Int
  let workplace: Workplace
  let campaign: Campaign
  let trial: Trial
  let ledger: Ledger
  let progress: @Sendable (CampaignEvent) -> Void
  let isInterrupted: @Sendable () -> Bool
  let isOver: @Sendable () -> Bool

  /// So many kills in a row by the same test ask for a control.
  private static let suspectStreak = 10
  /// Quick trials between two controls take at least so many times as long as a control.
  private static let trialsPerControl = 4

  /// Takes trials from the queue until it is empty or the campaign is over.
  func work() {
    // A last control may have given trials back, each of them once.
    repeat { workThrough() } while !isOver() && !ledger.hasFailed && !ledger.upcoming(1).isEmpty
  }

  private func workThrough() {
    var sinceControl = 0
    var milliseconds = 0
    var streak = 0
    var lastKiller = ""
    while !isOver(), let next = ledger.next() {
      guard let outcome = workOn(next) else {
        if ledger.hasFailed { return }
        continue
      }
      sinceControl += 1
      milliseconds += outcome.milliseconds
      let killer = outcome.killedBy.first ?? ""
      streak = killer.isEmpty ? 0 : killer == lastKiller ? streak + 1 : 1
      lastKiller = killer
      let isSuspect = streak > 0 && streak % Bench.suspectStreak == 0
      guard sinceControl >= campaign.options.controlInterval || isSuspect,
        !trial.isQuick
          || milliseconds >= Bench.trialsPerControl * trial.baseline.slowestMilliseconds
      else { continue }
      guard control() else { return }
      (sinceControl, milliseconds) = (0, 0)
    }
    settle()
  }

  /// A last control where outcomes wait for one.
  func settle() {
    if ledger.isWaiting(index), !ledger.hasFailed { _ = control() }
  }

  /// Runs one trial and enters its outcome; nil when it has none yet.
  func workOn(_ index: Int) -> Outcome? {
    let mutant = campaign.plan.chosen[index]
    progress(.trialStarted(mutant, worker: self.index))
    let isRetried = ledger.isRetried(index)
    switch end(of: mutant, by: isRetried ? trial.anew : trial, alone: false) {
    case .outcome(let outcome):
      ledger.add(outcome, at: index, worker: self.index)
      return outcome
    case .timedOut: ledger.postpone(index)
    case .interrupted: ledger.giveBack(index)
    case nil: break
    }
    return nil
  }

  /// Runs a trial again without entering its outcome.
  func again(_ index: Int) -> Outcome? {
    guard
      case .outcome(let outcome) = end(of: campaign.plan.chosen[index], by: trial, alone: false)
    else { return nil }
    return outcome
  }

  /// Repeats alone, with twice the limit, what hit a limit of time.
  func confirmTimeouts() {
    for index in ledger.takePostponed() where !isOver() {
      let mutant = campaign.plan.chosen[index]
      progress(.trialStarted(mutant, worker: self.index))
      guard case .outcome(let outcome) = end(of: mutant, by: trial.anew, alone: true) else {
        continue
      }
      ledger.add(outcome, at: index, worker: self.index)
    }
    settle()
  }

  /// A no-op control; false when it failed twice or was cut off, so that this worker must stop.
  ///
  /// What an interruption leaves without a control is run anew when the campaign goes on.
  private func control() -> Bool {
    if isInterrupted() { return false }
    let controls = Controls(campaign: campaign)
    do {
      guard let first = try controls.noOp(trial, in: workplace) else { return false }
      ledger.add(first, worker: index)
      if first.held { return true }
      guard let second = try controls.noOp(trial, in: workplace) else { return false }
      if !second.held {
        ledger.note("the tests no longer pass without any mutant: \(second.detail)")
        ledger.fail("the tests no longer passed without any mutant")
      }
      return second.held
    } catch {
      ledger.fail("\(error)")
      ledger.note("\(error)")
      return false
    }
  }

  private func end(of mutant: Mutant, by trial: Trial, alone: Bool) -> TrialEnd? {
    do {
      return try trial.run(mutant, in: workplace, alone: alone)
    } catch {
      ledger.fail("\(error)")
      ledger.note("\(error)")
      return nil
    }
  }
}
