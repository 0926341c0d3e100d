// swift-format-ignore-file
import Testing

import ConfigLanguage
import ParserFixtures

@Suite struct LexerTests {
  @Test func splitsTokens() throws {
    let tokens = try Lexer("port = 80 # web").tokens()
    #expect(tokens.map(\.kind) == [.identifier, .equals, .number, .comment])  //! value business 3
    #expect(tokens.count == 4)  //! size shape 2 supporting
    #expect(tokens[2].text == "80")  //! value business 3
  }

  @Test(arguments: ["", " ", "\n\n", "\t"])
  func blankTextHasNoTokens(text: String) throws {
    #expect(try Lexer(text).tokens().isEmpty)  //! size business 2 absent table
  }

  @Test(arguments: zip(["0x1F", "0b101", "1_000"], [31, 5, 1000]))
  func numbers(text: String, value: Int) throws {
    #expect(try Lexer(text).number() == value)  //! value business 3 table
  }

  @Test func positionsOnlyGrow() throws {
    let tokens = try Lexer("a = [1, 2]\nb = \"x\"").tokens()
    #expect(zip(tokens, tokens.dropFirst()).allSatisfy { $0.offset < $1.offset })  //! relational business 1 loop-unknown
    #expect(tokens.last!.offset <= 19)  //! relational business 2
  }
}

@Suite struct ParserTests {
  @Test func readsSections() throws {
    let document = try Parser.parse("[server]\nport = 80\nhost = \"::1\"")
    let server = try #require(document.sections["server"])  //! existence shape 1 supporting
    #expect(server["port"] == .int(80))  //! value business 3
    #expect(server["host"] == .string("::1"))  //! value business 3
    #expect(server["user"] == nil)  //! existence business 2 absent
    #expect(server.keys.sorted() == ["host", "port"])  //! value business 3
  }

  @Test func readsNestedLists() throws {
    let value = try Parser.value("[[1], [2, 3], []]")
    guard case .list(let items) = value else {  //! shape shape 1 supporting
      Issue.record("not a list: \(value)")
      return
    }
    #expect(items.count == 3)  //! size shape 2 supporting
    #expect(items[1] == .list([.int(2), .int(3)]))  //! value business 3
    #expect(items[2] == .list([]))  //! value business 3
  }

  @Test(arguments: [
    ("[server", ParseError.unterminated(line: 1)),
    ("a = 1\na = 2", .duplicate(key: "a", line: 2)),
    ("= 3", .missingKey(line: 1)),
  ])
  func errors(text: String, expected: ParseError) {
    #expect(throws: expected) { try Parser.parse(text) }  //! throws-specific business 3 table
  }

  @Test func errorKinds() {
    #expect(throws: ParseError.self) { try Parser.parse("a = ") }  //! throws-specific business 2
    #expect(throws: (any Error).self) { try Parser.parse("\u{0}") }  //! throws-any shape 1
    #expect(throws: Error.self) { try Parser.parse("a = [") }  //! throws-any shape 1
    #expect {  //! throws-specific business 3
      try Parser.parse("a = 1\nb")
    } throws: { error in
      (error as? ParseError)?.line == 2
    }
  }

  @Test func errorsHaveAMessage() throws {
    let error = #expect(throws: ParseError.self) {  //! throws-specific business 2
      try Parser.parse("a = 99999999999999999999")
    }
    #expect(error?.description == "line 1: number out of range")  //! throws-specific business 3
    let message = String(describing: error)
    #expect(message.contains("range"))  //! throws-specific business 3
  }

  @Test func windowsLineEndsAreFine() {
    #expect(throws: Never.self) { try Parser.parse("a = 1\r\nb = 2\r\n") }  //! no-throw shape 1
    #expect(throws: Never.self) { try Parser.parse("\u{FEFF}a = 1") }  //! no-throw shape 1
  }

  @Test func doesNotCrashOnRandomText() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let text = String((0..<12).map { _ in "[]=\"#\n ab1".randomElement(using: &generator)! })
      _ = try? Parser.parse(text)
    }
  }

  @Test func stopsAtTheDepthLimit() async {
    await #expect(processExitsWith: .failure) {  //! throws-any shape 1
      _ = Parser.parseUnchecked(String(repeating: "[", count: 100_000))
    }
  }
}

@Suite struct PrinterTests {
  @Test(arguments: ["a = 1\n", "[s]\nx = [1, 2]\n", "t = \"\\n\"\n"])
  func printsWhatItRead(text: String) throws {
    #expect(Printer().print(try Parser.parse(text)) == text)  //! relational business 3 table
  }

  @Test func printingIsIdempotent() throws {
    let once = Printer().print(try Parser.parse("b=1\na   =  2"))
    let twice = Printer().print(try Parser.parse(once))
    #expect(once == twice)  //! relational business 2
    #expect(once == "b = 1\na = 2\n")  //! value business 3
    #expect(once == once)  //! vacuous none 0 self-comparison
  }

  @Test func keepsComments() throws {
    let printed = Printer().print(try Parser.parse("# one\na = 1"))
    #expect(printed.hasPrefix("# one"))  //! value-partial business 2
    #expect(printed.contains(/a = \d/))  //! value-partial business 2
    #expect(!printed.contains("##"))  //! relational business 1 negative
    #expect(printed.isEmpty == false)  //! size shape 1 supporting
    expectWellFormed(printed)  //! unknown ambiguous 0
  }

  @Test func describesItself() throws {
    let document = try Parser.parse("a = 1")
    #expect(Printer().print(document) == Printer().print(document))  //! mirrored none 0 self-call
    #expect(type(of: document.values["a"]!) == Value.self)  //! type-only shape 1
    #expect(document.values["a"] as Any is Value)  //! type-only shape 1
    #expect(Mirror(reflecting: document).children.map(\.label) == ["sections", "values"])  //! shape shape 2
  }
}

@Suite struct QueryTests {
  let document = try! Parser.parse("a = 1\nb = \"x\"")

  @Test func findsValues() throws {
    let hit: Value? = document.find("a")
    #expect(hit != nil)  //! existence shape 1 supporting
    #expect(hit?.intValue == 1)  //! value business 3
    #expect(document.find("zz") == nil)  //! existence business 2 absent
    #expect(document.find("b")?.intValue == nil)  //! existence business 2 absent
  }

  @Test func knowsItsKeys() {
    #expect(document.has("a"))  //! value-partial business 2
    #expect(Set(document.keys) == ["a", "b"])  //! value business 3
    #expect(!document.has("zz"))  //! relational business 1 negative
  }

  @Test func comparesVersions() {
    #expect(Version("1.10.0") > Version("1.9.9"))  //! relational business 2
    #expect(Version("1.0.0") == Version("1.0"))  //! relational business 2 ? value
    #expect(Version("1.0.0-beta") < Version("1.0.0"))  //! relational business 2
    #expect(Version("1.2") != Version("1.3"))  //! relational business 1 negative
  }
}
