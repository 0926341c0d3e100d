import Syntax
import Text

/// A kind of place where a mutant would tell nothing.
package struct NoiseRule: Sendable {
  /// The word that stands in the list of mutants passed over.
  package let name: String
  /// Why nobody should be asked to test this.
  package let because: String
  package let examples: [MutationOperator.Example]
  /// Whether everything in the node is noise, save functions inside it.
  let covers: (@Sendable (Ground, NodeIndex) -> Bool)?
  /// Whether this operator's edit of the node is noise.
  let refuses: (@Sendable (Ground, MutationOperator, NodeIndex) -> Bool)?

  init(
    _ name: String, because: String, examples: [MutationOperator.Example],
    covers: (@Sendable (Ground, NodeIndex) -> Bool)? = nil,
    refuses: (@Sendable (Ground, MutationOperator, NodeIndex) -> Bool)? = nil
  ) {
    self.name = name
    self.because = because
    self.examples = examples
    self.covers = covers
    self.refuses = refuses
  }

  /// Every rule; where several hold, the first gives the reason.
  package static let all: [NoiseRule] = named + places + equivalents
}

/// Which places of one file are noise, and by which rule.
struct NoiseMap {
  private let ground: Ground
  private let isGenerated: Bool
  /// For each node, one more than the index of the rule that covers it; zero for none.
  private var cover: [UInt8]

  init(ground: Ground) {
    self.ground = ground
    let tree = ground.tree
    isGenerated = NoiseMap.isGenerated(tree, ground.rules)
    cover = [UInt8](repeating: 0, count: tree.nodes.count)
    let covering = NoiseRule.all.enumerated().filter { $0.element.covers != nil }
    for index in tree.nodes.indices.dropFirst() {
      let node = NodeIndex(index)
      let kind = tree.nodes[index].kind
      if kind != .function, kind != .lambda { cover[index] = cover[Int(tree.parents[index])] }
      guard cover[index] == 0, NoiseMap.mayBeCovered.contains(kind) else { continue }
      for (place, rule) in covering where rule.covers?(ground, node) == true {
        cover[index] = UInt8(place + 1)
        break
      }
    }
  }

  private static let mayBeCovered: NodeKinds = [
    .call, .function, .statement, .raise, .argument, .pair, .assignment, .declaration, .branch,
  ]

  /// The name of the rule by which a mutant is passed over, or nil.
  func rule(for op: MutationOperator, at node: NodeIndex) -> String? {
    if isGenerated { return "generated" }
    // A domain error is aimed at a place that hurts; only rules about its edit may refuse it.
    let covering = Int(cover[node.int])
    if covering > 0, op.family != .domain { return NoiseRule.all[covering - 1].name }
    return NoiseRule.all.first { $0.refuses?(ground, op, node) == true }?.name
  }

  /// Whether a comment near the top says that the file is made by a program.
  private static func isGenerated(_ tree: SyntaxTree, _ rules: MutationRules) -> Bool {
    for comment in tree.comments where comment.start < 2_000 {
      let text = tree.text(comment).lowercased()
      if rules.generatedMarks.contains(where: { text.contains($0) }) { return true }
    }
    return false
  }
}
