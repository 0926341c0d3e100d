import Mutation
import Processes
import Synchronization
import Testing
import Text
import Trials

@Suite struct CampaignTests {
  private let code = "if a < b return 1"

  /// A project with the file `code` and two test files; `t1` (in `x`) fails when `<` is gone.
  private func project(
    _ change: @escaping @Sendable (_ code: String, _ run: TestRun, _ count: Int) -> RunResult? = {
      _, _, _ in nil
    }
  ) -> FakeProject {
    FakeProject(["code": code, "x": "tests", "y": "tests"]) { files, run, count in
      let text = files["code"] ?? ""
      if let result = change(text, run, count) { return result }
      var troubles: [FileTrouble] = []
      for path in ["x", "y"] where files[path]?.contains("BROKEN") == true {
        troubles.append(FileTrouble(path: path, stage: .load, message: "broken"))
      }
      let fails = !text.contains("a < b")
      let isBroken = text.contains("BROKEN") || text.contains("PROBE")
      let results = [
        tested("t1", fails || isBroken ? .failed : .passed, assertion: fails, path: "x"),
        tested("t2", isBroken ? .errored : .passed, path: "y"),
      ].filter { run.testFiles?.contains($0.path) ?? true }
      let failed = results.contains { $0.status.isFailing } || !troubles.isEmpty
      return RunResult(
        observation: observation(results, exit: failed ? 1 : 0, troubles: troubles))
    }
  }

  private func campaign(
    _ mutants: [Mutant], runner: Runner = .fake(), weaving: Weaving = .none,
    options: (inout CampaignOptions) -> Void = { _ in }
  ) -> Campaign {
    var chosen = CampaignOptions()
    options(&chosen)
    return Campaign(
      runner: runner, toolchain: .fake, plan: Plan(seed: 1, chosen: mutants, passedOver: []),
      sources: ["code": Array(code.utf8)], testFiles: [], weaving: weaving, options: chosen)
  }

  private func run(
    _ campaign: Campaign, in project: FakeProject,
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (CampaignEvent) -> Void = { _ in }
  ) throws(CampaignFailure) -> CampaignResult {
    try campaign.run(
      state: TreeState(whole: "p"), open: { _ in project.workplace() }, progress: progress,
      isInterrupted: isInterrupted)
  }

  private var relational: Mutant { mutant("kill", in: code, "a < b", "a >= b") }
  private var constant: Mutant { mutant("live", in: code, "1", "2") }

  /// Weaves one place for each of the two mutants above.
  private var weaving: Weaving {
    Weaving(
      edits: [
        "code": [
          Edit(ByteRange(0, 0), "__tocsin_reach__(0);"),
          Edit(ByteRange(9, 9), " __tocsin_reach__(1);"),
        ]
      ], places: ["kill": 0, "live": 1])
  }

  @Test func `a campaign kills with names and leaves a survivor where a probe is noticed`() throws {
    let result = try run(campaign([relational, constant], weaving: weaving), in: project())
    #expect(result.outcomes.map(\.mutant) == ["kill", "live"])
    #expect(result.outcomes[0].status == .killed)
    #expect(result.outcomes[0].by == .assertion)
    #expect(result.outcomes[0].killedBy == ["t1"])
    #expect(result.outcomes[1].status == .survived)
    #expect(result.outcomes[1].reachedBy == ["t1", "t2"])
    #expect(result.controls.map(\.kind) == [.baseline, .noOp, .breaks, .breaks])
    #expect(result.controls.map(\.held) == [true, true, true, true])
    #expect(result.isComplete)
    #expect(!result.knowsReach)
    #expect(result.tests.map(\.id) == ["t1", "t2"])
  }

  @Test func `a campaign calls a mutant not reached when a failure at its place goes unnoticed`()
    throws
  {
    let blindSpot = project { text, _, _ in
      text.contains("PROBE")
        ? RunResult(observation: observation([tested("t1", path: "x"), tested("t2", path: "y")]))
        : nil
    }
    let result = try run(campaign([constant], weaving: weaving), in: blindSpot)
    #expect(result.outcomes[0].status == .notReached)
  }

  @Test func `a campaign runs only the test files that reach a mutant and confirms a survivor`()
    throws
  {
    let recording = project { text, run, _ in
      guard run.recordsReach else { return nil }
      #expect(text == "__tocsin_reach__(0);if a < b  __tocsin_reach__(1);return 1 LOAD(1000000)")
      return RunResult(
        observation: observation([tested("t1", path: "x"), tested("t2", path: "y")]),
        reach: Array("[\"t1\",\"\",0]\n[\"t2\",\"\",1]\n".utf8))
    }
    let result = try run(
      campaign([relational, constant], runner: .fake(recordsReach: true), weaving: weaving),
      in: recording)
    #expect(result.knowsReach)
    #expect(result.outcomes.map(\.status) == [.killed, .survived])
    #expect(result.outcomes.map(\.reachedBy) == [["t1"], ["t2"]])
    #expect(result.controls.last?.detail == "0 of 1 files are loaded, 2 places are reached")
    let trials = recording.runs.suffix(4).map(\.testFiles)
    #expect(trials == [["x"], ["y"], nil, nil])
    #expect(result.judgements.map(\.verdict) == [.loadBearing, .hollow])
  }

  @Test func `a campaign does not run a mutant that no test reaches`() throws {
    let recording = project { _, run, _ in
      guard run.recordsReach else { return nil }
      return RunResult(
        observation: observation([tested("t1", path: "x"), tested("t2", path: "y")]),
        reach: Array("[\"t1\",\"\",0]\n".utf8))
    }
    let result = try run(
      campaign([constant], runner: .fake(recordsReach: true), weaving: weaving), in: recording)
    #expect(result.outcomes[0].status == .notReached)
    #expect(result.outcomes[0].milliseconds == 0)
    #expect(result.judgements.map(\.verdict) == [.unoffered, .unoffered])
  }

  /// A campaign on compiled code that no test calls, and which is built anew or not.
  private func uncalled(isBuilt: Bool) throws(CampaignFailure) -> CampaignResult {
    let passing = RunResult(
      observation: observation([tested("t1", path: "x"), tested("t2", path: "y")]))
    var campaign = campaign([constant], runner: .fake(recordsReach: true), weaving: weaving)
    campaign.toolchain.runsWhenLoaded = false
    let project = project { text, run, _ in
      run.recordsReach || !isBuilt && text.contains("BROKEN") ? passing : nil
    }
    return try run(campaign, in: project)
  }

  @Test func `compiled code that no test calls is not reached`() throws {
    let result = try uncalled(isBuilt: true)
    #expect(result.outcomes.map(\.status) == [.notReached])
    #expect(result.controls.last?.detail == "0 of 2 places are reached")
    #expect(result.controls.last?.testsRun == 4)
  }

  @Test func `compiled code that is called from another copy is refused`() {
    #expect {
      try uncalled(isBuilt: false)
    } throws: {
      guard case .blind(let detail)? = $0 as? CampaignFailure else { return false }
      return detail.hasPrefix("every file of the plan was made to fail")
    }
  }

  @Test func `a campaign whose woven code behaves differently probes instead`() throws {
    let differing = project { text, run, _ in
      run.recordsReach
        ? RunResult(observation: observation([tested("t1", .errored, path: "x")], exit: 1)) : nil
    }
    let result = try run(
      campaign([constant], runner: .fake(recordsReach: true), weaving: weaving), in: differing)
    #expect(!result.knowsReach)
    #expect(result.outcomes[0].status == .survived)
    #expect(result.controls.map(\.kind) == [.baseline, .noOp, .breaks, .reach, .breaks])
    #expect(result.controls.map(\.held) == [true, true, true, false, true])
  }

  // MARK: - Refusals

  private func failure(of project: FakeProject, names: Bool = true) -> CampaignFailure? {
    do {
      _ = try run(campaign([relational], runner: .fake(names: names)), in: project)
      return nil
    } catch {
      return error
    }
  }

  private func always(_ run: Observation) -> FakeProject {
    project { _, _, _ in RunResult(observation: run) }
  }

  @Test func `a campaign refuses a red baseline and names the failing tests`() throws {
    let red = always(observation([tested("t1", .failed, message: "no"), tested("t2")], exit: 1))
    guard case .redBaseline(let failing, let troubles)? = failure(of: red) else {
      Issue.record("not refused")
      return
    }
    #expect(failing.map(\.id) == ["t1"])
    #expect(failing.map(\.message) == ["no"])
    #expect(troubles == [])
  }

  @Test func `a campaign refuses a baseline in which a file does not load`() throws {
    let trouble = FileTrouble(path: "x", stage: .load, message: "ImportError")
    let red = always(observation([tested("t2")], exit: 2, troubles: [trouble]))
    guard case .redBaseline(_, let troubles)? = failure(of: red) else {
      Issue.record("not refused")
      return
    }
    #expect(troubles == [trouble])
  }

  @Test(arguments: [[], [tested("t1", .skipped)]])
  func `a campaign refuses a suite in which no test runs`(results: [TestResult]) throws {
    guard
      case .noTests(let code, let output)? = failure(
        of: always(observation(results, exit: 5, output: "none")))
    else {
      Issue.record("not refused")
      return
    }
    #expect(code == 5)
    #expect(output == "none")
  }

  @Test func `a campaign refuses a command that fails although every test passes`() {
    guard
      case .brokenBaseline(let detail, _)? = failure(
        of: always(observation([tested("t1")], exit: 1)))
    else {
      Issue.record("not refused")
      return
    }
    #expect(detail == "every test passed, but the command ended with 1")
  }

  @Test func `a campaign refuses a copy in which the same bytes give another result`() {
    let unstable = project { _, _, count in
      count == 3 ? RunResult(observation: observation([tested("t1", path: "x")])) : nil
    }
    guard case .unstableCopy(let detail)? = failure(of: unstable) else {
      Issue.record("not refused")
      return
    }
    #expect(detail == "1 of 2 tests no longer pass; t2 did not run")
  }

  @Test func `a campaign refuses tests that do not notice their own failure`() {
    let blind = always(observation([tested("t1", path: "x"), tested("t2", path: "y")]))
    guard case .blind? = failure(of: blind) else {
      Issue.record("not refused")
      return
    }
  }

  @Test func `a campaign refuses tests that load other code than the copy's`() {
    let elsewhere = project { text, _, _ in
      text.contains("BROKEN")
        ? RunResult(observation: observation([tested("t1", path: "x"), tested("t2", path: "y")]))
        : nil
    }
    guard case .blind(let detail)? = failure(of: elsewhere) else {
      Issue.record("not refused")
      return
    }
    #expect(detail.hasPrefix("every file of the plan was made to fail"))
  }

  @Test func `a campaign refuses a source that is not what the plan was made from`() {
    var changed = campaign([relational])
    changed.sources["code"] = Array("other".utf8)
    #expect {
      try run(changed, in: project())
    } throws: {
      if case .changedSource(path: "code")? = $0 as? CampaignFailure { true } else { false }
    }
  }

  // MARK: - Flaky, blind, timeouts, void

  @Test func `a campaign sets flaky tests aside and lets them kill nothing`() throws {
    let flaky = project { text, _, count in
      let failing = count == 1 || text.contains("2")
      let isBroken = text.contains("BROKEN")
      guard !isBroken else { return nil }
      return RunResult(
        observation: observation(
          [
            tested("t1", path: "x"), tested("t2", path: "y"),
            tested("f", failing ? .failed : .passed, path: "y"),
          ], exit: failing ? 1 : 0))
    }
    var project = campaign([constant])
    project.testFiles = []
    let blindToFiles = try run(project, in: flakyWithBreaks(flaky))
    #expect(blindToFiles.flaky == ["f"])
    #expect(blindToFiles.outcomes[0].status == .flaky)
    #expect(blindToFiles.outcomes[0].detail == "only flaky tests failed: f")
    #expect(blindToFiles.judgements.last?.verdict == .flaky)
  }

  /// Adds to `inner` that broken test files are noticed.
  private func flakyWithBreaks(_ inner: FakeProject) -> FakeProject {
    let place = inner.workplace()
    return FakeProject(["code": code, "x": "tests", "y": "tests"]) { files, run, _ in
      let broken = ["x", "y"].filter { files[$0]?.contains("BROKEN") == true }
      guard broken.isEmpty, files["code"]?.contains("BROKEN") == false else {
        return RunResult(
          observation: observation(
            [], exit: 1,
            troubles: broken.map { FileTrouble(path: $0, stage: .load, message: "broken") }))
      }
      try? place.write("code", Array((files["code"] ?? "").utf8))
      return (try? place.run(run)) ?? RunResult(observation: observation([], exit: 1))
    }
  }

  @Test func `a campaign takes no evidence from a test file whose failures go unnoticed`() throws {
    let half = FakeProject(["code": code, "x": "tests", "y": "tests"]) { files, _, _ in
      let fails = files["code"] != "if a < b return 1"
      let broken = files["y"]?.contains("BROKEN") == true
      return RunResult(
        observation: observation(
          [tested("t1", fails ? .failed : .passed, path: "x"), tested("t2", path: "y")],
          exit: fails || broken ? 1 : 0,
          troubles: broken ? [FileTrouble(path: "y", stage: .load, message: "broken")] : []))
    }
    let result = try run(campaign([relational]), in: half)
    #expect(result.blindFiles == ["x"])
    #expect(result.controls[2].held == false)
    #expect(result.outcomes[0].status == .unattributed)
  }

  @Test func `a campaign confirms a timeout alone with twice the limit`() throws {
    let hanging = project { text, _, _ in
      text.contains("2")
        ? RunResult(observation: observation([], exit: -9, limit: .wall, milliseconds: 9, cpu: 9))
        : nil
    }
    let result = try run(campaign([constant, relational]), in: hanging)
    #expect(result.outcomes.map(\.status) == [.timeout, .killed])
    #expect(result.outcomes[0].detail == "the run computed without end")
    let limits = hanging.runs.compactMap(\.wallSeconds)
    #expect(limits == [2.03, 2.03, 4.06])
  }

  @Test func `a campaign takes back a timeout that does not repeat`() throws {
    let slowOnce = Mutex(true)
    let slow = project { text, _, _ in
      guard !text.contains("a < b"),
        slowOnce.withLock({ now in
          defer { now = false }
          return now
        })
      else { return nil }
      return RunResult(observation: observation([], exit: -9, limit: .wall))
    }
    let result = try run(campaign([relational]), in: slow)
    #expect(result.outcomes.map(\.status) == [.killed])
  }

  @Test func `a campaign makes trials void around a failed control and tries them again`() throws {
    let breaksOnce = Mutex(0)
    let failing = project { text, run, _ in
      // The first control after a trial fails, as if a server had gone away for a moment.
      let isTrial = run.wallSeconds != nil
      let number = breaksOnce.withLock { count in
        if isTrial || count > 0 { count += 1 }
        return count
      }
      guard number == 2, !isTrial else { return nil }
      return RunResult(observation: observation([tested("t1", .errored, path: "x")], exit: 1))
    }
    let result = try run(campaign([relational]), in: failing)
    #expect(result.outcomes.map(\.status) == [.killed])
    #expect(result.controls.last?.held == false)
    #expect(result.isComplete)
  }

  @Test(arguments: [false, true])
  func `a campaign stops when the tests no longer pass without any mutant`(endsEarly: Bool) throws {
    let dead = project { _, run, count in
      count > 5 && run.wallSeconds == nil
        ? RunResult(observation: observation([tested("t1", .errored, path: "x")], exit: 1)) : nil
    }
    let many = (0..<30).map { mutant("k\($0)", in: code, "a < b", "a > b + \($0)") }
    let result = try run(campaign(many) { $0.stopsAtFirstKill = endsEarly }, in: dead)
    #expect(result.outcomes.count { $0.status == .void } == 10)
    #expect(result.outcomes.count { $0.status == .notRun } == 20)
    #expect(!result.isComplete)
    #expect(result.notices.count == 1)
  }

  // MARK: - Budget, interruption, jobs

  @Test func `a campaign without any budget left runs no trial and is incomplete`() throws {
    let result = try run(campaign([relational]) { $0.budgetSeconds = 0 }, in: project())
    #expect(result.outcomes.map(\.status) == [.notRun])
    #expect(result.outcomes[0].detail == "the budget was used up")
    #expect(!result.isComplete)
  }

  @Test func `a campaign that is interrupted keeps what it has and says that it is incomplete`()
    throws
  {
    let stop = Mutex(false)
    let result = try run(
      campaign([relational, constant]), in: project(), isInterrupted: { stop.withLock { $0 } },
      progress: { event in
        if case .trialEnded = event { stop.withLock { $0 = true } }
      })
    #expect(result.outcomes.map(\.status) == [.killed, .notRun])
    #expect(result.outcomes[1].detail == "interrupted")
    #expect(!result.isComplete)
  }

  @Test(arguments: [1, 2, 4])
  func `a campaign gives the same outcomes with any number of workers`(jobs: Int) throws {
    let mutants = (0..<12).map { number in
      number % 3 == 0
        ? mutant("m\(number)", in: code, "1", "\(number + 2)", function: "")
        : mutant("m\(number)", in: code, "a < b", "a > b + \(number)")
    }
    let result = try run(campaign(mutants, weaving: weaving) { $0.jobs = jobs }, in: project())
    let expected = (0..<12).map { $0 % 3 == 0 ? MutantStatus.survived : .killed }
    #expect(result.outcomes.map(\.status) == expected)
    #expect(result.outcomes.map(\.mutant) == mutants.map(\.id))
    #expect(result.jobs == jobs)
    #expect(result.isComplete)
  }

  @Test func `a campaign falls back to one worker when tests disagree side by side`() throws {
    let shared = Mutex(0)
    let sharing = project { text, run, count in
      guard run.wallSeconds != nil, !text.contains("a < b") else { return nil }
      // Every second trial of the same mutant ends differently, as with a shared port.
      let odd = shared.withLock { count in
        count += 1
        return count > 2
      }
      return odd
        ? RunResult(
          observation: observation(
            [tested("t1", path: "x"), tested("t2", .errored, path: "y")], exit: 1)) : nil
    }
    let mutants = (0..<2).map { mutant("k\($0)", in: code, "a < b", "a > b + \($0)") }
    let result = try run(campaign(mutants) { $0.jobs = 2 }, in: sharing)
    #expect(result.jobs == 1)
    #expect(
      result.notices == [
        "tests run side by side end differently than alone, so only one worker is used; "
          + "they share something: t1, t2"
      ])
    #expect(result.outcomes.map(\.killedBy) == [["t1"], ["t1"]])
  }
}
