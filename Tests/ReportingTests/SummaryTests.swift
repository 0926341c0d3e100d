import Mutation
import Reporting
import Suites
import Testing
import Trials

@Suite struct SummaryTests {
  let summary = Summary(Hostile.report())

  @Test func `the headline names denominator and interval`() {
    #expect(
      summary.headline == [
        "We planted 22 small errors in the code; the tests noticed 15 (68 %, 95 % interval 47–84 %).",
        "Weakest where it matters: Money, 8 of 11 noticed.",
        "2 of the 15 were noticed only because something crashed, not because an assertion "
          + "compared a result.",
        "2 of 5 assertions only check that something exists, has a type, a shape or a size, or "
          + "does not throw.",
        "1 more cannot fail through a wrong result or repeat the code that they test.",
      ])
  }

  @Test func `the share of shape assertions is told in the number that it has`() throws {
    let kept: [(Int, String)] = [
      (0, "The tests assert nothing."), (1, "None of 1 assertion only checks that something "),
      (2, "1 of 2 assertions only checks that something "),
    ]
    for (count, beginning) in kept {
      var report = Hostile.scan
      report.suites.removeLast(report.suites.count - 1)
      report.suites[0].assertions = []
      let all = report.suites[0].tests.flatMap(\.assertions)
      report.suites[0].tests.removeLast(report.suites[0].tests.count - 1)
      report.suites[0].tests[0].assertions = Array(all.prefix(count))
      let first = try #require(Summary(report).headline.first)
      #expect(first.prefix(beginning.count) == beginning)
    }
  }

  @Test func `the score is given without and with time-outs`() {
    #expect(summary.trials?.score == Score(killed: 15, judged: 22))
    #expect(summary.trials?.withTimeouts == Score(killed: 16, judged: 23))
  }

  @Test func `every status is counted and what is not judged is listed`() {
    #expect(
      summary.trials?.statuses == [
        .killed: 15, .survived: 5, .notReached: 2, .timeout: 1, .invalid: 1,
      ])
    #expect(summary.excludedWords == "1 timeout, 1 invalid")
    #expect(summary.trials?.byAssertion == 13)
    #expect(summary.trials?.byCrash == 2)
  }

  @Test func `the suite is counted by kind, side and class`() {
    #expect(summary.suite.kinds == [.business: 2, .shape: 1])
    #expect(summary.suite.sides == [.business: 2, .shape: 2, .none: 1])
    #expect(
      summary.suite.classes == [
        .value: 1, .valuePartial: 1, .typeOnly: 1, .existence: 1, .vacuous: 1,
      ])
    #expect(summary.suite.business == 2)
    #expect(summary.suite.disabled == 1)
    #expect(summary.suite.outside == 1)
  }

  @Test func `risk areas come before the rest, each with its tests and its score`() {
    #expect(summary.areas.map(\.title) == ["Money", "Other code"])
    #expect(
      summary.areas.map(\.score) == [Score(killed: 8, judged: 11), Score(killed: 7, judged: 11)])
    #expect(summary.areas.map(\.tests) == [3, 3])
    #expect(summary.areas.map(\.assertions) == [2, 2])
    #expect(summary.areas.map(\.survived) == [2, 3])
    #expect(summary.areas.map(\.notReached) == [1, 1])
  }

  @Test func `gaps are sorted by risk area, then extreme ones, then place`() {
    #expect(
      summary.gaps.map(\.mutant.id) == [
        "0000000000000010", "0000000000000012", "000000000000000f", "0000000000000011",
        "0000000000000013",
      ])
    #expect(summary.unreached.map(\.mutant.id) == ["0000000000000014", "0000000000000015"])
  }

  @Test func `the worst place carries its count and area`() {
    #expect(summary.places.map(\.finding) == ["7 of 22 planted errors went unnoticed (money)"])
    #expect(summary.places.map(\.line) == [2])
  }

  @Test func `a business test that reached errors and killed none is a disagreement`() {
    #expect(summary.silentBusiness.map(\.name) == ["compares elsewhere"])
    #expect(summary.surprisingShape.isEmpty)
  }

  @Test func `a shape test whose assertion killed a small mutant is a disagreement`() {
    var report = Hostile.report()
    report.trials?.outcomes[2].killedByAssertion = [Hostile.tests[1].id]
    let found = Summary(report).surprisingShape
    #expect(found.map(\.test.name) == ["exists"])
    #expect(found.map(\.mutants) == [1])
  }

  @Test func `fewer than twenty judged mutants stay ungraded`() {
    let few = Summary(Hostile.report(killed: 3, survived: 1))
    #expect(few.grade == .ungraded("6 planted errors got a judgement, fewer than 20"))
    #expect(few.verdict == "Ungraded: 6 planted errors got a judgement, fewer than 20.")
    #expect(few.number == "3 of 6 noticed, ungraded")
  }

  @Test func `a control that did not hold refuses the score`() {
    var report = Hostile.report()
    report.trials?.controls.append(
      Control(kind: .breaks, held: false, detail: "nothing failed", testsRun: 3, milliseconds: 1))
    let refused = Summary(report)
    #expect(refused.grade == .refused("the break control did not hold: nothing failed"))
    #expect(refused.number == "none")
    #expect(refused.next == "tocsin doctor")
    #expect(!refused.headline.contains { $0.contains("noticed") })
  }

  @Test func `reach that had to be probed leaves the score as it is`() {
    var report = Hostile.report()
    report.trials?.controls.append(
      Control(kind: .reach, held: false, detail: "probed", testsRun: 3, milliseconds: 1))
    #expect(Summary(report).grade == .graded)
  }

  @Test func `a scan counts tests that compare no value and leads to mutate`() {
    var report = Hostile.scan
    report.root = "a b"
    let scan = Summary(report)
    #expect(scan.verdict == "1 of 3 tests compares no result with an expected value.")
    #expect(scan.number == "67 % of 3 tests compare values")
    #expect(scan.next == "tocsin mutate 'a b'")
    #expect(scan.places.map(\.finding) == ["1 of 3 tests compares no value"])
    #expect(scan.places.map(\.line) == [6])
  }

  @Test func `bounds take every unjudged mutant both ways`() throws {
    let bounds = try #require(summary.trials).bounds
    #expect(bounds.low == 15.0 / 24)
    #expect(bounds.high == 17.0 / 24)
  }
}
