import Syntax

extension Parser {
  /// Reads `async function* name<T>(x): T { }`.
  mutating func function(_ start: Mark) {
    eat(.async)
    bump()
    eat(.star)
    if atName { leaf(.name) }
    functionRest()
    wrap(.function, since: start)
  }

  /// Reads type parameters, parameters, return type, and the body or the semicolon instead of it.
  mutating func functionRest() {
    if at(.less) { skipAngles() }
    if at(.leftRound) { parameters() }
    if isTyped, at(.colon) { skipAnnotation() }
    if at(.leftCurly) { block() } else if isTyped { eat(.semicolon) }
  }

  mutating func parameters() {
    list(.parameters, until: .rightRound) { $0.parameter() }
  }

  private mutating func parameter() {
    let start = mark()
    while at(.at) { annotation() }
    while isParameterModifier { bump() }
    eat(.ellipsis)
    bindingTarget()
    if isTyped {
      eat(.question)
      if at(.colon) { skipAnnotation() }
    }
    if eat(.assign) { expression() }
    wrap(.parameter, since: start)
  }

  private var isParameterModifier: Bool {
    switch symbol() {
    case .public, .private, .protected, .readonly, .override:
      kind(1) == .identifier || kind(1) == .keyword || at(.leftCurly, 1) || at(.leftSquare, 1)
    default: false
    }
  }

  // MARK: Patterns

  /// A name, or a `pattern` that takes a value apart.
  mutating func bindingTarget() {
    if at(.leftCurly) || at(.leftSquare) {
      let start = mark()
      binding()
      wrap(.pattern, since: start)
    } else {
      binding()
    }
  }

  private mutating func binding() {
    if at(.leftCurly) {
      guard enter() else { return skipAsUnknown() }
      list(.map, until: .rightCurly) { $0.bindingProperty() }
      depth -= 1
    } else if at(.leftSquare) {
      guard enter() else { return skipAsUnknown() }
      list(.list, until: .rightSquare) { $0.bindingElement() }
      depth -= 1
    } else if atName {
      leaf(.name)
    }
  }

  private mutating func bindingElement() {
    let start = mark()
    if eat(.ellipsis) {
      binding()
      return wrap(.spread, since: start)
    }
    binding()
    if eat(.assign) {
      expression()
      wrap(.assignment, since: start)
    }
  }

  private mutating func bindingProperty() {
    if at(.ellipsis) { return bindingElement() }
    let start = mark()
    propertyName()
    if eat(.colon) {
      bindingElement()
    } else if eat(.assign) {
      expression()
      return wrap(.assignment, since: start)
    }
    wrap(.pair, since: start)
  }

  // MARK: Objects

  mutating func object() {
    list(.map, until: .rightCurly) { $0.property() }
  }

  private mutating func property() {
    let start = mark()
    if at(.ellipsis) {
      expression()
      return
    }
    while isMethodModifier { bump() }
    eat(.star)
    propertyName()
    switch symbol() {
    case .leftRound, .less:
      functionRest()
      wrap(.function, since: start)
    case .colon:
      bump()
      expression()
      wrap(.pair, since: start)
    case .assign:
      bump()
      expression()
      wrap(.assignment, since: start)
    default: wrap(.pair, since: start)
    }
  }

  /// Whether `async`, `get` or `set` stands here before the name that it modifies.
  private var isMethodModifier: Bool {
    switch symbol() {
    case .async, .get, .set: break
    default: return false
    }
    switch symbol(1) {
    case .leftRound, .colon, .comma, .rightCurly, .assign, .less, .question, .semicolon:
      return false
    default: return true
    }
  }

  /// Reads `a`, `"a"`, `1`, `#a` or `[a]`.
  mutating func propertyName() {
    switch kind() {
    case .identifier, .keyword: leaf(.name)
    case .string: leaf(.text)
    case .stringStart: text()
    case .number: leaf(.number)
    default:
      guard at(.leftSquare) else { return }
      let start = mark()
      bump()
      bracketContext { $0.sequence() }
      eat(.rightSquare)
      wrap(.index, since: start)
    }
  }
}
