import Glibc
import Mutation
import Processes
import Text

/// The hosts of one private copy.
struct Resident: ~Copyable {
  /// Has loaded the project: a mutant is put into its memory.
  private var collected = Attendance(stage: .collected)
  /// Has loaded nothing of the project: a mutant stands in its file.
  private var started = Attendance(stage: .started)

  /// Why mutants are no longer run in a host that loads them from their files.
  var obstacle: String? { started.obstacle }

  /// Ends the host that loads mutants from their files, for good.
  mutating func giveUp(_ reason: String) {
    started.giveUp(reason)
    started.leave()
  }

  mutating func leave() {
    collected.leave()
    started.leave()
  }

  // MARK: - Trials

  /// What the tests of `run` say of its mutant; nil when only a process that loads it can tell.
  mutating func observe(
    _ run: QuickRun, in place: PrivatePlace
  ) throws(SystemFailure) -> Observation? {
    let edit = run.mutant.edit
    let request = JSONText.object([
      ("tests", .array(run.tests.map { .string($0.id) })),
      ("first", .bool(run.stopsAtFirstFailure)),
      ("path", .string(run.mutant.path)),
      (
        "edit",
        .array([
          .int(Int(edit.range.start)), .int(Int(edit.range.end)), .int(edit.replacement.count),
        ])
      ),
    ])
    return try collected.observe(
      request, with: run.bytes, at: run.mutant.path, seconds: run.wallSeconds, in: place)
  }

  /// What the command shows that loads the project with a file replaced; nil when only the command
  /// from its start can tell.
  mutating func observe(
    _ forked: ForkedRun, in place: PrivatePlace
  ) throws(SystemFailure) -> Observation? {
    let run = forked.run
    let files = run.testFiles.map { JSONText.array($0.map { .string($0) }) }
    let request = JSONText.object([
      ("path", .string(forked.path)), ("files", files ?? .null),
      ("loads", .array(forked.loads.map { .string($0) })),
      ("first", .bool(run.stopsAtFirstFailure)),
    ])
    return try started.observe(
      request, with: forked.bytes, at: forked.path, seconds: run.wallSeconds, in: place)
  }

  // MARK: - Lone runs

  mutating func prepare(
    _ runs: LoneRuns, in place: PrivatePlace
  ) throws(SystemFailure) -> LoneResult {
    guard try collected.isReady(in: place) else { return LoneResult(obstacle: collected.obstacle) }
    for (path, bytes) in runs.woven.sorted(by: { $0.key < $1.key }) {
      try place.copy.withLock { (copy) throws(SystemFailure) in try copy.write(bytes, to: path) }
    }
    let result = try Resident.alone(runs, in: place)
    try place.restore()
    if let obstacle = result.obstacle { collected.giveUp(obstacle) }
    return result
  }

  private static func alone(
    _ runs: LoneRuns, in place: PrivatePlace
  ) throws(SystemFailure) -> LoneResult {
    var host = try Attendance.start(.collected, in: place, recordsReach: true)
    if let refusal = host.refusal { return LoneResult(obstacle: refusal) }
    var result = LoneResult()
    let request = place.request()
    let clock = ContinuousClock.now
    for test in runs.tests {
      let left = Duration.seconds(runs.wallSeconds) - (ContinuousClock.now - clock)
      guard left > .zero else {
        return LoneResult(obstacle: "running each test by itself takes too long")
      }
      try place.home.clear()
      try ResultFile.remove(request.resultsPath)
      let line = JSONText.object([
        ("tests", .array([.string(test.id)])), ("first", .bool(false)),
      ]).line
      guard case .ended(let ended) = host.ask(line, limits: place.limits(left / .seconds(1))) else {
        return LoneResult(obstacle: "\(test.id) cannot be run by itself")
      }
      let reading = place.observation(of: ended, request).reading
      let hasPassed = reading.results.contains { $0.id == test.id && $0.status == .passed }
      if !hasPassed || !ended.succeeded { result.dependent.append(test.id) }
    }
    result.reach = ResultFile.bytes(of: request.reachPath) ?? []
    return result
  }
}
