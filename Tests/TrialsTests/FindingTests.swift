import Processes
import Testing
import Trials

@Suite struct FindingTests {
  private func finding(
    _ run: Observation, expected: Set<String> = ["a", "b"], flaky: Set<String> = [],
    names: Bool = true
  ) -> Finding {
    Finding(run, expected: expected, flaky: flaky, namesTests: names)
  }

  @Test func `a finding is killed when a test that passed in the baseline fails`() {
    let run = observation(
      [tested("b", .errored), tested("a", .failed, assertion: true)], exit: 1)
    #expect(finding(run) == .killed(by: ["a", "b"], byAssertion: ["a"]))
  }

  @Test func `a finding is killed by a crash when no assertion failed`() {
    #expect(
      finding(observation([tested("a", .errored), tested("b")], exit: 1))
        == .killed(by: ["a"], byAssertion: []))
  }

  @Test func `a finding is killed although the run hit a limit later`() {
    let run = observation([tested("a", .failed, assertion: true)], exit: 1, limit: .wall)
    #expect(finding(run) == .killed(by: ["a"], byAssertion: ["a"]))
  }

  @Test(arguments: [
    (Limit.wall, Finding.timeout("the run waited without end")),
    (.memory, .memory("more than the allowed memory was in use")),
  ])
  func `a finding is no kill when a limit has cut the only test that did not pass`(
    limit: Limit, expected: Finding
  ) {
    let cut = tested("b", .errored, cut: true)
    #expect(finding(observation([tested("a"), cut], exit: -15, limit: limit)) == expected)
    let crash = observation([tested("a"), cut], exit: 1)
    #expect(finding(crash) == .killed(by: ["b"], byAssertion: []))
  }

  @Test func `a finding does not name a test that a limit has cut among those that killed`() {
    let run = observation(
      [tested("a", .failed, assertion: true), tested("b", .errored, cut: true)], exit: -15,
      limit: .wall)
    #expect(finding(run) == .killed(by: ["a"], byAssertion: ["a"]))
    #expect(run.reading.results.map(\.id) == ["a"])
  }

  @Test func `a finding is unattributed when tests fail and the command ends with 0`() {
    #expect(
      finding(observation([tested("a", .failed), tested("b")]))
        == .unattributed("a failed, but the command ended with 0"))
  }

  @Test func `a finding is invalid when a file no longer loads and no test failed`() {
    let trouble = FileTrouble(path: "t.py", stage: .load, message: "SyntaxError")
    let expected = Finding.invalid("t.py no longer loads: SyntaxError")
    #expect(finding(observation([], exit: 2, troubles: [trouble])) == expected)
    #expect(finding(observation([tested("a")], exit: 2, troubles: [trouble])) == expected)
  }

  @Test func `a finding is killed when one file fails to load and a named test fails too`() {
    let trouble = FileTrouble(path: "t.py", stage: .load, message: "ImportError")
    let run = observation([tested("a", .errored)], exit: 1, troubles: [trouble])
    #expect(finding(run) == .killed(by: ["a"], byAssertion: []))
  }

  @Test func `a finding is invalid when the command fails before any test started`() {
    #expect(
      finding(observation([], exit: 1, complete: false, output: "SyntaxError: x"))
        == .invalid("no test started: SyntaxError: x"))
  }

  @Test func `a finding is unattributed when a file breaks off after loading`() {
    let trouble = FileTrouble(path: "t.js", stage: .end, message: "exit 3")
    #expect(
      finding(observation([tested("a")], exit: 1, troubles: [trouble]))
        == .unattributed("t.js failed outside any test: exit 3"))
  }

  @Test func `a finding is unattributed when the command fails and no test does`() {
    #expect(
      finding(observation([tested("a"), tested("b")], exit: 1))
        == .unattributed("the command ended with 1, but no failing test is known"))
    #expect(
      finding(observation([], exit: 1), names: false)
        == .unattributed("the command ended with 1, but no failing test is known"))
  }

  @Test func `a finding is unattributed when a signal ends the run`() {
    let run = Observation(
      ending: .signalled(11), reading: RunReading(results: [tested("a")], isComplete: false))
    #expect(
      finding(run)
        == .unattributed("the run was ended by signal 11, and no failing test is known"))
  }

  @Test func `a finding is unattributed when only tests fail that the baseline did not pass`() {
    #expect(
      finding(observation([tested("a"), tested("b"), tested("new", .failed)], exit: 1))
        == .unattributed("new failed, which no baseline run had as passed"))
  }

  @Test func `a finding is suspicious when a test of the baseline vanishes`() {
    #expect(
      finding(observation([tested("a")]))
        == .suspicious(
          "the command ended with 0, but 1 of 2 tests did not pass, such as b"))
  }

  @Test func `a finding is suspicious when a test of the baseline is skipped`() {
    #expect(
      finding(observation([tested("a"), tested("b", .skipped)]))
        == .suspicious(
          "the command ended with 0, but 1 of 2 tests did not pass, such as b"))
  }

  @Test func `a finding is suspicious when the results break off`() {
    #expect(
      finding(observation([tested("a"), tested("b")], complete: false))
        == .suspicious("the command ended with 0, but its results break off"))
  }

  @Test func `a finding is flaky when only flaky tests fail`() {
    let run = observation([tested("a"), tested("b"), tested("f", .failed)], exit: 1)
    #expect(finding(run, flaky: ["f"]) == .flaky(["f"]))
  }

  @Test(arguments: [
    (Limit.wall, Finding.timeout("the run waited without end")),
    (.cpu, .timeout("the run used up its processor time")),
    (.output, .timeout("the run printed without end")),
    (.memory, .memory("more than the allowed memory was in use")),
    (.processes, .unattributed("the run started more processes than allowed")),
    (.interruption, .interrupted),
  ])
  func `a finding says which limit was hit`(limit: Limit, expected: Finding) {
    #expect(finding(observation([tested("a")], exit: -9, limit: limit)) == expected)
  }

  @Test func `a finding tells a busy timeout from an idle one`() {
    #expect(
      finding(observation([], exit: -9, limit: .wall, milliseconds: 100, cpu: 60))
        == .timeout("the run computed without end"))
  }

  @Test func `a finding is passed when every expected test passed`() {
    #expect(finding(observation([tested("b"), tested("a"), tested("c", .skipped)])) == .passed)
    #expect(finding(observation([], complete: false), names: false) == .passed)
  }
}
