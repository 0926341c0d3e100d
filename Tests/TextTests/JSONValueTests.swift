import Testing
import Text

@Suite struct JSONValueTests {
  @Test func `a JSON value keeps every kind of member`() {
    let text = #" {"a":[1,-2.5e1,true,false,null],"b":"x\n\u00e9\ud83d\ude00","c":{}} "#
    #expect(
      JSONValue(text.utf8)
        == .object([
          "a": .array([.number(1), .number(-25), .bool(true), .bool(false), .null]),
          "b": .string("x\né😀"), "c": .object([:]),
        ]))
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":}", "tru", "\"a", "1 2", "\"\\x\"", "\"\\u12\"", "\"a\nb\"", "+1",
    "nan",
  ])
  func `a damaged JSON text is no value`(text: String) {
    #expect(JSONValue(text.utf8) == nil)
  }

  @Test func `only control characters must be escaped, and every escape has its meaning`() {
    #expect(JSONValue([34, 31, 34]) == nil)
    #expect(JSONValue([34, 32, 34]) == .string(" "))
    #expect(
      JSONValue(#""\n\t\r\b\f\"\\\/""#.utf8) == .string("\n\t\r\u{8}\u{c}\"\\/"))
  }

  @Test func `a value is given as what it is and as nothing else`() {
    let all: [JSONValue] = [
      .null, .bool(true), .number(2), .string("x"), .array([.null]), .object(["a": .null]),
    ]
    #expect(all.map(\.bool) == [nil, true, nil, nil, nil, nil])
    #expect(all.map(\.number) == [nil, nil, 2, nil, nil, nil])
    #expect(all.map(\.string) == [nil, nil, nil, "x", nil, nil])
    #expect(all.map(\.array) == [nil, nil, nil, nil, [.null], nil])
    #expect(all.map(\.object) == [nil, nil, nil, nil, nil, ["a": .null]])
    #expect(all.map { $0["a"] } == [nil, nil, nil, nil, nil, .null])
    #expect(all.map { $0["b"] } == [nil, nil, nil, nil, nil, nil])
  }

  @Test func `a lone surrogate becomes the replacement character`() {
    #expect(JSONValue(#""\ud83dx""#.utf8) == .string("\u{fffd}x"))
    #expect(JSONValue(#""\ude00""#.utf8) == .string("\u{fffd}"))
  }

  @Test func `nesting beyond the depth limit is refused and not followed`() {
    func nested(_ depth: Int) -> [UInt8] {
      Array(repeating: 91, count: depth) + Array(repeating: 93, count: depth)
    }
    var value = JSONValue.array([])
    for _ in 1..<200 { value = .array([value]) }
    #expect(JSONValue(nested(200)) == value)
    #expect(JSONValue(nested(201)) == nil)
    #expect(JSONValue(nested(1_000_000)) == nil)
  }

  @Test func `a whole number within 53 bits is an int and others are not`() {
    #expect(JSONValue("9007199254740992".utf8)?.int == 9_007_199_254_740_992)
    #expect(JSONValue("9007199254740994".utf8)?.int == nil)
    #expect(JSONValue("1.5".utf8)?.int == nil)
    #expect(JSONValue("1e999".utf8)?.int == nil)
  }
}
