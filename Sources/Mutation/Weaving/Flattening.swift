import Syntax
import Text

/// Joins the lines of a piece of source, so that it can be inserted without moving what follows.
struct Flattening {
  let grammar: Grammar
  let guards: Guards

  /// The same program on one line without comments; nil when that cannot be written.
  func flat(_ source: [UInt8]) -> [UInt8]? {
    guard source.contains(10) || source.contains(13) else {
      return source.contains(where: { $0 == 0 }) ? nil : withoutComments(source)
    }
    return withoutComments(source)
  }

  private func withoutComments(_ source: [UInt8]) -> [UInt8]? {
    let tree = SyntaxTree.parse(source, by: grammar)
    let separated = separatedTokens(tree)
    var out: [UInt8] = []
    out.reserveCapacity(source.count)
    var end = 0
    for (index, token) in tree.tokens.enumerated() where !token.kind.isLayout {
      let range = Int(token.start)..<Int(token.end)
      if token.kind == .unknown || token.flags.contains(.unterminated) { return nil }
      if source[range].contains(10) { return nil }
      if guards.wholeLines.contains(where: { source[range].starts(with: $0.utf8) }) { return nil }
      let gap = source[end..<range.lowerBound]
      let breaks = token.flags.contains(.afterNewline) || gap.contains(10)
      if breaks, end > 0 {
        out += endsStatement(tree, before: index, separated) ? "; ".utf8 : " ".utf8
      } else if !gap.isEmpty {
        out += gap.allSatisfy { $0 == 32 || $0 == 9 } ? Array(gap) : [32]
      }
      out += source[range]
      end = range.upperBound
    }
    return out
  }

  private func endsStatement(_ tree: SyntaxTree, before token: Int, _ separated: Set<UInt32>)
    -> Bool
  {
    switch guards.lineBreak {
    case .isBlank: return false
    case .separatesStatements:
      let opens: Set<Symbol> = [.semicolon, .colon, .leftCurly]
      guard separated.contains(UInt32(token)), token > 0 else { return false }
      return !opens.contains(tree.tokens[token - 1].symbol)
        && tree.tokens[token].symbol != .rightCurly
    case .endsStatements(let words):
      guard let last = tree.tokens[..<token].last(where: { !$0.kind.isLayout }) else {
        return false
      }
      switch last.kind {
      case .identifier, .number, .character, .string, .stringEnd: return true
      case .keyword:
        return words.contains(tree.text(ByteRange(last.start, last.end)))
      default:
        return [.rightRound, .rightSquare, .rightCurly, .plusPlus, .minusMinus]
          .contains(last.symbol)
      }
    }
  }

  /// The tokens after the end of a statement that something else of its list or parent follows.
  private func separatedTokens(_ tree: SyntaxTree) -> Set<UInt32> {
    guard case .separatesStatements = guards.lineBreak else { return [] }
    var found: Set<UInt32> = []
    for index in tree.nodes.indices.dropFirst() {
      let node = NodeIndex(index)
      let parent = NodeIndex(tree.parents[index])
      switch tree.kind(parent) {
      case .block, .file, .arm:
        if ![.pattern, .condition].contains(tree.kind(node)) { found.insert(tree[node].endToken) }
      case .selection:
        if tree.kind(node) == .arm { found.insert(tree[node].endToken) }
      case .branch, .loop:
        if [.statement, .exit, .raise].contains(tree.kind(node)) {
          found.insert(tree[node].endToken)
        }
      default: break
      }
    }
    return found
  }
}
