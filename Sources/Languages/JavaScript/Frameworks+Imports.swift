import Suites
import Syntax

/// What a file takes from other modules, by `import`, `export … from` and `require`.
enum Imports {
  static func imports(_ tree: SyntaxTree, _ node: NodeIndex) -> [Import] {
    switch tree.kind(node) {
    case .import: imported(tree, node)
    case .assignment: required(tree, node)
    default: []
    }
  }

  private static func imported(_ tree: SyntaxTree, _ node: NodeIndex) -> [Import] {
    var found: [Import] = []
    let parts = Array(tree.children(node))
    guard let source = parts.last(where: { tree.kind($0) == .text }) else {
      // `import a = require('b')`
      guard parts.count == 2, let module = requiredModule(tree, parts[1]) else { return [] }
      return [Import(local: tree.text(parts[0]), module: module, member: nil)]
    }
    let module = Literals.text(tree, source)
    for part in parts {
      switch tree.kind(part) {
      case .name: found.append(Import(local: tree.text(part), module: module, member: "default"))
      case .spread:
        if let name = tree.children(part).first {
          found.append(Import(local: tree.text(name), module: module, member: nil))
        }
      case .map:
        for pair in tree.children(part) {
          let names = Array(tree.children(pair))
          guard let first = names.first, let last = names.last else { continue }
          found.append(
            Import(local: tree.text(last), module: module, member: tree.text(first)))
        }
      default: continue
      }
    }
    let isAll = tree.firstToken(node).symbol == .export && found.isEmpty
    if isAll { found.append(Import(local: "", module: module, member: nil)) }
    return found
  }

  /// Reads `const a = require(module)` with members and destructuring.
  private static func required(_ tree: SyntaxTree, _ node: NodeIndex) -> [Import] {
    let parts = Array(tree.children(node))
    guard parts.count == 2, tree.parent(node).map({ tree.kind($0) == .declaration }) ?? false
    else { return [] }
    var value = parts[1]
    var path: [String] = []
    while true {
      switch tree.kind(value) {
      case .member:
        let inner = Array(tree.children(value))
        guard inner.count == 2 else { return [] }
        path.insert(tree.text(inner[1]), at: 0)
        value = inner[0]
        continue
      case .cast, .unary, .group:
        guard let inner = tree.children(value).first else { return [] }
        value = inner
        continue
      default: break
      }
      break
    }
    guard let module = requiredModule(tree, value) else { return [] }
    let member = path.isEmpty ? nil : path.joined(separator: ".")
    var target = parts[0]
    if tree.kind(target) == .pattern, let inner = tree.children(target).first { target = inner }
    switch tree.kind(target) {
    case .name: return [Import(local: tree.text(target), module: module, member: member)]
    case .map:
      return tree.children(target).compactMap { pair in
        let names = Array(tree.children(pair))
        guard let first = names.first, let last = names.last else { return nil }
        let local = tree.kind(pair) == .assignment ? first : last
        let key = ([member].compactMap { $0 } + [tree.text(first)]).joined(separator: ".")
        guard tree.kind(local) == .name else { return nil }
        return Import(local: tree.text(local), module: module, member: key)
      }
    default: return []
    }
  }

  private static func requiredModule(_ tree: SyntaxTree, _ call: NodeIndex) -> String? {
    guard tree.kind(call) == .call, let callee = tree.children(call).first else { return nil }
    let name = tree.text(callee)
    guard
      name == "require" || name == "import" || name.hasSuffix(".requireActual")
        || name.hasSuffix(".importActual") || name == "await import",
      let arguments = tree.child(call, .arguments), let first = tree.children(arguments).first,
      tree.kind(first) == .text
    else { return nil }
    return Literals.text(tree, first)
  }

  private static let endings = [
    "", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", "/index.ts", "/index.tsx",
    "/index.js", "/index.jsx", "/index.mjs",
  ]

  /// Where a relative module could lie.
  static func paths(_ module: String, _ importer: String) -> [String] {
    var base: String
    if module.hasPrefix(".") {
      var folders = importer.split(separator: "/").dropLast().map(String.init)
      for part in module.split(separator: "/") {
        if part == "." { continue }
        if part == ".." {
          guard !folders.isEmpty else { return [] }
          folders.removeLast()
        } else {
          folders.append(String(part))
        }
      }
      base = folders.joined(separator: "/")
    } else if module.hasPrefix("@/") || module.hasPrefix("~/") {
      base = "src/" + module.dropFirst(2)
    } else {
      return []
    }
    var result = endings.map { base + $0 }
    for ending in [".js", ".mjs", ".cjs", ".jsx"] where base.hasSuffix(ending) {
      let stem = String(base.dropLast(ending.count))
      result += [".ts", ".tsx", ".mts", ".cts"].map { stem + $0 }
    }
    if base.isEmpty { base = "index" }
    return result
  }

  // MARK: Origins

  /// The module and path that names stand for; an empty module means a global.
  static func origin(
    _ reader: Reader, _ names: [String], at place: Place, depth: Int = 0
  ) -> (module: String, path: [String])? {
    guard let root = names.first, depth < 6 else { return nil }
    let after = Array(names.dropFirst())
    switch reader.meaning(root, at: place) {
    case .unbound: return ("", names)
    case .binding(let binding, _):
      switch binding.source {
      case .imported:
        guard let found = reader.imported(root, at: place) else { return nil }
        var head = (found.member ?? "").utf8.split(separator: 46).map { String(Substring($0)) }
        if head.first == "default" { head.removeFirst() }
        if found.module.hasPrefix("."), head.isEmpty, found.member == "default" { head = [root] }
        return (found.module, head + after)
      case .value:
        return aliased(reader, place.at(binding.node), after, depth)
      case .part:
        guard let key = key(of: root, in: reader.tree(place), binding) else { return nil }
        return aliased(reader, place.at(binding.node), [key] + after, depth)
      case .changed:
        return names.count > 1 || root == "expect" || root == "assert" ? ("", names) : nil
      default: return nil
      }
    default: return nil
    }
  }

  private static func aliased(
    _ reader: Reader, _ value: Place, _ after: [String], _ depth: Int
  ) -> (module: String, path: [String])? {
    let at = reader.bare(value)
    switch reader.kind(at) {
    case .name, .member:
      let path = reader.path(at)
      guard path.base == nil else {
        // `require('chai').expect` inside a larger expression.
        guard let base = path.base, let module = module(reader, base) else { return nil }
        return (module, path.names + after)
      }
      return origin(reader, path.names + after, at: at, depth: depth + 1)
    case .call:
      if let module = module(reader, at) { return (module, after) }
      guard let callee = reader.callee(at), callee.base == nil else { return nil }
      if callee.last == "should" { return ("chai", ["should"] + after) }
      if callee.last == "use" || callee.last == "extend" || callee.last == "configure" {
        return origin(
          reader, Array(callee.names.dropLast()) + after, at: at, depth: depth + 1)
      }
      return nil
    default: return nil
    }
  }

  private static func module(_ reader: Reader, _ call: Place) -> String? {
    requiredModule(reader.tree(call), call.node)
  }

  /// The member that a destructuring pattern gives to `name`.
  private static func key(of name: String, in tree: SyntaxTree, _ binding: Binding) -> String? {
    guard let target = tree.children(binding.at).first else { return nil }
    var map = target
    if tree.kind(map) == .pattern, let inner = tree.children(map).first { map = inner }
    guard tree.kind(map) == .map else { return nil }
    for pair in tree.children(map) {
      let names = Array(tree.children(pair))
      guard let first = names.first, let last = names.last else { continue }
      let local = tree.kind(pair) == .assignment ? first : last
      if tree.text(local) == name { return tree.text(first) }
    }
    return nil
  }
}
