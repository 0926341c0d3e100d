package import Syntax

extension Grammar {
  /// Python 3 up to 3.14.
  /// - Source: https://docs.python.org/3/reference/grammar.html
  package static let python = Grammar(
    lexical: .python,
    expressions: ExpressionRules(
      prefix: [.minus, .plus, .tilde],
      rows: [
        .init(.assignment, [.walrus]),
        .init(.left, [.or]),
        .init(.left, [.and]),
        .init(
          .left,
          [.in, .is, .not, .less, .greater, .lessEqual, .greaterEqual, .equalEqual, .bangEqual]),
        .init(.left, [.bar]),
        .init(.left, [.caret]),
        .init(.left, [.ampersand]),
        .init(.left, [.shiftLeft, .shiftRight]),
        .init(.left, [.plus, .minus]),
        .init(.left, [.star, .slash, .doubleSlash, .percent, .at]),
        .init(.right, [.doubleStar]),
      ],
      linesEndExpressions: false, conditional: .ifElse, conditionalPower: Power.conditional,
      prefixPower: Power.power,
      pairs: [(.not, .in, true), (.is, .not, false)]),
    statement: { $0.pythonStatement() }, operand: { $0.pythonOperand() },
    argument: { $0.pythonArgument() })
}

/// How tightly some operators bind; each row of the table above is ten more than the one before.
enum Power {
  static let conditional: UInt8 = 15
  static let disjunction: UInt8 = 20
  static let comparison: UInt8 = 40
  static let bitwiseOr: UInt8 = 50
  static let power: UInt8 = 110
  static let primary: UInt8 = 120
}

// MARK: Statements

extension Parser {
  mutating func pythonStatement() {
    let start = mark()
    switch symbol() {
    case .at: decorated(start)
    case .def: function(start)
    case .class: type(start)
    case .if: branch(start)
    case .while: whileLoop(start)
    case .for: forLoop(start)
    case .with: scope(start)
    case .try: attempt(start)
    case .async: asynchronous(start)
    case .match where startsMatch(): selection(start)
    default: otherStatement()
    }
  }

  /// Reads layout that stands where a statement should, or a line of simple statements.
  mutating func otherStatement() {
    switch kind() {
    case .indent:
      // A suite without a header: its statements belong to the suite around it.
      bump()
      while !isAtEnd, kind() != .dedent { statement() }
      bump()
    case .dedent, .terminator: bump()
    default: simpleLine()
    }
  }

  /// Reads `async def`, `async for` and `async with`.
  mutating func asynchronous(_ start: Mark) {
    bump()
    switch symbol() {
    case .def: function(start)
    case .for: forLoop(start)
    case .with: scope(start)
    default:
      wrap(.unknown, since: start)
      simpleLine()
    }
  }

  /// Reads `@expression` lines and what they decorate.
  mutating func decorated(_ start: Mark) {
    while at(.at) {
      let annotation = mark()
      bump()
      expression()
      wrap(.annotation, since: annotation)
      endLine()
    }
    let target = mark()
    switch symbol() {
    case .def: function(target)
    case .class: type(target)
    case .async where at(.def, 1): asynchronous(target)
    default: return
    }
    wrap(.decorated, since: start)
  }

  /// Reads `def name[T](parameters) -> type: suite`, after an `async` that stands at `start`.
  mutating func function(_ start: Mark) {
    bump()
    if kind() == .identifier { leaf(.name) }
    typeParameters()
    if at(.leftRound) { list(.parameters, until: .rightRound) { $0.parameter(annotated: true) } }
    if eat(.arrow) { typing() }
    suite()
    wrap(.function, since: start)
  }

  /// Reads `class name[T](arguments): suite`.
  mutating func type(_ start: Mark) {
    bump()
    if kind() == .identifier { leaf(.name) }
    typeParameters()
    if at(.leftRound) { list(.arguments, until: .rightRound) { $0.pythonArgument() } }
    suite()
    wrap(.type, since: start)
  }

  /// Reads `[T: bound = default, *Ts, **P]`.
  mutating func typeParameters() {
    guard at(.leftSquare) else { return }
    list(.list, until: .rightSquare) { $0.parameter(annotated: true) }
  }

  /// Reads `name: type = default`, `*name`, `**name`; a bare `*` or `/` makes no node.
  mutating func parameter(annotated: Bool) {
    let start = mark()
    if at(.slash) || at(.star) && kind(1) != .identifier { return bump() }
    if !eat(.star) { eat(.doubleStar) }
    guard kind() == .identifier else { return }
    leaf(.name)
    if annotated, eat(.colon) { typing() }
    if eat(.assign) { expression(Power.conditional) }
    wrap(.parameter, since: start)
  }

  mutating func typing() {
    let start = mark()
    expression()
    wrap(.typing, since: start)
  }

  mutating func condition() {
    let start = mark()
    expression()
    wrap(.condition, since: start)
  }

  /// Reads `if test: suite`, its `elif` clauses and its `else`.
  mutating func branch(_ start: Mark) {
    bump()
    condition()
    suite()
    var clauses: [Mark] = []
    while at(.elif) {
      clauses.append(mark())
      bump()
      condition()
      suite()
    }
    otherwise()
    for clause in clauses.reversed() {
      wrap(.branch, since: clause)
      wrap(.otherwise, since: clause)
    }
    wrap(.branch, since: start)
  }

  /// Reads `else: suite`.
  mutating func otherwise() {
    guard at(.else) else { return }
    let start = mark()
    bump()
    suite()
    wrap(.otherwise, since: start)
  }

  mutating func whileLoop(_ start: Mark) {
    bump()
    condition()
    suite()
    otherwise()
    wrap(.loop, since: start)
  }

  /// Reads `for targets in expressions: suite`.
  mutating func forLoop(_ start: Mark) {
    bump()
    targets()
    if eat(.in) { expressions() }
    suite()
    otherwise()
    wrap(.loop, since: start)
  }

  /// The targets between `for` and `in`.
  mutating func targets() {
    let start = mark()
    let saved = context
    context.refusesIn = true
    var isSequence = false
    while !endsExpressions, !at(.in), expression(Power.bitwiseOr), eat(.comma) { isSequence = true }
    if isSequence { wrap(.sequence, since: start) }
    context = saved
    wrap(.pattern, since: start)
  }

  /// Reads `with resource, …: suite`, with or without round brackets.
  mutating func scope(_ start: Mark) {
    bump()
    if at(.leftRound), let close = partner(), at(.colon, close + 1) {
      bump()
      let end = index + close - 1
      while index < end {
        let before = index
        resource()
        if !eat(.comma), index < end, index == before || !at(.rightRound) { skipAsUnknown() }
      }
      eat(.rightRound)
    } else {
      repeat { resource() } while eat(.comma)
    }
    suite()
    wrap(.scope, since: start)
  }

  /// Reads `expression as target`.
  mutating func resource() {
    let start = mark()
    pythonElement()
    if eat(.as) { pattern() }
    wrap(.resource, since: start)
  }

  mutating func pattern() {
    let start = mark()
    expression(Power.bitwiseOr)
    wrap(.pattern, since: start)
  }

  mutating func attempt(_ start: Mark) {
    bump()
    suite()
    while true {
      let clause = mark()
      if at(.except) {
        bump()
        eat(.star)
        expressions()
        if eat(.as) { pattern() }
        suite()
        wrap(.handler, since: clause)
      } else if at(.finally) {
        bump()
        suite()
        wrap(.handler, since: clause)
      } else if at(.else) {
        otherwise()
      } else {
        break
      }
    }
    wrap(.attempt, since: start)
  }

  /// Reads `: suite`: simple statements on the same line, or an indented block.
  mutating func suite() {
    if !at(.colon), !endsExpressions { skipToEndOfHeader() }
    guard eat(.colon) else {
      // A header without its colon still owns the block under it.
      guard kind() == .terminator, kind(1) == .indent else { return endLine() }
      bump()
      return indentedBlock()
    }
    if kind() == .terminator {
      bump()
      if kind() == .indent { indentedBlock() }
    } else {
      let start = mark()
      simpleStatements()
      wrap(.block, since: start)
      endLine()
    }
  }

  mutating func indentedBlock() {
    bump()
    let start = mark()
    while !isAtEnd, kind() != .dedent { statement() }
    wrap(.block, since: start)
    bump()
  }

  mutating func skipToEndOfHeader() {
    let junk = mark()
    while !at(.colon), !kind().isLayout { skipGroup() }
    wrap(.unknown, since: junk)
  }
}
