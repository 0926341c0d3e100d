import Trials

/// A mutant, how it ends and by which way it must have been run.
struct HostCase {
  let id: String
  let original: String
  let replacement: String
  let status: MutantStatus
  /// Nil for the usual way of the suite.
  let mode: String?
  /// Nil for the usual file of the suite.
  let path: String?

  init(
    _ id: String, _ original: String, _ replacement: String, _ status: MutantStatus = .killed,
    _ mode: String? = nil, in path: String? = nil
  ) {
    self.id = id
    self.original = original
    self.replacement = replacement
    self.status = status
    self.mode = mode
    self.path = path
  }
}
