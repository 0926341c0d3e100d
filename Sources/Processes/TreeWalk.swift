import Glibc

/// Visits what lies below a folder: parents first, names in byte order, no link followed.
enum TreeWalk {
  struct Entry: Sendable {
    let path: TreePath
    let status: FileStatus
  }

  /// What `visit` wants done with a folder; for other entries the answer does not matter.
  enum Answer { case enter, pass }

  /// Calls `visit` for each entry, and `refused` for each folder that cannot be listed.
  static func walk(
    _ root: String, visit: (Entry) throws(SystemFailure) -> Answer,
    refused: (TreePath, SystemFailure) throws(SystemFailure) -> Void
  ) throws(SystemFailure) {
    var waiting: [TreePath] = [.root]
    while let folder = waiting.popLast() {
      let entries: [Entry]
      do {
        entries = try list(root, folder)
      } catch {
        try refused(folder, error)
        continue
      }
      var folders: [TreePath] = []
      for entry in entries {
        let answer = try visit(entry)
        if entry.status.kind == .folder, answer == .enter { folders.append(entry.path) }
      }
      waiting += folders.reversed()
    }
  }

  /// The entries of one folder, in byte order.
  static func list(_ root: String, _ folder: TreePath) throws(SystemFailure) -> [Entry] {
    let path = folder.absolute(root)
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .file(action: "list", path: folder.text(below: root), code: errno)
    }
    let lasting = dup(descriptor)
    defer { close(lasting) }
    return try Folder.names(descriptor, path: folder.text(below: root)).compactMap { name in
      var status = stat()
      let found = (name + [0]).withUnsafeBufferPointer { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          $0.baseAddress.map { fstatat(lasting, $0, &status, AT_SYMLINK_NOFOLLOW) } ?? -1
        }
      }
      guard found == 0 else { return nil }
      return Entry(path: folder.appending(name), status: FileStatus(status))
    }
  }
}
