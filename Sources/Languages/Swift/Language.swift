package import Mutation
package import Trials

extension Language {
  /// Swift 6.
  /// - Source: https://docs.swift.org/swift-book/
  package static let swift = Language(
    id: "swift", name: "Swift", grammars: ["swift": .swift, "swiftinterface": .swift],
    suites: .swift, mutation: .swift, toolchain: .swift)
}

extension MutationRules {
  package static let swift = MutationRules(
    literals: Literals(truth: "true", falsehood: "false", null: "nil"),
    statements: Statements(
      empty: "", terminator: "", open: "{", close: "}", emptyGenerator: "", raise: "throw",
      lineComment: "//"),
    reach: Reach(call: ("", ""), join: ",", standsAnywhere: false), and: .andAnd, or: .orOr,
    not: "!", typeDefaults: [:], typeWrappers: [])
}
extension Toolchain {
  package static let swift = Toolchain(
    findRunners: { _ in [] }, recognise: { _, _ in nil }, loadRecord: { _ in "" }, probe: "",
    breakStatement: "")
}
