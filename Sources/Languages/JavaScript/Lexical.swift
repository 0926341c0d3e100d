import Syntax

extension LexicalRules {
  static let javaScript = scriptRules(typed: false, markup: true)
  static let typeScript = scriptRules(typed: true, markup: false)
  static let typeScriptX = scriptRules(typed: true, markup: true)

  /// - Source: ECMA-262 section 12, https://facebook.github.io/jsx/
  private static func scriptRules(typed: Bool, markup: Bool) -> LexicalRules {
    LexicalRules(
      lineComments: ["//"], blockComments: [("/*", "*/")],
      quotes: [
        Quote("'", "'"), Quote("\"", "\""), Quote("`", "`", spansLines: true, interpolation: "${"),
      ],
      keywords: scriptKeywords, contextual: scriptWords + (typed ? typeWords : []),
      operandKeywords: [.this, .super, .null, .true, .false], operators: scriptOperators,
      identifierBytes: "_$#", hasRegex: true, pairsAngles: typed,
      conditionKeywords: [.if, .while, .for, .with],
      irregularBytes: "\\<",
      irregular: { lexer in
        lexer.byte() == 92
          ? lexer.escapedIdentifier()
          : lexer.legacyComment() || markup && lexer.opensMarkup(typed: typed)
      },
      mode: { $0.markup($1) })
  }

  private static let scriptKeywords: [Symbol] = [
    .await, .break, .case, .catch, .class, .const, .continue, .debugger, .default, .delete, .do,
    .else, .enum, .export, .extends, .finally, .for, .function, .if, .import, .in, .instanceof,
    .new, .return, .super, .switch, .this, .throw, .try, .typeof, .var, .void, .while, .with,
    .yield, .null, .true, .false,
  ]

  private static let scriptWords: [Symbol] = [
    .as, .async, .accessor, .constructor, .defer, .from, .get, .let, .of, .set, .static, .using,
    .assert,
  ]

  private static let typeWords: [Symbol] = [
    .abstract, .asserts, .declare, .global, .implements, .infer, .interface, .is, .keyof, .module,
    .namespace, .out, .override, .private, .protected, .public, .readonly, .require, .satisfies,
    .type, .unique,
  ]

  private static let scriptOperators: [Symbol] = [
    .leftRound, .rightRound, .leftSquare, .rightSquare, .leftCurly, .rightCurly, .comma,
    .semicolon, .colon, .dot, .at, .question, .ellipsis, .fatArrow, .questionDot, .plus, .minus,
    .star, .slash, .percent, .doubleStar, .less, .greater, .lessEqual, .greaterEqual, .equalEqual,
    .bangEqual, .tripleEqual, .bangTripleEqual, .bang, .tilde, .ampersand, .bar, .caret,
    .shiftLeft, .shiftRight, .shiftRightUnsigned, .andAnd, .orOr, .doubleQuestion, .plusPlus,
    .minusMinus, .assign, .plusAssign, .minusAssign, .starAssign, .slashAssign, .percentAssign,
    .doubleStarAssign, .andAssign, .orAssign, .caretAssign, .shiftLeftAssign, .shiftRightAssign,
    .shiftRightUnsignedAssign, .andAndAssign, .orOrAssign, .doubleQuestionAssign,
  ]
}

/// What a frame of markup is inside of.
private enum MarkupMode {
  static let tag: UInt8 = 1
  static let children: UInt8 = 2
  static let closingTag: UInt8 = 3
  static let typeArguments: UInt8 = 4
}

extension Lexer {
  /// `\u0061b`, alone or as the rest of an identifier.
  fileprivate mutating func escapedIdentifier() -> Bool {
    guard byte(1) == 117 else { return false }
    let start = position
    while true {
      if byte() == 92, byte(1) == 117 {
        position += 2
        if byte() == 123 {
          while !isAtEnd, isIdentifierByte(byte(1)) { position += 1 }
          position = min(count, position + 2)
        }
      } else if !isAtEnd, isIdentifierByte(byte()), unicodeBlankWidth(at: position) == 0 {
        position += 1
      } else {
        break
      }
    }
    if let last = lastToken, Int(last.end) == start,
      last.kind == .identifier || last.kind == .keyword
    {
      extendIdentifier()
    } else {
      emit(.identifier, from: start)
    }
    return true
  }

  /// `<!--` starts a comment in scripts.
  /// - Source: ECMA-262 section B.1.1
  fileprivate mutating func legacyComment() -> Bool {
    guard byte(1) == 33, byte(2) == 45, byte(3) == 45 else { return false }
    let start = position
    skipLine()
    emitComment(from: start)
    return true
  }

  /// The `<` of an element or fragment, where an operand is due.
  fileprivate mutating func opensMarkup(typed: Bool) -> Bool {
    guard operandDue, byte() == 60, byte(1) == 62 || isTagStart(byte(1)) else { return false }
    if typed, opensTypeParameters { return false }
    openTag()
    return true
  }

  private mutating func openTag() {
    let start = position
    position += 1
    emit(.markupStart, from: start)
    push(.mode, detail: MarkupMode.tag)
  }

  private func isTagStart(_ byte: UInt8) -> Bool {
    isNameStart(byte) && byte != UInt8(ascii: "#")
  }

  /// Whether `<` opens the type parameters of a function or function type: `<T,>`, `<T extends X>`,
  /// `<const T>`, `<T = X>`, `<T>(x: T) => T`, or stands after a word that is a name here.
  private var opensTypeParameters: Bool {
    if let last = lastToken {
      switch last.symbol {
      case .function, .class, .new, .star: return true
      case .return, .default, .case, .yield, .await, .else, .do, .typeof, .in, .void: break
      default: if last.kind == .keyword, Int(last.end) == position { return true }
      }
    }
    var at = 1
    func skipBlanks() { while byte(at) == 32 || byte(at) == 9 || byte(at) == 10 { at += 1 } }
    func word() -> Int {
      let start = at
      while isIdentifierByte(byte(at)) { at += 1 }
      return at - start
    }
    let first = position + at
    if word() == 5, starts(with: Array("const ".utf8), at: first) { return true }
    skipBlanks()
    switch byte(at) {
    case 44: return true
    case 61: return byte(at + 1) != 62
    case 62: break
    default:
      let second = position + at
      guard word() == 7, starts(with: Array("extends".utf8), at: second) else { return false }
      skipBlanks()
      return byte(at) != 61 && byte(at) != 62 && byte(at) != 47
    }
    return parametersFollow(at + 1)
  }

  /// Whether round brackets `ahead` close within 400 bytes, and `=>`, or `:` as in a call
  /// signature, follows.
  private func parametersFollow(_ ahead: Int) -> Bool {
    guard byte(ahead) == 40 else { return false }
    var at = ahead
    var depth = 0
    repeat {
      switch byte(at) {
      case 40: depth += 1
      case 41: depth -= 1
      case 0: return false
      default: break
      }
      at += 1
    } while depth > 0 && at < ahead + 400
    guard depth == 0 else { return false }
    while byte(at) == 32 || byte(at) == 10 { at += 1 }
    if byte(at) == 61 { return byte(at + 1) == 62 }
    guard byte(at) == 58, let last = lastToken else { return false }
    return last.symbol == .leftCurly || last.symbol == .semicolon || last.symbol == .assign
  }

  // MARK: Inside markup

  fileprivate mutating func markup(_ mode: UInt8) {
    switch byte() {
    case 32, 9, 10, 11, 12, 13: return token()
    default: break
    }
    switch mode {
    case MarkupMode.children: children()
    case MarkupMode.typeArguments: typeArguments()
    default: tag(mode)
    }
  }

  private mutating func tag(_ mode: UInt8) {
    let start = position
    switch byte() {
    case 47 where byte(1) == 47 || byte(1) == 42: token()
    case 47:
      position += 1
      emit(.punctuation, from: start, symbol: .slash)
      if byte() == 62, mode == MarkupMode.tag {
        position += 1
        emit(.punctuation, from: start + 1, symbol: .greater)
        closeElement()
      }
    case 62:
      position += 1
      emit(.punctuation, from: start, symbol: .greater)
      if mode == MarkupMode.tag { setMode(MarkupMode.children) } else { closeElement() }
    case 60 where lastToken?.kind == .identifier && mode == MarkupMode.tag:
      position += 1
      emit(.punctuation, from: start, symbol: .less)
      push(.mode, detail: MarkupMode.typeArguments)
    case 60: openTag()
    case 123: openCurly()
    case 34, 39: attribute()
    case 61: mark(.assign)
    case 46: mark(.dot)
    default:
      guard isTagStart(byte()) else { return }
      while isIdentifierByte(byte()) || byte() == 45 || byte() == 58 { position += 1 }
      position = min(position, count)
      emit(.identifier, from: start)
    }
  }

  private mutating func mark(_ symbol: Symbol) {
    position += 1
    emit(.punctuation, from: position - 1, symbol: symbol)
  }

  private mutating func openCurly() {
    mark(.leftCurly)
    push(.curly)
  }

  private mutating func closeElement() {
    pop()
    operandDue = false
  }

  /// A quoted attribute, which has no escapes and may span lines.
  private mutating func attribute() {
    let start = position
    position += 1
    while position < count, byte() != base[start] { position += 1 }
    let isOpen = isAtEnd
    if !isOpen { position += 1 }
    emit(.string, from: start, unterminated: isOpen)
  }

  private mutating func children() {
    let start = position
    switch byte() {
    case 123: openCurly()
    case 60 where byte(1) == 47:
      mark(.less)
      mark(.slash)
      setMode(MarkupMode.closingTag)
    case 60: openTag()
    default:
      var end = position
      while position < count, byte() != 60, byte() != 123 {
        position += 1
        switch base[position - 1] {
        case 32, 9, 10, 11, 12, 13: break
        default: end = position
        }
      }
      position = end
      emit(.markupText, from: start)
    }
  }

  private mutating func typeArguments() {
    let start = position
    switch byte() {
    case 60:
      mark(.less)
      push(.mode, detail: MarkupMode.typeArguments)
    case 62:
      position += 1
      emit(.punctuation, from: start, symbol: .greater)
      pop()
    default: token()
    }
  }
}
