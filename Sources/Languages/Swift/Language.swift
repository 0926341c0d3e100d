package import Trials

extension Language {
  /// Swift 6.
  /// - Source: https://docs.swift.org/swift-book/
  package static let swift = Language(
    id: "swift", name: "Swift", grammars: ["swift": .swift], suites: .swift, mutation: .swift,
    toolchain: .swift)
}
