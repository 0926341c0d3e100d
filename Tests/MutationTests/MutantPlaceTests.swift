import Mutation
import Testing
import Text

struct MutantPlaceTests {
  @Test func `a mutant knows its function, lines, columns and bytes`() throws {
    let source = "class Cart:\n  def total(self):\n    return self.a < 3\n"
    let found = Workbench("py").discover(source).mutants.filter { $0.operatorID == "boundary" }
    let mutant = try #require(found.first)
    #expect(found.count == 1)
    #expect(mutant.function == "Cart.total")
    #expect(mutant.original == "<")
    #expect(mutant.replacement == "<=")
    #expect(mutant.start == LinePosition(line: 3, column: 19))
    #expect(mutant.end == LinePosition(line: 3, column: 20))
    #expect(mutant.edit.range == ByteRange(49, 50))
    #expect(mutant.functionRange == ByteRange(14, 52))
  }

  @Test func `functions are named by what they are assigned to`() {
    let source = """
      const api = { create: async (a) => { if (a > 1) f(); } };
      const total = function () { return a > 2; };
      class Cart { static of(a) { return a > 3; } }
      """
    let found = Workbench("js").discover(source).mutants.filter { $0.operatorID == "boundary" }
    #expect(found.map(\.function) == ["create", "total", "Cart.of"])
  }

  @Test(arguments: [
    ("def invoice_total(a):\n  return a < 1\n", RiskArea.money),
    ("def f(a):\n  return a.permission < 1\n", .auth),
    ("def f(a):\n  return a.tenant_id < 1\n", .tenancy),
    ("def retry_job(a):\n  return a < 1\n", .operations),
    ("def validate(a):\n  return a < 1\n", .validation),
    ("def f(a):\n  return a.deleted < 1\n", .data),
  ])
  func `names tell the risk area`(source: String, area: RiskArea) {
    let found = Workbench("py").discover(source).mutants.filter { $0.operatorID == "boundary" }
    #expect(found.map(\.riskArea) == [area])
  }

  @Test func `the path tells the risk area of what has no names`() {
    let bench = Workbench("py")
    let source = "def f(a):\n  return a < 1\n"
    #expect(bench.discover(source, path: "app/billing.py").mutants.last?.riskArea == .money)
    #expect(bench.discover(source, path: "app/shapes.py").mutants.last?.riskArea == nil)
  }

  @Test func `loop conditions and steps may hang, other places may not`() {
    let source = """
      def f(a):
        while a > 1:
          a -= 1
        for b in a:
          c += 1
      """
    let hanging = Workbench("py").discover(source).mutants.filter(\.mayHang)
    #expect(
      hanging.map { "\($0.operatorID) \($0.start.line)" } == [
        "comparison 2", "constant 2", "constant 2", "remove-assignment 3", "arithmetic 3",
        "constant 3", "constant 3",
      ])
  }
}
