import Syntax

/// The arguments of macros are token trees; they are read as expressions or items where they are.
extension Parser {
  enum MacroForm { case elements, items, pattern }

  /// Reads `!(…)` after the path since `start`.
  mutating func macroCall(_ start: Mark) -> Bool {
    guard at(.leftRound, 1) || at(.leftSquare, 1) || at(.leftCurly, 1), isPath(since: start) else {
      return false
    }
    let form: MacroForm = isMatching(-1) ? .pattern : at(.leftCurly, 1) ? .items : .elements
    bump()
    macroArguments(form)
    wrap(.call, since: start)
    return true
  }

  /// Whether the token is `matches` or ends with `assert_matches`, whose second argument is a
  /// pattern.
  private func isMatching(_ ahead: Int) -> Bool {
    let token = token(ahead)
    let word = Array("matches".utf8)
    guard token.kind == .identifier, token.end - token.start >= UInt32(word.count) else {
      return false
    }
    for (offset, byte) in word.reversed().enumerated()
    where self.byte(at: token.end - 1 - UInt32(offset)) != byte { return false }
    return true
  }

  /// How deeply arguments of macros are tried in more than one way.
  private static let mostTries: UInt8 = 5

  /// Reads the bracketed arguments of a macro; what is no expression makes no node.
  mutating func macroArguments(_ form: MacroForm) {
    let start = mark()
    guard let partner = partner() else {
      bump()
      return wrap(.arguments, since: start)
    }
    let end = index + partner
    let saved = context
    context.refusesBraces = false
    bump()
    let inside = mark()
    if form == .items, context.detail < Parser.mostTries {
      context.detail += 1
      readItems(until: end)
      if made(.unknown, since: inside) || index != end { rewind(to: inside) }
    }
    if index < end, context.detail <= Parser.mostTries { readElements(form, until: end) }
    index = end
    context = saved
    bump()
    wrap(.arguments, since: start)
  }

  private mutating func readItems(until end: Int) {
    while index < end {
      let before = mark()
      statement()
      if !moved(since: before) || made(.unknown, since: before) { return }
    }
  }

  private mutating func readElements(_ form: MacroForm, until end: Int) {
    var count = 0
    while index < end {
      let before = mark()
      if form == .pattern, count == 1 { patternArgument() } else { macroElement() }
      let isWhole =
        index == end || at(.comma) || at(.semicolon) || at(.fatArrow) || at(.rightCurly, -1)
      if !moved(since: before) || !isWhole || index > end || made(.unknown, since: before) {
        rewind(to: before)
        while index < end, !at(.comma) { skipGroup() }
      }
      if !eat(.comma), !eat(.semicolon), !eat(.fatArrow), !at(.rightCurly, -1) { break }
      count += 1
    }
  }

  /// Reads `name = value` or an expression.
  private mutating func macroElement() {
    guard kind() == .identifier, at(.assign, 1) else { return element() }
    let start = mark()
    leaf(.name)
    bump()
    expression()
    wrap(.argument, since: start)
  }

  /// Reads `pattern if guard`.
  private mutating func patternArgument() {
    let start = mark()
    pattern()
    wrap(.pattern, since: start)
    guard eat(.if) else { return }
    let test = mark()
    expression()
    wrap(.condition, since: test)
  }
}
