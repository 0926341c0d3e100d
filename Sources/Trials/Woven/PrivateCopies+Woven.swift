import Processes
import Synchronization

extension PrivateCopies {
  /// Makes one copy for all mutants, in which every worker runs with folders of its own.
  ///
  /// What tests write into it stays there, as it does in the user's tree.
  func openWoven(_ build: WovenBuild, workers: Int) throws(SystemFailure) -> WovenTree {
    _ = try scratch.folder("woven")
    let kept = try scratch.folder("woven/kept")
    let copy = try pristine.copy(to: "\(scratch.path)/woven/tree")
    var places: [PrivatePlace] = []
    for worker in 0..<workers {
      places.append(
        PrivatePlace(
          copy: copy, home: try WorkerHome(index: 1000 + worker, in: scratch),
          trial: try scratch.folder("woven/trial-\(worker)"), kept: kept, support: support,
          original: pristine.original, runner: runner, options: options))
    }
    let shop = WovenShop(build: build, copy: copy, places: places)
    return WovenTree(
      build: { files throws(SystemFailure) in try shop.make(files) },
      run: { worker, run throws(SystemFailure) in try shop.run(run, in: worker) })
  }
}

/// The woven copy on a machine.
private final class WovenShop: Sendable {
  private let build: WovenBuild
  private let copy: TreeCopy
  private let places: [PrivatePlace]
  private let programs = Mutex<[TestProgram]>([])
  private let written = Mutex<[String: [UInt8]]>([:])
  /// What the written files held at first; of a file of ours nothing.
  private let originals = Mutex<[String: [UInt8]?]>([:])

  init(build: WovenBuild, copy: TreeCopy, places: [PrivatePlace]) {
    self.build = build
    self.copy = copy
    self.places = places
  }

  func make(_ files: [String: [UInt8]]) throws(SystemFailure) -> WovenTree.Build {
    let view = WovenView(paths: copy.filePaths, read: { self.original($0) })
    let all = files.merging(build.helpers(files, view)) { _, helper in helper }
    for (path, bytes) in all.sorted(by: { $0.key < $1.key })
    where written.withLock({ $0[path] }) != bytes {
      let before = original(path)
      originals.withLock { $0[path] = .some(before) }
      // Build tools look at times of change in whole seconds or finer; a new file has a new one.
      try AtomicFile.write(bytes, to: "\(copy.path)/\(path)", isDurable: false)
      written.withLock { $0[path] = bytes }
    }
    let place = places[0]
    let request = place.request()
    try place.clear(request)
    let ended = try place.command(build.build(request), request, seconds: nil).run()
    let artifacts = RunArtifacts(
      root: copy.path, exitCode: ended.ending == .exited(0) ? 0 : 1,
      results: ResultFile.bytes(of: request.resultsPath), output: ended.output.bytes)
    let succeeded = ended.ending == .exited(0) && ended.limit == nil
    if succeeded {
      let found = build.programs(artifacts, request)
      programs.withLock { $0 = found }
    }
    return WovenTree.Build(
      succeeded: succeeded, errors: succeeded ? [] : build.errors(artifacts), limit: ended.limit,
      output: PrivatePlace.tail(ended.output.bytes), milliseconds: ended.wallMilliseconds)
  }

  private func original(_ path: String) -> [UInt8]? {
    originals.withLock { $0[path] } ?? (try? copy.bytes(of: path))
  }

  /// Runs the programs one after the other, until one fails where that is asked for.
  func run(_ run: WovenTree.Run, in worker: Int) throws(SystemFailure) -> RunResult {
    let place = places[worker]
    var request = place.request()
    try place.clear(request)
    request.recordsReach = run.recordsReach
    request.stopsAtFirstFailure = run.stopsAtFirstFailure
    let started = ContinuousClock.now
    var sum: Observation?
    for step in build.runs(run.tests, programs.withLock { $0 }, request) {
      var call = step.invocation
      call.directory = step.program.directory
      if let mutant = run.mutant { call.environment[WovenBuild.choice] = String(mutant) }
      try ResultFile.remove(request.resultsPath)
      let spent = (ContinuousClock.now - started) / .milliseconds(1) / 1000
      let left = run.wallSeconds.map { max(0.1, $0 - spent) }
      let ended = try place.command(call, request, seconds: left).run()
      let artifacts = RunArtifacts(
        root: copy.path, exitCode: ended.ending == .exited(0) ? 0 : 1,
        results: ResultFile.bytes(of: request.resultsPath), output: ended.output.bytes)
      let observation = Observation(
        ending: ended.ending, limit: ended.limit,
        reading: build.reading(step.program, artifacts),
        output: PrivatePlace.tail(ended.output.bytes), milliseconds: ended.wallMilliseconds,
        cpuMilliseconds: ended.cpuMilliseconds, peakBytes: ended.peakBytes, leaked: ended.leaked)
      sum = sum.map { $0.joined(with: observation) } ?? observation
      if ended.limit != nil || run.stopsAtFirstFailure && !observation.succeeded { break }
    }
    let nothing = Observation(ending: .exited(0), reading: RunReading(isComplete: true))
    return RunResult(
      observation: sum ?? nothing,
      reach: run.recordsReach ? ResultFile.bytes(of: request.reachPath) ?? [] : nil)
  }
}

extension Observation {
  /// Both runs as one; it succeeded when both did.
  fileprivate func joined(with next: Observation) -> Observation {
    var sum = self
    if succeeded { sum.ending = next.ending }
    sum.limit = limit ?? next.limit
    sum.reading = RunReading(
      results: reading.results + next.reading.results,
      troubles: reading.troubles + next.reading.troubles,
      isComplete: reading.isComplete && next.reading.isComplete)
    sum.output = succeeded ? next.output : output
    sum.milliseconds += next.milliseconds
    sum.cpuMilliseconds += next.cpuMilliseconds
    sum.peakBytes = max(peakBytes, next.peakBytes)
    sum.leaked += next.leaked
    return sum
  }
}
