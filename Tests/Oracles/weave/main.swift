import Foundation
import Go
import Mutation
import Rust
import SwiftLanguage
import Syntax
import Text
import Trials

// weave ROOT [PATH…]  weaves every mutant of the files, relative to ROOT, in place
//
// Prints one line per file: its path, its mutants, and how many are woven at each level. The guard
// functions are not written.

let languages: [(Grammar, MutationRules, Guards, String)] = [
  (.go, .go, .go, "go"), (.swift, .swift, .swift, "swift"), (.rust, .swift, .rust, "rs"),
]
var arguments = Array(CommandLine.arguments.dropFirst())
let root = arguments.removeFirst()
var next = 1
for path in arguments {
  guard let language = languages.first(where: { path.hasSuffix("." + $0.3) }),
    let data = FileManager.default.contents(atPath: root + "/" + path)
  else { continue }
  let (grammar, rules, guards, _) = language
  let tree = SyntaxTree.parse([UInt8](data), by: grammar)
  let file = SourceFile(path: path, bytes: [UInt8](data))
  let mutants = Discovery.discover(in: file, tree: tree, rules: rules).mutants
  let numbers = Dictionary(uniqueKeysWithValues: zip(mutants.map(\.id), next...))
  next += mutants.count
  let woven = MutantWeaving.weave(
    tree: tree, grammar: grammar, mutants: mutants, rules: rules, guards: guards, passing: [:],
    number: { numbers[$0.id] ?? 0 })
  try Data(woven.bytes).write(to: URL(fileURLWithPath: root + "/" + path))
  let counts = WeavingLevel.allCases.map { level in
    "\(level) \(woven.levels.values.count { $0 == level })"
  }
  print(path, mutants.count, counts.joined(separator: " "), "bytes", data.count, woven.bytes.count)
}
