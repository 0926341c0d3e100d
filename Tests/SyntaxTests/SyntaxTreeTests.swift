import Python
import Syntax
import Testing
import Text

@Suite struct `Syntax tree` {
  private let tree = SyntaxTree.parse(Array("def f(a):\n  return g(a, 1) + 2\n".utf8), by: .python)

  private func node(_ kind: NodeKind) throws -> NodeIndex {
    try #require(tree.descendants(tree.root).first { tree.kind($0) == kind })
  }

  @Test func `nodes stand in preorder and know their parents`() throws {
    #expect(
      tree.nodes.map(\.kind) == [
        .file, .function, .name, .parameters, .parameter, .name, .block, .exit, .binary, .call,
        .name, .arguments, .name, .number, .number,
      ])
    #expect(tree.parents == [0, 0, 1, 1, 3, 4, 1, 6, 7, 8, 9, 9, 11, 11, 8])
    #expect(tree.parent(tree.root) == nil)
  }

  @Test func `children are direct, descendants are all`() throws {
    let function = try node(.function)
    #expect(tree.children(function).map { tree.kind($0) } == [.name, .parameters, .block])
    #expect(tree.descendants(function).count == 13)
    #expect(tree.child(function, .block) == (try node(.block)))
    #expect(tree.child(function, .loop) == nil)
  }

  @Test func `an ancestor is the nearest node around of a kind`() throws {
    let call = try node(.call)
    #expect(tree.ancestor(call, of: [.function, .exit]) == (try node(.exit)))
    #expect(tree.ancestor(call, of: [.call]) == nil)
    #expect(tree.encloses(try node(.exit), call))
    #expect(!tree.encloses(call, try node(.exit)))
  }

  @Test func `the smallest node holds a range`() throws {
    #expect(tree.smallestNode(holding: ByteRange(21, 22)) == NodeIndex(12))
    #expect(tree.smallestNode(holding: ByteRange(21, 25)) == (try node(.arguments)))
  }

  @Test func `the text of a node starts and ends at its tokens`() throws {
    #expect(tree.text(try node(.binary)) == "g(a, 1) + 2")
    #expect(tree.node(try node(.arguments), says: "(a, 1)"))
    #expect(!tree.node(try node(.arguments), says: "(a, 2)"))
    #expect(tree.operatorSymbol(try node(.binary)) == .plus)
  }

  @Test func `what no rule reads is unknown and counted`() {
    let tree = SyntaxTree.parse(Array("a $ b\n".utf8), by: .python)
    #expect(tree.nodes.map(\.kind) == [.file, .statement, .name, .unknown])
    #expect(tree.health.unreadBytes == 3)
  }
}
