import Foundation
import JavaScript
import Syntax
import Testing
import Trials

/// The folder of the fixtures whose outline stands beside them.
private let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures")

private func sources() -> [String] {
  ["javascript", "typescript"].flatMap { folder in
    let path = fixtures.appending(path: folder).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { !$0.hasSuffix(".outline") }.sorted().map { "\(folder)/\($0)" }
  }
}

private func parse(_ text: String, _ ending: String = "js") throws -> SyntaxTree {
  SyntaxTree.parse(Array(text.utf8), by: try #require(Language.javaScript.grammars[ending]))
}

/// The kinds of all nodes in preorder, without the file.
private func kinds(_ text: String, _ ending: String = "js") throws -> [NodeKind] {
  try parse(text, ending).nodes.dropFirst().map(\.kind)
}

private func texts(_ text: String, _ kind: NodeKind, _ ending: String = "js") throws -> [String] {
  let tree = try parse(text, ending)
  return tree.nodes.indices.map { NodeIndex($0) }.filter { tree.kind($0) == kind }
    .map { tree.text($0) }
}

@Suite struct `Grammar of JavaScript and TypeScript` {
  @Test(arguments: sources()) func `a fixture has the outline that stands beside it`(
    _ name: String
  ) throws {
    let file = fixtures.appending(path: name)
    let bytes = try [UInt8](Data(contentsOf: file))
    let golden = try String(contentsOf: file.appendingPathExtension("outline"), encoding: .utf8)
    let grammar = try #require(Language.javaScript.grammars[file.pathExtension])
    let tree = SyntaxTree.parse(bytes, by: grammar)
    #expect(tree.outline == golden)
    #expect(tree.brokenInvariant == nil)
  }

  @Test func `every area of both languages has a fixture`() {
    #expect(
      sources() == [
        "javascript/calls.js",
        "javascript/classes.js",
        "javascript/control.js",
        "javascript/damage.js",
        "javascript/functions.js",
        "javascript/markup.jsx",
        "javascript/modules.js",
        "javascript/patterns.js",
        "javascript/regex.js",
        "javascript/semicolons.js",
        "typescript/classes.ts",
        "typescript/declarations.d.ts",
        "typescript/generics.ts",
        "typescript/markup.tsx",
        "typescript/types.ts",
      ])
  }

  @Test func `a slash after an operand divides and elsewhere starts a regular expression`() throws {
    #expect(try texts("a / b / c; if (d) /e/; x = /f/g; (h) / i / j", .regex) == ["/e/", "/f/g"])
    #expect(try texts("x! / 2 / y", .regex, "ts") == [])
    #expect(try texts("x! / 2 / y", .binary, "ts") == ["x! / 2 / y", "x! / 2"])
  }

  @Test func `an increment never crosses a line and never takes a call`() throws {
    #expect(try texts("a\n++b", .statement) == ["a", "++b"])
    #expect(try texts("a++\n(b)", .call) == [])
    #expect(try texts("a\n(b)", .call) == ["a\n(b)"])
  }

  @Test func `a lambda ends its expression`() throws {
    #expect(try texts("f = () => {}\n(g)", .statement) == ["f = () => {}", "(g)"])
  }

  @Test func `angle brackets hold types only where the language says so`() throws {
    #expect(try texts("f(a < b, c > (d))", .binary) == ["a < b", "c > (d)"])
    #expect(try texts("f(a < b, c > (d))", .binary, "ts") == [])
    #expect(
      try texts("f(a < b, c > (d))", .call, "ts") == [
        "f(a < b, c > (d))", "a < b, c > (d)",
      ])
    #expect(
      try texts("if (a < b && c > (d)) {}", .binary, "ts") == [
        "a < b && c > (d)", "a < b", "c > (d)",
      ])
  }

  @Test func `a bracket before an arrow in a type opens parameters only when it can`() throws {
    let text = "f = <T>(): (() => T) => null as any"
    #expect(try texts(text, .lambda, "ts") == ["<T>(): (() => T) => null as any"])
    #expect(try texts(text, .cast, "ts") == ["null as any"])
    #expect(try texts("x = y as (a: A) => B", .cast, "ts") == ["y as (a: A) => B"])
  }

  @Test func `the type arguments of a base are no cast, wherever the body begins`() throws {
    #expect(try texts("class A extends B<C<D>>\n{}", .cast, "ts") == [])
    #expect(try texts("x = B<C>\n{}", .cast, "ts") == ["B<C>"])
  }

  @Test func `calls inside markup are seen`() throws {
    #expect(
      try texts("<a b={f()}>{g(<c>{h()}</c>)}</a>", .call, "tsx") == [
        "f()", "g(<c>{h()}</c>)", "h()",
      ])
  }

  @Test func `escapes and blanks of Unicode belong to names and gaps`() throws {
    #expect(try texts("\\u0061b\u{a0}= c\\u{64} + 1\u{a0}", .name) == ["\\u0061b", "c\\u{64}"])
    #expect(try parse("a\u{a0}=\u{3000}1").brokenInvariant == nil)
  }

  @Test func `words of the language may name members and properties`() throws {
    #expect(try kinds("a.if.in") == [.statement, .member, .member, .name, .name, .name])
    #expect(
      try texts("x = { if: 1, in() {}, get: 2, async }", .pair) == ["if: 1", "get: 2", "async"])
  }

  @Test func `what cannot be read is unknown and counted`() throws {
    let tree = try parse("a b c;\nd();")
    #expect(tree.health.unreadBytes == 3)
    #expect(try texts("a b c;\nd();", .call) == ["d()"])
  }

  @Test(arguments: [
    "(", "[", "{", "a<", "x=>", "`${", "<a>", "<a b={", "a?(b):", "new ", "!", "...", "@", "class{",
    "function f(", "if(a)", "{[", "a?.", "<T>(", "f<", "if(a)b;else ", "[{a:", "async(",
  ]) func `twenty thousand of the same opening leave a whole tree`(_ opening: String) throws {
    for ending in ["js", "ts", "tsx"] {
      let tree = try parse(String(repeating: opening, count: 20_000), ending)
      #expect(tree.brokenInvariant == nil)
      #expect(tree.bytes.count == opening.utf8.count * 20_000)
    }
  }

  @Test func `a file cut off anywhere leaves a whole tree`() throws {
    for name in sources() {
      let file = fixtures.appending(path: name)
      let bytes = try [UInt8](Data(contentsOf: file))
      let grammar = try #require(Language.javaScript.grammars[file.pathExtension])
      for length in bytes.indices where length % 2 == 0 {
        #expect(SyntaxTree.parse(Array(bytes[..<length]), by: grammar).brokenInvariant == nil)
        var damaged = bytes
        damaged.remove(at: length)
        #expect(SyntaxTree.parse(damaged, by: grammar).brokenInvariant == nil)
        for byte in Array("({<`/}".utf8) {
          damaged = bytes
          damaged.insert(byte, at: length)
          #expect(SyntaxTree.parse(damaged, by: grammar).brokenInvariant == nil)
        }
      }
    }
  }
}
