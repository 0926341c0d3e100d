import Syntax

extension Parser {
  mutating func scriptStatement() {
    let start = mark()
    let symbol = symbol()
    if symbol == .none || kind() == .identifier && at(.colon, 1) {
      return labelOrExpression(start)
    }
    switch symbol {
    case .semicolon: bump()
    case .leftCurly: block()
    case .if: branch(start)
    case .for: countedLoop(start)
    case .while:
      bump()
      condition()
      statement()
      wrap(.loop, since: start)
    case .do: doLoop(start)
    case .switch: selection(start)
    case .try: attempt(start)
    case .with: with(start)
    case .return, .throw:
      bump()
      if !ended { sequence() }
      endStatement()
      wrap(symbol == .throw ? .raise : .exit, since: start)
    case .break, .continue, .debugger:
      bump()
      if kind() == .identifier, !afterNewline() { bump() }
      endStatement()
      wrap(.exit, since: start)
    default:
      if !declaration(start) { labelOrExpression(start) }
    }
  }

  private mutating func labelOrExpression(_ start: Mark) {
    if atName, at(.colon, 1) {
      bump()
      bump()
      return statement()
    }
    guard sequence() else { return }
    endStatement()
    wrap(.statement, since: start)
  }

  private mutating func branch(_ start: Mark) {
    bump()
    condition()
    statement()
    let other = mark()
    if eat(.else) {
      statement()
      wrap(.otherwise, since: other)
    }
    wrap(.branch, since: start)
  }

  private mutating func doLoop(_ start: Mark) {
    bump()
    statement()
    if eat(.while) { condition() }
    eat(.semicolon)
    wrap(.loop, since: start)
  }

  private mutating func with(_ start: Mark) {
    bump()
    header { parser in
      let resource = parser.mark()
      parser.sequence()
      parser.wrap(.resource, since: resource)
    }
    statement()
    wrap(.scope, since: start)
  }

  // MARK: for

  private mutating func countedLoop(_ start: Mark) {
    bump()
    eat(.await)
    header { $0.loopHead() }
    statement()
    wrap(.loop, since: start)
  }

  /// Reads `let x of xs`, `x in xs`, `let i = 0; i < n; i++`.
  private mutating func loopHead() {
    if at(.semicolon) { return loopParts() }
    let start = mark()
    context.refusesIn = true
    if let words = declarationWords {
      for _ in 0..<words { bump() }
      let names = mark()
      if atName, at(.of, 1) || at(.in, 1) {
        leaf(.name)
        wrap(.pattern, since: names)
        return loopSource()
      }
      if at(.leftCurly) || at(.leftSquare), let close = partner(),
        at(.of, close + 1) || at(.in, close + 1)
      {
        bindingTarget()
        return loopSource()
      }
      declarators()
      if at(.of) || at(.in) { return loopSource() }
      wrap(.declaration, since: start)
    } else {
      sequence()
      if at(.of) || at(.in) {
        wrap(.pattern, since: start)
        return loopSource()
      }
    }
    loopParts()
  }

  private mutating func loopSource() {
    bump()
    context.refusesIn = false
    sequence()
  }

  private mutating func loopParts() {
    context.refusesIn = false
    guard eat(.semicolon) else { return }
    let test = mark()
    if sequence() { wrap(.condition, since: test) }
    if eat(.semicolon) { sequence() }
  }

  // MARK: switch, try

  private mutating func selection(_ start: Mark) {
    bump()
    condition()
    if at(.leftCurly) { braces { $0.arm() } }
    wrap(.selection, since: start)
  }

  private mutating func arm() {
    let start = mark()
    if eat(.case) {
      bracketContext { $0.sequence() }
    } else if !eat(.default) {
      return statement()
    }
    eat(.colon)
    while !isAtEnd, !at(.case), !at(.default), !at(.rightCurly) { statement() }
    wrap(.arm, since: start)
  }

  private mutating func attempt(_ start: Mark) {
    bump()
    if at(.leftCurly) { block() }
    while at(.catch) || at(.finally) {
      let clause = mark()
      bump()
      header { parser in
        if parser.atName {
          let name = parser.mark()
          parser.leaf(.name)
          parser.wrap(.pattern, since: name)
        } else {
          parser.bindingTarget()
        }
        if parser.at(.colon) { parser.skipAnnotation() }
      }
      if at(.leftCurly) { block() }
      wrap(.handler, since: clause)
    }
    wrap(.attempt, since: start)
  }

  // MARK: Declarations

  /// How many words of `const`, `let`, `var`, `using` and `await using` stand here; nil for none.
  var declarationWords: Int? {
    switch symbol() {
    case .const where !at(.enum, 1), .var: return 1
    case .let where kind() == .identifier:
      switch kind(1) {
      case .identifier: return 1
      case .keyword: return at(.in, 1) || at(.instanceof, 1) ? nil : 1
      default: return at(.leftSquare, 1) || at(.leftCurly, 1) ? 1 : nil
      }
    case .using where kind() == .identifier:
      return usesName(1) ? 1 : nil
    case .await where at(.using, 1) && !afterNewline(1):
      return usesName(2) ? 2 : nil
    default: return nil
    }
  }

  /// Whether a name that `using` declares stands `ahead`.
  private func usesName(_ ahead: Int) -> Bool {
    kind(ahead) == .identifier && !afterNewline(ahead)
      && (!at(.of, ahead) || at(.assign, ahead + 1))
      && !at(.leftRound, ahead + 1)
  }

  /// Reads `x = 1, { y } = z`.
  mutating func declarators() {
    repeat {
      let start = mark()
      bindingTarget()
      if isTyped {
        if !afterNewline() { eat(.bang) }
        if at(.colon) { skipAnnotation() }
      }
      if eat(.assign) { expression() }
      wrap(.assignment, since: start)
    } while eat(.comma)
  }

  mutating func variables(_ words: Int, _ start: Mark) {
    for _ in 0..<words { bump() }
    declarators()
    endStatement()
    wrap(.declaration, since: start)
  }

  /// Reads a declaration, if one starts here; it begins at `start`.
  mutating func declaration(_ start: Mark) -> Bool {
    if let words = declarationWords {
      variables(words, start)
      return true
    }
    switch symbol() {
    case .function: function(start)
    case .async where at(.function, 1) && !afterNewline(1): function(start)
    case .class: type(start)
    case .import where !at(.leftRound, 1) && !at(.dot, 1): imports(start)
    case .export: exports(start)
    case .at: return decorated { $0.statement() }
    default: return typedDeclaration(start)
    }
    return true
  }
}
