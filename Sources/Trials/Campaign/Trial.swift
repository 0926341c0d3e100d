import Mutation
import Processes
import Text

/// How one trial ended.
enum TrialEnd: Sendable {
  case outcome(Outcome)
  /// A limit was hit; the trial must be repeated alone.
  case timedOut
  case interrupted
}

/// Runs the tests with one mutant in place, and judges what it sees.
struct Trial: Sendable {
  let campaign: Campaign
  let baseline: Baseline
  /// Test files whose failures go unnoticed.
  let blind: Set<String>
  /// Ids of the tests that count as evidence in a run of the whole suite.
  let evidence: Set<String>
  /// Nil when it is not known which places the tests come by.
  var reach: Reach?
  /// The limit of one run.
  let seconds: Double
  /// The place by which each mutant's reach is known, by the mutant's id.
  let places: [String: Int]
  /// The place at which a failure can be planted, by the mutant's id.
  let probePlaces: [String: Int]
  /// The report's word for the way that runs mutants quickly; nil when none is to be taken.
  var quickMode: String?
  /// How what the command would run is run by a host that has loaded nothing; nil when it is not.
  var loading: HostWay?
  /// Whether tests may reach places that `reach` knows nothing of.
  var reachIsPartial = false
  /// Whether reach was found by running what is woven.
  var isWoven = false
  /// How long tests take by the quick way, by id, where that was measured.
  var milliseconds: [String: Double] = [:]
  /// Whether it is over with the first test that kills.
  var stopsAtFirstKill: Bool

  init(
    campaign: Campaign, baseline: Baseline, blind: Set<String>, reach: Reach?, seconds: Double,
    places: [String: Int]? = nil
  ) {
    self.campaign = campaign
    self.baseline = baseline
    self.blind = blind
    evidence = baseline.expected(in: nil, without: blind)
    self.reach = reach
    self.seconds = seconds
    stopsAtFirstKill = campaign.options.stopsAtFirstKill
    probePlaces = Trial.places(campaign)
    self.places = places ?? probePlaces
  }

  /// A mutant that could not be woven borrows the place of one in the same function; code that runs
  /// once, while its file is loaded, has the place where the loading ends.
  private static func places(_ campaign: Campaign) -> [String: Int] {
    var byFunction: [String: Int] = [:]
    let key = { (mutant: Mutant) in
      "\(mutant.path):\(mutant.functionRange.start)-\(mutant.functionRange.end)"
    }
    for mutant in campaign.plan.chosen where !mutant.function.isEmpty {
      if let place = campaign.weaving.places[mutant.id], byFunction[key(mutant)] == nil {
        byFunction[key(mutant)] = place
      }
    }
    var places = campaign.weaving.places
    let loads = campaign.loadPlaces
    for mutant in campaign.plan.chosen where places[mutant.id] == nil {
      let isLoadTime =
        campaign.toolchain.runsWhenLoaded
        && (mutant.function.isEmpty || campaign.weaving.edits[mutant.path] != nil)
      let sibling = mutant.function.isEmpty ? nil : byFunction[key(mutant)]
      places[mutant.id] = sibling ?? (isLoadTime ? loads[mutant.path] : nil)
    }
    return places
  }

  /// Whether any way is taken that is faster than the command from its start.
  var isQuick: Bool { quickMode != nil || loading != nil }

  /// As it is, but that no process runs a mutant after others.
  var anew: Trial {
    var trial = self
    if loading?.forks == false { trial.loading = nil }
    return trial
  }

  /// Judges `mutant` in `place`; `alone` doubles the limit and makes a timeout final.
  func run(
    _ mutant: Mutant, in workplace: Workplace, alone: Bool
  ) throws(SystemFailure) -> TrialEnd {
    var outcome = Outcome(mutant: mutant.id, status: .survived)
    if !campaign.functions.isEmpty { outcome.trace = [] }
    var files: [String]?
    let place = places[mutant.id]
    if let reach, let place {
      guard reach.isReached(place) || reachIsPartial else {
        outcome.status = .notReached
        return .outcome(outcome)
      }
      outcome.reachedBy = (reach.tests[place] ?? []).sorted()
      if campaign.runner.selectsTestFiles, !campaign.options.runsFullMatrix {
        files = reach.chosenFiles(for: place)
      }
    }
    guard let pristine = campaign.sources[mutant.path],
      Int(mutant.edit.range.end) <= pristine.count
    else {
      outcome.status = .invalid
      outcome.detail = "its place is not in the file that was read"
      return .outcome(outcome)
    }
    let mutated = pristine.applying([mutant.edit])
    let limit = alone ? seconds * 2 : seconds
    if let end = try quickly(mutant, mutated, outcome, in: workplace, alone: alone) { return end }
    var finding = try observe(
      mutated, of: mutant, files: files, seconds: limit, in: workplace, into: &outcome)
    let isWhole = files == nil || files == baseline.testFiles
    if finding == .passed, !isWhole, campaign.options.confirmsSurvivors {
      finding = try observe(
        mutated, of: mutant, files: nil, seconds: limit, in: workplace, into: &outcome)
    }
    return try judge(
      finding, of: mutant, outcome, in: workplace, alone: alone, seconds: limit)
  }

  func judge(
    _ finding: Finding, of mutant: Mutant, _ outcome: Outcome, in workplace: Workplace,
    alone: Bool, seconds: Double
  ) throws(SystemFailure) -> TrialEnd {
    var outcome = outcome
    switch finding {
    case .interrupted: return .interrupted
    case .killed(let tests, let byAssertion):
      outcome.status = .killed
      outcome.by = byAssertion.isEmpty ? .crash : .assertion
      outcome.killedBy = tests
      outcome.killedByAssertion = byAssertion
      if !outcome.reachedBy.isEmpty {
        outcome.reachedBy = Set(outcome.reachedBy).union(tests).sorted()
        outcome.met = outcome.met.map { Set($0).union(tests).sorted() }
      }
    case .timeout(let detail):
      guard alone else { return .timedOut }
      (outcome.status, outcome.detail) = (.timeout, detail)
    case .memory(let detail): (outcome.status, outcome.detail) = (.memory, detail)
    case .invalid(let detail): (outcome.status, outcome.detail) = (.invalid, detail)
    case .unattributed(let detail): (outcome.status, outcome.detail) = (.unattributed, detail)
    case .suspicious(let detail): (outcome.status, outcome.detail) = (.suspicious, detail)
    case .flaky(let tests):
      outcome.status = .flaky
      outcome.detail = "only flaky tests failed: \(tests.joined(separator: ", "))"
    case .passed:
      guard let isReached = isReached(mutant) else {
        return try probe(mutant, outcome, in: workplace, seconds: seconds)
      }
      if !isReached {
        outcome.status = .notReached
        if places[mutant.id] == nil { outcome.detail = "no test gets to any mutant beside it" }
      }
    }
    return .outcome(outcome)
  }

  /// Whether a test gets to `mutant`; nil when only a probe can tell, as where tests that do not run
  /// by themselves may get there.
  private func isReached(_ mutant: Mutant) -> Bool? {
    guard let reach else { return nil }
    let place = places[mutant.id]
    guard place != nil || isWoven else { return nil }
    let isReached = place.map { reach.isReached($0) } ?? isReachedNearby(mutant)
    return !isReached && reachIsPartial ? nil : isReached
  }

  /// One run with `bytes` in place of the mutant's file; they must still be there when it has ended.
  func observe(
    _ bytes: [UInt8], of mutant: Mutant, files: [String]?, seconds: Double,
    in workplace: Workplace, into outcome: inout Outcome
  ) throws(SystemFailure) -> Finding {
    let path = mutant.path
    var run = TestRun(testFiles: files, wallSeconds: seconds)
    run.stopsAtFirstFailure = stopsAtFirstKill
    var seen: Observation?
    if loading != nil, let fork = workplace.fork {
      seen = try fork(
        ForkedRun(path: path, bytes: bytes, run: run, loads: files ?? baseline.testFiles))
    }
    outcome.mode = seen == nil ? "patched" : loading?.mode ?? ""
    if seen == nil { seen = try observe(bytes, at: path, run, in: workplace) }
    guard let observation = seen else {
      return .suspicious("the tests themselves changed \(path)")
    }
    outcome.milliseconds += observation.milliseconds
    outcome.trace = outcome.trace.joined(with: trace(of: observation, mutant))
    let expected = files == nil ? evidence : baseline.expected(in: files, without: blind)
    let finding = Finding(
      observation, expected: expected, flaky: baseline.flaky, namesTests: baseline.namesTests)
    let ran = Set(observation.reading.results.map(\.id))
    switch finding {
    case .killed where !finding.isCrash || !stopsAtFirstKill || ran.isSuperset(of: expected):
      note(ran, of: expected, in: &outcome)
    case .killed where stopsAtFirstKill, .flaky where stopsAtFirstKill,
      .unattributed where stopsAtFirstKill:
      // A crash must not hide the assertions behind it, nor what is no evidence anything.
      var whole = self
      whole.stopsAtFirstKill = false
      return try whole.observe(
        bytes, of: mutant, files: files, seconds: seconds, in: workplace, into: &outcome)
    default: break
    }
    return finding
  }

  /// What the command from its start shows with `bytes` at `path`; nil when they did not stay there.
  private func observe(
    _ bytes: [UInt8], at path: String, _ run: TestRun, in workplace: Workplace
  ) throws(SystemFailure) -> Observation? {
    try workplace.write(path, bytes)
    let isThere = workplace.read(path) == bytes
    let observation = try workplace.run(run).observation
    let isStillThere = workplace.read(path) == bytes
    _ = try workplace.restore()
    return isThere && (isStillThere || observation.limit != nil) ? observation : nil
  }

  /// Enters which tests met the mutant, when not all that should have run did.
  func note(_ ran: Set<String>, of expected: Set<String>, in outcome: inout Outcome) {
    let reaching = outcome.reachedBy.isEmpty ? expected : expected.intersection(outcome.reachedBy)
    outcome.met =
      reaching.isSubset(of: ran) ? nil : outcome.reachedBy.filter { ran.contains($0) }
  }

  /// Replaces the mutant by a failure at its place: when nobody notices that either, no test gets
  /// there.
  private func probe(
    _ mutant: Mutant, _ outcome: Outcome, in workplace: Workplace, seconds: Double
  ) throws(SystemFailure) -> TrialEnd {
    var outcome = outcome
    guard let place = probePlaces[mutant.id], let bytes = probed(mutant.path, place: place) else {
      outcome.status = .notReached
      outcome.detail = "no run could prove that a test gets here"
      return .outcome(outcome)
    }
    let seen = try observe(
      bytes, of: mutant, files: nil, seconds: seconds, in: workplace, into: &outcome)
    outcome.trace = nil
    switch seen {
    case .interrupted: return .interrupted
    case .passed, .flaky: outcome.status = .notReached
    case .killed(let tests, _):
      outcome.reachedBy = tests
      outcome.detail = "a failure planted at its place was noticed"
    case .invalid(let detail) where !campaign.toolchain.runsWhenLoaded:
      outcome.status = .suspicious
      outcome.detail =
        "every test passed, but no probe of its place could be built: \(detail)".cutForMessage
    case .timeout, .memory, .invalid, .unattributed, .suspicious:
      outcome.detail = "a failure planted at its place was noticed"
    }
    return .outcome(outcome)
  }

  /// The file with a failing expression in place of the reach call of `place`.
  private func probed(_ path: String, place: Int) -> [UInt8]? {
    guard let pristine = campaign.sources[path] else { return nil }
    if campaign.loadPlaces[path] == place {
      return campaign.runner.breakage.broken(pristine, of: path, isTest: false)
    }
    var isPlanted = false
    let edits = (campaign.weaving.edits[path] ?? []).map { edit in
      let text = String(decoding: edit.replacement, as: UTF8.self)
      let planted = Probe.planting(
        campaign.toolchain.probe, at: place, in: text, others: campaign.toolchain.neutral)
      isPlanted = isPlanted || planted.holdsProbe
      return Edit(edit.range, planted.text)
    }
    return isPlanted ? pristine.applying(edits) : nil
  }
}
