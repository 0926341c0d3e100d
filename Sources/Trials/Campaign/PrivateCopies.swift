import Mutation
import Processes
import Synchronization
import Text

/// The private copies of a tree, and how a runner's command is run in one of them.
struct PrivateCopies: Sendable {
  /// Tells two states of the tree apart, and two commands, seeds and versions.
  let planHash: String
  let scratch: ScratchDirectory
  let pristine: PristineTree
  let support: String
  let runner: Runner
  let options: CampaignOptions

  init(root: String, campaign: Campaign) throws(SystemFailure) {
    runner = campaign.runner
    options = campaign.options
    ScratchDirectory.sweepLeftovers(below: options.scratch)
    scratch = try ScratchDirectory(below: options.scratch)
    var rules = CopyRules()
    rules.leftOut = options.leftOut.union(runner.leftOut)
    pristine = try PristineTree(of: root, in: scratch, copies: max(1, options.jobs), rules: rules)
    support = try scratch.folder("support")
    for file in runner.support {
      let folders = file.path.split(separator: "/").dropLast()
      for count in folders.indices {
        _ = try scratch.folder("support/" + folders[...count].joined(separator: "/"))
      }
      try AtomicFile.write(Array(file.text.utf8), to: "\(support)/\(file.path)", isDurable: false)
    }
    let sources = campaign.sources.keys.sorted().joined(separator: "\n") + "\n"
    try AtomicFile.write(Array(sources.utf8), to: "\(support)/sources", isDurable: false)
    planHash = try PrivateCopies.hash(of: pristine.path, campaign)
  }

  private static func hash(of path: String, _ campaign: Campaign) throws(SystemFailure) -> String {
    let manifest = try TreeManifest(of: path, without: CopyRules().dependencies)
    var hash = StableHash()
    for (path, entry) in manifest.entries.sorted(by: { $0.key.text < $1.key.text })
    where entry.kind != .folder {
      hash.combine(field: path.text)
      hash.combine(field: "\(entry.content) \(entry.mode)")
    }
    for word in campaign.runner.command { hash.combine(field: word) }
    hash.combine(field: String(campaign.plan.seed))
    hash.combine(field: campaign.options.toolVersion)
    return hash.text
  }

  /// Makes the copy and the home of one worker.
  func open(_ index: Int) throws(SystemFailure) -> Workplace {
    let home = try WorkerHome(index: index, in: scratch)
    let worker = "worker-\(index)"
    let place = PrivatePlace(
      copy: try pristine.copy(to: "\(scratch.path)/\(worker)/tree"), home: home,
      trial: try scratch.folder("\(worker)/trial"), kept: try scratch.folder("\(worker)/kept"),
      support: support, original: pristine.original, runner: runner, options: options)
    return place.workplace
  }
}

/// One private copy with the folders that its runs use.
final class PrivatePlace: Sendable {
  private let copy: Mutex<TreeCopy>
  let root: String
  private let home: WorkerHome
  /// For the files that a run writes for us.
  private let trial: String
  /// For what a runner may keep from run to run.
  private let kept: String
  private let support: String
  private let runner: Runner
  private let options: CampaignOptions
  private let environment: [String: String]

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
    Workplace(
      read: { path in self.copy.withLock { try? $0.bytes(of: path) } },
      write: { path, bytes throws(SystemFailure) in
        try self.copy.withLock { (copy) throws(SystemFailure) in try copy.write(bytes, to: path) }
      },
      restore: { () throws(SystemFailure) in
        try self.copy.withLock { (copy) throws(SystemFailure) in
          try copy.restore(freshly: self.runner.buildsByTime)
        }
      },
      run: { run throws(SystemFailure) in try self.run(run) },
      close: {})
  }

  private func run(_ run: TestRun) throws(SystemFailure) -> RunResult {
    var request = try request(for: run.testFiles)
    request.recordsReach = run.recordsReach
    request.stopsAtFirstFailure = run.stopsAtFirstFailure
    let results = runner.resultFile.map { "\(root)/\($0)" } ?? request.resultsPath
    let ended = try execute(runner.invocation(request), request, seconds: run.wallSeconds)
    let artifacts = RunArtifacts(
      root: root, exitCode: ended.ending == .exited(0) ? 0 : 1,
      results: ResultFile.bytes(of: results), output: ended.output.bytes)
    let observation = Observation(
      ending: ended.ending, limit: ended.limit, reading: runner.reading(artifacts),
      output: PrivatePlace.tail(ended.output.bytes), milliseconds: ended.wallMilliseconds,
      cpuMilliseconds: ended.cpuMilliseconds, peakBytes: ended.peakBytes, leaked: ended.leaked)
    return RunResult(
      observation: observation,
      reach: run.recordsReach ? ResultFile.bytes(of: request.reachPath) ?? [] : nil)
  }

  /// Runs one command in this place; nil seconds stand for the limit of the options.
  func execute(
    _ call: Invocation, _ request: RunRequest, seconds: Double?
  ) throws(SystemFailure) -> Ended {
    var variables = environment.merging(call.environment) { _, ours in ours }
    for (name, prefix) in call.prefixes {
      let rest = environment[name] ?? ""
      variables[name] = rest.isEmpty ? String(prefix.dropLast()) : prefix + rest
    }
    variables["TOCSIN_RESULTS"] = request.resultsPath
    if request.recordsReach { variables["TOCSIN_REACH"] = request.reachPath }
    var limits = options.limits
    if let seconds { limits.wallSeconds = seconds }
    return try Command(
      arguments: call.arguments, directory: call.directory ?? root, environment: variables,
      limits: limits, isolation: options.isolation, writable: [root, home.path],
      errors: .withOutput, outputFolder: trial
    ).run()
  }

  /// A request for a run here; what earlier runs left for us is removed.
  func request(for tests: [String]? = nil) throws(SystemFailure) -> RunRequest {
    let request = RunRequest(
      root: root, support: support, scratch: trial, temporary: home.temporaryFolder, kept: kept,
      testFiles: tests)
    try home.clear()
    let results = runner.resultFile.map { "\(root)/\($0)" } ?? request.resultsPath
    for path in [results, request.reachPath] { try ResultFile.remove(path) }
    return request
  }

  /// The end of what was printed, for people.
  static func tail(_ output: [UInt8]) -> String {
    String(decoding: output.suffix(2000), as: UTF8.self)
  }
}
