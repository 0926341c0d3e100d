import Syntax

extension Parser {
  /// Reads `{ [weak a] (b, c) async throws -> T in … }`.
  mutating func closure() {
    let start = mark()
    let end = partner().map { index + $0 } ?? Int.max
    let signature = signatureEnd
    bump()
    if let signature {
      closureParameters(until: index + signature - 1)
      bump()
    }
    let body = mark()
    var statements = 0
    elements(until: end) { parser in
      statements += 1
      parser.statement()
    }
    if statements == 1, madeKind() == .statement, madeKind(1) != .assignment {
      unwrap()
    } else if statements > 0 {
      wrap(.block, since: body)
    }
    eat(.rightCurly)
    wrap(.lambda, since: start)
  }

  /// How many tokens after `{` the `in` of a closure's signature stands; nil without a signature.
  var signatureEnd: Int? {
    var at = 1
    while self.at(.at, at) {
      at += 2
      while self.at(.dot, at) { at += 2 }
      if self.at(.leftRound, at), !afterSpace(at), let close = partner(at) { at = close + 1 }
    }
    if self.at(.leftSquare, at), let close = partner(at) { at = close + 1 }
    if self.at(.leftRound, at), let close = partner(at) {
      at = close + 1
    } else {
      while kind(at) == .identifier, symbol(at) != .async || self.at(.comma, at + 1) {
        at += 1
        guard self.at(.comma, at) else { break }
        at += 1
      }
    }
    if self.at(.async, at) { at += 1 }
    if self.at(.throws, at) || self.at(.rethrows, at) {
      at += 1
      if self.at(.leftRound, at), let close = partner(at) { at = close + 1 }
    }
    if self.at(.arrow, at) {
      at += 1
      while !self.at(.in, at), kind(at) != .endOfFile, !self.at(.rightCurly, at),
        !self.at(.leftCurly, at), !self.at(.assign, at)
      {
        at = (partner(at) ?? at) + 1
      }
    }
    return self.at(.in, at) ? at : nil
  }

  mutating func closureParameters(until end: Int) {
    while at(.at) { skipAttribute() }
    let start = mark()
    if at(.leftSquare) { captures() }
    if at(.leftRound) {
      parameterItems()
    } else {
      while index < end, kind() == .identifier, !(at(.async) && !at(.comma, 1)) {
        let parameter = mark()
        leaf(.name)
        wrap(.parameter, since: parameter)
        eat(.comma)
      }
    }
    wrap(.parameters, since: start)
    index = max(index, end)
  }

  /// Reads `[weak self, a = b]`; only what is bound anew makes a node.
  private mutating func captures() {
    let close = partner().map { index + $0 } ?? index
    bump()
    while index < close {
      let before = index
      while kind() == .identifier, !afterNewline(1), !at(.comma, 1), !at(.assign, 1),
        index < close - 1
      {
        bump()
        if at(.leftRound) { skipGroup() }
      }
      let parameter = mark()
      if at(.assign, 1) {
        leaf(.name)
        bump()
        expression()
        wrap(.parameter, since: parameter)
      } else {
        bump()
      }
      eat(.comma)
      if index == before { bump() }
    }
    if index < close { index = close }
    bump()
  }
}
