import Testing
import Text

@Suite struct ByteRangeTests {
  private let range = ByteRange(3, 7)

  @Test func `a range counts its bytes and ends before its end`() {
    #expect(range.count == 4)
    #expect(range.indices == 3..<7)
    #expect(ByteRange(3..<7) == range)
    #expect([range.isEmpty, ByteRange(3, 3).isEmpty] == [false, true])
  }

  @Test func `a range whose end lies before its start is empty`() {
    #expect(ByteRange(5, 2) == ByteRange(5, 5))
  }

  @Test func `a range contains what lies within it, itself too`() {
    let others = [(3, 7), (3, 4), (6, 7), (5, 5), (2, 4), (6, 8), (7, 8)]
    let contained = others.filter { range.contains(ByteRange(UInt32($0.0), UInt32($0.1))) }
    #expect(contained.map(\.0) == [3, 3, 6, 5])
    #expect(contained.map(\.1) == [7, 4, 7, 5])
  }

  @Test func `ranges that only touch do not overlap`() {
    let others = [ByteRange(0, 3), ByteRange(0, 4), ByteRange(6, 9), ByteRange(7, 9)]
    #expect(others.map { range.overlaps($0) } == [false, true, true, false])
  }

  @Test func `ranges are ordered by start, then by end`() {
    let sorted = [ByteRange(4, 5), ByteRange(3, 9), ByteRange(3, 4)].sorted()
    #expect(sorted == [ByteRange(3, 4), ByteRange(3, 9), ByteRange(4, 5)])
  }
}

@Suite struct SourceFileTests {
  @Test func `a file gives the text of a range and replaces what is no UTF-8`() {
    let file = SourceFile(path: "a/b.py", bytes: Array("x = é\n".utf8) + [0xff, 0x79])
    #expect(file.text(ByteRange(4, 6)) == "é")
    #expect(file.text(ByteRange(7, 9)) == "\u{fffd}y")
    #expect(file.lines.position(of: 7).line == 2)
  }

  @Test func `a risk area has a heading for people`() {
    #expect(
      RiskArea.allCases.map(\.title) == [
        "Money", "Authentication and permissions", "Tenancy and ownership", "Data and schema",
        "Operations (retry, idempotency, time)", "Input validation",
      ])
  }
}
