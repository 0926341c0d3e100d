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

  /// All tests together may take so many times their baseline when each runs by itself.
  private static let loneFactor = 3.0
  private static let loneSeconds = (floor: 10.0, perTest: 0.02)

  /// Runs every test by itself, shared out to all copies; what it reaches then, or why the quick
  /// way cannot be taken.
  func alone(
    _ baseline: Baseline, _ reach: Reach, in workplaces: [Workplace]
  ) throws(SystemFailure) -> (reach: Reach, obstacle: String?) {
    let tests = baseline.tests.filter { baseline.passing.contains($0.id) }
    let milliseconds = tests.reduce(0) { $0 + $1.milliseconds }
    let seconds =
      Controls.loneSeconds.floor + Controls.loneSeconds.perTest * Double(tests.count)
      + Controls.loneFactor * milliseconds / 1000
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
