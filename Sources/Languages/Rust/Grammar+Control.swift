import Syntax

/// Expressions that end with a block, and so may end a statement without a semicolon.
extension Parser {
  /// A lifetime or label: `'a`.
  var atLifetime: Bool { kind() == .punctuation && at(.none) }

  var startsBlockLike: Bool {
    switch symbol() {
    case .if, .match, .loop, .while, .for, .leftCurly: return !(at(.for) && at(.less, 1))
    case .unsafe, .try: return at(.leftCurly, 1)
    case .const: return at(.leftCurly, 1)
    case .async: return at(.leftCurly, 1) || at(.move, 1) && at(.leftCurly, 2)
    default: return atLifetime && at(.colon, 1)
    }
  }

  /// Where the expression with a block at the cursor ends, as far as its tokens tell.
  func blockLikeEnd() -> Int? {
    var ahead = 0
    while true {
      if at(.leftCurly, ahead) {
        guard let close = partner(ahead) else { return nil }
        ahead = close + 1
        if at(.else, ahead) {
          ahead += 1
          continue
        }
        // `if let S { a } = b {`: the braces of a pattern, of which a block follows.
        if !at(.assign, ahead), !at(.bar, ahead) { return index + ahead }
        continue
      }
      if at(.semicolon, ahead) || at(.rightCurly, ahead) || kind(ahead) == .endOfFile {
        return nil
      }
      ahead = (partner(ahead) ?? ahead) + 1
    }
  }

  /// Reads `if`, `match`, loops and blocks, with a label; `isTail` says that the value is the result
  /// of a function.
  mutating func blockLike(_ start: Mark, isTail: Bool) {
    if atLifetime {
      bump()
      eat(.colon)
    }
    switch symbol() {
    case .if: branch(start, isTail: isTail)
    case .match: selection(start, isTail: isTail)
    case .while:
      bump()
      condition()
      if at(.leftCurly) { block() }
      wrap(.loop, since: start)
    case .loop:
      bump()
      if at(.leftCurly) { block() }
      wrap(.loop, since: start)
    case .for: forLoop(start)
    case .async:
      bump()
      eat(.move)
      block()
    case .unsafe, .try, .const:
      bump()
      block(isTail: isTail)
    case .leftCurly: block(isTail: isTail)
    default: break
    }
  }

  private mutating func forLoop(_ start: Mark) {
    bump()
    let target = mark()
    pattern()
    wrap(.pattern, since: target)
    if eat(.in) { header { $0.expression() } }
    if at(.leftCurly) { block() }
    wrap(.loop, since: start)
  }

  mutating func condition() {
    let test = mark()
    header { $0.expression() }
    wrap(.condition, since: test)
  }

  private mutating func branch(_ start: Mark, isTail: Bool) {
    bump()
    condition()
    if at(.leftCurly) { block(isTail: isTail) }
    let other = mark()
    if eat(.else) {
      if at(.if) { branch(mark(), isTail: isTail) } else if at(.leftCurly) { block(isTail: isTail) }
      wrap(.otherwise, since: other)
    }
    wrap(.branch, since: start)
  }

  private mutating func selection(_ start: Mark, isTail: Bool) {
    bump()
    condition()
    if at(.leftCurly) {
      braces { parser in
        if parser.startsAnnotation, parser.at(.bang, 1) { return parser.annotation() }
        guard parser.enter() else { return parser.skipAsUnknown() }
        parser.arm(isTail: isTail)
        parser.depth -= 1
      }
    }
    wrap(.selection, since: start)
  }

  /// Reads `pattern if guard => value,`.
  private mutating func arm(isTail: Bool) {
    let start = mark()
    annotations()
    let target = mark()
    pattern()
    guard moved(since: target) else { return }
    wrap(.pattern, since: target)
    if eat(.if) { freshContext { $0.guardCondition() } }
    if eat(.fatArrow) {
      annotations()
      let value = mark()
      if startsBlockLike {
        let isLast = blockLikeEnd().map { !at(.dot, $0 - index) && !at(.question, $0 - index) }
        blockLike(value, isTail: isTail && isLast ?? false)
        if at(.dot) || at(.question) {
          continueExpression(0, since: value)
          if isTail { wrap(.exit, since: value) }
        }
      } else if expression(), isTail {
        let isExit = lastNode.map { $0.kind == .exit && Int($0.firstToken) == value.token }
        if isExit != true { wrap(.exit, since: value) }
      }
    }
    wrap(.arm, since: start)
    eat(.comma)
  }

  private mutating func guardCondition() {
    let test = mark()
    expression()
    wrap(.condition, since: test)
  }
}
