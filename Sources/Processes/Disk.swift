import Glibc

/// Room on the disk that holds a folder.
package enum Disk {
  /// What copies would take and what is there, in bytes.
  package struct Estimate: Sendable, Equatable {
    package let needed: Int
    package let free: Int
    /// What is never used up: a twentieth of the disk, at most 2 GiB.
    package let reserve: Int

    package var fits: Bool { needed <= free - reserve }
  }

  static func estimate(needed: Int, at path: String) throws(SystemFailure) -> Estimate {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else {
      throw .file(action: "read", path: path, code: errno)
    }
    let block = Int(status.f_frsize)
    return Estimate(
      needed: needed, free: Int(status.f_bavail) * block,
      reserve: min(Int(status.f_blocks) * block / 20, 2 << 30))
  }
}
