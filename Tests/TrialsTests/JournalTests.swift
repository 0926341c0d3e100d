import Mutation
import Testing
import Text
import Trials

@Suite struct JournalTests {
  private let killed = Outcome(
    mutant: "m1", status: .killed, by: .assertion, killedBy: ["a", "b"], killedByAssertion: ["a"],
    reachedBy: ["a", "b", "c"], met: ["a", "b"], milliseconds: 12, mode: "patched", detail: "x\ny",
    trace: [4, 2])
  private let survived = Outcome(mutant: "m2", status: .survived)

  private func records(_ lines: [JSONText]) -> [String] { lines.map(\.line) }

  private var header: JSONText {
    Journal.header(TreeState(whole: "p"), command: ["run", "it"], seed: .max, version: "1")
  }

  @Test func `a journal gives back the outcomes that a control stands behind`() {
    let lines = [
      header, Journal.line(killed, worker: 0), Journal.line(survived, worker: 1),
      Journal.held(worker: 0),
    ]
    #expect(Journal.contents(of: records(lines))?.outcomes == ["m1": killed])
  }

  @Test func `a journal forgets outcomes that a failed control made void`() {
    let lines = [
      header, Journal.line(killed, worker: 0), Journal.void(worker: 0),
      Journal.line(survived, worker: 0), Journal.held(worker: 0),
    ]
    #expect(Journal.contents(of: records(lines))?.outcomes == ["m2": survived])
  }

  @Test func `a journal of a run that went on counts both parts`() {
    let lines = [
      header, Journal.line(killed, worker: 0), Journal.held(worker: 0),
      Journal.line(survived, worker: 0), header, Journal.held(worker: 0),
    ]
    #expect(Journal.contents(of: records(lines))?.outcomes == ["m1": killed])
  }

  @Test func `what does not begin with a header is no journal`() {
    #expect(Journal.contents(of: records([Journal.line(survived, worker: 0), header])) == nil)
    #expect(Journal.contents(of: ["not json"]) == nil)
    #expect(Journal.contents(of: []) == nil)
  }

  @Test func `a journal says which state of the tree and which functions its traces are about`() {
    let state = TreeState(whole: "p", frame: "f")
    let functions = FunctionTable([
      "a.py": FileBodies(frame: 1, functions: [.init(name: "C.m", lines: 3...9, hash: 0xab)]),
      "b.py": FileBodies(frame: 2, functions: [.init(name: "f", lines: 1...2, hash: 0xcd)]),
    ])
    let lines = [
      Journal.header(state, command: ["run"], seed: 1, version: "1"),
      Journal.line(functions, tests: "t"),
    ]
    #expect(
      Journal.contents(of: records(lines))
        == Journal.Contents(
          state: state,
          functions: [
            .init(path: "a.py", name: "C.m", hash: "ab"),
            .init(path: "b.py", name: "f", hash: "cd"),
          ], tests: "t"))
  }

  @Test func `a journal cut after any line gives only what stood before the cut`() {
    let control = Control(
      kind: .noOp, held: true, detail: "same", testsRun: 3, milliseconds: 4)
    let lines = records([
      header, Journal.line(control), Journal.line(killed, worker: 0), Journal.held(worker: 0),
      Journal.line(survived, worker: 0), Journal.held(worker: 0),
    ])
    let found = (1...6).map { Journal.contents(of: Array(lines.prefix($0)))?.outcomes }
    #expect(
      found == [
        [:], [:], [:], ["m1": killed], ["m1": killed], ["m1": killed, "m2": survived],
      ])
  }
}
