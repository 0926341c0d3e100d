import Syntax

/// Types make no nodes, but for the expressions that give the lengths of arrays.
extension Parser {
  /// Skips one type; answers whether there was one.
  @discardableResult
  mutating func skipType() -> Bool {
    guard enter() else {
      skipGroup()
      return true
    }
    defer { depth -= 1 }
    while true {
      switch symbol() {
      case .star, .tilde: bump()
      case .leftArrow where at(.chan, 1): bump()
      case .chan:
        bump()
        eat(.leftArrow)
      case .map:
        bump()
        if at(.leftSquare) { skipTypeArguments() }
      case .leftSquare: skipLength()
      case .leftRound:
        bump()
        skipType()
        eat(.rightRound)
        return true
      case .func:
        bump()
        skipSignature()
        return true
      case .struct:
        bump()
        if at(.leftCurly) { lines(until: .rightCurly) { $0.field() } }
        return true
      case .interface:
        bump()
        if at(.leftCurly) { lines(until: .rightCurly) { $0.interfaceElement() } }
        return true
      default: return skipTypeName()
      }
    }
  }

  /// Skips `a.B[C, D]`.
  private mutating func skipTypeName() -> Bool {
    guard kind() == .identifier else { return false }
    bump()
    if at(.dot), kind(1) == .identifier {
      bump()
      bump()
    }
    if at(.leftSquare), !afterNewline(), !at(.rightSquare, 1) { skipTypeArguments() }
    return true
  }

  /// Skips `[T, U]`.
  private mutating func skipTypeArguments() {
    let end = partner().map { index + $0 } ?? Int.max
    bump()
    while !isAtEnd, index < end, !at(.rightSquare) {
      let before = index
      skipType()
      eat(.comma)
      if index == before { skipAsUnknown() }
    }
    eat(.rightSquare)
  }

  /// Reads `[]`, `[...]` or `[n]` before the type of an element.
  private mutating func skipLength() {
    let end = partner().map { index + $0 } ?? Int.max
    bump()
    if !eat(.ellipsis), !at(.rightSquare) {
      let saved = context
      context.refusesBraces = false
      expression()
      context = saved
    }
    while !isAtEnd, index < end, end != Int.max { skipAsUnknown() }
    eat(.rightSquare)
  }

  private mutating func skipSignature() {
    if at(.leftRound) { skipTypes() }
    skipResults()
  }

  /// Skips what may follow the parameters of a function on their line.
  mutating func skipResults() {
    guard !afterNewline() else { return }
    if at(.leftRound) { return skipTypes() }
    switch symbol() {
    case .star, .leftSquare, .leftArrow, .map, .chan, .func, .struct, .interface: skipType()
    default: if kind() == .identifier { skipType() }
    }
  }

  /// Skips `(a, b T, c ...U)` or `(T, U)`.
  private mutating func skipTypes() {
    let end = partner().map { index + $0 } ?? Int.max
    bump()
    while !isAtEnd, index < end, !at(.rightRound) {
      let before = index
      if kind() == .identifier, startsType(1, beforeCloser: end - index) { bump() }
      eat(.ellipsis)
      skipType()
      eat(.comma)
      if index == before { skipAsUnknown() }
    }
    eat(.rightRound)
  }

  /// Skips `a, b T "tag"`, `*T`, `a.T`.
  private mutating func field() {
    let line = index
    while kind() == .identifier, at(.comma, 1) {
      bump()
      bump()
    }
    if kind() == .identifier, isFieldName { bump() }
    skipType()
    if kind() == .string, index > line, !afterNewline() { bump() }
    endOfLine()
  }

  /// Whether a type follows the name at the cursor on its line.
  private var isFieldName: Bool {
    if afterNewline(1) { return false }
    switch kind(1) {
    case .identifier, .keyword: return true
    case .string: return false
    default: break
    }
    switch symbol(1) {
    case .star, .leftRound, .leftArrow: return true
    case .leftSquare:
      // `a [n]T` against the embedded `T[U]`.
      guard let end = partner(1) else { return true }
      return !afterNewline(end + 1) && !at(.semicolon, end + 1) && !at(.rightCurly, end + 1)
        && kind(end + 1) != .string
    default: return false
    }
  }

  /// Skips `Name(a T) U`, `T | ~U`, `a.T`.
  private mutating func interfaceElement() {
    if kind() == .identifier, at(.leftRound, 1) {
      bump()
      return skipSignature()
    }
    repeat { skipType() } while eat(.bar)
    endOfLine()
  }

  /// Reads lines or what semicolons separate, from an opening bracket to its closer.
  mutating func lines(until close: Symbol, _ line: (inout Parser) -> Void) {
    let end = partner().map { index + $0 } ?? Int.max
    let saved = context
    context.linesEndExpressions = true
    context.refusesBraces = false
    bump()
    while !isAtEnd, index < end, !at(close) {
      if eat(.semicolon) { continue }
      let before = index
      line(&self)
      if index == before { skipAsUnknown() }
    }
    eat(close)
    context = saved
  }
}
