import Syntax
import Testing

@Suite struct `Large stack` {
  private func sum(to count: Int) -> Int { count == 0 ? 0 : count + sum(to: count - 1) }

  @Test func `a million calls deep is no trouble`() {
    #expect(LargeStack.run { sum(to: 1_000_000) } == 500_000_500_000)
  }

  @Test func `a run inside a run answers too`() {
    #expect(LargeStack.run { LargeStack.run { 1 } + 1 } == 2)
  }
}
