import Testing
import Trials

@Suite struct KillMatrixTests {
  private func killed(
    _ id: String, by tests: [String], assertion: [String], reached: [String]
  ) -> Outcome {
    Outcome(
      mutant: id, status: .killed, killedBy: tests, killedByAssertion: assertion,
      reachedBy: reached)
  }

  private var outcomes: [Outcome] {
    [
      killed("m1", by: ["alone"], assertion: ["alone"], reached: ["alone", "hollow"]),
      killed(
        "m2", by: ["one", "two"], assertion: ["one", "two"], reached: ["one", "two", "hollow"]),
      killed("m3", by: ["crash"], assertion: [], reached: ["crash"]),
      Outcome(mutant: "m4", status: .survived, reachedBy: ["weak"]),
      Outcome(mutant: "m5", status: .timeout, reachedBy: ["slow"]),
      Outcome(mutant: "m6", status: .notReached),
    ]
  }

  @Test(arguments: [
    ("alone", TestVerdict.loadBearing), ("one", .redundant), ("two", .redundant),
    ("crash", .crashOnly), ("hollow", .hollow), ("weak", .hollow), ("slow", .unoffered),
    ("nowhere", .unoffered),
  ])
  func `a kill matrix gives each test its verdict`(test: String, verdict: TestVerdict) {
    #expect(
      KillMatrix(outcomes).verdict(
        of: tested(test), flaky: [], knowsReach: true) == verdict)
  }

  @Test func `a kill matrix calls a test flaky or skipped before anything else`() {
    let matrix = KillMatrix(outcomes)
    #expect(
      matrix.verdict(
        of: tested("alone", .skipped), flaky: ["alone"], knowsReach: true)
        == .flaky)
    #expect(
      matrix.verdict(
        of: tested("alone", .skipped), flaky: [], knowsReach: true)
        == .skipped)
  }

  @Test func `a kill matrix says nothing of a test without kills when reach is unknown`() {
    let matrix = KillMatrix([killed("m", by: ["a"], assertion: ["a"], reached: [])])
    #expect(
      matrix.verdict(of: tested("b"), flaky: [], knowsReach: false) == nil)
    #expect(
      matrix.verdict(of: tested("a"), flaky: [], knowsReach: false)
        == .loadBearing)
  }

  @Test(arguments: [
    ("first", TestVerdict.killing), ("alone", .loadBearing), ("crash", .killing),
    ("spared", nil), ("hollow", .hollow), ("lucky", .killing),
  ])
  func `trials that stopped early leave open what tests they spared would have done`(
    test: String, verdict: TestVerdict?
  ) {
    var cut = killed(
      "m1", by: ["first"], assertion: ["first"],
      reached: ["first", "spared", "hollow", "crash", "lucky"])
    cut.met = ["first", "hollow"]
    let matrix = KillMatrix([
      cut, killed("m2", by: ["alone"], assertion: ["alone"], reached: ["alone", "hollow"]),
      killed("m3", by: ["crash"], assertion: [], reached: ["crash"]),
      killed(
        "m4", by: ["lucky", "first"], assertion: ["lucky", "first"], reached: ["lucky", "first"]),
    ])
    #expect(matrix.verdict(of: tested(test), flaky: [], knowsReach: true) == verdict)
  }

  @Test func `a mutant whose trial stopped early is offered only to the tests that met it`() {
    var cut = killed("m", by: ["a"], assertion: ["a"], reached: ["a", "b"])
    cut.met = ["a"]
    let matrix = KillMatrix([cut])
    let judged = ["a", "b"].map {
      matrix.judgement(of: tested($0), flaky: [], knowsReach: true)
    }
    #expect(
      judged == [
        TestJudgement(test: "a", verdict: .killing, offered: 1, killed: 1, killedAlone: 0),
        TestJudgement(test: "b", verdict: nil, offered: 0, killed: 0, killedAlone: 0),
      ])
  }

  @Test func `a kill matrix counts what a test was offered and killed`() {
    let matrix = KillMatrix(outcomes)
    let figures = { (test: String) in
      let judged = matrix.judgement(
        of: tested(test), flaky: [], knowsReach: true)
      return [judged.offered, judged.killed, judged.killedAlone]
    }
    #expect(figures("alone") == [1, 1, 1])
    #expect(figures("one") == [1, 1, 0])
    #expect(figures("hollow") == [2, 0, 0])
    #expect(figures("slow") == [0, 0, 0])
  }
}
