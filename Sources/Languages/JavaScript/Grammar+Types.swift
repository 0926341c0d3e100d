import Syntax

/// Static types are skipped like blanks; brackets inside them are jumped over by their partners.
extension Parser {
  /// Skips `: T`, also `: asserts x is T`.
  mutating func skipAnnotation() {
    bump()
    skipType()
  }

  /// Skips `A, B<C>`.
  mutating func skipTypeList() {
    repeat { skipType() } while eat(.comma)
  }

  /// Skips `<…>`; a `<` without partner alone.
  mutating func skipAngles() {
    skipGroup()
  }

  /// Skips one type.
  ///
  /// - Parameter inExtends: Whether the type stands after the `extends` of a conditional type, so
  ///   that another `extends` is a constraint.
  /// - Returns: Whether a type was read.
  @discardableResult
  mutating func skipType(inExtends: Bool = false) -> Bool {
    guard enter() else { return false }
    defer { depth -= 1 }
    let before = index
    while true {
      while at(.bar) || at(.ampersand) { bump() }
      let infers = at(.infer)
      skipTypePrefixes()
      if at(.less) {
        skipAngles()
        if !at(.leftRound) { return index > before }
      }
      let isFunction =
        at(.leftRound) && startsParameters(1) && partner().map { at(.fatArrow, $0 + 1) } ?? false
      if isFunction {
        skipGroup()
        bump()
        if at(.asserts), kind(1) == .identifier || at(.this, 1), !afterNewline(1) { bump() }
        continue
      }
      guard skipTypeOperand() else { return index > before }
      if at(.is), !afterNewline(), kind() == .identifier {
        bump()
        continue
      }
      if at(.bar) || at(.ampersand) { continue }
      guard at(.extends), !afterNewline() else { return true }
      if inExtends {
        guard infers else { return true }
        bump()
        continue
      }
      if infers, constrainsInference() { continue }
      bump()
      skipType(inExtends: true)
      guard eat(.question) else { return true }
      skipType()
      guard eat(.colon) else { return true }
    }
  }

  /// Reads `extends X` of `infer U extends X` when no `?` follows; otherwise moves nothing.
  private mutating func constrainsInference() -> Bool {
    let before = mark()
    bump()
    skipType(inExtends: true)
    if at(.question) {
      rewind(to: before)
      return false
    }
    rewind(to: before)
    bump()
    return true
  }

  /// Skips `keyof`, `readonly`, `typeof`, `new`, … before what they apply to.
  private mutating func skipTypePrefixes() {
    while true {
      switch symbol() {
      case .keyof, .unique, .readonly, .infer, .abstract, .asserts:
        guard kind() == .identifier, startsType(1) else { return }
        bump()
      case .typeof, .new, .minus: bump()
      default: return
      }
    }
  }

  private func startsType(_ ahead: Int) -> Bool {
    guard !afterNewline(ahead) else { return false }
    switch kind(ahead) {
    case .identifier: return !at(.is, ahead)
    case .keyword:
      switch symbol(ahead) {
      case .extends, .in, .instanceof: return false
      default: return true
      }
    case .string, .stringStart, .number: return true
    default:
      switch symbol(ahead) {
      case .leftRound, .leftSquare, .leftCurly: return true
      default: return false
      }
    }
  }

  /// Skips a name, literal or bracket with its members, arguments and indexes.
  private mutating func skipTypeOperand() -> Bool {
    switch kind() {
    case .identifier, .number, .string: bump()
    case .stringStart: skipGroup()
    case .keyword:
      switch symbol() {
      case .import:
        bump()
        if at(.leftRound) { skipGroup() }
      case .in, .instanceof, .extends, .const, .function, .class, .return, .var: return false
      default: bump()
      }
    default:
      switch symbol() {
      case .leftRound, .leftSquare, .leftCurly: skipGroup()
      default: return false
      }
    }
    while true {
      switch symbol() {
      case .dot where kind(1) == .identifier || kind(1) == .keyword:
        bump()
        bump()
      case .less where !afterNewline() && partner() != nil: skipAngles()
      case .leftSquare where !afterNewline(): skipGroup()
      default: return true
      }
    }
  }

  // MARK: Type arguments of expressions

  /// Skips `<A, B>` after an operand if it holds nothing but types and what follows cannot be the
  /// right side of a comparison; otherwise moves nothing.
  mutating func skipTypeArguments() -> Bool {
    guard let partner = partner() else { return false }
    let (start, end) = (mark(), index + partner)
    guard typeArgumentsMayEnd(partner) else { return false }
    bump()
    var read = true
    while read, index < end {
      read = skipType()
      if index < end, !eat(.comma) { read = false }
    }
    guard read, index >= end else {
      rewind(to: start)
      return false
    }
    index = end
    bump()
    return true
  }

  /// Whether what follows the `>` that stands `ahead` shows that it closed type arguments.
  /// - Source: `canFollowTypeArgumentsInExpression` of the TypeScript compiler
  private func typeArgumentsMayEnd(_ ahead: Int) -> Bool {
    let next = ahead + 1
    switch kind(next) {
    case .string, .stringStart: return afterNewline(next) || firstByte(next) == 96
    case .identifier: return afterNewline(next) || at(.as, next) || at(.satisfies, next)
    case .keyword:
      return afterNewline(next) || at(.in, next) || at(.instanceof, next)
    case .number, .regex, .character, .markupStart: return afterNewline(next)
    default: break
    }
    switch symbol(next) {
    case .leftRound: return true
    case .less, .greater, .plus, .minus: return false
    case .leftSquare, .leftCurly, .bang, .tilde, .plusPlus, .minusMinus, .at:
      return afterNewline(next)
    default: return true
    }
  }
}
