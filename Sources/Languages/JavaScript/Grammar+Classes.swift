import Syntax

extension Parser {
  /// Reads `class A<T> extends B<T> implements C { }`.
  mutating func type(_ start: Mark) {
    bump()
    if atName, !at(.extends), !(at(.implements) && !at(.leftCurly, 1)) { leaf(.name) }
    if at(.less) { skipAngles() }
    let bases = mark()
    if eat(.extends) {
      context.refusesBraces = true
      expression(ExpressionRules.suffixes)
      context.refusesBraces = false
      if at(.less) { skipAngles() }
      wrap(.arguments, since: bases)
    }
    if eat(.implements) { skipTypeList() }
    if at(.leftCurly) {
      let body = mark()
      braces { $0.member() }
      wrap(.block, since: body)
    }
    wrap(.type, since: start)
  }

  private mutating func member() {
    if eat(.semicolon) { return }
    if at(.at) {
      _ = decorated { $0.member() }
      return
    }
    let start = mark()
    if at(.static), at(.leftCurly, 1) {
      bump()
      return block()
    }
    while isMemberModifier { bump() }
    eat(.star)
    if isTyped, at(.leftSquare), isIndexSignature { return indexSignature() }
    let name = mark()
    propertyName()
    guard moved(since: name) else { return }
    if isTyped { if !eat(.question), !afterNewline() { eat(.bang) } }
    if at(.leftRound) || at(.less) {
      functionRest()
      return wrap(.function, since: start)
    }
    if isTyped, at(.colon) { skipAnnotation() }
    if eat(.assign) { expression() }
    wrap(.assignment, since: name)
    if !eat(.comma) { endStatement() }
    wrap(.declaration, since: start)
  }

  /// Whether a modifier stands here, and not a member of that name.
  private var isMemberModifier: Bool {
    switch symbol() {
    case .static, .get, .set, .accessor: break
    case .async, .public, .private, .protected, .readonly, .abstract, .override, .declare:
      if afterNewline(1) { return false }
    case .const: return isTyped && kind(1) == .identifier
    default: return false
    }
    switch symbol(1) {
    case .leftRound, .assign, .semicolon, .colon, .question, .bang, .rightCurly, .comma, .less:
      return false
    default: return true
    }
  }

  /// Reads `[key: string]`.
  private var isIndexSignature: Bool {
    kind(1) == .identifier && at(.colon, 2)
  }

  private mutating func indexSignature() {
    skipGroup()
    eat(.question)
    if at(.colon) { skipAnnotation() }
    if !eat(.comma) { endStatement() }
  }

  // MARK: Decorators

  /// Reads decorators and, by `body`, what they decorate.
  mutating func decorated(_ body: (inout Parser) -> Void) -> Bool {
    let start = mark()
    while at(.at) { annotation() }
    guard enter() else {
      skipAsUnknown()
      return true
    }
    if !isAtEnd, !at(.rightCurly) { body(&self) }
    depth -= 1
    wrap(.decorated, since: start)
    return true
  }

  /// Reads `@a.b(c)`, `@(a)`.
  mutating func annotation() {
    let start = mark()
    bump()
    let expression = mark()
    if at(.leftRound) {
      list(.group, until: .rightRound) { $0.expression() }
    } else if atName {
      leaf(.name)
    }
    suffixes: while true {
      switch symbol() {
      case .dot where kind(1) == .identifier || kind(1) == .keyword:
        bump()
        leaf(.name)
        wrap(.member, since: expression)
      case .leftRound where !afterNewline():
        list(.arguments, until: .rightRound) { $0.expression() }
        wrap(.call, since: expression)
      case .less where partner() != nil: skipAngles()
      case .bang where isTyped: bump()
      default: break suffixes
      }
    }
    wrap(.annotation, since: start)
  }

  // MARK: Declarations of TypeScript

  /// Reads `interface`, `type`, `enum`, `namespace`, `declare …` and `abstract class`.
  /// - Source: https://www.typescriptlang.org/docs/handbook/
  mutating func typedDeclaration(_ start: Mark) -> Bool {
    let nameFollows = (kind(1) == .identifier || kind(1) == .keyword) && !afterNewline(1)
    switch symbol() {
    case .enum: enumeration(start)
    case .const where at(.enum, 1):
      bump()
      enumeration(start)
    case .type where nameFollows && !at(.in, 1) && !at(.instanceof, 1): alias(start)
    case .interface where nameFollows: interface(start)
    case .namespace where nameFollows, .module where nameFollows: namespace(start)
    case .module where kind(1) == .string && !afterNewline(1): namespace(start)
    case .global where at(.leftCurly, 1) && !afterNewline(1): namespace(start)
    case .abstract where at(.class, 1) && !afterNewline(1):
      bump()
      type(start)
    case .declare where nameFollows && !at(.in, 1) && !at(.instanceof, 1):
      bump()
      if !declaration(start) { return false }
    default: return false
    }
    return true
  }

  private mutating func enumeration(_ start: Mark) {
    bump()
    if atName { leaf(.name) }
    if at(.leftCurly) {
      list(.block, until: .rightCurly) { parser in
        let start = parser.mark()
        parser.propertyName()
        if parser.eat(.assign) { parser.expression() }
        parser.wrap(.assignment, since: start)
        parser.wrap(.declaration, since: start)
      }
    }
    wrap(.type, since: start)
  }

  private mutating func alias(_ start: Mark) {
    bump()
    leaf(.name)
    if at(.less) { skipAngles() }
    if eat(.assign) { skipType() }
    endStatement()
    wrap(.declaration, since: start)
  }

  private mutating func interface(_ start: Mark) {
    bump()
    leaf(.name)
    if at(.less) { skipAngles() }
    if eat(.extends) { skipTypeList() }
    if at(.leftCurly) { skipGroup() }
    wrap(.type, since: start)
  }

  /// Reads `namespace a.b { }`, `module "a" { }`, `global { }`.
  private mutating func namespace(_ start: Mark) {
    if !at(.global) { bump() }
    let name = mark()
    if kind() == .string { leaf(.text) } else if atName { leaf(.name) }
    while eat(.dot) {
      if atName { leaf(.name) }
      wrap(.member, since: name)
    }
    if at(.leftCurly) { block() } else { endStatement() }
    wrap(.type, since: start)
  }
}
