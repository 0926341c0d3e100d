package import Syntax
package import Text

/// The mutants of one file, in source order, and those passed over as noise.
package struct Discovery: Sendable {
  package var mutants: [Mutant]
  package var passedOver: [PassedOver]

  package init(mutants: [Mutant] = [], passedOver: [PassedOver] = []) {
    self.mutants = mutants
    self.passedOver = passedOver
  }

  /// Makes every mutant that `operators` make in one file.
  ///
  /// Files are independent of each other; callers may read them in parallel.
  /// - Complexity: O(nodes × operators of their kinds)
  package static func discover(
    in file: SourceFile, tree: SyntaxTree, rules: MutationRules,
    operators: [MutationOperator] = MutationOperator.all
  ) -> Discovery {
    var finding = Finding(file: file, ground: Ground(tree: tree, rules: rules))
    let byKind = MutationOperator.byKind(operators)
    for index in tree.nodes.indices {
      let node = NodeIndex(index)
      for op in byKind[Int(tree.nodes[index].kind.rawValue)] {
        finding.apply(op, at: node)
      }
    }
    return finding.inSourceOrder()
  }
}

extension MutationOperator {
  /// The operators for each kind of node, indexed by the kind's raw value.
  fileprivate static func byKind(_ operators: [MutationOperator]) -> [[MutationOperator]] {
    NodeKind.allCases.map { kind in operators.filter { $0.kinds.contains(kind) } }
  }
}

/// The work of discovery in one file.
private struct Finding {
  let file: SourceFile
  let ground: Ground
  private let noise: NoiseMap
  private var areas: AreaFinder
  /// Where edits that were made begin and what they say, without what they keep.
  private var made: Set<Edit> = []
  private var ordinals: [String: Int] = [:]
  var discovery = Discovery()

  init(file: SourceFile, ground: Ground) {
    self.file = file
    self.ground = ground
    noise = NoiseMap(ground: ground)
    areas = AreaFinder(ground: ground, path: file.path)
  }

  mutating func apply(_ op: MutationOperator, at node: NodeIndex) {
    guard !ground.isPassive(node) || ground.kind(node) == .annotation else { return }
    for edit in op.edits(ground, node) {
      let essence = edit.withoutCommonEnds(ground.tree.bytes)
      guard !essence.isBlank(in: ground.tree.bytes), made.insert(essence).inserted else { continue }
      let mutant = mutant(op, node, edit)
      if let rule = noise.rule(for: op, at: node) {
        discovery.passedOver.append(PassedOver(mutant: mutant, reason: rule))
      } else {
        discovery.mutants.append(mutant)
      }
    }
  }

  func inSourceOrder() -> Discovery {
    var result = discovery
    result.mutants = Finding.sorted(result.mutants) { $0.edit.range.start }
    result.passedOver = Finding.sorted(result.passedOver) { $0.mutant.edit.range.start }
    return result
  }

  /// Sorts by `start`; what starts together keeps its order.
  private static func sorted<Item>(_ items: [Item], by start: (Item) -> UInt32) -> [Item] {
    items.enumerated().map { (start($0.element), $0.offset, $0.element) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  private mutating func mutant(_ op: MutationOperator, _ node: NodeIndex, _ edit: Edit) -> Mutant {
    let function = ground.function(around: node)
    let name = function.flatMap { ground.names[$0] } ?? ""
    var start = edit.range.start
    var end = edit.range.end
    if end > start, file.bytes[Int(end) - 1] == 10 { end -= 1 }
    start = min(start, end)
    return Mutant(
      id: identity(op, node, edit, function: name), path: file.path, operatorID: op.id,
      family: op.family.rawValue, riskArea: op.area ?? areas.area(of: node), function: name,
      functionRange: ground.range(function ?? ground.tree.root), edit: edit,
      original: file.text(edit.range), start: file.lines.position(of: start),
      end: file.lines.position(of: end), mayHang: ground.mayHang(op, node))
  }

  /// Hashes what stays the same when other places of the file change.
  private mutating func identity(
    _ op: MutationOperator, _ node: NodeIndex, _ edit: Edit, function: String
  ) -> String {
    var hash = StableHash()
    hash.combine(field: file.path)
    hash.combine(field: function)
    hash.combine(field: op.id)
    if op.family != .extreme { hash.combine(field: ground.normalised(node)) }
    hash.combine(field: String(decoding: edit.replacement.filter { $0 > 32 }, as: UTF8.self))
    let ordinal = ordinals[hash.text, default: 0]
    ordinals[hash.text] = ordinal + 1
    hash.combine(field: String(ordinal))
    return hash.text
  }
}

extension Edit {
  /// The same change without the bytes that it keeps at its start and its end.
  fileprivate func withoutCommonEnds(_ bytes: [UInt8]) -> Edit {
    var range = range
    var text = replacement[...]
    while !range.isEmpty, let first = text.first, bytes[Int(range.start)] == first {
      range.start += 1
      text.removeFirst()
    }
    while !range.isEmpty, let last = text.last, bytes[Int(range.end) - 1] == last {
      range.end -= 1
      text.removeLast()
    }
    return Edit(range, text)
  }

  /// Whether only blanks change.
  fileprivate func isBlank(in bytes: [UInt8]) -> Bool {
    replacement.allSatisfy { $0 <= 32 } && bytes[range.indices].allSatisfy { $0 <= 32 }
  }
}

extension Ground {
  /// Whether a mutant at `node` may keep a loop from ending.
  fileprivate func mayHang(_ op: MutationOperator, _ node: NodeIndex) -> Bool {
    if controlsLoop(node) { return op.id != "boundary" }
    guard isInOpenLoop(node) else { return false }
    switch op.family {
    case .arithmetic, .statement, .loop: return true
    case .constant: return tree.parent(node).map { kind($0) == .assignment } ?? false
    default: return false
    }
  }
}
