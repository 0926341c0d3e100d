/// A half-open range of UTF-8 byte offsets, counted from the start of one file.
package struct ByteRange: Hashable, Sendable, Comparable {
  package var start: UInt32
  /// The offset of the first byte after the range.
  package var end: UInt32

  @inlinable package init(_ start: UInt32, _ end: UInt32) {
    self.start = start
    self.end = max(start, end)
  }

  package init(_ range: Range<Int>) {
    self.init(UInt32(range.lowerBound), UInt32(range.upperBound))
  }

  @inlinable package var count: Int { Int(end - start) }
  @inlinable package var isEmpty: Bool { start == end }
  @inlinable package var indices: Range<Int> { Int(start)..<Int(end) }

  package func contains(_ other: ByteRange) -> Bool { start <= other.start && other.end <= end }
  package func overlaps(_ other: ByteRange) -> Bool { start < other.end && other.start < end }

  /// Orders by start, then by end.
  package static func < (a: ByteRange, b: ByteRange) -> Bool {
    (a.start, a.end) < (b.start, b.end)
  }
}
