import Syntax

extension Parser {
  mutating func pythonOperand() -> Bool {
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

  mutating func prefixed(_ kind: NodeKind, _ power: UInt8, _ start: Mark) {
    bump()
    expression(context.refusesIn ? max(power, Power.bitwiseOr) : power)
    wrap(kind, since: start)
  }

  /// Reads adjacent literals, which are one value.
  mutating func strings() {
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
  mutating func interpolated() {
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
  mutating func field(until close: Int) {
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
  mutating func lambda(_ start: Mark) {
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
  mutating func display() {
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
  mutating func pythonElement() {
    let start = mark()
    expression()
    comprehension(since: start)
  }

  /// Reads `for targets in expression if test …`, after an element that began at `start`.
  mutating func comprehension(since start: Mark) {
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
  mutating func pythonArgument() {
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
