import Syntax

extension Parser {
  /// Reads a statement that begins at `start` and declares nothing at the top of a file.
  mutating func innerStatement(_ start: Mark) {
    switch symbol() {
    case .leftCurly: block()
    case .if: branch(start)
    case .for: loop(start)
    case .switch, .select: selection(start)
    case .return, .break, .continue, .goto, .fallthrough:
      bump()
      if !ended { if symbol(-1) == .return { sequence() } else { bump() } }
      wrap(.exit, since: start)
      endOfLine()
    case .defer, .go:
      bump()
      expression()
      wrap(.unary, since: start)
      wrap(.statement, since: start)
      endOfLine()
    default:
      if kind() == .identifier, at(.colon, 1) {
        // A label.
        bump()
        bump()
        if !at(.rightCurly) { statement() }
        return
      }
      guard simple() else { return }
      wrap(.statement, since: start)
      endOfLine()
    }
  }

  mutating func block() {
    let start = mark()
    lines(until: .rightCurly) { $0.statement() }
    wrap(.block, since: start)
  }

  /// Reads `f()`, `a, b = c, d`, `a := b`, `a += b`, `a++` or `a <- b`, without a node of its own for
  /// the statement.
  private mutating func simple() -> Bool {
    let start = mark()
    guard sequence() else { return false }
    if afterNewline() { return true }
    switch symbol() {
    case .plusPlus, .minusMinus:
      bump()
      wrap(.unary, since: start)
    case .leftArrow:
      bump()
      expression()
      wrap(.binary, since: start)
    case .assign, .walrus, .plusAssign, .minusAssign, .starAssign, .slashAssign, .percentAssign,
      .andAssign, .orAssign, .caretAssign, .shiftLeftAssign, .shiftRightAssign, .andNotAssign:
      bump()
      if at(.range) { return true }
      sequence()
      wrap(.assignment, since: start)
    default: break
    }
    return true
  }

  // MARK: Headers

  /// Reads `body` as between a keyword and its block, where braces open the block.
  private mutating func header(_ body: (inout Parser) -> Void) {
    let saved = context
    context.refusesBraces = true
    context.linesEndExpressions = true
    body(&self)
    if !at(.leftCurly) || afterNewline() && !isAfterSemicolon { skipToBlock() }
    context = saved
  }

  private var isAfterSemicolon: Bool { symbol(-1) == .semicolon }

  /// Skips what the header holds beyond what was understood.
  private mutating func skipToBlock() {
    let junk = mark()
    while !ended, !at(.leftCurly) { skipGroup() }
    wrap(.unknown, since: junk)
  }

  /// Reads `init; test` or `test`; the test becomes a condition.
  private mutating func test() {
    let start = mark()
    if !at(.leftCurly), !at(.semicolon) { _ = simple() }
    if at(.semicolon) {
      wrap(.statement, since: start)
      bump()
      let test = mark()
      if !at(.leftCurly), simple() { wrap(.condition, since: test) }
    } else if moved(since: start) {
      wrap(.condition, since: start)
    }
  }

  /// Reads `if init; test { }` with its `else`.
  private mutating func branch(_ start: Mark) {
    bump()
    header { $0.test() }
    if at(.leftCurly) { block() }
    let other = mark()
    if at(.else), !afterNewline() {
      bump()
      if at(.if) || at(.leftCurly) { statement() }
      wrap(.otherwise, since: other)
    }
    wrap(.branch, since: start)
  }

  private mutating func loop(_ start: Mark) {
    bump()
    header { $0.loopHead() }
    if at(.leftCurly) { block() }
    wrap(.loop, since: start)
  }

  /// Reads `range x`, `a, b := range x`, `test`, or `init; test; step`.
  private mutating func loopHead() {
    let start = mark()
    if eat(.range) {
      expression()
      return
    }
    if !at(.semicolon), !at(.leftCurly) { _ = simple() }
    if at(.range), symbol(-1) == .assign || symbol(-1) == .walrus {
      // What stands before the range is what it binds.
      bump(afterWrapping: .pattern, since: start)
      expression()
      return
    }
    guard at(.semicolon) else { return wrap(.condition, since: start) }
    wrap(.statement, since: start)
    bump()
    let test = mark()
    if !at(.semicolon), !at(.leftCurly), simple() { wrap(.condition, since: test) }
    if eat(.semicolon), !at(.leftCurly) { _ = simple() }
  }

  /// Makes a node that ends before the `=` or `:=` at which `range` was found, and skips `range`.
  private mutating func bump(afterWrapping kind: NodeKind, since start: Mark) {
    index -= 1
    wrap(kind, since: start)
    index += 2
  }

  // MARK: switch, select

  private mutating func selection(_ start: Mark) {
    let isSelect = at(.select)
    bump()
    header { parser in if !isSelect { parser.test() } }
    if at(.leftCurly) { lines(until: .rightCurly) { $0.arm() } }
    wrap(.selection, since: start)
  }

  private mutating func arm() {
    let start = mark()
    if eat(.case) {
      let saved = context
      context.linesEndExpressions = false
      _ = simple()
      context = saved
    } else if !eat(.default) {
      return statement()
    }
    if !at(.colon) {
      let junk = mark()
      while !isAtEnd, !at(.colon), !afterNewline(), !at(.rightCurly) { skipGroup() }
      wrap(.unknown, since: junk)
    }
    eat(.colon)
    while !isAtEnd, !endsArm { statement() }
    wrap(.arm, since: start)
  }

  /// Whether nothing but semicolons stands before the next arm.
  private var endsArm: Bool {
    var ahead = 0
    while at(.semicolon, ahead) { ahead += 1 }
    return at(.case, ahead) || at(.default, ahead) || at(.rightCurly, ahead)
  }
}
