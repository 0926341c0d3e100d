import Syntax

extension Parser {
  mutating func swiftStatement() {
    let start = mark()
    let symbol = symbol()
    switch symbol {
    case .none: return plainStatement(start)
    case .semicolon: bump()
    case .if: statementOrExpression(start) { $0.branch(start) }
    case .guard: branch(start)
    case .switch: statementOrExpression(start) { $0.selection(start) }
    case .for: loopOver(start)
    case .while:
      bump()
      conditions()
      if at(.leftCurly) { block() }
      wrap(.loop, since: start)
    case .repeat where at(.leftCurly, 1):
      bump()
      block()
      if eat(.while) {
        let test = mark()
        expression()
        wrap(.condition, since: test)
      }
      wrap(.loop, since: start)
    case .do where at(.leftCurly, 1) || at(.throws, 1): attempt(start)
    case .defer where at(.leftCurly, 1):
      bump()
      block()
      wrap(.scope, since: start)
    case .return, .throw:
      bump()
      if returnsValue { expression() }
      finish(symbol == .throw ? .raise : .exit, since: start)
    case .break, .continue, .fallthrough:
      bump()
      if kind() == .identifier, !afterNewline() { bump() }
      finish(.exit, since: start)
    default:
      if !declaration(start) { plainStatement(start) }
    }
  }

  /// Whether a value follows `return`, also on the next line when no statement begins there.
  private var returnsValue: Bool {
    if isAtEnd || at(.semicolon) || at(.rightCurly) { return false }
    guard afterNewline() else { return !at(.case) && !at(.default) }
    guard !crossesDirective, !isModifier else { return false }
    switch symbol() {
    case .return, .throw, .break, .continue, .fallthrough, .for, .while, .repeat, .do, .defer,
      .guard, .case, .default, .let, .var, .func, .class, .struct, .enum, .protocol, .extension,
      .`init`, .deinit, .subscript, .typealias, .import, .at:
      return false
    default: return !(kind() == .identifier && at(.colon, 1))
    }
  }

  /// Whether a line that begins with `#` lies before the token.
  private var crossesDirective: Bool {
    var at = token().start
    let start = token(-1).end
    while at > start {
      at -= 1
      if byte(at: at) == UInt8(ascii: "#") { return true }
    }
    return false
  }

  /// Reads a label, a declaration after modifiers that are plain words, or an expression.
  private mutating func plainStatement(_ start: Mark) {
    if kind() == .identifier {
      if at(.colon, 1), startsLabelled(2) {
        skipLabel()
        return statement()
      }
      if isModifier, declaration(start) { return }
    }
    expressionStatement(start)
  }

  private mutating func expressionStatement(_ start: Mark) {
    if at(.yield), !afterNewline(1), kind(1) != .punctuation || at(.ampersand, 1) { bump() }
    guard expression() else { return }
    finish(.statement, since: start)
  }

  private func startsLabelled(_ ahead: Int) -> Bool {
    switch symbol(ahead) {
    case .for, .while, .repeat, .do, .if, .switch: true
    default: false
    }
  }

  /// Reads `if` or `switch`, which may go on as an expression: `if a { b } else { c }.d`.
  private mutating func statementOrExpression(_ start: Mark, _ body: (inout Parser) -> Void) {
    body(&self)
    guard at(.dot), atName(after: 1), afterNewline() || !afterSpace() else { return }
    continueExpression(0, since: start)
    wrap(.statement, since: start)
  }

  private func atName(after ahead: Int) -> Bool {
    kind(ahead) == .identifier || kind(ahead) == .keyword
  }

  // MARK: if, guard, switch, do

  mutating func branch(_ start: Mark) {
    let isGuard = at(.guard)
    bump()
    conditions()
    let other = mark()
    if isGuard {
      if eat(.else), at(.leftCurly) {
        block()
        wrap(.otherwise, since: other)
      }
    } else {
      if at(.leftCurly) { block() }
      let other = mark()
      if eat(.else) {
        if at(.if) {
          let inner = mark()
          guard enter() else { return skipAsUnknown() }
          branch(inner)
          depth -= 1
        } else if at(.leftCurly) {
          block()
        }
        wrap(.otherwise, since: other)
      }
    }
    wrap(.branch, since: start)
  }

  mutating func selection(_ start: Mark) {
    bump()
    let subject = mark()
    headerContext { _ = $0.expression() }
    wrap(.condition, since: subject)
    if at(.leftCurly) { braces { $0.arm() } }
    wrap(.selection, since: start)
  }

  private mutating func arm() {
    let start = mark()
    while at(.at) { skipAttribute() }
    if eat(.case) {
      repeat {
        matchPattern()
        guard at(.where) else { continue }
        bump()
        let test = mark()
        expression(ExpressionRules.belowAssignment)
        wrap(.condition, since: test)
      } while eat(.comma)
    } else if !eat(.default) {
      return statement()
    }
    eat(.colon)
    while !isAtEnd, !at(.case), !at(.default), !at(.rightCurly), !isUnknownArm { statement() }
    wrap(.arm, since: start)
  }

  /// Whether `@unknown default` stands here.
  private var isUnknownArm: Bool { at(.at) && (at(.default, 2) || at(.case, 2)) }

  mutating func attempt(_ start: Mark) {
    bump()
    if eat(.throws), at(.leftRound) { skipGroup() }
    if at(.leftCurly) { block() }
    while at(.catch) {
      let clause = mark()
      bump()
      headerContext { parser in
        while !parser.at(.leftCurly), !parser.isAtEnd {
          let before = parser.index
          parser.caughtError()
          if parser.eat(.where) {
            let test = parser.mark()
            parser.expression(ExpressionRules.belowAssignment)
            parser.wrap(.condition, since: test)
          }
          if !parser.eat(.comma) || parser.index == before { break }
        }
      }
      if at(.leftCurly) { block() }
      wrap(.handler, since: clause)
    }
    wrap(.attempt, since: start)
  }

  /// Reads `let e as A`, `is A`, `A.b` or another pattern after `catch`.
  private mutating func caughtError() {
    let start = mark()
    if at(.let) || at(.var), kind(1) == .identifier,
      at(.as, 2) || at(.leftCurly, 2) || at(.where, 2)
    {
      bump()
      leaf(.name)
      wrap(.pattern, since: start)
      if eat(.as) { typeName() }
    } else if at(.is) {
      bump()
      typeName()
    } else if kind() == .identifier || at(.dot) {
      context.detail += 1
      expression(ExpressionRules.belowAssignment)
      context.detail -= 1
    } else {
      matchPattern()
    }
  }

  // MARK: for

  /// Reads `for try await case let .a(x) in y where z { }`.
  private mutating func loopOver(_ start: Mark) {
    bump()
    while at(.try) || at(.await) || at(.unsafe) && !at(.in, 1) { bump() }
    headerContext { parser in
      parser.context.refusesIn = true
      if parser.eat(.case) {
        parser.matchPattern()
      } else {
        if parser.at(.let) || parser.at(.var) { parser.bump() }
        let names = parser.mark()
        if parser.at(.leftRound) {
          parser.bindingTarget()
        } else {
          if parser.atName { parser.leaf(.name) }
          parser.wrap(.pattern, since: names)
        }
      }
      if parser.eat(.colon) { parser.skipType() }
      parser.context.refusesIn = false
      if parser.eat(.in) { parser.expression() }
      if parser.eat(.where) {
        let test = parser.mark()
        parser.expression(ExpressionRules.belowAssignment)
        parser.wrap(.condition, since: test)
      }
    }
    if at(.leftCurly) { block() }
    wrap(.loop, since: start)
  }
}
