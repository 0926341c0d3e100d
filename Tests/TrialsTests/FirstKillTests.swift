import JavaScript
import Mutation
import Processes
import Synchronization
import Syntax
import Testing
import Text
import Trials

/// Campaigns whose trials are over with the first kill; every test is one row.
@Suite struct FirstKillTests {
  private static let code = "function f(a, b) { g(a + b); h(a - 1); }"
  private static let guards = Guards(
    call: ("on(", ")"), choice: .value("(", " ? (", ") : (", "))"),
    lineBreak: .separatesStatements)
  /// Mutant 1 and mutant 2, in the order of the plan.
  private static let mutants = [
    mutant("one", in: code, "a + b", "a * b"), mutant("two", in: code, "a - 1", "a - 2"),
  ]

  /// A test and the numbers of the mutants that it reaches, notices, and crashes by.
  private struct Row: Sendable {
    var id: String
    var reaches: Set<Int>
    var kills: Set<Int> = []
    var crashes: Set<Int> = []
    /// The mutants by which it never ends.
    var hangs: Set<Int> = []
  }

  private final class Record: Sendable {
    let runs = Mutex<[WovenTree.Run]>([])
    /// The tests of each run with a chosen mutant.
    var trials: [[String]] {
      runs.withLock { $0 }.filter { $0.mutant != nil }.map { $0.tests?.map(\.id) ?? [] }
    }
  }

  private static func result(_ rows: [Row], _ mutant: Int, stops: Bool) -> Observation {
    var results: [TestResult] = []
    for row in rows {
      if row.hangs.contains(mutant) { return observation(results, exit: 1, limit: .wall) }
      let fails = row.kills.contains(mutant) || row.crashes.contains(mutant)
      results.append(
        tested(
          row.id, fails ? .failed : .passed, assertion: row.kills.contains(mutant), path: "x"))
      if fails, stops { break }
    }
    return observation(results, exit: results.contains { $0.status.isFailing } ? 1 : 0)
  }

  private func run(
    _ rows: [Row], _ record: Record = Record(), options: (inout CampaignOptions) -> Void = { _ in }
  ) throws -> CampaignResult {
    let tree = WovenTree(
      build: { _ in WovenTree.Build(succeeded: true, errors: []) },
      run: { _, request in
        record.runs.withLock { $0.append(request) }
        let chosen = request.tests.map { tests in
          rows.filter { row in tests.contains { $0.id == row.id } }
        }
        let reach = (chosen ?? []).flatMap(\.reaches).map { "\($0)\n" }.joined()
        return RunResult(
          observation: Self.result(
            chosen ?? rows, request.mutant ?? 0, stops: request.stopsAtFirstFailure),
          reach: request.recordsReach ? Array(reach.utf8) : nil)
      })
    var runner = Runner.fake()
    runner.woven = WovenBuild(
      helpers: { _, _ in [:] }, build: { _ in Invocation(arguments: []) }, errors: { _ in [] },
      programs: { _, _ in [] }, unit: { $0.id }, runs: { _, _, _ in [] },
      reading: { _, _ in .nothing })
    let project = FakeProject(["code": Self.code, "x": "tests"]) { files, run, _ in
      if files["code"]?.contains("BROKEN") == true || files["x"]?.contains("BROKEN") == true {
        return RunResult(
          observation: observation(rows.map { tested($0.id, .errored, path: "x") }, exit: 1))
      }
      let planted = [1: "a * b", 2: "a - 2"].first { files["code"]?.contains($0.value) == true }
      var seen = Self.result(rows, planted?.key ?? 0, stops: run.stopsAtFirstFailure)
      seen.milliseconds = 1000
      return RunResult(observation: seen)
    }
    var chosen = CampaignOptions()
    chosen.stopsAtFirstKill = true
    chosen.agreementSample = 0
    options(&chosen)
    let parsed = SyntaxTree.parse(Array(Self.code.utf8), by: .javaScript)
    let campaign = Campaign(
      runner: runner, toolchain: .fake, plan: Plan(seed: 1, chosen: Self.mutants, passedOver: []),
      sources: ["code": Array(Self.code.utf8)], testFiles: [], weaving: .none,
      weaver: .of(
        parsed, at: "code", by: .javaScript, Self.mutants, rules: Language.javaScript.mutation,
        guards: Self.guards), options: chosen)
    return try campaign.run(
      state: TreeState(whole: "p"), open: { _ in project.workplace() }, openWoven: { _ in tree },
      progress: { _ in }, isInterrupted: { false })
  }

  private func verdicts(_ result: CampaignResult) -> [String: TestVerdict?] {
    Dictionary(uniqueKeysWithValues: result.judgements.map { ($0.test, $0.verdict) })
  }

  @Test func `tests that reach little meet a mutant first, and the first kill is the last run`()
    throws
  {
    let record = Record()
    let wide = (1...17).map { Row(id: "wide\($0)", reaches: [1, 2], kills: [1, 2]) }
    let result = try run(wide + [Row(id: "near", reaches: [1], kills: [1])], record)
    let first = (1...15).map { "wide\($0)" }
    #expect(record.trials.prefix(2) == [first + ["near"], first + ["wide16"]])
    // Those that were spared have killed nothing yet, and each of them does.
    #expect(record.trials.dropFirst(2).map(\.count) == [17, 16])
    #expect(result.outcomes.map(\.killedBy.count) == [18, 17])
    #expect(result.outcomes[0].reachedBy.count == 18)
  }

  @Test func `a survivor meets every test that reaches it, part by part`() throws {
    let record = Record()
    let rows = (1...18).map { Row(id: "t\($0)", reaches: [1]) }
    let result = try run(rows, record)
    #expect(record.trials.map(\.count) == [16, 2])
    #expect(record.trials.flatMap { $0 } == rows.map(\.id))
    #expect(result.outcomes.map(\.status) == [.survived, .notReached])
    #expect(result.outcomes[0].met == nil)
    #expect(verdicts(result).values.allSatisfy { $0 == .hollow })
  }

  @Test func `who is called hollow has met what others killed before`() throws {
    let rows =
      [Row(id: "first", reaches: [1, 2], kills: [1, 2])]
      + [
        Row(id: "second", reaches: [1, 2], kills: [2]), Row(id: "hollow", reaches: [1, 2]),
        Row(id: "fourth", reaches: [1, 2], kills: [1]),
      ]
    let result = try run(rows)
    #expect(
      verdicts(result) == [
        "first": .redundant, "second": .redundant, "hollow": .hollow, "fourth": .redundant,
      ])
    #expect(result.outcomes.map(\.killedBy) == [["first", "fourth"], ["first", "second"]])
    #expect(result.judgements.first { $0.test == "hollow" }?.offered == 2)
  }

  @Test func `a test that was spared a mutant and kills another is not asked again`() throws {
    let rows = [
      Row(id: "first", reaches: [1, 2], kills: [1]), Row(id: "other", reaches: [1, 2], kills: [2]),
    ]
    let result = try run(rows)
    #expect(result.outcomes.map(\.killedBy) == [["first"], ["other"]])
    #expect(result.outcomes.map(\.met) == [["first"], nil])
    #expect(verdicts(result) == ["first": .killing, "other": .loadBearing])
  }

  @Test func `a crash is called one only when no assertion notices the mutant`() throws {
    let rows = [
      Row(id: "crash", reaches: [1, 2], crashes: [1, 2]),
      Row(id: "asserts", reaches: [1, 2], kills: [1]), Row(id: "also", reaches: [1, 2]),
    ]
    let result = try run(rows)
    #expect(result.outcomes.map(\.by) == [.assertion, .crash])
    #expect(result.outcomes.map(\.killedBy) == [["asserts", "crash"], ["crash"]])
    #expect(result.outcomes.map(\.met) == [nil, nil])
  }

  @Test func `a mutant that hangs is ended within the time of the tests that met it together`()
    throws
  {
    let record = Record()
    var rows = (1...16).map { Row(id: "t\($0)", reaches: [1]) }
    rows[0].hangs = [1]
    rows += (17...60).map { Row(id: "t\($0)", reaches: [1, 2], kills: [2]) }
    let result = try run(rows, record) {
      $0.floorSeconds = 1
      $0.timeFactor = 1000
      $0.limits.wallSeconds = 1e6
    }
    #expect(result.outcomes.map(\.status) == [.timeout, .killed])
    let hanging = record.runs.withLock { $0 }.filter { $0.mutant == 1 }
    #expect(hanging.map { $0.tests?.count } == [16, 16])
    // Sixteen times ten milliseconds, a thousand times, and the second time twice of that.
    #expect(hanging.map(\.wallSeconds) == [161, 322])
  }

  @Test func `a trial by the command stops early, and looks again where a failure is no evidence`()
    throws
  {
    let rows = [
      Row(id: "crash", reaches: [1, 2], crashes: [1]),
      Row(id: "asserts", reaches: [1, 2], kills: [1, 2]), Row(id: "spared", reaches: [1, 2]),
    ]
    let result = try run(rows) { $0.runsQuickly = false }
    #expect(result.outcomes.map(\.mode) == ["patched", "patched"])
    #expect(result.outcomes.map(\.killedBy) == [["asserts", "crash"], ["asserts"]])
    #expect(result.outcomes.map(\.by) == [.assertion, .assertion])
    #expect(result.outcomes.map(\.met) == [nil, []])
  }

  @Test func `every test that reaches a mutant meets it where all killers are asked for`() throws {
    let rows = (1...6).map { Row(id: "t\($0)", reaches: [1, 2], kills: [1, 2]) }
    let record = Record()
    let result = try run(rows, record) { $0.stopsAtFirstKill = false }
    #expect(record.trials.map(\.count) == [6, 6])
    #expect(result.outcomes.map(\.killedBy.count) == [6, 6])
    #expect(verdicts(result).values.allSatisfy { $0 == .redundant })
  }
}
