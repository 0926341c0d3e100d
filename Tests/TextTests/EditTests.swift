import Testing
import Text

@Suite struct EditTests {
  @Test func `edits apply from the start whatever their order`() {
    let source = Array("total = a + b".utf8)
    let edits = [Edit(ByteRange(10, 11), "-"), Edit(ByteRange(0, 5), "sum")]
    #expect(String(decoding: source.applying(edits), as: UTF8.self) == "sum = a - b")
  }

  @Test func `an empty range inserts and an empty replacement deletes`() {
    let source = Array("abc".utf8)
    let edits = [Edit(ByteRange(1, 1), "X"), Edit(ByteRange(2, 3), "")]
    #expect(source.applying(edits) == Array("aXb".utf8))
  }

  @Test func `overlapping edits are our own mistake`() async {
    let ended = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = [UInt8]("abcd".utf8).applying([
        Edit(ByteRange(0, 3), "x"), Edit(ByteRange(2, 4), "y"),
      ])
    }
    let said = String(decoding: ended?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("edits must not overlap"))
  }
}

@Suite struct StableHashTests {
  @Test func `the hash is FNV-1a`() {
    var hash = StableHash()
    hash.combine("foobar".utf8)
    #expect(hash.text == "85944171f73967e8")
  }

  @Test func `fields do not run into each other`() {
    var (first, second) = (StableHash(), StableHash())
    first.combine(field: "ab")
    first.combine(field: "c")
    second.combine(field: "a")
    second.combine(field: "bc")
    #expect(first.value != second.value)
  }
}
