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
private enum Power {
  static let conditional: UInt8 = 15
  static let disjunction: UInt8 = 20
  static let comparison: UInt8 = 40
  static let bitwiseOr: UInt8 = 50
  static let power: UInt8 = 110
  static let primary: UInt8 = 120
}

// MARK: Statements

extension Parser {
  fileprivate mutating func pythonStatement() {
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
  private mutating func otherStatement() {
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
  private mutating func asynchronous(_ start: Mark) {
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
  private mutating func decorated(_ start: Mark) {
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
  private mutating func function(_ start: Mark) {
    bump()
    if kind() == .identifier { leaf(.name) }
    typeParameters()
    if at(.leftRound) { list(.parameters, until: .rightRound) { $0.parameter(annotated: true) } }
    if eat(.arrow) { typing() }
    suite()
    wrap(.function, since: start)
  }

  /// Reads `class name[T](arguments): suite`.
  private mutating func type(_ start: Mark) {
    bump()
    if kind() == .identifier { leaf(.name) }
    typeParameters()
    if at(.leftRound) { list(.arguments, until: .rightRound) { $0.pythonArgument() } }
    suite()
    wrap(.type, since: start)
  }

  /// Reads `[T: bound = default, *Ts, **P]`.
  private mutating func typeParameters() {
    guard at(.leftSquare) else { return }
    list(.list, until: .rightSquare) { $0.parameter(annotated: true) }
  }

  /// Reads `name: type = default`, `*name`, `**name`; a bare `*` or `/` makes no node.
  private mutating func parameter(annotated: Bool) {
    let start = mark()
    if at(.slash) || at(.star) && kind(1) != .identifier { return bump() }
    if !eat(.star) { eat(.doubleStar) }
    guard kind() == .identifier else { return }
    leaf(.name)
    if annotated, eat(.colon) { typing() }
    if eat(.assign) { expression(Power.conditional) }
    wrap(.parameter, since: start)
  }

  private mutating func typing() {
    let start = mark()
    expression()
    wrap(.typing, since: start)
  }

  private mutating func condition() {
    let start = mark()
    expression()
    wrap(.condition, since: start)
  }

  /// Reads `if test: suite`, its `elif` clauses and its `else`.
  private mutating func branch(_ start: Mark) {
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
  private mutating func otherwise() {
    guard at(.else) else { return }
    let start = mark()
    bump()
    suite()
    wrap(.otherwise, since: start)
  }

  private mutating func whileLoop(_ start: Mark) {
    bump()
    condition()
    suite()
    otherwise()
    wrap(.loop, since: start)
  }

  /// Reads `for targets in expressions: suite`.
  private mutating func forLoop(_ start: Mark) {
    bump()
    targets()
    if eat(.in) { expressions() }
    suite()
    otherwise()
    wrap(.loop, since: start)
  }

  /// The targets between `for` and `in`.
  private mutating func targets() {
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
  private mutating func scope(_ start: Mark) {
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
  private mutating func resource() {
    let start = mark()
    pythonElement()
    if eat(.as) { pattern() }
    wrap(.resource, since: start)
  }

  private mutating func pattern() {
    let start = mark()
    expression(Power.bitwiseOr)
    wrap(.pattern, since: start)
  }

  private mutating func attempt(_ start: Mark) {
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
  private mutating func suite() {
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

  private mutating func indentedBlock() {
    bump()
    let start = mark()
    while !isAtEnd, kind() != .dedent { statement() }
    wrap(.block, since: start)
    bump()
  }

  private mutating func skipToEndOfHeader() {
    let junk = mark()
    while !at(.colon), !kind().isLayout { skipGroup() }
    wrap(.unknown, since: junk)
  }
}

// MARK: Match

extension Parser {
  /// Whether `match` here is the statement: a block of `case` follows its line.
  private func startsMatch() -> Bool {
    guard kind() == .identifier else { return false }
    var ahead = 1
    while !kind(ahead).isLayout {
      if at(.colon, ahead), kind(ahead + 1) == .terminator {
        return ahead > 1 && kind(ahead + 2) == .indent && at(.case, ahead + 3)
      }
      if at(.assign, ahead) || at(.semicolon, ahead) { return false }
      ahead = (partner(ahead) ?? ahead) + 1
    }
    return false
  }

  /// Reads `match subject:` and its cases.
  private mutating func selection(_ start: Mark) {
    bump()
    let subject = mark()
    expressions()
    wrap(.condition, since: subject)
    if !at(.colon) { skipToEndOfHeader() }
    eat(.colon)
    bump()
    bump()
    while !isAtEnd, kind() != .dedent {
      if at(.case) { arm() } else { statement() }
    }
    wrap(.selection, since: start)
    bump()
  }

  /// Reads `case patterns if guard: suite`.
  private mutating func arm() {
    let start = mark()
    bump()
    let patterns = mark()
    var isSequence = false
    while !at(.if), !at(.colon), !kind().isLayout {
      let before = index
      casePattern()
      if index == before { skipAsUnknown() }
      guard eat(.comma) else { break }
      isSequence = true
    }
    if isSequence { wrap(.sequence, since: patterns) }
    wrap(.pattern, since: patterns)
    if eat(.if) { condition() }
    suite()
    wrap(.arm, since: start)
  }

  /// Reads `*rest`, `a | b`, `pattern as name`.
  private mutating func casePattern() {
    let start = mark()
    guard enter() else { return skipAsUnknown() }
    defer { depth -= 1 }
    if eat(.star) {
      if kind() == .identifier { leaf(.name) }
      return wrap(.spread, since: start)
    }
    closedPattern()
    var isCompound = false
    while eat(.bar) {
      closedPattern()
      isCompound = true
    }
    if eat(.as) {
      if kind() == .identifier { leaf(.name) }
      isCompound = true
    }
    if isCompound { wrap(.pattern, since: start) }
  }

  private mutating func closedPattern() {
    let start = mark()
    switch symbol() {
    case .leftRound: list(.group, until: .rightRound) { $0.casePattern() }
    case .leftSquare: list(.list, until: .rightSquare) { $0.casePattern() }
    case .leftCurly:
      list(.map, until: .rightCurly) { parser in
        let start = parser.mark()
        if parser.eat(.doubleStar) {
          if parser.kind() == .identifier { parser.leaf(.name) }
          return parser.wrap(.spread, since: start)
        }
        parser.closedPattern()
        if parser.eat(.colon) { parser.casePattern() }
        parser.wrap(.pair, since: start)
      }
    default:
      guard kind() == .identifier else {
        expression(Power.bitwiseOr + 1)
        return
      }
      leaf(.name)
      while at(.dot), kind(1) == .identifier {
        bump()
        leaf(.name)
        wrap(.member, since: start)
      }
      guard at(.leftRound) else { return }
      list(.arguments, until: .rightRound) { parser in
        let start = parser.mark()
        let isNamed = parser.kind() == .identifier && parser.at(.assign, 1)
        if isNamed {
          parser.leaf(.name)
          parser.bump()
        }
        parser.casePattern()
        if isNamed { parser.wrap(.argument, since: start) }
      }
      wrap(.pattern, since: start)
    }
  }
}

// MARK: Simple statements

extension Parser {
  private mutating func simpleLine() {
    simpleStatements()
    endLine()
  }

  /// Reads statements separated by semicolons.
  private mutating func simpleStatements() {
    repeat {
      if kind().isLayout { return }
      simple()
    } while eat(.semicolon)
  }

  /// Reads to the end of the line; what stands there is `unknown`.
  private mutating func endLine() {
    if !kind().isLayout {
      let junk = mark()
      while !kind().isLayout { skipGroup() }
      wrap(.unknown, since: junk)
    }
    if kind() == .terminator { bump() }
  }

  private mutating func simple() {
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
  private mutating func names(_ kind: NodeKind, _ start: Mark) {
    while !self.kind().isLayout, !at(.semicolon) {
      if self.kind() == .identifier { leaf(.name) } else { bump() }
    }
    wrap(kind, since: start)
  }

  /// Reads `type name[T] = type`.
  private mutating func typeAlias(_ start: Mark) {
    bump()
    leaf(.name)
    typeParameters()
    if eat(.assign) { typing() }
    wrap(.declaration, since: start)
  }

  /// Reads `expressions`, `target: type = value`, `target = target = value`, `target += value`.
  private mutating func expressionStatement(_ start: Mark) {
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

  private var assigns: Bool {
    switch symbol() {
    case .assign, .plusAssign, .minusAssign, .starAssign, .slashAssign, .percentAssign,
      .doubleStarAssign, .doubleSlashAssign, .atAssign, .andAssign, .orAssign, .caretAssign,
      .shiftLeftAssign, .shiftRightAssign:
      true
    default: false
    }
  }

  private var endsExpressions: Bool {
    switch symbol() {
    case .colon, .semicolon, .assign, .rightRound, .rightSquare, .rightCurly, .bang: true
    default: kind().isLayout || kind() == .interpolationEnd
    }
  }

  /// Reads expressions joined by commas, which make a `sequence`; answers whether there was one.
  @discardableResult
  private mutating func expressions() -> Bool {
    let start = mark()
    guard !endsExpressions, expression() else { return false }
    guard at(.comma) else { return true }
    while eat(.comma), !endsExpressions, !assigns, expression() {}
    wrap(.sequence, since: start)
    return true
  }
}

// MARK: Expressions

extension Parser {
  fileprivate mutating func pythonOperand() -> Bool {
    let start = mark()
    switch symbol() {
    case .none:
      guard kind() == .string || kind() == .stringStart else { return false }
      strings()
    case .leftRound: list(.group, until: .rightRound) { $0.pythonElement() }
    case .leftSquare: list(.list, until: .rightSquare) { $0.pythonElement() }
    case .leftCurly: display()
    case .not: prefixed(.unary, Power.comparison, start)
    case .star, .doubleStar: prefixed(.spread, Power.conditional, start)
    case .await: prefixed(.unary, Power.primary, start)
    case .lambda: lambda(start)
    case .yield:
      bump()
      if eat(.from) { expression() } else { expressions() }
      wrap(.unary, since: start)
    case .ellipsis: leaf(.name)
    default: return false
    }
    return true
  }

  private mutating func prefixed(_ kind: NodeKind, _ power: UInt8, _ start: Mark) {
    bump()
    expression(context.refusesIn ? max(power, Power.bitwiseOr) : power)
    wrap(kind, since: start)
  }

  /// Reads adjacent literals, which are one value.
  private mutating func strings() {
    let start = mark()
    while true {
      switch kind() {
      case .string: bump()
      case .stringStart: interpolated()
      default: return wrap(.text, since: start)
      }
    }
  }

  /// Reads `f"text {expression!r:specifier}"`.
  private mutating func interpolated() {
    let end = partner().map { index + $0 } ?? index
    bump()
    while index < end {
      guard kind() == .interpolationStart else {
        bump()
        continue
      }
      let close = partner().map { index + $0 } ?? end
      bump()
      field(until: min(close, end))
    }
    if kind() == .stringEnd { bump() }
  }

  /// The inside of one replacement field, and its closing brace.
  private mutating func field(until close: Int) {
    let saved = context
    context.refusesIn = false
    if enter() {
      expressions()
      depth -= 1
    }
    eat(.assign)
    if eat(.bang), kind() == .identifier { bump() }
    if eat(.colon) {
      while index < close {
        switch kind() {
        case .stringChunk: bump()
        case .interpolationStart:
          let inner = partner().map { index + $0 } ?? close
          bump()
          field(until: min(inner, close))
        default: skipAsUnknown()
        }
      }
    }
    context = saved
    while index < close { skipAsUnknown() }
    if kind() == .interpolationEnd { bump() }
  }

  /// Reads `lambda parameters: expression`.
  private mutating func lambda(_ start: Mark) {
    bump()
    let parameters = mark()
    while !at(.colon), !endsExpressions {
      let before = index
      parameter(annotated: false)
      if !eat(.comma) { if index == before { break } }
    }
    wrap(.parameters, since: parameters)
    let saved = context
    if eat(.colon) { expression(Power.conditional) }
    context = saved
    wrap(.lambda, since: start)
  }

  /// Reads `{…}`: a dictionary when it is empty or holds a pair or `**`, else a set.
  private mutating func display() {
    var isSet = false
    list(.map, until: .rightCurly) { parser in
      let start = parser.mark()
      if parser.at(.doubleStar) {
        parser.prefixed(.spread, Power.conditional, start)
      } else if parser.expression() {
        if parser.eat(.colon) {
          parser.expression()
          parser.wrap(.pair, since: start)
        } else {
          isSet = true
        }
      }
      parser.comprehension(since: start)
    }
    if isSet { relabel(.list) }
  }

  /// One expression inside brackets, which may be a comprehension.
  private mutating func pythonElement() {
    let start = mark()
    expression()
    comprehension(since: start)
  }

  /// Reads `for targets in expression if test …`, after an element that began at `start`.
  private mutating func comprehension(since start: Mark) {
    guard at(.for) || at(.async) && at(.for, 1) else { return }
    while at(.for) || at(.async) && at(.for, 1) {
      let generator = mark()
      eat(.async)
      bump()
      targets()
      if eat(.in) { expression(Power.disjunction) }
      while at(.if) {
        bump()
        let test = mark()
        expression(Power.disjunction)
        wrap(.condition, since: test)
      }
      wrap(.generator, since: generator)
    }
    wrap(.comprehension, since: start)
  }

  /// Reads `name=value`, `start:stop:step`, or an element.
  fileprivate mutating func pythonArgument() {
    let start = mark()
    if kind() == .identifier, at(.assign, 1) {
      leaf(.name)
      bump()
      expression()
      return wrap(.argument, since: start)
    }
    if !at(.colon) { pythonElement() }
    guard at(.colon) else { return }
    while eat(.colon) {
      if !at(.colon), !at(.comma), !endsExpressions { expression() }
    }
    wrap(.slice, since: start)
  }
}
