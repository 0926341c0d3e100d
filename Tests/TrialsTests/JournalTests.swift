import Testing
import Text
import Trials

@Suite struct JournalTests {
  private let killed = Outcome(
    mutant: "m1", status: .killed, by: .assertion, killedBy: ["a", "b"], killedByAssertion: ["a"],
    reachedBy: ["a", "b", "c"], met: ["a", "b"], milliseconds: 12, mode: "patched", detail: "x\ny")
  private let survived = Outcome(mutant: "m2", status: .survived)

  private func records(_ lines: [JSONText]) -> [String] { lines.map(\.line) }

  private var header: JSONText {
    Journal.header(plan: "p", command: ["run", "it"], seed: .max, version: "1")
  }

  @Test func `a journal gives back the outcomes that a control stands behind`() {
    let lines = [
      header, Journal.line(killed, worker: 0), Journal.line(survived, worker: 1),
      Journal.held(worker: 0),
    ]
    #expect(Journal.outcomes(in: records(lines), plan: "p") == ["m1": killed])
  }

  @Test func `a journal forgets outcomes that a failed control made void`() {
    let lines = [
      header, Journal.line(killed, worker: 0), Journal.void(worker: 0),
      Journal.line(survived, worker: 0), Journal.held(worker: 0),
    ]
    #expect(Journal.outcomes(in: records(lines), plan: "p") == ["m2": survived])
  }

  @Test func `a journal of a run that went on counts both parts`() {
    let lines = [
      header, Journal.line(killed, worker: 0), Journal.held(worker: 0),
      Journal.line(survived, worker: 0), header, Journal.held(worker: 0),
    ]
    #expect(Journal.outcomes(in: records(lines), plan: "p") == ["m1": killed])
  }

  @Test func `a journal of another plan is none`() {
    #expect(Journal.outcomes(in: records([header]), plan: "q") == nil)
    #expect(Journal.outcomes(in: ["not json"], plan: "p") == nil)
    #expect(Journal.outcomes(in: [], plan: "p") == nil)
  }

  @Test func `a journal cut after any line gives only what stood before the cut`() {
    let control = Control(
      kind: .noOp, held: true, detail: "same", testsRun: 3, milliseconds: 4)
    let lines = records([
      header, Journal.line(control), Journal.line(killed, worker: 0), Journal.held(worker: 0),
      Journal.line(survived, worker: 0), Journal.held(worker: 0),
    ])
    let found = (1...6).map { Journal.outcomes(in: Array(lines.prefix($0)), plan: "p") }
    #expect(
      found == [
        [:], [:], [:], ["m1": killed], ["m1": killed], ["m1": killed, "m2": survived],
      ])
  }
}
