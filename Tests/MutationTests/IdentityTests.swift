import Mutation
import Testing

struct IdentityTests {
  private func ids(_ source: String, path: String = "a.py") -> [String] {
    Workbench("py").discover(source, path: path).mutants.map(\.id)
  }

  private let total = """
    def total(items):
      result = 0
      for item in items:
        if item.price > 10 and item.open:
          result += item.price * item.count
      return result
    """

  @Test func `identifiers survive edits elsewhere in the file`() {
    let before = ids(total)
    #expect(before.count > 8)
    let moved = ids("# A comment.\n\ndef other(a):\n  g(a)\n\n" + total + "\n\nx = f(3)\n")
    #expect(Set(before).isSubset(of: moved))
  }

  @Test func `identifiers survive another layout of the same tokens`() {
    #expect(ids("x = f(a<b, 3)\n") == ids("x  =  f( a < b,3 )  # why\n"))
  }

  @Test func `identifiers are unique in a file`() {
    let found = ids(total + "\n\n" + total)
    #expect(Set(found).count == found.count)
  }

  @Test func `the path and the function belong to the identity`() {
    let here = ids("def f(a):\n  return g(a + 1)\n")
    #expect(Set(here).isDisjoint(with: ids("def f(a):\n  return g(a + 1)\n", path: "b.py")))
    #expect(Set(here).isDisjoint(with: ids("def h(a):\n  return g(a + 1)\n")))
  }

  @Test func `two discoveries of one file are equal`() {
    #expect(ids(total) == ids(total))
  }
}
