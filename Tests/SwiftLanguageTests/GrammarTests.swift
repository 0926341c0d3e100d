import Foundation
import SwiftLanguage
import Syntax
import Testing

@Suite struct `Swift grammar` {
  private static let fixtures = [
    "calls", "closures", "control", "damage", "declarations", "operators", "patterns", "strings",
  ]

  private func fixture(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/swift")
    return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  private func tree(_ source: String) -> SyntaxTree {
    SyntaxTree.parse(Array(source.utf8), by: .swift)
  }

  /// The texts of all nodes of one kind, in source order.
  private func texts(_ kind: NodeKind, in source: String) -> [String] {
    let tree = tree(source)
    return tree.nodes.indices.map { NodeIndex($0) }.filter { tree.kind($0) == kind }
      .map { tree.text($0) }
  }

  @Test(arguments: fixtures)
  func `a file is read into the outline beside it`(name: String) throws {
    let tree = tree(try fixture("\(name).swift.txt"))
    #expect(tree.outline == (try fixture("\(name).outline")))
    #expect(tree.brokenInvariant == nil)
  }

  @Test(arguments: fixtures.filter { $0 != "damage" })
  func `valid syntax leaves no byte unread`(name: String) throws {
    #expect(tree(try fixture("\(name).swift.txt")).health.unreadBytes == 0)
  }

  @Test(arguments: fixtures)
  func `line breaks of every kind give the same nodes`(name: String) throws {
    let source = try fixture("\(name).swift.txt")
    let plain = tree(source).nodes.map(\.kind)
    #expect(tree(source.replacingOccurrences(of: "\n", with: "\r\n")).nodes.map(\.kind) == plain)
  }

  @Test func `angle brackets hold types only where no comparison can stand`() {
    #expect(
      texts(.binary, in: "let a = b < c && d > (e)\n") == ["b < c && d > (e)", "b < c", "d > (e)"])
    #expect(texts(.binary, in: "let a = B<C>(d)\nlet e = F<[G: H<I>]>.j\n") == [])
    #expect(texts(.call, in: "let a = B<C<D>>(e)\n") == ["B<C<D>>(e)"])
  }

  @Test func `an operator's blanks say whether it is infix, prefix or postfix`() {
    #expect(texts(.binary, in: "a\n- b\n") == ["a\n- b"])
    #expect(texts(.binary, in: "a\n-b\n") == [])
    #expect(texts(.unary, in: "a\n-b\nlet c = d[1...]\n") == ["-b", "1..."])
    #expect(texts(.conditional, in: "let a = b ? .c : .d\n") == ["b ? .c : .d"])
    #expect(texts(.conditional, in: "let a = b?.c\n") == [])
  }

  @Test func `a module's name before two colons selects a member`() {
    #expect(texts(.call, in: "a.Swift::map { $0 }\n") == ["a.Swift::map { $0 }"])
    #expect(texts(.call, in: "let b = Swift::max(c, d)\n") == ["Swift::max(c, d)"])
  }

  @Test func `borrow and mutate are accessors where a property's body begins`() {
    let source = "struct A {\n  var b: C {\n    borrow { d }\n    mutate { &d }\n  }\n}\n"
    #expect(texts(.function, in: source) == ["borrow { d }", "mutate { &d }"])
    #expect(texts(.call, in: "let b = borrow { d }\n") == ["borrow { d }"])
  }

  @Test func `a brace after a condition is the body unless a closure is surely meant`() {
    #expect(texts(.lambda, in: "if a { b() }\nfor c in d { e() }\n") == [])
    #expect(texts(.lambda, in: "if a.contains { $0 > 1 }, b { c() }\n") == ["{ $0 > 1 }"])
    #expect(texts(.lambda, in: "if a.allSatisfy({ $0 }) { b() }\n") == ["{ $0 }"])
  }

  @Test func `directives are read as comments, and every branch of theirs as code`() {
    let source = "#if DEBUG && (\n  os(Linux))\na()\n#else\nb()\n#endif\n"
    #expect(texts(.call, in: source) == ["a()", "b()"])
    #expect(tree(source).comments.count == 3)
  }

  @Test func `three quotes after a hash open several lines only at the end of theirs`() {
    #expect(
      texts(.text, in: "a(#\"\"\"#)\nb(#\"\"\"\n  c\n  \"\"\"#)\n") == [
        "#\"\"\"#", "#\"\"\"\n  c\n  \"\"\"#",
      ])
  }

  @Test func `a slash begins a regular expression only where an operand is due`() {
    #expect(
      texts(.regex, in: "let a = /b+/\nlet c = d / e / f\nlet g = #/h/i/#\n") == [
        "/b+/", "#/h/i/#",
      ])
    #expect(texts(.regex, in: "let a = b.reduce(1, /)\n") == [])
  }
}
