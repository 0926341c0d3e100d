import Syntax

extension Parser {
  /// Reads an operand that the engine does not read by itself.
  mutating func rustOperand() -> Bool {
    let start = mark()
    if at(.leftCurly), kind(1) == .string, at(.colon, 2) {
      list(.map, until: .rightCurly) { $0.entry() }
      return true
    }
    if startsBlockLike {
      // `for i in 0.. {`: the block belongs to the loop.
      if at(.leftCurly), context.refusesBraces, at(.dotDot, -1) || at(.return, -1) { return false }
      blockLike(start, isTail: false)
      return true
    }
    switch symbol() {
    case .leftRound: list(.group, until: .rightRound) { $0.element() }
    case .leftSquare: list(.list, until: .rightSquare) { $0.arrayElement() }
    case .ampersand, .andAnd: reference(start)
    case .bar, .orOr, .move: closure(start)
    case .async, .static, .const:
      guard at(.bar, 1) || at(.orOr, 1) || at(.move, 1) else { return false }
      closure(start)
    case .for:
      bump()
      skipAngles()
      closure(start)
    case .return, .break, .continue, .yield:
      return exit(start)
    case .dotDot, .dotDotEqual:
      bump()
      expression(Power.range + 1)
      wrap(.unary, since: start)
    case .let:
      bump()
      let target = mark()
      bindingTarget()
      if eat(.assign) { expression(Power.comparison) }
      wrap(.assignment, since: target)
      wrap(.declaration, since: start)
    case .doubleColon where kind(1) == .identifier || at(.crate, 1):
      bump()
      leaf(.name)
    case .less, .shiftLeft: return qualified(start)
    case .hash where startsAnnotation:
      annotation()
      if !(at(.leftCurly) && context.refusesBraces) { expression() }
    case .box where kind(1) == .identifier || kind(1) == .number || kind(1) == .string:
      bump()
      expression(grammar.expressions.prefixPower)
      wrap(.unary, since: start)
    default: return false
    }
    return true
  }

  /// Reads an element between brackets, with its attributes.
  mutating func element() {
    annotations()
    expression()
  }

  /// Reads `"key": value`, which macros such as `json!` take for data.
  private mutating func entry() {
    let start = mark()
    expression()
    if eat(.colon) { expression() }
    wrap(.pair, since: start)
  }

  private mutating func arrayElement() {
    element()
    if eat(.semicolon) { expression() }
  }

  /// Reads `&x`, `&mut x`, `&raw const x`.
  private mutating func reference(_ start: Mark) {
    bump()
    if at(.raw), at(.const, 1) || at(.mut, 1) {
      bump()
      bump()
    } else {
      eat(.mut)
    }
    expression(grammar.expressions.prefixPower)
    wrap(.unary, since: start)
  }

  /// Reads `<T as A>` before `::`.
  private mutating func qualified(_ start: Mark) -> Bool {
    guard skipAngles() else { return false }
    wrap(.name, since: start)
    return true
  }

  private mutating func exit(_ start: Mark) -> Bool {
    let word = symbol()
    if word == .yield, at(.dot, 1) || at(.comma, 1) || at(.rightRound, 1) { return false }
    bump()
    if word != .return, word != .yield, atLifetime, !at(.colon, 1) { bump() }
    if word != .continue, !(at(.leftCurly) && context.refusesBraces) { expression() }
    wrap(word == .yield ? .unary : .exit, since: start)
    return true
  }

  /// Reads `move |pattern: Type| -> Type { }`.
  private mutating func closure(_ start: Mark) {
    while at(.async) || at(.static) || at(.const) || at(.move) { bump() }
    let parameters = mark()
    if !eat(.orOr), eat(.bar) {
      while !isAtEnd, !at(.bar) {
        let before = index
        let parameter = mark()
        annotations()
        let target = mark()
        let isName = kind() == .identifier && (at(.comma, 1) || at(.bar, 1) || at(.colon, 1))
        pattern(alternatives: false)
        if !isName { wrap(.pattern, since: target) }
        if eat(.colon) { skipType() }
        wrap(.parameter, since: parameter)
        if !eat(.comma), !at(.bar) || index == before { break }
      }
      eat(.bar)
    }
    wrap(.parameters, since: parameters)
    if eat(.arrow) { skipType() }
    if at(.leftCurly), partner().map({ !at(.dot, $0 + 1) && !at(.question, $0 + 1) }) ?? true {
      block(isTail: true)
    } else {
      expression()
    }
    wrap(.lambda, since: start)
  }

  // MARK: Suffixes

  mutating func rustSuffix(_ start: Mark, _ minimum: UInt8) -> Bool {
    switch symbol() {
    case .question:
      bump()
      wrap(.unary, since: start)
    case .dot:
      if at(.await, 1) {
        bump()
        bump()
        wrap(.unary, since: start)
      } else if kind(1) == .number {
        bump()
        leaf(.name)
        wrap(.member, since: start)
      } else {
        return false
      }
    case .doubleColon: return turbofish(start)
    case .as:
      guard minimum <= Power.cast else { return false }
      bump()
      skipType(bounds: false)
      wrap(.cast, since: start)
    case .bang: return macroCall(start)
    case .leftCurly: return structLiteral(start)
    default: return false
    }
    return true
  }

  /// Skips `::<T>`.
  private mutating func turbofish(_ start: Mark) -> Bool {
    guard at(.less, 1) || at(.shiftLeft, 1) else { return false }
    bump()
    guard skipAngles() else { return true }
    if !at(.leftRound), !at(.doubleColon), !at(.leftCurly) { wrap(.cast, since: start) }
    return true
  }

  /// Whether all since `start` is one path.
  func isPath(since start: Mark) -> Bool {
    guard let last = lastNode, Int(last.firstToken) >= start.token else { return false }
    return last.kind == .name || last.kind == .member
  }

  /// Reads `{ a: 1, b, ..c }` after the path since `start`, which adds no node.
  private mutating func structLiteral(_ start: Mark) -> Bool {
    guard !context.refusesBraces, isPath(since: start), startsFields else { return false }
    let here = index
    rewind(to: start)
    index = here
    braces { parser in
      parser.field()
      parser.eat(.comma)
    }
    wrap(.map, since: start)
    return true
  }

  private var startsFields: Bool {
    if at(.rightCurly, 1) || at(.dotDot, 1) || at(.hash, 1) { return true }
    guard kind(1) == .identifier || kind(1) == .number else { return false }
    return at(.colon, 2) || at(.comma, 2) || at(.rightCurly, 2)
  }

  private mutating func field() {
    annotations()
    let start = mark()
    if eat(.dotDot) {
      expression()
      return wrap(.spread, since: start)
    }
    guard kind() == .identifier || kind() == .number else { return }
    leaf(.name)
    if eat(.colon) { expression() }
    wrap(.pair, since: start)
  }
}
