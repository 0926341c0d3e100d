import Syntax

extension LexicalRules {
  /// - Source: https://docs.swift.org/swift-book/documentation/the-swift-programming-language/lexicalstructure
  static let swift = LexicalRules(
    lineComments: ["//"], blockComments: [("/*", "*/")],
    quotes: (0...7).map { String(repeating: "#", count: $0) }.flatMap { hashes in
      [
        Quote(
          hashes + "\"\"\"", "\"\"\"" + hashes, escape: hashes.isEmpty ? "\\" : nil,
          spansLines: true, interpolation: "\\\(hashes)("),
        Quote(
          hashes + "\"", "\"" + hashes, escape: hashes.isEmpty ? "\\" : nil,
          interpolation: "\\\(hashes)("),
      ]
    },
    keywords: [
      .associatedtype, .await, .break, .case, .catch, .class, .continue, .default, .defer, .deinit,
      .do, .else, .enum, .extension, .fallthrough, .false, .fileprivate, .for, .func, .guard, .if,
      .import, .in, .`init`, .inout, .internal, .let, .nil, .operator, .precedencegroup, .private,
      .protocol, .public, .repeat, .rethrows, .return, .selfWord, .static, .struct, .subscript,
      .super, .switch, .throw, .throws, .true, .try, .typealias, .var, .where, .while,
    ],
    contextual: [
      .actor, .any, .as, .async, .consume, .copy, .discard, .each, .get, .is, .macro, .set, .some,
      .unsafe, .yield,
    ],
    operandKeywords: [.false, .`init`, .nil, .selfWord, .super, .true],
    operators: [
      .leftRound, .rightRound, .leftSquare, .rightSquare, .leftCurly, .rightCurly, .comma,
      .semicolon, .colon, .doubleColon, .dot, .at, .hash, .question, .backslash, .ellipsis, .arrow,
      .questionDot, .plus, .minus, .star, .slash, .percent, .less, .greater, .lessEqual,
      .greaterEqual, .equalEqual, .bangEqual, .tripleEqual, .bangTripleEqual, .bang, .tilde,
      .ampersand, .bar, .caret, .shiftLeft, .shiftRight, .andAnd, .orOr, .doubleQuestion, .assign,
      .plusAssign, .minusAssign, .starAssign, .slashAssign, .percentAssign, .andAssign, .orAssign,
      .caretAssign, .shiftLeftAssign, .shiftRightAssign, .halfOpenRange, .patternMatch,
      .wrappingPlus, .wrappingMinus, .wrappingStar, .wrappingPlusAssign, .wrappingMinusAssign,
      .wrappingStarAssign, .wrappingShiftLeft, .wrappingShiftRight,
    ],
    identifierBytes: "_$", hasRegex: true, pairsAngles: true, nestsComments: true,
    pointsNeedDigits: true, irregularBytes: "/=-+!*%<>&|^~?.#`",
    irregular: { lexer in
      switch lexer.byte() {
      case UInt8(ascii: "#"): lexer.hash()
      case UInt8(ascii: "`"): lexer.quotedIdentifier()
      default: lexer.swiftOperator()
      }
    })
}

extension Lexer {
  /// Reads an identifier in backquotes.
  fileprivate mutating func quotedIdentifier() -> Bool {
    let start = position
    var end = start + 1
    while end < count, base[end] != UInt8(ascii: "`"), base[end] != 10, base[end] != 13 {
      end += 1
    }
    guard end < count, base[end] == UInt8(ascii: "`"), end > start + 1 else { return false }
    position = end + 1
    emit(.identifier, from: start)
    return true
  }

  // MARK: #

  /// Reads `#if …` as a comment, so that every branch is read, and `#/regex/#` and `#name`.
  fileprivate mutating func hash() -> Bool {
    let start = position
    if quotedQuotes() { return true }
    if byte(1) == UInt8(ascii: "/") || byte(1) == UInt8(ascii: "#"), extendedRegex() { return true }
    guard isNameStart(byte(1)) else { return false }
    position += 1
    while isIdentifierByte(byte()) { position += 1 }
    let word = start + 1..<position
    for directive in Lexer.directives
    where word.count == directive.count && starts(with: directive, at: word.lowerBound) {
      directiveRest()
      emitComment(from: start)
      return true
    }
    emit(.identifier, from: start)
    return true
  }

  /// Reads `#"""#` and the like, since three quotes after `#` open a text over lines only at the end of a line.
  private mutating func quotedQuotes() -> Bool {
    let start = position
    var hashes = 0
    while byte(hashes) == UInt8(ascii: "#") { hashes += 1 }
    let quotes = [UInt8](repeating: UInt8(ascii: "\""), count: 3)
    guard starts(with: quotes, at: start + hashes) else { return false }
    var at = start + hashes + 3
    while at < count, base[at] == 32 || base[at] == 9 { at += 1 }
    guard at < count, base[at] != 10, base[at] != 13 else { return false }
    let close = quotes.prefix(1) + [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
    at = start + hashes + 1
    while at < count, base[at] != 10, base[at] != 13 {
      if starts(with: Array(close), at: at) {
        position = at + close.count
        emit(.string, from: start)
        return true
      }
      at += 1
    }
    return false
  }

  private static let directives = ["if", "elseif", "else", "endif", "sourceLocation"]
    .map { Array($0.utf8) }

  /// Skips the rest of a directive; its condition goes on after `&&`, `||` and inside brackets.
  private mutating func directiveRest() {
    var depth = 0
    var joins = false
    while position < count {
      switch byte() {
      case 10, 13:
        if !joins, depth == 0, !nextLineJoins() { return }
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/") || byte(1) == UInt8(ascii: "*"):
        return
      case UInt8(ascii: "("):
        depth += 1
        joins = false
      case UInt8(ascii: ")"):
        depth -= 1
        joins = false
      case UInt8(ascii: "&"), UInt8(ascii: "|"): joins = true
      case 32, 9: break
      default: joins = false
      }
      position += 1
    }
  }

  private func nextLineJoins() -> Bool {
    var at = position
    while at < count, base[at] == 10 || base[at] == 13 || base[at] == 32 || base[at] == 9 {
      at += 1
    }
    return starts(with: [38, 38], at: at) || starts(with: [124, 124], at: at)
  }

  /// `#/ … /#` with any number of `#`; over lines when a line break follows the opening.
  private mutating func extendedRegex() -> Bool {
    let start = position
    var hashes = 0
    while byte(hashes) == UInt8(ascii: "#") { hashes += 1 }
    guard byte(hashes) == UInt8(ascii: "/") else { return false }
    let close = [UInt8(ascii: "/")] + [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
    var at = position + hashes + 1
    let spansLines = at < count && (base[at] == 10 || base[at] == 13)
    while at < count {
      if starts(with: close, at: at) {
        position = at + close.count
        emit(.regex, from: start)
        return true
      }
      if !spansLines, base[at] == 10 || base[at] == 13 { return false }
      at += base[at] == 92 && at + 1 < count ? 2 : 1
    }
    return false
  }

  // MARK: Operators

  private static let isOperatorByte: [Bool] = (0..<256).map { byte in
    "/=-+!*%<>&|^~?".utf8.contains(UInt8(byte))
  }

  /// Whether the token that starts at `start` touches the one before it.
  private func isLeftBound(_ start: Int) -> Bool {
    guard start > 0 else { return false }
    switch base[start - 1] {
    case 32, 9, 10, 11, 12, 13, 40, 91, 123, 44, 59, 58, 0: return false
    case UInt8(ascii: "/"): return start < 2 || base[start - 2] != UInt8(ascii: "*")
    default: return true
    }
  }

  /// Reads the longest run of operator characters; comments end it.
  /// - Source: Lexer::lexOperatorIdentifier of the Swift compiler
  fileprivate mutating func swiftOperator() -> Bool {
    let start = position
    let first = byte()
    let isOperatorByte = Lexer.isOperatorByte
    if first == UInt8(ascii: "/") {
      if byte(1) == UInt8(ascii: "/") || byte(1) == UInt8(ascii: "*") { return false }
      if operandDue, opensRegex() { return false }
    }
    if first == UInt8(ascii: "."), byte(1) != UInt8(ascii: "."), !isOperatorByte[Int(byte(1))] {
      mark(.dot, length: 1)
      return true
    }
    let touches = isLeftBound(start)
    if first == UInt8(ascii: "?"), touches {
      let isChain = byte(1) == UInt8(ascii: ".") && byte(2) != UInt8(ascii: ".")
      if isChain { mark(.questionDot, length: 2) } else { mark(.question, length: 1) }
      return true
    }
    if first == UInt8(ascii: "!"), touches {
      mark(.bang, length: 1)
      return true
    }
    let dots = first == UInt8(ascii: ".")
    var length = 1
    // A long run of brackets that close one another is read one by one.
    let most = first == UInt8(ascii: ">") && opensAngles() ? 4 : Int.max
    while length < most,
      isOperatorByte[Int(byte(length))] || dots && byte(length) == UInt8(ascii: ".")
    {
      if byte(length) == UInt8(ascii: "/"),
        byte(length + 1) == UInt8(ascii: "/") || byte(length + 1) == UInt8(ascii: "*")
      {
        break
      }
      length += 1
    }
    if first == UInt8(ascii: ">"), length > 1, touches || beginsLine(start), closesAngles(length) {
      mark(.greater, length: 1)
      return true
    }
    if first == UInt8(ascii: "<"), length == 1 {
      guard touches else {
        position += 1
        emit(.punctuation, from: start, symbol: .less)
        return true
      }
    }
    let symbol = operatorSymbol(length)
    if symbol == .greater, !touches, !(opensAngles() && beginsLine(start)) {
      position += 1
      emit(.punctuation, from: start, symbol: .greater)
    } else if symbol != .none {
      mark(symbol, length: length)
    } else {
      position += length
      emit(.punctuation, from: start, symbol: .customOperator)
    }
    return true
  }

  /// Whether only blanks stand before `start` on its line.
  private func beginsLine(_ start: Int) -> Bool {
    var at = start
    while at > 0, base[at - 1] == 32 || base[at - 1] == 9 { at -= 1 }
    return at == 0 || base[at - 1] == 10 || base[at - 1] == 13
  }

  /// Whether the first `>` of a longer run closes type arguments, as in `A<B<C>>` and `A<B>?`.
  private func closesAngles(_ length: Int) -> Bool {
    switch operatorSymbol(length) {
    case .greaterEqual, .shiftRightAssign: false
    case .shiftRight: opensAngles(2)
    default: opensAngles()
    }
  }

  /// Whether `/` at an operand's place starts a regular expression and is no operator.
  private func opensRegex() -> Bool {
    switch byte(1) {
    case 32, 9, 10, 13, 0, UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "="): return false
    default: return true
    }
  }
}
