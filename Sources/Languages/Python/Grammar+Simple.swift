import Syntax

extension Parser {
  mutating func simpleLine() {
    simpleStatements()
    endLine()
  }

  /// Reads statements separated by semicolons.
  mutating func simpleStatements() {
    repeat {
      if kind().isLayout { return }
      simple()
    } while eat(.semicolon)
  }

  /// Reads to the end of the line; what stands there is `unknown`.
  mutating func endLine() {
    if !kind().isLayout {
      let junk = mark()
      while !kind().isLayout { skipGroup() }
      wrap(.unknown, since: junk)
    }
    if kind() == .terminator { bump() }
  }

  mutating func simple() {
    let start = mark()
    switch symbol() {
    case .return:
      bump()
      expressions()
      wrap(.exit, since: start)
    case .pass, .break, .continue:
      bump()
      wrap(.exit, since: start)
    case .raise:
      bump()
      expressions()
      if eat(.from) { expression() }
      wrap(.raise, since: start)
    case .assert:
      bump()
      condition()
      if eat(.comma) { expression() }
      wrap(.assertion, since: start)
    case .del:
      bump()
      expressions()
      wrap(.unary, since: start)
      wrap(.statement, since: start)
    case .global, .nonlocal: names(.declaration, start)
    case .import, .from: names(.import, start)
    case .type where kind() == .identifier && kind(1) == .identifier: typeAlias(start)
    default: expressionStatement(start)
    }
  }

  /// Reads `import a.b as c`, `from .a import (b, *)`, `global a, b`: every name is one node.
  mutating func names(_ kind: NodeKind, _ start: Mark) {
    while !self.kind().isLayout, !at(.semicolon) {
      if self.kind() == .identifier { leaf(.name) } else { bump() }
    }
    wrap(kind, since: start)
  }

  /// Reads `type name[T] = type`.
  mutating func typeAlias(_ start: Mark) {
    bump()
    leaf(.name)
    typeParameters()
    if eat(.assign) { typing() }
    wrap(.declaration, since: start)
  }

  /// Reads `expressions`, `target: type = value`, `target = target = value`, `target += value`.
  mutating func expressionStatement(_ start: Mark) {
    guard expressions() else { return }
    var isAssignment = false
    if eat(.colon) {
      typing()
      if !at(.assign) {
        wrap(.assignment, since: start)
        return wrap(.declaration, since: start)
      }
    }
    while assigns {
      bump()
      expressions()
      isAssignment = true
    }
    if isAssignment { wrap(.assignment, since: start) }
    wrap(.statement, since: start)
  }

  var assigns: Bool {
    switch symbol() {
    case .assign, .plusAssign, .minusAssign, .starAssign, .slashAssign, .percentAssign,
      .doubleStarAssign, .doubleSlashAssign, .atAssign, .andAssign, .orAssign, .caretAssign,
      .shiftLeftAssign, .shiftRightAssign:
      true
    default: false
    }
  }

  var endsExpressions: Bool {
    switch symbol() {
    case .colon, .semicolon, .assign, .rightRound, .rightSquare, .rightCurly, .bang: true
    default: kind().isLayout || kind() == .interpolationEnd
    }
  }

  /// Reads expressions joined by commas, which make a `sequence`; answers whether there was one.
  @discardableResult
  mutating func expressions() -> Bool {
    let start = mark()
    guard !endsExpressions, expression() else { return false }
    guard at(.comma) else { return true }
    while eat(.comma), !endsExpressions, !assigns, expression() {}
    wrap(.sequence, since: start)
    return true
  }
}
