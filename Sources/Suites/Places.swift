import Syntax

/// The children of one place, in source order, without an array of them.
///
/// Going through them costs nothing per skipped descendant; one by its number is found from the
/// first, so `Array` is for who asks for many by their numbers. They must not outlive their reader.
package struct Places: RandomAccessCollection {
  private let descendants: UnsafePointer<UInt32>
  private let parent: Place
  private let start: Int
  package let count: Int

  init(of place: Place, in view: TreeShape.View) {
    descendants = view.descendants
    parent = place
    start = place.node.int + 1
    let end = start + Int(descendants[place.node.int])
    var at = start
    var count = 0
    while at < end {
      at += 1 + Int(descendants[at])
      count += 1
    }
    self.count = count
  }

  private init(_ all: Places, from number: Int) {
    descendants = all.descendants
    parent = all.parent
    count = Swift.max(0, all.count - number)
    start = all.node(Swift.min(number, all.count))
  }

  private func node(_ number: Int) -> Int {
    var at = start
    for _ in 0..<number { at += 1 + Int(descendants[at]) }
    return at
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  /// - Complexity: O(number)
  package subscript(number: Int) -> Place {
    precondition(number >= 0 && number < count)
    return parent.at(NodeIndex(node(number)))
  }

  package func dropFirst(_ number: Int = 1) -> Places { Places(self, from: number) }

  package func makeIterator() -> Iterator {
    Iterator(descendants: descendants, parent: parent, at: start, left: count)
  }

  package struct Iterator: IteratorProtocol {
    fileprivate let descendants: UnsafePointer<UInt32>
    fileprivate let parent: Place
    fileprivate var at: Int
    fileprivate var left: Int

    package mutating func next() -> Place? {
      guard left > 0 else { return nil }
      left -= 1
      defer { at += 1 + Int(descendants[at]) }
      return parent.at(NodeIndex(at))
    }
  }
}
