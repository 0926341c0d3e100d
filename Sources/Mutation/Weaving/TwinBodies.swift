import Syntax
import Text

/// The body of a function that is written twice, once without a guard, so that a call pays for one
/// question and not for one at each of its guards.
struct TwinBody {
  /// What errors in it are counted by, as a mutant's are by its id.
  var id: String
  /// The statements between the brackets.
  var range: ByteRange
  /// Whether the body is a value without a word that says that it is returned.
  var isResult: Bool
  /// The half-open range of its sites, in their order.
  var sites: Range<Int>
}

/// Finds the functions whose guards cost more than a question at their beginning.
struct TwinBodies {
  let ground: Ground
  let guards: Guards

  /// The outermost functions around `sites`, which are sorted with outer ones first.
  func twins(of sites: [ByteRange], in path: String) -> [TwinBody] {
    guard guards.none != nil else { return [] }
    var found: [TwinBody] = []
    var next = 0
    while next < sites.count {
      let first = next
      next += 1
      guard let function = outermostFunction(around: sites[first]),
        let body = ground.body(function), ground.kind(body) == .block,
        !ground.holdsParts(body, guards),
        let (range, isResult) = ground.inside(body), range.contains(sites[first])
      else { continue }
      while next < sites.count, range.contains(sites[next]) { next += 1 }
      guard range.count <= Flattening.mostBytes, isWorthwhile(sites[first..<next], in: function),
        !isForbidden(function, body)
      else { continue }
      found.append(
        TwinBody(
          id: "twin \(path):\(range.start)", range: range, isResult: isResult,
          sites: first..<next))
    }
    return found
  }

  private func outermostFunction(around range: ByteRange) -> NodeIndex? {
    var at: NodeIndex? = ground.tree.smallestNode(holding: range)
    var found: NodeIndex?
    while let node = at {
      if ground.kind(node) == .function { found = node }
      at = ground.tree.parent(node)
    }
    return found
  }

  /// Whether a call meets more than one guard, as far as that can be seen.
  private func isWorthwhile(_ sites: ArraySlice<ByteRange>, in function: NodeIndex) -> Bool {
    if sites.count > 1 { return true }
    var at: NodeIndex? = sites.first.map { ground.tree.smallestNode(holding: $0) }
    while let node = at, node != function {
      if [.loop, .lambda, .comprehension].contains(ground.kind(node)) { return true }
      at = ground.tree.parent(node)
    }
    return false
  }

  /// Whether a body cannot be written twice: its type depends on where it is written, or it holds
  /// labels that count for the whole function.
  private func isForbidden(_ function: NodeIndex, _ body: NodeIndex) -> Bool {
    let head = Int(ground.tree[function].firstToken)..<Int(ground.tree[body].firstToken)
    if head.contains(where: { guards.untwinned.contains(ground.tree.text(token: $0)) }) {
      return true
    }
    return ground.tree.descendants(body).contains { node in
      ground.statements[node.int] == node
        && ground.tree.parent(node).map { ground.isLabelled(node, in: $0) } ?? false
    }
  }
}
