import Glibc

/// Everything that a copy of a tree will hold, parents first.
struct CopyPlan: Sendable {
  enum Content: Sendable, Equatable {
    case folder
    case file
    /// A link out of the tree to a file, which the copy holds as a file of its own.
    case outsideFile(path: [UInt8])
    /// A link with this very text.
    case link([UInt8])
    /// A link that named a place in the tree by its absolute path; each copy names its own.
    case linkInside(TreePath)
  }

  struct Entry: Sendable {
    let path: TreePath
    let content: Content
    let mode: UInt32
    let modified: FileStatus.Nanoseconds
    let size: Int
    /// Whether the file names the tree's own place, which is another one in each working copy.
    let notesPlace: Bool
  }

  private(set) var entries: [Entry] = []
  private(set) var leftOut: [LeftOut] = []
  /// Links that lead to folders outside of the tree, which the copy shares with the original.
  private(set) var outwardLinks: [String] = []
  private(set) var dependencyBytes = 0
  private(set) var linksDependencies = false

  /// Bytes that one copy takes, each file rounded up to whole blocks.
  var bytes: Int { entries.reduce(0) { $0 + ($1.size + 4095) / 4096 * 4096 } }

  /// Reads the tree at `root`, which is resolved.
  init(root: String, rules: CopyRules, sharesBlocks: Bool) throws(SystemFailure) {
    let links = LinkReader(root: root)
    var dependencies: [TreePath] = []
    try TreeWalk.walk(root) { entry throws(SystemFailure) in
      let inside = dependencies.contains { entry.path.isWithin($0) }
      guard !rules.leavesOut(entry.path, insideDependency: inside) else {
        leftOut.append(.init(path: entry.path.text, reason: .rule))
        return .pass
      }
      if !inside, entry.status.kind == .folder, rules.isDependency(entry.path) {
        dependencies.append(entry.path)
      }
      if inside { dependencyBytes += entry.status.size }
      try add(entry, rules: rules, links: links, insideDependency: inside)
      return .enter
    } refused: { path, failure throws(SystemFailure) in
      if path.isRoot { throw failure }
      leftOut.append(.init(path: path.text, reason: .unreadable))
    }
    if dependencyBytes > rules.dependencyBytes, !sharesBlocks {
      linksDependencies = true
      for folder in dependencies { linkDependencies(in: folder, root: root) }
    }
  }

  private mutating func add(
    _ entry: TreeWalk.Entry, rules: CopyRules, links: LinkReader, insideDependency: Bool
  ) throws(SystemFailure) {
    let content: Content
    var status = entry.status
    switch status.kind {
    case .folder: content = .folder
    case .file:
      guard access(entry.path.absolute(links.root), R_OK) == 0 else {
        leftOut.append(.init(path: entry.path.text, reason: .unreadable))
        return
      }
      content = .file
    case .link:
      let link = try links.read(entry.path, insideDependency: insideDependency)
      if link.leadsToOutsideFolder { outwardLinks.append(entry.path.text) }
      content = link.content
      if let target = link.target { status = target }
    case .other:
      leftOut.append(.init(path: entry.path.text, reason: .special))
      return
    }
    let isFile = status.kind == .file
    entries.append(
      Entry(
        path: entry.path, content: content, mode: status.mode & 0o1777, modified: status.modified,
        size: isFile ? status.size : 0,
        notesPlace: isFile && status.size < 1 << 20 && rules.notesPlace(entry.path)))
  }

  /// Replaces the folders in `folder` by links to the originals, scopes (`@name`) one level deeper.
  private mutating func linkDependencies(in folder: TreePath, root: String) {
    let depth = folder.bytes.count(where: { $0 == UInt8(ascii: "/") })
    entries = entries.compactMap { entry in
      guard entry.path != folder, entry.path.isWithin(folder) else { return entry }
      let names = entry.path.bytes.split(separator: UInt8(ascii: "/")).dropFirst(depth + 1)
      let isScoped = names.first?.first == UInt8(ascii: "@")
      if names.count > (isScoped ? 2 : 1) { return nil }
      guard entry.content == .folder, !(isScoped && names.count == 1) else { return entry }
      return Entry(
        path: entry.path, content: .link(Array(entry.path.text(below: root).utf8)),
        mode: entry.mode, modified: entry.modified, size: 0,
        notesPlace: false)
    }
  }
}

/// Something that a copy does not hold.
package struct LeftOut: Sendable, Equatable {
  package enum Reason: String, Sendable {
    /// Version control, caches and the caller's own exceptions.
    case rule
    case unreadable
    /// A socket, a FIFO or a device.
    case special
  }

  package let path: String
  package let reason: Reason
}
