import Foundation
import Rust
import Syntax
import Testing

@Suite struct `Rust grammar` {
  private func fixture(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/rust")
    return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  private func tree(_ source: String) -> SyntaxTree {
    SyntaxTree.parse(Array(source.utf8), by: .rust)
  }

  /// The texts of all nodes of one kind, in source order.
  private func texts(_ kind: NodeKind, in source: String) -> [String] {
    let tree = tree(source)
    return tree.nodes.indices.map { NodeIndex($0) }.filter { tree.kind($0) == kind }
      .map { tree.text($0) }
  }

  @Test(arguments: ["damage", "expressions", "items", "macros", "patterns"])
  func `a file is read into the outline beside it`(name: String) throws {
    let tree = tree(try fixture("\(name).rs"))
    #expect(tree.outline == (try fixture("\(name).outline")))
    #expect(tree.brokenInvariant == nil)
  }

  @Test(arguments: ["expressions", "items", "macros", "patterns"])
  func `valid syntax leaves no byte unread`(name: String) throws {
    #expect(tree(try fixture("\(name).rs")).health.unreadBytes == 0)
  }

  @Test func `block comments nest and a first attribute is no interpreter`() {
    let tree = tree("#![x]\n/* a /* b */ c */ fn f() {}")
    #expect(tree.comments.map { tree.text($0) } == ["/* a /* b */ c */"])
    #expect(texts(.annotation, in: "#![x]\n") == ["#![x]"])
    #expect(self.tree("#!/bin/x\nfn f() {}").comments.count == 1)
  }

  @Test func `a quote opens a character or a lifetime`() {
    #expect(
      texts(.text, in: "fn f<'a>() { g('a', '\\'', b'\\\\', 'é', \"'\"); }")
        == ["'a'", "'\\''", "b'\\\\'", "'é'", "\"'\""])
  }

  @Test func `raw strings end at as many hashes as they began with`() {
    #expect(
      texts(.text, in: "fn f() { g(r##\"a\"# \"##, br\"\\\", c\"z\"); }")
        == ["r##\"a\"# \"##", "br\"\\\"", "c\"z\""])
  }

  @Test func `points, ranges and members of numbers are told apart`() {
    let source = "fn f() { g(1..2, 1.5, 1., x.0.1, 1.max(2), 1e-3); }"
    #expect(texts(.number, in: source) == ["1", "2", "1.5", "1.", "1", "2", "1e-3"])
  }

  @Test func `braces after a condition are its block`() {
    #expect(
      texts(.map, in: "fn f() { if x == S { a } else { S { b: 1 } } match S {} }") == ["S { b: 1 }"]
    )
  }

  @Test func `an expression with a block ends its statement`() {
    #expect(
      texts(.statement, in: "fn f() { if a {} *b = 1; match c {} .d(); unsafe {} &e; }")
        == ["*b = 1;", "match c {} .d();", "&e;"])
  }

  @Test func `what ends a function is its result, what ends any other block is not`() {
    let source = "fn f() -> u8 { g(); if a { 1 } else { match b { _ => 2 } } }"
    #expect(texts(.exit, in: source) == ["1", "2"])
    #expect(texts(.exit, in: "fn f() { if a { b() } c() }").isEmpty)
    #expect(
      texts(.exit, in: "fn f() -> u8 { if a { b() } for c in d { e() } let x = { 1 }; x }") == ["x"]
    )
    #expect(texts(.exit, in: "fn f() { g(|x| { h(); x }); }") == ["x"])
  }

  @Test func `arguments of macros are expressions where they can be read`() {
    let source = "fn f() { assert!(a == 1, \"{}\", b); m!(=> @ #); v![1; n]; }"
    #expect(texts(.binary, in: source) == ["a == 1"])
    #expect(tree(source).health.unreadBytes == 0)
  }

  @Test func `a macro of one arm is a function`() {
    #expect(texts(.function, in: "macro_rules! m { ($a:expr) => { assert!($a); } }").count == 1)
    #expect(texts(.function, in: "macro_rules! m { ($a:expr) => { 1 }; () => { 2 } }").isEmpty)
  }

  @Test func `types are skipped however their brackets close`() {
    let source =
      "fn f(a: Vec<Vec<u8>>) -> <T as A<B>>::C { let x: fn(u8) -> Vec<u8>= y; a << 2 >> 1 }"
    #expect(tree(source).health.unreadBytes == 0)
    #expect(texts(.typing, in: source) == ["<T as A<B>>::C"])
    #expect(texts(.binary, in: source) == ["a << 2 >> 1", "a << 2"])
  }

  @Test(arguments: ["(", "[", "{", "f(", "-", "&", "if a {", "m!(", "m!{", "<", "|x| ", "x as &"])
  func `a hundred thousand levels give a sound tree`(opener: String) {
    let source = "fn f() { " + String(repeating: opener, count: 100_000)
    #expect(tree(source).brokenInvariant == nil)
  }
}
