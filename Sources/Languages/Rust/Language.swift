package import Trials

extension Language {
  /// Rust.
  /// - Source: https://doc.rust-lang.org/reference/
  package static let rust = Language(
    id: "rust", name: "Rust", grammars: ["rs": .rust], suites: .rust, mutation: .rust,
    toolchain: .rust)
}
