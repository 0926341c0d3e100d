package import Syntax

extension Grammar {
  /// Swift 6.
  /// - Source: https://docs.swift.org/swift-book/documentation/the-swift-programming-language/summaryofthegrammar
  package static let swift = Grammar(
    lexical: .swift, expressions: .swift, statement: { $0.swiftStatement() },
    operand: { $0.swiftOperand() }, suffix: { $0.swiftSuffix($1, $2) },
    refuses: { parser, symbol in
      // `a⏎-b` and `a⏎.b` differ from `a⏎- b`: an operator that touches only what follows is a
      // prefix.
      guard symbol != .assign, parser.afterSpace(), !parser.afterSpace(1) else { return false }
      switch parser.symbol(1) {
      case .rightRound, .rightSquare, .rightCurly, .comma, .semicolon, .colon: return false
      default: return true
      }
    },
    argument: { $0.swiftArgument() })
}

extension ExpressionRules {
  static let swift = ExpressionRules(
    prefix: [
      .plus, .minus, .bang, .tilde, .ampersand, .ellipsis, .halfOpenRange, .less, .greater,
      .lessEqual, .slash, .star, .percent, .caret, .bar, .customOperator,
    ],
    rows: rows, member: [.dot, .questionDot],
    suffix: [
      .leftRound, .leftCurly, .leftSquare, .dot, .question, .questionDot, .bang, .ellipsis, .as,
      .is, .less, .arrow, .customOperator, .throws, .async, .doubleColon,
    ],
    leads: rows.flatMap(\.symbols) + [.dot, .question, .questionDot, .as, .is],
    linesEndExpressions: true, conditional: .question, conditionalPower: 15, prefixPower: 130)

  static let assignment: UInt8 = 10
  static let belowAssignment: UInt8 = 11
  /// The power of `as` and `is`.
  static let casting: UInt8 = 70

  /// - Source: the precedence groups of the Swift standard library
  private static let rows: [Row] = [
    Row(
      .assignment,
      [
        .assign, .plusAssign, .minusAssign, .starAssign, .slashAssign, .percentAssign, .andAssign,
        .orAssign, .caretAssign, .shiftLeftAssign, .shiftRightAssign, .wrappingPlusAssign,
        .wrappingMinusAssign, .wrappingStarAssign,
      ]),
    Row(.left, [.customOperator]),
    Row(.left, [.orOr]),
    Row(.left, [.andAnd]),
    Row(
      .left,
      [
        .less, .greater, .lessEqual, .greaterEqual, .equalEqual, .bangEqual, .tripleEqual,
        .bangTripleEqual, .patternMatch,
      ]),
    Row(.right, [.doubleQuestion]),
    // Casts, which are suffixes here.
    Row(.left, []),
    Row(.left, [.halfOpenRange, .ellipsis]),
    Row(.left, [.plus, .minus, .wrappingPlus, .wrappingMinus, .bar, .caret]),
    Row(.left, [.star, .slash, .percent, .wrappingStar, .ampersand]),
    Row(.left, [.shiftLeft, .shiftRight, .wrappingShiftLeft, .wrappingShiftRight]),
  ]
}

extension Parser {
  var atName: Bool { kind() == .identifier || kind() == .keyword }

  /// Whether a statement may end here without a semicolon.
  var ended: Bool { isAtEnd || afterNewline() || at(.semicolon) || at(.rightCurly) }

  /// Ends a statement of `kind`; what still stands on its line is unknown.
  mutating func finish(_ kind: NodeKind, since start: Mark) {
    if !ended, !at(.case), !at(.default) {
      let junk = mark()
      while !ended { skipGroup() }
      wrap(.unknown, since: junk)
    }
    wrap(kind, since: start)
    eat(.semicolon)
  }

  /// Reads `body` as at the start of a statement, outside every bracket and header.
  mutating func freshContext(_ body: (inout Parser) -> Void) {
    let saved = context
    context.linesEndExpressions = true
    context.refusesIn = false
    context.refusesBraces = false
    context.isConsequence = false
    body(&self)
    context = saved
  }

  /// Reads `body` where `{` opens the block of a statement.
  mutating func headerContext(_ body: (inout Parser) -> Void) {
    let saved = context
    context.refusesBraces = true
    body(&self)
    context = saved
  }

  /// Reads `{ … }`, each element by `element`, to its closing bracket.
  mutating func braces(_ element: (inout Parser) -> Void) {
    let end = partner().map { index + $0 } ?? Int.max
    bump()
    elements(until: end, element)
    eat(.rightCurly)
  }

  mutating func elements(until end: Int, _ element: (inout Parser) -> Void) {
    freshContext { parser in
      while !parser.isAtEnd, parser.index < end, !parser.at(.rightCurly) {
        let before = parser.index
        element(&parser)
        if parser.index == before { parser.skipAsUnknown() }
      }
    }
  }

  mutating func block() {
    let start = mark()
    braces { $0.statement() }
    wrap(.block, since: start)
  }

  /// Skips `label:` of a statement.
  mutating func skipLabel() {
    bump()
    bump()
  }
}
