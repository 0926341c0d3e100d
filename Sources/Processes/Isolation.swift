import CProcess
import Glibc

/// How far a command is kept from the rest of the machine.
package enum Isolation: String, Sendable, CaseIterable {
  /// A private copy of the tree, a private home and temporary folder; nothing stops a write elsewhere.
  case copy
  /// The kernel refuses writes outside the given folders (Landlock).
  ///
  /// It does not refuse `chmod`, `chown` and `utime` outside of them.
  case `guard`
  /// Namespaces; not offered by this version.
  case jail
  /// Docker or Podman; not offered by this version.
  case container

  /// Why the level cannot be used here, in one sentence; nil when it can.
  package var obstacle: String? {
    switch self {
    case .copy: nil
    case .guard: Self.landlockObstacle(tocsin_landlock_version())
    case .jail, .container: "this version does not offer it; use guard inside a container of yours"
    }
  }

  /// The levels that work here, weakest first.
  package static var available: [Isolation] { allCases.filter { $0.obstacle == nil } }

  /// Whether commands, at every level, can signal nothing but what they started themselves.
  package static var confinesSignals: Bool { tocsin_landlock_version() >= 6 }

  /// Files outside of the writable folders that programs expect to write to.
  private static let devices = [
    "/dev/null", "/dev/zero", "/dev/full", "/dev/tty", "/dev/ptmx", "/dev/random", "/dev/urandom",
  ]
  private static let sharedFolders = ["/dev/shm", "/dev/pts", "/dev/mqueue"]

  static func landlockObstacle(_ version: Int32) -> String? {
    switch version {
    // Without version 3 a file outside could be truncated.
    case 3...: nil
    case 1...: "the kernel's Landlock is version \(version); 3 is needed (Linux 6.2)"
    case -EOPNOTSUPP: "Landlock is switched off at boot (lsm=)"
    case -ENOSYS: "the kernel has no Landlock (Linux 5.13 and later have it)"
    default: "Landlock is refused here: \(String(cString: strerror(-version)))"
    }
  }

  /// A descriptor of the rules for one command; -1 when there are none.
  ///
  /// At `copy`, a kernel that can (Landlock 6) still keeps signals inside the command, so that a
  /// wrong `kill(-1)` in a test ends the test and not the user's session.
  func rules(writable: [String]) throws(SystemFailure) -> Int32 {
    if let obstacle { throw .isolationUnavailable(self, reason: obstacle) }
    let version = tocsin_landlock_version()
    if self == .copy, version < 6 { return -1 }
    let shared = Self.sharedFolders.filter { FileStatus($0)?.kind == .folder }
    let folders = CStrings(self == .guard ? writable + shared : [])
    let files = CStrings(Self.devices)
    let rules = folders.pointer.withMemoryRebound(
      to: UnsafePointer<CChar>?.self, capacity: folders.count + 1
    ) { folderNames in
      files.pointer.withMemoryRebound(
        to: UnsafePointer<CChar>?.self, capacity: files.count + 1
      ) { fileNames in
        tocsin_landlock_rules(
          version, self == .guard ? 1 : 0, folderNames, folders.count, fileNames, files.count)
      }
    }
    if rules < 0, self == .copy { return -1 }
    guard rules >= 0 else {
      throw .isolationUnavailable(self, reason: String(cString: strerror(-rules)))
    }
    return rules
  }
}
