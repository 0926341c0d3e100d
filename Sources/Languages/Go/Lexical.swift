import Syntax

extension LexicalRules {
  /// - Source: https://go.dev/ref/spec#Lexical_elements
  static let go = LexicalRules(
    lineComments: ["//"], blockComments: [("/*", "*/")],
    quotes: [Quote("\"", "\""), Quote("`", "`", escape: nil, spansLines: true)],
    keywords: [
      .break, .case, .chan, .const, .continue, .default, .defer, .else, .fallthrough, .for, .func,
      .go, .goto, .if, .import, .interface, .map, .package, .range, .return, .select, .struct,
      .switch, .type, .var,
    ],
    operators: [
      .leftRound, .rightRound, .leftSquare, .rightSquare, .leftCurly, .rightCurly, .comma,
      .semicolon, .colon, .dot, .ellipsis, .plus, .minus, .star, .slash, .percent, .less, .greater,
      .lessEqual, .greaterEqual, .equalEqual, .bangEqual, .bang, .tilde, .ampersand, .bar, .caret,
      .shiftLeft, .shiftRight, .andNot, .andAnd, .orOr, .leftArrow, .plusPlus, .minusMinus,
      .assign, .walrus, .plusAssign, .minusAssign, .starAssign, .slashAssign, .percentAssign,
      .andAssign, .orAssign, .caretAssign, .shiftLeftAssign, .shiftRightAssign, .andNotAssign,
    ],
    keywordsNameMembers: false,
    irregularBytes: "'0123456789",
    irregular: { lexer in
      if lexer.byte() == UInt8(ascii: "'") { lexer.rune() } else { lexer.goNumber() }
      return true
    })
}

extension Lexer {
  /// Reads `'a'`, `'\''`, `'\u00e4'`; a rune ends with its line.
  fileprivate mutating func rune() {
    let start = position
    position += 1
    while !isAtEnd, byte() != 10, byte() != 13 {
      if byte() == UInt8(ascii: "'") {
        position += 1
        return emit(.character, from: start)
      }
      position = min(count, position + (byte() == 92 && byte(1) != 10 && byte(1) != 13 ? 2 : 1))
    }
    emit(.character, from: start, unterminated: true)
  }

  /// Reads `1_000`, `0x1.8p-2`, `1.`, `1e+9`, `3i`.
  fileprivate mutating func goNumber() {
    let start = position
    let isHex = byte() == 48 && byte(1) | 32 == UInt8(ascii: "x")
    var hasPoint = false
    position += 1
    while !isAtEnd {
      let next = byte()
      if next == UInt8(ascii: "."), !hasPoint, byte(1) != next {
        hasPoint = true
      } else if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") {
        guard base[position - 1] | 32 == UInt8(ascii: isHex ? "p" : "e") else { break }
      } else if next >= 128 || !isIdentifierByte(next) {
        break
      }
      position += 1
    }
    emit(.number, from: start)
  }
}
