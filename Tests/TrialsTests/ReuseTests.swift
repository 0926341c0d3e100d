import Foundation
import Mutation
import Synchronization
import Testing
import Text
import Trials

/// Outcomes of an earlier run in a tree that has changed since.
@Suite struct ReuseTests {
  /// `f` on the first line is what `t1` tests, `g` on the second what `t2` does.
  private static let code = "a < b\nc > d\n"

  /// What differs from run to run.
  private struct Run {
    var state = TreeState(whole: "1", frame: "same")
    /// The hashes of `f`, `g`, `t1` and `t2`.
    var hashes: [UInt64] = [1, 2, 3, 4]
    /// What `t2` passes and enters.
    var reach = [1]
    var entered: [String: [Int]]? = ["code": [2], "y": [1], "elsewhere": [7]]
    var isFlaky = false
    var hasThird = false
  }

  private let journal: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "reuse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    journal = folder.path + "/journal.jsonl"
  }

  private func project(_ run: Run) -> FakeProject {
    FakeProject(["code": ReuseTests.code, "x": "t1", "y": "t2"]) { files, asked, count in
      let text = files["code"] ?? ""
      var results: [TestResult] = []
      var reading = RunReading(isComplete: true, entered: [:])
      for (id, path, logic) in [("t1", "x", "a < b"), ("t2", "y", "c > d")] {
        let isChosen = asked.testFiles?.contains(path) ?? true
        guard isChosen, !(run.isFlaky && id == "t2" && count % 2 == 0) else { continue }
        let isBroken = files[path]?.contains("BROKEN") == true || text.contains("BROKEN")
        let fails = isBroken || !text.contains(logic)
        results.append(tested(id, fails ? .failed : .passed, assertion: fails, path: path))
        let entered = id == "t1" ? ["code": [1], "x": [1]] : run.entered
        reading.entered = entered.flatMap { reading.entered?.merging($0) { $0 + $1 } }
      }
      if run.hasThird, asked.testFiles?.contains("x") ?? true {
        let isBroken = files["x"]?.contains("BROKEN") == true
        results.append(tested("t3", isBroken ? .failed : .passed, path: "x"))
      }
      reading.results = results
      let failed = results.contains { $0.status.isFailing }
      let records =
        ["[\"t1\",\"x\",0]", "[\"\",\"\",2]"] + run.reach.map { "[\"t2\",\"y\",\($0)]" }
      return RunResult(
        observation: Observation(
          ending: .exited(failed ? 1 : 0), reading: reading, milliseconds: 9),
        reach: asked.recordsReach ? Array(records.joined(separator: "\n").utf8) : nil)
    }
  }

  /// The mutants that were tried, and how all ended.
  private func run(_ run: Run, _ more: Mutant...) throws -> (tried: [String], outcomes: [Outcome]) {
    let first = mutant("f", in: ReuseTests.code, "a < b", "a > b")
    let second = mutant("g", in: ReuseTests.code, "c > d", "c < d", function: "g")
    var options = CampaignOptions()
    options.journal = journal
    options.reuses = true
    options.confirmsSurvivors = false
    var campaign = Campaign(
      runner: .fake(recordsReach: true), toolchain: .fake,
      plan: Plan(seed: 1, chosen: [first, second] + more, passedOver: []),
      sources: ["code": Array(ReuseTests.code.utf8)], testFiles: [],
      weaving: Weaving(
        edits: ["code": [Edit(ByteRange(0, 0), "")]], places: ["f": 0, "g": 1, "load": 2]),
      options: options)
    let names = [
      ("code", "f", 1...1), ("code", "g", 2...2), ("x", "t1", 1...1), ("y", "t2", 1...1),
    ]
    var files: [String: [FileBodies.Function]] = [:]
    for ((path, name, lines), hash) in zip(names, run.hashes) {
      files[path, default: []].append(.init(name: name, lines: lines, hash: hash))
    }
    campaign.functions = FunctionTable(files.mapValues { FileBodies(frame: 0, functions: $0) })
    let tried = Mutex<[String]>([])
    let project = project(run)
    let result = try campaign.run(
      state: run.state, open: { _ in project.workplace() },
      progress: { event in
        if case .trialStarted(let mutant, _) = event { tried.withLock { $0.append(mutant.id) } }
      }, isInterrupted: { false })
    return (tried.withLock { $0 }, result.outcomes)
  }

  @Test func `an outcome says which functions its runs have entered`() throws {
    let outcomes = try run(Run()).outcomes
    #expect(outcomes.map(\.status) == [.killed, .killed])
    #expect(outcomes.map(\.trace) == [[0, 2], [1, 3]])
  }

  @Test func `only what a changed function ran in is tried again`() throws {
    let first = try run(Run())
    #expect(first.tried == ["f", "g"])
    var changed = Run()
    changed.state.whole = "2"
    changed.hashes[1] = 20
    let second = try run(changed)
    #expect(second.tried == ["g"])
    #expect(second.outcomes.map(\.killedBy) == first.outcomes.map(\.killedBy))
    // What was kept is kept on, and what was tried anew counts too.
    changed.state.whole = "3"
    changed.hashes[2] = 30
    #expect(try run(changed).tried == ["f"])
    changed.state.whole = "4"
    #expect(try run(changed).tried == [])
  }

  @Test func `a function is known by its path, name and body and not by its number`() throws {
    _ = try run(Run())
    var swapped = Run()
    swapped.state.whole = "2"
    swapped.hashes = [2, 1, 3, 4]
    #expect(try run(swapped).tried == ["f", "g"])
  }

  @Test func `an unchanged tree costs no trial`() throws {
    let first = try run(Run())
    let second = try run(Run())
    #expect(second.tried == [])
    #expect(second.outcomes == first.outcomes)
  }

  @Test func `nothing is kept when anything outside functions has changed or is not known`() throws
  {
    for frame in ["other", ""] {
      _ = try run(Run())
      var changed = Run()
      changed.state = TreeState(whole: "2 \(frame)", frame: frame)
      #expect(try run(changed).tried == ["f", "g"])
    }
  }

  @Test func `a run that cannot tell what it entered is repeated`() throws {
    var blind = Run()
    blind.entered = nil
    #expect(try run(blind).outcomes.map(\.trace) == [[0, 2], nil])
    blind.state.whole = "2"
    #expect(try run(blind).tried == ["g"])
  }

  @Test func `a mutant that other tests reach now is tried again`() throws {
    _ = try run(Run())
    var changed = Run()
    changed.state.whole = "2"
    changed.reach = [0, 1]
    #expect(try run(changed).tried == ["f"])
  }

  @Test func `what runs while code is loaded is tried again when there are other tests`() throws {
    let load = mutant("load", in: ReuseTests.code, "< b", "<= b")
    #expect(try run(Run(), load).tried == ["f", "g", "load"])
    var changed = Run()
    changed.state.whole = "2"
    #expect(try run(changed, load).tried == [])
    changed.state.whole = "3"
    changed.hasThird = true
    #expect(try run(changed, load).tried == ["load"])
  }

  @Test func `a kill by a test that is no evidence any more is tried again`() throws {
    _ = try run(Run())
    var changed = Run()
    changed.state.whole = "2"
    changed.isFlaky = true
    #expect(try run(changed).tried == ["g"])
  }
}

@Suite struct FunctionTableTests {
  private let table = FunctionTable([
    "b.py": FileBodies(frame: 1, functions: [.init(name: "f", lines: 2...3, hash: 1)]),
    "a.py": FileBodies(
      frame: 2,
      functions: [
        .init(name: "g", lines: 1...4, hash: 2), .init(name: "h", lines: 7...9, hash: 3),
      ]),
  ])

  @Test func `functions are numbered by path and line`() {
    #expect(table.entries.map(\.function.name) == ["g", "h", "f"])
    #expect(
      [1, 4, 5, 7, 9, 10].map { table.number(of: $0, in: "a.py") } == [0, 0, nil, 1, 1, nil])
    #expect(table.number(of: 2, in: "b.py") == 2)
    #expect(table.number(of: 2, in: "c.py") == nil)
  }

  @Test func `lines behind a mutant that adds or removes some are those of the original`() {
    let source = "def g():\n  x = (1,\n  2)\n  return x\n\n\ndef h():\n  y\n  z\n"
    let shorter = mutant("m", in: source, at: "a.py", "(1,\n  2)", "0")
    let longer = mutant("m", in: source, at: "a.py", "return x", "pass\n  pass\n  pass\n  pass")
    let bytes = Array(source.utf8)
    #expect(table.numbers(at: ["a.py": [6]], with: shorter, in: bytes) == [0, 1])
    #expect(table.numbers(at: ["a.py": [5]], with: shorter, in: bytes) == [0])
    #expect(table.numbers(at: ["a.py": [10]], with: longer, in: bytes) == [0, 1])
    #expect(table.numbers(at: ["a.py": [7]], with: longer, in: bytes) == [0])
    #expect(table.numbers(at: ["b.py": [3]], with: longer, in: bytes) == [0, 2])
  }
}
