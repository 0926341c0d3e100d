import Processes
import Text

/// The runs that must behave in a known way before any trial counts.
struct Controls: Sendable {
  let campaign: Campaign

  private var runner: Runner { campaign.runner }

  // MARK: - Baseline

  /// Runs the suite once alone and once in all copies at the same moment.
  func baseline(_ workplaces: [Workplace]) throws(CampaignFailure) -> (Baseline, Control) {
    if runner.buildsFirst {
      for run in try together(workplaces) where run.limit == .interruption { throw .interrupted }
    }
    let first = try observe(TestRun(), in: workplaces[0])
    // A command of unknown kind shows by its first run whether it names tests.
    let names = runner.namesTests || !first.reading.results.isEmpty
    try refuse(first, names: names)
    let others =
      workplaces.count == 1
      ? [try observe(TestRun(), in: workplaces[0])]
      : try together(workplaces)
    for other in others where other.limit == .interruption { throw .interrupted }
    let baseline = Baseline([first] + others, namesTests: names)
    for other in others where names && other.reading.results.isEmpty {
      try refuse(other, names: names)
    }
    let failing = baseline.failing
    guard failing.isEmpty else { throw .redBaseline(failing: failing, troubles: []) }
    let hasFlaky = !baseline.flaky.isEmpty
    for other in others where !other.succeeded && !hasFlaky {
      try refuse(other, names: names)
    }
    let flaky =
      hasFlaky ? "; \(baseline.flaky.count) did not end alike and are set aside" : ""
    let detail =
      names
      ? "\(baseline.passing.count) tests passed in \(others.count + 1) runs\(flaky)"
      : "the command ended with 0 in \(others.count + 1) runs; it names no tests"
    return (
      baseline,
      Control(
        kind: .baseline, held: true, detail: detail, testsRun: baseline.tests.count,
        milliseconds: baseline.slowestMilliseconds)
    )
  }

  private func together(_ workplaces: [Workplace]) throws(CampaignFailure) -> [Observation] {
    let runs = Threads.map(workplaces.count) { index in
      Result { () throws(SystemFailure) in try workplaces[index].run(TestRun()).observation }
    }
    var observations: [Observation] = []
    for run in runs {
      switch run {
      case .success(let observation): observations.append(observation)
      case .failure(let failure): throw .system(failure)
      }
    }
    return observations
  }

  /// Throws unless the run can be a baseline; failing tests are left for a second look.
  private func refuse(_ run: Observation, names: Bool) throws(CampaignFailure) {
    if run.limit == .interruption { throw .interrupted }
    if let limit = run.limit {
      throw .brokenBaseline(
        detail: "the suite hit the limit for \(limit.rawValue)", output: run.output)
    }
    let failing = run.reading.results.filter { $0.status.isFailing }
    if !run.reading.troubles.isEmpty {
      throw .redBaseline(failing: failing, troubles: run.reading.troubles)
    }
    guard names else {
      guard run.succeeded else {
        throw .brokenBaseline(
          detail: "the command ended with \(run.exitCode)", output: run.output)
      }
      return
    }
    if run.reading.results.allSatisfy({ $0.status == .skipped }) {
      throw .noTests(exitCode: run.exitCode, output: run.output)
    }
    if failing.isEmpty, !run.succeeded {
      throw .brokenBaseline(
        detail: "every test passed, but the command ended with \(run.exitCode)",
        output: run.output)
    }
    guard run.reading.isComplete else {
      throw .brokenBaseline(detail: "the results break off", output: run.output)
    }
  }

  // MARK: - No-op

  /// The control between trials, by the way that they are run.
  ///
  /// A host that runs one trial after another must itself end as the baseline did; when it does not,
  /// no further one is started. Nil when the tool was asked to stop meanwhile.
  func noOp(_ trial: Trial, in workplace: Workplace) throws(SystemFailure) -> Control? {
    if trial.quickMode != nil, let quick = workplace.quickNoOp { return try quick() }
    if trial.loading?.forks == false, let path = campaign.sources.keys.min(),
      let bytes = campaign.sources[path],
      let run = try workplace.fork?(ForkedRun(path: path, bytes: bytes, run: TestRun(), loads: []))
    {
      if run.limit == .interruption { return nil }
      let control = control(run, trial.baseline)
      if !control.held { workplace.leave("its tests no longer pass without any mutant") }
      return control
    }
    return try noOp(trial.baseline, in: workplace)
  }

  /// Writes the mutants' files anew with the same bytes; the result must not change.
  ///
  /// Nil when the tool was asked to stop meanwhile.
  func noOp(
    _ baseline: Baseline, in workplace: Workplace
  ) throws(SystemFailure) -> Control? {
    for (path, bytes) in campaign.sources.sorted(by: { $0.key < $1.key }) {
      try workplace.write(path, bytes)
    }
    let run = try workplace.run(TestRun()).observation
    _ = try workplace.restore()
    return run.limit == .interruption ? nil : control(run, baseline)
  }

  private func control(_ run: Observation, _ baseline: Baseline) -> Control {
    let difference = baseline.difference(from: run)
    return Control(
      kind: .noOp, held: difference == nil,
      detail: difference ?? "the same files written anew gave the same result",
      testsRun: run.reading.results.count, milliseconds: run.milliseconds)
  }

  // MARK: - Break

  /// At most this many files are broken one by one, spread evenly.
  private static let mostSingleBreaks = 25

  /// Makes every test file fail; files that still seem to pass are returned.
  func breaks(
    _ baseline: Baseline, in workplace: Workplace
  ) throws(CampaignFailure) -> (blind: [String], control: Control) {
    let known = baseline.testFiles
    let files = known.isEmpty ? campaign.testFiles : known
    guard !files.isEmpty else { return ([], try breakSources(baseline, in: workplace)) }
    let isTogether = runner.breakage.namesEachFile && !known.isEmpty
    let broken = isTogether ? files : Controls.spread(files, most: Controls.mostSingleBreaks)
    var unnoticed: [String] = []
    var milliseconds = 0
    if isTogether {
      unnoticed = files
      // A broken file may keep others from being loaded, such as those of its package.
      var before = Int.max
      while !unnoticed.isEmpty, unnoticed.count < before {
        before = unnoticed.count
        let run = try runBroken(unnoticed, of: nil, in: workplace)
        milliseconds += run.milliseconds
        unnoticed.removeAll { Controls.isNoticed($0, by: run) }
      }
    } else {
      for file in broken {
        let chosen = runner.selectsTestFiles ? [file] : nil
        let run = try runBroken([file], of: chosen, in: workplace)
        milliseconds += run.milliseconds
        if run.succeeded { unnoticed.append(file) }
      }
    }
    guard unnoticed.count < broken.count else {
      throw .blind(
        detail: "every test file was made to fail (such as \(files[0])), and the command still "
          + "reports none of it; it may run other files than those of the copy")
    }
    let rest = files.count - broken.count
    let detail =
      "a failure in each of \(broken.count) test files was noticed"
      + (rest > 0 ? "; \(rest) further files were not tried" : "")
    return (
      unnoticed,
      Control(
        kind: .breaks, held: unnoticed.isEmpty,
        detail: unnoticed.isEmpty
          ? detail : "failures in \(unnoticed.joined(separator: ", ")) go unnoticed",
        testsRun: broken.count, milliseconds: milliseconds)
    )
  }

  /// Makes every mutated file fail when it is loaded; the command must notice it.
  func breakSources(
    _ baseline: Baseline, in workplace: Workplace
  ) throws(CampaignFailure) -> Control {
    let run = try runBroken(
      campaign.sources.keys.sorted(), of: nil, isTest: false, in: workplace)
    guard baseline.difference(from: run) != nil else {
      throw .blind(
        detail: "every file of the plan was made to fail when it is loaded, and all tests still "
          + "pass; they may load another copy of the code, such as an installed one")
    }
    return Control(
      kind: .breaks, held: true, detail: "a failure in the code under test was noticed",
      testsRun: run.reading.results.count, milliseconds: run.milliseconds)
  }

  private func runBroken(
    _ paths: [String], of files: [String]?, isTest: Bool = true, in workplace: Workplace
  ) throws(CampaignFailure) -> Observation {
    do {
      for path in paths {
        guard let bytes = workplace.read(path) else { continue }
        // In front: what a script's last line does, such as leaving, must not keep it from running.
        try workplace.write(path, runner.breakage.broken(bytes, of: path, isTest: isTest))
      }
      let run = try workplace.run(TestRun(testFiles: files)).observation
      _ = try workplace.restore()
      if run.limit == .interruption { throw CampaignFailure.interrupted }
      return run
    } catch let failure as SystemFailure {
      throw .system(failure)
    } catch {
      throw .interrupted
    }
  }

  private static func isNoticed(_ file: String, by run: Observation) -> Bool {
    !run.succeeded
      && (run.reading.troubles.contains { $0.path == file }
        || run.reading.results.contains { $0.path == file && $0.status.isFailing })
  }

  private static func spread(_ files: [String], most: Int) -> [String] {
    guard files.count > most else { return files }
    return (0..<most).map { files[$0 * files.count / most] }
  }

  // MARK: - Reach

  /// Runs the woven code once; nil when its result is not the baseline's.
  func reach(
    _ baseline: Baseline, in workplace: Workplace
  ) throws(CampaignFailure) -> (Reach?, Control) {
    let paths = campaign.sources.keys.sorted()
    let loads = campaign.loadPlaces
    let result: RunResult
    do {
      for (path, bytes) in woven.sorted(by: { $0.key < $1.key }) {
        try workplace.write(path, bytes)
      }
      var run = TestRun()
      run.recordsReach = true
      result = try workplace.run(run)
      _ = try workplace.restore()
    } catch {
      throw .system(error)
    }
    if result.observation.limit == .interruption { throw .interrupted }
    var control = Control(
      kind: .reach, held: false, detail: "", testsRun: result.observation.reading.results.count,
      milliseconds: result.observation.milliseconds)
    if let difference = baseline.difference(from: result.observation) {
      control.detail = "the woven code behaves differently, so reach is probed: \(difference)"
      return (nil, control)
    }
    let reach = Reach(result.reach ?? [], paths: baseline.pathsByTest)
    let loaded = loads.values.count { reach.isReached($0) }
    let all = Set(campaign.weaving.places.values)
    let reached = all.count { reach.isReached($0) }
    if loaded + reached == 0, !campaign.toolchain.runsWhenLoaded {
      // Compiled code may be linked and never called; that it is built shows when it is broken.
      let broken = try breakSources(baseline, in: workplace)
      control.testsRun += broken.testsRun
      control.milliseconds += broken.milliseconds
    } else if loaded + reached == 0 {
      throw .blind(
        detail: "the tests load none of the \(paths.count) files of the plan from the copy; they "
          + "may load another copy of the code, such as an installed one")
    }
    control.held = true
    control.detail =
      campaign.toolchain.runsWhenLoaded
      ? "\(loaded) of \(paths.count) files are loaded, \(reached) places are reached"
      : "\(reached) of \(all.count) places are reached"
    return (reach, control)
  }

  private func observe(
    _ run: TestRun, in workplace: Workplace
  ) throws(CampaignFailure) -> Observation {
    do {
      return try workplace.run(run).observation
    } catch {
      throw .system(error)
    }
  }
}
