import Syntax

extension Parser {
  /// Reads an operand that the engine does not read by itself.
  mutating func scriptOperand() -> Bool {
    let start = mark()
    switch kind() {
    case .string, .stringStart: return false
    case .markupStart:
      markup()
      return true
    default: break
    }
    switch symbol() {
    case .leftRound:
      if isArrow(0) { arrow(start) } else { list(.group, until: .rightRound) { $0.expression() } }
    case .leftCurly: object()
    case .leftSquare:
      list(.list, until: .rightSquare) { if !$0.at(.comma) { $0.expression() } }
    case .function: function(start)
    case .class: type(start)
    case .new: instance()
    case .import: importExpression(start)
    case .yield: yield(start)
    case .await: return awaited(start)
    case .ellipsis:
      bump()
      expression(ExpressionRules.assignment)
      wrap(.spread, since: start)
    case .async: return asynchronous(start)
    case .less where isTyped: return genericArrowOrCast(start)
    case .at: return decorated { $0.expression() }
    default: return bareArrow(start)
    }
    return true
  }

  /// Reads `x => x`.
  private mutating func bareArrow(_ start: Mark) -> Bool {
    guard kind() == .identifier || at(.yield) || at(.await), at(.fatArrow, 1), !afterNewline(1)
    else { return false }
    let list = mark()
    leaf(.name)
    wrap(.parameter, since: list)
    wrap(.parameters, since: list)
    arrowBody(start)
    return true
  }

  private mutating func asynchronous(_ start: Mark) -> Bool {
    guard !afterNewline(1), kind() == .identifier else { return bareArrow(start) }
    if at(.function, 1) {
      function(start)
    } else if kind(1) == .identifier, at(.fatArrow, 2) {
      bump()
      return bareArrow(start)
    } else if at(.leftRound, 1), isArrow(1) {
      bump()
      arrow(start)
    } else if isTyped, at(.less, 1), let close = partner(1), at(.leftRound, close + 1),
      isArrow(close + 1)
    {
      bump()
      arrow(start)
    } else {
      return bareArrow(start)
    }
    return true
  }

  /// Reads `<T>(x: T) => x`, or the cast `<T>x`.
  private mutating func genericArrowOrCast(_ start: Mark) -> Bool {
    guard let close = partner() else { return false }
    if at(.leftRound, close + 1), isArrow(close + 1) {
      arrow(start)
      return true
    }
    skipAngles()
    expression(grammar.expressions.prefixPower)
    wrap(.cast, since: start)
    return true
  }

  // MARK: Arrows

  private mutating func arrow(_ start: Mark) {
    if at(.less) { skipAngles() }
    parameters()
    if at(.colon) { skipAnnotation() }
    arrowBody(start)
  }

  private mutating func arrowBody(_ start: Mark) {
    eat(.fatArrow)
    if at(.leftCurly) { block() } else { expression(ExpressionRules.assignment) }
    wrap(.lambda, since: start)
  }

  /// Whether the round bracket `ahead` opens the parameters of an arrow function.
  private mutating func isArrow(_ ahead: Int) -> Bool {
    guard let close = partner(ahead) else { return false }
    if at(.fatArrow, close + 1) { return !afterNewline(close + 1) }
    guard at(.colon, close + 1), isTyped, startsParameters(ahead + 1) else { return false }
    let before = mark()
    index += close + 2
    let isType = skipType()
    let isArrow = isType && at(.fatArrow) && (!context.isConsequence || alternativeFollows)
    rewind(to: before)
    return isArrow
  }

  func startsParameters(_ ahead: Int) -> Bool {
    switch symbol(ahead) {
    case .rightRound, .ellipsis, .leftCurly, .leftSquare, .at: return true
    default: break
    }
    guard kind(ahead) == .identifier || at(.this, ahead) || at(.await, ahead) || at(.yield, ahead)
    else { return false }
    switch symbol(ahead + 1) {
    case .rightRound, .comma, .colon, .question, .assign: return true
    default: return false
    }
  }

  /// Whether a `:` follows the body of the arrow at the cursor, as in `a ? (b): c => d : e`.
  ///
  /// Looks at most 2,000 tokens and groups ahead.
  private var alternativeFollows: Bool {
    var ahead = 1
    var open = 0
    for _ in 0..<2_000 {
      switch symbol(ahead) {
      case .question: open += 1
      case .colon:
        if open == 0 { return true }
        open -= 1
      case .comma, .semicolon, .rightRound, .rightSquare, .rightCurly: return false
      default: if kind(ahead) == .endOfFile { return false }
      }
      ahead = (partner(ahead) ?? ahead) + 1
    }
    return false
  }

  // MARK: Words

  /// Reads `new a.b<T>(c)`, `new a`, `new.target`.
  private mutating func instance() {
    let start = mark()
    bump()
    if eat(.dot) {
      if atName { leaf(.name) }
      return wrap(.member, since: start)
    }
    let callee = mark()
    guard enter() else { return skipAsUnknown() }
    constructor()
    depth -= 1
    while continuesConstructor(since: callee) {}
    if isTyped, at(.less) { _ = skipTypeArguments() }
    if at(.leftRound) { list(.arguments, until: .rightRound) { $0.expression() } }
    wrap(.call, since: start)
  }

  private mutating func constructor() {
    let start = mark()
    switch symbol() {
    case .new: instance()
    case .leftRound: list(.group, until: .rightRound) { $0.expression() }
    case .leftSquare: list(.list, until: .rightSquare) { $0.expression() }
    case .leftCurly: object()
    case .function: function(start)
    case .async where at(.function, 1): function(start)
    case .class: type(start)
    case .import: importExpression(start)
    default:
      if atName {
        leaf(.name)
      } else if kind() == .string {
        leaf(.text)
      } else if kind() == .stringStart {
        text()
      } else if kind() == .regex {
        leaf(.regex)
      }
    }
  }

  private mutating func continuesConstructor(since callee: Mark) -> Bool {
    switch symbol() {
    case .dot, .questionDot:
      bump()
      if atName { leaf(.name) }
      wrap(.member, since: callee)
      return true
    case .leftSquare:
      list(.arguments, until: .rightSquare) { $0.expression() }
      wrap(.index, since: callee)
      return true
    case .bang where isTyped && !afterNewline():
      bump()
      wrap(.cast, since: callee)
      return true
    default: return isTemplate && template(callee)
    }
  }

  /// Reads `import(x)`, `import.meta`, `import.defer(x)`.
  private mutating func importExpression(_ start: Mark) {
    leaf(.name)
    if eat(.dot) {
      if atName { leaf(.name) }
      wrap(.member, since: start)
    }
  }

  private mutating func yield(_ start: Mark) {
    if at(.fatArrow, 1) {
      _ = bareArrow(start)
      return
    }
    bump()
    if !afterNewline() {
      eat(.star)
      expression(ExpressionRules.assignment)
    }
    wrap(.unary, since: start)
  }

  /// Reads `await x`, or `await` as a name.
  private mutating func awaited(_ start: Mark) -> Bool {
    if at(.fatArrow, 1) { return bareArrow(start) }
    switch symbol(1) {
    case .rightRound, .rightSquare, .rightCurly, .comma, .semicolon, .colon, .dot, .assign,
      .questionDot, .question, .equalEqual, .tripleEqual, .bangEqual, .bangTripleEqual, .andAnd,
      .orOr, .in, .instanceof, .of:
      leaf(.name)
    default:
      bump()
      expression(grammar.expressions.prefixPower)
      wrap(.unary, since: start)
    }
    return true
  }

  // MARK: Suffixes

  /// A tagged template, and the suffixes of TypeScript.
  mutating func scriptSuffix(_ start: Mark, _ minimum: UInt8) -> Bool {
    if kind() == .string || kind() == .stringStart { return isTemplate && template(start) }
    switch symbol() {
    case .as, .satisfies:
      guard kind() == .identifier, !afterNewline() || !context.linesEndExpressions,
        minimum <= ExpressionRules.relational
      else { return false }
      bump()
      if !eat(.const) { skipType() }
      wrap(.cast, since: start)
      return true
    case .bang:
      guard !afterNewline() || !context.linesEndExpressions else { return false }
      bump()
      wrap(.cast, since: start)
      return true
    case .less:
      guard skipTypeArguments() else { return false }
      let isHeritage = context.refusesBraces && at(.leftCurly)
      if !at(.leftRound), !isTemplate, !isHeritage { wrap(.cast, since: start) }
      return true
    default: return false
    }
  }

  private var isTemplate: Bool {
    (kind() == .string || kind() == .stringStart) && firstByte() == 96
  }

  private mutating func template(_ start: Mark) -> Bool {
    if kind() == .string { leaf(.text) } else { text() }
    wrap(.call, since: start)
    return true
  }
}
