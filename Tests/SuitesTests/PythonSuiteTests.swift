import Suites
import Syntax
import Testing
import Text

@Suite struct `Python suites` {
  @Test(arguments: PythonLabels.names)
  func `every labelled assertion is found and no other`(_ name: String) throws {
    let source = try PythonLabels.source(name)
    let file = PythonLabels.analyse(source, path: name)
    #expect(file.unreadBytes == 0)
    let found = PythonLabels.labels(file)
    let marks = PythonLabels.marks(source)
    #expect(found.filter { !marks.contains($0) } == [], "unexpected")
    #expect(marks.filter { !found.contains($0) } == [], "missing")
    #expect(found.count == marks.count)
  }

  @Test func `titles name classes and methods, outermost first`() {
    let file = PythonLabels.analyse(
      """
      import unittest
      class TestCart:
          class TestTotal:
              def test_empty(self): assert f() == 1
          def helper(self): pass
      class CartTests(unittest.TestCase):
          def test_add(self): self.assertEqual(f(), 1)
      class Cart:
          def test_drive(self): assert f() == 1
      def test_alone(): assert f() == 1
      """)
    #expect(
      file.tests.map(\.name) == [
        "TestCart > TestTotal > test_empty", "CartTests > test_add", "test_alone",
      ])
    #expect(file.tests[0].id == "test_a.py::TestCart > TestTotal > test_empty")
    #expect(file.frameworks == ["unittest"])
  }

  @Test func `a repeated name gets a number in its identity`() {
    let file = PythonLabels.analyse(
      "def test_a(): assert f() == 1\ndef test_a(): assert f() == 2\n")
    #expect(file.tests.map(\.id) == ["test_a.py::test_a", "test_a.py::test_a #2"])
  }

  @Test func `skip marks of functions, classes and modules disable`() {
    let file = PythonLabels.analyse(
      """
      import pytest, unittest
      @pytest.mark.skip(reason="slow")
      def test_a(): assert f() == 1
      @unittest.skip("later")
      class TestB:
          def test_b(self): assert f() == 1
      @pytest.mark.skipif(True, reason="x")
      def test_c(): assert f() == 1
      @pytest.mark.skipif(sys.platform == "win32", reason="x")
      def test_d(): assert f() == 1
      """)
    #expect(file.tests.map(\.isDisabled) == [true, true, true, false])
    let whole = PythonLabels.analyse(
      "import pytest\npytestmark = [pytest.mark.skip]\ndef test_a(): assert f() == 1\n")
    #expect(whole.tests.map(\.isDisabled) == [true])
  }

  @Test func `the kind of a test is the side of its strongest assertion`() {
    let file = PythonLabels.analyse(
      """
      from shop import total
      def test_business(): assert total() == 42
      def test_shape(): assert isinstance(total(), int)
      def test_vacuous(): assert True
      def test_none(): total()
      def test_ambiguous(snapshot): assert total() == snapshot
      def test_capped():
          if total(): assert total() == 3
      """)
    #expect(
      file.tests.map(\.kind) == [.business, .shape, .vacuous, .none, .ambiguous, .business])
    #expect(file.tests[3].flags == [.noAssertion])
    #expect(file.tests[5].flags == [.capped])
  }

  @Test func `a reason names the subject and the expected value`() {
    let file = PythonLabels.analyse(
      """
      from shop import total
      def test_a():
          assert total() == 42
          assert type(total()) == int
      """)
    #expect(
      file.tests[0].assertions.map(\.because) == [
        "compares the result of total() with 42",
        "compares the type of total(), not its value",
      ])
  }

  @Test func `subjects are the production functions that an assertion looks at`() {
    let file = PythonLabels.analyse(
      """
      import pytest
      from shop.cart import total
      import shop.tax
      def test_a():
          cart = total(shop.tax.rate(3))
          assert cart.lines() == 3
          pytest.raises(KeyError, total, 1)
          with pytest.raises(KeyError):
              shop.tax.rate(None)
          assert len("abc".upper()) == 3
      """)
    #expect(
      file.tests[0].assertions.map(\.subjects) == [
        ["lines", "shop.cart.total", "shop.tax.rate"], ["shop.cart.total"], ["shop.tax.rate"], [],
      ])
  }

  @Test func `two codes of one route are a decision`() {
    let file = PythonLabels.analyse(
      """
      def test_denied(client):
          response = client.get("/orders")
          assert response.status_code == 401
      def test_allowed(client, token):
          response = client.get("/orders", headers=token)
          assert response.status_code == 200
      def test_other(client):
          assert client.get("/health").status_code == 200
      """)
    let all = file.tests.flatMap(\.assertions)
    #expect(all.map(\.side) == [.business, .business, .shape])
    #expect(all.map(\.rule) == ["R12", "R12", "R9"])
    #expect(all[0].flags == [.decision])
  }

  @Test func `weak assertions beside a strong one on the same subject support it`() {
    let file = PythonLabels.analyse(
      """
      from shop import find
      def test_a():
          user = find(1)
          assert user is not None
          assert user.name == "Ada"
      """)
    #expect(file.tests[0].assertions.map(\.flags) == [[.supporting], []])
  }

  @Test func `a table whose expected column never changes is flagged and capped`() {
    let file = PythonLabels.analyse(
      """
      import pytest
      from shop import valid
      @pytest.mark.parametrize("text, expected", [("a", True), ("b", True), ("c", True)])
      def test_a(text, expected):
          assert valid(text) == expected
      @pytest.mark.parametrize("text, expected", [("a", True), ("b", False), ("c", True)])
      def test_b(text, expected):
          assert valid(text) == expected
      """)
    #expect(file.tests.map(\.isTable) == [true, true])
    #expect(file.tests[0].assertions[0].flags == [.table, .constantExpected])
    #expect(file.tests[0].assertions[0].tier == 2)
    #expect(file.tests[1].assertions[0].flags == [.table])
    #expect(file.tests[1].assertions[0].tier == 3)
  }

  @Test func `helpers are followed across files through imports`() {
    let helpers = PythonLabels.outline(
      "def check_cart(cart, n):\n    assert cart.total == n\n", path: "tests/helpers.py")
    let test = PythonLabels.outline(
      """
      from tests.helpers import check_cart
      from . import helpers
      from shop import find
      def test_a():
          check_cart(find(1), 42)
          helpers.check_cart(find(2), 42)
      """, path: "tests/test_cart.py")
    let files = SuiteAnalysis.classify([helpers, test])
    let found = files[1].tests[0].assertions
    #expect(found.map(\.classified) == [.value, .value])
    #expect(found.map(\.helper) == ["check_cart", "check_cart"])
    #expect(
      found[0].because
        == "compares the result of cart.total with n (in check_cart)"
        || found[0].because.hasSuffix("(in check_cart)"))
    #expect(files[0].assertions.map(\.classified) == [.value])
  }

  @Test func `test files are told by name, by settings and by what they hold`() {
    func isTest(_ path: String, _ source: String = "", _ patterns: [String] = []) -> Bool {
      SuiteAnalysis.isTestFile(
        path: path, tree: SyntaxTree.parse(Array(source.utf8), by: .python), rules: .python,
        settings: TestNames(files: patterns))
    }
    #expect(isTest("a/test_x.py"))
    #expect(isTest("a/x_test.py"))
    #expect(!isTest("a/x.py"))
    #expect(!isTest("conftest.py"))
    #expect(isTest("a/check_x.py", "", ["check_*.py"]))
    #expect(!isTest("a/test_x.py", "", ["check_*.py"]))
    let unittest = "import unittest\nclass A(unittest.TestCase):\n  def test_a(self): pass\n"
    #expect(isTest("a/checks.py", unittest))
    #expect(isTest("shop/tests.py", unittest))
    #expect(!isTest("src/filters/tests.py", "def test_odd(value):\n  return value % 2 == 1\n"))
    #expect(SuiteAnalysis.isSupportFile(path: "tests/conftest.py", rules: .python))
    #expect(SuiteAnalysis.isSupportFile(path: "tests/factories.py", rules: .python))
    #expect(!SuiteAnalysis.isSupportFile(path: "shop/cart.py", rules: .python))
  }

  @Test func `classes and functions are collected as the settings name them`() {
    let source = """
      class test_Cart:
          def test_total(self):
              assert total([1]) == 1
      class Helper:
          def test_nothing(self):
              assert total([1]) == 1
      def check_total():
          assert total([1]) == 1
      """
    let settings = TestNames(types: ["test_*"], functions: ["check", "test"])
    let tree = SyntaxTree.parse(Array(source.utf8), by: .python)
    func names(_ settings: TestNames) -> [String] {
      SuiteAnalysis.classify([
        SuiteAnalysis.outline(
          path: "tests/test_cart.py", tree: tree, rules: .python, settings: settings)
      ])[0].tests.map(\.name)
    }
    #expect(names(settings) == ["test_Cart > test_total", "check_total"])
    #expect(names(TestNames()) == [])
  }

  @Test func `a file that is not named like tests counts only its test cases`() {
    let source = """
      import unittest
      class Result(unittest.TestResult):
          def test_index(self):
              return 1
      class Real(unittest.TestCase):
          def test_total(self):
              self.assertEqual(total([1]), 1)
      """
    let tree = SyntaxTree.parse(Array(source.utf8), by: .python)
    let files = SuiteAnalysis.classify([
      SuiteAnalysis.outline(path: "shop/runner.py", tree: tree, rules: .python)
    ])
    #expect(files[0].tests.map(\.name) == ["Real > test_total"])
  }

  @Test func `a fixture named like an assertion that is called is no proof of nothing`() {
    let source = """
      def test_rows(assert_rows):
          assert_rows(select(User), ())
      """
    let tree = SyntaxTree.parse(Array(source.utf8), by: .python)
    let files = SuiteAnalysis.classify([
      SuiteAnalysis.outline(path: "tests/test_cart.py", tree: tree, rules: .python)
    ])
    #expect(files[0].tests.map(\.kind) == [.ambiguous])
  }

  @Test func `an optional import is an import`() {
    let source = """
      import pytest
      np = pytest.importorskip("numpy")
      def test_total():
          np.testing.assert_equal(total([1]), [1])
      """
    let tree = SyntaxTree.parse(Array(source.utf8), by: .python)
    let files = SuiteAnalysis.classify([
      SuiteAnalysis.outline(path: "tests/test_cart.py", tree: tree, rules: .python)
    ])
    #expect(files[0].tests[0].assertions.map(\.classified) == [.value])
  }

  @Test(arguments: 0..<40)
  func `damage never crashes the reading of a suite`(_ seed: Int) throws {
    for name in PythonLabels.names {
      var bytes = Array(try PythonLabels.source(name).utf8)
      var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1
      for _ in 0..<8 where !bytes.isEmpty {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let at = Int((state >> 33) % UInt64(bytes.count))
        if state & 1 == 0 {
          bytes.remove(at: at)
        } else {
          bytes[at] = UInt8(32 + (state >> 40) % 90)
        }
      }
      let outline = SuiteAnalysis.outline(
        path: name, tree: SyntaxTree.parse(bytes, by: .python), rules: .python)
      let file = SuiteAnalysis.classify([outline])[0]
      for test in file.tests {
        for assertion in test.assertions { #expect(assertion.range.end <= UInt32(bytes.count)) }
      }
    }
  }
}
