/// A half-open range of UTF-8 byte offsets, counted from the start of one file.
public struct ByteRange: Hashable, Sendable, Comparable {
  public var start: UInt32
  /// The offset of the first byte after the range.
  public var end: UInt32

  @inlinable public init(_ start: UInt32, _ end: UInt32) {
    self.start = start
    self.end = max(start, end)
  }

  public init(_ range: Range<Int>) {
    self.init(UInt32(range.lowerBound), UInt32(range.upperBound))
  }

  @inlinable public var count: Int { Int(end - start) }
  @inlinable public var isEmpty: Bool { start == end }
  @inlinable public var indices: Range<Int> { Int(start)..<Int(end) }

  public func contains(_ other: ByteRange) -> Bool { start <= other.start && other.end <= end }
  public func overlaps(_ other: ByteRange) -> Bool { start < other.end && other.start < end }

  /// Orders by start, then by end.
  public static func < (a: ByteRange, b: ByteRange) -> Bool {
    (a.start, a.end) < (b.start, b.end)
  }
}
