import Glibc

/// Files that are either the old or the new ones, whatever happens while they are written.
package enum AtomicFile {
  /// Writes a neighbour of `path` and renames it.
  ///
  /// With `isDurable` the file survives a loss of power as well, which costs two waits for the disk.
  package static func write(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644, isDurable: Bool = true
  ) throws(SystemFailure) {
    let end = path.lastIndex(of: "/")
    let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = end.map { String(path[path.index(after: $0)...]) } ?? path
    var temporary = Array("\(folder)/.\(name.prefix(100)).XXXXXX".utf8CString)
    let descriptor = mkstemp(&temporary)
    guard descriptor >= 0 else { throw .file(action: "create", path: path, code: errno) }
    do throws(SystemFailure) {
      defer { close(descriptor) }
      try FileBytes.write(bytes, to: descriptor, path: path)
      guard fchmod(descriptor, mode) == 0, !isDurable || fsync(descriptor) == 0 else {
        throw SystemFailure.file(action: "write", path: path, code: errno)
      }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw .file(action: "rename", path: path, code: code)
    }
    if isDurable { synchronise(folder: folder) }
  }

  /// Makes names in `folder` durable; not every file system can, which is no failure.
  private static func synchronise(folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

enum FileBytes {
  /// Writes all of `bytes` at the descriptor's place.
  static func write(
    _ bytes: [UInt8], to descriptor: Int32, path: String
  ) throws(SystemFailure) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .file(action: "write", path: path, code: errno) }
      done += count
    }
  }
}
