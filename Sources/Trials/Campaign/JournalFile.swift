import Glibc
import Processes
import Text

/// The journal on the disk, open at its end.
struct JournalFile: Sendable {
  private let log: AppendLog

  /// Opens the journal at `path` and gives what an earlier run has left in it.
  ///
  /// A journal of another state of the tree, or any journal when `startsAnew` is set, is kept beside
  /// the new one under a name that ends in `.old`.
  static func open(
    _ path: String, state: TreeState, startsAnew: Bool
  ) throws(SystemFailure) -> (file: JournalFile, earlier: Journal.Contents?) {
    let earlier = startsAnew ? nil : try earlier(path)
    if let earlier, earlier.state.whole == state.whole {
      return (JournalFile(log: try AppendLog.open(path).0), earlier)
    }
    guard rename(path, path + ".old") == 0 || errno == ENOENT else {
      throw .file(action: "rename", path: path, code: errno)
    }
    return (JournalFile(log: try AppendLog.open(path).0), earlier)
  }

  /// Nil when what is there is no journal.
  private static func earlier(_ path: String) throws(SystemFailure) -> Journal.Contents? {
    guard FileStatus(path) != nil else { return nil }
    return Journal.contents(of: try AppendLog.open(path).1.records)
  }

  func write(_ line: JSONText) throws(SystemFailure) { try log.append(line.line) }
}
