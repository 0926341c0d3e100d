import Syntax

extension LexicalRules {
  /// - Source: https://doc.rust-lang.org/reference/lexical-structure.html
  static let rust = LexicalRules(
    lineComments: ["//"],
    quotes: [Quote("\"", "\"", spansLines: true)],
    keywords: [
      .as, .async, .await, .break, .const, .continue, .crate, .dyn, .else, .enum, .extern, .false,
      .fn, .for, .if, .impl, .in, .let, .loop, .match, .mod, .move, .mut, .pub, .ref, .return,
      .selfWord, .selfType, .static, .struct, .super, .trait, .true, .type, .unsafe, .use, .where,
      .while,
    ],
    contextual: [.auto, .box, .default, .macro, .macroRules, .raw, .safe, .try, .union, .yield],
    operandKeywords: [.crate, .false, .selfWord, .selfType, .super, .true],
    operators: [
      .leftRound, .rightRound, .leftSquare, .rightSquare, .leftCurly, .rightCurly,
      .comma, .semicolon, .colon, .doubleColon, .dot, .dotDot, .dotDotEqual, .ellipsis, .at, .hash,
      .question, .arrow, .fatArrow, .plus, .minus, .star, .slash, .percent, .less, .greater,
      .lessEqual, .greaterEqual, .equalEqual, .bangEqual, .bang, .tilde, .ampersand, .bar, .caret,
      .shiftLeft, .shiftRight, .andAnd, .orOr, .assign, .plusAssign, .minusAssign, .starAssign,
      .slashAssign, .percentAssign, .andAssign, .orAssign, .caretAssign, .shiftLeftAssign,
      .shiftRightAssign,
    ],
    identifierBytes: "_$",
    irregularBytes: "/'.0123456789", irregular: { $0.irregularRust() },
    prefixed: { $0.prefixedRust($1) })
}

extension Lexer {
  fileprivate mutating func irregularRust() -> Bool {
    switch byte() {
    case UInt8(ascii: "/"): return byte(1) == UInt8(ascii: "*") && nestedComment()
    case UInt8(ascii: "'"): return characterOrLifetime()
    case UInt8(ascii: "."):
      // `pair.0` names a member; `1.0` never gets here.
      guard isDigit(byte(1)) else { return false }
      position += 1
      emit(.punctuation, from: position - 1, symbol: .dot)
      return true
    default:
      number()
      return true
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private mutating func nestedComment() -> Bool {
    let start = position
    var open = 0
    while !isAtEnd {
      if byte() == 47, byte(1) == 42 {
        open += 1
        position += 2
      } else if byte() == 42, byte(1) == 47 {
        open -= 1
        position += 2
        if open == 0 { break }
      } else {
        position += 1
      }
    }
    position = min(position, count)
    emitComment(from: start)
    return true
  }

  /// Reads `'a'`, `'\n'` as text, `'a` as punctuation without a symbol.
  private mutating func characterOrLifetime() -> Bool {
    let start = position
    if let end = characterEnd(start) {
      position = end
      emit(.string, from: start)
      return true
    }
    guard isNameStart(byte(1)) else { return false }
    position += 1
    while !isAtEnd, isIdentifierByte(byte()) { position += 1 }
    // `'r#name`
    if byte() == 35, position == start + 2, base[start + 1] == 114, isNameStart(byte(1)) {
      position += 1
      while !isAtEnd, isIdentifierByte(byte()) { position += 1 }
    }
    position = min(position, count)
    emit(.punctuation, from: start)
    return true
  }

  /// The end of the character literal whose quote stands at `quote`, or nil.
  private func characterEnd(_ quote: Int) -> Int? {
    var at = quote + 1
    guard at < count else { return nil }
    if base[at] == 92 {
      at += 2
      while at < count, base[at] != 39, base[at] != 10 { at += 1 }
    } else {
      guard base[at] != 39, base[at] != 10 else { return nil }
      switch base[at] {
      case 0..<0xc0: at += 1
      case 0xc0..<0xe0: at += 2
      case 0xe0..<0xf0: at += 3
      default: at += 4
      }
    }
    return at < count && base[at] == 39 ? at + 1 : nil
  }

  /// Reads `1`, `0xff_u8`, `1.5`, `1.`, `1e-3f64`; after a member operator only digits.
  private mutating func number() {
    let start = position
    let isMember = lastToken.map { $0.symbol == .dot && Int($0.end) == start } ?? false
    let isHex = byte() == 48 && (byte(1) | 32 == 120)
    func word(_ lexer: inout Lexer) {
      while !lexer.isAtEnd, lexer.isIdentifierByte(lexer.byte()), lexer.byte() != 36 {
        lexer.position += 1
      }
    }
    word(&self)
    if !isMember, byte() == 46, byte(1) != 46, !isNameStart(byte(1)) {
      position += 1
      word(&self)
    }
    if !isHex, !isMember, base[position - 1] | 32 == 101, byte() == 43 || byte() == 45,
      isDigit(byte(1))
    {
      position += 1
      word(&self)
    }
    position = min(position, count)
    emit(.number, from: start)
  }

  /// Reads `b"…"`, `c"…"`, `r"…"`, `br#"…"#`, `b'…'` and `r#name`.
  fileprivate mutating func prefixedRust(_ start: Int) -> Bool {
    let length = position - start
    guard length <= 2 else { return false }
    let (first, second) = (base[start], base[start + 1])
    let isRaw = length == 1 ? first == 114 : second == 114
    guard length == 1 ? first == 98 || first == 99 || isRaw : isRaw && (first == 98 || first == 99)
    else { return false }
    switch byte() {
    case 39:
      guard first == 98, !isRaw, let end = characterEnd(position) else { return false }
      position = end
      emit(.string, from: start)
      return true
    case 34 where !isRaw: return quote(start)
    default: break
    }
    guard isRaw else { return false }
    var hashes = 0
    while byte(hashes) == 35 { hashes += 1 }
    guard byte(hashes) == 34 else { return length == 1 && hashes == 1 && rawName(start) }
    position += hashes + 1
    while !isAtEnd {
      if byte() == 34 {
        var closing = 0
        while closing < hashes, byte(closing + 1) == 35 { closing += 1 }
        if closing == hashes {
          position += hashes + 1
          emit(.string, from: start)
          return true
        }
      }
      position += 1
    }
    emit(.string, from: start, unterminated: true)
    return true
  }

  private mutating func rawName(_ start: Int) -> Bool {
    guard isNameStart(byte(1)) else { return false }
    position += 1
    while !isAtEnd, isIdentifierByte(byte()) { position += 1 }
    position = min(position, count)
    emit(.identifier, from: start)
    return true
  }
}
