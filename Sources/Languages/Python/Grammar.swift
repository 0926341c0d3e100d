package import Syntax

extension Grammar {
  package static let python = Grammar(
    lexical: .python,
    expressions: ExpressionRules(
      prefix: [], rows: [], linesEndExpressions: false, prefixPower: 0),
    statement: { _ in }, operand: { _ in false }, argument: { $0.expression() })
}
