import Syntax

extension LexicalRules {
  /// - Source: https://docs.python.org/3/reference/lexical_analysis.html
  static let python = LexicalRules(
    lineComments: ["#"],
    quotes: [
      Quote("\"\"\"", "\"\"\"", spansLines: true), Quote("'''", "'''", spansLines: true),
      Quote("\"", "\""), Quote("'", "'"),
    ],
    keywords: [
      .and, .as, .assert, .async, .await, .break, .class, .continue, .def, .del, .elif, .else,
      .except, .finally, .for, .from, .global, .if, .import, .in, .is, .lambda, .nonlocal, .not,
      .or, .pass, .raise, .return, .try, .while, .with, .yield, .noneWord, .trueWord, .falseWord,
    ],
    contextual: [.match, .case, .type],
    operandKeywords: [.noneWord, .trueWord, .falseWord],
    operators: [
      .leftRound, .rightRound, .leftSquare, .rightSquare, .leftCurly, .rightCurly,
      .comma, .semicolon, .colon, .dot, .at, .ellipsis, .arrow, .bang,
      .plus, .minus, .star, .slash, .percent, .doubleStar, .doubleSlash, .less, .greater,
      .lessEqual, .greaterEqual, .equalEqual, .bangEqual, .tilde, .ampersand, .bar, .caret,
      .shiftLeft, .shiftRight, .assign, .walrus, .plusAssign, .minusAssign, .starAssign,
      .slashAssign, .percentAssign, .doubleStarAssign, .doubleSlashAssign, .atAssign, .andAssign,
      .orAssign, .caretAssign, .shiftLeftAssign, .shiftRightAssign,
    ],
    layout: .indented, keywordsNameMembers: false,
    statementKeywords: [
      .assert, .break, .class, .continue, .def, .del, .elif, .except, .finally, .global, .import,
      .nonlocal, .pass, .raise, .return, .try, .while, .with,
    ],
    irregularBytes: ":", irregular: formatColon, prefixed: prefixedString, mode: formattedBody)
}

/// What the mode number of a frame says about the f-string or t-string around it.
private struct Formatted: OptionSet {
  let rawValue: UInt8
  static let triple = Formatted(rawValue: 1)
  static let double = Formatted(rawValue: 2)
  static let raw = Formatted(rawValue: 4)
  /// The position is after the colon of a replacement field.
  static let specifier = Formatted(rawValue: 8)

  var quote: UInt8 { contains(.double) ? 34 : 39 }
  var quoteLength: Int { contains(.triple) ? 3 : 1 }
}

/// Reads `r'…'`, `b'…'`, `f'…'`, `t'…'` and their combinations.
@Sendable private func prefixedString(_ lexer: inout Lexer, _ start: Int) -> Bool {
  let quoteAt = lexer.position
  guard quoteAt - start <= 2, lexer.base[quoteAt] != 35 else { return false }
  var formatted: Formatted? = nil
  var raw = false
  for at in start..<quoteAt {
    switch lexer.base[at] | 32 {
    case 102, 116: formatted = []
    case 114: raw = true
    case 98, 117: break
    default: return false
    }
  }
  guard var form = formatted else { return lexer.quote(start) }
  let quote = lexer.base[quoteAt]
  if quote == 34 { form.insert(.double) }
  if lexer.byte(1) == quote, lexer.byte(2) == quote { form.insert(.triple) }
  if raw { form.insert(.raw) }
  lexer.position = quoteAt + form.quoteLength
  let bodyAt = lexer.position
  if literalPart(&lexer, form) == .quote {
    lexer.position += form.quoteLength
    lexer.emit(.string, from: start)
  } else {
    lexer.position = bodyAt
    lexer.emit(.stringStart, from: start)
    lexer.push(.mode, detail: form.rawValue)
  }
  return true
}

private enum LiteralEnd { case quote, fieldStart, fieldEnd, damage }

/// Moves over literal text, to the first byte that is none, and says what stands there.
private func literalPart(_ lexer: inout Lexer, _ form: Formatted) -> LiteralEnd {
  let inSpecifier = form.contains(.specifier)
  while !lexer.isAtEnd {
    switch lexer.byte() {
    case form.quote:
      if !form.contains(.triple) { return .quote }
      if lexer.byte(1) == form.quote, lexer.byte(2) == form.quote { return .quote }
    case 123:
      if inSpecifier || lexer.byte(1) != 123 { return .fieldStart }
      lexer.position += 1
    case 125 where inSpecifier: return .fieldEnd
    case 10, 13:
      if !form.contains(.triple) { return .damage }
    case 92: skipEscape(&lexer, form)
    default: break
    }
    lexer.position += 1
  }
  lexer.position = lexer.count
  return .damage
}

/// Moves to the last byte of an escape sequence, which may hold braces, as in `\N{BULLET}`.
private func skipEscape(_ lexer: inout Lexer, _ form: Formatted) {
  let next = lexer.byte(1)
  if next == 123 || next == 125 { return }
  if !form.contains(.raw), next == 78, lexer.byte(2) == 123 {
    var ahead = 3
    while lexer.isIdentifierByte(lexer.byte(ahead)) || lexer.byte(ahead) == 32
      || lexer.byte(ahead) == 45
    {
      ahead += 1
    }
    lexer.position += lexer.byte(ahead) == 125 ? ahead : 1
  } else {
    lexer.position += next == 13 && lexer.byte(2) == 10 ? 2 : 1
  }
}

/// Reads the next part of an f-string or of the format specifier of a field.
@Sendable private func formattedBody(_ lexer: inout Lexer, _ mode: UInt8) {
  let form = Formatted(rawValue: mode)
  let start = lexer.position
  let end = literalPart(&lexer, form)
  if lexer.position > start { lexer.emit(.stringChunk, from: start) }
  let at = lexer.position
  switch end {
  case .fieldStart:
    lexer.position += 1
    lexer.emit(.interpolationStart, from: at)
    lexer.push(.interpolation, detail: mode)
  case .fieldEnd: lexer.drop()
  case .quote where !form.contains(.specifier):
    lexer.position += form.quoteLength
    lexer.emit(.stringEnd, from: at)
    lexer.pop()
  case .quote, .damage:
    // A field that never closes: leave it, so that the literal can end.
    while let frame = lexer.frames.last, frame.kind == .interpolation || frame.kind == .mode {
      guard frame.kind == .mode, !Formatted(rawValue: frame.detail).contains(.specifier) else {
        lexer.drop()
        continue
      }
      if end == .quote { lexer.position += form.quoteLength }
      lexer.emit(.stringEnd, from: at, unterminated: true)
      lexer.pop()
      return
    }
  }
}

/// Reads the `:` that starts a format specifier, directly inside the braces of a field.
@Sendable private func formatColon(_ lexer: inout Lexer) -> Bool {
  guard let frame = lexer.frames.last, frame.kind == .interpolation else { return false }
  let start = lexer.position
  lexer.position += 1
  lexer.emit(.punctuation, from: start, symbol: .colon)
  let form = Formatted(rawValue: frame.detail).union(.specifier)
  lexer.push(.mode, detail: form.rawValue)
  return true
}
