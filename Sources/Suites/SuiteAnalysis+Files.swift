import Syntax
import Text

extension SuiteAnalysis {
  /// One file with its test cases judged.
  ///
  /// - Complexity: O(nodes of the file and of the helpers that it calls)
  package func suiteFile(at file: Int) -> SuiteFile {
    LargeStack.run { FileExamination(self, file).suiteFile() }
  }
}

/// Judges the test cases of one file, one after another.
private struct FileExamination {
  private let analysis: SuiteAnalysis
  private let outline: SuiteOutline
  private let file: Int
  private var seen: [String: Int] = [:]
  private let memory = ReaderMemory()

  init(_ analysis: SuiteAnalysis, _ file: Int) {
    self.analysis = analysis
    self.file = file
    outline = analysis.outlines[file]
  }

  consuming func suiteFile() -> SuiteFile {
    var result = SuiteFile(
      path: outline.path, language: outline.rules.language, frameworks: outline.frameworks,
      unreadBytes: outline.tree.health.unreadBytes, lines: LineIndex(outline.tree.bytes))
    var contrast = Contrast()
    var examined: [ExaminedCase] = []
    for found in outline.cases { examined.append(examine(found)) }
    for number in examined.indices { contrast.note(examined[number], test: number) }
    contrast.apply(to: &examined)
    for number in examined.indices {
      examined[number].markSupporting()
      let judged = examined[number].testCase()
      // A test that holds other tests and asserts nothing itself is a group.
      if judged.kind != .none || !holdsCases(number) { result.tests.append(judged) }
    }
    result.assertions = loose()
    Allowance.apply(Allowance.all(in: outline.tree, result.lines), to: &result)
    return result
  }

  /// A reader of one function; who read another one before must be done with it.
  private func reader(of function: NodeIndex) -> Reader {
    memory.clear()
    return Reader(analysis, [Frame(file: file, function: function)], memory)
  }

  /// Whether the next test case lies inside this one, or another's titles continue this one's.
  private func holdsCases(_ number: Int) -> Bool {
    let titles = outline.cases[number].titles
    if outline.cases.contains(where: {
      $0.titles.count > titles.count && $0.titles.starts(with: titles)
    }) {
      return true
    }
    guard number + 1 < outline.cases.count else { return false }
    return outline.tree.encloses(outline.cases[number].node, outline.cases[number + 1].node)
  }

  private mutating func examine(_ found: CaseOutline) -> ExaminedCase {
    let base = outline.path + "::" + found.titles.joined(separator: " > ")
    let count = seen[base, default: 0] + 1
    seen[base] = count
    var test = TestCase(
      id: count > 1 ? "\(base) #\(count)" : base, titles: found.titles,
      range: outline.tree.range(found.node))
    test.isDisabled = found.isDisabled
    test.isFocused = found.isFocused
    test.isTable = found.isTable || !found.columns.isEmpty
    test.hasComputedTitle = found.hasComputedTitle
    guard let function = found.function else { return ExaminedCase(test, namesSubjects: false) }
    var extraction = Extraction(reader(of: function), checkers: analysis.checkers)
    extraction.run(Place(file: file, node: function), found.isTolerated ? .tolerated : [])
    if let error = found.expectedError {
      let anchor = Place(file: file, node: error.node)
      var claim = Claim(.raises, subject: Place(file: file, node: function), matcher: "attribute")
      claim.expected = error.types.map { anchor.at($0) }
      claim.details = error.details.map { anchor.at($0) }
      extraction.add(claim, anchor, [])
    }
    var judge = Judge(reader: extraction.reader)
    judge.isProperty = found.isProperty
    judge.titles = found.titles
    var result = ExaminedCase(test, namesSubjects: analysis.namesSubjects)
    for claim in found.implied {
      extraction.add(claim, Place(file: file, node: function), [])
    }
    for check in extraction.checks {
      var judgement = judge.judge(check)
      judgement = table(found, judgement, check, extraction.reader)
      if found.isProperty { judgement = judgement.adding(.property) }
      result.add(check, judgement, extraction.reader)
    }
    return result
  }

  /// R15: what a table's expected column makes of an assertion.
  private func table(
    _ found: CaseOutline, _ judgement: Judgement, _ check: Check, _ reader: Reader
  ) -> Judgement {
    guard !found.columns.isEmpty || found.isTable else { return judgement }
    var result = judgement.adding(.table)
    for expected in check.claim.expected {
      let name = reader.bare(expected)
      guard reader.kind(name) == .name else { continue }
      let text = reader.text(name)
      for column in found.columns {
        guard column.names.contains(text), column.rows.count >= 3 else { continue }
        let place = column.names.count == 1 ? nil : column.names.firstIndex(of: text)
        let values = column.rows.map { cell($0, place, reader) }
        if Set(values).count == 1, values[0] != nil {
          result = result.adding(.constantExpected).capped(2)
        }
      }
    }
    return result
  }

  /// The text of one cell of a row.
  private func cell(_ row: NodeIndex, _ number: Int?, _ reader: Reader) -> String? {
    let at = Place(file: file, node: row)
    guard let number else { return reader.text(at) }
    let parts: [Place]
    if reader.kind(at) == .call {
      parts = reader.arguments(at).positional
    } else {
      parts = Array(reader.children(at))
    }
    return number < parts.count ? reader.text(parts[number]) : nil
  }

  /// The assertions outside tests in a language whose tests are calls.
  private func looseAnywhere() -> [Assertion] {
    let root = outline.tree.root
    var extraction = Extraction(reader(of: root), checkers: [], inlines: false)
    extraction.statements(Place(file: file, node: root), [])
    let judge = Judge(reader: extraction.reader)
    var result = ExaminedCase(
      TestCase(id: "", titles: [], range: ByteRange(0, 0)), namesSubjects: analysis.namesSubjects)
    let bodies = outline.cases.compactMap(\.function)
    for check in extraction.checks where isRead(check.claim) {
      if bodies.contains(where: { outline.tree.encloses($0, check.anchor.node) }) { continue }
      result.add(check, judge.judge(check), extraction.reader)
    }
    return result.testCase().assertions
  }

  private func isRead(_ claim: Claim) -> Bool { claim.form != .unknown && claim.form != .unread }

  /// The assertions of helpers and fixtures, where they are written.
  private func loose() -> [Assertion] {
    var found: [Assertion] = []
    if outline.rules.hasLooseAssertions { return looseAnywhere() }
    let tests = outline.cases.map(\.node)
    for definition in outline.definitions {
      let node = definition.node
      if tests.contains(where: { outline.tree.encloses($0, node) }) { continue }
      if outline.cases.contains(where: { $0.function == node }) { continue }
      if outline.tree.ancestor(node, of: .functions) != nil { continue }
      var extraction = Extraction(reader(of: node), checkers: [], inlines: false)
      extraction.run(Place(file: file, node: node), [])
      let judge = Judge(reader: extraction.reader)
      var result = ExaminedCase(
        TestCase(id: "", titles: [], range: ByteRange(0, 0)), namesSubjects: analysis.namesSubjects)
      for check in extraction.checks where isRead(check.claim) {
        result.add(check, judge.judge(check), extraction.reader)
      }
      found += result.testCase().assertions
    }
    return found
  }
}
