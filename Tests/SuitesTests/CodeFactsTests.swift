import Go
import JavaScript
import Python
import Rust
import Suites
import SwiftLanguage
import Syntax
import Testing
import Trials

/// What the tested code says of the expectations about it.
@Suite struct CodeFactsTests {
  /// One production file, one test file, and the classes of the assertions in it.
  struct Copy: Sendable, CustomTestStringConvertible {
    var fileExtension: String
    var code: String
    var test: String
    var classes: [String]
    var testDescription: String { test }

    init(_ fileExtension: String, _ code: String, _ test: String, _ classes: String...) {
      self.fileExtension = fileExtension
      self.code = code
      self.test = test
      self.classes = classes
    }
  }

  static let copies = [
    Copy(
      "js", "export const area = (r) => Math.PI * r * r;",
      "const r = 2; expect(area(3)).toBe(Math.PI * 3 * 3); expect(area(r)).toBe(r * r * Math.PI);",
      "mirrored", "mirrored"),
    Copy(
      "js", "export const area = (r) => Math.PI * r * r;",
      "const r = 2; expect(area(r)).toBe(Math.PI * (r * r)); expect(area(r)).toBe(Math.PI * r * 3);",
      "mirrored", "value"),
    Copy(
      "js", "export function gross(net, rate) { const tax = net * rate; return net + tax; }",
      "const net = 40; const want = net + net * 0.2; expect(gross(net, 0.2)).toBe(want);",
      "mirrored"),
    Copy(
      "js", "export function gross(net, rate) { const tax = net * rate; return net + tax; }",
      "expect(gross(40, 0.2)).toBe(40 + 8); expect(gross(40, 0.2)).toBe(40 + 40 * 0.2);", "value",
      "value"),
    Copy(
      "js", "class Line { total() { return this.price * this.count * 1.2 } }",
      "const line = build(); expect(line.total()).toBe(line.price * line.count * 1.2);", "mirrored"),
    Copy(
      "py",
      "def fee(amount, rate=2):\n    \"\"\"In cents.\"\"\"\n    return round(amount * rate / 100)\n",
      "amount = 250\nassert fee(amount, rate=3) == round((amount * 3) / 100)\nassert fee(amount) == 5",
      "mirrored", "value"),
    Copy(
      "py", "def double(a):\n    return a * b\n", "a = 3\nassert double(a) == a * b", "value"),
    Copy(
      "py", "def area(w, h):\n    if w < 0:\n        return 0\n    return w * h * 2\n",
      "w = 3\nassert area(w, 2) == w * 2 * 2", "value"),
    Copy(
      "go", "package a\nfunc Net(gross int) int { return gross * 100 / Rate }\n",
      "gross := 120\nassert.Equal(t, gross*100/Rate, Net(gross))\nassert.Equal(t, 100, Net(gross))",
      "mirrored", "value"),
    Copy(
      "rs", "pub fn net(gross: i64) -> i64 { gross * 100 / RATE }\n",
      "let gross = 120; assert_eq!(net(gross), gross * 100 / RATE); assert_eq!(net(gross), 100);",
      "mirrored", "value"),
    Copy(
      "swift", "func net(_ gross: Int) -> Int { gross * 100 / Rate.standard }\n",
      "let gross = 120\n#expect(net(gross) == gross * 100 / Rate.standard)\n#expect(net(gross) == 100)",
      "mirrored", "value"),
    Copy(
      "js", "class Line { total() { return this.net() + this.tax() } }",
      "const line = build(); expect(line.total()).toBe(line.net() + line.tax());", "relational"),
    // A type of the test tree holds no numbers of the code.
    Copy(
      "swift", "", "enum Own { static let name = \"b\" }\n#expect(title(1) == \"a\" + Own.name)",
      "value"),
    // A number that a type stores under a name by which others tell their size.
    Copy(
      "swift", "struct CounterState { var count = 0; var items: [Int] = [] }\n",
      "#expect(store.state.count == 2)\n#expect(store.states[0].count == 2)\n"
        + "#expect(store.items.count == 2)", "value", "value", "size"),
    Copy(
      "swift", "struct CounterState { var count: Int { items.count } }\n",
      "#expect(store.state.count == 2)", "size"),
    // A copy of the tested function that the test holds; where there is no other code, it may be
    // the tested function itself.
    Copy(
      "js", "export const tidy = (text) => text.trim();",
      "function tidy(text) { return text.replace(/a/g, 'b').trim(); }\n"
        + "expect(tidy(' a ')).toBe('b'); expect(tidy(load())).toBe('b');", "vacuous", "value"),
    Copy(
      "py", "def tidy(text): return text",
      "def tidy(text: str) -> str:\n    return text.strip()\nassert tidy(' a') == 'a'", "vacuous"),
    Copy(
      "py", "def tidy(text): return text",
      "@cached\ndef tidy(text):\n    return text.strip()\nassert tidy(' a') == 'a'", "value"),
    Copy(
      "py", "def tidy(text): return text",
      "def tidy(name):\n    return open(name).read()\nassert tidy('a') == 'a'", "value"),
    // What a function says of its result.
    Copy(
      "py", "def show() -> str:\n    return x\n", "result = show()\nassert 'total' in result",
      "value-partial"),
    Copy("py", "def show():\n    return x\n", "result = show()\nassert 'total' in result", "shape"),
    // A copy with variables and answers of its own.
    Copy(
      "js", "export const newer = (a, b) => a > b;",
      "function newer(a, b) { const p = a.split('.').map(Number); for (let i = 0; i < 3; i++) "
        + "{ if (p[i] > b[i]) return true; } return false; }\nexpect(newer('1.2', '1.1')).toBe(true);",
      "vacuous"),
    // What is declared to be yes or no, and to be an error.
    Copy(
      "py",
      "class Game(Model):\n    finished = models.BooleanField(default=False)\n    name: str\n",
      "game = load()\nassert game.finished\nassert game.name", "value", "existence"),
    Copy("py", "def full() -> bool:\n    return x\n", "assert full()", "value"),
    Copy("py", "def full():\n    return x\n", "assert full()", "existence"),
    Copy(
      "go",
      "package a\nfunc Dock(name string) error { return nil }\nfunc Find(name string) *Ship { return nil }\n",
      "assert.Nil(t, Dock(\"a\"))\nassert.Nil(t, Find(\"a\"))", "no-throw", "existence"),
    // A function of a type that gives an object of it.
    Copy(
      "rs",
      "impl Color { pub fn gray(l: f64) -> Color { x }\npub fn red() -> Self { x }\n"
        + "pub fn mixed(l: f64) -> u8 { x } }\n",
      "assert_eq!(net(1), Some(Color::gray(0.5))); assert_eq!(net(1), Color::red()); "
        + "assert_eq!(net(1), Color::mixed(0.5));", "value", "value", "mirrored"),
    // A conversion and a case of an enumeration compute nothing.
    Copy(
      "go", "package a\ntype Currency string\n",
      "assert.Equal(t, Currency(\"EUR\"), load().Currency)", "value"),
    Copy(
      "swift", "enum Route { case profile(id: String)\ncase home }\n",
      "let route = Route.profile(id: \"a\")\nsave(route)\n#expect(restored(1) == route)", "value"),
    Copy(
      "swift", "enum Tree { }\nextension Tree { init?(_ text: String) { nil } }\n",
      "#expect(Tree(\"a\") != nil)", "existence"),
    Copy(
      "swift", "struct Tree { init(_ text: String) { } }\n", "#expect(Tree(\"a\") != nil)",
      "vacuous"),
  ]

  @Test func `a module that no file of the tested code is named for is a library`() throws {
    let grammar = try #require(Language.python.grammars["py"])
    let test =
      "import ocean, shop\nfrom shop import net\ndef test_a():\n"
      + "    assert net(1) == ocean.depth(2)\n    assert net(1) == shop.gross(2)\n"
    func tree(_ text: String) -> SyntaxTree { SyntaxTree.parse(Array(text.utf8), by: grammar) }
    var facts = CodeFacts(of: tree("def net(a):\n    return a\n"), rules: .python)
    facts.note(path: "src/shop/prices.py")
    let outline = SuiteAnalysis.outline(path: "test_a.py", tree: tree(test), rules: .python)
    let files = SuiteAnalysis.classify([outline], code: facts)
    let classes = files.flatMap(\.tests).flatMap(\.assertions).map(\.classified)
    #expect(classes == [.value, .mirrored])
  }

  @Test(arguments: copies)
  func `a copied formula is told from a computed expectation`(copy: Copy) throws {
    let (language, path, text): (Language, String, String) =
      switch copy.fileExtension {
      case "js": (.javaScript, "a.test.js", "test('a', () => { \(copy.test) });\n")
      case "py":
        (
          .python, "test_a.py",
          "from shop import *\ndef test_a():\n"
            + copy.test.split(separator: "\n").map { "    \($0)\n" }.joined()
        )
      case "go":
        (
          .go, "a_test.go",
          "package a\nimport (\n\"testing\"\n\"github.com/stretchr/testify/assert\"\n)\n"
            + "func TestA(t *testing.T) {\n\(copy.test)\n}\n"
        )
      case "rs": (.rust, "tests/a.rs", "use shop::net;\n#[test]\nfn a() { \(copy.test) }\n")
      default: (.swift, "Tests/A.swift", "import Testing\n@Test func a() {\n\(copy.test)\n}\n")
      }
    let grammar = try #require(language.grammars[copy.fileExtension])
    func outline(_ path: String, _ text: String) -> SuiteOutline {
      let tree = SyntaxTree.parse(Array(text.utf8), by: grammar)
      return SuiteAnalysis.outline(path: path, tree: tree, rules: language.suites)
    }
    let code = SyntaxTree.parse(Array(copy.code.utf8), by: grammar)
    let facts = CodeFacts(of: code, rules: language.suites)
    let files = SuiteAnalysis.classify([outline(path, text)], code: facts)
    let assertions = files.flatMap(\.tests).flatMap(\.assertions)
    #expect(assertions.map(\.classified.rawValue) == copy.classes)
  }
}
