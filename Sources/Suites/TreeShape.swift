import Syntax

/// What is asked of the nodes of one file again and again and depends on nothing around it.
final class TreeShape: Sendable {
  struct Path: Sendable {
    var names: [String]
    var base: NodeIndex?
  }

  private let bareNodes: [UInt32]
  /// By node; `paths` has one more, that of nodes whose path is not kept.
  private let pathNumbers: [UInt32]
  private let paths: [Path]

  /// Longer paths are not kept.
  private static let longest = 20

  init(_ outline: SuiteOutline) {
    let tree = outline.tree
    var bareNodes = (0..<UInt32(tree.nodes.count)).map { $0 }
    var pathNumbers = [UInt32](repeating: 0, count: tree.nodes.count)
    var paths = [Path(names: [], base: nil)]
    var numberOfWord = [UInt32](repeating: 0, count: tree.wordCount)
    // Descendants follow their ancestors, so theirs is known first.
    for number in tree.nodes.indices.reversed() {
      let node = NodeIndex(number)
      if let inner = TreeShape.inside(node, outline) { bareNodes[number] = bareNodes[inner.int] }
      switch tree.kind(node) {
      case .name:
        let word = tree.word(node)
        guard word > 0 else { continue }
        if numberOfWord[word] == 0 {
          numberOfWord[word] = UInt32(paths.count)
          paths.append(Path(names: [tree.text(word: word)], base: nil))
        }
        pathNumbers[number] = numberOfWord[word]
      case .member:
        var parts = tree.children(node)
        guard let object = parts.next(), let name = parts.next(), parts.next() == nil else {
          continue
        }
        let inner = NodeIndex(bareNodes[object.int])
        let known = Int(pathNumbers[inner.int])
        let isPath = tree.kind(inner) == .name || tree.kind(inner) == .member
        guard !isPath || known > 0 && paths[known].names.count < TreeShape.longest else {
          continue
        }
        pathNumbers[number] = UInt32(paths.count)
        paths.append(
          isPath
            ? Path(names: paths[known].names + [tree.text(name)], base: paths[known].base)
            : Path(names: [tree.text(name)], base: inner))
      default: break
      }
    }
    self.bareNodes = bareNodes
    self.pathNumbers = pathNumbers
    self.paths = paths
  }

  /// The node without brackets, casts, `await` and argument names around it.
  func bare(_ node: NodeIndex) -> NodeIndex { NodeIndex(bareNodes[node.int]) }

  /// The dotted path that a name or member is.
  func path(_ node: NodeIndex) -> Path? {
    let number = Int(pathNumbers[node.int])
    return number == 0 ? nil : paths[number]
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
