import Suites
import SwiftLanguage
import Syntax
import Testing

/// Reads Swift suites for tests, from lines of source.
enum SwiftLabels {
  static func analyse(_ source: String, path: String = "Tests/ATests/ATests.swift") -> SuiteFile {
    let tree = SyntaxTree.parse(Array(source.utf8), by: .swift)
    return SuiteAnalysis.classify([SuiteAnalysis.outline(path: path, tree: tree, rules: .swift)])[0]
  }

  /// `class tier side` of the assertions in the body of one test.
  static func body(_ lines: String) -> [String] {
    let file = analyse(
      """
      import Nimble
      import Testing
      import XCTest
      @testable import Shop

      @Suite struct ATests {
        @Test func a() async throws {
      \(lines)
        }
      }
      """)
    return file.tests.flatMap(\.assertions).map {
      "\($0.classified.rawValue) \($0.tier) \($0.side.rawValue)"
    }
  }
}

@Suite struct `Swift decided cases` {
  @Test(arguments: testing + xctest + nimble + reach)
  func `a decided case has its class, tier and side`(_ decided: DecidedCase) {
    #expect(SwiftLabels.body(decided.body) == decided.labels)
  }
}

// swift-format-ignore
private let testing = [
  DecidedCase("66", "#expect(find(1) is Cart)", "type-only 1 shape"),
  DecidedCase("67", "#expect(total(cart) == 3)\n#expect(list().isEmpty)\n#expect(list().count == 3)",
    "value 3 business", "size 2 business", "size 2 shape"),
  DecidedCase("67 not empty", "#expect(!list().isEmpty)\n#expect(list().count > 0)\n#expect(list().count >= 0)",
    "size 1 shape", "size 1 shape", "vacuous 0 none"),
  DecidedCase("68", "let u = try #require(find(1))\n_ = u", "existence 1 shape"),
  DecidedCase("68 value", "let u = try #require(find(1))\n#expect(u.name == \"A\")", "existence 1 shape", "value 3 business"),
  DecidedCase("68 cast", "let u = try #require(find(1) as? Cart)\n_ = u", "type-only 1 shape"),
  DecidedCase("68 yes or no", "try #require(isOpen(1))", "value 2 business"),
  DecidedCase("71", "#expect(throws: ParseError.self) { try parse(1) }", "throws-specific 2 business"),
  DecidedCase("71 value", "#expect(throws: ParseError.eof) { try parse(1) }", "throws-specific 3 business"),
  DecidedCase("71 any", "#expect(throws: (any Error).self) { try parse(1) }", "throws-any 1 shape"),
  DecidedCase("71 never", "#expect(throws: Never.self) { try parse(1) }", "no-throw 1 shape"),
  DecidedCase("72", "await confirmation { c in run { c() } }", "call 1 shape"),
  DecidedCase("72 never", "await confirmation(expectedCount: 0) { c in run { c() } }", "call 2 business"),
  DecidedCase("58", "#expect(total(cart) == total(cart))", "mirrored 0 none"),
  DecidedCase("10", "#expect(find(1) == nil)\n#expect(find(1) != nil)", "existence 2 business", "existence 1 shape"),
  DecidedCase("8 decision", "#expect(cart.isPaid)\n#expect(!accepts(1))", "value 2 business", "value 2 business"),
  DecidedCase("9 words", "#expect(name(1).hasPrefix(\"a\"))\n#expect(names().contains(\"a\"))\n#expect(names().contains { $0 == \"a\" })",
    "value-partial 2 business", "value-partial 2 business", "value-partial 2 business"),
  DecidedCase("exit", "await #expect(processExitsWith: .failure) { stop() }", "throws-any 1 shape"),
]

// swift-format-ignore
private let xctest = [
  DecidedCase("69", "let u = try XCTUnwrap(find(1))\n_ = u", "existence 1 shape"),
  DecidedCase("70", "XCTAssertNoThrow(try f())", "no-throw 1 shape"),
  DecidedCase("70 any", "XCTAssertThrowsError(try f())", "throws-any 1 shape"),
  DecidedCase("70 detail", "XCTAssertThrowsError(try f()) { XCTAssertEqual($0 as? E, .a) }",
    "throws-any 1 shape", "throws-specific 3 business"),
  DecidedCase("equal", "XCTAssertEqual(total(cart), 3, \"why\")\nXCTAssertEqual(list().count, 2)\nXCTAssertEqual(rate(1), 0.19, accuracy: 0.001)",
    "value 3 business", "size 2 shape", "value 3 business"),
  DecidedCase("nil", "XCTAssertNil(find(1))\nXCTAssertNotNil(find(1))\nXCTAssertNotNil(Cart(rawValue: 1))",
    "existence 2 business", "existence 1 shape", "existence 1 shape"),
  DecidedCase("made", "XCTAssertNotNil(Cart(code: 1))", "vacuous 0 none"),
  DecidedCase("true", "XCTAssertTrue(find(1) is Cart)\nXCTAssertTrue(total(cart) > 3)\nXCTAssertTrue(true)",
    "type-only 1 shape", "relational 2 business", "vacuous 0 none"),
  DecidedCase("guard", "guard let u = find(1) else {\n  XCTFail(\"none\")\n  return\n}\nXCTAssertEqual(u.name, \"A\")",
    "existence 1 shape", "value 3 business"),
  DecidedCase("guard value", "guard total(cart) == 3 else { return XCTFail() }", "value 3 business"),
  DecidedCase("if", "if total(cart) != 3 { XCTFail(\"wrong\") }", "value 3 business"),
  DecidedCase("do", "do {\n  try f()\n  XCTFail(\"no error\")\n} catch E.a {\n}", "throws-specific 2 business"),
]

// swift-format-ignore
private let nimble = [
  DecidedCase("to", "expect(total(cart)).to(equal(3))\nexpect(total(cart)).toNot(equal(3))", "value 3 business", "relational 1 business"),
  DecidedCase("operator", "expect(total(cart)) == 3", "value 3 business"),
  DecidedCase("matchers", "expect(list()).to(beEmpty())\nexpect(find(1)).to(beNil())\nexpect(find(1)).toNot(beNil())\nexpect(list()).to(haveCount(2))",
    "size 2 business", "existence 2 business", "existence 1 shape", "size 2 shape"),
  DecidedCase("errors", "expect { try f() }.to(throwError())\nexpect { try f() }.to(throwError(E.a))", "throws-any 1 shape", "throws-specific 3 business"),
]

// swift-format-ignore
private let reach = [
  DecidedCase("40", "for r in list() { #expect(r.total == 1) }", "value 1 business"),
  DecidedCase("40 literal", "for n in [1, 2] { #expect(total(n) == 1) }\nfor n in 0..<3 { #expect(total(n) == 1) }", "value 3 business", "value 3 business"),
  DecidedCase("41", "if cart.isOpen { #expect(total(cart) == 1) }", "value 1 business"),
  DecidedCase("46", "load { r in XCTAssertEqual(r.total, 1) }", "value 1 business"),
  DecidedCase("46 fulfilled", "load { r in\n  XCTAssertEqual(r.total, 1)\n  done.fulfill()\n}", "value 3 business"),
  DecidedCase("known", "withKnownIssue { #expect(total(cart) == 1) }", "value 0 business"),
]

@Suite struct `Swift suites` {
  @Test func `tests have the titles of their types, and traits switch them off`() {
    let file = SwiftLabels.analyse(
      """
      import Testing
      @Suite(.disabled("later")) struct Outer {
        @Suite struct Inner { @Test func `adds two`() { #expect(a() == 2) } }
      }
      @Test("shown", .disabled()) func off() {}
      @Test(.disabled(if: isSlow), arguments: [1, 2, 3]) func row(n: Int) { #expect(f(n) == n) }
      func helper() {}
      """)
    #expect(
      file.tests.map { "\($0.name) \($0.isDisabled) \($0.isTable)" } == [
        "Outer > Inner > adds two true false", "off true false", "row false true",
      ])
    #expect(file.frameworks == ["Swift Testing"])
  }

  @Test func `methods of test cases are tests, whatever extends them`() {
    let file = SwiftLabels.analyse(
      """
      import XCTest
      final class CartTests: XCTestCase {
        func testTotal() { XCTAssertEqual(total(), 3) }
        func testHelper(_ a: Int) {}
        private func testPrivate() {}
        func check() {}
      }
      extension CartTests { func testMore() async throws { try XCTSkipIf(true) } }
      class Other { func testNothing() {} }
      """)
    #expect(file.tests.map(\.name) == ["CartTests > testTotal", "CartTests > testMore"])
  }

  @Test func `helpers are followed over files of the same target, also when overloaded`() {
    let sources = [
      ("Tests/ATests/A.swift", "import Testing\n@Test func a() { assertTotal(cart(), 3) }\n"),
      (
        "Tests/ATests/Help.swift",
        "import Testing\nfunc assertTotal(_ c: Cart, _ n: Int) { #expect(c.total == n) }\n"
          + "func assertTotal(_ c: Cart, _ n: Int, _ m: Int) { #expect(c is Cart) }\n"
      ),
      ("Tests/BTests/B.swift", "import Testing\n@Test func b() { assertTotal(cart(), 3) }\n"),
    ]
    let files = SuiteAnalysis.classify(
      sources.map { path, source in
        SuiteAnalysis.outline(
          path: path, tree: SyntaxTree.parse(Array(source.utf8), by: .swift), rules: .swift)
      })
    #expect(files[0].tests[0].assertions.map(\.classified) == [.value])
    #expect(files[2].tests[0].assertions.map(\.classified) == [.unknown])
  }

  @Test func `Quick's tests have the titles around them`() {
    let file = SwiftLabels.analyse(
      """
      import Nimble
      import Quick
      class CartSpec: QuickSpec {
        override class func spec() {
          describe("a cart") {
            context("when empty") { it("costs nothing") { expect(total()).to(equal(0)) } }
            xit("is later") { }
          }
        }
      }
      """, path: "Tests/ATests/CartSpec.swift")
    #expect(
      file.tests.map { "\($0.name) \($0.kind.rawValue) \($0.isDisabled)" } == [
        "a cart > when empty > costs nothing business false", "a cart > is later none true",
      ])
  }
}
