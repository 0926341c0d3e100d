import Syntax
import Text

/// Joins the lines of a piece of source, so that it can be inserted without moving what follows.
struct Flattening {
  /// Longer pieces are not written again.
  static let mostBytes = 12_000

  let grammar: Grammar
  let guards: Guards

  /// The same program on one line without comments; nil when that cannot be written.
  func flat(_ source: [UInt8]) -> [UInt8]? {
    let tree = SyntaxTree.parse(source, by: grammar)
    return flat(tree.tokens.indices, of: tree, separated: separatedTokens(tree))?.bytes
  }

  /// Some tokens of a file on one line without comments; nil when that cannot be written.
  ///
  /// `separated` are the file's separated tokens, and `mark` makes what is inserted where the token
  /// at an offset began a line.
  func flat(
    _ tokens: Range<Int>, of tree: SyntaxTree, separated: Set<UInt32>,
    mark: (UInt32) -> String = { _ in "" }
  ) -> FlatText? {
    var flat = FlatText()
    var end: Int?
    for index in tokens where !tree.tokens[index].kind.isLayout {
      let token = tree.tokens[index]
      let text = tree.bytes[Int(token.start)..<Int(token.end)]
      if token.kind == .unknown || token.flags.contains(.unterminated) { return nil }
      if text.contains(10) || text.contains(0) { return nil }
      if guards.wholeLines.contains(where: { text.starts(with: $0.utf8) }) { return nil }
      let gap = tree.bytes[(end ?? Int(token.start))..<Int(token.start)]
      let breaks = token.flags.contains(.afterNewline) || gap.contains(10)
      if breaks, end != nil {
        flat.bytes += endsStatement(tree, before: index, separated) ? "; ".utf8 : " ".utf8
        flat.bytes += mark(token.start).utf8
      } else if !gap.isEmpty {
        flat.bytes += gap.allSatisfy { $0 == 32 || $0 == 9 } ? Array(gap) : [32]
      }
      flat.add(text, from: token.start)
      end = Int(token.end)
    }
    return flat
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
  func separatedTokens(_ tree: SyntaxTree) -> Set<UInt32> {
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

/// Tokens on one line, and where each of them came from.
struct FlatText {
  private(set) var tokens: [(start: UInt32, source: UInt32, count: UInt32)] = []
  var bytes: [UInt8] = []

  mutating func add(_ text: ArraySlice<UInt8>, from source: UInt32) {
    tokens.append((UInt32(bytes.count), source, UInt32(text.count)))
    bytes += text
  }

  /// Where the tokens of a range of the source stand.
  func range(of source: ByteRange) -> ByteRange {
    let first = tokens.boundary { $0.source >= source.start }
    let next = tokens.boundary { $0.source >= source.end }
    guard first < next else {
      let place = first < tokens.count ? tokens[first].start : UInt32(bytes.count)
      return ByteRange(place, place)
    }
    return ByteRange(tokens[first].start, tokens[next - 1].start + tokens[next - 1].count)
  }

  /// The tokens that begin in a range of the text.
  func tokens(in range: ByteRange) -> ArraySlice<(start: UInt32, source: UInt32, count: UInt32)> {
    tokens[
      tokens.boundary { $0.start >= range.start }..<tokens.boundary { $0.start >= range.end }]
  }
}

extension Array {
  /// The number of the first element of which `test` holds, as it does of all that follow.
  /// - Complexity: O(log count)
  func boundary(where test: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if test(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
