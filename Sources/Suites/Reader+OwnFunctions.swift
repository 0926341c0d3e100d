import Syntax

/// Functions of the test tree that reach no tested code.
extension Reader {
  /// A call of a function of the test tree that calls nothing but the language and its like, such as
  /// a copy of the tested function that the test file holds.
  func isOwnAnswer(_ call: Place, depth: Int) -> Bool {
    if depth < 3, let literal = ownLiteral(call),
      arguments(call).values.allSatisfy({ isIndependent($0, depth: depth + 1) })
    {
      return isOwnBody(literal, depth: depth)
    }
    guard depth < 3, let function = function(call), let callee = callee(call),
      callee.names.count == 1,
      arguments(call).values.allSatisfy({ isIndependent($0, depth: depth + 1) })
    else { return false }
    return isOwnBody(Place(file: function.file, node: function.node), depth: depth)
  }

  /// The text of the function of the test tree that a call runs; nil when it runs none.
  package func ownText(_ call: Place) -> String? {
    function(call).map { outlines[$0.file].tree.text($0.node) }
  }

  /// The function literal that a local of the test is.
  private func ownLiteral(_ call: Place) -> Place? {
    guard let callee = callee(call), callee.base == nil, callee.names.count == 1,
      case .binding(let binding, _) = meaning(callee.last, at: call), binding.source == .value
    else { return nil }
    let value = bare(call.at(binding.node))
    return NodeKinds.functions.contains(kind(value)) ? value : nil
  }

  /// A method of a type that the test tree itself declares, asked of an object made of what the test
  /// wrote down, that reaches nothing else.
  func isOwnMethod(_ call: Place, depth: Int) -> Bool {
    guard depth < 3, let name = callee(call)?.last, let object = receiver(call),
      let (file, type) = ownType(object), outlines[file].types[type].parents.isEmpty,
      !outlines[file].cases.contains(where: {
        outlines[file].tree.encloses(outlines[file].types[type].node, $0.node)
      }),
      let method = index.method(name, file: file, type: type, in: outlines, depth: 0),
      doubles[method.file].members.isEmpty
    else { return false }
    let made = resolved(object)
    guard kind(made) == .call,
      (arguments(made).values + arguments(call).values).allSatisfy({
        isIndependent($0, depth: depth + 1)
      })
    else { return false }
    return isOwnBody(Place(file: method.file, node: method.node), depth: depth)
  }

  /// Whether a function reaches nothing but its parameters, what it defines itself, the language and
  /// other functions of that kind.
  func isOwnBody(_ function: Place, depth: Int) -> Bool {
    let outline = outlines[function.file]
    let tree = outline.tree
    let isApart = code.isThere || isKeptApart(function.file)
    // What stands before a function may make something else of it.
    if let parent = tree.parent(function.node), tree.kind(parent) == .decorated { return false }
    var skipTo = 0
    for node in tree.descendants(function.node) where node.int >= skipTo {
      switch tree.kind(node) {
      // Where there is no other code, what does more than to make a value may be the tested code.
      case let kind where !isApart && Reader.doings.contains(kind): return false
      case .typing, .annotation: skipTo = node.int + Int(tree[node].descendants) + 1
      case .name:
        guard let parent = tree.parent(node) else { continue }
        if parent == function.node {
          // As above: a function with a name may be the tested one.
          guard isApart else { return false }
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

  /// Whether the tested code certainly lies in other files than this one.
  private func isKeptApart(_ file: Int) -> Bool {
    let outline = outlines[file]
    let rules = outline.rules
    if rules.keepsTestsApart(outline.path) { return true }
    if rules.testCode != nil { return false }
    return outline.imports.contains { found in
      let top = String(
        found.module.prefix { $0 != "/" && (found.module.hasPrefix(".") || $0 != ".") })
      if found.module.hasPrefix(".") { return index.file(found.module, importer: outline) == nil }
      return !rules.libraries.contains(top)
        && !rules.frameworks.contains { found.module.hasPrefix($0.module) }
    }
  }

  /// A comprehension over what the test wrote down.
  func isOwnComprehension(_ comprehension: Place, depth: Int) -> Bool {
    let source = elements(comprehension)
    return source != comprehension && isIndependent(source, depth: depth + 1)
      && isOwnBody(comprehension, depth: depth)
  }

  /// What the languages themselves offer to reach files, other programs and code by its name.
  private static let outlets: WordSet = [
    "open", "exec", "eval", "compile", "__import__", "globals", "locals", "vars", "getattr",
    "input", "require", "fetch", "process", "document", "window", "globalThis", "global",
    "localStorage", "sessionStorage", "navigator", "location", "Deno", "Bun", "Reflect", "std",
    "fs", "io", "thread", "FileManager", "ProcessInfo", "Task",
  ]

  private static let doings: NodeKinds = [.call, .member, .loop, .comprehension, .typing]

  private func isOwnName(_ name: Place, in function: Place, depth: Int) -> Bool {
    let outline = outlines[function.file]
    let text = text(name)
    switch meaning(text, at: name) {
    case .binding(let binding, _):
      switch binding.source {
      case .parameter:
        return tree(name).encloses(function.node, binding.at)
          || isIndependent(name, depth: depth + 1)
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
      case .imported:
        if imported(text, at: name).map({ outline.rules.pureModules.contains($0.module) }) ?? false
        {
          return true
        }
        return outline.rules.pure.contains(text)
          || tree(name).parent(name.node).map {
            outline.rules.pure.contains(path(name.at($0)).names.joined(separator: "."))
          } ?? false
      case .caught, .resource, .type: return false
      }
    case .unbound:
      if isDefined(text, in: function) { return true }
      if Reader.outlets.contains(text) { return false }
      return outline.rules.constants[text] != nil || outline.rules.builtins.contains(text)
        || outline.rules.globals.contains(text)
    case .several: return isDefined(text, in: function)
    default: return false
    }
  }

  /// Whether a function defines a name that has no one meaning where it stands.
  private func isDefined(_ name: String, in function: Place) -> Bool {
    outlines[function.file].binders(of: name).contains { binder in
      binder.bindings.contains {
        $0.source != .changed && tree(function).encloses(function.node, $0.at)
      }
    }
  }
}
