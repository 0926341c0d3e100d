public import Text

/// One parsed file: its bytes, tokens, comments and nodes, all flat.
///
/// A class, since trees are handed around often and never change.
public final class SyntaxTree: Sendable {
  public let bytes: [UInt8]
  /// Significant tokens in source order; the last is `endOfFile`.
  public let tokens: [Token]
  /// Every comment, with its delimiters and without its line break.
  public let comments: [ByteRange]
  /// In preorder; the first is the `file`.
  public let nodes: [Node]
  /// The parent of each node; the root is its own.
  public let parents: [UInt32]
  public let health: ParseHealth
  let words: Words?

  init(
    bytes: [UInt8], tokens: [Token], comments: [ByteRange], nodes: [Node], parents: [UInt32],
    health: ParseHealth, words: Words? = nil
  ) {
    self.bytes = bytes
    self.tokens = tokens
    self.comments = comments
    self.nodes = nodes
    self.parents = parents
    self.health = health
    self.words = words
  }

  @inlinable public var root: NodeIndex { NodeIndex(0) }
  @inlinable public subscript(_ node: NodeIndex) -> Node { nodes[node.int] }
  @inlinable public func kind(_ node: NodeIndex) -> NodeKind { nodes[node.int].kind }

  /// The node around `node`, or nil for the root.
  @inlinable public func parent(_ node: NodeIndex) -> NodeIndex? {
    node.value == 0 ? nil : NodeIndex(parents[node.int])
  }

  /// The nearest node around `node`, not itself, whose kind is one of `kinds`.
  @inlinable public func ancestor(_ node: NodeIndex, of kinds: NodeKinds) -> NodeIndex? {
    var at = parent(node)
    while let here = at {
      if kinds.contains(kind(here)) { return here }
      at = parent(here)
    }
    return nil
  }

  /// The direct children in source order.
  @inlinable public func children(_ node: NodeIndex) -> Children {
    Children(nodes: nodes, of: node)
  }

  @inlinable public func child(_ node: NodeIndex, _ kind: NodeKind) -> NodeIndex? {
    children(node).first { self.kind($0) == kind }
  }

  /// The tokens between two nodes; none where damaged source has them in the other order.
  public func tokens(after first: NodeIndex, before second: NodeIndex) -> Range<Int> {
    let start = Int(self[first].endToken)
    return start..<max(start, Int(self[second].firstToken))
  }

  /// Every node below `node`, in preorder, without `node` itself.
  @inlinable public func descendants(_ node: NodeIndex) -> LazyMapSequence<Range<Int>, NodeIndex> {
    let first = node.int + 1
    return (first..<first + Int(nodes[node.int].descendants)).lazy.map { NodeIndex($0) }
  }

  @inlinable public func encloses(_ outer: NodeIndex, _ inner: NodeIndex) -> Bool {
    outer <= inner && inner.int <= outer.int + Int(nodes[outer.int].descendants)
  }

  /// The bytes from the first token's start to the last token's end.
  @inlinable public func range(_ node: NodeIndex) -> ByteRange {
    let node = nodes[node.int]
    guard node.endToken > node.firstToken else {
      let at = tokens[Int(node.firstToken)].start
      return ByteRange(at, at)
    }
    return ByteRange(tokens[Int(node.firstToken)].start, tokens[Int(node.endToken) - 1].end)
  }

  public func text(_ node: NodeIndex) -> String {
    let word = word(node)
    return word == 0 ? text(range(node)) : text(word: word)
  }

  /// The text of `range`; bytes that are not UTF-8 become U+FFFD.
  public func text(_ range: ByteRange) -> String {
    String(decoding: bytes[range.indices], as: UTF8.self)
  }

  public func text(token index: Int) -> String {
    text(ByteRange(tokens[index].start, tokens[index].end))
  }

  /// Whether the source text of `node` is exactly `text`.
  public func node(_ node: NodeIndex, says text: StaticString) -> Bool {
    let range = range(node)
    guard range.count == text.utf8CodeUnitCount else { return false }
    let start = text.utf8Start
    for offset in 0..<range.count where bytes[Int(range.start) + offset] != start[offset] {
      return false
    }
    return true
  }

  @inlinable public func firstToken(_ node: NodeIndex) -> Token {
    tokens[Int(nodes[node.int].firstToken)]
  }

  /// The index of a binary or assignment node's operator token: the one after its first child.
  public func operatorToken(_ node: NodeIndex) -> Int? {
    guard let left = children(node).first else { return nil }
    let index = Int(nodes[left.int].endToken)
    return index < Int(nodes[node.int].endToken) ? index : nil
  }

  /// The operator of a binary or assignment node; for `not in` and `is not`, its first word.
  public func operatorSymbol(_ node: NodeIndex) -> Symbol {
    operatorToken(node).map { tokens[$0].symbol } ?? .none
  }

  /// The smallest node whose bytes hold all of `range`.
  /// - Complexity: O(depth × children)
  public func smallestNode(holding range: ByteRange) -> NodeIndex {
    var at = root
    descend: while true {
      for child in children(at) where self.range(child).contains(range) {
        at = child
        continue descend
      }
      return at
    }
  }

  /// The direct children of one node; iterating costs nothing per skipped descendant.
  public struct Children: Sequence, IteratorProtocol {
    @usableFromInline let nodes: [Node]
    @usableFromInline var index: Int
    @usableFromInline let end: Int

    @inlinable init(nodes: [Node], of node: NodeIndex) {
      self.nodes = nodes
      index = node.int + 1
      end = index + Int(nodes[node.int].descendants)
    }

    @inlinable public mutating func next() -> NodeIndex? {
      guard index < end else { return nil }
      defer { index += 1 + Int(nodes[index].descendants) }
      return NodeIndex(index)
    }

    /// - Complexity: O(children)
    @inlinable public var count: Int {
      var index = index
      var count = 0
      while index < end {
        index += 1 + Int(nodes[index].descendants)
        count += 1
      }
      return count
    }

    @inlinable public var first: NodeIndex? { index < end ? NodeIndex(index) : nil }
  }
}
