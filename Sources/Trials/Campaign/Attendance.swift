import Processes
import Text

/// One host of a private copy: started when it is first needed, and again when it was lost.
struct Attendance: ~Copyable {
  let stage: HostStage
  private var host: Host?
  /// Why it is not used any more.
  private(set) var obstacle: String?
  /// Hosts in a row that ended before they had answered twice.
  private var losses = 0
  /// What the present host has answered.
  private var answers = 0

  /// So many hosts may be lost before there is no further one.
  private static let mostLosses = 3

  init(stage: HostStage) { self.stage = stage }

  mutating func leave() { host = nil }

  mutating func giveUp(_ reason: String) { obstacle = obstacle ?? reason }

  /// What a run shows that is asked `request`, with `bytes` at `path`.
  ///
  /// Nil when there is no host, when it refuses, and when the bytes did not stay there. The copy is
  /// restored afterwards.
  mutating func observe(
    _ request: JSONText, with bytes: [UInt8], at path: String, seconds: Double?,
    in place: PrivatePlace
  ) throws(SystemFailure) -> Observation? {
    guard try isReady(in: place) else { return nil }
    let run = place.request()
    try place.clear(run)
    try place.copy.withLock { (copy) throws(SystemFailure) in try copy.write(bytes, to: path) }
    let ended = ask(request.line, place.limits(seconds))
    let isStillThere = place.bytes(path) == bytes
    let observation = ended.map { place.observation(of: $0, run) }
    try place.restore()
    guard let observation, isStillThere || observation.limit != nil else { return nil }
    return observation
  }

  private mutating func ask(_ line: String, _ limits: Limits) -> Ended? {
    let reply = host?.ask(line, limits: limits) ?? .gone
    var ended: Ended?
    if case .ended(let end) = reply {
      ended = end
      answers += 1
    }
    if answers > 1 { losses = 0 }
    guard let reason = host?.over else { return ended }
    host = nil
    // What ends at a limit is the mutant's doing.
    if answers <= 1, ended?.limit == nil { losses += 1 }
    answers = 0
    if losses >= Attendance.mostLosses { obstacle = "it ended \(losses) times in a row: \(reason)" }
    return ended
  }

  /// Starts the host on the copy as it is, unless one is there or none can be.
  mutating func isReady(in place: PrivatePlace) throws(SystemFailure) -> Bool {
    if obstacle != nil { return false }
    if host != nil { return true }
    let started = try Attendance.start(stage, in: place, recordsReach: false)
    obstacle = started.refusal
    if obstacle == nil {
      // What loading leaves behind would be missing, or twice there, for every child.
      let harmless = place.emptyFolders
      let changed = try place.restore()
      if let path = changed.first(where: { !harmless.contains($0) }) {
        obstacle = "loading the tests changes \(path)"
      }
      // What a start leaves there is there in no later run of a command either.
      if started.forks, let path = place.home.firstEntry {
        obstacle = "loading the tests leaves \(path)"
      }
    }
    guard obstacle == nil else { return false }
    host = consume started
    return true
  }

  static func start(
    _ stage: HostStage, in place: PrivatePlace, recordsReach: Bool
  ) throws(SystemFailure) -> Host {
    var request = place.request()
    request.stay = stage
    request.recordsReach = recordsReach
    try place.clear(request)
    return try Host(
      place.command(request, seconds: nil), forks: place.runner.hosts[stage]?.forks ?? true)
  }
}
