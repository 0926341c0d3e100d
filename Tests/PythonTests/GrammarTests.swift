import Foundation
import Python
import Syntax
import Testing

@Suite struct `Python grammar` {
  private func fixture(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/python")
    return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  private func tree(_ source: String) -> SyntaxTree {
    SyntaxTree.parse(Array(source.utf8), by: .python)
  }

  /// The texts of all nodes of one kind, in source order.
  private func texts(_ kind: NodeKind, in source: String) -> [String] {
    let tree = tree(source)
    return tree.nodes.indices.map { NodeIndex($0) }.filter { tree.kind($0) == kind }
      .map { tree.text($0) }
  }

  @Test(arguments: ["damage", "expressions", "functions", "match", "statements", "strings"])
  func `a file is read into the outline beside it`(name: String) throws {
    let tree = tree(try fixture("\(name).py"))
    #expect(tree.outline == (try fixture("\(name).outline")))
    #expect(tree.brokenInvariant == nil)
  }

  @Test(arguments: ["expressions", "functions", "match", "statements", "strings"])
  func `valid syntax leaves no byte unread`(name: String) throws {
    #expect(tree(try fixture("\(name).py")).health.unreadBytes == 0)
  }

  @Test(arguments: ["expressions", "functions", "match", "statements", "strings", "damage"])
  func `line breaks of every kind give the same nodes`(name: String) throws {
    let source = try fixture("\(name).py")
    let plain = tree(source).nodes.map(\.kind)
    #expect(tree(source.replacingOccurrences(of: "\n", with: "\r\n")).nodes.map(\.kind) == plain)
    #expect(tree(source.replacingOccurrences(of: "\n", with: "\r")).nodes.map(\.kind) == plain)
  }

  @Test func `a byte-order mark stands before the first statement`() {
    let tree = SyntaxTree.parse([0xef, 0xbb, 0xbf] + Array("x = 1\n".utf8), by: .python)
    #expect(tree.text(NodeIndex(1)) == "x = 1")
    #expect(tree.range(NodeIndex(1)).start == 3)
    #expect(tree.health.unreadBytes == 0)
  }

  @Test func `a block ends at its last statement, not at the blank lines after it`() {
    #expect(texts(.block, in: "if a:\n    b\n\n\n# c\nd\n") == ["b"])
  }

  @Test func `a form feed sets the indentation back`() {
    #expect(texts(.block, in: "if a:\n    b\n\u{c}if c: d\n") == ["b", "d"])
  }

  @Test func `a tab indents to the next multiple of eight`() {
    #expect(texts(.block, in: "if a:\n        b\n\tc\nd\n") == ["b\n\tc"])
  }

  @Test func `a backslash joins lines`() {
    #expect(texts(.statement, in: "x = 1 + \\\n  2\ny\n") == ["x = 1 + \\\n  2", "y"])
  }

  @Test func `comments between and inside statements are no part of the tokens`() {
    let tree = tree("#!run\nf(  # one\n  1)  # two\n")
    #expect(tree.comments.map { tree.text($0) } == ["#!run", "# one", "# two"])
    #expect(
      tree.tokens.indices.map { tree.text(token: $0) } == ["f", "(", "1", ")", "", ""])
  }

  @Test func `soft keywords are names where no statement follows`() {
    let source = "match.x = 1\nmatch(a)\ncase = type\ntype(x)\nprint(match, case, type)\n"
    let tree = tree(source)
    #expect(!tree.nodes.contains { $0.kind == .selection || $0.kind == .declaration })
    #expect(texts(.call, in: source) == ["match(a)", "type(x)", "print(match, case, type)"])
  }

  @Test func `a literal without fields is one token`() {
    let tree = tree("f'a{{b}}' rb'c' '''d\ne'''\n")
    #expect(tree.tokens.map(\.kind) == [.string, .string, .string, .terminator, .endOfFile])
  }

  @Test func `an f-string may reuse its quotes and hold comments and line breaks`() {
    let source = "f'{a['b']:{c['d']}}' + f'{\n  e  # f\n}'\n"
    #expect(
      texts(.text, in: source) == ["f'{a['b']:{c['d']}}'", "'b'", "'d'", "f'{\n  e  # f\n}'"])
    #expect(tree(source).health.unreadBytes == 0)
  }

  @Test func `an unclosed bracket ends where a statement starts`() {
    #expect(
      texts(.function, in: "x = f(1, {2\ndef g():\n  return 3\n") == ["def g():\n  return 3"])
  }

  @Test func `names after soft lines inside brackets stay inside`() {
    let source = "f(\nraised=1,\n  passing,\nwith_=2)\n"
    #expect(texts(.call, in: source) == [String(source.dropLast())])
  }

  @Test func `an unclosed string ends with its line`() {
    let tree = tree("x = 'a\ny = 2\n")
    #expect(tree.health.unterminatedLiterals == 1)
    #expect(tree.children(tree.root).map { tree.text($0) } == ["x = 'a", "y = 2"])
  }

  @Test func `an unexpected indentation does not hide what follows`() {
    #expect(texts(.function, in: "a\n    b\ndef c(): pass\n") == ["def c(): pass"])
  }
}
