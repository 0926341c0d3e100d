import Foundation
import Go
import JavaScript
import Python
import Rust
import SwiftLanguage
import Syntax
import Trials

// spans [PATH…]                one JSON line per file
// spans --outline [PATH…]      a readable tree per file
// spans --damage SEED [PATH…]  every file, spoilt in several ways, read by every grammar
// spans --deep                 deeply nested texts, read by every grammar
//
// Without PATH, paths come from standard input, one per line.

let grammars = [Language.python, .javaScript, .go, .swift, .rust].reduce(into: [String: Grammar]())
{
  $0.merge($1.grammars) { first, _ in first }
}

/// The grammar of a file, also of what compilers write for each other.
func grammar(of path: String) -> Grammar? {
  let name = path.split(separator: ".").last.map(String.init) ?? ""
  return grammars[name == "swiftinterface" ? "swift" : name]
}

/// One line of JSON: the path, the health of the tree, and by category `[start, end, start, end …]`.
func spans(of tree: SyntaxTree, path: String) throws -> String {
  var ranges: [String: [UInt32]] = [:]
  for index in tree.nodes.indices {
    let node = NodeIndex(index)
    let kind = tree.kind(node)
    var category = "\(kind)"
    if kind == .binary || kind == .assignment {
      category += " " + tree.operatorSymbol(node).spelling
    } else if kind == .index, Array(tree.children(node)).count == 1 {
      category += " key"
    } else if kind == .unary || kind == .exit {
      category += " " + tree.firstToken(node).symbol.spelling
    }
    let range = tree.range(node)
    ranges[category, default: []] += [range.start, range.end]
  }
  for comment in tree.comments {
    ranges["comment", default: []] += [comment.start, comment.end]
  }
  let record: [String: Any] = [
    "path": path, "broken": tree.brokenInvariant ?? "", "unread": tree.health.unreadBytes,
    "unterminated": tree.health.unterminatedLiterals, "bytes": tree.bytes.count, "spans": ranges,
  ]
  let json = try JSONSerialization.data(withJSONObject: record, options: [.sortedKeys])
  return String(decoding: json, as: UTF8.self)
}

func show(_ path: String, asOutline: Bool) throws {
  guard let data = FileManager.default.contents(atPath: path) else { return }
  guard let grammar = grammar(of: path) else { return }
  let tree = SyntaxTree.parse([UInt8](data), by: grammar)
  print(asOutline ? tree.outline : try spans(of: tree, path: path))
  if asOutline, let rule = tree.brokenInvariant { print("broken: \(rule)") }
}

var arguments = Array(CommandLine.arguments.dropFirst())
let mode = arguments.first.flatMap { $0.hasPrefix("--") ? $0 : nil }
if mode != nil { arguments.removeFirst() }
let seed = mode == "--damage" && !arguments.isEmpty ? UInt64(arguments.removeFirst()) ?? 1 : 1
if mode == "--deep" { exit(runDeep(grammars: grammars)) }

var paths = arguments
if paths.isEmpty {
  while let path = readLine() { paths.append(path) }
}
if mode == "--damage" { exit(runDamage(paths: paths, seed: seed, grammars: grammars)) }
for path in paths { try show(path, asOutline: mode == "--outline") }
