import Syntax

extension LexicalRules {
  static let javaScript = LexicalRules(
    lineComments: [], quotes: [], keywords: [], operators: [])
}
