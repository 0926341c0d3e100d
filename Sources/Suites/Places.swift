import Syntax

/// The children of one place, in source order, without an array of them.
///
/// Going through them costs nothing per skipped descendant; one by its number is found from the
/// first, so `Array` is for who asks for many by their numbers.
package struct Places: RandomAccessCollection {
  private let nodes: [Node]
  private let parent: Place
  private let start: Int
  package let count: Int

  init(of place: Place, in tree: SyntaxTree) {
    nodes = tree.nodes
    parent = place
    start = place.node.int + 1
    count = tree.children(place.node).count
  }

  private init(_ all: Places, from number: Int) {
    nodes = all.nodes
    parent = all.parent
    count = Swift.max(0, all.count - number)
    start = all.node(Swift.min(number, all.count))
  }

  private func node(_ number: Int) -> Int {
    var at = start
    for _ in 0..<number { at += 1 + Int(nodes[at].descendants) }
    return at
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  /// - Complexity: O(number)
  package subscript(number: Int) -> Place {
    precondition(number < count)
    return parent.at(NodeIndex(node(number)))
  }

  package func dropFirst(_ number: Int = 1) -> Places { Places(self, from: number) }

  package func makeIterator() -> Iterator {
    Iterator(nodes: nodes, parent: parent, at: start, left: count)
  }

  package struct Iterator: IteratorProtocol {
    fileprivate let nodes: [Node]
    fileprivate let parent: Place
    fileprivate var at: Int
    fileprivate var left: Int

    package mutating func next() -> Place? {
      guard left > 0 else { return nil }
      left -= 1
      defer { at += 1 + Int(nodes[at].descendants) }
      return parent.at(NodeIndex(at))
    }
  }
}
