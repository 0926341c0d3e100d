package import Trials

extension Language {
  /// Swift 6.
  /// - Source: https://docs.swift.org/swift-book/
  package static let swift = Language(
    id: "swift", name: "Swift", grammars: ["swift": .swift, "swiftinterface": .swift],
    suites: .swift, mutation: .swift, toolchain: .swift)
}

extension Toolchain {
  package static let swift = Toolchain(
    findRunners: { _ in [] }, recognise: { _, _ in nil }, loadRecord: { _ in "" }, probe: "",
    breakStatement: "")
}
