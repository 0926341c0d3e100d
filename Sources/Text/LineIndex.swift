/// A place for people: both counts start at 1, the column counts UTF-8 bytes.
public struct LinePosition: Hashable, Sendable {
  public var line: Int
  public var column: Int
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Where the lines of one file start; LF, CRLF and a lone CR each end a line.
public struct LineIndex: Sendable {
  /// The byte offset of each line's first byte; never empty.
  public let starts: [UInt32]

  public init(_ bytes: [UInt8]) {
    var starts: [UInt32] = [0]
    bytes.withUnsafeBufferPointer { buffer in
      let raw = UnsafeRawBufferPointer(buffer)
      var at = 0
      while at < buffer.count {
        if at + 8 <= buffer.count,
          !LineIndex.holdsBreak(raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        {
          at += 8
          continue
        }
        let byte = buffer[at]
        at += 1
        if byte == 10 || (byte == 13 && !(at < buffer.count && buffer[at] == 10)) {
          starts.append(UInt32(at))
        }
      }
    }
    self.starts = starts
  }

  /// Whether one of eight bytes may be LF or CR; never false when one is.
  private static func holdsBreak(_ bytes: UInt64) -> Bool {
    let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    let (feeds, returns) = (bytes ^ ones &* 10, bytes ^ ones &* 13)
    return ((feeds &- ones) & ~feeds | (returns &- ones) & ~returns) & tops != 0
  }

  /// The line that holds `offset`, from 1.
  /// - Complexity: O(log lines)
  public func line(of offset: UInt32) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The line of the last byte of `range`.
  public func lastLine(of range: ByteRange) -> Int {
    line(of: range.isEmpty ? range.start : range.end - 1)
  }

  public func position(of offset: UInt32) -> LinePosition {
    let line = line(of: offset)
    return LinePosition(line: line, column: Int(offset - starts[line - 1]) + 1)
  }

  /// Where `line` (from 1) begins; nil when there is no such line.
  public func start(ofLine line: Int) -> UInt32? {
    starts.indices.contains(line - 1) ? starts[line - 1] : nil
  }

  /// The bytes of `line` (from 1) with its line break, in a file of `count` bytes.
  public func range(ofLine line: Int, count: Int) -> ByteRange {
    ByteRange(starts[line - 1], line < starts.count ? starts[line] : UInt32(count))
  }
}
