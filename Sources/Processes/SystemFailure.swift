import Glibc

/// What the operating system refused, with the path or command and the error number.
package enum SystemFailure: Error, Equatable, Sendable {
  /// No executable of this name is on the command's own `PATH`.
  case noExecutable(String)
  /// `step` is what failed: `fork`, `directory`, `limits`, `isolation`, `descriptors`, `execute`.
  case cannotStart(command: String, step: String, code: Int32)
  /// The keeper of a running command ended before the command did.
  case lostKeeper(command: String)
  case isolationUnavailable(Isolation, reason: String)
  /// `action` is a verb: `open`, `read`, `write`, `rename`, `copy`, `remove`, `lock`, `list`.
  case file(action: String, path: String, code: Int32)
  /// A copy would not leave enough room on the disk; both figures are bytes.
  case notEnoughDisk(path: String, needed: Int, free: Int)
  /// The place for copies lies inside the tree that is copied.
  case scratchInsideTree(scratch: String, root: String)
  /// A pristine file is not what it was when it was taken, so nothing can be restored from it.
  case pristineChanged(path: String)
}

extension SystemFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noExecutable(let name):
      "cannot find the program \(name); is it on PATH?"
    case .cannotStart(let command, let step, let code):
      "cannot start \(command): \(step) failed: \(Self.words(code))"
    case .lostKeeper(let command):
      "lost sight of \(command): the process that watches it was killed"
    case .isolationUnavailable(let isolation, let reason):
      "isolation level \(isolation.rawValue) is not available: \(reason)"
    case .file(let action, let path, let code):
      "cannot \(action) \(path): \(Self.words(code))"
    case .notEnoughDisk(let path, let needed, let free):
      "not enough room at \(path): \(needed >> 20) MiB needed, \(free >> 20) MiB free"
    case .scratchInsideTree(let scratch, let root):
      "the scratch folder \(scratch) lies inside \(root); set TMPDIR to a folder elsewhere"
    case .pristineChanged(let path):
      "the pristine copy of \(path) was changed by a test; start the run anew"
    }
  }

  private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }
}
