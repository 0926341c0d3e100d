/// What a language tells the mutation engine; filled in by its `Spelling.swift`.
package struct MutationRules: Sendable {
  package init() {}
}
