import Go
import JavaScript
import Python
import Rust
import Suites
import SwiftLanguage
import Syntax
import Testing
import Trials

/// One small test file and the `class side` of each assertion in it.
struct SpecifiedCase: Sendable, CustomTestStringConvertible {
  var path: String
  var source: String
  var expected: [String]
  var testDescription: String { path + ": " + expected.joined(separator: ", ") }

  static func python(_ source: String, _ expected: String...) -> SpecifiedCase {
    SpecifiedCase(
      path: "tests/test_a.py",
      source: "import copy, os, pytest\nfrom unittest.mock import Mock\nfrom shop import *\n"
        + source
        + "\n", expected: expected)
  }

  static func javaScript(_ source: String, _ expected: String...) -> SpecifiedCase {
    SpecifiedCase(path: "tests/a.test.js", source: source + "\n", expected: expected)
  }

  static func go(_ body: String, before: String = "", _ expected: String...) -> SpecifiedCase {
    SpecifiedCase(
      path: "a_test.go",
      source: """
        package a
        import (
        "errors"
        "math"
        "testing"
        "github.com/stretchr/testify/assert"
        )
        \(before)
        func TestIt(t *testing.T) {
        \(body)
        }

        """, expected: expected)
  }

  static func rust(_ body: String, before: String = "", _ expected: String...) -> SpecifiedCase {
    SpecifiedCase(
      path: "tests/a.rs",
      source: "use shop::*;\n\(before)\n#[test]\nfn it() {\n\(body)\n}\n", expected: expected)
  }

  static func swift(_ body: String, before: String = "", _ expected: String...) -> SpecifiedCase {
    SpecifiedCase(
      path: "Tests/ATests/ATests.swift",
      source: """
        import XCTest
        @testable import Shop
        \(before)
        final class ATests: XCTestCase {
          func testIt() throws {
            \(body)
          }
        }

        """, expected: expected)
  }

  func labels() throws -> [String] {
    let ending = String(path.split(separator: ".").last ?? "")
    let languages: [Language] = [.python, .javaScript, .go, .rust, .swift]
    for language in languages {
      guard let grammar = language.grammars[ending] else { continue }
      let tree = SyntaxTree.parse(Array(source.utf8), by: grammar)
      let file = SuiteAnalysis.classify([
        SuiteAnalysis.outline(path: path, tree: tree, rules: language.suites)
      ])[0]
      return file.tests.flatMap(\.assertions).map {
        "\($0.classified.rawValue) \($0.side.rawValue)"
      }
    }
    return []
  }
}

@Suite struct `Cases of the specification` {
  @Test(
    arguments: SpecifiedCase.helpers + SpecifiedCase.spies + SpecifiedCase.mirrors
      + SpecifiedCase.parts + SpecifiedCase.routes)
  func `helpers, spies and mirrors are read as specified`(_ given: SpecifiedCase) throws {
    #expect(try given.labels() == given.expected)
  }

  @Test(arguments: SpecifiedCase.vacuous + SpecifiedCase.facets + SpecifiedCase.errors)
  func `empty assertions, facets and errors are read as specified`(_ given: SpecifiedCase) throws {
    #expect(try given.labels() == given.expected)
  }
}

extension SpecifiedCase {
  static let helpers: [SpecifiedCase] = [
    python(
      """
      def assert_money(m, v):
          assert m.currency == "EUR"
          assert m.value > v
      def test_it():
          assert_money(total(), 5)
      """, "value business", "relational business"),
    go(
      "requireGolden(t, render())\ncheckLeaks(t)", "unknown ambiguous", "unknown ambiguous"),
    go(
      "if must(parse(\"a\")) != 3 { t.Fail() }",
      before: "func must(v int, err error) int { if err != nil { panic(err) }\nreturn v }",
      "value business"),
    swift("verifyLayout(of: 5)\nAuditKit.checkAll(3)", "unknown ambiguous", "unknown ambiguous"),
    javaScript(
      """
      class Page { constructor(p) { this.p = p; } async expectTotal(t) { expect(this.p.total()).toBe(t); } }
      test('x', async () => { const page = new Page(open()); await page.expectTotal('9'); });
      """, "value business"),
  ]

  static let spies: [SpecifiedCase] = [
    swift(
      """
      let api = Spy()
      run(api)
      XCTAssertEqual(api.count, 2)
      XCTAssertEqual(api.sent.count, 1)
      XCTAssertEqual(api.sent.first?.name, "a")
      XCTAssertTrue(api.removed.isEmpty)
      XCTAssertTrue(api.saveCalled)
      """,
      before: """
        final class Spy: API {
          var count = 0
          var sent: [Job] = []
          var removed: [String] = []
          func send(_ job: Job) { count += 1; sent.append(job) }
          func remove(_ name: String) { removed.append(name) }
        }
        """, "call shape", "call shape", "call-args business", "call business", "call shape"),
    rust(
      """
      let calls = Arc::new(AtomicUsize::new(0));
      let counter = calls.clone();
      serve(move || { counter.fetch_add(1, Ordering::SeqCst); });
      assert_eq!(calls.load(Ordering::SeqCst), 2);
      """, "call shape"),
    go(
      "calls := 0\nrun(func() { calls++ })\nif calls != 0 { t.Fail() }", "call business"),
    rust(
      """
      let mut gateway = MockGateway::new();
      gateway.expect_charge().with(eq(5)).times(1).returning(|_| Ok(1));
      gateway.expect_ping().returning(|| true);
      gateway.expect_drop().never();
      """, "call-args business", "call business"),
    python(
      """
      class Outbox:
          def __init__(self):
              self.sent = []
          def send(self, mail):
              self.sent.append(mail)
      def test_it():
          box = Outbox()
          notify(box)
          assert len(box.sent) == 1
          assert box.sent[0].to == "a@b.c"
      """, "call shape", "call-args business"),
  ]

  static let parts: [SpecifiedCase] = [
    python(
      "def test_it(order):\n    assert order.gross == order.net + order.tax",
      "relational business"),
    python("def test_it(order):\n    assert order.name == \"a\"", "value business"),
    swift(
      """
      let store = Stub()
      XCTAssertEqual(store.find(1), "a")
      """,
      before: """
        final class Stub: Store {
          func find(_ id: Int) -> String { "a" }
        }
        """, "vacuous none"),
    go(
      "atomic.AddInt32(&total, 1)\nvar calls int32\nserve(func() { atomic.AddInt32(&calls, 1) })\n"
        + "if atomic.LoadInt32(&calls) != 2 { t.Fail() }", "call shape"),
    rust("std::fs::write(\"a\", \"b\").unwrap();\nimport(\"a\").unwrap();", "no-throw shape"),
  ]

  static let routes: [SpecifiedCase] = [
    go(
      """
      }
      func TestAllowed(t *testing.T) {
        rec := httptest.NewRecorder()
        handler.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/a", nil))
        if rec.Code != http.StatusOK { t.Fail() }
      }
      func TestDenied(t *testing.T) {
        rec := httptest.NewRecorder()
        req := httptest.NewRequest(http.MethodGet, "/a?x=1", nil)
        handler.ServeHTTP(rec, req)
        if rec.Code != http.StatusForbidden { t.Fail() }
      }
      func TestOther(t *testing.T) {
        rec := httptest.NewRecorder()
        handler.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "/a", nil))
        if rec.Code != http.StatusCreated { t.Fail() }
      """, "status-only business", "status-only business", "status-only shape")
  ]

  static let mirrors: [SpecifiedCase] = [
    go(
      "out := Export(rows)\nassert.Equal(t, JoinLines(rows), out)", "mirrored none"),
    swift(
      "XCTAssertEqual(order.summary, Formatter().summary(of: order))",
      before: "let order = Order(5)", "mirrored none"),
    swift("XCTAssertEqual(delay(3), .seconds(5))", "value business"),
    python("def test_it():\n    assert tax(100) == 100 * RATES.standard", "mirrored none"),
    python(
      """
      def test_it(job):
          before = copy.deepcopy(job.mapping)
          run(job)
          assert job.mapping == before
      """, "relational business"),
    python(
      """
      def test_it(job):
          before = job.mapping
          run(job)
          assert job.mapping == before
      """, "mirrored none"),
    go(
      "before := seats()\nbook()\nassert.Equal(t, before-5, seats())", "value business"),
    rust("assert_eq!(import(Cursor::new(export(&rows()))), Ok(rows()));", "relational business"),
    rust("assert_eq!(Sheet::new(\"a\").cells, Sheet::new(\"b\").cells);", "relational business"),
  ]

  static let vacuous: [SpecifiedCase] = [
    python("def test_it():\n    r = build()\n    assert r.total == r.total", "vacuous none"),
    python(
      "def test_it():\n    t = build()\n    assert t is None or t is not None", "vacuous none"),
    python(
      """
      def test_it():
          data = {"name": "a"}
          assert data["name"] == "a"
          assert len(data) == 1
      """, "vacuous none", "vacuous none"),
    python(
      """
      def test_it():
          gateway = Mock()
          gateway.balance.return_value = 5
          assert gateway.balance() == 5
      """, "vacuous none"),
    swift(
      "XCTAssertNotNil(Service(3))\nXCTAssertNotNil(URL(string: f()))", "vacuous none",
      "existence shape"),
    javaScript(
      "let m; beforeEach(() => { m = new M(); }); test('x', () => { expect(m).toBeTruthy(); });",
      "vacuous none"),
    go("want := Sub{ID: \"x\"}\nassert.Equal(t, \"x\", want.ID)", "vacuous none"),
  ]

  static let facets: [SpecifiedCase] = [
    rust(
      "assert!(json().is_array());\nassert!(list().is_sorted());", "type-only shape",
      "relational business"),
    rust("assert_eq!(run().status.code(), Some(1));", "status-only shape"),
    rust(
      "cmd().assert().code(2).stderr(contains(\"x\"));", "status-only shape",
      "value-partial business"),
    rust("assert_eq!(list(), Ok(vec![]));", "size business"),
    rust(
      "let [one] = due() else { panic!() };\nassert_eq!(one.name, \"a\");", "size shape",
      "value business"),
    go("if math.Abs(rate()-1.5) > 0.01 { t.Fail() }", "value business"),
    go("if !due().After(start()) { t.Fail() }", "relational business"),
    swift("XCTAssertNotNil(body()[\"next\"] as? String)", "type-only shape"),
    swift("XCTAssertTrue(canRetry(3))", "value business"),
    python(
      "def test_it(cache):\n    assert \"a\" in cache\n    assert cache[\"a\"] == 1",
      "value-partial business", "value business"),
    python("def test_it(r):\n    assert set(r.json()) == {\"id\", \"name\"}", "shape shape"),
    python(
      """
      def test_it(tmp_path, request):
          golden = tmp_path / "a.txt"
          if request.config.getoption("--update"):
              golden.write_text(render())
          assert render() == golden.read_text()
      """, "snapshot ambiguous"),
  ]

  static let errors: [SpecifiedCase] = [
    rust(
      "if let Err(error) = f() { assert_eq!(error.to_string(), \"x\"); }",
      "throws-specific business"),
    rust(
      "match f() { Err(e) => assert_eq!(e.code, 3), Ok(_) => panic!() }",
      "throws-specific business", "throws-any shape"),
    rust("if f() != Err(E::Locked) { panic!(); }", "throws-specific business"),
    go(
      "var e *PathError\nassert.ErrorAs(t, f(), &e)\nassert.Equal(t, \"x\", e.Path)",
      "throws-specific business", "throws-specific business"),
    swift("if case .success = f() { XCTFail() }", "throws-any shape"),
    javaScript(
      "test('x', async () => { const e = await f().catch((e) => e); expect(e.code).toBe('E'); });",
      "throws-specific business"),
  ]
}
