import Syntax

/// What the test itself has put into an object, in languages where that runs no code.
extension Reader {
  /// `HashMap::new()` of the language.
  func isEmptyContainer(_ place: Place) -> Bool {
    let rules = outlines[place.file].rules
    guard rules.fieldsArePlain, kind(place) == .call, let callee = callee(place),
      callee.base == nil, arguments(place).isEmpty
    else { return false }
    return rules.containers.contains(callee.names.suffix(2).joined(separator: "."))
  }

  /// Whether a use of a container only puts in what the test writes there, whatever the tested code
  /// does, or asks for what is in it.
  func isFilledOrRead(_ use: Place, in function: NodeIndex) -> Bool {
    let tree = tree(use)
    guard let member = tree.parent(use.node), tree.kind(member) == .member,
      tree.children(member).first == use.node, let call = tree.parent(member),
      tree.kind(call) == .call, tree.children(call).first == member,
      let name = callee(use.at(call))?.last
    else { return false }
    if outlines[use.file].rules.languageMethods.contains(name) { return true }
    return Reader.adding.contains(name) && tree.ancestor(call, of: Reader.deciding) == function
      && arguments(use.at(call)).values.allSatisfy { isWritten($0, depth: 0) }
  }

  /// What decides whether, how often or when the statements in it run.
  private static let deciding: NodeKinds = [
    .branch, .loop, .selection, .attempt, .lambda, .function,
  ]
  private static let adding: WordSet = ["insert", "push", "push_back", "push_front", "push_str"]

  /// Whether an expression holds no name but those of the language.
  private func isWritten(_ place: Place, depth: Int) -> Bool {
    let at = bare(place)
    guard depth < 8 else { return false }
    switch kind(at) {
    case .number, .text, .regex: return true
    case .list, .map, .group, .unary, .sequence:
      return children(at).allSatisfy { isWritten($0, depth: depth + 1) }
    case .pair: return children(at).last.map { isWritten($0, depth: depth + 1) } ?? false
    case .name: return outlines[at.file].rules.constants[text(at)] != nil
    case .call:
      guard let callee = callee(at),
        arguments(at).values.allSatisfy({
          isWritten($0, depth: depth + 1)
        })
      else { return false }
      if let object = receiver(at), outlines[at.file].rules.languageMethods.contains(callee.last) {
        return isWritten(object, depth: depth + 1)
      }
      return callee.base == nil
        && outlines[at.file].rules.pure.contains(callee.names.joined(separator: "."))
    default: return false
    }
  }

  /// Whether a field holds what the test has assigned to it, and nothing was asked of its object
  /// since: `config.timeout = 60; assert_eq!(config.timeout, 60)`.
  func isAssignedField(_ member: Place, depth: Int) -> Bool {
    let tree = tree(member)
    guard outlines[member.file].rules.fieldsArePlain,
      let root = path(member).names.first, path(member).base == nil,
      case .binding(let binding, _) = meaning(root, at: member), binding.source != .parameter,
      let function = tree.ancestor(member.node, of: .functions)
    else { return false }
    let sought = text(member)
    var found: NodeIndex?
    var number = function.int + 1
    while number < member.node.int {
      let node = NodeIndex(number)
      number += 1
      if tree.kind(node) == .assignment, let target = tree.children(node).first,
        tree.kind(target) == .member, tree.text(target) == sought,
        tree.tokens[Int(tree[target].endToken)].symbol == .assign
      {
        var value = target
        for child in tree.children(node) { value = child }
        found = tree.ancestor(node, of: Reader.deciding) == function ? value : nil
        number = node.int + Int(tree[node].descendants) + 1
      } else if tree.kind(node) == .name, tree.text(node) == root, found != nil {
        let top = tree.wholeMember(of: node)
        let isCalled = tree.parent(top).map {
          tree.kind($0) == .call && tree.children($0).first == top || tree.kind($0) == .unary
        }
        if top == node || isCalled ?? true { found = nil }
      }
    }
    return found.map { isIndependent(member.at($0), depth: depth + 1) } ?? false
  }
}

extension SyntaxTree {
  /// The longest member `a.b.c` that begins with a node, or the node itself.
  func wholeMember(of node: NodeIndex) -> NodeIndex {
    var at = node
    while let next = parent(at), kind(next) == .member, children(next).first == at { at = next }
    return at
  }
}
