import JavaScript
import Python
import Suites
import Syntax
import Testing
import Trials

/// Comments that accept what is weak.
@Suite struct AllowanceTests {
  private func file(_ text: String, _ ending: String = "py") throws -> SuiteFile {
    let language: Language = ending == "py" ? .python : .javaScript
    let grammar = try #require(language.grammars[ending])
    let path = ending == "py" ? "test_a.py" : "a.test.js"
    let tree = SyntaxTree.parse(Array(text.utf8), by: grammar)
    return SuiteAnalysis.classify([
      SuiteAnalysis.outline(path: path, tree: tree, rules: language.suites)
    ])[0]
  }

  @Test func `an assertion is allowed on its line or on the line before`() throws {
    let file = try file(
      """
      from shop import get
      def test_a():
          assert get(1) is not None  # tocsin: allow existence -- a handle, nothing more
          # tocsin: allow type-only, existence -- any id will do
          assert isinstance(get(2), int)
          assert get(3) is not None
      """)
    #expect(
      file.tests[0].assertions.map(\.allowed) == [
        "a handle, nothing more", "any id will do", nil,
      ])
    #expect(file.tests.map(\.allowed) == [nil])
    #expect(file.remarks == [])
  }

  @Test func `a test is allowed by its kind, or when all that it asserts is`() throws {
    let file = try file(
      """
      // tocsin: allow shape -- the schema is checked elsewhere
      test("a", () => { expect(get(1)).toBeDefined(); });
      test("b", () => {
        expect(get(1)).toBeDefined(); /* tocsin: allow existence -- any */
      });
      test("c", () => { expect(get(1)).toBeDefined(); });
      """, "js")
    #expect(file.tests.map(\.allowed) == ["the schema is checked elsewhere", "any", nil])
    #expect(file.tests.map(\.kind) == [.shape, .shape, .shape])
  }

  @Test func `an allowance without a reason, with an unknown word or without a target is told`()
    throws
  {
    let file = try file(
      """
      from shop import get
      def test_a():
          assert get(1) is not None  # tocsin: allow existence
          assert get(1) is not None  # tocsin: allow presence -- because
          assert get(1) == 5  # tocsin: allow existence -- it was weaker once
      """)
    #expect(file.tests[0].assertions.map(\.allowed) == [nil, nil, nil])
    #expect(
      file.remarks == [
        "line 3: an allowance needs a reason after \" -- \"; it is not obeyed",
        "line 4: an allowance names presence, which is no class of assertions and no kind of tests; "
          + "it is not obeyed",
        "line 5: nothing here is existence any more; take the allowance out",
      ])
  }

  @Test func `what is on the business side needs no allowance`() throws {
    let file = try file(
      "from shop import get\ndef test_a():  # tocsin: allow business -- why\n    assert get(1) == 5\n"
    )
    #expect(file.tests.map(\.allowed) == [nil])
    #expect(file.remarks == ["line 2: nothing here is business any more; take the allowance out"])
  }
}
