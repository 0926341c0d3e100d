import Syntax
import Text
import Trials

/// The names of test files in the settings of Node projects.
enum JavaScriptTestPatterns {
  /// Keys of lists of globs, with the files that hold them.
  private static let scripts = [
    "jest.config", "vitest.config", "vite.config", "ava.config", "playwright.config",
  ]
  private static let endings = ["js", "ts", "mjs", "cjs", "mts", "cts"]
  private static let keys: Set<String> = ["testMatch", "spec", "files"]

  /// `testMatch`, `spec`, `include` of a test section and the like, relative to the root.
  ///
  /// Scripts are read, never run; patterns that they compute are not seen.
  static func patterns(_ view: ProjectView) -> [String] {
    var found: [String] = []
    for path in ["package.json", "jest.config.json", ".mocharc.json"] {
      guard let json = view.read(path).flatMap({ JSONValue($0) }) else { continue }
      if path == "package.json" {
        found += strings(json["jest"]?["testMatch"]) + strings(json["mocha"]?["spec"])
        found += strings(json["ava"]?["files"])
      } else {
        found += strings(json["testMatch"]) + strings(json["spec"])
      }
    }
    for name in scripts {
      for ending in endings {
        guard let bytes = view.read("\(name).\(ending)") else { continue }
        let tree = SyntaxTree.parse(bytes, by: ending.hasSuffix("ts") ? .typeScript : .javaScript)
        found += literals(in: tree, includes: name.hasPrefix("vit"))
      }
    }
    return found.filter { !$0.hasPrefix("!") }.map(plain)
  }

  private static func strings(_ value: JSONValue?) -> [String] {
    value?.string.map { [$0] } ?? (value?.array ?? []).compactMap(\.string)
  }

  /// The string literals of every wanted key of an object.
  private static func literals(in tree: SyntaxTree, includes: Bool) -> [String] {
    var found: [String] = []
    for index in tree.nodes.indices where tree.nodes[index].kind == .pair {
      let pair = NodeIndex(index)
      let parts = Array(tree.children(pair))
      guard parts.count == 2 else { continue }
      let key = unquoted(tree.text(parts[0]))
      guard keys.contains(key) || key == "include" && includes && isInTestSection(pair, tree)
      else { continue }
      let values = tree.kind(parts[1]) == .list ? Array(tree.children(parts[1])) : [parts[1]]
      found += values.filter { tree.kind($0) == .text }.map { unquoted(tree.text($0)) }
    }
    return found
  }

  private static func isInTestSection(_ pair: NodeIndex, _ tree: SyntaxTree) -> Bool {
    var at = tree.ancestor(pair, of: [.pair])
    while let outer = at {
      if let key = tree.children(outer).first, tree.text(key) == "test" { return true }
      at = tree.ancestor(outer, of: [.pair])
    }
    return false
  }

  private static func unquoted(_ text: String) -> String {
    text.count > 1 && "'\"`".contains(text.prefix(1)) ? String(text.dropFirst().dropLast()) : text
  }

  /// A pattern relative to the root.
  private static func plain(_ pattern: String) -> String {
    var text = pattern[...]
    for prefix in ["<rootDir>/", "./"] where text.hasPrefix(prefix) {
      text = text.dropFirst(prefix.count)
    }
    return String(text)
  }
}
