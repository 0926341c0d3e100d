import Foundation
import Testing
import Tool

/// What the tool says of input that it cannot use, by the whole way from arguments to exit code.
@Suite(.serialized) struct EntryTests {
  static let cart = """
    def total(prices):
        result = 0
        for price in prices:
            result = result + price
        return result
    """
  static let suite = """
    import unittest
    from cart import total


    class CartTest(unittest.TestCase):
        def test_total(self):
            self.assertEqual(total([1, 2]), 3)
    """

  func tree(tests: String = suite, more: [String: String] = [:]) throws -> TemporaryTree {
    try TemporaryTree(
      ["cart.py": Self.cart, "tests/__init__.py": "", "tests/test_cart.py": tests]
        .merging(more) { $1 })
  }

  func attempt(_ arguments: String...) throws(Failure) -> ExitCode {
    var environment = ProcessInfo.processInfo.environment
    for name in environment.keys where name.hasPrefix("TOCSIN_") { environment[name] = nil }
    environment["TOCSIN_NO_CACHE"] = "1"
    return try Entry.attempt(arguments + ["--quiet", "--color", "never"], environment: environment)
  }

  /// The failure of a campaign whose reports would go beside the tree.
  func refusal(of tree: TemporaryTree, _ arguments: String...) -> Failure? {
    let output = tree.root + "-report"
    defer { try? FileManager.default.removeItem(atPath: output) }
    do throws(Failure) {
      let all = ["mutate", tree.root, "--output", output, "--quiet", "--sample", "2"] + arguments
      _ = try Entry.attempt(all, environment: ProcessInfo.processInfo.environment)
    } catch { return error }
    return nil
  }

  @Test func `a path that is missing or no folder is a usage error`() throws {
    #expect(
      throws: Failure(
        .usage, "cannot open '/nowhere/at all': No such file or directory",
        cure: "give the folder of the project; without one the working directory is taken")
    ) { try attempt("scan", "/nowhere/at all") }
    let tree = try tree()
    #expect(
      throws: Failure(
        .usage, "'\(tree.root)/cart.py' is not a folder",
        cure: "give the project's folder; --file and --tests choose files in it")
    ) { try attempt("mutate", tree.root + "/cart.py") }
  }

  @Test func `a tree without tests is no error to scan and no verdict to mutate`() throws {
    let tree = try TemporaryTree(["cart.py": Self.cart])
    #expect(try attempt("scan", tree.root, "--format", "json") == .passed)
    let failure = try #require(refusal(of: tree))
    #expect(failure.code == .untrustworthy)
    #expect(failure.cause.hasPrefix("no tests were found in '\(tree.root)': 1 file read"))
    #expect(self.refusal(of: tree, "--fail-on-empty")?.code == .empty)
  }

  @Test func `a red suite is refused, and its failing tests are named`() throws {
    let red = Self.suite.replacing("]), 3)", with: "]), 4)")
    let failure = try #require(refusal(of: try tree(tests: red)))
    #expect(failure.code == .untrustworthy)
    #expect(failure.cause.hasPrefix("the suite fails without any planted error: 1 test fails"))
    #expect(failure.cause.contains("AssertionError: 3 != 4"))
    #expect(failure.cure.contains("--test-command"))
  }

  @Test func `a command that runs no test is refused`() throws {
    let tree = try tree(more: ["empty/__init__.py": ""])
    let failure = try #require(
      refusal(of: tree, "--test-command", "python3 -m unittest discover -s empty"))
    #expect(failure.code == .untrustworthy)
    #expect(failure.cause.contains("ran no test"))
  }

  @Test func `a program that is not there is named`() throws {
    let failure = try #require(refusal(of: try tree(), "--test-command", "no-such-runner tests"))
    #expect(failure.code == .untrustworthy)
    #expect(failure.cause.contains("no-such-runner"))
    #expect(failure.cure.contains("--test-command"))
  }

  @Test func `a tree without a known runner asks for the command`() throws {
    let tree = try TemporaryTree([
      "cart.js": "exports.total = (a, b) => a + b;\n",
      "check.test.js": "const t = require('odd-runner');\nt('adds', () => {});\n",
    ])
    let failure = try #require(refusal(of: tree))
    #expect(failure.code == .untrustworthy)
  }

  @Test func `a broken configuration is named with its line`() throws {
    let tree = try tree(more: ["tocsin.toml": "seed = 1\nsede = 2\n"])
    #expect(
      throws: Failure(
        .usage, "\(tree.root)/tocsin.toml:2: unknown key 'sede'", cure: "did you mean seed?")
    ) { try attempt("scan", tree.root) }
  }

  @Test func `an output that cannot be written is named before anything runs`() throws {
    let tree = try tree()
    let output = tree.root + "/cart.py/report"
    let failure = try #require(refusal(of: tree, "--output", output))
    #expect(failure.code == .usage)
    #expect(
      failure.cause == "cannot create \(tree.root)/cart.py: File exists"
        || failure.cause.contains("cart.py/report: Not a directory"))
  }

  @Test func `an isolation level that is not offered is an error, never something weaker`() throws {
    let failure = try #require(refusal(of: try tree(), "--isolation", "jail"))
    #expect(failure.code == .usage)
    #expect(failure.cause.hasPrefix("isolation level jail is not available"))
  }

  @Test func `an unknown mutant and a line without assertion are named`() throws {
    let tree = try tree()
    #expect(
      throws: Failure(
        .usage, "there is no mutant 'ffffffffffffffff' in this tree",
        cure: "tocsin mutate --list prints all ids; an id changes with the code around it")
    ) { try attempt("rerun", "ffffffffffffffff", tree.root) }
    #expect(
      throws: Failure(
        .usage, "there is no assertion at '\(tree.root)/tests/test_cart.py:1'",
        cure: "tocsin scan lists the assertions of the file with their lines")
    ) { try attempt("explain", tree.root + "/tests/test_cart.py:1") }
  }

  @Test func `a green suite is judged, the gate decides, and the tree stays as it was`() throws {
    let tree = try tree()
    let output = tree.root + "-report"
    defer { try? FileManager.default.removeItem(atPath: output) }
    let files = { (root: String) in
      try FileManager.default.subpathsOfDirectory(atPath: root).sorted()
    }
    let before = try files(tree.root)
    #expect(try attempt("mutate", tree.root, "--output", output, "--sample", "3") == .passed)
    #expect(try files(tree.root) == before)
    #expect(
      try files(output).filter { !$0.hasPrefix(".") } == [
        "index.html", "journal.jsonl", "report.json", "summary.md",
      ])
    let gate = ["mutate", tree.root, "--output", output, "--sample", "3", "--fail-under", "99.9"]
    let environment = ProcessInfo.processInfo.environment
    #expect(try Entry.attempt(gate + ["--quiet"], environment: environment) == .gateFailed)
    #expect(
      try Entry.attempt(gate + ["--quiet", "--exit-zero"], environment: environment) == .passed)
  }

  @Test func `a command of one's own names its tests in the JUnit file that it writes`() throws {
    let tree = try tree(more: [
      "check.py": """
      import unittest
      result = unittest.TestResult()
      unittest.defaultTestLoader.discover("tests", top_level_dir=".").run(result)
      ok = result.wasSuccessful()
      with open("out.xml", "w") as file:
          file.write("<testsuite><testcase name='adds'>%s</testcase></testsuite>"
                     % ("" if ok else "<failure message='AssertionError'/>"))
      raise SystemExit(0 if ok else 1)
      """
    ])
    let output = tree.root + "-report"
    defer { try? FileManager.default.removeItem(atPath: output) }
    let command = ["--test-command", "python3 check.py", "--junit", "out.xml"]
    let mutate = ["mutate", tree.root, "--output", output, "--quiet"]
    let environment = ProcessInfo.processInfo.environment
    #expect(try Entry.attempt(mutate + command, environment: environment) == .passed)
    let report = try String(contentsOfFile: output + "/report.json", encoding: .utf8)
    #expect(report.contains(#""killedBy":["::adds"]"#))
    #expect(
      refusal(of: tree, "--junit", "out.xml")
        == Failure(
          .usage, "--junit names what a command writes, and there is no command",
          cure: "give the command too: --test-command 'make check'"))
  }
}
