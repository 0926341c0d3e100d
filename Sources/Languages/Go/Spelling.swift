package import Mutation

extension MutationRules {
  /// How Go writes what mutants need.
  /// - Source: https://go.dev/ref/spec
  package static let go: MutationRules = {
    let rules = MutationRules(
      literals: Literals(truth: "true", falsehood: "false", null: "nil"),
      statements: Statements(
        empty: "", terminator: "", open: "{ ", close: " }", emptyGenerator: "", raise: "panic",
        lineComment: "//"),
      reach: Reach(call: ("__tocsin_reach__(", ")"), join: " && ", standsAnywhere: true),
      and: .andAnd, or: .orOr, not: "!", typeDefaults: [:], typeWrappers: [])
    return rules
  }()
}
