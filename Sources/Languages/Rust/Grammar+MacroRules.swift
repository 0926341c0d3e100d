import Syntax

/// Definitions of macros.
extension Parser {
  /// Reads `macro_rules! name { (matcher) => { body } }`.
  ///
  /// A macro of one arm whose body can be read is a function with the matcher's names.
  mutating func macroRules(_ start: Mark, _ ahead: Int) {
    skip(ahead)
    let inside = mark()
    if kind() == .identifier || kind() == .keyword { leaf(.name) }
    guard let end = partner().map({ index + $0 }), context.detail == 0 else {
      rewind(to: inside)
      return macroDefinition(start, 0)
    }
    bump()
    let isRead = macroArm()
    if isRead { eat(.semicolon) }
    guard isRead, index == end, !made(.unknown, since: inside) else {
      rewind(to: inside)
      return macroDefinition(start, 0)
    }
    bump()
    if !at(.rightCurly, -1) { eat(.semicolon) }
    wrap(.function, since: start)
  }

  /// Reads `(matcher) => { body }`; answers false when the body cannot be read.
  private mutating func macroArm() -> Bool {
    guard let close = partner() else { return false }
    let (parameters, end) = (mark(), index + close)
    bump()
    while index < end {
      if kind() == .identifier, firstByte() == 36, at(.colon, 1) {
        let parameter = mark()
        leaf(.name)
        wrap(.parameter, since: parameter)
      } else {
        bump()
      }
    }
    bump()
    wrap(.parameters, since: parameters)
    guard eat(.fatArrow), let last = partner() else { return false }
    let bodyEnd = index + last
    let body = mark()
    bump()
    context.detail += 1
    defer { context.detail -= 1 }
    while index < bodyEnd {
      let before = mark()
      statement()
      if !moved(since: before) || made(.unknown, since: before) || index > bodyEnd { return false }
    }
    bump()
    wrap(.block, since: body)
    return true
  }

  /// Reads `$( statements )*` in the body of a macro.
  mutating func repetition() {
    bump()
    guard let close = partner() else { return }
    let end = index + close
    bump()
    while index < end {
      let before = mark()
      statement()
      if !moved(since: before) || made(.unknown, since: before) || index > end { break }
    }
    if index < end { skipAsUnknown() }
    if index == end { bump() }
    if !at(.star), !at(.plus), !at(.question) { bump() }
    bump()
  }

  mutating func macroDefinition(_ start: Mark, _ ahead: Int) {
    skip(ahead)
    if kind() == .identifier || kind() == .keyword { leaf(.name) }
    if at(.leftRound), at(.macro, -2) { skipGroup() }
    let isBraced = at(.leftCurly)
    if isBraced || at(.leftRound) || at(.leftSquare) { skipGroup() }
    if !isBraced { eat(.semicolon) }
    wrap(.declaration, since: start)
  }
}
