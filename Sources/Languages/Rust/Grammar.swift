package import Syntax

extension Grammar {
  /// Rust of the editions 2015 to 2024.
  /// - Source: https://doc.rust-lang.org/reference/
  package static let rust = Grammar(
    lexical: .rust,
    expressions: ExpressionRules(
      prefix: [.minus, .bang, .star],
      rows: [
        .init(
          .assignment,
          [
            .assign, .plusAssign, .minusAssign, .starAssign, .slashAssign, .percentAssign,
            .andAssign, .orAssign, .caretAssign, .shiftLeftAssign, .shiftRightAssign,
          ]),
        .init(.left, [.dotDot, .dotDotEqual]),
        .init(.left, [.orOr]),
        .init(.left, [.andAnd]),
        .init(.left, [.less, .greater, .lessEqual, .greaterEqual, .equalEqual, .bangEqual]),
        .init(.left, [.bar]),
        .init(.left, [.caret]),
        .init(.left, [.ampersand]),
        .init(.left, [.shiftLeft, .shiftRight]),
        .init(.left, [.plus, .minus]),
        .init(.left, [.star, .slash, .percent]),
      ],
      member: [.dot, .doubleColon],
      suffix: [.bang, .leftCurly, .doubleColon, .dot, .question, .as],
      linesEndExpressions: false, prefixPower: Power.prefix),
    statement: { $0.rustStatement(end: nil) }, operand: { $0.rustOperand() },
    suffix: { $0.rustSuffix($1, $2) }, argument: { $0.element() })
}

/// How tightly some operators bind; each row of the table above is ten more than the one before.
enum Power {
  static let range: UInt8 = 20
  static let comparison: UInt8 = 50
  static let cast: UInt8 = 120
  static let prefix: UInt8 = 130
}

// MARK: Statements

extension Parser {
  /// Reads a statement.
  ///
  /// - Parameter end: Where the block around it closes when the block's last expression is the
  ///   result of a function; that expression becomes an `exit`.
  mutating func rustStatement(end: Int?) {
    let start = mark()
    switch symbol() {
    case .semicolon: bump()
    case .hash where startsAnnotation: decorated(start, end: end)
    case .let: letStatement(start)
    case .none where startsRepetition: repetition()
    default:
      if item(start) { return }
      expressionStatement(start, end: end)
    }
  }

  /// Reads `let pattern: Type = value else { … };`.
  private mutating func letStatement(_ start: Mark) {
    bump()
    let target = mark()
    bindingTarget()
    if eat(.colon) { skipType() }
    // The end of a type, as in `let x: Vec<u8>=y`, may touch the `=`.
    if eat(.assign) || closesTypeWithAssign { expression() }
    wrap(.assignment, since: target)
    let other = mark()
    if eat(.else) {
      if at(.leftCurly) { block() }
      wrap(.otherwise, since: other)
    }
    endStatement()
    wrap(.declaration, since: start)
  }

  var closesTypeWithAssign: Bool {
    at(.greaterEqual, -1) || at(.shiftRightAssign, -1)
  }

  private mutating func expressionStatement(_ start: Mark, end: Int?) {
    if startsBlockLike {
      let isLast = end.map { blockLikeEnd() == $0 } ?? false
      blockLike(start, isTail: isLast)
      guard at(.dot) || at(.question) else {
        eat(.semicolon)
        return
      }
      continueExpression(0, since: start)
    } else {
      guard expression() else { return }
    }
    finishExpression(start, end: end)
  }

  /// Makes of the expression since `start` a statement, or the result of a function.
  private mutating func finishExpression(_ start: Mark, end: Int?) {
    if let last = lastNode, last.kind == .exit, Int(last.firstToken) == start.token {
      eat(.semicolon)
      return
    }
    if index == end { return wrap(.exit, since: start) }
    endStatement()
    wrap(.statement, since: start)
  }

  mutating func endStatement() {
    if eat(.semicolon) || at(.rightCurly) || isAtEnd || at(.rightCurly, -1) { return }
    let junk = mark()
    while !isAtEnd, !at(.semicolon), !at(.rightCurly), !afterNewline() || !startsItemWord {
      skipGroup()
    }
    wrap(.unknown, since: junk)
    eat(.semicolon)
  }

  private var startsItemWord: Bool {
    switch symbol() {
    case .fn, .pub, .let, .struct, .impl, .use, .hash, .mod, .enum, .trait: true
    default: false
    }
  }

  /// Whether `$(` stands here.
  private var startsRepetition: Bool {
    kind() == .identifier && firstByte() == 36 && token().end == token().start + 1
      && at(.leftRound, 1)
  }

  // MARK: Blocks

  /// Reads `{ … }`.
  mutating func block(isTail: Bool = false) {
    let start = mark()
    let end = partner().map { index + $0 }
    braces { $0.statement(end: isTail ? end : nil) }
    wrap(.block, since: start)
  }

  private mutating func statement(end: Int?) {
    guard enter() else { return skipAsUnknown() }
    rustStatement(end: end)
    depth -= 1
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

  /// Reads `body` outside every header.
  mutating func freshContext(_ body: (inout Parser) -> Void) {
    let saved = context
    context.refusesBraces = false
    body(&self)
    context = saved
  }

  /// Reads `body` as a header, in which `{` opens the block that follows.
  mutating func header(_ body: (inout Parser) -> Void) {
    let saved = context
    context.refusesBraces = true
    body(&self)
    context = saved
  }

  // MARK: Attributes

  var startsAnnotation: Bool {
    at(.hash) && (at(.leftSquare, 1) || at(.bang, 1) && at(.leftSquare, 2))
  }

  /// Reads attributes and what they stand before.
  private mutating func decorated(_ start: Mark, end: Int?) {
    while startsAnnotation {
      let isInner = at(.bang, 1)
      annotation()
      if isInner { return }
    }
    guard !isAtEnd, !at(.rightCurly) else { return }
    let target = index
    statement(end: end)
    if index > target { wrap(.decorated, since: start) }
  }

  mutating func annotations() { while startsAnnotation { annotation() } }

  /// Reads `#[path]`, `#[path(…)]`, `#![path = value]`.
  mutating func annotation() {
    let start = mark()
    bump()
    eat(.bang)
    guard let partner = partner() else {
      bump()
      return wrap(.annotation, since: start)
    }
    let end = index + partner
    bump()
    let inside = mark()
    freshContext { parser in
      if parser.kind() == .identifier || parser.kind() == .keyword { parser.leaf(.name) }
      while parser.at(.doubleColon), parser.kind(1) == .identifier {
        parser.bump()
        parser.leaf(.name)
        parser.wrap(.member, since: inside)
      }
      if parser.at(.leftRound), parser.partner() != nil {
        parser.macroArguments(.elements)
        parser.wrap(.call, since: inside)
      } else if parser.eat(.assign) {
        parser.expression()
        parser.wrap(.assignment, since: inside)
      }
    }
    if index != end || made(.unknown, since: inside) {
      rewind(to: inside)
      index = end
    }
    bump()
    wrap(.annotation, since: start)
  }
}
