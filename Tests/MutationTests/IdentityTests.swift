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
    let once = ids(total)
    let twice = ids(total + "\n\n" + total)
    #expect(twice == twice.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    #expect(Array(twice.prefix(once.count)) == once)
    #expect(twice.count == 2 * once.count)
  }

  @Test func `the path and the function belong to the identity`() {
    let here = ids("def f(a):\n  return g(a + 1)\n")
    #expect(Set(here).isDisjoint(with: ids("def f(a):\n  return g(a + 1)\n", path: "b.py")))
    #expect(Set(here).isDisjoint(with: ids("def h(a):\n  return g(a + 1)\n")))
  }

  @Test func `identifiers are the same on every machine and in every version`() {
    #expect(
      ids("def f(a):\n  return a + 1\n") == [
        "4ce2f4a293114504", "7559d0cb443b5f55", "29b611508d37e178", "830a115d5120ad7a",
      ])
  }
}
