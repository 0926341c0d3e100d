import Foundation
import Mutation
import Syntax
import Testing
import Text

struct ReachWeavingTests {
  private func weave(_ source: String, _ fileExtension: String) -> (text: String, ReachWeaving) {
    let bench = Workbench(fileExtension)
    let tree = bench.tree(source)
    let mutants = bench.discover(source).mutants
    let weaving = ReachWeaving.weave(tree: tree, mutants: mutants, rules: bench.rules, firstSite: 1)
    return (String(decoding: tree.bytes.applying(weaving.edits), as: UTF8.self), weaving)
  }

  /// Numbers in the order of the text, so that expectations can be read.
  private func woven(_ source: String, _ fileExtension: String) -> String {
    weave(source, fileExtension).text
  }

  @Test func `a simple statement is marked on its own line`() {
    #expect(
      woven("def f(a):\n  g(a)\n", "py") == "def f(a):\n  __tocsin_reach__(1); g(a)\n")
    #expect(
      woven("function f(a) {\n  g(a)\n}", "js")
        == "function f(a) {globalThis.__tocsin_reach__?.(1);\n  globalThis.__tocsin_reach__?.(2); g(a)\n}"
    )
  }

  @Test func `a condition keeps its value`() {
    #expect(
      woven("def f(a):\n  if a: g()\n", "py")
        == "def f(a):\n  if (__tocsin_reach__(1) or (a)): __tocsin_reach__(2); g()\n")
  }

  @Test func `an operand that may be skipped has its own marker`() {
    #expect(
      woven("def f(a, b):\n  return h(a and b < 1)\n", "py")
        == "def f(a, b):\n  __tocsin_reach__(1); return h(a and (__tocsin_reach__(2) or (b < 1)))\n"
    )
  }

  @Test func `mutants of one place share its site`() {
    let (_, weaving) = weave("def f(a):\n  b(a < 1)\n", "py")
    #expect(weaving.sites.count == 1)
    #expect(weaving.sites[1]?.count == 5)
    #expect(weaving.unknown.isEmpty)
  }

  @Test func `the reach of code that runs when a file is loaded is unknown`() {
    let (text, weaving) = weave("x = f(a < 1)\nclass A:\n  y = b < 1\n", "py")
    #expect(text == "x = f(a < 1)\nclass A:\n  y = b < 1\n")
    #expect(weaving.sites.isEmpty)
    #expect(weaving.unknown.count == 8)
  }

  @Test func `documentation and directives stay first`() {
    #expect(
      woven("def f():\n  'Doc.'\n  g()\n", "py")
        == "def f():\n  'Doc.'\n  __tocsin_reach__(1); g()\n")
    #expect(
      woven("function f() { 'use strict'; g(); }", "js")
        == "function f() { 'use strict'; globalThis.__tocsin_reach__?.(1); g(); }")
  }

  @Test(arguments: ["py", "js"])
  func `woven files say what they said before and keep their lines`(fileExtension: String) throws {
    let source = fileExtension == "py" ? Trap.python : Trap.javaScript
    let (text, weaving) = weave(source, fileExtension)
    #expect(weaving.sites.count > 20)
    #expect(text.utf8.count { $0 == 10 } == source.utf8.count { $0 == 10 })
    #expect(Workbench(fileExtension).tree(text).health.unreadBytes == 0)
    guard let runner = Runner(fileExtension) else { return }
    let before = try runner.run(source)
    let after = try runner.run(text)
    #expect(before.output.count > 100, "\(before.output)")
    #expect(before.output == after.output)
    #expect(before.sites == [])
    #expect(Set(after.sites).isSubset(of: weaving.sites.keys))
    #expect(after.sites.count * 3 > weaving.sites.count * 2)
  }
}

/// Runs a program with a recorder of sites.
private struct Runner {
  let tool: String
  let preamble: [String]

  init?(_ fileExtension: String) {
    let isPython = fileExtension == "py"
    guard let found = installed(isPython ? "python3" : "node") else { return nil }
    tool = found
    preamble = isPython ? ["-c", Runner.python] : ["-e", Runner.javaScript]
  }

  private static let python = """
    import builtins, sys
    seen = set()
    builtins.__tocsin_reach__ = seen.add
    source = sys.stdin.read()
    exec(compile(source, "trap", "exec"), {"__name__": "trap"})
    print("sites", *sorted(seen))
    """
  private static let javaScript = """
    const seen = new Set();
    globalThis.__tocsin_reach__ = (site) => { seen.add(site); };
    const source = require("fs").readFileSync(0, "utf8");
    new Function("require", source)(require);
    process.on("exit", () => console.log("sites", ...seen));
    """

  func run(_ program: String) throws -> (output: String, sites: [Int]) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = preamble
    let input = Pipe()
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(program.utf8))
    try input.fileHandleForWriting.close()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    var lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    let last = lines.popLast().map { $0.split(separator: " ").dropFirst() } ?? []
    return (lines.joined(separator: "\n"), last.compactMap { Int($0) })
  }
}

/// Swift's markers stand only where bodies begin.
struct BodyWeavingTests {
  private func woven(_ source: String) -> String {
    let bench = Workbench("swift")
    let tree = bench.tree(source)
    let weaving = ReachWeaving.weave(
      tree: tree, mutants: bench.discover(source).mutants, rules: bench.rules, firstSite: 1)
    return String(decoding: tree.bytes.applying(weaving.edits), as: UTF8.self)
  }

  @Test func `a body that only gives a value returns it`() {
    #expect(
      woven("func f(a: Int) -> Int { a + 1 }")
        == "func f(a: Int) -> Int {__tocsin_reach__(1); return  a + 1 }")
    #expect(woven("var f: Bool { a < 1 }") == "var f: Bool {__tocsin_reach__(1); return  a < 1 }")
  }

  @Test func `what has nothing but accessors for a body is marked in the first of them`() {
    #expect(
      woven(
        "struct A {\n  subscript(i: Int) -> Int {\n    get { i + 1 }\n    set { g(newValue) }\n  }\n}"
      )
        == "struct A {\n  subscript(i: Int) -> Int {\n    get {__tocsin_reach__(1); return  i + 1 }\n"
        + "    set {__tocsin_reach__(2); g(newValue) }\n  }\n}")
  }

  @Test func `other bodies are marked at their start`() {
    #expect(woven("func f() {\n  g(1)\n}") == "func f() {__tocsin_reach__(1);\n  g(1)\n}")
    #expect(
      woven("func f() -> Int { if a { return 1 } else { return 2 } }")
        == "func f() -> Int {__tocsin_reach__(1); if a { return 1 } else { return 2 } }")
    #expect(
      woven("func f() -> Int { switch a { case .b: 1; default: 2 } }")
        == "func f() -> Int {__tocsin_reach__(1); return  switch a { case .b: 1; default: 2 } }")
  }

  @Test func `attributes that forbid a marker go, or keep it away`() {
    #expect(
      woven("@inlinable public func f() { g(1) }")
        == " public func f() {__tocsin_reach__(1); g(1) }")
    #expect(
      woven("@inlinable func f() { g(1) }")
        == "@usableFromInline func f() {__tocsin_reach__(1); g(1) }")
    #expect(woven("@_transparent func f() { g(1) }") == "@_transparent func f() { g(1) }")
  }
}
