import Glibc
import Processes
import Synchronization

/// The journal on the disk, open at its end.
final class JournalFile: Sendable {
  private let descriptor: Int32
  private let path: String
  private let isWhole = Mutex(true)

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// Opens the journal at `path` and gives the outcomes in it that stand.
  ///
  /// A journal of another plan, or any journal when `startsAnew` is set, is kept beside the new one
  /// under a name that ends in `.old`.
  static func open(
    _ path: String, plan: String, startsAnew: Bool
  ) throws(SystemFailure) -> (file: JournalFile, outcomes: [String: Outcome]) {
    let earlier = try bytes(of: path)
    var outcomes: [String: Outcome] = [:]
    if !earlier.isEmpty {
      if !startsAnew, let found = Journal.outcomes(in: earlier, plan: plan) {
        outcomes = found
      } else if rename(path, path + ".old") != 0 {
        throw .file(action: "rename", path: path, code: errno)
      }
    }
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
    let descriptor = Glibc.open(path, flags, 0o644)
    guard descriptor >= 0 else { throw .file(action: "open", path: path, code: errno) }
    let file = JournalFile(descriptor: descriptor, path: path)
    // A line that an earlier run could not finish must not swallow the next one.
    if let last = earlier.last, last != 10 { file.write("") }
    return (file, outcomes)
  }

  /// Appends one line and its line break by one call; after a failure nothing more is written.
  func write(_ line: String) {
    isWhole.withLock { isWhole in
      guard isWhole else { return }
      let bytes = Array(line.utf8) + [10]
      isWhole =
        bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        == bytes.count
    }
  }

  private static func bytes(of path: String) throws(SystemFailure) -> [UInt8] {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return [] }
      throw .file(action: "open", path: path, code: errno)
    }
    defer { close(descriptor) }
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .file(action: "read", path: path, code: errno) }
      if count == 0 { return all }
      all += chunk[..<count]
    }
  }
}
