package import Syntax

extension Grammar {
  /// JavaScript with markup.
  package static let javaScript = script(.javaScript, typed: false)
  /// TypeScript without markup, with casts in angle brackets.
  package static let typeScript = script(.typeScript, typed: true)
  /// TypeScript with markup.
  package static let typeScriptX = script(.typeScriptX, typed: true)

  /// - Source: ECMA-262 sections 13 to 16
  private static func script(_ lexical: LexicalRules, typed: Bool) -> Grammar {
    Grammar(
      lexical: lexical, expressions: typed ? .typed : .untyped,
      statement: { $0.scriptStatement() }, operand: { $0.scriptOperand() },
      suffix: { $0.scriptSuffix($1, $2) }, argument: { $0.expression() },
      asksOperandAfterName: [.fatArrow])
  }
}

extension ExpressionRules {
  fileprivate static let untyped = script(suffix: [])
  fileprivate static let typed = script(suffix: [.as, .satisfies, .bang, .less])

  private static func script(suffix: [Symbol]) -> ExpressionRules {
    ExpressionRules(
      prefix: [
        .plus, .minus, .bang, .tilde, .plusPlus, .minusMinus, .typeof, .void, .delete,
      ],
      postfix: [.plusPlus, .minusMinus], rows: rows, member: [.dot, .questionDot], suffix: suffix,
      leads: rows.flatMap(\.symbols) + [
        .dot, .questionDot, .leftRound, .leftSquare, .question, .less,
      ],
      linesEndExpressions: true, conditional: .question, conditionalPower: 15, prefixPower: 130)
  }

  /// The power of `<`, and of `as`.
  static let relational: UInt8 = 80
  static let assignment: UInt8 = 10
  /// Tighter than every operator, so that only suffixes are read.
  static let suffixes: UInt8 = 200

  private static let rows: [Row] = [
    Row(
      .assignment,
      [
        .assign, .plusAssign, .minusAssign, .starAssign, .slashAssign, .percentAssign,
        .doubleStarAssign, .andAssign, .orAssign, .caretAssign, .shiftLeftAssign,
        .shiftRightAssign, .shiftRightUnsignedAssign, .andAndAssign, .orOrAssign,
        .doubleQuestionAssign,
      ]),
    Row(.left, [.orOr, .doubleQuestion]),
    Row(.left, [.andAnd]),
    Row(.left, [.bar]),
    Row(.left, [.caret]),
    Row(.left, [.ampersand]),
    Row(.left, [.equalEqual, .bangEqual, .tripleEqual, .bangTripleEqual]),
    Row(.left, [.less, .greater, .lessEqual, .greaterEqual, .in, .instanceof]),
    Row(.left, [.shiftLeft, .shiftRight, .shiftRightUnsigned]),
    Row(.left, [.plus, .minus]),
    Row(.left, [.star, .slash, .percent]),
    Row(.right, [.doubleStar]),
  ]
}

extension Parser {
  /// Whether the language has static types.
  var isTyped: Bool { grammar.expressions.asksSuffix[Int(Symbol.as.rawValue)] }

  /// Whether a statement may end here without a semicolon.
  var ended: Bool { isAtEnd || afterNewline() || at(.semicolon) || at(.rightCurly) }

  var atName: Bool { kind() == .identifier || kind() == .keyword }

  /// Reads the end of a statement; what stands before it on the line is unknown.
  /// - Source: ECMA-262 section 12.10
  mutating func endStatement() {
    if eat(.semicolon) || ended { return }
    let junk = mark()
    while !ended { skipGroup() }
    wrap(.unknown, since: junk)
    eat(.semicolon)
  }

  /// Reads `body` as at the start of a statement, outside every bracket and header.
  mutating func freshContext(_ body: (inout Parser) -> Void) {
    let saved = context
    context.linesEndExpressions = true
    context.refusesIn = false
    context.isConsequence = false
    body(&self)
    context = saved
  }

  /// Reads `body` as between brackets, where no line ends an expression.
  mutating func bracketContext(_ body: (inout Parser) -> Void) {
    let saved = context
    context.linesEndExpressions = false
    context.refusesIn = false
    context.isConsequence = false
    body(&self)
    context = saved
  }

  /// Reads `{ … }`, each element by `element`, to its closing bracket.
  mutating func braces(_ element: (inout Parser) -> Void) {
    let end = partner().map { index + $0 } ?? Int.max
    bump()
    freshContext { parser in
      while !parser.isAtEnd, parser.index < end, !parser.at(.rightCurly) {
        let before = parser.index
        element(&parser)
        if parser.index == before { parser.skipAsUnknown() }
      }
    }
    eat(.rightCurly)
  }

  mutating func block() {
    let start = mark()
    braces { $0.statement() }
    wrap(.block, since: start)
  }

  /// Reads `( … )` of a header.
  mutating func header(_ body: (inout Parser) -> Void) {
    guard at(.leftRound) else { return }
    let end = partner().map { index + $0 }
    bump()
    bracketContext(body)
    if let end, index < end {
      let junk = mark()
      while index < end { skipGroup() }
      wrap(.unknown, since: junk)
    }
    eat(.rightRound)
  }

  /// Reads `(x)` as the condition `x`.
  mutating func condition() {
    header { parser in
      let test = parser.mark()
      parser.sequence()
      parser.wrap(.condition, since: test)
    }
  }
}
