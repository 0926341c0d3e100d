package import Syntax
package import Text

/// One way to plant a logic error.
package struct MutationOperator: Sendable {
  /// A source text and every result that the operator makes of it.
  package struct Example: Sendable {
    /// The extension of the files whose language the example is written in.
    package var fileExtension: String
    package var source: String
    package var results: [String]

    package init(_ fileExtension: String, _ source: String, _ results: [String]) {
      self.fileExtension = fileExtension
      self.source = source
      self.results = results
    }
  }

  /// The operator's name in reports.
  package let id: String
  /// The stratum of the sample that the operator belongs to.
  package let family: Family
  /// What it changes.
  package let title: String
  /// Why a test ought to notice.
  package let because: String
  /// Where it changes nothing, and why.
  package let notWhen: String
  /// The area that every mutant of the operator belongs to, if that is always the same.
  package let area: RiskArea?
  /// The kinds of node that it looks at.
  package let kinds: [NodeKind]
  package let examples: [Example]
  let edits: @Sendable (borrowing Ground, NodeIndex) -> [Edit]

  package enum Family: String, Sendable, CaseIterable {
    case extreme, domain, relational, logical, condition, arithmetic, constant
    case result = "return"
    case statement, call, collection
    case defaulting = "default"
    case rounding, time, error, async, loop
  }

  init(
    _ id: String, _ family: Family, title: String, because: String, notWhen: String,
    area: RiskArea? = nil, at kinds: [NodeKind], examples: [Example],
    edits: @escaping @Sendable (borrowing Ground, NodeIndex) -> [Edit]
  ) {
    self.id = id
    self.family = family
    self.title = title
    self.because = because
    self.notWhen = notWhen
    self.area = area
    self.kinds = kinds
    self.examples = examples
    self.edits = edits
  }
}
