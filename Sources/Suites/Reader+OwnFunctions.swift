import Syntax

/// Functions of the test tree that reach no tested code.
extension Reader {
  /// A call of a function of the test tree that calls nothing but the language and its like, such as
  /// a copy of the tested function that the test file holds.
  func isOwnAnswer(_ call: Place, depth: Int) -> Bool {
    guard depth < 3, let function = function(call), let callee = callee(call),
      callee.names.count == 1,
      outlines[function.file].definition(at: function.node)?.returnsValue
        ?? false,
      arguments(call).values.allSatisfy({ isIndependent($0, depth: depth + 1) })
    else { return false }
    return isOwnBody(Place(file: function.file, node: function.node), depth: depth)
  }

  /// Whether a function reaches nothing but its parameters, what it defines itself, the language and
  /// other functions of that kind.
  private func isOwnBody(_ function: Place, depth: Int) -> Bool {
    let outline = outlines[function.file]
    let tree = outline.tree
    // What stands before a function may make something else of it.
    if let parent = tree.parent(function.node), tree.kind(parent) == .decorated { return false }
    var skipTo = 0
    for node in tree.descendants(function.node) where node.int >= skipTo {
      switch tree.kind(node) {
      // Where there is no other code, what does more than to make a value may be the tested code.
      case let kind where !code.isThere && Reader.doings.contains(kind): return false
      case .typing, .annotation: skipTo = node.int + Int(tree[node].descendants) + 1
      case .name:
        guard let parent = tree.parent(node) else { continue }
        if parent == function.node {
          // As above: a function with a name may be the tested one.
          guard code.isThere else { return false }
          continue
        }
        let isRoot = tree.children(parent).first == node
        if !isRoot, [.member, .argument].contains(tree.kind(parent)) { continue }
        if isRoot, [.pair, .argument].contains(tree.kind(parent)),
          tree.children(parent).count > 1
        {
          continue
        }
        guard isOwnName(function.at(node), in: function, depth: depth) else { return false }
      default: continue
      }
    }
    return true
  }

  /// What the languages themselves offer to reach files, other programs and code by its name.
  private static let outlets: Set<String> = [
    "open", "exec", "eval", "compile", "__import__", "globals", "locals", "vars", "getattr",
    "input", "require", "fetch", "process", "document", "window", "globalThis", "global",
    "localStorage", "sessionStorage", "navigator", "location", "Deno", "Bun", "Reflect", "std",
    "fs", "io", "thread", "FileManager", "ProcessInfo", "Task",
  ]

  private static let doings: NodeKinds = [.call, .member, .loop, .comprehension, .typing]

  private func isOwnName(_ name: Place, in function: Place, depth: Int) -> Bool {
    let rules = outlines[function.file].rules
    let text = text(name)
    switch meaning(text, at: name) {
    case .binding(let binding, _):
      switch binding.source {
      case .parameter: return true
      case .function:
        let called = name.at(binding.node)
        if called.node == function.node || tree(name).encloses(function.node, called.node) {
          return true
        }
        return depth < 3 && isOwnBody(called, depth: depth + 1)
      case .part, .element, .changed: return tree(name).encloses(function.node, binding.at)
      case .value:
        if tree(name).encloses(function.node, binding.at) { return true }
        return isIndependent(name.at(binding.node), depth: depth + 1)
      case .caught, .resource, .imported, .type: return false
      }
    case .unbound:
      if Reader.outlets.contains(text) { return false }
      return rules.constants[text] != nil || rules.builtins.contains(text)
        || rules.globals.contains(text)
    default: return false
    }
  }
}
