package import Text

/// Edits that make code report which mutants' places it passes.
package struct Weaving: Sendable {
  /// By path; each edit's text calls `Toolchain.reachFunction` with a place's number.
  package var edits: [String: [Edit]]
  /// The number of each mutant's place, by the mutant's id; mutants that cannot be woven are absent.
  package var places: [String: Int]

  package init(edits: [String: [Edit]], places: [String: Int]) {
    self.edits = edits
    self.places = places
  }

  package static let none = Weaving(edits: [:], places: [:])
}
