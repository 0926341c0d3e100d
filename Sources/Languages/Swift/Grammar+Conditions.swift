import Syntax

extension Parser {
  /// Reads `a, let b = c, case .d = e`.
  mutating func conditions() {
    let start = mark()
    headerContext { parser in
      var count = 0
      repeat {
        parser.conditionItem()
        count += 1
      } while parser.eat(.comma) && !parser.at(.leftCurly)
      if count > 1 { parser.wrap(.sequence, since: start) }
    }
    wrap(.condition, since: start)
  }

  mutating func conditionItem() {
    let start = mark()
    if at(.case) {
      bump()
      let binding = mark()
      matchPattern()
      if at(.colon) {
        bump()
        skipType()
      }
      if eat(.assign) { expression(ExpressionRules.belowAssignment) }
      wrap(.assignment, since: binding)
      wrap(.declaration, since: start)
    } else if at(.let) || at(.var) {
      bump()
      let binding = mark()
      bindingTarget()
      if at(.colon) {
        bump()
        skipType()
      }
      if eat(.assign) {
        expression(ExpressionRules.belowAssignment)
        wrap(.assignment, since: binding)
      }
      wrap(.declaration, since: start)
    } else if kind() == .identifier, word(0, "#available") || word(0, "#unavailable") {
      bump()
      if at(.leftRound) { skipGroup() }
      wrap(.name, since: start)
    } else {
      expression(ExpressionRules.belowAssignment)
    }
  }

  /// Reads what stands after `case`, as one `pattern`.
  mutating func matchPattern() {
    let start = mark()
    context.detail += 1
    if at(.is), kind() == .identifier, !at(.leftRound, 1) {
      bump()
      typeName()
    } else {
      expression(ExpressionRules.belowAssignment)
    }
    context.detail -= 1
    wrap(.pattern, since: start)
  }

  /// A name, or a `pattern` that takes a value apart.
  mutating func bindingTarget() {
    if at(.leftRound) {
      let start = mark()
      list(.group, until: .rightRound) { parser in
        let start = parser.mark()
        if parser.atName, parser.at(.colon, 1) {
          parser.leaf(.name)
          parser.bump()
          parser.bindingTarget()
          parser.wrap(.argument, since: start)
        } else {
          if parser.at(.let) || parser.at(.var) { parser.bump() }
          parser.bindingTarget()
        }
      }
      wrap(.pattern, since: start)
    } else if atName {
      leaf(.name)
    }
  }
}
