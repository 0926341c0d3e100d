package import Mutation
package import Suites
package import Syntax

/// One language: the parts that each engine asks for.
package struct Language: Sendable {
  /// The word of the report, such as `python`.
  package var id: String
  package var name: String
  /// File name extensions without the dot, each with the grammar that reads it.
  package var grammars: [String: Grammar]
  package var suites: SuiteRules
  package var mutation: MutationRules
  package var toolchain: Toolchain

  package init(
    id: String, name: String, grammars: [String: Grammar], suites: SuiteRules,
    mutation: MutationRules, toolchain: Toolchain
  ) {
    self.id = id
    self.name = name
    self.grammars = grammars
    self.suites = suites
    self.mutation = mutation
    self.toolchain = toolchain
  }
}
