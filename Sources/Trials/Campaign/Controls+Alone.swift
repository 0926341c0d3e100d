import Processes
import Text

extension Controls {
  /// The files of the plan with every place reporting itself.
  var woven: [String: [UInt8]] {
    let loads = campaign.loadPlaces
    return Dictionary(
      uniqueKeysWithValues: campaign.sources.map { path, bytes in
        let record = loads[path].map(campaign.toolchain.loadRecord) ?? ""
        return (path, bytes.applying(campaign.weaving.edits[path] ?? []) + Array(record.utf8))
      })
  }

  /// What all tests may take when each runs by itself: so many baselines, and so much for each.
  private static let loneLimit = (floor: 10.0, baselines: 3.0, perTest: 0.5)
  /// The share of a budget that they may take.
  private static let loneShare = 0.25

  /// Runs every test by itself, shared out to all copies; what it reaches then, or why the quick
  /// way cannot be taken.
  func alone(
    _ baseline: Baseline, _ reach: Reach, in workplaces: [Workplace]
  ) throws(SystemFailure) -> (reach: Reach, obstacle: String?) {
    let tests = baseline.passingTests
    let limit = Controls.loneLimit
    let seconds = min(
      limit.floor + limit.perTest * Double(tests.count)
        + limit.baselines * Double(baseline.slowestMilliseconds) / 1000,
      campaign.options.budgetSeconds.map { Double($0) * Controls.loneShare } ?? .infinity)
    let woven = woven
    let runs = Threads.map(workplaces.count) { index in
      Result { () throws(SystemFailure) in
        let share = stride(from: index, to: tests.count, by: workplaces.count).map { tests[$0] }
        return try workplaces[index].prepareQuick?(
          LoneRuns(woven: woven, tests: share, wallSeconds: seconds))
      }
    }
    var bytes: [UInt8] = []
    var dependent: Set<String> = []
    for run in runs {
      guard let result = try run.get() else { return (reach, nil) }
      if let obstacle = result.obstacle { return (reach, obstacle) }
      bytes += result.reach
      dependent.formUnion(result.dependent)
    }
    var whole = reach
    whole.add(alone: Reach(bytes, paths: baseline.pathsByTest), dependent: dependent)
    return (whole, nil)
  }
}
