import Syntax

/// Static types are skipped like blanks; brackets inside them are jumped over by their partners.
extension Parser {
  /// Skips `@name`, `@name(…)`.
  mutating func skipAttribute() {
    bump()
    while atName {
      bump()
      if at(.less), !afterSpace(), partner() != nil { skipGroup() }
      guard at(.dot) else { break }
      bump()
    }
    // `@autoclosure() -> T` has no arguments.
    if at(.leftRound), !afterSpace(), let close = partner(), !at(.arrow, close + 1) { skipGroup() }
  }

  /// Skips `<…>` and a `<` without partner up to the next round bracket.
  mutating func skipAngles() {
    if partner() != nil { return skipGroup() }
    while !isAtEnd, !at(.leftRound), !at(.leftCurly) { bump() }
  }

  /// Skips one type.
  ///
  /// - Returns: Whether a type was read.
  @discardableResult
  mutating func skipType() -> Bool {
    guard enter() else { return false }
    defer { depth -= 1 }
    while true {
      skipTypePrefixes()
      let isTuple = at(.leftRound)
      guard skipTypeOperand() else { return false }
      if isTuple || at(.arrow) {
        let before = mark()
        if at(.async) { bump() }
        if at(.throws) || at(.rethrows) {
          bump()
          if at(.leftRound) { skipGroup() }
        }
        if eat(.arrow) { continue }
        rewind(to: before)
      }
      guard at(.ampersand), !context.linesEndExpressions || !afterNewline() || afterSpace(1) else {
        return true
      }
      bump()
    }
  }

  private mutating func skipTypePrefixes() {
    while true {
      switch symbol() {
      case .at: skipAttribute()
      case .inout, .repeat, .tilde, .minus: bump()
      case .any, .some, .each: bump()
      default:
        guard kind() == .identifier, !afterNewline(1), symbol(1) != .as, symbol(1) != .is,
          symbol(1) != .async
        else { return }
        if at(.leftRound, 1), let close = partner(1), word(0, "nonisolated"),
          kind(close + 1) == .identifier || at(.leftRound, close + 1) || at(.at, close + 1)
        {
          bump()
          skipGroup()
        } else if kind(1) == .identifier && symbol(1) != .async || at(.selfWord, 1) || at(.at, 1)
          || at(.inout, 1)
          || at(.leftRound, 1) && afterSpace(1)
            && (word(0, "sending") || word(0, "borrowing") || word(0, "consuming")
              || word(0, "isolated") || word(0, "__owned") || word(0, "__shared"))
        {
          bump()
        } else {
          return
        }
      }
    }
  }

  /// Skips a name, literal or bracket with its members, arguments and `?`.
  private mutating func skipTypeOperand() -> Bool {
    switch kind() {
    case .identifier, .number: bump()
    case .keyword:
      guard at(.selfWord) || at(.nil) || at(.super) else { return false }
      bump()
    default:
      guard at(.leftRound) || at(.leftSquare) else { return false }
      skipGroup()
    }
    while true {
      switch symbol() {
      case .dot where atName(1) && !afterNewline(), .questionDot where atName(1):
        bump()
        bump()
      case .less where partner() != nil && !afterNewline(): skipGroup()
      case .question where !afterSpace(), .bang where !afterSpace(): bump()
      case .ellipsis where !afterSpace() && !isNumberOrName(1): bump()
      default: return true
      }
    }
  }

  private func atName(_ ahead: Int) -> Bool {
    kind(ahead) == .identifier || kind(ahead) == .keyword
  }

  private func isNumberOrName(_ ahead: Int) -> Bool {
    !afterSpace(ahead) && (kind(ahead) == .identifier || kind(ahead) == .number)
  }

  /// Skips `where A: B, C == D`.
  mutating func skipRequirements() {
    guard eat(.where) else { return }
    repeat {
      skipType()
      if eat(.colon) || eat(.equalEqual) { skipType() }
    } while eat(.comma)
  }
}
