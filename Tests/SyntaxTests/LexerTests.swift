import Go
import JavaScript
import Python
import Rust
import SwiftLanguage
import Syntax
import Testing

@Suite struct `Lexed files` {
  private func tree(_ bytes: [UInt8], by grammar: Grammar = .python) -> SyntaxTree {
    SyntaxTree.parse(bytes, by: grammar)
  }

  @Test func `an empty file is one token and one node`() {
    let tree = tree([])
    #expect(tree.tokens.map(\.kind) == [.endOfFile])
    #expect(tree.nodes.map(\.kind) == [.file])
    #expect(tree.brokenInvariant == nil)
  }

  @Test func `the longest operator wins`() {
    let tree = tree(Array("a **= b // c >>= d != e".utf8))
    #expect(
      tree.tokens.map(\.symbol).filter { $0 != .none }
        == [.doubleStarAssign, .doubleSlash, .shiftRightAssign, .bangEqual])
  }

  @Test func `words are resolved to symbols, longer words are not`() {
    let tree = tree(Array("if iff nonlocal nonlocals True".utf8))
    #expect(tree.tokens.map(\.symbol) == [.if, .none, .nonlocal, .none, .trueWord, .none, .none])
  }

  @Test func `an opening bracket knows its partner`() {
    let tree = tree(Array("f(a[0], {1})".utf8))
    #expect(tree.tokens.map(\.partner) == [0, 10, 0, 5, 0, 0, 0, 9, 0, 0, 0, 0, 0])
  }

  @Test func `a closer without an opener closes nothing`() {
    let tree = tree(Array("a) ] b\n".utf8))
    #expect(tree.tokens.allSatisfy { $0.partner == 0 })
    #expect(tree.health.unreadBytes == 5)
  }

  @Test(
    arguments: [
      "0", "12_000", "0xFFn", "1.5", "1.", ".5", "1e10", "1E-5", "2.5e+3", "3j", "1.j", "0b101",
    ])
  func `a number is one token`(text: String) {
    #expect(tree(Array(text.utf8)).tokens.first?.kind == .number)
    #expect(tree(Array(text.utf8)).tokens.first?.end == UInt32(text.utf8.count))
  }

  @Test func `indentation opens and closes suites`() {
    let tree = tree(Array("if a:\n  b\n  if c:\n    d\ne\n".utf8))
    let layout = tree.tokens.map(\.kind).filter { $0 == .indent || $0 == .dedent }
    #expect(layout == [.indent, .indent, .dedent, .dedent])
  }

  @Test func `blank lines and comment lines change no indentation`() {
    let tree = tree(Array("if a:\n  b\n\n# c\n  d\n".utf8))
    let layout = tree.tokens.map(\.kind).filter { $0 == .indent || $0 == .dedent }
    #expect(layout == [.indent, .dedent])
  }

  @Test(arguments: [
    [0], [0xff, 0xfe], [0xc3], [13], [92], [92, 13], [0xef, 0xbb, 0xbf], [34, 92],
  ])
  func `bytes that are no text break nothing`(bytes: [UInt8]) {
    for grammar in [Grammar.python, .javaScript, .typeScript, .typeScriptX, .go, .rust, .swift] {
      for text in [bytes, bytes + Array("x = 1\n".utf8), Array("x = (".utf8) + bytes] {
        #expect(tree(text, by: grammar).brokenInvariant == nil)
      }
    }
  }

  @Test func `a NUL byte is an unknown token`() {
    #expect(
      tree([97, 0, 0, 98]).tokens.map(\.kind).prefix(3) == [.identifier, .unknown, .identifier])
  }

  @Test func `the count of tokens needs no tree`() {
    let source = Array("x = f(1)\n".utf8)
    #expect(Lexer.tokenCount(of: source, by: .python) == 8)
    #expect(tree(source).tokens.count == 8)
  }
}
