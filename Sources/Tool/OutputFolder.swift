import Glibc
import Processes

/// The folder of reports, held by one run at a time.
final class OutputFolder: Sendable {
  let path: String
  private let lock: Int32

  /// Makes the folder and locks it until the value goes.
  init(_ path: String) throws(Failure) {
    self.path = path
    try OutputFolder.make(path, mode: 0o755)
    let file = path + "/.lock"
    lock = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard lock >= 0 else { throw OutputFolder.refused("write", file, errno) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      throw Failure(
        .usage, "another run of tocsin is writing to \(path)",
        cure: "wait for it, or choose another folder with --output")
    }
  }

  deinit {
    flock(lock, LOCK_UN)
    close(lock)
  }

  /// Makes the folder and those above it, where they are missing.
  static func make(_ path: String, mode: mode_t) throws(Failure) {
    var made = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      made += made.isEmpty && part.isEmpty ? "/" : made.isEmpty || made == "/" ? part : "/" + part
      guard !made.isEmpty, made != "/" else { continue }
      guard mkdir(made, mode) == 0 || errno == EEXIST else {
        throw OutputFolder.refused("create", made, errno)
      }
    }
  }

  func write(_ text: String, as name: String) throws(Failure) {
    try OutputFolder.write(Array(text.utf8), to: path + "/" + name)
  }

  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    do {
      try AtomicFile.write(bytes, to: path)
    } catch {
      if case .file(let action, _, let code) = error {
        throw refused(action, path, code)
      }
      throw Failure(.usage, "\(error)", cure: "choose another folder with --output")
    }
  }

  private static func refused(_ action: String, _ path: String, _ code: Int32) -> Failure {
    let reason = String(cString: strerror(code))
    return Failure(
      code == ENOSPC || code == EDQUOT ? .incomplete : .usage,
      "cannot \(action) \(path): \(reason)",
      cure: code == ENOSPC || code == EDQUOT
        ? "free some space; the journal keeps what was found, the same command goes on"
        : "choose a writable folder with --output")
  }
}
