import Glibc

/// A worker's own copy of the tree, in which commands run and mutants are written.
package struct TreeCopy: Sendable {
  /// The root of the copy, with all links resolved.
  package let path: String
  private let pristine: PristineTree
  private var statuses: [FileStatus]
  private let places: [TreePath: Int]

  init(path: String, pristine: PristineTree, statuses: [FileStatus]) throws(SystemFailure) {
    guard let resolved = AbsolutePath.resolved(path) else {
      throw .file(action: "open", path: path, code: errno)
    }
    self.path = resolved
    self.pristine = pristine
    self.statuses = statuses
    places = Dictionary(
      pristine.plan.entries.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { $1 })
  }

  /// The relative paths of all plain files, sorted.
  package var filePaths: [String] {
    pristine.plan.entries.filter { $0.content == .file }.map(\.path.text).sorted()
  }

  /// Replaces the content of one file of the tree; its mode stays, `restore` undoes it.
  package func write(_ bytes: [UInt8], to path: String) throws(SystemFailure) {
    guard let place = places[TreePath(path)] else {
      throw .file(action: "write", path: path, code: ENOENT)
    }
    let entry = pristine.plan.entries[place]
    try AtomicFile.write(bytes, to: "\(self.path)/\(path)", mode: entry.mode, isDurable: false)
  }

  /// The names of the folders right below `path` that hold nothing.
  package static func emptyFolders(_ path: String) -> Set<String> {
    let names = (try? Folder.names(path)) ?? []
    return Set(
      names.map { String(decoding: $0, as: UTF8.self) }.filter { name in
        FileStatus("\(path)/\(name)")?.kind == .folder
          && (try? Folder.names("\(path)/\(name)"))?.isEmpty == true
      })
  }

  /// What a file of the copy holds now.
  package func bytes(of path: String) throws(SystemFailure) -> [UInt8] {
    guard let bytes = SmallFile.read("\(self.path)/\(path)") else {
      throw .file(action: "read", path: path, code: errno)
    }
    return bytes
  }

  /// Makes the copy what it was at first; returns the paths that were not, sorted.
  ///
  /// Looks at sizes, modes, times and inodes; the time of change cannot be set by a program, so
  /// content that differs always shows. Paths below `leaving` are not looked at.
  /// What is made anew keeps its old time, or is as young as now when `freshly` is set.
  package mutating func restore(
    leaving: [String] = [], freshly: Bool = false
  ) throws(SystemFailure) -> [String] {
    let builder = TreeBuilder(
      source: pristine.path, target: path, original: pristine.original)
    var changed = try secureRoot()
    let kept = leaving.map { TreePath($0) }
    var isIntact = [Bool](repeating: false, count: statuses.count)
    var strays: [TreePath] = []
    var opened: Set<TreePath> = []
    try TreeWalk.walk(path) { entry throws(SystemFailure) in
      if kept.contains(where: { entry.path.isWithin($0) }) { return .pass }
      guard let place = places[entry.path], statuses[place].kind == entry.status.kind else {
        strays.append(entry.path)
        return .pass
      }
      isIntact[place] = entry.status.isIntact(statuses[place])
      guard entry.status.kind == .folder else {
        if !isIntact[place] { strays.append(entry.path) }
        return .pass
      }
      if entry.status.mode & 0o700 != 0o700 { chmod(entry.path.absolute(path), 0o700) }
      return .enter
    } refused: { folder, failure throws(SystemFailure) in
      guard opened.insert(folder).inserted else { throw failure }
    }
    for stray in strays {
      try Removal.remove(root: path, stray)
      changed.insert(stray)
    }
    try rebuild(builder, isIntact: isIntact, kept: kept, freshly: freshly, changed: &changed)
    return changed.map(\.text).sorted()
  }

  /// Makes anew whatever is not intact, and gives folders back their modes and times.
  private mutating func rebuild(
    _ builder: TreeBuilder, isIntact: [Bool], kept: [TreePath], freshly: Bool,
    changed: inout Set<TreePath>
  ) throws(SystemFailure) {
    let entries = pristine.plan.entries
    var folders: Set<TreePath> = Set(changed.map(\.parent))
    var remade: [Int] = []
    for (place, entry) in entries.enumerated() where !isIntact[place] {
      if kept.contains(where: { entry.path.isWithin($0) }) { continue }
      changed.insert(entry.path)
      folders.insert(entry.path.parent)
      remade.append(place)
      if entry.content == .folder {
        folders.insert(entry.path)
        if FileStatus(entry.path.text(below: path))?.kind == .folder { continue }
      } else {
        try pristine.verify(place)
      }
      try builder.make(entry)
      if freshly {
        utimensat(AT_FDCWD, entry.path.text(below: path), nil, AT_SYMLINK_NOFOLLOW)
      }
    }
    for entry in entries.reversed() where entry.content == .folder {
      if folders.contains(entry.path) { builder.finish(entry) }
    }
    for place in remade { statuses[place] = try builder.status(entries[place]) }
  }

  /// Makes sure that the copy's own root is a folder of ours and not a link to somewhere else.
  private func secureRoot() throws(SystemFailure) -> Set<TreePath> {
    var changed: Set<TreePath> = []
    if FileStatus(path)?.kind != .folder || AbsolutePath.resolved(path) != path {
      guard let parent = AbsolutePath.resolved(Self.parent(of: path)),
        parent == Self.parent(of: path)
      else { throw .file(action: "open", path: path, code: ELOOP) }
      try Removal.remove(path)
      guard mkdir(path, 0o700) == 0 else {
        throw .file(action: "create", path: path, code: errno)
      }
      changed.insert(.root)
    }
    if FileStatus(path)?.mode != 0o700 { chmod(path, 0o700) }
    return changed
  }

  private static func parent(of path: String) -> String {
    let end = path.lastIndex(of: "/") ?? path.startIndex
    return end == path.startIndex ? "/" : String(path[..<end])
  }
}

extension FileStatus {
  /// Whether nothing that a command can do was done to the entry.
  ///
  /// A folder's times change with its contents, which are looked at one by one.
  func isIntact(_ before: FileStatus) -> Bool {
    guard kind == before.kind, mode == before.mode else { return false }
    if kind == .folder { return true }
    // Not the blocks on disk: file systems allocate them later.
    return inode == before.inode && size == before.size && modified == before.modified
      && changed == before.changed
  }
}
