import Foundation
import Go
import JavaScript
import Mutation
import Python
import Rust
import SwiftLanguage
import Syntax
import Text
import Trials

/// The one door through which these tests use the engine.
struct Workbench {
  let grammar: Grammar
  let rules: MutationRules

  /// The language that reads files ending in `fileExtension`.
  init(_ fileExtension: String) {
    for language in [Language.python, .javaScript, .go, .rust, .swift] {
      guard let grammar = language.grammars[fileExtension] else { continue }
      self.grammar = grammar
      rules = language.mutation
      return
    }
    preconditionFailure("no language reads .\(fileExtension)")
  }

  func tree(_ source: String) -> SyntaxTree { SyntaxTree.parse(Array(source.utf8), by: grammar) }

  func discover(
    _ source: String, path: String = "src/example", by operators: [MutationOperator] = .everything
  ) -> Discovery {
    let file = SourceFile(path: path, bytes: Array(source.utf8))
    return Discovery.discover(
      in: file, tree: tree(source), rules: rules, operators: operators)
  }

  /// Every result of `operators` in the order in which they were found.
  func results(_ source: String, by operators: [MutationOperator]) -> [String] {
    discover(source, by: operators).mutants.map { $0.applied(to: source) }
  }
}

extension [MutationOperator] {
  static var everything: [MutationOperator] { MutationOperator.all }
}

extension Mutant {
  func applied(to source: String) -> String {
    String(decoding: Array(source.utf8).applying([edit]), as: UTF8.self)
  }
}

extension SyntaxTree {
  /// The texts of all tokens, which is what a change must change.
  var words: [String] { tokens.indices.map { text(token: $0) } }
}

/// The path of a program that the machine has; nil when it has none.
func installed(_ program: String) -> String? {
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/\(program)" }.first(where: FileManager.default.isExecutableFile(atPath:))
}
