package import Syntax

extension Grammar {
  /// Go up to 1.25.
  /// - Source: https://go.dev/ref/spec
  package static let go = Grammar(
    lexical: .go,
    expressions: ExpressionRules(
      prefix: [.plus, .minus, .bang, .caret, .star, .ampersand, .leftArrow, .tilde],
      rows: [
        .init(.left, [.orOr]),
        .init(.left, [.andAnd]),
        .init(
          .left, [.equalEqual, .bangEqual, .less, .lessEqual, .greater, .greaterEqual]),
        .init(.left, [.plus, .minus, .bar, .caret]),
        .init(.left, [.star, .slash, .percent, .shiftLeft, .shiftRight, .ampersand, .andNot]),
      ],
      suffix: [.dot, .leftCurly], linesEndExpressions: true, prefixPower: 60),
    statement: { $0.goStatement() }, operand: { $0.goOperand() },
    suffix: { parser, start, _ in parser.goSuffix(start) },
    argument: { $0.goArgument() })
}

// MARK: Declarations

extension Parser {
  mutating func goStatement() {
    let start = mark()
    switch symbol() {
    case .semicolon: bump()
    case .package:
      bump()
      if kind() == .identifier { bump() }
      endOfLine()
      wrap(.declaration, since: start)
    case .import: specifications(start) { $0.importSpecification($1) }
    case .type: specifications(start) { $0.typeSpecification($1) }
    case .var, .const: variables(start)
    case .func where declaresFunction: function(start)
    default: innerStatement(start)
    }
  }

  /// Whether `func` here begins a declaration, and not a literal used as a statement.
  private var declaresFunction: Bool {
    if kind(1) == .identifier { return true }
    guard at(.leftRound, 1), let close = partner(1) else { return false }
    return kind(close + 1) == .identifier
      && (at(.leftRound, close + 2) || at(.leftSquare, close + 2))
  }

  /// Whether a statement may end here without a semicolon.
  var ended: Bool {
    isAtEnd || afterNewline() || at(.semicolon) || at(.rightCurly) || at(.rightRound)
  }

  /// Reads to the end of a statement; what stands before it on the line is unknown.
  mutating func endOfLine() {
    if ended { return }
    let junk = mark()
    while !ended { skipGroup() }
    wrap(.unknown, since: junk)
  }

  /// Reads what follows a keyword: one specification, or several in round brackets, each of which
  /// makes a node of its own.
  private mutating func specifications(
    _ start: Mark, _ one: (inout Parser, Mark) -> Void
  ) {
    bump()
    guard at(.leftRound) else { return one(&self, start) }
    lines(until: .rightRound) { parser in one(&parser, parser.mark()) }
  }

  /// Reads `"path"`, `name "path"`, `. "path"`.
  private mutating func importSpecification(_ start: Mark) {
    if kind() == .identifier { leaf(.name) } else { eat(.dot) }
    if kind() == .string { leaf(.text) }
    endOfLine()
    wrap(.import, since: start)
  }

  /// Reads `Name[T any] = type`.
  private mutating func typeSpecification(_ start: Mark) {
    guard kind() == .identifier else { return }
    leaf(.name)
    if at(.leftSquare), opensTypeParameters { skipGroup() }
    eat(.assign)
    skipType()
    wrap(.type, since: start)
    endOfLine()
  }

  /// Whether `[` after a type's name opens parameters, and not the length of an array.
  private var opensTypeParameters: Bool {
    guard kind(1) == .identifier else { return false }
    switch kind(2) {
    case .identifier, .keyword: return true
    default: break
    }
    switch symbol(2) {
    case .comma, .tilde, .leftSquare: return true
    case .star:
      // `[P *C,]` and `[P *C | D]` are parameters, `[P * C]` is a length.
      guard let close = partner() else { return false }
      return (3..<max(3, close)).contains { at(.comma, $0) || at(.bar, $0) || at(.tilde, $0) }
    default: return false
    }
  }

  /// Reads `var a, b T = x, y` and groups of such lines.
  private mutating func variables(_ start: Mark) {
    bump()
    if at(.leftRound) {
      lines(until: .rightRound) { $0.variable() }
    } else {
      variable()
    }
    wrap(.declaration, since: start)
  }

  private mutating func variable() {
    let start = mark()
    guard kind() == .identifier else { return }
    leaf(.name)
    if at(.comma) {
      while eat(.comma), kind() == .identifier { leaf(.name) }
      wrap(.sequence, since: start)
    }
    if !ended, !at(.assign) { typing() }
    if eat(.assign) { sequence() }
    wrap(.assignment, since: start)
    endOfLine()
  }

  /// Reads `func (r T) Name[T any](a T) (b T) { }`.
  private mutating func function(_ start: Mark) {
    bump()
    if at(.leftRound) { receiver() }
    if kind() == .identifier { leaf(.name) }
    if at(.leftSquare) { skipGroup() }
    signature()
    if at(.leftCurly), !afterNewline() { block() }
    wrap(.function, since: start)
  }

  /// Reads the receiver as a single parameter.
  private mutating func receiver() {
    let end = partner().map { index + $0 } ?? index
    bump()
    parameter(named: kind(1) != .punctuation || at(.star, 1) || at(.leftRound, 1))
    if index < end { index = end }
    eat(.rightRound)
  }

  // MARK: Signatures

  /// Reads parameters and results.
  mutating func signature() {
    guard at(.leftRound) else { return }
    let isNamed = namesParameters
    list(.parameters, until: .rightRound) { $0.parameter(named: isNamed) }
    results()
  }

  /// Reads the results as one `typing`, if there are any.
  private mutating func results() {
    let start = mark()
    skipResults()
    wrap(.typing, since: start)
  }

  /// Whether the round bracket at the cursor holds names, and not only types.
  private var namesParameters: Bool {
    guard let close = partner() else { return true }
    var at = 1
    while at < close {
      if kind(at) == .identifier, startsType(at + 1, beforeCloser: close) { return true }
      while at < close, symbol(at) != .comma { at = (partner(at) ?? at) + 1 }
      at += 1
    }
    return false
  }

  /// Whether what stands `ahead`, after an identifier, is a type of that name.
  func startsType(_ ahead: Int, beforeCloser close: Int) -> Bool {
    switch kind(ahead) {
    case .identifier, .keyword: return true
    default: break
    }
    switch symbol(ahead) {
    case .ellipsis, .star, .leftRound, .leftArrow: return true
    case .leftSquare:
      // `s []T` against the type `Set[T]`.
      guard let end = partner(ahead) else { return true }
      return end == ahead + 1 || end + 1 < close && !self.at(.comma, end + 1)
    default: return false
    }
  }

  private mutating func parameter(named: Bool) {
    let start = mark()
    if named, kind() == .identifier { leaf(.name) }
    if !at(.comma), !at(.rightRound) {
      let type = mark()
      eat(.ellipsis)
      skipType()
      wrap(.typing, since: type)
    }
    wrap(.parameter, since: start)
  }

  private mutating func typing() {
    let start = mark()
    skipType()
    wrap(.typing, since: start)
  }
}
