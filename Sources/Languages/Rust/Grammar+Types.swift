import Syntax

/// Static types are skipped like blanks.
extension Parser {
  /// Skips one type.
  ///
  /// - Parameter bounds: Whether `dyn A + B` may stand here.
  /// - Returns: Whether a type was read.
  @discardableResult
  mutating func skipType(bounds: Bool = true) -> Bool {
    guard enter() else { return false }
    defer { depth -= 1 }
    let before = index
    var isBound = false
    while true {
      switch symbol() {
      case .impl, .dyn:
        isBound = true
        bump()
        continue
      case .ampersand, .andAnd, .mut, .unsafe, .question, .tilde, .const, .async:
        bump()
        continue
      case .star:
        bump()
        if !eat(.const) { eat(.mut) }
        continue
      case .for:
        guard at(.less, 1) else { return index > before }
        bump()
        skipAngles()
        continue
      case .extern:
        bump()
        if kind() == .string { bump() }
        continue
      case .fn:
        bump()
        if at(.leftRound) { skipGroup() }
        if eat(.arrow) { continue }
      case .use where at(.less, 1):
        bump()
        skipAngles()
      case .bang: bump()
      case .leftRound, .leftSquare: skipGroup()
      case .less, .shiftLeft, .doubleColon: if !skipPath() { return index > before }
      default:
        if atLifetime {
          bump()
          if !at(.plus) { continue }
        } else if kind() == .identifier || isPathWord {
          if !skipPath() { return index > before }
        } else {
          return index > before
        }
      }
      guard bounds, isBound, eat(.plus) else { return true }
    }
  }

  private var isPathWord: Bool {
    at(.crate) || at(.super) || at(.selfWord) || at(.selfType)
  }

  /// Skips `<T as A>::b::C<D>`, `Fn(A) -> B`, `name!(…)`.
  private mutating func skipPath() -> Bool {
    if at(.less) || at(.shiftLeft) { if !skipAngles() { return false } }
    eat(.doubleColon)
    while kind() == .identifier || isPathWord {
      bump()
      if at(.doubleColon), at(.less, 1) || at(.shiftLeft, 1) { bump() }
      if at(.less) || at(.shiftLeft) { skipAngles() }
      if at(.leftRound), kind(-1) == .identifier {
        skipGroup()
        if eat(.arrow) { return skipType() }
      }
      if at(.bang), at(.leftRound, 1) || at(.leftSquare, 1) || at(.leftCurly, 1) {
        bump()
        skipGroup()
        return true
      }
      guard at(.doubleColon), kind(1) == .identifier || at(.super, 1) else { return true }
      bump()
    }
    return true
  }

  /// Skips `<…>` with every `<…>` inside; moves nothing when it does not close.
  @discardableResult
  mutating func skipAngles() -> Bool {
    let start = index
    var open = 0
    // A bound on nesting bounds the time that brackets without partners cost.
    while open < 64 {
      switch symbol() {
      case .less: open += 1
      case .shiftLeft: open += 2
      case .greater, .greaterEqual: open -= 1
      case .shiftRight, .shiftRightAssign: open -= 2
      case .leftRound, .leftSquare, .leftCurly:
        skipGroup()
        continue
      case .rightRound, .rightSquare, .rightCurly, .semicolon, .fatArrow:
        index = start
        return false
      default: break
      }
      if isAtEnd {
        index = start
        return false
      }
      bump()
      if open <= 0 { return true }
    }
    index = start
    return false
  }

  /// Skips `where A: B, …`.
  mutating func skipWhere() { if at(.where) { skipBounds() } }

  /// Skips bounds up to a block, `;`, `=` or `where`.
  mutating func skipBounds() {
    bump()
    while !isAtEnd {
      switch symbol() {
      case .leftCurly, .semicolon, .assign, .rightCurly, .where: return
      case .less, .shiftLeft: if !skipAngles() { bump() }
      default: skipGroup()
      }
    }
  }
}
