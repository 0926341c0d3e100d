import Foundation
import Go
import Suites
import Syntax
import Testing
import Text

/// Reads the labelled Go suite, whose files are one package, and compares with what people wrote.
@Suite struct `Go suites` {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/go-suites")

  static let names = ["guards_test.go", "helpers_test.go", "matchers_test.go", "testify_test.go"]

  static func source(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  static func analyse(_ files: [(path: String, source: String)]) -> [SuiteFile] {
    SuiteAnalysis.classify(
      files.map { path, source in
        SuiteAnalysis.outline(
          path: path, tree: SyntaxTree.parse(Array(source.utf8), by: .go), rules: .go)
      })
  }

  static func analyse(body: String) -> SuiteFile {
    analyse([
      ("a_test.go", "package a\nimport \"testing\"\nfunc TestA(t *testing.T) {\n\(body)\n}\n")
    ])[0]
  }

  private func words(_ body: String) -> [String] {
    Self.analyse(body: body).tests.flatMap(\.assertions).map {
      "\($0.classified.rawValue) \($0.side.rawValue) \($0.tier)"
    }
  }

  @Test func `every labelled assertion is found and no other`() throws {
    let files = Self.analyse(try Self.names.map { ($0, try Self.source($0)) })
    for (name, file) in zip(Self.names, files) {
      #expect(file.unreadBytes == 0)
      #expect(FixtureMark.problems(name, try Self.source(name), file) == [])
    }
  }

  @Test func `tests, subtests, methods of suites, examples and fuzz tests have full names`() throws
  {
    let files = Self.analyse(try Self.names.map { ($0, try Self.source($0)) })
    let names = files.flatMap(\.tests).map(\.name)
    for name in [
      "TestSubtests > adds", "TestTable", "TestCart > TestAdds", "ExampleTotal", "FuzzParse",
      "TestSkipped",
    ] {
      #expect(names.contains(name))
    }
    // A test that only holds subtests, and one that only runs a suite, are groups.
    #expect(!names.contains("TestSubtests"))
    #expect(!names.contains("assertTotal"))
  }

  @Test func `a test that only prints asserts nothing`() throws {
    let test = try #require(Self.analyse(body: "t.Logf(\"got %d\", Total())").tests.first)
    #expect(test.kind == .none)
    #expect(test.flags == [.noAssertion])
  }

  @Test func `an example without output is never run`() throws {
    let file = Self.analyse([("a_test.go", "package a\nfunc ExampleA() { f() }\n")])[0]
    #expect(file.tests.map(\.isDisabled) == [true])
  }

  @Test func `an object that is no test object does not fail the test`() {
    #expect(words("if r.Method != \"GET\" { http.Error(w, \"no\", 405) }") == [])
    #expect(words("if got != 1 { log.Fatal(got) }").isEmpty)
  }

  @Test func `an exit behind a failure belongs to the guard`() {
    #expect(words("if Total() != 3 {\n t.Error(1)\n return\n}") == ["value business 3"])
  }
}
