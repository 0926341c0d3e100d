import Syntax

extension OutlineBuilder {
  // MARK: Definitions

  mutating func define(_ node: NodeIndex) {
    let name = tree.definedName(node)
    var type: NodeIndex?
    // A method declared outside its type is no name of the file.
    if tree.kind(node) == .function, let first = tree.children(node).first,
      tree.kind(first) == .name, tree.parent(node).map({ tree.kind($0) != .map }) ?? true
    {
      bind(name, .function, node, at: node)
    }
    if let scope = open.last?.scope, tree.kind(names.scopes[scope].owner) == .type {
      type = names.scopes[scope].owner
    }
    names.definitionAt[node] = names.definitions.count
    names.definitions.append(
      Definition(
        name: name, node: node, type: type,
        parameters: tree.parameterNames(node, receivers: rules.receivers),
        labels: rules.labelsKeepPlaces ? tree.parameterLabels(node) : [],
        returnsValue: returnsValue(node)))
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
          parents.append(tree.lastName(argument))
        }
      } else {
        parents.append(tree.lastName(part))
      }
    }
    names.types.append(TypeOutline(name: name, node: node, parents: parents))
  }
}

extension SyntaxTree {
  /// The name by which a function is known: its own, or that of what it is the value of.
  func definedName(_ node: NodeIndex) -> String {
    let first = children(node).first { kind($0) != .parameter }
    if kind(node) == .function, let first, kind(first) == .name { return text(first) }
    guard let parent = parent(node), let target = children(parent).first, target != node,
      kind(parent) == .assignment || kind(parent) == .pair
    else { return "" }
    return lastName(target)
  }

  /// The names of a function's parameters in order, without the receiver.
  func parameterNames(_ node: NodeIndex, receivers: WordSet) -> [String] {
    guard let list = child(node, .parameters) else {
      return kind(node) == .lambda
        ? children(node).first.flatMap { kind($0) == .name ? [text($0)] : nil } ?? []
        : []
    }
    var found: [String] = []
    for parameter in children(list) {
      let target = kind(parameter) == .parameter ? children(parameter).first : parameter
      found.append(target.map { text($0) } ?? "")
    }
    if let first = found.first, receivers.contains(first) { found.removeFirst() }
    return found
  }

  /// The first word of each parameter.
  /// - Source: The Swift Programming Language, "Function Argument Labels and Parameter Names"
  func parameterLabels(_ node: NodeIndex) -> [String] {
    guard let list = child(node, .parameters) else { return [] }
    return children(list).map { text(token: Int(self[$0].firstToken)) }
  }

  func lastName(_ node: NodeIndex) -> String {
    switch kind(node) {
    case .member: Array(children(node)).last.map { text($0) } ?? ""
    case .call, .index: children(node).first.map { lastName($0) } ?? ""
    default: text(node)
    }
  }
}
