import Glibc

/// What a tree holds, to say later whether that is still so.
package struct TreeManifest: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    package let kind: FileStatus.Kind
    /// Of files only: folders have sizes that the file system chooses.
    package let size: Int
    package let mode: UInt32
    package let modified: FileStatus.Nanoseconds
    package let inode: UInt64
    /// Of files and links; a folder's count follows from what is in it.
    package let links: Int
    /// Of a file's bytes or a link's text; 0 when it cannot be read or was not asked for.
    package let content: UInt64
  }

  /// One difference between two manifests.
  package struct Change: Sendable, Equatable, CustomStringConvertible {
    package enum What: String, Sendable { case added, removed, kind, content, mode, time, identity }
    package let path: String
    package let what: What

    package var description: String { "\(path): \(what.rawValue)" }
  }

  package private(set) var entries: [TreePath: Entry] = [:]

  /// Reads the tree at `root`; the path of the root itself is empty.
  ///
  /// `without` names paths that are not read, such as the output folder.
  package init(of root: String, hashing: Bool = true, without: Set<String> = [])
    throws(SystemFailure)
  {
    guard let top = FileStatus(root) else {
      throw .file(action: "read", path: root, code: errno)
    }
    entries[.root] = Self.entry(.root, top, root: root, hashing: false)
    try TreeWalk.walk(root) { entry throws(SystemFailure) in
      if !without.isEmpty, without.contains(entry.path.text) { return .pass }
      entries[entry.path] = Self.entry(entry.path, entry.status, root: root, hashing: hashing)
      return .enter
    } refused: { path, failure throws(SystemFailure) in
      if path.isRoot { throw failure }
    }
  }

  /// What differs from `earlier`, sorted by path.
  package func difference(from earlier: TreeManifest) -> [Change] {
    var changes: [Change] = []
    for (path, before) in earlier.entries {
      guard let now = entries[path] else {
        changes.append(Change(path: path.text, what: .removed))
        continue
      }
      if let what = Self.change(before, now) { changes.append(Change(path: path.text, what: what)) }
    }
    for path in entries.keys where earlier.entries[path] == nil {
      changes.append(Change(path: path.text, what: .added))
    }
    return changes.sorted { $0.path < $1.path }
  }

  /// The gravest difference.
  private static func change(_ before: Entry, _ now: Entry) -> Change.What? {
    if before.kind != now.kind { return .kind }
    if before.size != now.size || before.content != now.content { return .content }
    if before.mode != now.mode { return .mode }
    if before.modified != now.modified { return .time }
    return before.inode == now.inode && before.links == now.links ? nil : .identity
  }

  private static func entry(
    _ path: TreePath, _ status: FileStatus, root: String, hashing: Bool
  ) -> Entry {
    var content: UInt64 = 0
    if hashing, status.kind == .file {
      content = ContentHash.ofFile(path.absolute(root)) ?? 0
    } else if status.kind == .link, let text = try? LinkText.read(root: root, path) {
      content = ContentHash.of(text)
    }
    return Entry(
      kind: status.kind, size: status.kind == .file ? status.size : 0, mode: status.mode,
      modified: status.modified, inode: status.inode,
      links: status.kind == .folder ? 1 : status.links,
      content: content)
  }
}

/// A fast 64-bit hash of contents, made to notice change and not to resist an attacker.
package enum ContentHash {
  private static let prime: UInt64 = 0x9e37_79b9_7f4a_7c15

  package static func of(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { mix($0, into: UInt64($0.count) &* prime) }
  }

  /// Nil when the file cannot be read.
  static func ofFile(_ path: [CChar]) -> UInt64? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return SmallFile.read(descriptor).map(of)
  }

  private static func mix(_ bytes: UnsafeRawBufferPointer, into start: UInt64) -> UInt64 {
    var hash = start
    var place = 0
    while place + 8 <= bytes.count {
      hash = step(hash, bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    var rest: UInt64 = 0
    for index in place..<bytes.count { rest = rest << 8 | UInt64(bytes[index]) }
    hash = step(hash, rest)
    return step(hash, hash >> 32)
  }

  private static func step(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (hash ^ word).multipliedFullWidth(by: prime)
    return mixed.low ^ mixed.high &+ (hash << 5 | hash >> 59)
  }
}
