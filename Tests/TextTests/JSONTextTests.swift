import Testing
import Text

@Suite struct JSONTextTests {
  @Test func `members keep their order and a line holds no blanks`() {
    let value = JSONText.object([
      ("b", .int(-1)), ("a", .array([.null, .bool(true), .string("x")])), ("c", .object([])),
    ])
    #expect(value.line == #"{"b":-1,"a":[null,true,"x"],"c":{}}"#)
  }

  @Test func `a page indents by two and ends with a line break`() {
    let value = JSONText.object([("a", .array([.int(1), .int(2)])), ("b", .array([]))])
    #expect(value.page == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": []\n}\n")
  }

  @Test(arguments: [
    (0.5, 4, "0.5"), (1, 4, "1"), (0.123456, 4, "0.1235"), (-2.50, 2, "-2.5"), (1e-9, 4, "0"),
    (12.0, 0, "12"), (.nan, 2, "null"), (.infinity, 2, "null"), (-0.05, 2, "-0.05"),
  ])
  func `a decimal keeps the places that it was given`(value: Double, places: Int, text: String) {
    #expect(JSONText.decimal(value, places: places).line == text)
  }

  @Test func `what could end a script element or forge a control is escaped`() {
    let value = JSONText.string("</script>&\u{2028}\u{1b}[31m\u{9b}\"\\\n\t\r")
    #expect(
      value.line
        == #""\u003c/script\u003e\u0026\u2028\u001b[31m\u009b\"\\\n\t\r""#)
  }
}
