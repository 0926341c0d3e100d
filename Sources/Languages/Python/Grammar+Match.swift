import Syntax

extension Parser {
  /// Whether `match` here is the statement: a block of `case` follows its line.
  func startsMatch() -> Bool {
    guard kind() == .identifier else { return false }
    var ahead = 1
    while !kind(ahead).isLayout {
      if at(.colon, ahead), kind(ahead + 1) == .terminator {
        return ahead > 1 && kind(ahead + 2) == .indent && at(.case, ahead + 3)
      }
      if at(.assign, ahead) || at(.semicolon, ahead) { return false }
      ahead = (partner(ahead) ?? ahead) + 1
    }
    return false
  }

  /// Reads `match subject:` and its cases.
  mutating func selection(_ start: Mark) {
    bump()
    let subject = mark()
    expressions()
    wrap(.condition, since: subject)
    if !at(.colon) { skipToEndOfHeader() }
    eat(.colon)
    bump()
    bump()
    while !isAtEnd, kind() != .dedent {
      if at(.case) { arm() } else { statement() }
    }
    wrap(.selection, since: start)
    bump()
  }

  /// Reads `case patterns if guard: suite`.
  mutating func arm() {
    let start = mark()
    bump()
    let patterns = mark()
    var isSequence = false
    while !at(.if), !at(.colon), !kind().isLayout {
      let before = index
      casePattern()
      if index == before { skipAsUnknown() }
      guard eat(.comma) else { break }
      isSequence = true
    }
    if isSequence { wrap(.sequence, since: patterns) }
    wrap(.pattern, since: patterns)
    if eat(.if) { condition() }
    suite()
    wrap(.arm, since: start)
  }

  /// Reads `*rest`, `a | b`, `pattern as name`.
  mutating func casePattern() {
    let start = mark()
    guard enter() else { return skipAsUnknown() }
    defer { depth -= 1 }
    if eat(.star) {
      if kind() == .identifier { leaf(.name) }
      return wrap(.spread, since: start)
    }
    closedPattern()
    var isCompound = false
    while eat(.bar) {
      closedPattern()
      isCompound = true
    }
    if eat(.as) {
      if kind() == .identifier { leaf(.name) }
      isCompound = true
    }
    if isCompound { wrap(.pattern, since: start) }
  }

  mutating func closedPattern() {
    let start = mark()
    switch symbol() {
    case .leftRound: list(.group, until: .rightRound) { $0.casePattern() }
    case .leftSquare: list(.list, until: .rightSquare) { $0.casePattern() }
    case .leftCurly:
      list(.map, until: .rightCurly) { parser in
        let start = parser.mark()
        if parser.eat(.doubleStar) {
          if parser.kind() == .identifier { parser.leaf(.name) }
          return parser.wrap(.spread, since: start)
        }
        parser.closedPattern()
        if parser.eat(.colon) { parser.casePattern() }
        parser.wrap(.pair, since: start)
      }
    default:
      guard kind() == .identifier else {
        expression(Power.bitwiseOr + 1)
        return
      }
      leaf(.name)
      while at(.dot), kind(1) == .identifier {
        bump()
        leaf(.name)
        wrap(.member, since: start)
      }
      guard at(.leftRound) else { return }
      list(.arguments, until: .rightRound) { parser in
        let start = parser.mark()
        let isNamed = parser.kind() == .identifier && parser.at(.assign, 1)
        if isNamed {
          parser.leaf(.name)
          parser.bump()
        }
        parser.casePattern()
        if isNamed { parser.wrap(.argument, since: start) }
      }
      wrap(.pattern, since: start)
    }
  }
}
