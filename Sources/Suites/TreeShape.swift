import Syntax

/// What is asked of the nodes of one file again and again and depends on nothing around it.
///
/// Kept in plain memory, for counting references would cost more than the answers.
final class TreeShape: @unchecked Sendable {
  struct Path {
    var names: [String]
    var base: NodeIndex?
  }

  /// The tables of a shape that somebody else keeps alive; all but the last two are by node.
  struct View: @unchecked Sendable {
    let kinds: UnsafePointer<NodeKind>
    let descendants: UnsafePointer<UInt32>
    /// The node without brackets, casts, `await` and argument names around it.
    let bare: UnsafePointer<UInt32>
    /// Which of `paths` a name or member is; 0 for other nodes and paths that are not kept.
    let path: UnsafePointer<UInt32>
    /// First those of the words of the file, by their numbers.
    let paths: UnsafePointer<Path>
    let wordCount: Int
  }

  let view: View
  /// The nodes that may say that something is true or false, for `Extraction.said`; no numbers.
  let saying: [UInt32]
  private let count: Int
  private let pathCount: Int

  /// Longer paths are not kept.
  private static let longest = 20

  init(_ outline: SuiteOutline) {
    let tree = outline.tree
    count = tree.nodes.count
    let kinds = UnsafeMutablePointer<NodeKind>.allocate(capacity: count)
    let descendants = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
    let bare = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
    let path = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
    var paths = (0..<tree.wordCount).map { Path(names: [tree.text(word: $0)], base: nil) }
    let tells = paths.map { path in
      switch outline.rules.constants[path.names[0]] {
      case .truth, .falsehood: true
      default: false
      }
    }
    var saying: [UInt32] = []
    // Descendants follow their ancestors, so theirs is known first.
    for number in tree.nodes.indices.reversed() {
      let node = NodeIndex(number)
      let kind = tree.kind(node)
      (kinds + number).initialize(to: kind)
      (descendants + number).initialize(to: tree[node].descendants)
      let inner = TreeShape.inside(node, outline).map { bare[$0.int] } ?? UInt32(number)
      (bare + number).initialize(to: inner)
      (path + number).initialize(to: 0)
      switch kind {
      case .name: path[number] = UInt32(tree.word(node))
      case .member:
        var parts = tree.children(node)
        guard let object = parts.next(), let name = parts.next(), parts.next() == nil else {
          break
        }
        let owner = Int(bare[object.int])
        let known = Int(path[owner])
        let isPath = kinds[owner] == .name || kinds[owner] == .member
        guard !isPath || known > 0 && paths[known].names.count < TreeShape.longest else { break }
        path[number] = UInt32(paths.count)
        paths.append(
          isPath
            ? Path(names: paths[known].names + [tree.text(name)], base: paths[known].base)
            : Path(names: [tree.text(name)], base: NodeIndex(owner)))
      default: break
      }
      let isSaying =
        switch kinds[Int(inner)] {
        case .number: kind != .number
        case .name: tells[Int(path[Int(inner)])]
        case .call:
          tree.children(NodeIndex(inner)).first.map { tree.node($0, says: "Bool") } ?? false
        default: false
        }
      if isSaying { saying.append(UInt32(number)) }
    }
    self.saying = saying.reversed()
    pathCount = paths.count
    let kept = UnsafeMutablePointer<Path>.allocate(capacity: pathCount)
    kept.initialize(from: paths, count: pathCount)
    view = View(
      kinds: kinds, descendants: descendants, bare: bare, path: path, paths: kept,
      wordCount: tree.wordCount)
  }

  deinit {
    view.kinds.deallocate()
    view.descendants.deallocate()
    view.bare.deallocate()
    view.path.deallocate()
    UnsafeMutablePointer(mutating: view.paths).deinitialize(count: pathCount)
    view.paths.deallocate()
  }

  /// The nodes inside `node` that may say that something is true or false.
  func saying(in node: NodeIndex) -> ArraySlice<UInt32> {
    let end = node.value + view.descendants[node.int]
    return saying[first(after: node.value)..<first(after: end)]
  }

  /// The number of the first of `saying` behind `node`.
  private func first(after node: UInt32) -> Int {
    var (low, high) = (0, saying.count)
    while low < high {
      let middle = (low + high) / 2
      if saying[middle] <= node { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// What a node only puts something around.
  private static func inside(_ node: NodeIndex, _ outline: SuiteOutline) -> NodeIndex? {
    let tree = outline.tree
    var parts = tree.children(node)
    switch tree.kind(node) {
    case .group: return parts.count == 1 && !endsWithComma(node, tree) ? parts.next() : nil
    case .cast, .condition: return parts.next()
    case .statement: return parts.count == 1 ? parts.next() : nil
    case .unary: return isTransparent(node, outline) ? parts.next() : nil
    case .argument:
      var last: NodeIndex?
      for part in parts { last = part }
      return last
    default: return nil
    }
  }

  /// Whether a unary node hands its operand on, as `await` does.
  private static func isTransparent(_ node: NodeIndex, _ outline: SuiteOutline) -> Bool {
    let tree = outline.tree
    if tree.firstToken(node).symbol == .await { return true }
    guard !outline.rules.transparent.isEmpty, let inner = tree.children(node).first else {
      return false
    }
    let isPostfix = tree[inner].firstToken == tree[node].firstToken
    let token = isPostfix ? tree[node].endToken - 1 : tree[node].firstToken
    return outline.rules.transparent.contains(tree.tokens[Int(token)].symbol)
  }

  private static func endsWithComma(_ node: NodeIndex, _ tree: SyntaxTree) -> Bool {
    let node = tree[node]
    guard node.endToken >= node.firstToken + 2 else { return false }
    return tree.tokens[Int(node.endToken) - 2].symbol == .comma
  }
}
