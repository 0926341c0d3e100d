/// Which mutants a plan may choose, and how many.
package struct PlanOptions: Sendable {
  package var seed: UInt64
  /// At most so many mutants in all; nil for no limit.
  package var sample: Int?
  /// At most so many mutants that begin on one line; nil for no limit.
  package var perLine: Int?
  /// Paths that alone are planned; nil for all.
  package var files: Set<String>?
  /// Lines, from 1, that alone are planned, by path; nil for all.
  package var changedLines: [String: [ClosedRange<Int>]]?
  /// Ids of mutants and operators that are left out.
  package var excluded: Set<String>

  package init(
    seed: UInt64 = 1, sample: Int? = nil, perLine: Int? = 3, files: Set<String>? = nil,
    changedLines: [String: [ClosedRange<Int>]]? = nil, excluded: Set<String> = []
  ) {
    self.seed = seed
    self.sample = sample
    self.perLine = perLine
    self.files = files
    self.changedLines = changedLines
    self.excluded = excluded
  }

  /// Whether the plan may choose `mutant` by its place and name.
  func selects(_ mutant: Mutant) -> Bool {
    if let files, !files.contains(mutant.path) { return false }
    if excluded.contains(mutant.id) || excluded.contains(mutant.operatorID) { return false }
    guard let changedLines else { return true }
    let lines = mutant.start.line...max(mutant.start.line, mutant.end.line)
    return (changedLines[mutant.path] ?? []).contains { $0.overlaps(lines) }
  }
}
