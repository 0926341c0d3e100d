import Syntax

/// Functions of the test tree that reach no tested code.
extension Reader {
  /// Whether a member of a stand-in is what the test itself set just before: no tested code ran
  /// between.
  func isSetByTest(_ place: Place, _ expected: Place?) -> Bool {
    var at = bare(place)
    // `flag.load(Ordering::SeqCst)`
    if kind(at) == .call, let object = receiver(at), let name = callee(at)?.last,
      Reader.readers.contains(name)
    {
      at = bare(object)
    }
    if kind(at) == .name, let value = definition(at) { at = bare(value) }
    guard kind(at) == .member, let object = first(at) else { return false }
    let isOwn = ownType(object).map { $0.file == at.file } ?? false
    if let name = children(at).last, doubles[at.file].members[text(name)] != nil { return false }
    // What any other object gives back may be more than what it was told.
    guard isOwn || isPlainData(object) else { return false }
    let tree = tree(at)
    let sought = text(at)
    guard let block = tree.ancestor(at.node, of: [.block, .function, .lambda]),
      let statement = tree.children(block).first(where: { tree.encloses($0, at.node) })
    else { return false }
    for before in tree.children(block).reversed() where before < statement {
      let nodes = [before] + Array(tree.descendants(before))
      let isSet = nodes.contains { node in
        switch tree.kind(node) {
        case .assignment:
          let sides = Array(tree.children(node))
          guard sides.count > 1, tree.text(sides[0]) == sought else { return false }
          return true
        case .call where isOwn:
          guard let target = receiver(at.at(node)), isStatement(at.at(node)) else { return false }
          return text(target) == sought
            || text(target) == text(object) && sets(at.at(node), children(at).last)
        default: return false
        }
      }
      if isSet { return true }
      if nodes.contains(where: { tree.kind($0) == .call }) { return false }
    }
    return false
  }

  /// Whether an object is a literal, whose members hold what they are given.
  private func isPlainData(_ object: Place) -> Bool {
    var at = bare(object)
    while kind(at) == .member || kind(at) == .index, let next = first(at) { at = bare(next) }
    var whole = resolved(at)
    if kind(whole) == .unary, let inner = first(whole) { whole = bare(inner) }
    return kind(whole) == .map || isPure(whole, depth: 0)
  }

  private static let readers: Set<String> = ["load", "Load", "get", "borrow", "read"]

  /// Whether a method of the test's own type assigns the member that `name` names.
  private func sets(_ call: Place, _ name: Place?) -> Bool {
    guard let name, let object = receiver(call), let (file, type) = ownType(object),
      let method = index.method(
        callee(call)?.last ?? "", file: file, type: type, in: outlines, depth: 0)
    else { return false }
    let tree = outlines[method.file].tree
    return tree.descendants(method.node).contains { node in
      guard tree.kind(node) == .assignment, let target = tree.children(node).first else {
        return false
      }
      let assigned = path(Place(file: method.file, node: target)).names
      return assigned.count == 2 && assigned[1] == text(name)
        && outlines[method.file].rules.receivers.contains(assigned[0])
    }
  }

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
      outlines[function.file].definition(at: function.node)?.returnsValue
        ?? false,
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
  private func isOwnBody(_ function: Place, depth: Int) -> Bool {
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

  /// A function literal that reaches nothing but what it is given and the language.
  func isOwnLiteral(_ literal: Place, depth: Int) -> Bool {
    depth < 3 && isOwnBody(literal, depth: depth)
  }

  /// A comprehension over what the test wrote down.
  func isOwnComprehension(_ comprehension: Place, depth: Int) -> Bool {
    let source = elements(comprehension)
    return source != comprehension && isIndependent(source, depth: depth + 1)
      && isOwnBody(comprehension, depth: depth)
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
        if imported(text, at: name).map({ rules.pureModules.contains($0.module) }) ?? false {
          return true
        }
        return rules.pure.contains(text)
          || tree(name).parent(name.node).map {
            rules.pure.contains(path(name.at($0)).names.joined(separator: "."))
          } ?? false
      case .caught, .resource, .type: return false
      }
    case .unbound:
      if Reader.outlets.contains(text) { return false }
      return rules.constants[text] != nil || rules.builtins.contains(text)
        || rules.globals.contains(text)
    default: return false
    }
  }
}
