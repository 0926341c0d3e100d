import Glibc

/// Removes trees that may be hostile: no link is followed, no mount point entered, no mode obeyed.
enum Removal {
  /// Removes `path` and all below it; nothing there is not a failure.
  static func remove(_ path: String) throws(SystemFailure) {
    try remove(root: path, .root)
  }

  static func remove(root: String, _ path: TreePath) throws(SystemFailure) {
    var status = stat()
    let name = path.absolute(root)
    guard lstat(name, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return }
      throw .file(action: "remove", path: path.text(below: root), code: errno)
    }
    let top = FileStatus(status)
    guard top.kind == .folder else {
      if unlink(name) == 0 || errno == ENOENT { return }
      throw .file(action: "remove", path: path.text(below: root), code: errno)
    }
    // Folders in the order in which they are found are removed in the opposite one.
    var folders = [path]
    var next = 0
    while next < folders.count {
      let folder = folders[next]
      next += 1
      chmod(folder.absolute(root), 0o700)
      for entry in try TreeWalk.list(root, folder) {
        if entry.status.kind == .folder {
          // A mount point cannot be removed; what is mounted there is not ours to empty.
          if entry.status.device == top.device { folders.append(entry.path) }
        } else {
          unlink(entry.path.absolute(root))
        }
      }
    }
    for folder in folders.reversed() {
      guard rmdir(folder.absolute(root)) != 0, errno != ENOENT else { continue }
      throw .file(action: "remove", path: folder.text(below: root), code: errno)
    }
  }
}
