import Syntax

extension Parser {
  /// Reads `label: value` or a value.
  mutating func swiftArgument() {
    let start = mark()
    guard atName, at(.colon, 1) else {
      expression()
      return
    }
    leaf(.name)
    bump()
    expression()
    wrap(.argument, since: start)
  }

  /// Whether a new line starts here and ends the expression.
  private var breaks: Bool { context.linesEndExpressions && afterNewline() }

  mutating func swiftSuffix(_ start: Mark, _ minimum: UInt8) -> Bool {
    switch symbol() {
    case .leftRound:
      guard !breaks else { return false }
      if isCompoundName {
        skipGroup()
      } else {
        call(start)
      }
      return true
    case .leftCurly:
      guard opensTrailingClosure, canTakeClosure else { return false }
      let list = mark()
      trailingClosures(list)
      wrap(.call, since: start)
      return true
    case .leftSquare:
      guard !breaks else { return false }
      list(.arguments, until: .rightSquare) { $0.swiftArgument() }
      wrap(.index, since: start)
      return true
    case .dot where kind(1) == .number, .questionDot where kind(1) == .number:
      bump()
      leaf(.name)
      wrap(.member, since: start)
      return true
    case .doubleColon where kind(1) == .identifier:
      // A module selector: `text.Swift::reduce`.
      // - Source: SE-0491
      bump()
      leaf(.name)
      wrap(.member, since: start)
      return true
    case .dot where at(.leftRound, 1) || at(.leftSquare, 1):
      bump()
      return true
    case .question where !afterSpace(): return postfix(start)
    case .bang where !afterSpace():
      bump()
      wrap(.cast, since: start)
      return true
    case .ellipsis, .customOperator:
      guard !afterSpace(), touchesNothing(1) else { return false }
      bump()
      wrap(.unary, since: start)
      return true
    case .as, .is: return kind() == .identifier && cast(start, minimum)
    case .less: return genericArguments()
    case .throws, .async, .arrow: return functionType(start)
    default: return false
    }
  }

  /// Reads the `?` of `a?.b`, `a?[0]`, `a? = b`, `Int?`.
  private mutating func postfix(_ start: Mark) -> Bool {
    bump()
    switch symbol() {
    case .dot, .leftSquare, .leftRound, .question, .bang, .questionDot: break
    default: wrap(.cast, since: start)
    }
    return true
  }

  /// Whether the token `ahead` does not touch what stands before it.
  private func touchesNothing(_ ahead: Int) -> Bool {
    if afterSpace(ahead) || kind(ahead) == .endOfFile { return true }
    switch symbol(ahead) {
    case .rightRound, .rightSquare, .rightCurly, .comma, .colon, .semicolon, .dot: return true
    default: return kind(ahead) == .interpolationEnd
    }
  }

  /// Reads `as T`, `as? T`, `as! T`, `is T`.
  private mutating func cast(_ start: Mark, _ minimum: UInt8) -> Bool {
    guard minimum <= ExpressionRules.casting else { return false }
    let isTest = at(.is)
    bump()
    if !afterSpace(), at(.question) || at(.bang) { bump() }
    typeName()
    wrap(isTest ? .binary : .cast, since: start)
    return true
  }

  /// Skips `<A, B>` after a name when what follows shows that it is no comparison.
  /// - Source: canParseAsGenericArgumentList of the Swift compiler
  private mutating func genericArguments() -> Bool {
    guard let partner = partner(), !afterSpace() else { return false }
    let (start, end) = (mark(), index + partner)
    guard genericArgumentsMayEnd(partner) else { return false }
    bump()
    var read = true
    while read, index < end {
      read = skipType()
      if index < end, !eat(.comma) { read = false }
    }
    guard read, index >= end || end == index else {
      rewind(to: start)
      return false
    }
    index = end
    bump()
    return true
  }

  private func genericArgumentsMayEnd(_ ahead: Int) -> Bool {
    let next = ahead + 1
    switch symbol(next) {
    case .rightRound, .rightSquare, .rightCurly, .leftCurly, .dot, .questionDot, .comma,
      .semicolon, .colon, .assign:
      return true
    case .leftRound, .leftSquare: return !afterNewline(next)
    case .question, .bang: return !afterSpace(next)
    case .greater, .shiftRight: return !afterSpace(next)
    case .ampersand, .in, .throws, .async, .arrow, .equalEqual: return true
    case .ellipsis: return !afterSpace(next)
    default:
      return kind(next) == .endOfFile || kind(next) == .interpolationEnd || afterNewline(next)
    }
  }

  /// Reads `-> T` after the parameters of a function type that stands in an expression.
  private mutating func functionType(_ start: Mark) -> Bool {
    if at(.async) {
      guard at(.arrow, 1) || at(.throws, 1) else { return false }
      bump()
    }
    if eat(.throws), at(.leftRound) { skipGroup() }
    guard eat(.arrow) else { return true }
    skipType()
    wrap(.cast, since: start)
    return true
  }

  // MARK: Calls

  /// Whether round brackets here hold only labels, as in `f(_:b:)`.
  private var isCompoundName: Bool {
    guard !afterSpace(), kind(1) == .identifier || kind(1) == .keyword, at(.colon, 2) else {
      return false
    }
    var ahead = 3
    while kind(ahead) == .identifier || kind(ahead) == .keyword {
      guard at(.colon, ahead + 1) else { return false }
      ahead += 2
    }
    return at(.rightRound, ahead)
  }

  /// Reads `(a, b: c)` and the closures that follow it.
  mutating func call(_ start: Mark) {
    let arguments = mark()
    list(.arguments, until: .rightRound) { $0.swiftArgument() }
    if at(.leftCurly), opensTrailingClosure {
      unwrap()
      trailingClosures(arguments)
    }
    wrap(.call, since: start)
  }

  /// Reads `{ … } label: { … }` onto the arguments since `list`.
  private mutating func trailingClosures(_ list: Mark) {
    closure()
    while atName, !at(.default), at(.colon, 1), at(.leftCurly, 2) {
      let start = mark()
      leaf(.name)
      bump()
      closure()
      wrap(.argument, since: start)
    }
    wrap(.arguments, since: list)
  }

  /// Whether the operand before `{` may be called; literals may not.
  private var canTakeClosure: Bool {
    switch kind(-1) {
    case .identifier: true
    case .keyword:
      switch symbol(-1) {
      case .`init`, .selfWord, .super: true
      default: false
      }
    case .punctuation:
      switch symbol(-1) {
      case .greater, .shiftRight, .rightSquare, .rightRound, .bang, .question: true
      default: false
      }
    default: false
    }
  }

  /// Whether `{` is a closure of the call before it and not the block of a statement, of a switch
  /// or of accessors.
  /// - Source: isValidTrailingClosure of the Swift compiler
  private var opensTrailingClosure: Bool {
    if isObserverBlock { return false }
    guard context.refusesBraces else { return true }
    if at(.case, 1) || at(.default, 1) { return false }
    guard let close = partner() else { return false }
    let next = close + 1
    if afterNewline(next) { return at(.dot, next) && leadsMember(next) }
    switch symbol(next) {
    case .leftCurly, .where, .comma, .leftSquare, .leftRound, .dot, .questionDot, .question, .bang,
      .colon, .assign, .as, .is:
      return true
    case .equalEqual, .bangEqual, .less, .greater, .lessEqual, .greaterEqual, .andAnd, .orOr,
      .doubleQuestion, .plus, .minus, .star, .slash, .tripleEqual, .bangTripleEqual, .ellipsis,
      .halfOpenRange, .customOperator:
      return true
    default: return false
    }
  }

  /// `.` at a line's start after a closure in a header; never, since it would be a statement.
  private func leadsMember(_ ahead: Int) -> Bool { false }

  /// Whether the braces here hold `willSet` or `didSet`, or accessors with bodies.
  var isObserverBlock: Bool {
    guard at(.leftCurly), kind(1) == .identifier, token(1).end - token(1).start >= 3 else {
      return false
    }
    guard at(.leftCurly, 2) || at(.leftRound, 2) else { return false }
    guard at(.leftCurly, 2) || partner(2).map({ at(.leftCurly, $0 + 1) }) ?? false else {
      return false
    }
    return word(1, "willSet") || word(1, "didSet") || at(.get, 1) || at(.set, 1)
  }

  /// Whether the token `ahead` is spelled `text`.
  func word(_ ahead: Int, _ text: StaticString) -> Bool {
    let token = token(ahead)
    guard Int(token.end - token.start) == text.utf8CodeUnitCount else { return false }
    for offset in 0..<text.utf8CodeUnitCount
    where byte(at: token.start + UInt32(offset)) != text.utf8Start[offset] {
      return false
    }
    return true
  }
}
