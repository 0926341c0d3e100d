package import Syntax
import Text

/// A file taken apart: its frame, which runs when the file is loaded, and the bodies of its
/// functions, each of which runs only when its function is called.
///
/// Comments and blanks are no part of either, nor is a function inside another a part of its own.
package struct FileBodies: Sendable, Equatable {
  package struct Function: Sendable, Equatable {
    /// Qualified by the types around it; of several with one name, from the second on numbered.
    package var name: String
    /// From 1, the line of its first decorator to its last.
    package var lines: ClosedRange<Int>
    /// Of the tokens of its body; of a test all its tokens.
    package var hash: UInt64

    package init(name: String, lines: ClosedRange<Int>, hash: UInt64) {
      self.name = name
      self.lines = lines
      self.hash = hash
    }
  }

  /// Of the tokens outside all bodies.
  package private(set) var frame: UInt64 = 0
  /// In source order.
  package private(set) var functions: [Function] = []

  package init(frame: UInt64, functions: [Function]) {
    self.frame = frame
    self.functions = functions
  }

  /// Takes `tree` apart; test cases begin at `testLines`.
  ///
  /// A test without decorators, whose name no other function of the file has, is no part of the
  /// frame: only the runner looks at it.
  package init(of tree: SyntaxTree, rules: MutationRules, testLines: Set<Int> = []) {
    // What could not be read may hold anything, such as the end of a function.
    let parts =
      tree.health.unreadBytes == 0
      ? FileBodies.parts(Ground(tree: tree, rules: rules), testLines) : []
    var frame = StableHash()
    var next = 0
    for part in parts {
      frame.combine(tree.tokens[next..<part.tokens.lowerBound], of: tree)
      if !part.isTest { frame.combine(field: "") }
      next = part.tokens.upperBound
      var hash = StableHash()
      hash.combine(tree.tokens[part.tokens], of: tree)
      functions.append(Function(name: part.name, lines: part.lines, hash: hash.value))
    }
    frame.combine(tree.tokens[next...], of: tree)
    // A comment at the very start may say how the file is encoded.
    let lines = LineIndex(tree.bytes)
    for comment in tree.comments.prefix(2) where lines.position(of: comment.start).line <= 2 {
      frame.combine(field: tree.text(comment))
    }
    self.frame = frame.value
  }

  private struct Part {
    var name: String
    var lines: ClosedRange<Int>
    /// Half-open.
    var tokens: Range<Int>
    var isTest: Bool
  }

  private static func parts(_ ground: Ground, _ testLines: Set<Int>) -> [Part] {
    let tree = ground.tree
    let lines = LineIndex(tree.bytes)
    var counts: [String: Int] = [:]
    for name in ground.names.values { counts[name, default: 0] += 1 }
    var seen: [String: Int] = [:]
    var parts: [Part] = []
    var end = 0
    for index in tree.nodes.indices {
      let node = NodeIndex(index)
      guard tree.kind(node) == .function, Int(tree[node].firstToken) >= end,
        let name = ground.names[node], let body = tree.child(node, .block),
        let first = ground.logic(body).first
      else { continue }
      end = Int(tree[node].endToken)
      let outer = tree.parent(node).flatMap { tree.kind($0) == .decorated ? $0 : nil }
      let range = tree.range(outer ?? node)
      let start = lines.position(of: range.start).line
      let isTest = outer == nil && counts[name] == 1 && testLines.contains(start)
      let ordinal = seen[name, default: 0]
      seen[name] = ordinal + 1
      let tokens =
        isTest
        ? Int(
          tree[node].firstToken)..<endOfLayout(from: Int(tree[node].firstToken), end, tree.tokens)
        : Int(tree[first].firstToken)..<end
      parts.append(
        Part(
          name: ordinal == 0 ? name : "\(name)#\(ordinal)",
          lines: start...max(start, lines.position(of: range.end).line), tokens: tokens,
          isTest: isTest))
    }
    return parts
  }

  /// Where the layout ends that closes the blocks opened between `start` and `end`.
  private static func endOfLayout(from start: Int, _ end: Int, _ tokens: [Token]) -> Int {
    var open = 0
    for token in tokens[start..<end] {
      open += token.kind == .indent ? 1 : token.kind == .dedent ? -1 : 0
    }
    var end = end
    while open > 0, tokens[end].kind == .terminator || tokens[end].kind == .dedent {
      if tokens[end].kind == .dedent { open -= 1 }
      end += 1
    }
    return end
  }
}

extension StableHash {
  /// What tokens say, and where blocks begin and end.
  fileprivate mutating func combine(_ tokens: ArraySlice<Token>, of tree: SyntaxTree) {
    for token in tokens {
      combine(CollectionOfOne(token.kind.rawValue))
      combine(tree.bytes[Int(token.start)..<Int(token.end)])
      combine(CollectionOfOne(0xff))
    }
  }
}
