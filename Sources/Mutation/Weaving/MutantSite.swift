import Syntax
import Text

/// How narrowly a mutant is woven in; the narrower, the less is written twice.
package enum WeavingLevel: Int, Sendable, CaseIterable {
  /// A value is chosen.
  case value
  /// One of two statements runs.
  case statement
  /// One of two lists of statements runs.
  case block
}

/// A piece of source that is written again for each of its mutants.
struct MutantSite: Hashable {
  var level: WeavingLevel
  var range: ByteRange
  /// Whether the site is the result of its function without a word that says so.
  var isResult = false
}

/// Finds the pieces of a file that can be written again under a guard.
struct MutantSites {
  let ground: Ground
  let guards: Guards

  /// The site for a change of `range` at one level, if it has one there.
  func site(of range: ByteRange, at level: WeavingLevel) -> MutantSite? {
    switch level {
    case .value:
      return value(around: node(range)).map { MutantSite(level: level, range: ground.range($0)) }
    case .statement:
      return statement(around: node(range)).map { node in
        MutantSite(
          level: level, range: ground.range(node), isResult: ground.isImpliedResult(node))
      }
    case .block:
      return list(around: node(range), holding: range)
    }
  }

  private func node(_ range: ByteRange) -> NodeIndex { ground.tree.smallestNode(holding: range) }

  // MARK: Values

  private func value(around node: NodeIndex) -> NodeIndex? {
    var at = node
    while true {
      if isChoosable(at) { return isMatched(at) ? nil : at }
      switch ground.kind(at) {
      case .block, .statement, .function, .lambda, .type, .pattern, .typing, .annotation,
        .parameters, .import, .arm, .file, .unknown:
        return nil
      default: break
      }
      guard let parent = ground.tree.parent(at) else { return nil }
      at = parent
    }
  }

  /// Whether a node is part of a pattern, where only certain values may be written.
  private func isMatched(_ node: NodeIndex) -> Bool {
    var at = node
    while let parent = ground.tree.parent(at), ground.statements[at.int] != at {
      if ground.kind(parent) == .pattern { return true }
      at = parent
    }
    return false
  }

  private func isChoosable(_ node: NodeIndex) -> Bool {
    let word = ground.tree.text(token: Int(ground.tree[node].firstToken))
    if guards.bound.contains(word) { return false }
    if case .truth = guards.choice { return isTruth(node) && isValue(node) }
    return isValue(node)
  }

  /// Whether a value is certainly true or false.
  private func isTruth(_ node: NodeIndex) -> Bool {
    if let parent = ground.tree.parent(node), ground.kind(parent) == .condition,
      ground.kind(ground.tree.parent(parent) ?? node) != .selection
    {
      return true
    }
    return ground.isComparison(node) || ground.isConnector(node) || ground.isNot(node)
      || ground.isTruthLiteral(node)
  }

  /// Whether `node` is an expression whose place takes any expression of the same type.
  private func isValue(_ node: NodeIndex) -> Bool {
    switch ground.kind(node) {
    case .name, .number, .text, .list, .map, .group, .call, .member, .index, .unary, .binary,
      .conditional, .comprehension, .cast:
      break
    default: return false
    }
    guard let parent = ground.tree.parent(node) else { return false }
    let isLast = ground.lastChild(parent) == node
    switch ground.kind(parent) {
    case .binary, .conditional, .group, .condition, .arguments, .list, .exit, .raise: return true
    case .unary: return ground.firstSymbol(parent) != .ampersand
    case .assignment, .argument, .pair, .parameter:
      return isLast && ground.tree.children(parent).first != node
    case .lambda, .arm: return isLast
    case .index: return ground.tree.children(parent).first != node
    case .loop: return ground.loopedValues(parent) == node
    default: return false
    }
  }

  // MARK: Statements

  private func statement(around node: NodeIndex) -> NodeIndex? {
    var at = node
    while true {
      if isFree(at) { return at }
      switch ground.kind(at) {
      case .function, .lambda, .type, .file: return nil
      default: break
      }
      guard let parent = ground.tree.parent(at) else { return nil }
      at = parent
    }
  }

  /// Whether a statement may stand in a block of its own.
  private func isFree(_ node: NodeIndex) -> Bool {
    switch ground.kind(node) {
    case .statement, .exit, .raise, .branch, .loop, .selection, .attempt, .scope, .assertion:
      break
    default: return false
    }
    guard let parent = ground.tree.parent(node), [.block, .arm].contains(ground.kind(parent)),
      !isMember(parent)
    else { return false }
    if ground.isLabelled(node, in: parent) { return false }
    let word = ground.tree.text(token: Int(ground.tree[node].firstToken))
    return !guards.bound.contains(word)
      && !ground.contains(node, where: { ground.kind($0) == .assignment && declares($0) })
  }

  /// Whether an assignment that is a statement of `node`'s own list brings a name into being.
  private func declares(_ assignment: NodeIndex) -> Bool {
    ground.tree.operatorSymbol(assignment) == .walrus
      && ground.tree.parent(assignment).map { ground.kind($0) == .statement } ?? false
  }

  // MARK: Lists of statements

  /// The statements of the innermost block or arm around `node`.
  private func list(around node: NodeIndex, holding range: ByteRange) -> MutantSite? {
    var at = node
    while let parent = ground.tree.parent(at) {
      if ground.kind(at) == .type { return nil }
      let found: MutantSite? =
        switch ground.kind(at) {
        case .block where !isMember(at) && !ground.holdsParts(at, guards):
          ground.inside(at).map { MutantSite(level: .block, range: $0, isResult: $1) }
        case .arm: listed(at).map { MutantSite(level: .block, range: $0) }
        default: nil
        }
      if let found, found.range.contains(range) || ground.range(at) == range {
        return found.range.count <= Flattening.mostBytes ? found : nil
      }
      at = parent
    }
    return nil
  }

  /// Whether a block holds the members of a type and no statements.
  private func isMember(_ block: NodeIndex) -> Bool {
    ground.tree.parent(block).map { ground.kind($0) == .type } ?? true
  }

  private func listed(_ arm: NodeIndex) -> ByteRange? {
    let statements = ground.children(arm).filter {
      ground.statements[$0.int] == $0 && ![.pattern, .condition].contains(ground.kind($0))
    }
    guard let first = statements.first, let last = statements.last else { return nil }
    return ByteRange(ground.range(first).start, ground.range(last).end)
  }
}

extension Ground {
  /// Whether a colon stands before a statement, and not because it is the first of an arm.
  func isLabelled(_ node: NodeIndex, in parent: NodeIndex) -> Bool {
    let first = Int(tree[node].firstToken)
    guard first > 0, tree.tokens[first - 1].symbol == .colon else { return false }
    return kind(parent) != .arm
      || children(parent).first { statements[$0.int] == $0 } != node
  }

  /// Whether a block holds accessors and the like, each with statements of its own.
  func holdsParts(_ block: NodeIndex, _ guards: Guards) -> Bool {
    guard let first = tree.children(block).first else { return false }
    return guards.parts.contains(tree.text(token: Int(tree[first].firstToken)))
  }

  /// What stands between the brackets of a block, and whether that is a value without a word that
  /// says that it is returned.
  func inside(_ block: NodeIndex) -> (ByteRange, isResult: Bool)? {
    let here = tree[block]
    guard firstSymbol(block) == .leftCurly, here.endToken > here.firstToken + 1 else { return nil }
    if let only = tree.children(block).first, isImpliedResult(only) { return (range(only), true) }
    // A directive such as 'use strict' counts only where it stands.
    let logic = logic(block)
    let isDirected = logic.count < children(block).count
    guard !isDirected || !logic.isEmpty else { return nil }
    let start = isDirected ? range(logic[0]).start : tree.tokens[Int(here.firstToken)].end
    return (ByteRange(start, tree.tokens[Int(here.endToken) - 1].start), false)
  }
}
