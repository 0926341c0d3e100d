import Mutation
import Processes
import Synchronization
import Text

/// One private copy with the folders that its runs use.
final class PrivatePlace: Sendable {
  let copy: Mutex<TreeCopy>
  let root: String
  let home: WorkerHome
  /// For the files that a run writes for us.
  private let trial: String
  /// For what a runner may keep from run to run.
  private let kept: String
  private let support: String
  let runner: Runner
  private let options: CampaignOptions
  private let environment: [String: String]
  private let resident = Mutex(Resident())

  init(
    copy: TreeCopy, home: WorkerHome, trial: String, kept: String, support: String,
    original: String, runner: Runner, options: CampaignOptions
  ) {
    self.copy = Mutex(copy)
    root = copy.path
    self.home = home
    self.trial = trial
    self.kept = kept
    self.support = support
    self.runner = runner
    self.options = options
    var variables = home.environment(
      from: EnvironmentRules.inherited, rules: EnvironmentRules(), copy: copy, original: original)
    variables.merge(options.environment) { _, users in users }
    variables["TOCSIN_SOURCES"] = "\(support)/sources"
    environment = variables
  }

  var workplace: Workplace {
    var place = Workplace(
      read: bytes,
      write: { path, bytes throws(SystemFailure) in
        try self.copy.withLock { (copy) throws(SystemFailure) in try copy.write(bytes, to: path) }
      },
      restore: { () throws(SystemFailure) in try self.restore() },
      run: { run throws(SystemFailure) in try self.run(run) },
      close: { self.resident.withLock { $0.leave() } })
    place.identity = { () throws(SystemFailure) in try self.identity() }
    if runner.hosts[.collected] != nil {
      place.quick = { run throws(SystemFailure) in
        try self.resident.withLock { (resident) throws(SystemFailure) in
          try resident.observe(run, in: self)
        }
      }
      place.prepareQuick = { runs throws(SystemFailure) in
        try self.resident.withLock { (resident) throws(SystemFailure) in
          try resident.prepare(runs, in: self)
        }
      }
    }
    if runner.hosts[.started] != nil {
      place.fork = { run throws(SystemFailure) in
        try self.resident.withLock { (resident) throws(SystemFailure) in
          try resident.observe(run, in: self)
        }
      }
      place.leave = { reason in self.resident.withLock { $0.giveUp(reason) } }
      place.obstacle = { self.resident.withLock { $0.obstacle } }
    }
    return place
  }

  func bytes(_ path: String) -> [UInt8]? { copy.withLock { try? $0.bytes(of: path) } }

  /// Folders at the copy's root that hold nothing, such as a tool makes for what may come.
  var emptyFolders: Set<String> { TreeCopy.emptyFolders(root) }

  @discardableResult
  func restore() throws(SystemFailure) -> [String] {
    try copy.withLock { (copy) throws(SystemFailure) in
      try copy.restore(freshly: runner.buildsByTime)
    }
  }

  private func run(_ run: TestRun) throws(SystemFailure) -> RunResult {
    var request = request(run.testFiles)
    request.recordsReach = run.recordsReach
    request.stopsAtFirstFailure = run.stopsAtFirstFailure
    try clear(request)
    let ended = try command(request, seconds: run.wallSeconds).run()
    return RunResult(
      observation: observation(of: ended, request),
      reach: run.recordsReach ? ResultFile.bytes(of: request.reachPath) ?? [] : nil)
  }

  /// What the runner says of its toolchain, and which program its command starts.
  private func identity() throws(SystemFailure) -> String {
    var hash = StableHash()
    hash.combine(field: options.isolation.rawValue)
    let request = request()
    let whole = command(Invocation(arguments: runner.command), request, seconds: nil)
    if let program = whole.foreignProgram {
      hash.combine(field: "\(program.size) \(program.modified)")
    }
    if let call = runner.identity {
      try clear(request)
      let ended = try command(call(request), request, seconds: nil).run()
      hash.combine(ended.output.bytes)
      try restore()
    }
    return hash.text
  }

  func request(_ testFiles: [String]? = nil) -> RunRequest {
    var request = RunRequest(
      root: root, support: support, scratch: trial, temporary: home.temporaryFolder, kept: kept,
      testFiles: testFiles)
    request.recordsEntered = options.reuses
    return request
  }

  /// Where the command writes its results.
  private func results(_ request: RunRequest) -> String {
    runner.resultFile.map { "\(root)/\($0)" } ?? request.resultsPath
  }

  /// Removes what an earlier run has left.
  func clear(_ request: RunRequest) throws(SystemFailure) {
    try home.clear()
    for path in [results(request), request.reachPath] { try ResultFile.remove(path) }
  }

  func command(_ request: RunRequest, seconds: Double?) -> Command {
    command(runner.invocation(request), request, seconds: seconds)
  }

  /// Any command in this place; nil seconds stand for the limit of the options.
  func command(_ call: Invocation, _ request: RunRequest, seconds: Double?) -> Command {
    var variables = environment.merging(call.environment) { _, ours in ours }
    for (name, prefix) in call.prefixes {
      let rest = environment[name] ?? ""
      variables[name] = rest.isEmpty ? String(prefix.dropLast()) : prefix + rest
    }
    variables["TOCSIN_RESULTS"] = request.resultsPath
    if request.recordsReach { variables["TOCSIN_REACH"] = request.reachPath }
    return Command(
      arguments: call.arguments, directory: call.directory ?? root, environment: variables,
      limits: limits(seconds),
      isolation: options.isolation, writable: [root, home.path, trial, kept], errors: .withOutput,
      outputFolder: trial)
  }

  func limits(_ seconds: Double?) -> Limits {
    var limits = options.limits
    if let seconds { limits.wallSeconds = seconds }
    return limits
  }

  func observation(of ended: Ended, _ request: RunRequest) -> Observation {
    let artifacts = RunArtifacts(
      root: root, exitCode: ended.ending == .exited(0) ? 0 : 1,
      results: ResultFile.bytes(of: results(request)), output: ended.output.bytes)
    return Observation(
      ending: ended.ending, limit: ended.limit, reading: runner.reading(artifacts),
      output: PrivatePlace.tail(ended.output.bytes), milliseconds: ended.wallMilliseconds,
      cpuMilliseconds: ended.cpuMilliseconds, peakBytes: ended.peakBytes, leaked: ended.leaked)
  }

  /// The end of what was printed, for people.
  static func tail(_ output: [UInt8]) -> String {
    String(decoding: output.suffix(2000), as: UTF8.self)
  }
}
