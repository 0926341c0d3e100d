import Syntax
import Text

/// A comment that accepts what is weak, with a reason:
/// `tocsin: allow existence -- the handle promises nothing else`.
///
/// It stands on the line of an assertion or of a test's beginning, or alone on the line before. The
/// words before the dashes are classes of assertions or kinds of tests. Nothing is counted
/// differently for it; what is allowed is only no longer shown as weak.
struct Allowance: Sendable {
  /// From 1.
  var line: Int
  /// Whether code stands before the comment, so that it speaks of its own line.
  var isTrailing: Bool
  var words: [String]
  var reason: String

  private static let opening = "tocsin: allow "
  private static let known = Set(
    AssertionClass.allCases.map(\.rawValue) + TestKind.allCases.map(\.rawValue))

  /// The line that it speaks of.
  var target: Int { isTrailing ? line : line + 1 }

  /// The allowances of a file, in order.
  static func all(in tree: SyntaxTree, _ lines: LineIndex) -> [Allowance] {
    tree.comments.compactMap { range in
      // Most comments are no allowances, and their characters are not compared.
      guard range.count > opening.utf8.count else { return nil }
      let text = tree.text(range)
      guard text.holds(opening), let start = text.firstRange(of: opening) else { return nil }
      var rest = String(text[start.upperBound...])
      if rest.hasSuffix("*/") { rest.removeLast(2) }
      let parts = rest.split(separator: " -- ", maxSplits: 1)
      let words = (parts.first ?? "").split { $0 == " " || $0 == "," || $0 == "\n" }
      let line = lines.line(of: range.start)
      let before = tree.bytes[Int(lines.starts[line - 1])..<Int(range.start)]
      return Allowance(
        line: line, isTrailing: before.contains { $0 != 32 && $0 != 9 },
        words: words.map(String.init),
        reason: parts.count > 1 ? parts[1].split(separator: " ").joined(separator: " ") : "")
    }
  }

  /// Why it is not obeyed, whatever it speaks of.
  private var mistake: String? {
    if reason.isEmpty { return "needs a reason after \" -- \"" }
    if words.isEmpty { return "names no class and no kind" }
    return words.first { !Allowance.known.contains($0) }
      .map { "names \($0), which is no class of assertions and no kind of tests" }
  }

  private func accepts(_ assertion: Assertion) -> Bool {
    assertion.side != .business && words.contains(assertion.classified.rawValue)
  }

  private func accepts(_ test: TestCase) -> Bool {
    test.kind != .business && words.contains(test.kind.rawValue)
  }

  /// Marks what it allows; false when there is nothing.
  private func apply(to file: inout SuiteFile) -> Bool {
    var isUsed = false
    func mark(_ assertions: inout [Assertion]) {
      for index in assertions.indices where accepts(assertions[index]) {
        let range = assertions[index].range
        let lines = file.lines.line(of: range.start)...file.lines.lastLine(of: range)
        guard lines.contains(target) else { continue }
        assertions[index].allowed = reason
        isUsed = true
      }
    }
    mark(&file.assertions)
    for number in file.tests.indices {
      mark(&file.tests[number].assertions)
      guard file.lines.line(of: file.tests[number].range.start) == target,
        accepts(file.tests[number])
      else { continue }
      file.tests[number].allowed = reason
      isUsed = true
    }
    return isUsed
  }

  /// Marks what the comments of a file allow, and notes the comments that allow nothing.
  static func apply(_ allowances: [Allowance], to file: inout SuiteFile) {
    for allowance in allowances {
      if let mistake = allowance.mistake {
        file.remarks.append("line \(allowance.line): an allowance \(mistake); it is not obeyed")
      } else if !allowance.apply(to: &file) {
        let words = allowance.words.joined(separator: ", ")
        file.remarks.append(
          "line \(allowance.line): nothing here is \(words) any more; take the allowance out")
      }
    }
    guard !allowances.isEmpty else { return }
    for number in file.tests.indices where file.tests[number].allowed == nil {
      let weak = file.tests[number].assertions.filter { $0.classified != .meta }
      guard file.tests[number].kind != .business, !weak.isEmpty,
        weak.allSatisfy({ $0.allowed != nil })
      else { continue }
      file.tests[number].allowed = weak[0].allowed
    }
  }
}
