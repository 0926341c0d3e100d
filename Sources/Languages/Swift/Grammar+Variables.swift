import Syntax

extension Parser {
  /// Reads `let a = 1, b: Int`, `var a: Int { … }`.
  mutating func variables(_ start: Mark) {
    bump()
    repeat {
      let item = mark()
      bindingTarget()
      if eat(.colon) { skipType() }
      let hasValue = eat(.assign)
      if hasValue { expression() }
      guard at(.leftCurly) else {
        wrap(.assignment, since: item)
        continue
      }
      if !hasValue, !opensAccessors {
        block()
        return wrap(.function, since: start)
      }
      wrap(.assignment, since: item)
      accessors()
    } while eat(.comma)
    finish(.declaration, since: start)
  }

  /// Whether braces here hold `get`, `set`, `willSet` and the like and not statements.
  var opensAccessors: Bool {
    var ahead = 1
    while at(.at, ahead) {
      ahead += 2
      if at(.leftRound, ahead), !afterSpace(ahead), let close = partner(ahead) { ahead = close + 1 }
    }
    while kind(ahead) == .identifier, kind(ahead + 1) == .identifier || at(.`init`, ahead + 1),
      !afterNewline(ahead + 1)
    {
      if isAccessor(ahead) { break }
      ahead += 1
    }
    guard isAccessor(ahead) else { return false }
    let next = ahead + 1
    switch symbol(next) {
    case .leftCurly, .rightCurly, .async, .throws, .set, .get, .at: return true
    case .leftRound: return partner(next).map { at(.leftCurly, $0 + 1) } ?? false
    case .semicolon: return true
    default: return isAccessor(next) || kind(next) == .identifier && isAccessor(next + 1)
    }
  }

  private func isAccessor(_ ahead: Int) -> Bool {
    if at(.get, ahead) || at(.set, ahead) { return true }
    if at(.`init`, ahead) { return at(.leftCurly, ahead + 1) || at(.leftRound, ahead + 1) }
    guard kind(ahead) == .identifier else { return false }
    return word(ahead, "willSet") || word(ahead, "didSet") || word(ahead, "_read")
      || word(ahead, "_modify") || word(ahead, "borrow") || word(ahead, "mutate")
      || word(ahead, "unsafeAddress")
      || word(ahead, "unsafeMutableAddress")
  }

  /// Reads `{ get { … } set(x) { … } }`, or `{ get set }` of a protocol.
  mutating func accessors() {
    let start = mark()
    braces { parser in
      while parser.at(.at) { parser.skipAttribute() }
      let accessor = parser.mark()
      while parser.kind() == .identifier,
        !parser.isAccessor(0)
          || parser.isAccessor(1)
            && !parser.afterNewline(1) && parser.word(0, "mutating"),
        parser.kind(1) == .identifier || parser.at(.`init`, 1)
      {
        parser.bump()
      }
      guard parser.atName else { return }
      parser.leaf(.name)
      if parser.at(.leftRound) {
        parser.list(.parameters, until: .rightRound) { parser in
          let parameter = parser.mark()
          if parser.atName { parser.leaf(.name) }
          parser.wrap(.parameter, since: parameter)
        }
      }
      parser.effects()
      if parser.at(.leftCurly) { parser.block() }
      parser.eat(.semicolon)
      parser.wrap(.function, since: accessor)
    }
    wrap(.block, since: start)
  }
}
