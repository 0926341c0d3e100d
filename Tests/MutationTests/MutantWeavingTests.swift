import Foundation
import Mutation
import Syntax
import Testing
import Text

struct MutantWeavingTests {
  private static let guards = Guards(
    call: ("on(", ")"), choice: .value("(", " ? (", ") : (", "))"),
    lineBreak: .separatesStatements)
  private static let onlyTruths = Guards(
    call: ("on(", ")"), choice: .truth, lineBreak: .separatesStatements)

  /// As `guards`, with bodies written twice.
  private static var twins: Guards {
    var guards = guards
    guards.none = ("none(", ", ", ")")
    guards.untwinned = ["async"]
    return guards
  }

  private struct Woven {
    var text: String
    var weaving: MutantWeaving
    var mutants: [Mutant]
  }

  private func weave(
    _ source: String, only operatorID: String? = nil, by guards: Guards = guards,
    from level: WeavingLevel? = nil
  ) -> Woven {
    let bench = Workbench("js")
    let mutants = bench.discover(source).mutants
      .filter { operatorID == nil || $0.operatorID == operatorID }
    let numbers = Dictionary(uniqueKeysWithValues: zip(mutants.map(\.id), 1...))
    let passed = level?.rawValue ?? 0
    let weaving = MutantWeaving.weave(
      tree: bench.tree(source), grammar: bench.grammar, mutants: mutants, rules: bench.rules,
      guards: guards, passing: Dictionary(uniqueKeysWithValues: mutants.map { ($0.id, passed) }),
      number: { numbers[$0.id] ?? 0 })
    return Woven(
      text: String(decoding: weaving.bytes, as: UTF8.self), weaving: weaving, mutants: mutants)
  }

  @Test func `a value is chosen where it stands`() {
    #expect(
      weave("function f(a) { g(a + 1); }", only: "arithmetic").text
        == "function f(a) { g((on(1) ? (a - 1) : (a + 1))); }")
  }

  @Test func `the mutants of one value are chosen between in turn`() {
    #expect(
      weave("function f(a) { return a < 1; }", only: "boundary").text
        == "function f(a) { return (on(1) ? (a <= 1) : (a < 1)); }")
    #expect(
      weave("function f(a) { return 3; }", only: "constant").text
        == "function f(a) { return (on(1) ? (4) : ((on(2) ? (2) : (3)))); }")
  }

  @Test func `where only truths can be chosen between, other values take their statement along`() {
    #expect(
      weave("function f(a) { return a < 1; }", only: "boundary", by: Self.onlyTruths).text
        == "function f(a) { return (on(1) && (a <= 1) || !on(1) && (a < 1)); }")
    #expect(
      weave("function f(a) { return a + b; }", only: "arithmetic", by: Self.onlyTruths).text
        == "function f(a) { if on(1) { return a - b; } else { return a + b; } }")
  }

  @Test func `a declaration takes its whole list of statements along`() {
    #expect(
      weave(
        "function f(a) {\n  const c = a + b; // sum\n  return c;\n}", only: "arithmetic",
        by: Self.onlyTruths
      ).text
        == "function f(a) {if on(1) { const c = a - b; return c; } else { \n  const c = a + b; // sum\n  return c;\n }}"
    )
  }

  @Test func `a statement that is removed leaves an empty block`() {
    #expect(
      weave("function f(a) { g(); return a; }", only: "remove-call", by: Self.onlyTruths).text
        == "function f(a) { if on(1) { ; } else { g(); } return a; }")
  }

  @Test func `what cannot be written on one line is not woven`() {
    let woven = weave(
      "function f(a) {\n  const c = a + `\n`;\n  return c;\n}", only: "arithmetic",
      by: Self.onlyTruths)
    #expect(woven.weaving.levels.isEmpty)
    #expect(woven.text == "function f(a) {\n  const c = a + `\n`;\n  return c;\n}")
  }

  @Test
  func `an error is blamed on the mutant whose text it stands in, else on the site around it`()
    throws
  {
    let woven = weave("function f(a) { g(a + 1, a); }", only: "arithmetic")
    let mutant = try #require(woven.mutants.first)
    let bytes = Array(woven.text.utf8)
    let minus = try #require(bytes.firstIndex(of: UInt8(ascii: "-")))
    let plus = try #require(bytes.firstIndex(of: UInt8(ascii: "+")))
    #expect(woven.weaving.blame(at: minus) == .init(mutants: [mutant.id], source: 18))
    #expect(woven.weaving.blame(at: plus) == .init(mutants: [mutant.id], source: 20))
    #expect(woven.weaving.blame(at: 3) == .init(source: 3))
    #expect(woven.weaving.blame(at: bytes.count - 1) == .init(source: 29))
  }

  @Test func `a body with several guards is there once more without them, and comes first`() {
    #expect(
      weave(
        "function f(a) {\n  // both\n  g(a + 1);\n  g(a - 1);\n}", only: "arithmetic",
        by: Self.twins
      ).text
        == "function f(a) {if none(1, 2) { \n  // both\n  g(a + 1);\n  g(a - 1);\n"
        + " } else { g((on(1) ? (a - 1) : (a + 1))); g((on(2) ? (a + 1) : (a - 1))); }}")
  }

  @Test(arguments: [
    // One guard costs as much as one question.
    ("function f(a) { g(a + 1); }", "function f(a) { g((on(1) ? (a - 1) : (a + 1))); }"),
    // Its head forbids it.
    (
      "async function f(a) { g(a + 1, a - 1); }",
      "async function f(a) { g((on(1) ? (a - 1) : (a + 1)), (on(2) ? (a + 1) : (a - 1))); }"
    ),
    // A label may be there only once in some languages.
    (
      "function f(a) { x: for (;;) { g(a + 1, a - 1); break x; } }",
      "function f(a) { x: for (;;) { g((on(1) ? (a - 1) : (a + 1)), (on(2) ? (a + 1) : (a - 1))); "
        + "break x; } }"
    ),
    // It cannot be written on one line.
    (
      "function f(a) { g(a + 1, `\n`, a - 1); }",
      "function f(a) { g((on(1) ? (a - 1) : (a + 1)), `\n`, (on(2) ? (a + 1) : (a - 1))); }"
    ),
  ])
  func `a body is not written twice where that gains nothing or cannot be done`(
    source: String, woven: String
  ) {
    #expect(weave(source, only: "arithmetic", by: Self.twins).text == woven)
  }

  @Test func `one guard in a loop is worth a second body`() {
    #expect(
      weave("function f(a) { while (a) { a = a + 1; } }", only: "arithmetic", by: Self.twins).text
        == "function f(a) {if none(1, 1) {  while (a) { a = a + 1; }  } "
        + "else { while (a) { a = (on(1) ? (a - 1) : (a + 1)); } }}")
  }

  @Test func `an error in a body that is there twice is blamed on that, unless a mutant is near`()
    throws
  {
    let source = "function f(a) { g(a + 1); h(); g(a - 1); }"
    let woven = weave(source, only: "arithmetic", by: Self.twins)
    let bytes = Array(woven.text.utf8)
    let calls = bytes.indices.filter { bytes[$0...].starts(with: "h()".utf8) }
    let plus = bytes.indices.filter { bytes[$0] == UInt8(ascii: "+") }
    let ids = woven.mutants.map(\.id)
    let twin = try #require(woven.weaving.blame(at: calls[0]).twin)
    #expect(
      calls.map { woven.weaving.blame(at: $0) } == [
        .init(twin: twin, source: 26), .init(twin: twin, source: 26),
      ])
    // The plain body, the first mutant's value, and the text of the second mutant.
    #expect(
      plus.map { woven.weaving.blame(at: $0) } == [
        .init(twin: twin, source: 20), .init(mutants: [ids[0]], twin: twin, source: 20),
        .init(mutants: [ids[1]], source: 33),
      ])
    let bench = Workbench("js")
    let again = MutantWeaving.weave(
      tree: bench.tree(source), grammar: bench.grammar, mutants: woven.mutants,
      rules: bench.rules, guards: Self.twins, passing: [twin: 1], number: { _ in 1 })
    #expect(!String(decoding: again.bytes, as: UTF8.self).contains("none("))
  }

  @Test(arguments: [WeavingLevel.value, .statement, .block], [false, true])
  func `a chosen mutant behaves as the mutated file does, and lines stay`(
    level: WeavingLevel, hasTwins: Bool
  ) throws {
    var guards = Self.guards
    guards.call = ("(globalThis.chosen === ", ")")
    if hasTwins { guards.none = ("(!inRange(globalThis.chosen, ", ", ", "))") }
    let source = Trap.javaScript
    let woven = weave(source, by: guards, from: level)
    #expect(woven.text.contains("inRange") == hasTwins)
    #expect(woven.weaving.levels.count > (level == .value ? 220 : 120))
    #expect(woven.text.utf8.count { $0 == 10 } == source.utf8.count { $0 == 10 })
    let numbered = woven.mutants.enumerated()
      .filter { woven.weaving.levels[$0.element.id] != nil && !$0.element.mayHang }
    guard let node = Node() else { return }
    let differences = try node.differences(
      source: source, woven: woven.text,
      mutated: numbered.map { ($0.offset + 1, $0.element.applied(to: source)) })
    #expect(differences == [])
  }
}

/// Runs programs in fresh contexts and compares what they print.
private struct Node {
  let path: String

  init?() {
    guard let found = installed("node") else { return nil }
    path = found
  }

  private static let program = """
    const vm = require("vm");
    const input = JSON.parse(require("fs").readFileSync(0, "utf8"));
    const prelude = "globalThis.chosen = chosen;"
      + "globalThis.inRange = (n, first, last) => first <= n && n <= last;\\n";
    function output(text, chosen) {
      const lines = [];
      const console = { log: (...all) => lines.push(all.map(String).join(" ")) };
      const context = vm.createContext({ console, chosen, require, process: { exit() {}, on() {} } });
      try { vm.runInContext(prelude + text, context, { timeout: 3000 }); }
      catch (error) { lines.push("threw " + error.name + " " + error.code); }
      return lines.join("\\n");
    }
    process.on("uncaughtException", () => {});
    const found = [];
    if (output(input.source, 0) !== output(input.woven, 0)) found.push(0);
    for (const [number, text] of input.mutated)
      if (output(input.woven, number) !== output(text, 0)) found.push(number);
    console.log(JSON.stringify(found));
    """

  func differences(source: String, woven: String, mutated: [(Int, String)]) throws -> [Int] {
    let request: [String: Any] = [
      "source": source, "woven": woven, "mutated": mutated.map { [$0.0, $0.1] as [Any] },
    ]
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-e", Node.program]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(
      contentsOf: JSONSerialization.data(withJSONObject: request))
    try input.fileHandleForWriting.close()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return try JSONDecoder().decode([Int].self, from: data)
  }
}
