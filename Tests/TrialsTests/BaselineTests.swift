import Testing
import Trials

@Suite struct BaselineTests {
  @Test func `a baseline sets tests aside that differ between its runs`() {
    let baseline = Baseline(
      [
        observation([tested("a"), tested("b"), tested("c", .skipped), tested("d")]),
        observation([tested("a"), tested("b", .failed), tested("c", .skipped), tested("e")]),
      ], namesTests: true)
    #expect(baseline.passing == ["a"])
    #expect(baseline.flaky == ["b", "d", "e"])
    #expect(baseline.tests.map(\.id) == ["a", "b", "c", "d", "e"])
    #expect(baseline.failing == [])
  }

  @Test func `a baseline names the tests that fail in every run`() {
    let runs = [observation([tested("a", .failed)], exit: 1)]
    #expect(Baseline(runs + runs, namesTests: true).failing.map(\.id) == ["a"])
  }

  @Test func `a baseline expects the tests of the chosen files that are not blind`() {
    let results = [
      tested("a", path: "x"), tested("b", path: "y"), tested("c", path: "z"),
    ]
    let baseline = Baseline([observation(results)], namesTests: true)
    #expect(baseline.testFiles == ["x", "y", "z"])
    #expect(baseline.expected(in: nil) == ["a", "b", "c"])
    #expect(baseline.expected(in: ["x", "y"]) == ["a", "b"])
    #expect(baseline.expected(in: ["x", "y"], without: ["y"]) == ["a"])
  }

  @Test func `a baseline finds no difference in a run that ends alike`() {
    let baseline = Baseline(
      [
        observation([tested("a"), tested("f")]), observation([tested("a"), tested("f", .failed)]),
      ], namesTests: true)
    #expect(baseline.difference(from: observation([tested("a"), tested("f")])) == nil)
    #expect(
      baseline.difference(from: observation([tested("a"), tested("f", .failed)], exit: 1)) == nil)
  }

  @Test func `a baseline says how a run differs from it`() {
    let baseline = Baseline([observation([tested("a"), tested("b")])], namesTests: true)
    #expect(
      baseline.difference(from: observation([tested("a")]))
        == "1 of 2 tests no longer pass; b did not run")
    #expect(
      baseline.difference(
        from: observation([tested("a"), tested("b", .failed, message: "boom")], exit: 1))
        == "1 of 2 tests no longer pass; b failed: boom")
    #expect(
      baseline.difference(from: observation([tested("a"), tested("b")], exit: 2))
        == "the run ended with 2")
    #expect(
      baseline.difference(from: observation([tested("a"), tested("b")], limit: .wall))
        == "the run hit the limit for wall")
  }

  @Test func `a baseline keeps the time of its slowest run`() {
    let runs = [7, 31, 12].map { observation([tested("a")], milliseconds: $0) }
    #expect(Baseline(runs, namesTests: true).slowestMilliseconds == 31)
  }
}
