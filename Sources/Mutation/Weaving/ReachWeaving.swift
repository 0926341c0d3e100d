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
