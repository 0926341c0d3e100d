import Mutation
import Testing

@Suite struct FileBodiesTests {
  private static let source = """
    import os

    LIMIT = 3


    def price(value, rate=2):
        "What it costs."
        return value * rate


    class Cart:
        size = 1

        @property
        def total(self):
            def each(item):
                return item
            return sum(each(one) for one in self.items)

        def total(self):
            return 0


    def test_price():
        assert price(1) == 2

    """

  private func bodies(_ source: String) -> FileBodies {
    let bench = Workbench("py")
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let tests = lines.indices.filter { lines[$0].hasPrefix("def test_") }.map { $0 + 1 }
    return FileBodies(of: bench.tree(source), rules: bench.rules, testLines: Set(tests))
  }

  private func edited(_ old: String, _ new: String) -> FileBodies {
    let source = FileBodiesTests.source.replacing(old, with: new)
    #expect(source != FileBodiesTests.source)
    return bodies(source)
  }

  private func changed(_ other: FileBodies) -> [String] {
    let before = bodies(FileBodiesTests.source).functions
    return zip(before, other.functions).filter { $0.hash != $1.hash }.map(\.0.name)
  }

  @Test func `a file consists of its frame and of the functions that lie in no other`() {
    let functions = bodies(FileBodiesTests.source).functions
    #expect(functions.map(\.name) == ["price", "Cart.total", "Cart.total#1", "test_price"])
    #expect(functions.map(\.lines) == [6...8, 14...18, 20...21, 24...25])
  }

  @Test(arguments: [
    ("value * rate", "value + rate", "price"), ("return item", "return item + 1", "Cart.total"),
    ("return 0", "return 1", "Cart.total#1"), ("price(1) == 2", "price(2) == 4", "test_price"),
    ("return value", "rate += 1\n    return value", "price"),
  ])
  func `an edit inside a function changes its body alone`(
    old: String, new: String, name: String
  ) {
    let other = edited(old, new)
    #expect(other.frame == bodies(FileBodiesTests.source).frame)
    #expect(changed(other) == [name])
  }

  @Test(arguments: [
    ("import os", "import os.path"), ("LIMIT = 3", "LIMIT = 4"), ("rate=2", "rate=3"),
    ("What it costs.", "What it cost."), ("size = 1", "size = 2"), ("@property", "@cached"),
    ("def price(", "def cost("), ("class Cart:", "class Cart(dict):"),
    ("LIMIT = 3\n", "LIMIT = 3\n\n\ndef more():\n    return 1\n"),
    ("import os", "# coding: latin-1\nimport os"),
  ])
  func `what runs when a file is loaded is its frame`(old: String, new: String) {
    #expect(edited(old, new).frame != bodies(FileBodiesTests.source).frame)
  }

  @Test(arguments: [
    ("LIMIT = 3\n", "LIMIT = 3  # many\n"), ("return 0", "return  0  # none"),
    ("\n\n\nclass", "\n\nclass"),
  ])
  func `comments and blanks change neither`(old: String, new: String) {
    let (before, after) = (bodies(FileBodiesTests.source), edited(old, new))
    #expect(after.frame == before.frame)
    #expect(after.functions.map(\.hash) == before.functions.map(\.hash))
  }

  @Test func `a test may come and go without the rest of its file`() {
    let before = bodies(FileBodiesTests.source)
    let more = FileBodiesTests.source + "\n\ndef test_more():\n    assert price(2) == 4\n"
    let after = bodies(more)
    #expect(after.frame == before.frame)
    #expect(after.functions.dropLast() == before.functions[...])
    #expect(edited("test_price", "test_cost").frame == before.frame)
  }

  @Test(arguments: [
    "\n\n@pytest.fixture\ndef test_more():\n    return 1\n",
    "\n\ndef test_price():\n    assert price(2) == 4\n",
  ])
  func `a test with a decorator or with a name of another counts as the others do`(added: String) {
    #expect(
      bodies(FileBodiesTests.source + added).frame != bodies(FileBodiesTests.source).frame)
  }

  @Test func `a file that cannot be read whole is all frame`() {
    let damaged = bodies("def f():\n    return $$$ ?? 1\n")
    #expect(damaged.functions == [])
  }
}
