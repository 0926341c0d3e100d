import Syntax
import Testing

@Suite struct Symbols {
  @Test func `every symbol but none is found by its spelling`() {
    for symbol in Symbol.allCases where symbol != .none {
      #expect(Symbol.spelled(symbol.spelling) == symbol)
    }
    #expect(Symbol.spelled("") == nil)
  }

  @Test func `words and operators are spelled as in the source`() {
    #expect(
      ([.noneWord, .if, .bangTripleEqual, .rightCurly] as [Symbol]).map(\.spelling)
        == ["None", "if", "!==", "}"])
  }
}
