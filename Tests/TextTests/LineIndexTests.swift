import Testing
import Text

@Suite struct LineIndexTests {
  @Test func `every kind of line break ends one line`() {
    let lines = LineIndex(Array("a\nb\r\nc\rd".utf8))
    #expect(lines.starts == [0, 2, 5, 7])
  }

  /// Every text of one place for a break among others, and of two.
  @Test func `a break is found wherever it stands among bytes that are like it`() {
    let others: [UInt8] = [9, 11, 12, 14, 0x8a, 0x8d, 0, 255]
    for length in [1, 7, 8, 9, 16, 17] {
      for first in 0..<length {
        for second in first..<length {
          var bytes = (0..<length).map { others[($0 &* 5) % others.count] }
          (bytes[first], bytes[second]) = (10, 13)
          var expected: [UInt32] = [0]
          for (at, byte) in bytes.enumerated() {
            let isPair = byte == 13 && at + 1 < length && bytes[at + 1] == 10
            if byte == 10 || byte == 13, !isPair { expected.append(UInt32(at + 1)) }
          }
          #expect(LineIndex(bytes).starts == expected)
        }
      }
    }
  }

  /// The letter é takes two bytes, so the third line starts at byte 6.
  @Test(arguments: [(0, 1, 1), (1, 1, 2), (2, 2, 1), (3, 2, 2), (4, 2, 3), (6, 3, 1), (9, 3, 4)])
  func `a position counts lines and bytes from one`(offset: UInt32, line: Int, column: Int) {
    let lines = LineIndex(Array("a\nbé\nlast".utf8))
    #expect(lines.position(of: offset) == LinePosition(line: line, column: column))
  }

  @Test func `the last line of a range holds its last byte`() {
    let lines = LineIndex(Array("ab\ncd\n".utf8))
    #expect(lines.lastLine(of: ByteRange(0, 3)) == 1)
    #expect(lines.lastLine(of: ByteRange(0, 4)) == 2)
    #expect(lines.lastLine(of: ByteRange(3, 3)) == 2)
    #expect(LineIndex([]).lastLine(of: ByteRange(0, 0)) == 1)
  }

  @Test func `an empty file has one line that starts at zero`() {
    #expect(LineIndex([]).position(of: 0) == LinePosition(line: 1, column: 1))
  }

  @Test func `the range of a line holds its line break`() {
    let bytes = Array("ab\r\ncd".utf8)
    #expect(LineIndex(bytes).range(ofLine: 1, count: bytes.count) == ByteRange(0, 4))
    #expect(LineIndex(bytes).range(ofLine: 2, count: bytes.count) == ByteRange(4, 6))
  }

  @Test func `a line begins after the break before it, and a line that is not there nowhere`() {
    let index = LineIndex(Array("ab\nc\n".utf8))
    #expect((0...4).map { index.start(ofLine: $0) } == [nil, 0, 3, 5, nil])
  }
}
