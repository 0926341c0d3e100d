package import Syntax

/// The static half: from trees to test cases with classified assertions.
///
/// `outline` reads one file alone and may run in parallel; the analysis joins all outlines, and
/// `suiteFile(at:)` judges one file with knowledge of the others, again in parallel.
package struct SuiteAnalysis: Sendable {
  package let outlines: [SuiteOutline]
  let index: HelperIndex
  let doubles: [Doubles]
  /// What functions of the tested code compute, by their names.
  let formulas: [String: [Formula]]
  /// The functions of the test tree that hold an assertion, directly or through others.
  private(set) var checkers: Set<FunctionReference> = []

  package init(_ outlines: [SuiteOutline], formulas: [Formula] = []) {
    self.outlines = outlines
    self.formulas = Dictionary(grouping: formulas, by: \.name)
    index = HelperIndex(outlines)
    doubles = outlines.map { Doubles($0) }
    checkers = findCheckers()
  }

  /// - Complexity: O(nodes), and one look-up per call inside helpers
  private func findCheckers() -> Set<FunctionReference> {
    let reader = Reader(self)
    var found: Set<FunctionReference> = []
    var callers: [(FunctionReference, [Place])] = []
    for (file, outline) in outlines.enumerated() {
      let tests = Set(outline.cases.compactMap(\.function))
      for definition in outline.definitions where !tests.contains(definition.node) {
        let reference = FunctionReference(file: file, node: definition.node)
        var calls: [Place] = []
        for node in outline.tree.descendants(definition.node) {
          let place = Place(file: file, node: node)
          if reader.isDirectCheck(place) {
            found.insert(reference)
            break
          }
          if outline.tree.kind(node) == .call { calls.append(place) }
        }
        if !found.contains(reference), !calls.isEmpty { callers.append((reference, calls)) }
      }
    }
    for _ in 0..<2 {
      callers = callers.filter { caller, calls in
        guard calls.contains(where: { reader.function($0).map(found.contains) ?? false }) else {
          return true
        }
        found.insert(caller)
        return false
      }
    }
    return found
  }

  /// Every file, in the order of the outlines.
  package static func classify(
    _ outlines: [SuiteOutline], formulas: [Formula] = []
  ) -> [SuiteFile] {
    let analysis = SuiteAnalysis(outlines, formulas: formulas)
    return outlines.indices.map { analysis.suiteFile(at: $0) }
  }

  package static func outline(
    path: String, tree: SyntaxTree, rules: SuiteRules, settings: TestNames = TestNames()
  ) -> SuiteOutline {
    LargeStack.run {
      OutlineBuilder(path: path, tree: tree, rules: rules, settings: settings).build()
    }
  }

  /// Whether a file belongs to the test tree, by where it lies, what it imports or what it holds.
  package static func isTestFile(
    path: String, tree: SyntaxTree, rules: SuiteRules, settings: TestNames = TestNames()
  ) -> Bool {
    if rules.isTestPath(path, settings.files) { return true }
    let outline = outline(path: path, tree: tree, rules: rules, settings: settings)
    return !outline.frameworks.isEmpty && !outline.cases.isEmpty
  }

  /// Whether a file belongs to the tests only as a place of helpers and fixtures; such files are
  /// outlined too, so that calls of their functions can be followed.
  package static func isSupportFile(path: String, rules: SuiteRules) -> Bool {
    rules.isSupportPath(path)
  }
}
