import Syntax

extension Parser {
  /// Reads one element or fragment, from its `<` to the `>` that ends it.
  mutating func markup() {
    guard enter() else { return skipAsUnknown() }
    let start = mark()
    let end = partner().map { index + $0 } ?? tokenCount - 1
    bump()
    markupName()
    while index < end, !at(.greater), !at(.slash) {
      let before = index
      attribute()
      if index == before { skipAsUnknown() }
    }
    eat(.slash)
    eat(.greater)
    while index < end, !at(.less) {
      switch kind() {
      case .markupText: leaf(.text)
      case .markupStart: markup()
      case .punctuation where at(.leftCurly): hole()
      default: skipAsUnknown()
      }
    }
    if index <= end, !isAtEnd, kind() != .markupStart {
      index = end
      if !isAtEnd { bump() }
    }
    wrap(.markup, since: start)
    depth -= 1
  }

  private mutating func markupName() {
    let name = mark()
    guard kind() == .identifier else { return }
    leaf(.name)
    while eat(.dot) {
      if kind() == .identifier { leaf(.name) }
      wrap(.member, since: name)
    }
    if at(.less) { skipAngles() }
  }

  /// Reads `a="b"`, `a={b}`, `a=<b/>`, `a` or `{...a}`.
  private mutating func attribute() {
    if at(.leftCurly) { return hole() }
    let start = mark()
    guard kind() == .identifier else { return }
    leaf(.name)
    if eat(.assign) {
      switch kind() {
      case .string: leaf(.text)
      case .markupStart: markup()
      default: if at(.leftCurly) { hole() }
      }
    }
    wrap(.pair, since: start)
  }

  /// Reads `{ a }`.
  private mutating func hole() {
    let end = partner().map { index + $0 }
    bump()
    bracketContext { $0.sequence() }
    if let end, index < end {
      let junk = mark()
      while index < end { skipGroup() }
      wrap(.unknown, since: junk)
    }
    eat(.rightCurly)
  }
}
