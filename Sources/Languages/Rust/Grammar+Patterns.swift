import Syntax

extension Parser {
  /// Reads a name, or a `pattern` that takes a value apart.
  mutating func bindingTarget() {
    let start = mark()
    let isName = kind() == .identifier && !continuesPattern(1)
    pattern()
    if !isName { wrap(.pattern, since: start) }
  }

  private func continuesPattern(_ ahead: Int) -> Bool {
    switch symbol(ahead) {
    case .doubleColon, .leftRound, .leftCurly, .at, .bang, .bar, .dotDot, .dotDotEqual, .ellipsis:
      true
    default: false
    }
  }

  /// Reads a pattern; `a | b` makes a `pattern`.
  mutating func pattern(alternatives: Bool = true) {
    guard enter() else { return skipAsUnknown() }
    defer { depth -= 1 }
    let start = mark()
    if alternatives { eat(.bar) }
    onePattern()
    var isCompound = false
    while alternatives, at(.bar) {
      bump()
      onePattern()
      isCompound = true
    }
    if isCompound { wrap(.pattern, since: start) }
  }

  private mutating func onePattern() {
    let start = mark()
    while at(.ampersand) || at(.andAnd) || at(.mut) || at(.ref)
      || at(.box) && startsBoxed
    {
      bump()
    }
    switch symbol() {
    case .leftRound: list(.group, until: .rightRound) { $0.patternElement() }
    case .leftSquare: list(.list, until: .rightSquare) { $0.patternElement() }
    case .dotDot, .dotDotEqual, .ellipsis:
      bump()
      _ = patternValue()
      return wrap(.spread, since: start)
    case .const where at(.leftCurly, 1):
      bump()
      block()
    default:
      let value = mark()
      guard patternValue() else { return }
      patternRest(value)
    }
  }

  /// Whether a pattern follows `box`, which was syntax for a while.
  private var startsBoxed: Bool {
    kind(1) == .identifier || kind(1) == .keyword || at(.leftRound, 1) || at(.leftSquare, 1)
  }

  private mutating func patternElement() {
    annotations()
    pattern()
  }

  /// Reads a literal or path, or answers false.
  private mutating func patternValue() -> Bool {
    let start = mark()
    switch kind() {
    case .string: leaf(.text)
    case .number: leaf(.number)
    case .identifier: path(start)
    case .keyword:
      switch symbol() {
      case .crate, .super, .selfWord, .selfType: path(start)
      case .true, .false: leaf(.name)
      default: return false
      }
    default:
      switch symbol() {
      case .minus where kind(1) == .number:
        bump()
        leaf(.number)
        wrap(.unary, since: start)
      case .doubleColon:
        bump()
        path(start)
      case .less, .shiftLeft:
        guard skipAngles() else { return false }
        wrap(.name, since: start)
        path(start)
      default: return false
      }
    }
    return true
  }

  /// Reads `a::b::<C>::d`; the first name may have been read.
  private mutating func path(_ start: Mark) {
    if kind() == .identifier || kind() == .keyword { leaf(.name) }
    while at(.doubleColon) {
      bump()
      if at(.less) || at(.shiftLeft) {
        if !skipAngles() { return }
      } else if kind() == .identifier || kind() == .keyword {
        leaf(.name)
        wrap(.member, since: start)
      } else {
        return
      }
    }
  }

  /// Reads what follows the literal or path since `start`.
  private mutating func patternRest(_ start: Mark) {
    switch symbol() {
    case .leftRound:
      list(.arguments, until: .rightRound) { $0.patternElement() }
      wrap(.pattern, since: start)
    case .leftCurly:
      list(.map, until: .rightCurly) { $0.patternField() }
      wrap(.pattern, since: start)
    case .at:
      bump()
      pattern(alternatives: false)
      wrap(.pattern, since: start)
    case .bang where at(.leftRound, 1) || at(.leftSquare, 1) || at(.leftCurly, 1):
      bump()
      skipGroup()
      wrap(.call, since: start)
    case .dotDot, .dotDotEqual, .ellipsis:
      bump()
      _ = patternValue()
      wrap(.binary, since: start)
    default: break
    }
  }

  private mutating func patternField() {
    annotations()
    let start = mark()
    if eat(.dotDot) { return wrap(.spread, since: start) }
    while at(.ref) || at(.mut) || at(.box) && startsBoxed { bump() }
    guard kind() == .identifier || kind() == .number else { return }
    leaf(.name)
    if eat(.colon) { pattern() }
    wrap(.pair, since: start)
  }
}
