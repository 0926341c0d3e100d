import Glibc
import Processes

/// The files that a run writes for us; what is in them was written by code that nobody vouches for.
enum ResultFile {
  /// More of a file is not read; what was cut off is then missing.
  private static let limit = 64 << 20

  /// Nil when there is no plain file.
  static func bytes(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard FileStatus(path)?.kind == .file else { return nil }
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while all.count < limit {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      all += chunk[..<count]
    }
    return all
  }

  static func remove(_ path: String) throws(SystemFailure) {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw .file(action: "remove", path: path, code: errno)
    }
  }
}
