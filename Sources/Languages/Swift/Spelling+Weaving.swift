import Syntax
import Text

/// What must change in a Swift file so that markers of ours may stand in it.
enum SwiftWeaving {
  /// Takes off the attributes by which other modules may inline code.
  ///
  /// Such code must not call what is private to its file; what is not public stays usable from it.
  static func withoutInlining(_ tree: SyntaxTree) -> [Edit] {
    var edits: [Edit] = []
    for (index, token) in tree.tokens.enumerated().dropLast() where token.symbol == .at {
      let range = ByteRange(token.start, tree.tokens[index + 1].end)
      guard tree.text(range) == "@inlinable" else { continue }
      let text = isPublic(tree, index) ? "" : "@usableFromInline"
      edits.append(Edit(range, text))
    }
    return edits
  }

  /// Whether what the attribute at `index` stands before is public, or an accessor.
  private static func isPublic(_ tree: SyntaxTree, _ index: Int) -> Bool {
    let before = tree.tokens[max(0, index - 1)]
    if before.symbol == .public { return true }
    var at = index + 2
    for _ in 0..<16 where at < tree.tokens.count {
      let token = tree.tokens[at]
      switch token.symbol {
      case .public, .get, .set: return true
      case .func, .var, .`init`, .subscript, .let, .class, .struct:
        return isInPublicExtension(tree, token)
      case .leftRound where token.partner > 0: at = Int(token.partner)
      default:
        let word = tree.text(token: at)
        if word == "open" || word.hasPrefix("_") && word != "_spi" { return true }
      }
      at += 1
    }
    return false
  }

  private static func isInPublicExtension(_ tree: SyntaxTree, _ token: Token) -> Bool {
    var at: NodeIndex? = tree.smallestNode(holding: ByteRange(token.start, token.end))
    while let here = at {
      if tree.kind(here) == .type {
        guard let name = tree.children(here).first else { return false }
        let words = (tree[here].firstToken..<tree[name].firstToken)
          .map { tree.tokens[Int($0)].symbol }
        return words.contains(.public) && words.contains(.extension)
      }
      at = tree.parent(here)
    }
    return false
  }
}
