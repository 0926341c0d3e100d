import Syntax
import Text

/// Where a marker stands.
enum ReachPlace: Hashable {
  /// Before a statement, on its line.
  case before(NodeIndex)
  /// After the bracket that opens a body.
  case after(Int)
  /// Around an expression, whose value it keeps.
  case around(NodeIndex)
  /// After the bracket that opens a body whose only expression is its result.
  case beforeResult(Int)
}

/// Finds for a range of bytes the narrowest place that runs whenever the range does.
struct ReachPlaces {
  let ground: Ground

  func place(of range: ByteRange) -> ReachPlace? {
    let node = ground.tree.smallestNode(holding: range)
    if ground.rules.reach.onlyInBodies { return bodyEntry(around: node) }
    guard let function = functionRunning(node) else { return nil }
    if let place = expression(around: node, in: function.node) { return place }
    let whole = ground.body(function.node).flatMap { self.entry($0) }
    if !function.isInBody { return whole }
    if ground.kind(node) == .block { return entry(node) ?? whole }
    let statement = ground.statements[node.int]
    guard statement > function.node else { return whole }
    if let handled = self.handled(node, in: statement) { return entry(handled) ?? whole }
    return self.statement(statement) ?? whole
  }

  /// The function in whose body or head `node` lies, decorators included.
  private func functionRunning(_ node: NodeIndex) -> (node: NodeIndex, isInBody: Bool)? {
    var at = node
    while let parent = ground.tree.parent(at) {
      switch ground.kind(parent) {
      case .function, .lambda:
        return (parent, at == ground.body(parent))
      case .decorated:
        if ground.kind(at) == .annotation, let target = ground.lastChild(parent) {
          return ground.kind(target) == .function ? (target, false) : nil
        }
      case .type: return nil
      default: break
      }
      at = parent
    }
    return nil
  }

  /// The innermost expression around `node` that does not run whenever its statement does.
  private func expression(around node: NodeIndex, in function: NodeIndex) -> ReachPlace? {
    var at = node
    var found: NodeIndex?
    while at != function, !isStatement(at), let parent = ground.tree.parent(at) {
      if ground.kind(at) == .text { found = nil }
      if found == nil, isOptional(at, in: parent) {
        let inner = ground.kind(at) == .condition ? ground.bare(at) : at
        if isWhole(inner) { found = inner }
      }
      at = parent
    }
    return found.map { .around($0) }
  }

  private func isStatement(_ node: NodeIndex) -> Bool {
    ground.statements[node.int] == node || ground.kind(node) == .block
  }

  /// Whether `node` may be skipped when `parent` is evaluated.
  private func isOptional(_ node: NodeIndex, in parent: NodeIndex) -> Bool {
    switch ground.kind(parent) {
    case .lambda: return ground.kind(node) != .parameters && ground.kind(node) != .block
    case .binary:
      let symbol = ground.tree.operatorSymbol(parent)
      return (ground.isConnector(parent) || symbol == .doubleQuestion)
        && ground.tree.children(parent).first != node
    case .conditional: return ground.kind(node) != .condition
    case .arm: return ground.rules.reach.block != nil && ground.kind(node) != .block
    case .comprehension: return ground.tree.children(parent).first == node
    case .generator: return ground.kind(node) == .condition
    default: return false
    }
  }

  /// Whether `node` is an expression by itself.
  private func isWhole(_ node: NodeIndex) -> Bool {
    switch ground.kind(node) {
    case .spread, .argument, .pair, .arguments, .parameters, .parameter, .generator, .condition,
      .slice, .pattern, .sequence, .block, .unknown:
      false
    default: true
    }
  }

  /// The body of the handler whose head or body `node` is, within its statement.
  private func handled(_ node: NodeIndex, in statement: NodeIndex) -> NodeIndex? {
    guard ground.kind(statement) == .attempt, node != statement else { return nil }
    return ground.children(statement).first { ground.kind($0) == .block }
  }

  // MARK: Bodies

  /// Where the body of the named function around `node` begins.
  private func bodyEntry(around node: NodeIndex) -> ReachPlace? {
    let tree = ground.tree
    var at: NodeIndex? = node
    while let here = at, ground.kind(here) != .function { at = tree.parent(here) }
    guard let around = at else { return nil }
    let function = accessor(around) ?? around
    guard let body = tree.child(function, .block), !isForbidden(function) else { return nil }
    let token = Int(tree[body].firstToken)
    let statements = ground.children(body)
    guard statements.count == 1, let only = statements.first,
      ground.rules.declaredResult?(tree, function) != .nothing
    else { return .after(token) }
    switch ground.kind(only) {
    case .statement:
      return tree.child(only, .assignment) == nil ? .beforeResult(token) : .after(token)
    case .branch, .selection:
      let leaves = ground.ownNodes(only).contains { [.exit, .raise].contains(ground.kind($0)) }
      return leaves || ground.firstSymbol(only) == .guard ? .after(token) : .beforeResult(token)
    default: return .after(token)
    }
  }

  /// The first accessor of what has nothing but accessors for a body, such as a subscript.
  private func accessor(_ function: NodeIndex) -> NodeIndex? {
    guard let body = ground.tree.child(function, .block) else { return nil }
    let parts = ground.children(body).map { part in
      ground.kind(part) == .decorated ? ground.children(part).last ?? part : part
    }
    guard let first = parts.first, parts.allSatisfy({ ground.kind($0) == .function }) else {
      return nil
    }
    return first
  }

  private func isForbidden(_ function: NodeIndex) -> Bool {
    let tree = ground.tree
    var at: NodeIndex? = function
    while let here = at {
      if let parent = tree.parent(here), ground.kind(parent) == .decorated {
        for annotation in tree.children(parent) where ground.kind(annotation) == .annotation {
          let text = tree.text(annotation)
          if ground.rules.reach.forbidding.contains(where: { text.contains($0) }) { return true }
        }
      }
      at = tree.ancestor(here, of: [.function])
    }
    return false
  }

  // MARK: Entries

  /// The place that runs first in a body.
  private func entry(_ body: NodeIndex) -> ReachPlace? {
    guard ground.kind(body) == .block else { return isWhole(body) ? .around(body) : nil }
    if ground.firstSymbol(body) == .leftCurly, ground.rules.reach.standsAnywhere {
      let logic = ground.logic(body)
      guard logic.count < ground.children(body).count, let first = logic.first else {
        return .after(Int(ground.tree[body].firstToken))
      }
      return .before(first)
    }
    for statement in ground.logic(body) {
      switch ground.kind(statement) {
      case .function, .type, .import, .declaration: continue
      default: return self.statement(statement)
      }
    }
    return nil
  }

  /// The place that runs when `statement` begins.
  private func statement(_ statement: NodeIndex) -> ReachPlace? {
    if ground.rules.reach.block != nil, let arm = ground.tree.parent(statement),
      ground.kind(arm) == .arm
    {
      return .around(statement)
    }
    let isListed =
      ground.tree.parent(statement).map { [.block, .arm].contains(ground.kind($0)) } ?? false
    if isListed,
      !follows(.colon, statement) || isFirstInArm(statement) || !ground.rules.reach.standsAnywhere
    {
      switch ground.kind(statement) {
      case .statement, .exit, .raise, .assertion: return .before(statement)
      case .declaration where ground.rules.reach.standsAnywhere: return .before(statement)
      case .branch, .loop, .selection, .attempt, .scope:
        if ground.rules.reach.standsAnywhere { return .before(statement) }
      default: break
      }
    }
    return head(statement)
  }

  /// The expression that a statement evaluates first.
  private func head(_ statement: NodeIndex) -> ReachPlace? {
    let parts = ground.children(statement)
    let first: NodeIndex?
    switch ground.kind(statement) {
    case .branch, .selection:
      first = ground.tree.child(statement, .condition).map { ground.bare($0) }
    case .loop:
      first =
        ground.tree.child(statement, .condition).map { ground.bare($0) }
        ?? ground.loopedValues(statement)
    case .scope: first = parts.first.flatMap { ground.tree.children($0).first }
    case .attempt:
      return parts.first.flatMap { ground.kind($0) == .block ? entry($0) : nil }
    case .statement, .exit, .raise: first = parts.first
    default: first = nil
    }
    guard let first, isWhole(first), ground.kind(first) != .assignment
    else { return nil }
    return .around(first)
  }

  private func follows(_ symbol: Symbol, _ node: NodeIndex) -> Bool {
    let first = Int(ground.tree[node].firstToken)
    return first > 0 && ground.tree.tokens[first - 1].symbol == symbol
  }

  private func isFirstInArm(_ statement: NodeIndex) -> Bool {
    guard let arm = ground.tree.parent(statement), ground.kind(arm) == .arm else { return false }
    return ground.children(arm).first { isStatement($0) } == statement
  }
}
