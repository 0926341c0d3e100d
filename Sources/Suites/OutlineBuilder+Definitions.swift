import Syntax

extension OutlineBuilder {
  // MARK: Definitions

  mutating func define(_ node: NodeIndex) {
    var name = ""
    var type: NodeIndex?
    let first = tree.children(node).first { tree.kind($0) != .parameter }
    if tree.kind(node) == .function, let first, tree.kind(first) == .name {
      name = tree.text(first)
      // A method declared outside its type is no name of the file.
      if tree.children(node).first != first {
        type = nil
      } else if tree.parent(node).map({ tree.kind($0) != .map }) ?? true {
        bind(name, .function, node, at: node)
      }
    } else if let parent = tree.parent(node), let target = tree.children(parent).first,
      target != node, tree.kind(parent) == .assignment || tree.kind(parent) == .pair
    {
      name = lastName(target)
    }
    if let scope = open.last?.scope, tree.kind(names.scopes[scope].owner) == .type {
      type = names.scopes[scope].owner
    }
    names.definitionAt[node] = names.definitions.count
    names.definitions.append(
      Definition(
        name: name, node: node, type: type, parameters: parameters(of: node),
        returnsValue: returnsValue(node)))
  }

  func parameters(of node: NodeIndex) -> [String] {
    guard let list = tree.child(node, .parameters) else {
      return tree.kind(node) == .lambda
        ? tree.children(node).first.flatMap { tree.kind($0) == .name ? [tree.text($0)] : nil } ?? []
        : []
    }
    var found: [String] = []
    for parameter in tree.children(list) {
      let target = tree.kind(parameter) == .parameter ? tree.children(parameter).first : parameter
      found.append(target.map { tree.text($0) } ?? "")
    }
    if let first = found.first, rules.receivers.contains(first) { found.removeFirst() }
    return found
  }

  func returnsValue(_ node: NodeIndex) -> Bool {
    if let givesValue = rules.givesValue, tree.kind(node) == .function {
      return givesValue(tree, node)
    }
    var skipTo = 0
    for inner in tree.descendants(node) where inner.int >= skipTo {
      switch tree.kind(inner) {
      case .function, .lambda, .type: skipTo = inner.int + Int(tree[inner].descendants) + 1
      case .exit:
        if let value = tree.children(inner).first,
          tree.firstToken(inner).symbol == .return
            || tree[value].firstToken == tree[inner].firstToken,
          rules.constants[tree.text(value)] == nil
        {
          return true
        }
      case .unary where tree.firstToken(inner).symbol == .yield: return true
      default: break
      }
    }
    return false
  }

  mutating func readType(_ node: NodeIndex) {
    guard let first = tree.children(node).first, tree.kind(first) == .name else { return }
    let name = tree.text(first)
    bind(name, .type, node, at: node)
    var parents: [String] = []
    for part in tree.children(node).dropFirst() where tree.kind(part) != .block {
      if tree.kind(part) == .arguments {
        for argument in tree.children(part) where tree.kind(argument) != .argument {
          parents.append(lastName(argument))
        }
      } else {
        parents.append(lastName(part))
      }
    }
    names.types.append(TypeOutline(name: name, node: node, parents: parents))
  }

  func lastName(_ node: NodeIndex) -> String {
    switch tree.kind(node) {
    case .member: Array(tree.children(node)).last.map { tree.text($0) } ?? ""
    case .call, .index: tree.children(node).first.map { lastName($0) } ?? ""
    default: tree.text(node)
    }
  }
}
