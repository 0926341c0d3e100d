import Reporting
import Testing

@Suite struct ScoreTests {
  /// - Source: R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics
  ///   in Medicine 17 (1998), table I, method 3
  @Test(arguments: [
    (81, 263, 2_553, 3_662), (15, 148, 624, 1_605), (0, 20, 0, 1_611), (1, 29, 61, 1_718),
  ])
  func `the interval is the published Wilson interval`(
    killed: Int, judged: Int, low: Int, high: Int
  ) {
    let interval = Score(killed: killed, judged: judged).interval
    #expect(Int((interval.low * 10_000).rounded()) == low)
    #expect(Int((interval.high * 10_000).rounded()) == high)
  }

  @Test func `the interval of everything ends at one and of nothing at zero`() {
    #expect(Score(killed: 20, judged: 20).interval.high == 1)
    #expect(Score(killed: 0, judged: 20).interval.low == 0)
  }

  @Test func `nothing judged leaves the whole interval open`() {
    #expect(Score(killed: 0, judged: 0).interval == (0, 1))
    #expect(Score(killed: 0, judged: 0).value == 0)
  }

  @Test func `61 of 240 reads as 25 percent between 20 and 31`() {
    let score = Score(killed: 61, judged: 240)
    #expect(score.percent == "25 %")
    #expect(score.range == "20–31 %")
  }

  @Test func `percent says 0 and 100 only of nothing and everything`() {
    #expect(Score(killed: 1, judged: 400).percent == "< 1 %")
    #expect(Score(killed: 399, judged: 400).percent == "> 99 %")
    #expect(Score(killed: 0, judged: 400).percent == "0 %")
    #expect(Score(killed: 400, judged: 400).percent == "100 %")
  }
}
