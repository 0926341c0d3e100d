import Glibc
import Mutation
import Processes
import Text

/// The host of one private copy: it has loaded the project, and forks for each mutant.
struct Resident: ~Copyable {
  private var host: Host?
  /// Why it is not used any more.
  private var obstacle: String?
  private var losses = 0

  /// So many hosts may be lost before there is no further one.
  private static let mostLosses = 3

  mutating func leave() { host = nil }

  // MARK: - Trials

  /// What the tests of `run` say of its mutant; nil when only the plain command can tell.
  mutating func observe(
    _ run: QuickRun, in place: PrivatePlace
  ) throws(SystemFailure) -> Observation? {
    guard try isReady(in: place) else { return nil }
    let request = place.request()
    try place.clear(request)
    let (path, edit) = (run.mutant.path, run.mutant.edit)
    try place.copy.withLock { (copy) throws(SystemFailure) in try copy.write(run.bytes, to: path) }
    let line = JSONText.object([
      ("tests", .array(run.tests.map { .string($0.id) })),
      ("first", .bool(run.stopsAtFirstFailure)),
      ("path", .string(path)),
      (
        "edit",
        .array([
          .int(Int(edit.range.start)), .int(Int(edit.range.end)), .int(edit.replacement.count),
        ])
      ),
    ]).line
    let ended = ask(line, place.limits(run.wallSeconds))
    let isStillThere = place.bytes(path) == run.bytes
    let observation = ended.map { place.observation(of: $0, request) }
    try place.restore()
    guard let observation, isStillThere || observation.limit != nil else { return nil }
    return observation
  }

  private mutating func ask(_ line: String, _ limits: Limits) -> Ended? {
    switch host?.ask(line, limits: limits) {
    case .ended(let ended)?:
      losses = 0
      return ended
    case .refused?: return nil
    case .gone?, nil:
      host = nil
      losses += 1
      if losses >= Resident.mostLosses { obstacle = "it ended \(losses) times in a row" }
      return nil
    }
  }

  /// Starts the host on the copy as it is, unless one is there or none can be.
  private mutating func isReady(in place: PrivatePlace) throws(SystemFailure) -> Bool {
    if obstacle != nil { return false }
    if host != nil { return true }
    let started = try Resident.start(in: place, recordsReach: false)
    obstacle = started.refusal
    if obstacle == nil {
      // What loading leaves behind would be missing, or twice there, for every child.
      let harmless = place.emptyFolders
      let changed = try place.restore()
      if let path = changed.first(where: { !harmless.contains($0) }) {
        obstacle = "loading the tests changes \(path)"
      }
      if let path = place.home.firstEntry { obstacle = "loading the tests leaves \(path)" }
    }
    guard obstacle == nil else { return false }
    host = consume started
    return true
  }

  private static func start(
    in place: PrivatePlace, recordsReach: Bool
  ) throws(SystemFailure) -> Host {
    var request = place.request()
    request.isResident = true
    request.recordsReach = recordsReach
    try place.clear(request)
    return try Host(place.command(request, seconds: nil))
  }

  // MARK: - Lone runs

  mutating func prepare(
    _ runs: LoneRuns, in place: PrivatePlace
  ) throws(SystemFailure) -> LoneResult {
    guard try isReady(in: place) else { return LoneResult(obstacle: obstacle) }
    for (path, bytes) in runs.woven.sorted(by: { $0.key < $1.key }) {
      try place.copy.withLock { (copy) throws(SystemFailure) in try copy.write(bytes, to: path) }
    }
    let result = try Resident.alone(runs, in: place)
    try place.restore()
    obstacle = obstacle ?? result.obstacle
    return result
  }

  private static func alone(
    _ runs: LoneRuns, in place: PrivatePlace
  ) throws(SystemFailure) -> LoneResult {
    var host = try start(in: place, recordsReach: true)
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
