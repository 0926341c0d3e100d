import Syntax

extension Parser {
  /// Reads an operand that the engine does not read by itself.
  mutating func swiftOperand() -> Bool {
    let start = mark()
    switch symbol() {
    case .try, .await:
      // `try` and `await` cover all that stands to their right.
      bump()
      if !afterSpace(), at(.question) || at(.bang) { bump() }
      expression()
      wrap(.cast, since: start)
    case .unsafe where startsUnsafe:
      bump()
      expression()
      wrap(.cast, since: start)
    case .consume, .copy, .each, .any, .some, .discard:
      guard startsOperandOfWord(1) else { return false }
      let isExpression = !at(.any) && !at(.some)
      bump()
      if isExpression { expression(130) } else { typeName() }
      wrap(.cast, since: start)
    case .repeat:
      bump()
      expression()
      wrap(.cast, since: start)
    case .dot:
      bump()
      if atName || kind() == .number { leaf(.name) }
      wrap(.member, since: start)
    case .leftRound: list(.group, until: .rightRound) { $0.swiftArgument() }
    case .leftSquare: collection()
    case .leftCurly: closureOperand(start)
    case .backslash: keyPath(start)
    case .if: branch(start)
    case .switch: selection(start)
    case .do where at(.leftCurly, 1): attempt(start)
    case .let, .var:
      guard context.detail > 0 else { return false }
      bump()
      expression(ExpressionRules.casting)
      wrap(.pattern, since: start)
    case .is where kind() == .identifier && startsOperandOfWord(1):
      bump()
      typeName()
      wrap(.pattern, since: start)
    case .at:
      // The type of a closure, as an operand: `(@Sendable () -> Void)?.none`.
      skipAttribute()
      return expression(130)
    default:
      if kind() == .stringStart {
        interpolatedText(start)
        return true
      }
      if kind() == .punctuation, standsAlone {
        leaf(.name)
        return true
      }
      return false
    }
    return true
  }

  /// Whether the operator here is itself the value, as in `reduce(0, +)`.
  private var standsAlone: Bool {
    switch symbol() {
    case .rightRound, .rightSquare, .rightCurly, .leftRound, .leftSquare, .leftCurly, .comma,
      .colon, .semicolon, .dot, .questionDot, .assign, .arrow, .at:
      return false
    default: break
    }
    switch symbol(1) {
    case .rightRound, .rightSquare, .rightCurly, .comma: return true
    case .colon: return context.detail == 0
    default: return false
    }
  }

  private var startsUnsafe: Bool {
    guard !afterNewline(1), afterSpace(1) else { return false }
    switch symbol(1) {
    case .as, .is: return false
    case .dot, .leftSquare, .leftRound, .try, .await, .selfWord, .super: return true
    default: return kind(1) == .identifier
    }
  }

  /// Whether what stands `ahead`, on the same line, is the operand of a word such as `consume`.
  private func startsOperandOfWord(_ ahead: Int) -> Bool {
    guard !afterNewline(ahead), afterSpace(ahead) else { return false }
    switch kind(ahead) {
    case .identifier:
      return !at(.as, ahead) && !at(.is, ahead)
    case .keyword: return at(.selfWord, ahead)
    default: return at(.leftRound, ahead) && symbol() != .discard
    }
  }

  /// Reads a type where the classifier asks for it, as one node.
  mutating func typeName() {
    let start = mark()
    skipType()
    wrap(.name, since: start)
  }

  /// Reads `[a, b]`, `[a: b]`, `[:]`, `[Int]`.
  private mutating func collection() {
    var isMap = at(.colon, 1) && at(.rightSquare, 2)
    list(.list, until: .rightSquare) { parser in
      if parser.at(.colon) { return parser.bump() }
      let start = parser.mark()
      parser.expression()
      guard parser.eat(.colon) else { return }
      isMap = true
      parser.expression()
      parser.wrap(.pair, since: start)
    }
    if isMap { relabel(.map) }
  }

  /// Reads a closure, and at once its call, which the engine would take for another statement.
  private mutating func closureOperand(_ start: Mark) {
    closure()
    while at(.leftRound), !afterNewline() { call(start) }
  }

  /// Reads `\.a.b`, `\A.b[0]?.c`.
  private mutating func keyPath(_ start: Mark) {
    bump()
    if kind() == .identifier || kind() == .keyword && !at(.`init`) {
      leaf(.name)
      if at(.less), partner() != nil { skipGroup() }
    } else if at(.leftSquare) {
      skipGroup()
    } else if at(.leftRound) {
      skipGroup()
    }
    while true {
      switch symbol() {
      case .dot, .questionDot:
        bump()
        if atName || kind() == .number { leaf(.name) }
        if at(.less), !afterSpace(), partner() != nil { skipGroup() }
      case .leftSquare where !afterSpace():
        list(.arguments, until: .rightSquare) { $0.swiftArgument() }
      case .leftRound where !afterSpace():
        list(.arguments, until: .rightRound) { $0.swiftArgument() }
      case .question where !afterSpace(), .bang where !afterSpace(): bump()
      default: return wrap(.member, since: start)
      }
    }
  }

  private mutating func interpolatedText(_ start: Mark) {
    textBody { parser in
      let before = parser.index
      parser.swiftArgument()
      parser.eat(.comma)
      return parser.index != before
    }
    wrap(.text, since: start)
  }
}
