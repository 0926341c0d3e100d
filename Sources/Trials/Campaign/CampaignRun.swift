import Mutation
import Processes
import Synchronization

/// One campaign from its first control to its result.
struct CampaignRun: Sendable {
  let campaign: Campaign
  let state: TreeState
  let open: @Sendable (Int) throws(SystemFailure) -> Workplace
  /// Makes the copy for all mutants with a place for each worker; nil when there is no such way.
  let openWoven: (@Sendable (_ workers: Int) throws(SystemFailure) -> WovenTree)?
  let progress: @Sendable (CampaignEvent) -> Void
  let isInterrupted: @Sendable () -> Bool
  private let started = ContinuousClock.now
  private let meter = Meter()

  /// Trials that are run both alone and side by side before side by side is trusted.
  private static let sideBySideSample = 4

  init(
    campaign: Campaign, state: TreeState,
    open: @escaping @Sendable (Int) throws(SystemFailure) -> Workplace,
    openWoven: (@Sendable (_ workers: Int) throws(SystemFailure) -> WovenTree)?,
    progress: @escaping @Sendable (CampaignEvent) -> Void,
    isInterrupted: @escaping @Sendable () -> Bool
  ) {
    self.campaign = campaign
    self.state = state
    self.open = open
    self.openWoven = openWoven
    let lock = ProgressLock(progress)
    self.progress = { lock.tell($0) }
    self.isInterrupted = isInterrupted
  }

  var options: CampaignOptions { campaign.options }

  var isOver: Bool { isOver(after: 1) }

  /// Whether so much of the budget is used up.
  private func isOver(after share: Double) -> Bool {
    if isInterrupted() { return true }
    guard let budget = options.budgetSeconds else { return false }
    return ContinuousClock.now - started >= .seconds(share * Double(budget))
  }

  func result() throws(CampaignFailure) -> CampaignResult {
    let jobs = max(1, min(options.jobs, campaign.plan.chosen.count))
    progress(.copying(jobs: jobs))
    var workplaces = try openAll(jobs)
    defer { for workplace in workplaces { workplace.close() } }
    for (path, bytes) in campaign.sources.sorted(by: { $0.key < $1.key })
    where workplaces[0].read(path) != bytes {
      throw .changedSource(path: path)
    }
    var controls: [Control] = []
    var trial = try prepare(workplaces, controls: &controls)
    let ledger = try openLedger(trial, workplaces, controls: controls)
    if let (woven, control) = try weave(trial, &workplaces, ledger) {
      trial = woven
      controls.append(control)
      if !agreesQuickly(trial, workplaces, ledger) { trial.quickMode = nil }
    } else if canWeave {
      trial.reach = try reach(trial.baseline, in: workplaces[0], &controls)
    } else if options.runsQuickly {
      try takeHosts(&trial, workplaces, ledger)
    }
    let used = work(workplaces, trial, ledger)
    if trial.loading != nil { noteObstacles(workplaces, ledger) }
    return finish(ledger.snapshot, trial, controls: controls, jobs: used)
  }

  private func openAll(_ jobs: Int) throws(CampaignFailure) -> [Workplace] {
    var workplaces: [Workplace] = []
    do {
      for index in 0..<jobs { workplaces.append(metered(try open(index))) }
    } catch {
      for workplace in workplaces { workplace.close() }
      throw .system(error)
    }
    return workplaces
  }

  /// `workplace` with every run entered in the meter.
  private func metered(_ workplace: Workplace) -> Workplace {
    var metered = workplace
    metered.run = { [meter] run throws(SystemFailure) in
      let result = try workplace.run(run)
      meter.enter(result.observation)
      return result
    }
    metered.quick = workplace.quick.map { self.metered($0) }
    metered.fork = workplace.fork.map { self.metered($0) }
    return metered
  }

  /// A quick way whose runs are entered in the meter too.
  func metered<Run>(
    _ quick: @escaping @Sendable (Run) throws(SystemFailure) -> Observation?
  ) -> @Sendable (Run) throws(SystemFailure) -> Observation? {
    { [meter] run throws(SystemFailure) in
      let observation = try quick(run)
      if let observation { meter.enter(observation) }
      return observation
    }
  }

  // MARK: - Controls

  private func prepare(
    _ workplaces: [Workplace], controls list: inout [Control]
  ) throws(CampaignFailure) -> Trial {
    let controls = Controls(campaign: campaign)
    let first = workplaces[0]
    progress(.controlling(.baseline))
    let (baseline, control) = try controls.baseline(workplaces)
    enter(control, &list)
    progress(.controlling(.noOp))
    let found: Control?
    do { found = try controls.noOp(baseline, in: first) } catch { throw .system(error) }
    guard let noOp = found, !isInterrupted() else { throw .interrupted }
    guard noOp.held else { throw .unstableCopy(detail: noOp.detail) }
    enter(noOp, &list)
    progress(.controlling(.breaks))
    let (blind, breaks) = try controls.breaks(baseline, in: first)
    enter(breaks, &list)
    // What is woven records its own reach.
    let reach = canWeave ? nil : try reach(baseline, in: first, &list)
    if reach == nil { enter(try controls.breakSources(baseline, in: first), &list) }
    let slowest = Double(baseline.slowestMilliseconds) / 1000
    return Trial(
      campaign: campaign, baseline: baseline, blind: Set(blind), reach: reach,
      seconds: min(
        options.limits.wallSeconds, options.floorSeconds + options.timeFactor * slowest))
  }

  /// Whether the mutants can be woven in, as far as is known before it is tried.
  var canWeave: Bool {
    options.runsQuickly && campaign.weaver != nil && campaign.runner.woven != nil
      && openWoven != nil
  }

  /// The reach of every test by one instrumented run; nil where that cannot be told.
  private func reach(
    _ baseline: Baseline, in workplace: Workplace, _ list: inout [Control]
  ) throws(CampaignFailure) -> Reach? {
    guard options.measuresReach, campaign.runner.recordsReach, !campaign.weaving.edits.isEmpty
    else { return nil }
    progress(.controlling(.reach))
    let (found, control) = try Controls(campaign: campaign).reach(baseline, in: workplace)
    enter(control, &list)
    return found
  }

  private func enter(_ control: Control, _ list: inout [Control]) {
    list.append(control)
    progress(.controlled(control))
  }

  // MARK: - Trials

  /// Runs the queue, and at the end, alone, what hit a limit; the number of workers in the end.
  private func work(_ workplaces: [Workplace], _ trial: Trial, _ ledger: Ledger) -> Int {
    var careful = trial
    careful.stopsAtFirstKill = false
    let sample = benches(workplaces, careful, ledger)
    let count = sample.count > 1 && !agrees(sample, ledger) ? 1 : sample.count
    let used = Array(workplaces.prefix(count))
    for share in trial.stopsAtFirstKill ? CampaignRun.workShares : [1] {
      if ledger.upcoming(1).isEmpty || ledger.hasFailed { break }
      let benches = benches(used, trial, ledger, until: share)
      _ = Threads.map(count) { benches[$0].work() }
      if trial.stopsAtFirstKill, !ledger.hasFailed { meetSuspects(used, trial, ledger) }
    }
    benches(used, trial, ledger)[0].confirmTimeouts()
    // Copies that were given up may have trials of the first sample behind them.
    for bench in benches(workplaces, trial, ledger).dropFirst(count) { bench.settle() }
    return count
  }

  /// The shares of a budget after which trials make way for tests that have killed nothing.
  private static let workShares = [0.8, 0.95]

  private func benches(
    _ workplaces: [Workplace], _ trial: Trial, _ ledger: Ledger, until share: Double = 1
  ) -> [Bench] {
    workplaces.enumerated().map { index, workplace in
      Bench(
        index: index, workplace: workplace, campaign: campaign, trial: trial, ledger: ledger,
        progress: progress, isInterrupted: isInterrupted,
        isOver: { [self] in isOver(after: share) })
    }
  }

  /// Whether a sample of trials ends alike alone and side by side; the serial ends count.
  private func agrees(_ benches: [Bench], _ ledger: Ledger) -> Bool {
    let sample = ledger.upcoming(CampaignRun.sideBySideSample)
    ledger.take(sample)
    var serial: [Int: Outcome] = [:]
    for index in sample {
      if isOver {
        ledger.giveBack(index)
      } else if let outcome = benches[0].workOn(index) {
        serial[index] = outcome
      }
    }
    let compared = serial.keys.sorted()
    let parallel = Threads.map(min(benches.count, compared.count)) { worker in
      stride(from: worker, to: compared.count, by: benches.count).map {
        (compared[$0], benches[worker].again(compared[$0]))
      }
    }
    for (index, again) in parallel.joined() {
      guard let alone = serial[index], let again else { continue }
      guard again.status == alone.status, again.killedBy == alone.killedBy else {
        let tests = Set(again.killedBy).symmetricDifference(alone.killedBy).sorted()
        ledger.note(
          "tests run side by side end differently than alone, so only one worker is used"
            + (tests.isEmpty ? "" : "; they share something: \(tests.joined(separator: ", "))"))
        return false
      }
    }
    return true
  }

  // MARK: - Result

  private func finish(
    _ state: Ledger.State, _ trial: Trial, controls: [Control], jobs: Int
  ) -> CampaignResult {
    var outcomes: [Outcome] = []
    for (index, mutant) in campaign.plan.chosen.enumerated() {
      if let outcome = state.outcomes[index] {
        outcomes.append(outcome)
        continue
      }
      let isVoid = state.retried.contains(index)
      let reason = isInterrupted() ? "interrupted" : state.failure ?? "the budget was used up"
      outcomes.append(
        Outcome(
          mutant: mutant.id, status: isVoid ? .void : .notRun,
          detail: isVoid ? "a control around it failed" : reason))
    }
    let baseline = trial.baseline
    let matrix = KillMatrix(outcomes)
    let time = ContinuousClock.now - started
    return CampaignResult(
      controls: controls + state.controls, outcomes: outcomes, tests: baseline.tests,
      flaky: baseline.flaky.sorted(), blindFiles: trial.blind.sorted(),
      judgements: baseline.tests.map {
        matrix.judgement(
          of: $0, flaky: baseline.flaky, knowsReach: trial.reach?.namesTests ?? false)
      },
      knowsReach: trial.reach?.namesTests ?? false,
      isComplete: outcomes.allSatisfy { $0.status != .notRun && $0.status != .void }, jobs: jobs,
      notices: state.notices + meter.notices, peakBytes: meter.peakBytes,
      milliseconds: Int(time / .milliseconds(1)))
  }
}

/// Lets one event through at a time.
private final class ProgressLock: Sendable {
  private let body: Mutex<@Sendable (CampaignEvent) -> Void>

  init(_ body: @escaping @Sendable (CampaignEvent) -> Void) { self.body = Mutex(body) }

  func tell(_ event: CampaignEvent) { body.withLock { $0(event) } }
}

/// The largest run, and how many runs left processes behind.
private final class Meter: Sendable {
  private let figures = Mutex((peakBytes: 0, leaking: 0))

  func enter(_ run: Observation) {
    figures.withLock {
      $0.peakBytes = max($0.peakBytes, run.peakBytes)
      $0.leaking += run.leaked > 0 ? 1 : 0
    }
  }

  var peakBytes: Int { figures.withLock { $0.peakBytes } }

  var notices: [String] {
    let leaking = figures.withLock { $0.leaking }
    return leaking == 0 ? [] : ["\(leaking) runs left processes behind, which were ended"]
  }
}
