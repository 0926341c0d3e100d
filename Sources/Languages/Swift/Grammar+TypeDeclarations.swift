import Syntax

extension Parser {
  /// Reads `class A<T>: B, C where T: D { }`.
  mutating func type(_ start: Mark) {
    let isEnum = at(.enum)
    bump()
    while atName, at(.dot, 1) {
      bump()
      bump()
    }
    if at(.leftSquare) { skipGroup() } else if atName { leaf(.name) }
    while true {
      if at(.less) {
        skipAngles()
      } else if at(.dot) || at(.questionDot) || at(.question) || at(.bang) {
        bump()
        if atName { bump() }
      } else {
        break
      }
    }
    if eat(.colon) { bases() }
    skipRequirements()
    if at(.leftCurly) {
      let body = mark()
      braces { parser in
        if isEnum, parser.at(.case) {
          _ = parser.cases(parser.mark())
        } else {
          parser.statement()
        }
      }
      wrap(.block, since: body)
    }
    wrap(.type, since: start)
  }

  private mutating func bases() {
    let start = mark()
    repeat {
      while at(.at) { skipAttribute() }
      if kind() == .identifier, !at(.ampersand, 1), kind(1) != .identifier {
        while at(.dot, 1), atName(at: 2) {
          bump()
          bump()
        }
        leaf(.name)
        if at(.less), partner() != nil { skipGroup() }
        if at(.dot) || at(.ampersand) {
          bump()
          skipType()
        }
      } else if at(.class) {
        bump()
      } else {
        skipType()
      }
    } while eat(.comma)
    wrap(.arguments, since: start)
  }

  private func atName(at ahead: Int) -> Bool {
    kind(ahead) == .identifier || kind(ahead) == .keyword
  }

  /// Reads `case a(Int), b = 1` of an enum.
  mutating func cases(_ start: Mark) -> Bool {
    bump()
    repeat {
      let item = mark()
      if atName { leaf(.name) }
      if at(.leftRound) { skipGroup() }
      if eat(.assign) { expression() }
      wrap(.assignment, since: item)
    } while eat(.comma)
    finish(.declaration, since: start)
    return true
  }

  // MARK: The rest

  /// Reads `import struct A.B`.
  mutating func imports(_ start: Mark) {
    bump()
    if atName, kind(1) == .identifier || kind(1) == .keyword, !afterNewline(1) { bump() }
    while atName {
      leaf(.name)
      guard at(.dot), !afterNewline() else { break }
      bump()
    }
    finish(.import, since: start)
  }

  mutating func alias(_ start: Mark) {
    bump()
    if atName { leaf(.name) }
    if at(.less) { skipAngles() }
    if eat(.colon) {
      repeat { skipType() } while eat(.comma)
    }
    if eat(.assign) { skipType() }
    skipRequirements()
    finish(.declaration, since: start)
  }

  mutating func operatorDeclaration(_ start: Mark) {
    let isOperator = at(.operator)
    bump()
    let name = mark()
    if isOperator {
      while kind() == .punctuation, !at(.colon), !afterNewline(), !at(.leftCurly) { bump() }
    } else if atName {
      bump()
    }
    wrap(.name, since: name)
    if eat(.colon) {
      while atName, !afterNewline() {
        bump()
        eat(.comma)
      }
    }
    if at(.leftCurly), !isOperator || !afterNewline() { skipGroup() }
    wrap(.declaration, since: start)
  }
}
