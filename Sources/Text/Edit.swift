/// A replacement of one byte range.
public struct Edit: Hashable, Sendable {
  public var range: ByteRange
  public var replacement: [UInt8]

  public init(_ range: ByteRange, _ replacement: some Sequence<UInt8>) {
    self.range = range
    self.replacement = Array(replacement)
  }

  public init(_ range: ByteRange, _ replacement: String) {
    self.init(range, replacement.utf8)
  }
}

extension [UInt8] {
  /// These bytes with every edit made; `edits` must not overlap and may come in any order.
  public func applying(_ edits: [Edit]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var at = 0
    for edit in edits.sorted(by: { $0.range < $1.range }) {
      precondition(Int(edit.range.start) >= at, "edits must not overlap")
      result += self[at..<Int(edit.range.start)]
      result += edit.replacement
      at = Int(edit.range.end)
    }
    result += self[at...]
    return result
  }
}
