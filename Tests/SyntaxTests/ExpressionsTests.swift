import Python
import Syntax
import Testing

@Suite struct `Expressions` {
  /// The first expression of `source` with every operator in its own brackets.
  private func bracketed(_ source: String) -> String {
    let tree = SyntaxTree.parse(Array(source.utf8), by: .python)
    guard let statement = tree.children(tree.root).first,
      let expression = tree.children(statement).first
    else { return "" }
    return bracketed(expression, in: tree)
  }

  private func bracketed(_ node: NodeIndex, in tree: SyntaxTree) -> String {
    let parts = tree.children(node).map { bracketed($0, in: tree) }
    switch tree.kind(node) {
    case .binary:
      return "(\(parts[0]) \(tree.operatorSymbol(node).spelling) \(parts[1]))"
    case .unary: return "(\(tree.firstToken(node).symbol.spelling) \(parts[0]))"
    case .conditional: return "(\(parts[0]) if \(parts[1]) else \(parts[2]))"
    case .condition: return parts[0]
    default: return tree.text(node)
    }
  }

  @Test(
    arguments: [
      ("a + b * c - d", "((a + (b * c)) - d)"),
      ("a ** b ** c", "(a ** (b ** c))"),
      ("-a ** -b", "(- (a ** (- b)))"),
      ("-a * b", "((- a) * b)"),
      ("not a == b and c", "((not (a == b)) and c)"),
      ("a or b and not c", "(a or (b and (not c)))"),
      ("a | b ^ c & d << e", "(a | (b ^ (c & (d << e))))"),
      ("a not in b", "(a not b)"),
      ("a is not b", "(a is b)"),
      ("a < b < c", "((a < b) < c)"),
      ("a if b else c if d else e", "(a if b else (c if d else e))"),
      ("a or b if c or d else e", "((a or b) if (c or d) else e)"),
      ("await a ** b", "((await a) ** b)"),
      ("a.b(c)[d] + e", "(a.b(c)[d] + e)"),
    ])
  func `operators bind as the rows say`(source: String, expected: String) {
    #expect(bracketed(source) == expected)
  }

  @Test func `the operator of a binary node is the token after its left operand`() throws {
    let tree = SyntaxTree.parse(Array("(a) not in b".utf8), by: .python)
    let binary = try #require(
      tree.descendants(tree.root).first { tree.kind($0) == .binary })
    #expect(tree.operatorToken(binary) == 3)
    #expect(tree.operatorSymbol(binary) == .not)
  }

  @Test(arguments: ["(", "[", "{", "f(", "-", "not ", "lambda: ", "f'{", "x if "])
  func `a hundred thousand levels give a sound tree`(opener: String) {
    let source = String(repeating: opener, count: 100_000)
    #expect(SyntaxTree.parse(Array(source.utf8), by: .python).brokenInvariant == nil)
  }

  @Test(arguments: [("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("-", ""), ("not ", "")])
  func `five thousand levels are read without a gap`(opener: String, closer: String) {
    let source =
      String(repeating: opener, count: 5_000) + "x" + String(repeating: closer, count: 5_000)
    let tree = SyntaxTree.parse(Array(source.utf8), by: .python)
    #expect(tree.health.unreadBytes == 0)
    #expect(tree.health.deepestNesting == 5_002)
  }
}
