package import Trials

extension Language {
  /// - Source: https://go.dev/ref/spec
  package static let go = Language(
    id: "go", name: "Go", grammars: ["go": .go], suites: .go, mutation: .go, toolchain: .go)
}
