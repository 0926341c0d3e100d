import Syntax

extension LexicalRules {
  static let python = LexicalRules(
    lineComments: [], quotes: [], keywords: [], operators: [])
}
