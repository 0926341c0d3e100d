import Foundation
import Testing
import Text
import Tool

/// A kept answer is what a fresh scan would say, whatever changed.
@Suite struct ScanCacheTests {
  static let project = [
    ".gitignore": "build/\n",
    "tocsin.toml": "# nothing is set\n",
    "pyproject.toml": "[tool.pytest.ini_options]\npython_files = [\"test_*.py\"]\n",
    "cart.py": "def total(prices):\n    return sum(prices)\n",
    "tests/helpers.py": "def check_total(found, wanted):\n    assert found == wanted\n",
    "tests/test_cart.py": """
    from cart import total
    from tests.helpers import check_total

    def test_total():
        check_total(total([1, 2]), 3)

    def test_kind():
        assert isinstance(total([]), int)
    """,
    "tests/spec_cart.py": "from cart import total\n\ndef test_spec():\n    assert total([]) == 0\n",
  ]

  let tree: TemporaryTree
  let home: TemporaryTree

  init() throws {
    tree = try TemporaryTree(Self.project)
    home = try TemporaryTree(["cache/readme": ""])
  }

  func scan(
    _ arguments: String..., cache: String? = nil, fresh: Bool = false
  ) throws -> ScanAnswer {
    var options = Options()
    let all = ["scan", tree.root, "--format", "json"] + arguments
    try options.read(all + (fresh ? ["--no-cache"] : []))
    return try ScanAnswer.of(
      options, arguments: all, environment: ["XDG_CACHE_HOME": cache ?? home.root + "/cache"])
  }

  func entries() -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: home.root + "/cache/tocsin")
    return (names ?? []).map { home.root + "/cache/tocsin/" + $0 }
  }

  @Test func `a second scan gives the kept answer, and no-cache neither gives nor keeps one`()
    throws
  {
    #expect(try !scan(fresh: true).isKept)
    #expect(entries().isEmpty)
    let first = try scan()
    let second = try scan()
    #expect(!first.isKept && second.isKept)
    #expect(first.output == second.output && second.code == .passed)
    #expect(try !scan(fresh: true).isKept)
  }

  struct Edit: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var path: String
    /// The new text; nil removes the file.
    var text: String?
    var target: String?

    init(_ what: String, _ path: String, _ text: String?, to target: String? = nil) {
      testDescription = what
      self.path = path
      self.text = text
      self.target = target
    }
  }

  static let edits = [
    Edit(
      "test file", "tests/test_cart.py", "def test_total():\n    assert len('a') == 1\n"),
    Edit("helper", "tests/helpers.py", "def check_total(found, wanted):\n    assert found\n"),
    Edit("production file", "cart.py", "import pytest\n\ndef test_inside():\n    assert 1\n"),
    Edit("ignore file", ".gitignore", "tests/test_cart.py\n"),
    Edit(
      "names of test files", "pyproject.toml",
      "[tool.pytest.ini_options]\npython_files = [\"spec_*.py\"]\n"),
    Edit("added file", "tests/test_more.py", "def test_more():\n    assert 1 + 1 == 2\n"),
    Edit("removed file", "tests/test_cart.py", nil),
    Edit("renamed file", "tests/test_cart.py", nil, to: "tests/test_basket.py"),
    Edit("folder of a virtual environment", "tests/pyvenv.cfg", ""),
  ]

  @Test(arguments: edits) func `after an edit a scan with cache says what one without says`(
    edit: Edit
  ) throws {
    let before = try scan()
    let path = tree.root + "/" + edit.path
    if let target = edit.target {
      try FileManager.default.moveItem(atPath: path, toPath: tree.root + "/" + target)
    } else if let text = edit.text {
      try tree.add(edit.path, text)
    } else {
      try FileManager.default.removeItem(atPath: path)
    }
    let cached = try scan()
    let fresh = try scan(fresh: true)
    #expect(cached.output == fresh.output && cached.notes == fresh.notes)
    #expect(!cached.isKept && cached.output != before.output)
    #expect(try scan().isKept)
    #expect(try scan().output == fresh.output)
  }

  @Test func `an edit undone meets the first answer again`() throws {
    let first = try scan()
    try tree.add("cart.py", "def total(prices):\n    return 0\n")
    #expect(try !scan().isKept)
    try tree.add("cart.py", Self.project["cart.py"] ?? "")
    let third = try scan()
    #expect(third.isKept && third.output == first.output)
  }

  @Test(arguments: [["--format", "text"], ["--exclude", "tests/spec_*"], ["--tests", "cart.py"]])
  func `other options have answers of their own in the cache`(options: [String]) throws {
    _ = try scan()
    let other = try scan(options[0], options[1])
    #expect(!other.isKept)
    #expect(try other.output == scan(options[0], options[1], fresh: true).output)
  }

  @Test func `a damaged cache entry is no answer and is written anew`() throws {
    let answer = try scan()
    let path = try #require(entries().first)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var damages = [whole.dropLast(), whole.prefix(3), Data(), whole + [0]]
    for place in [0, 20, whole.count / 2, whole.count - 1] {
      var damaged = whole
      damaged[place] ^= 1
      damages.append(damaged)
    }
    for damaged in damages {
      try damaged.write(to: URL(fileURLWithPath: path))
      let again = try scan()
      #expect(!again.isKept && again.output == answer.output)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole)
    }
  }

  @Test func `an entry under the name of another scan is no answer of the cache`() throws {
    _ = try scan()
    let path = try #require(entries().first)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    try tree.add("cart.py", "def total(prices):\n    return 0\n")
    _ = try scan()
    let other = try #require(entries().first { $0 != path })
    try whole.write(to: URL(fileURLWithPath: other))
    #expect(try !scan().isKept)
  }

  @Test func `the cache goes nowhere when it cannot be written or would lie in the tree`() throws {
    let file = home.root + "/cache/readme"
    for place in [file, "relative", "", tree.root, tree.root + "/not/there"] {
      #expect(try !scan(cache: place).isKept)
      #expect(try !scan(cache: place).isKept)
    }
    #expect(!FileManager.default.fileExists(atPath: tree.root + "/not"))
    #expect(!FileManager.default.fileExists(atPath: tree.root + "/tocsin"))
  }

  @Test func `a scan without tests keeps what it says on standard error`() throws {
    for path in ["tests/test_cart.py", "tests/spec_cart.py"] {
      try FileManager.default.removeItem(atPath: tree.root + "/" + path)
    }
    let first = try scan()
    let second = try scan()
    #expect(second.isKept && first.notes == second.notes && first.output == second.output)
    #expect(String(decoding: second.notes, as: UTF8.self).hasPrefix("tocsin: no tests were found"))
  }
}
