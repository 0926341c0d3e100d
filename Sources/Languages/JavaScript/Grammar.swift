package import Syntax

extension Grammar {
  package static let javaScript = Grammar(
    lexical: .javaScript,
    expressions: ExpressionRules(
      prefix: [], rows: [], linesEndExpressions: false, prefixPower: 0),
    statement: { _ in }, operand: { _ in false }, argument: { $0.expression() })
}

extension Grammar {
  package static let typeScript = javaScript
  package static let typeScriptX = javaScript
}
