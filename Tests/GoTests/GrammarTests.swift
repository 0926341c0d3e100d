import Foundation
import Go
import Syntax
import Testing

@Suite struct `Go grammar` {
  private func fixture(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/go")
    return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  private func tree(_ source: String) -> SyntaxTree {
    SyntaxTree.parse(Array(source.utf8), by: .go)
  }

  /// The texts of all nodes of one kind inside a function, in source order.
  private func texts(_ kind: NodeKind, in body: String) -> [String] {
    let tree = tree("package p\nfunc f() {\n\(body)\n}\n")
    #expect(tree.health.unreadBytes == 0)
    return tree.nodes.indices.map { NodeIndex($0) }.filter { tree.kind($0) == kind }
      .map { tree.text($0) }
  }

  @Test(arguments: ["damage", "declarations", "expressions", "statements"])
  func `a file is read into the outline beside it`(name: String) throws {
    let tree = tree(try fixture("\(name).go"))
    #expect(tree.outline == (try fixture("\(name).outline")))
    #expect(tree.brokenInvariant == nil)
  }

  @Test(arguments: ["declarations", "expressions", "statements"])
  func `valid syntax leaves no byte unread`(name: String) throws {
    #expect(tree(try fixture("\(name).go")).health.unreadBytes == 0)
  }

  @Test func `a line break ends a statement unless an operator stands before it`() {
    #expect(texts(.statement, in: "a :=\nb\n*p = c\n(d)()") == ["a :=\nb", "*p = c", "(d)()"])
  }

  @Test func `a brace in a header opens the block, in brackets a literal`() {
    #expect(texts(.block, in: "if x == y { }").last == "{ }")
    #expect(texts(.map, in: "if x == (T{}) { }") == ["T{}"])
    #expect(texts(.map, in: "if f(T{A: 1}) { }") == ["T{A: 1}"])
    #expect(texts(.list, in: "for range []int{1} { }") == ["[]int{1}"])
  }

  @Test func `calls in the lengths of arrays are read, other types are blanks`() {
    #expect(texts(.call, in: "var x [len(y)]map[string]T = f()") == ["len(y)", "f()"])
    #expect(texts(.call, in: "z(func(a int, b ...T) (c []U, err error) { })").count == 1)
  }

  @Test func `a square bracket after the name of a type opens parameters or a length`() {
    #expect(tree("type A[T any] []T\n").nodes.contains { $0.kind == .number } == false)
    #expect(tree("type A [8]T\n").nodes.contains { $0.kind == .number })
    #expect(tree("type A[K comparable, V any] struct{}\n").health.unreadBytes == 0)
    #expect(tree("type A[P *B | ~C] struct{}\n").health.unreadBytes == 0)
  }

  @Test func `an arm ends before the semicolons behind its last statement`() {
    #expect(
      texts(.arm, in: "switch {\ncase a: b();;\ndefault: c()\n}") == [
        "case a: b()", "default: c()",
      ])
  }
}
