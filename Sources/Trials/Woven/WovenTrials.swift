import Mutation
import Processes
import Synchronization

/// What the controls of a woven tree found: which mutants may be run in it, and by which tests.
struct WovenReach: Sendable {
  var reach: Reach
  /// The places of woven mutants, by id.
  var places: [String: Int]
  /// Ids of tests that fail when they run alone; they count only in runs of the whole suite.
  var dependent: Set<String>
  /// How long each test's unit took when it ran alone, shared among its tests.
  var milliseconds: [String: Double]
}

/// The controls of a woven tree, and its trials.
struct WovenTrials: Sendable {
  let campaign: Campaign
  let build: WovenBuild
  let tree: WovenTree
  let baseline: Baseline
  let levels: [String: WeavingLevel]
  let workers: Int

  /// Runs the woven suite without a chosen mutant; nil when the tool was asked to stop meanwhile.
  func noOp(_ worker: Int) throws(SystemFailure) -> Control? {
    let tests = build.isPart ? baseline.tests.filter { held.contains($0.id) } : nil
    let run = try tree.run(worker, WovenTree.Run(tests: tests)).observation
    if run.limit == .interruption { return nil }
    let left = Set(baseline.tests.filter(build.leavesTests).map(\.id))
    let difference = baseline.difference(from: run, leaving: left)?.cutForMessage
    return Control(
      kind: .noOp, held: difference == nil,
      detail: difference ?? "the suite ends as before without any mutant",
      testsRun: run.reading.results.count, milliseconds: run.milliseconds)
  }

  /// The passing tests that the test programs hold.
  private var held: Set<String> {
    Set(
      baseline.tests.filter { baseline.passing.contains($0.id) && !build.leavesTests($0) }
        .map(\.id))
  }

  // MARK: Reach

  /// Runs every unit of the suite alone.
  func reach(isOver: @escaping @Sendable () -> Bool) throws(SystemFailure) -> WovenReach? {
    let held = held
    let tests = baseline.tests.filter { held.contains($0.id) }
    var order: [String] = []
    var units: [String: [TestResult]] = [:]
    for test in tests {
      let unit = build.unit(test)
      if units[unit] == nil { order.append(unit) }
      units[unit, default: []].append(test)
    }
    let groups = order.map { units[$0] ?? [] }
    let next = Mutex(0)
    let found = Threads.map(workers) { worker -> Result<[Alone], SystemFailure> in
      var mine: [Alone] = []
      while !isOver() {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < groups.count else { break }
        do throws(SystemFailure) {
          mine.append(try alone(groups[index], at: index, worker))
        } catch {
          return .failure(error)
        }
      }
      return .success(mine)
    }
    var places: [Int: Set<String>] = [:]
    var dependent: Set<String> = []
    var milliseconds: [String: Double] = [:]
    for part in found {
      for unit in try part.get() {
        let ids = groups[unit.index].map(\.id)
        if !unit.passed { dependent.formUnion(ids) }
        for place in unit.places { places[place, default: []].formUnion(ids) }
        for id in ids { milliseconds[id] = Double(unit.milliseconds) / Double(ids.count) }
      }
    }
    if isOver() { return nil }
    let numbers = Weaver.numbers(campaign.plan)
    return WovenReach(
      reach: Reach(tests: places, paths: baseline.pathsByTest),
      places: levels.keys.reduce(into: [:]) { $0[$1] = numbers[$1] }, dependent: dependent,
      milliseconds: milliseconds)
  }

  /// What a unit did when it ran alone.
  private struct Alone: Sendable {
    var index: Int
    var places: Set<Int>
    var passed: Bool
    var milliseconds: Int
  }

  private func alone(
    _ tests: [TestResult], at index: Int, _ worker: Int
  ) throws(SystemFailure) -> Alone {
    // What one unit takes is not known before; the whole suite bounds it.
    let bound = campaign.options.timeFactor * Double(baseline.slowestMilliseconds) / 1000
    var run = WovenTree.Run(
      tests: tests, wallSeconds: campaign.options.floorSeconds * 5 + bound)
    run.recordsReach = true
    let result = try tree.run(worker, run)
    let lines = (result.reach ?? []).split(separator: 10)
    let places = Set(lines.compactMap { Int(String(decoding: $0, as: UTF8.self)) })
    let passed = Set(
      result.observation.reading.results.filter { $0.status == .passed }.map(\.id))
    return Alone(
      index: index, places: places, passed: tests.allSatisfy { passed.contains($0.id) },
      milliseconds: result.observation.milliseconds)
  }

  // MARK: Trials

  /// The quick way of one worker.
  func quick(
    _ worker: Int, dependent: Set<String>
  ) -> @Sendable (QuickRun) throws(SystemFailure) -> Observation? {
    let numbers = Weaver.numbers(campaign.plan)
    return { [self] request throws(SystemFailure) in
      guard levels[request.mutant.id] != nil, let number = numbers[request.mutant.id] else {
        return nil
      }
      let tests = request.tests.filter { !build.leavesTests($0) }
      // What cannot run by itself is run by the command.
      guard tests.count == request.tests.count, dependent.isDisjoint(with: tests.map(\.id)) else {
        return nil
      }
      var run = WovenTree.Run(mutant: number, tests: tests, wallSeconds: request.wallSeconds)
      run.stopsAtFirstFailure = request.stopsAtFirstFailure
      return try tree.run(worker, run).observation
    }
  }
}
