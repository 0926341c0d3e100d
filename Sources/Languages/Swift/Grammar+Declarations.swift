import Syntax

extension Parser {
  /// Whether a word that is no expression stands before a declaration here, as in `lazy var`,
  /// `private(set) var` or `actor A`.
  var isModifier: Bool { modifierLength > 0 }

  /// How many tokens the modifier here takes; zero for none.
  private var modifierLength: Int {
    switch symbol() {
    case .public, .private, .fileprivate, .internal, .static:
      if at(.leftRound, 1), let close = partner(1) { return close + 1 }
      return 1
    case .class:
      switch symbol(1) {
      case .func, .var, .let, .subscript, .private, .public, .internal, .fileprivate, .static:
        return 1
      default: return kind(1) == .identifier && startsMember(2) && !afterNewline(2) ? 1 : 0
      }
    case .as, .is, .any, .some, .each, .consume, .copy, .unsafe, .discard, .yield: return 0
    case .async where at(.let, 1) || at(.var, 1): return 1
    default: break
    }
    guard kind() == .identifier else { return 0 }
    if at(.leftRound, 1), !afterSpace(1), let close = partner(1), close == 2 || close == 3,
      startsMember(close + 1)
    {
      return word(0, "unowned") || word(0, "nonisolated") || word(0, "package") || word(0, "open")
        ? close + 1 : 0
    }
    guard startsMember(1), !symbolIsExpressionWord else { return 0 }
    return !afterNewline(1) || isKnownModifier ? 1 : 0
  }

  private var symbolIsExpressionWord: Bool { at(.actor) || at(.macro) }

  private var isKnownModifier: Bool {
    word(0, "override") || word(0, "open") || word(0, "package") || word(0, "final")
      || word(0, "mutating") || word(0, "nonisolated") || word(0, "required") || word(0, "lazy")
      || word(0, "convenience") || word(0, "indirect") || word(0, "distributed")
  }

  /// Whether the token `ahead` may start a declaration after a modifier.
  private func startsMember(_ ahead: Int) -> Bool {
    switch symbol(ahead) {
    case .func, .var, .let, .class, .struct, .enum, .protocol, .extension, .`init`, .deinit,
      .subscript, .typealias, .associatedtype, .operator, .precedencegroup, .static, .public,
      .private, .fileprivate, .internal, .actor, .macro, .case, .import, .at:
      return true
    case .as, .is, .async: return false
    default: return kind(ahead) == .identifier && !afterNewline(ahead)
    }
  }

  /// Reads a declaration with its attributes, if one starts here; it begins at `start`.
  mutating func declaration(_ start: Mark) -> Bool {
    if at(.at) {
      while at(.at) { annotation() }
      let inner = mark()
      guard enter() else {
        skipAsUnknown()
        return true
      }
      if at(.case) {
        _ = cases(inner)
      } else if !isAtEnd, !at(.rightCurly), !declaration(inner) {
        statement()
      }
      depth -= 1
      wrap(.decorated, since: start)
      return true
    }
    while true {
      let length = modifierLength
      guard length > 0 else { break }
      for _ in 0..<length { bump() }
      while at(.at) { skipAttribute() }
    }
    switch symbol() {
    case .let, .var: variables(start)
    case .func: function(start)
    case .class, .struct, .enum, .protocol, .extension: type(start)
    case .actor where kind(1) == .identifier && !afterNewline(1): type(start)
    case .`init`, .deinit: initializer(start)
    case .subscript: subscripting(start)
    case .import: imports(start)
    case .typealias, .associatedtype: alias(start)
    case .operator, .precedencegroup: operatorDeclaration(start)
    case .macro where kind(1) == .identifier && !afterNewline(1): macro(start)
    default:
      return distance(since: start) > 0 && at(.case) ? cases(start) : false
    }
    return true
  }

  /// Reads `@a.b(c)`.
  mutating func annotation() {
    let start = mark()
    bump()
    let name = mark()
    let isCustom = firstByte() >= 65 && firstByte() <= 90
    if atName { leaf(.name) }
    suffixes: while true {
      switch symbol() {
      case .dot where kind(1) == .identifier || kind(1) == .keyword:
        bump()
        leaf(.name)
        wrap(.member, since: name)
      case .less where !afterSpace() && partner() != nil: skipGroup()
      case .leftRound where !afterSpace():
        guard isCustom else {
          skipGroup()
          break suffixes
        }
        let saved = context
        context.refusesBraces = false
        list(.arguments, until: .rightRound) { $0.swiftArgument() }
        context = saved
        wrap(.call, since: name)
        break suffixes
      default: break suffixes
      }
    }
    wrap(.annotation, since: start)
  }

  // MARK: Functions

  mutating func function(_ start: Mark) {
    bump()
    if kind() == .punctuation, !at(.leftRound) {
      // An operator may be spelled in several tokens, the last of which opens type parameters.
      let name = mark()
      while kind() == .punctuation, !at(.leftRound), !isTypeParameters { bump() }
      wrap(.name, since: name)
      // `>>=<T>(…)`: the operator took the bracket that opens the type parameters.
      if kind() == .identifier { skipAngles() }
    } else if atName {
      leaf(.name)
    }
    signature()
    if at(.leftCurly) { block() }
    wrap(.function, since: start)
  }

  /// Whether `<` here opens the type parameters of an operator function.
  private var isTypeParameters: Bool {
    at(.less) && kind(1) == .identifier
  }

  mutating func initializer(_ start: Mark) {
    leaf(.name)
    if !afterSpace(), at(.question) || at(.bang) { bump() }
    signature()
    if at(.leftCurly) { block() }
    wrap(.function, since: start)
  }

  mutating func subscripting(_ start: Mark) {
    leaf(.name)
    signature()
    if at(.leftCurly) { if opensAccessors { accessors() } else { block() } }
    wrap(.function, since: start)
  }

  /// Reads type parameters, parameters, effects, result type and requirements.
  mutating func signature() {
    if at(.less) { skipAngles() }
    if at(.leftRound) { parameters() }
    effects()
    if eat(.arrow) { skipType() }
    skipRequirements()
  }

  mutating func effects() {
    while at(.async) || at(.throws) || at(.rethrows) || kind() == .identifier && word(0, "reasync")
    {
      bump()
      if at(.leftRound), !afterNewline() { skipGroup() }
    }
  }

  mutating func parameters() {
    let start = mark()
    parameterItems()
    wrap(.parameters, since: start)
  }

  /// Reads `(label name: T = value, …)`, also of a closure, whose types may be absent.
  mutating func parameterItems() {
    let start = mark()
    let saved = context
    context.refusesBraces = false
    list(.parameters, until: .rightRound) { parser in
      let start = parser.mark()
      while parser.at(.at) { parser.annotation() }
      while parser.atName, parser.kind(1) == .identifier || parser.kind(1) == .keyword {
        parser.bump()
      }
      if parser.at(.leftRound) {
        parser.bindingTarget()
      } else if parser.atName {
        parser.leaf(.name)
      }
      if parser.eat(.colon) {
        parser.skipType()
        parser.eat(.ellipsis)
      }
      if parser.eat(.assign) { parser.expression() }
      parser.wrap(.parameter, since: start)
    }
    context = saved
    unwrap()
    _ = start
  }

  mutating func macro(_ start: Mark) {
    bump()
    leaf(.name)
    signature()
    if eat(.assign) { expression() }
    skipRequirements()
    wrap(.function, since: start)
  }
}
