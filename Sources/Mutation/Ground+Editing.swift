import Syntax
import Text

/// Replacements that keep the number of lines and the meaning of what stands around them.
extension Ground {
  /// Replaces an expression by `text`; nil when that cannot be written here.
  func replacing(_ node: NodeIndex, with text: String) -> Edit? {
    let range = range(node)
    let missing = lineBreaks(range) - lineBreaks(text)
    var text = text
    if missing > 0 { text = "(" + text + String(repeating: "\n", count: missing) + ")" }
    guard missing >= 0, !opensStatement(node, with: text) else { return nil }
    return Edit(range, text)
  }

  /// Replaces an expression by one of its parts, in brackets where the place needs them.
  func replacing(_ node: NodeIndex, by part: NodeIndex) -> Edit? {
    replacing(node, with: isPrimary(part) || isLoose(node) ? text(part) : "(" + text(part) + ")")
  }

  /// Replaces the operator tokens `tokens` by `text`.
  func replacing(tokens: Range<Int>, with text: String) -> Edit {
    let start = tree.tokens[tokens.lowerBound].start
    return Edit(ByteRange(start, tree.tokens[tokens.upperBound - 1].end), text)
  }

  /// Replaces a whole statement by `text`; nil when that would swallow what follows on its line.
  func replacing(statement node: NodeIndex, with text: String) -> Edit? {
    replacing(statements: range(node), with: text)
  }

  func replacing(statements range: ByteRange, with text: String) -> Edit? {
    let missing = lineBreaks(range) - lineBreaks(text)
    guard missing >= 0, missing == 0 || endsLine(range.end) else { return nil }
    return Edit(range, text + String(repeating: "\n", count: missing))
  }

  /// Takes a statement away.
  func removing(statement node: NodeIndex) -> Edit? {
    if rules.statements.endBlocksWithValues, kind(node) == .statement, isValue(node) { return nil }
    if let never = rules.unreached?.never {
      guard !endsResults(node) else { return nil }
      return Edit(range(node), never.0 + text(node) + never.1)
    }
    return replacing(statement: node, with: rules.statements.empty)
  }

  /// Whether a statement is the value of a block that is not the body of a function without result.
  private func isValue(_ statement: NodeIndex) -> Bool {
    guard tree.tokens[Int(tree[statement].endToken) - 1].symbol != .semicolon else { return false }
    guard let block = tree.parent(statement), let function = tree.parent(block),
      kind(function) == .function
    else { return true }
    return tree.child(function, .typing) != nil
  }

  /// Whether a statement is the last of a function that must return, so that it cannot be skipped.
  private func endsResults(_ statement: NodeIndex) -> Bool {
    guard let block = tree.parent(statement), lastChild(block) == statement,
      let function = tree.ancestor(statement, of: .functions)
    else { return false }
    return !(rules.results(tree, function)?.isEmpty ?? true)
  }

  /// Takes one element of a comma-separated list away, with one comma.
  func removing(element node: NodeIndex, of list: [NodeIndex]) -> Edit? {
    guard let place = list.firstIndex(of: node) else { return nil }
    var range = range(node)
    if place + 1 < list.count {
      range.end = self.range(list[place + 1]).start
    } else if place > 0 {
      range.start = self.range(list[place - 1]).end
    }
    return Edit(range, String(repeating: "\n", count: lineBreaks(range)))
  }

  /// The text of `node` negated.
  func negated(_ node: NodeIndex) -> String {
    let inner = bare(node)
    if isNot(inner), let operand = tree.children(inner).first {
      return isPrimary(operand) ? text(operand) : "(" + text(operand) + ")"
    }
    if isTruthLiteral(inner) {
      return text(inner) == rules.literals.truth ? rules.literals.falsehood : rules.literals.truth
    }
    return rules.not + (isPrimary(inner) ? text(inner) : "(" + text(inner) + ")")
  }

  /// Whether an expression can stand anywhere without brackets.
  func isPrimary(_ node: NodeIndex) -> Bool {
    switch kind(node) {
    case .name, .number, .list, .group, .call, .member, .index, .comprehension, .map: true
    case .text: !tree.bytes[range(node).indices].contains(10) && oneToken(node)
    default: false
    }
  }

  private func oneToken(_ node: NodeIndex) -> Bool {
    tree[node].endToken == tree[node].firstToken + 1
      || tree.tokens[Int(tree[node].firstToken)].kind == .stringStart
  }

  /// Whether `node` stands where any expression may stand without brackets.
  func isLoose(_ node: NodeIndex) -> Bool {
    guard let parent = tree.parent(node) else { return false }
    switch kind(parent) {
    case .condition, .group, .arguments, .argument, .list: return true
    case .exit: return kind(bare(node)) != .sequence
    case .assignment: return lastChild(parent) == node
    default: return false
    }
  }

  /// Whether `text` at the start of a statement would be read as something else.
  private func opensStatement(_ node: NodeIndex, with text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    let start = range(node).start
    guard range(statements[node.int]).start == start || followsArrow(node) else { return false }
    if first == UInt8(ascii: "{") { return true }
    return (first == UInt8(ascii: "(") || first == UInt8(ascii: "["))
      && tree.bytes[Int(start)] != first && !rules.statements.terminator.isEmpty
  }

  private func followsArrow(_ node: NodeIndex) -> Bool {
    let first = Int(tree[node].firstToken)
    return first > 0 && tree.tokens[first - 1].symbol == .fatArrow
  }

  func lineBreaks(_ range: ByteRange) -> Int {
    tree.bytes[range.indices].count { $0 == 10 }
  }

  func lineBreaks(_ text: String) -> Int { text.utf8.count { $0 == 10 } }

  /// Whether only blanks and a comment follow `offset` on its line.
  private func endsLine(_ offset: UInt32) -> Bool {
    var at = Int(offset)
    while at < tree.bytes.count, tree.bytes[at] == 32 || tree.bytes[at] == 9 { at += 1 }
    if at >= tree.bytes.count || tree.bytes[at] == 10 || tree.bytes[at] == 13 { return true }
    return !rules.statements.terminator.isEmpty
      || tree.bytes[at...].starts(with: rules.statements.lineComment.utf8)
  }
}
