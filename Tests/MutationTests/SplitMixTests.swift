import Mutation
import Testing

struct SplitMixTests {
  /// The first numbers of the reference implementation for seed 1234567.
  @Test func `the numbers are those of the published generator`() {
    var generator = SplitMix(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    #expect(generator.next() == 9_817_491_932_198_370_423)
  }

  @Test func `a number for a text depends on the seed and the text`() {
    #expect(SplitMix.number(for: "a", seed: 1) == SplitMix.number(for: "a", seed: 1))
    #expect(SplitMix.number(for: "a", seed: 1) != SplitMix.number(for: "b", seed: 1))
    #expect(SplitMix.number(for: "a", seed: 1) != SplitMix.number(for: "a", seed: 2))
  }
}
