extension Parser {
  /// Reads an expression whose operators bind at least as tightly as `minimum`; answers whether
  /// there was one.
  @discardableResult
  public mutating func expression(_ minimum: UInt8 = 0) -> Bool {
    let start = mark()
    guard enter() else {
      skipGroup()
      wrap(.unknown, since: start)
      return true
    }
    defer { depth -= 1 }
    guard operand() else { return false }
    if endsExpression(since: start) { return true }
    continueExpression(minimum, since: start)
    return true
  }

  /// Whether the operand since `start` is a lambda, whose body took all that could follow.
  @inline(__always)
  private func endsExpression(since start: Mark) -> Bool {
    guard let last = lastNode else { return false }
    return last.kind == .lambda && Int(last.firstToken) == start.token
  }

  /// Reads suffixes and infix operators after an operand that began at `start`.
  public mutating func continueExpression(_ minimum: UInt8, since start: Mark) {
    // What binds more tightly than the operator read last was left over by its right side, which
    // ended for good, as a lambda does: it starts another statement.
    var ceiling = UInt8.max
    while true {
      let here = token()
      let row = rows[Int(here.symbol.rawValue)]
      guard here.symbol != .none || here.kind == .stringStart || here.kind == .string else {
        return
      }
      let breaks = context.linesEndExpressions && here.flags.contains(.afterNewline)
      // `a++` is no operand of a call: `a++⏎(b)` are two statements.
      let isClosed = rows[Int(symbol(-1).rawValue)].roles.contains(.postfix)
      let takesSuffix = ceiling == .max && !isClosed || here.kind == .identifier
      if takesSuffix, suffix(here, row, breaks, minimum, since: start) { continue }
      if breaks, !row.roles.contains(.leads) { return }
      if here.symbol == .question || here.symbol == .if,
        conditional(minimum, here.symbol, since: start)
      {
        ceiling = grammar.expressions.conditionalPower
        continue
      }
      let infix = row.infix
      guard infix.power != 0, infix.power >= minimum, infix.power <= ceiling else { return }
      let hasSecond = infix.second != .none && at(infix.second, 1)
      if infix.needsSecond, !hasSecond { return }
      if context.refusesIn, here.symbol == .in || hasSecond && infix.second == .in { return }
      if grammar.refuses(self, here.symbol) { return }
      if infix.kind == .assignment, let last = lastNode, last.kind == .list || last.kind == .map {
        wrap(.pattern, since: start)
      }
      bump()
      if hasSecond { bump() }
      let read = expression(infix.isRight ? infix.power : infix.power + 1)
      wrap(infix.kind, since: start)
      if !read { return }
      ceiling = infix.power
    }
  }

  private mutating func conditional(
    _ minimum: UInt8, _ symbol: Symbol, since start: Mark
  ) -> Bool {
    let rules = grammar.expressions
    guard rules.conditionalPower >= minimum else { return false }
    switch rules.conditional {
    case .question where symbol == .question:
      wrap(.condition, since: start)
      bump()
      let saved = context
      context.refusesIn = false
      context.isConsequence = true
      expression(10)
      context = saved
      if eat(.colon) { expression(10) }
    case .ifElse where symbol == .if:
      let before = mark()
      bump()
      let test = mark()
      expression(rules.conditionalPower + 1)
      wrap(.condition, since: test)
      guard eat(.else) else {
        rewind(to: before)
        return false
      }
      expression(rules.conditionalPower)
    default: return false
    }
    wrap(.conditional, since: start)
    return true
  }

  /// Reads one operand with its prefix operators, without suffixes.
  private mutating func operand() -> Bool {
    let here = token()
    switch here.kind {
    case .identifier where here.symbol == .none:
      if !rows[Int(token(1).symbol.rawValue)].roles.contains(.asksOperandAfterName) {
        leaf(.name)
        return true
      }
    case .number, .character:
      leaf(.number)
      return true
    case .regex:
      leaf(.regex)
      return true
    default: break
    }
    let start = mark()
    if grammar.operand(&self) { return true }
    switch here.kind {
    case .identifier: leaf(.name)
    case .keyword where rows[Int(here.symbol.rawValue)].roles.contains(.operand): leaf(.name)
    case .string: leaf(.text)
    case .stringStart: text()
    case .punctuation, .keyword:
      if rows[Int(here.symbol.rawValue)].roles.contains(.prefix) {
        bump()
        expression(grammar.expressions.prefixPower)
        wrap(.unary, since: start)
      } else if here.symbol == .leftRound {
        list(.group, until: .rightRound) { $0.expression() }
      } else if here.symbol == .leftSquare {
        list(.list, until: .rightSquare) { $0.expression() }
      } else {
        return false
      }
    default: return false
    }
    return true
  }

  /// Reads a string with interpolation, from its `stringStart` to its `stringEnd`.
  public mutating func text() {
    let start = mark()
    textBody()
    wrap(.text, since: start)
  }

  /// As `text`, without making a node; `element` reads one interpolated part, if there is one.
  public mutating func textBody(
    _ element: (inout Parser) -> Bool = { $0.expression() }
  ) {
    let end = partner().map { index + $0 } ?? tokenCount - 1
    bump()
    while index < end, !isAtEnd {
      guard kind() == .interpolationStart else {
        bump()
        continue
      }
      let close = partner().map { index + $0 } ?? end
      let saved = context
      context = Context(linesEndExpressions: false)
      context.detail = saved.detail
      bump()
      while index < close, kind() != .interpolationEnd {
        if !element(&self) { if kind() == .stringChunk { bump() } else { skipAsUnknown() } }
        eat(.comma)
      }
      context = saved
      if index < close { index = close }
      bump()
    }
    if kind() == .stringEnd { bump() }
  }

  /// Reads expressions joined by commas, which make a `sequence`; answers whether there was one.
  @discardableResult
  public mutating func sequence() -> Bool {
    let start = mark()
    guard expression() else { return false }
    guard at(.comma) else { return true }
    while eat(.comma) { if !expression() { break } }
    wrap(.sequence, since: start)
    return true
  }

  private mutating func suffix(
    _ here: Token, _ row: SymbolRow, _ breaks: Bool, _ minimum: UInt8, since start: Mark
  ) -> Bool {
    let leads = row.roles.contains(.leads)
    if row.roles.contains(.asksSuffix) || here.kind == .stringStart || here.kind == .string,
      grammar.suffix(&self, start, minimum)
    {
      return true
    }
    switch here.symbol {
    case .leftRound:
      if breaks, !leads { return false }
      list(.arguments, until: .rightRound) { $0.grammar.argument(&$0) }
      wrap(.call, since: start)
      return true
    case .leftSquare:
      if breaks, !leads { return false }
      list(.arguments, until: .rightSquare) { $0.grammar.argument(&$0) }
      wrap(.index, since: start)
      return true
    default: break
    }
    if row.roles.contains(.member), !breaks || leads {
      bump()
      if kind() == .identifier || kind() == .keyword {
        leaf(.name)
        wrap(.member, since: start)
      } else if here.symbol == .dot {
        wrap(.member, since: start)
      }
      // `a?.(b)` and `a?.[b]`: the operator belongs to the call or index that follows.
      return true
    }
    if row.roles.contains(.postfix), !breaks {
      bump()
      wrap(.unary, since: start)
      return true
    }
    return false
  }
}
