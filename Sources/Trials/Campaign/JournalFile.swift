import Glibc
import Processes
import Text

/// The journal on the disk, open at its end.
struct JournalFile: Sendable {
  private let log: AppendLog

  /// Opens the journal at `path` and gives the outcomes in it that stand.
  ///
  /// A journal of another plan, or any journal when `startsAnew` is set, is kept beside the new one
  /// under a name that ends in `.old`.
  static func open(
    _ path: String, plan: String, startsAnew: Bool
  ) throws(SystemFailure) -> (file: JournalFile, outcomes: [String: Outcome]) {
    if let outcomes = try earlier(path, plan: plan, startsAnew: startsAnew) {
      return (JournalFile(log: try AppendLog.open(path).0), outcomes)
    }
    guard rename(path, path + ".old") == 0 || errno == ENOENT else {
      throw .file(action: "rename", path: path, code: errno)
    }
    return (JournalFile(log: try AppendLog.open(path).0), [:])
  }

  /// Nil when what is there cannot be gone on with.
  private static func earlier(
    _ path: String, plan: String, startsAnew: Bool
  ) throws(SystemFailure) -> [String: Outcome]? {
    guard FileStatus(path) != nil, !startsAnew else { return nil }
    let (_, contents) = try AppendLog.open(path)
    return Journal.outcomes(in: contents.records, plan: plan)
  }

  func write(_ line: JSONText) throws(SystemFailure) { try log.append(line.line) }
}
