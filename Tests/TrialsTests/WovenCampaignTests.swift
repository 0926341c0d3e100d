import JavaScript
import Mutation
import Processes
import Synchronization
import Syntax
import Testing
import Text
import Trials

/// Campaigns whose mutants are woven into one tree; the project is a function, as in
/// `CampaignTests`, and only the weaving is real.
@Suite struct WovenCampaignTests {
  private static let code = "function f(a, b) { g(a + b); h(a - 1); }"
  private static let guards = Guards(
    call: ("on(", ")"), choice: .value("(", " ? (", ") : (", "))"),
    lineBreak: .separatesStatements)

  /// `kill` is noticed by `t1`; `live` by nobody.
  private let kill = mutant("kill", in: code, "a + b", "a * b")
  private let live = mutant("live", in: code, "a - 1", "a - 2")
  private var mutants: [Mutant] { [kill, live] }

  private static func weaver(_ mutants: [Mutant]) -> Weaver {
    let tree = SyntaxTree.parse(Array(code.utf8), by: .javaScript)
    return .of(
      tree, at: "code", by: .javaScript, mutants, rules: Language.javaScript.mutation,
      guards: guards)
  }

  private func result(_ files: [String: String], wrong: Bool) -> RunResult {
    var troubles: [FileTrouble] = []
    for path in ["x", "y"] where files[path]?.contains("BROKEN") == true {
      troubles.append(FileTrouble(path: path, stage: .load, message: "broken"))
    }
    let isBroken = files["code"]?.contains("BROKEN") == true
    let failing = wrong || isBroken
    return RunResult(
      observation: observation(
        [
          tested("t1", failing ? .failed : .passed, assertion: wrong, path: "x"),
          tested("t2", isBroken ? .errored : .passed, path: "y"),
        ], exit: failing || !troubles.isEmpty ? 1 : 0, troubles: troubles))
  }

  private final class Record: Sendable {
    let builds = Mutex<[String]>([])
    let runs = Mutex<[WovenTree.Run]>([])
  }

  /// A tree in which `t1` reaches both mutants and `t2` only the second.
  private func tree(
    _ record: Record,
    build: @escaping @Sendable (String) -> [BuildError] = { _ in [] },
    run: @escaping @Sendable (WovenTree.Run) -> RunResult? = { _ in nil }
  ) -> WovenTree {
    WovenTree(
      build: { files in
        let text = String(decoding: files["code"] ?? [], as: UTF8.self)
        record.builds.withLock { $0.append(text) }
        let errors = build(text)
        return WovenTree.Build(succeeded: errors.isEmpty, errors: errors)
      },
      run: { _, request in
        record.runs.withLock { $0.append(request) }
        if let given = run(request) { return given }
        let ids = Set(request.tests?.map(\.id) ?? ["t1", "t2"])
        let wrong = request.mutant == 1 && ids.contains("t1")
        let results = [
          tested("t1", wrong ? .failed : .passed, assertion: wrong, path: "x"),
          tested("t2", path: "y"),
        ].filter { ids.contains($0.id) }
        let reach = request.recordsReach ? (ids == ["t1"] ? "1\n2\n" : "2\n") : nil
        return RunResult(
          observation: observation(results, exit: wrong ? 1 : 0),
          reach: reach.map { Array($0.utf8) })
      })
  }

  /// `plain` says whether `t1` fails with a text of the code.
  private func run(
    _ tree: WovenTree, mutants: [Mutant]? = nil, weaving: Weaving = .none,
    plain: @escaping @Sendable (String) -> Bool = { !$0.contains("a + b") }
  ) throws -> (result: CampaignResult, plainRuns: Int) {
    var runner = Runner.fake()
    runner.woven = WovenBuild(
      helpers: { _, _ in [:] }, build: { _ in Invocation(arguments: []) }, errors: { _ in [] },
      programs: { _, _ in [] }, unit: { $0.id }, runs: { _, _, _ in [] },
      reading: { _, _ in .nothing })
    let project = FakeProject(["code": Self.code, "x": "tests", "y": "tests"]) { files, _, _ in
      self.result(files, wrong: plain(files["code"] ?? "") && files["code"] != Self.code)
    }
    let mutants = mutants ?? self.mutants
    let campaign = Campaign(
      runner: runner, toolchain: .fake, plan: Plan(seed: 1, chosen: mutants, passedOver: []),
      sources: ["code": Array(Self.code.utf8)], testFiles: [], weaving: weaving,
      weaver: Self.weaver(mutants), options: CampaignOptions())
    let result = try campaign.run(
      state: TreeState(whole: "p"), open: { _ in project.workplace() }, openWoven: { _ in tree },
      progress: { _ in }, isInterrupted: { false })
    return (result, project.runs.count)
  }

  @Test func `all mutants are built once and each meets only the tests that reach it`() throws {
    let record = Record()
    let (result, _) = try run(tree(record))
    #expect(
      record.builds.withLock { $0 } == [
        "function f(a, b) { g((on(1) ? (a * b) : (a + b))); h((on(2) ? (a - 2) : (a - 1))); }"
      ])
    #expect(result.outcomes.map(\.status) == [.killed, .survived])
    #expect(result.outcomes.map(\.killedBy) == [["t1"], []])
    #expect(result.outcomes.map(\.reachedBy) == [["t1"], ["t1", "t2"]])
    #expect(result.controls.last?.kind == .woven)
    #expect(
      result.controls.last?.detail.hasPrefix("2 of 2 mutants are woven in, built in 1 rounds")
        == true)
    let trials = record.runs.withLock { $0 }.filter { $0.mutant != nil }
    #expect(trials.map { $0.tests?.map(\.id) } == [["t1"], ["t1", "t2"]])
    #expect(result.knowsReach)
    #expect(result.notices == [])
  }

  @Test func `a mutant whose text does not compile is woven more widely, then run by the command`()
    throws
  {
    let record = Record()
    let (result, _) = try run(
      tree(record) { text in
        guard let place = Array(text.utf8).firstIndex(of: UInt8(ascii: "*")) else { return [] }
        return [BuildError(path: "code", line: 1, column: place + 1, message: "no such operator")]
      })
    let builds = record.builds.withLock { $0 }
    #expect(builds.count == 4)
    #expect(builds[1].hasPrefix("function f(a, b) { if on(1) { g(a * b); } else { g(a + b); } h("))
    #expect(
      builds[2].hasPrefix("function f(a, b) {if on(1) { g(a * b); h(a - 1); } else {  g(a + b);"))
    #expect(builds[3] == "function f(a, b) { g(a + b); h((on(2) ? (a - 2) : (a - 1))); }")
    #expect(result.outcomes.map(\.status) == [.killed, .survived])
    #expect(result.outcomes[0].mode == "patched")
    #expect(result.outcomes[0].killedBy == ["t1"])
  }

  @Test func `code that does not build at all is left to the command`() throws {
    let record = Record()
    let (result, _) = try run(
      tree(record) { _ in
        [BuildError(path: "elsewhere", line: 1, column: 1, message: "no module")]
      })
    #expect(
      result.notices == [
        "every mutant is run by the command itself: the woven code does not build: "
          + "elsewhere:1: no module"
      ])
    #expect(result.outcomes.map(\.mode) == ["patched", "patched"])
  }

  @Test func `woven code that behaves differently is left to the command`() throws {
    let record = Record()
    let (result, _) = try run(
      tree(
        record,
        run: { request in
          guard request.mutant == nil, request.tests == nil else { return nil }
          return RunResult(
            observation: observation(
              [tested("t1"), tested("t2", .failed, message: "1 is not 2")], exit: 1))
        }))
    #expect(
      result.notices == [
        "the woven code behaves differently, so every mutant is run by the command itself: "
          + "1 of 2 tests no longer pass; t2 failed: 1 is not 2"
      ])
    #expect(result.outcomes.map(\.status) == [.killed, .notReached])
    #expect(result.outcomes.map(\.mode) == ["patched", "patched"])
  }

  @Test func `a disagreement with the command is believed and ends the way`() throws {
    let record = Record()
    let (result, _) = try run(tree(record), plain: { !$0.contains("a - 1") })
    #expect(result.outcomes.map(\.status) == [.survived, .killed])
    #expect(result.outcomes.map(\.mode) == ["patched", "patched"])
    #expect(result.notices.count == 1)
    #expect(
      result.notices[0].hasPrefix(
        "code:1 is killed when run woven and survived by the command itself"))
  }

  @Test func `where a test fails alone, what survives is run by the command`() throws {
    let record = Record()
    let (result, _) = try run(
      tree(
        record,
        run: { request in
          guard request.tests?.map(\.id) == ["t2"] else { return nil }
          return RunResult(observation: observation([tested("t2", .failed)], exit: 1), reach: [])
        }))
    #expect(result.outcomes.map(\.status) == [.killed, .survived])
    #expect(result.outcomes.map(\.mode) == ["patched", "patched"])
    #expect(result.controls.last?.detail.hasSuffix("; 1 tests fail when run alone") == true)
  }

  /// One mutant beside a place that `t1` comes by and one beside a place that nobody comes by, each
  /// numbered otherwise than what is woven in.
  @Test func `where no test runs alone, a planted failure tells what is reached`() throws {
    let failing = RunResult(
      observation: observation([tested("t1", .failed), tested("t2", .failed)], exit: 1), reach: [])
    let dead = mutant("dead", in: Self.code, "h(", "i(")
    let places = Weaving(
      edits: [
        "code": [
          Edit(ByteRange(18, 18), "__tocsin_reach__(5);"),
          Edit(ByteRange(28, 28), "__tocsin_reach__(1);"),
        ]
      ], places: ["live": 5, "dead": 1])
    let (result, _) = try run(
      tree(Record(), run: { $0.recordsReach ? failing : nil }), mutants: [live, dead],
      weaving: places, plain: { $0.hasPrefix("function f(a, b) {PROBE") })
    #expect(result.outcomes.map(\.status) == [.survived, .notReached])
    #expect(result.outcomes.map(\.mode) == ["patched", "patched"])
    #expect(
      result.notices == [
        "2 tests do not pass by themselves, such as t1; the command runs what they reach"
      ])
  }
}

/// The woven tree on a machine; the commands are a shell's.
@Suite struct WovenTreeTests {
  @Test(arguments: Isolation.available)
  func `commands write where their request says, however confined`(level: Isolation) throws {
    let project = try TrialProject(["code": "f = 1\n", "t": "test\n"])
    @Sendable func reading(_ artifacts: RunArtifacts) -> RunReading {
      let passed = artifacts.exitCode == 0
      return RunReading(
        results: [tested("t1", passed ? .passed : .failed, assertion: !passed, path: "t")],
        isComplete: true)
    }
    var runner = Runner.fake(selects: false)
    runner.invocation = { _ in Invocation(arguments: ["sh", "-c", "! grep -q BROKEN code t"]) }
    runner.reading = reading
    runner.woven = WovenBuild(
      helpers: { _, _ in [:] },
      build: { request in
        Invocation(arguments: [
          "sh", "-ec", #"for folder; do : > "$folder/file"; done"#, "build", request.root,
          request.scratch, request.kept, request.temporary,
        ])
      },
      errors: { _ in [] },
      programs: { _, request in
        [TestProgram(path: "\(request.kept)/file", directory: request.root, name: "all")]
      },
      unit: { $0.id },
      runs: { _, programs, request in
        let script = #"test -f "$0" && echo > "$1""#
        return programs.map { program in
          WovenStep(
            program,
            Invocation(arguments: ["sh", "-c", script, program.path, request.resultsPath]))
        }
      },
      reading: { _, artifacts in reading(artifacts) })
    let mutant = project.mutant("m", at: "code", "1", "2")
    var campaign = project.campaign(.fake, runner, [mutant]) { $0.isolation = level }
    campaign.weaver = Weaver { _ in [:] }
    let result = try project.run(campaign)
    #expect(result.notices == [])
    #expect(result.controls.map(\.kind).last == .woven)
  }
}
