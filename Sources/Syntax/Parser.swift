import Glibc
import Text

/// A cursor over significant tokens and a growing list of nodes.
///
/// Nodes are made after their children: `let start = mark()`, read, `wrap(.call, since: start)`.
/// Left recursion is `wrap` with the same mark again; giving up is not wrapping; backtracking is
/// `rewind(to:)`. The list is in postorder until the file ends, so nothing is ever inserted.
public struct Parser: ~Copyable {
  /// A place to come back to, or from which to make a node.
  public struct Mark: Sendable {
    public let token: Int
    @usableFromInline let node: Int
    @usableFromInline init(token: Int, node: Int) {
      self.token = token
      self.node = node
    }
  }

  /// What brackets and headers change while the parser is inside them.
  public struct Context: Sendable {
    /// Whether a line break may end an expression here.
    public var linesEndExpressions: Bool
    /// Whether `in` belongs to an enclosing loop header.
    public var refusesIn = false
    /// Whether `{` opens a body and not a literal or trailing block.
    public var refusesBraces = false
    /// Whether a `:` that belongs to an enclosing `? :` may follow.
    public var isConsequence = false
    /// For the language's own use.
    public var detail: UInt8 = 0

    @usableFromInline init(linesEndExpressions: Bool) {
      self.linesEndExpressions = linesEndExpressions
    }
  }

  @usableFromInline let tokens: UnsafePointer<Token>
  public let tokenCount: Int
  @usableFromInline let bytes: UnsafePointer<UInt8>
  public let grammar: Grammar
  let rows: UnsafePointer<SymbolRow>
  /// The index of the token at the cursor.
  public var index = 0
  /// The nodes made so far, in postorder.
  @usableFromInline var nodes: UnsafeMutablePointer<Node>
  @usableFromInline var nodeCount = 0
  @usableFromInline var nodeCapacity: Int
  public var context: Context
  public var depth = 0
  public private(set) var deepest = 0
  /// Beyond this depth whole bracket groups become `unknown`.
  public let limit: Int

  init(
    tokens: UnsafePointer<Token>, tokenCount: Int, bytes: UnsafePointer<UInt8>,
    grammar: Grammar, rows: UnsafePointer<SymbolRow>, limit: Int
  ) {
    self.tokens = tokens
    self.tokenCount = tokenCount
    self.bytes = bytes
    self.grammar = grammar
    self.rows = rows
    self.limit = limit
    context = Context(linesEndExpressions: grammar.expressions.linesEndExpressions)
    nodeCapacity = tokenCount + tokenCount / 4 + 16
    nodes = .allocate(capacity: nodeCapacity)
  }

  deinit { nodes.deallocate() }

  // MARK: Looking

  @inlinable @inline(__always)
  public func token(_ ahead: Int = 0) -> Token {
    tokens[max(0, min(index &+ ahead, tokenCount &- 1))]
  }
  @inlinable @inline(__always)
  public var isAtEnd: Bool { index >= tokenCount - 1 }
  @inlinable @inline(__always)
  public func kind(_ ahead: Int = 0) -> TokenKind { token(ahead).kind }
  @inlinable @inline(__always)
  public func symbol(_ ahead: Int = 0) -> Symbol { token(ahead).symbol }
  @inlinable @inline(__always)
  public func at(_ symbol: Symbol, _ ahead: Int = 0) -> Bool {
    token(ahead).symbol == symbol
  }
  @inlinable @inline(__always)
  public func afterNewline(_ ahead: Int = 0) -> Bool {
    token(ahead).flags.contains(.afterNewline)
  }
  @inlinable @inline(__always)
  public func afterSpace(_ ahead: Int = 0) -> Bool {
    token(ahead).flags.contains(.afterSpace)
  }
  /// How many tokens ahead the bracket at `ahead` closes, or nil.
  @inlinable public func partner(_ ahead: Int = 0) -> Int? {
    let partner = Int(token(ahead).partner)
    return partner == 0 ? nil : partner - index
  }
  /// The first byte of the token.
  @inlinable public func firstByte(_ ahead: Int = 0) -> UInt8 { bytes[Int(token(ahead).start)] }
  @inlinable public func byte(at offset: UInt32) -> UInt8 { bytes[Int(offset)] }

  // MARK: Moving

  @inlinable @inline(__always)
  public mutating func bump() { if index < tokenCount &- 1 { index &+= 1 } }

  @inlinable @inline(__always) @discardableResult
  public mutating func eat(_ symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    bump()
    return true
  }

  /// Skips one token, or one whole bracketed group or literal.
  public mutating func skipGroup() {
    if let partner = partner() { index = min(index + partner, tokenCount - 2) }
    bump()
  }

  // MARK: Building

  @inlinable @inline(__always)
  public func mark() -> Mark { Mark(token: index, node: nodeCount) }

  public mutating func rewind(to mark: Mark) {
    index = mark.token
    nodeCount = mark.node
  }

  /// Whether anything was read since `mark`.
  @inlinable @inline(__always)
  public func moved(since mark: Mark) -> Bool { index > mark.token }

  /// How many tokens were read since `mark`.
  @inlinable @inline(__always)
  public func tokens(since mark: Mark) -> Int { index - mark.token }

  /// Makes one node of everything since `mark`; nothing is made of nothing.
  @inlinable
  public mutating func wrap(_ kind: NodeKind, since mark: Mark) {
    var end = index
    while end > mark.token, tokens[end &- 1].kind.isLayout { end &-= 1 }
    guard end > mark.token else { return }
    add(
      Node(
        kind: kind, descendants: UInt32(truncatingIfNeeded: nodeCount &- mark.node),
        firstToken: UInt32(truncatingIfNeeded: mark.token),
        endToken: UInt32(truncatingIfNeeded: end)))
  }

  @inlinable @inline(__always)
  mutating func add(_ node: Node) {
    if nodeCount == nodeCapacity { grow() }
    (nodes + nodeCount).initialize(to: node)
    nodeCount &+= 1
  }

  @usableFromInline
  mutating func grow() {
    let larger = UnsafeMutablePointer<Node>.allocate(capacity: nodeCapacity * 2)
    larger.moveInitialize(from: nodes, count: nodeCount)
    nodes.deallocate()
    nodes = larger
    nodeCapacity *= 2
  }

  /// Whether a node of `kind` was made since `mark`.
  public func made(_ kind: NodeKind, since mark: Mark) -> Bool {
    for index in mark.node..<max(mark.node, nodeCount) where nodes[index].kind == kind {
      return true
    }
    return false
  }

  /// The node made last.
  @inlinable public var lastNode: Node? { nodeCount == 0 ? nil : nodes[nodeCount - 1] }

  /// Changes the kind of the node made last.
  @inlinable public mutating func relabel(_ kind: NodeKind) { nodes[nodeCount - 1].kind = kind }

  /// Makes the node made last begin at `mark` and hold everything made since.
  @inlinable public mutating func extend(to mark: Mark) {
    let last = nodeCount - 1
    nodes[last].firstToken = UInt32(truncatingIfNeeded: mark.token)
    nodes[last].descendants = UInt32(truncatingIfNeeded: last - mark.node)
  }

  /// The kind of the node made `back` nodes before the last.
  @inlinable public func madeKind(_ back: Int = 0) -> NodeKind? {
    back < nodeCount ? nodes[nodeCount - 1 - back].kind : nil
  }

  /// How many tokens were read since `mark`.
  @inlinable public func distance(since mark: Mark) -> Int { index - mark.token }

  /// Forgets the node made last and keeps its children.
  public mutating func unwrap() { nodeCount -= 1 }

  /// Reads one token as a node without children.
  @inlinable
  public mutating func leaf(_ kind: NodeKind) {
    add(
      Node(
        kind: kind, descendants: 0, firstToken: UInt32(truncatingIfNeeded: index),
        endToken: UInt32(truncatingIfNeeded: index &+ 1)))
    bump()
  }

  /// Reads one token or group as `unknown`.
  public mutating func skipAsUnknown() {
    let junk = mark()
    skipGroup()
    wrap(.unknown, since: junk)
  }

  /// Reads a bracketed, comma-separated list, from its opener; always moves past the closer.
  public mutating func list(
    _ kind: NodeKind, until close: Symbol, element: (inout Parser) -> Void
  ) {
    let start = mark()
    let end = partner().map { index + $0 }
    let saved = context
    context.linesEndExpressions = false
    context.refusesIn = false
    context.refusesBraces = false
    context.isConsequence = false
    bump()
    while !isAtEnd, index != end, !at(close), !self.kind().isLayout {
      let before = index
      element(&self)
      if eat(.comma) { continue }
      if index == end || at(close) { break }
      if end == nil, at(.rightRound) || at(.rightSquare) || at(.rightCurly) || self.kind().isLayout
      {
        break
      }
      if index == before || !at(close) { skipAsUnknown() }
    }
    if let end, index < end { skipTo(end) }
    eat(close)
    context = saved
    wrap(kind, since: start)
  }

  private mutating func skipTo(_ end: Int) {
    let junk = mark()
    index = end
    wrap(.unknown, since: junk)
  }

  /// Reads one statement, or at least one token as `unknown`.
  public mutating func statement() {
    let before = index
    guard enter() else { return skipAsUnknown() }
    grammar.statement(&self)
    depth -= 1
    if index == before { skipAsUnknown() }
  }

  /// Goes one level deeper; when that is too deep, answers false and changes nothing.
  @inline(__always)
  public mutating func enter() -> Bool {
    guard depth < limit else { return false }
    depth += 1
    if depth > deepest { deepest = depth }
    return true
  }

  // MARK: Whole files

  /// Nesting deeper than this is not read; 100,000 nested brackets give one `unknown` node.
  public static let deepestNesting = 12_000

  /// The nodes and parents in preorder: in both orders a subtree fills the same interval, and in
  /// preorder each node stands as many places later as it has ancestors.
  consuming func finish(
    _ bytes: [UInt8], _ tokenList: [Token], _ comments: [ByteRange]
  ) -> SyntaxTree {
    let count = nodeCount
    var health = ParseHealth()
    health.deepestNesting = deepest
    var open: [(low: Int, place: Int)] = []
    var parents = [UInt32](repeating: 0, count: count)
    let ordered = [Node](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in stride(from: count - 1, through: 0, by: -1) {
        let node = nodes[index]
        while let last = open.last, index < last.low { open.removeLast() }
        let low = index - Int(node.descendants)
        let place = low + open.count
        parents[place] = UInt32(truncatingIfNeeded: open.last?.place ?? 0)
        buffer.initializeElement(at: place, to: node)
        if node.descendants > 0 { open.append((low, place)) }
      }
      initialized = count
    }
    for node in ordered where node.kind == .unknown && node.endToken > node.firstToken {
      health.unreadBytes += Int(
        tokenList[Int(node.endToken) - 1].end - tokenList[Int(node.firstToken)].start)
    }
    for token in tokenList {
      if token.flags.contains(.unterminated) { health.unterminatedLiterals += 1 }
    }
    return SyntaxTree(
      bytes: bytes, tokens: tokenList, comments: comments, nodes: ordered, parents: parents,
      health: health)
  }

  /// Reads statements until the file ends and makes the root.
  mutating func file() {
    let start = mark()
    while !isAtEnd { statement() }
    add(
      Node(
        kind: .file, descendants: UInt32(nodeCount - start.node), firstToken: 0,
        endToken: UInt32(tokenCount)))
  }
}
