import Glibc

/// A private folder below `TMPDIR` that goes when its owner goes.
///
/// A locked file in it says that the owner lives: the kernel drops the lock with the process, so
/// the next run recognises and removes what a killed one left.
package final class ScratchDirectory: Sendable {
  private static let prefix = "tocsin-"
  private static let lockName = "owner"

  package let path: String
  private let lock: Int32

  /// Makes a folder below `parent`, by default below `TMPDIR` or `/tmp`.
  package init(below parent: String? = nil) throws(SystemFailure) {
    let parent = parent ?? Self.temporaryFolder
    var name = Array("\(parent)/\(Self.prefix)XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else {
      throw .file(action: "create", path: parent, code: errno)
    }
    let made = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let resolved = AbsolutePath.resolved(made) else {
      throw .file(action: "open", path: made, code: errno)
    }
    path = resolved
    // Locked before it has its name, so that nobody can see it unlocked.
    let early = "\(resolved)/.\(Self.lockName)"
    lock = open(early, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0,
      rename(early, "\(resolved)/\(Self.lockName)") == 0
    else { throw .file(action: "lock", path: early, code: errno) }
  }

  deinit {
    try? Removal.remove(path)
    // A keeper that is just being forked may hold the descriptor for a moment longer.
    flock(lock, LOCK_UN)
    close(lock)
  }

  /// Removes the folder now; `deinit` would do it silently.
  package func remove() throws(SystemFailure) { try Removal.remove(path) }

  /// Makes a folder in it and returns its path.
  package func folder(_ name: String) throws(SystemFailure) -> String {
    let path = "\(path)/\(name)"
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw .file(action: "create", path: path, code: errno)
    }
    return path
  }

  /// Removes the scratch folders below `parent` whose owners are dead; returns their paths.
  @discardableResult
  package static func sweepLeftovers(below parent: String? = nil) -> [String] {
    let parent = parent ?? temporaryFolder
    guard let names = try? Folder.names(parent) else { return [] }
    return names.compactMap { name in
      let name = String(decoding: name, as: UTF8.self)
      guard name.hasPrefix(prefix) else { return nil }
      let path = "\(parent)/\(name)"
      return removeIfAbandoned(path) ? path : nil
    }
  }

  private static var temporaryFolder: String {
    guard let value = getenv("TMPDIR") else { return "/tmp" }
    let path = String(cString: value)
    return path.hasPrefix("/") ? path : "/tmp"
  }

  private static func removeIfAbandoned(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid()
    else { return false }
    let lock = open("\(path)/\(lockName)", O_RDWR | O_NOFOLLOW | O_CLOEXEC)
    guard lock >= 0 else { return false }
    defer {
      flock(lock, LOCK_UN)
      close(lock)
    }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return false }
    return (try? Removal.remove(path)) != nil
  }
}
