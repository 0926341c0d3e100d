package import Syntax
package import Text

/// Markers woven into one file that tell which tests come to which mutant's place.
///
/// A marker calls the function `__tocsin_reach__` with the number of its site; the project's runner
/// plugin defines it. Where the language cannot ask whether it is defined (its spelling says so),
/// woven files run only under a plugin that defines it. The function must return a false value and
/// raise nothing. Line numbers, values and the order of evaluation stay.
package struct ReachWeaving: Sendable {
  /// Insertions, one an offset, in order.
  package var edits: [Edit]
  /// The ids of the mutants that share each site.
  package var sites: [Int: [String]]
  /// The ids of the mutants whose reach stays unknown: code that runs once, when a file is loaded.
  package var unknown: [String]

  /// Weaves markers for `mutants` of one file; sites are numbered from `firstSite`.
  /// - Complexity: O(mutants × (depth + log mutants))
  package static func weave(
    tree: SyntaxTree, mutants: [Mutant], rules: MutationRules, firstSite: Int
  ) -> ReachWeaving {
    let finder = ReachPlaces(ground: Ground(tree: tree, rules: rules))
    var numbers: [ReachPlace: Int] = [:]
    var result = ReachWeaving(edits: [], sites: [:], unknown: [])
    for mutant in mutants {
      guard let place = finder.place(of: mutant.edit.range) else {
        result.unknown.append(mutant.id)
        continue
      }
      let number = numbers[place] ?? firstSite + numbers.count
      numbers[place] = number
      result.sites[number, default: []].append(mutant.id)
    }
    result.edits = insertions(numbers, tree, rules.reach)
    if !numbers.isEmpty {
      result.edits += rules.reach.changes(tree)
      result.edits.sort { $0.range.start < $1.range.start }
    }
    return result
  }

  /// The insertions at each offset: what closes stands before what opens, inner closes first and
  /// outer opens first.
  private static func insertions(
    _ numbers: [ReachPlace: Int], _ tree: SyntaxTree, _ reach: MutationRules.Reach
  ) -> [Edit] {
    var inserted: [UInt32: Insertion] = [:]
    for (place, number) in numbers {
      let call = reach.call.0 + String(number) + reach.call.1
      switch place {
      case .before(let node):
        // Wider than any expression that begins there.
        let opener = Insertion.Opener(width: Int.max, text: call + "; ")
        inserted[tree.range(node).start, default: Insertion()].openers.append(opener)
      case .after(let token):
        let opener = Insertion.Opener(width: Int.max, text: call + ";")
        inserted[tree.tokens[token].end, default: Insertion()].openers.append(opener)
      case .beforeResult(let token):
        let opener = Insertion.Opener(width: Int.max, text: call + "; return ")
        inserted[tree.tokens[token].end, default: Insertion()].openers.append(opener)
      case .around(let node):
        let range = tree.range(node)
        let (before, after) = reach.block ?? ("(", "))")
        let text = before + call + (reach.block == nil ? reach.join + "(" : "; (")
        let opener = Insertion.Opener(width: range.count, text: text)
        inserted[range.start, default: Insertion()].openers.append(opener)
        inserted[range.end, default: Insertion()].closers.append(after)
      }
    }
    return inserted.keys.sorted().map { offset in
      Edit(ByteRange(offset, offset), inserted[offset, default: Insertion()].text)
    }
  }
}

/// What is inserted at one offset.
private struct Insertion {
  struct Opener {
    /// How many bytes the marked text has; the wider opens first.
    var width: Int
    var text: String
  }

  var closers: [String] = []
  var openers: [Opener] = []

  var text: String {
    var text = closers.joined()
    for opener in openers.sorted(by: { $0.width > $1.width }) { text += opener.text }
    return text
  }
}

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
    guard let function = at, let body = tree.child(function, .block), !isForbidden(function) else {
      return nil
    }
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
