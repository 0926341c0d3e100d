import Text

extension Lexer {
  mutating func newline() {
    let start = position
    position += base[start] == 13 && byte(1) == 10 ? 2 : 1
    flags.formUnion([.afterNewline, .afterSpace])
    guard tables.rules.layout == .indented, frames.isEmpty || startsStatement() else { return }
    frames.removeAll(keepingCapacity: true)
    if let last = tokens.last, last.kind != .terminator, last.kind != .indent,
      last.kind != .dedent
    {
      let end = position
      position = start
      let saved = flags
      flags = []
      emit(.terminator, from: start)
      flags = saved
      position = end
    }
    measureIndent()
  }

  /// Whether the line at the position starts with a word that no bracket can hold, so that the
  /// open brackets are damage.
  func startsStatement() -> Bool {
    var at = position
    while at < count, base[at] == 32 || base[at] == 9 || base[at] == 12 { at += 1 }
    guard tables.statementStarts[Int(base[at])] else { return false }
    for word in tables.statementWords
    where starts(with: word, at: at) && !isIdentifierByte(base[at + word.count]) {
      let after = base[at + word.count]
      // Not the prefix of a literal, nor a name before `=`.
      return after != 34 && after != 39 && after != 61
    }
    return false
  }

  /// At the start of a line, opens or closes suites by its indentation; blank lines change nothing.
  /// - Source: Python Language Reference 2.1.8
  mutating func measureIndent() {
    var at = position
    var width = 0
    var joined = 0
    while at < count {
      switch base[at] {
      case 32: width += 1
      case 9: width = (width / 8 + 1) * 8
      case 12: width = 0
      case 92 where base[at + 1] == 10 || base[at + 1] == 13:
        // The first joined line decides.
        joined = joined > 0 ? joined : width
        at += base[at + 1] == 13 && base[at + 2] == 10 ? 2 : 1
      default:
        finishIndent(joined > 0 ? joined : width, at)
        return
      }
      at += 1
    }
    position = at
  }

  mutating func finishIndent(_ width: Int, _ at: Int) {
    if at > position { flags.insert(.afterSpace) }
    position = at
    let first = base[at]
    if first == 10 || first == 13 { return }
    if tables.commentStarts[Int(first)],
      tables.lineComments.contains(where: { starts(with: $0, at: at) })
    {
      return
    }
    let saved = flags
    if width > indents[indents.count - 1] {
      indents.append(width)
      emit(.indent, from: at)
    }
    while indents.count > 1, width < indents[indents.count - 1] {
      indents.removeLast()
      emit(.dedent, from: at)
      if width > indents[indents.count - 1] { indents[indents.count - 1] = width }
    }
    flags = saved
  }
}
