import Syntax

extension Parser {
  /// Reads function literals, and types where an operand stands.
  mutating func goOperand() -> Bool {
    let start = mark()
    switch symbol() {
    case .func:
      bump()
      signature()
      if at(.leftCurly), !afterNewline() {
        block()
        wrap(.function, since: start)
      } else {
        wrap(.typing, since: start)
      }
    case .leftSquare, .map, .struct: typeOperand(start)
    case .chan, .interface: typeOperand(start)
    case .leftArrow where at(.chan, 1): typeOperand(start)
    case .leftRound: list(.group, until: .rightRound) { $0.expression() }
    default: return false
    }
    return true
  }

  /// Reads a type, with the braces of a literal behind it.
  private mutating func typeOperand(_ start: Mark) {
    skipType()
    if at(.leftCurly), !afterNewline() {
      literal(since: start)
    } else {
      wrap(.typing, since: start)
    }
  }

  /// Reads `.(T)`, and the braces of a literal behind the name of its type.
  mutating func goSuffix(_ start: Mark) -> Bool {
    if at(.dot) {
      guard at(.leftRound, 1) else { return false }
      bump()
      let end = partner().map { index + $0 } ?? index
      bump()
      if !eat(.type) { skipType() }
      if index < end { index = end }
      eat(.rightRound)
      wrap(.cast, since: start)
      return true
    }
    guard !context.refusesBraces, !afterNewline(), namesType(start) else { return false }
    // The type is part of the literal, not a node.
    let brace = index
    rewind(to: start)
    index = brace
    literal(since: start)
    return true
  }

  /// Whether what was read since `start` can be the name of a type: `T`, `a.T`, `T[U]`.
  private func namesType(_ start: Mark) -> Bool {
    var at = -tokens(since: start)
    guard at < 0, kind(at) == .identifier else { return false }
    at += 1
    if at < 0, symbol(at) == .dot, kind(at + 1) == .identifier { at += 2 }
    if at < 0, symbol(at) == .leftSquare, let close = partner(at) { at = close + 1 }
    return at == 0
  }

  /// Reads the braces of a literal: a `map` when a key stands in it or nothing at all behind a name,
  /// else a `list`.
  private mutating func literal(since start: Mark) {
    guard enter() else { return skipAsUnknown() }
    let isPlain = firstSymbol(start) == .leftSquare
    var holdsKey = false
    var holdsElement = false
    list(.map, until: .rightCurly) { parser in
      holdsElement = true
      let key = parser.mark()
      parser.element()
      guard parser.eat(.colon) else { return }
      holdsKey = true
      parser.element()
      parser.wrap(.pair, since: key)
    }
    extend(to: start)
    let isMap = holdsElement ? holdsKey : !isPlain
    if !isMap { relabel(.list) }
    depth -= 1
  }

  private func firstSymbol(_ start: Mark) -> Symbol { symbol(-tokens(since: start)) }

  /// An element of a literal, whose type may be left out.
  private mutating func element() {
    if at(.leftCurly) { literal(since: mark()) } else { expression() }
  }

  // MARK: Arguments

  /// Reads `x`, `xs...`, a type, or the bounds of a slice.
  mutating func goArgument() {
    let start = mark()
    if !at(.colon) { expression() }
    if eat(.ellipsis) { return wrap(.spread, since: start) }
    guard at(.colon) else { return }
    while eat(.colon) { if !at(.colon), !at(.rightSquare) { expression() } }
    wrap(.slice, since: start)
  }
}
