package import Syntax

/// The static half: from trees to test cases with classified assertions.
///
/// `outline` reads one file alone and may run in parallel; the analysis joins all outlines, and
/// `suiteFile(at:)` judges one file with knowledge of the others, again in parallel.
package struct SuiteAnalysis: Sendable {
  let ground: SuiteGround
  /// Whether `Assertion.subjects` are wanted.
  let namesSubjects: Bool
  /// The functions of the test tree that hold an assertion, directly or through others.
  private(set) var checkers: Set<FunctionReference> = []

  /// Joins the outlines; what concerns one of them alone is done by `spreading`.
  ///
  /// `code` is what is known of the tested code.
  package init(
    _ outlines: [SuiteOutline], code: CodeFacts = CodeFacts(), namesSubjects: Bool = true,
    spreading: Spreading = Spreading { $1(0..<$0) }
  ) {
    self.namesSubjects = namesSubjects
    ground = SuiteGround(
      outlines: outlines, index: HelperIndex(outlines, spreading),
      doubles: spreading.map(outlines.count) { Doubles(outlines[$0]) },
      shapes: spreading.map(outlines.count) { TreeShape(outlines[$0]) },
      code: code)
    checkers = findCheckers(spreading)
  }

  package var outlines: [SuiteOutline] { ground.outlines }

  /// - Complexity: O(nodes), and one look-up per call inside helpers
  private func findCheckers(_ spreading: Spreading) -> Set<FunctionReference> {
    let files = spreading.map(outlines.count) { helpers(in: $0) }
    var found = Set(files.flatMap(\.checking))
    var callers = files.flatMap(\.callers)
    for _ in 0..<2 {
      callers = callers.filter { caller, called in
        guard called.contains(where: found.contains) else { return true }
        found.insert(caller)
        return false
      }
    }
    return found
  }

  /// The functions of one file that assert themselves, and what the others call.
  private func helpers(in file: Int) -> (
    checking: [FunctionReference], callers: [(FunctionReference, called: [FunctionReference])]
  ) {
    let reader = Reader(self)
    let outline = outlines[file]
    let tests = Set(outline.cases.compactMap(\.function))
    var checking: [FunctionReference] = []
    var callers: [(FunctionReference, called: [FunctionReference])] = []
    for definition in outline.definitions where !tests.contains(definition.node) {
      let reference = FunctionReference(file: file, node: definition.node)
      var calls: [Place] = []
      let isChecking = outline.tree.descendants(definition.node).contains { node in
        let place = Place(file: file, node: node)
        if outline.tree.kind(node) == .call { calls.append(place) }
        return reader.isDirectCheck(place)
      }
      if isChecking {
        checking.append(reference)
      } else {
        let called = calls.compactMap { reader.function($0) }
        if !called.isEmpty { callers.append((reference, called)) }
      }
    }
    return (checking, callers)
  }

  /// Every file, in the order of the outlines.
  package static func classify(
    _ outlines: [SuiteOutline], code: CodeFacts = CodeFacts()
  ) -> [SuiteFile] {
    let analysis = SuiteAnalysis(outlines, code: code)
    return outlines.indices.map { analysis.suiteFile(at: $0) }
  }

  package static func outline(
    path: String, tree: SyntaxTree, rules: SuiteRules, settings: TestNames = TestNames()
  ) -> SuiteOutline {
    LargeStack.run {
      OutlineBuilder(path: path, tree: tree.withWords(), rules: rules, settings: settings).build()
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

/// What readers of all files share; a class, since readers are handed around often.
final class SuiteGround: Sendable {
  let outlines: [SuiteOutline]
  let index: HelperIndex
  let doubles: [Doubles]
  let shapes: [TreeShape]
  let views: [TreeShape.View]
  let code: CodeFacts

  init(
    outlines: [SuiteOutline], index: HelperIndex, doubles: [Doubles], shapes: [TreeShape],
    code: CodeFacts
  ) {
    self.outlines = outlines
    self.index = index
    self.doubles = doubles
    self.shapes = shapes
    views = shapes.map(\.view)
    var code = code
    code.add(countersOf: outlines)
    self.code = code
  }
}
