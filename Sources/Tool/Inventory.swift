import Glibc
package import Text

/// The files of a tree that are worth reading, and those left out with the reason.
package struct Inventory: Sendable {
  package struct Skipped: Sendable, Equatable {
    package var path: String
    package var reason: String

    package init(path: String, reason: String) {
      self.path = path
      self.reason = reason
    }
  }

  /// Paths relative to the root, sorted by bytes.
  package var files: [String] = []
  package var skipped: [Skipped] = []

  /// Larger files are data or bundles, not code that somebody wrote.
  package static let largestFile = 4 << 20

  /// Folders of other people's code or of build products, wherever they stand.
  static let foreignFolders: [String: String] = [
    "node_modules": "dependencies", "bower_components": "dependencies",
    "jspm_packages": "dependencies", "site-packages": "dependencies", "vendor": "vendored",
    "vendored": "vendored", "_vendor": "vendored", "third_party": "vendored",
    "third-party": "vendored", "thirdparty": "vendored", "__pycache__": "cache",
    "dist": "build product", "coverage": "build product", "htmlcov": "build product",
    "tocsin-report": "our own report",
  ]

  /// Walks the tree below `root` without following links, honouring ignore files.
  ///
  /// Unreadable folders, links, special files, foreign folders and names that are not UTF-8 are
  /// listed in `skipped`; ignored and hidden ones are passed over silently.
  package static func walk(
    _ root: String, extensions: Set<String>, exclude: [Glob]
  ) -> Inventory {
    var result = Inventory()
    var pending: [(folder: String, rules: IgnoreRules)] = [("", IgnoreRules())]
    while let (folder, inherited) = pending.popLast() {
      guard let entries = list(root, folder) else {
        result.skipped.append(Skipped(path: folder, reason: "folder cannot be read"))
        continue
      }
      var rules = inherited
      if entries.contains(where: { $0.name == ".gitignore" && $0.kind == .file }),
        let bytes = Bytes.read(join(root, join(folder, ".gitignore")), most: 1 << 20)
      {
        rules.add(String(decoding: bytes, as: UTF8.self), in: folder)
      }
      for entry in entries where entry.name.utf8.first != 46 {
        let path = join(folder, entry.name)
        if entry.kind == .folder {
          if rules.ignores(path, isFolder: true) { continue }
          if let reason = foreign(root, path, entry.name) ?? excluded(path, exclude) {
            result.skipped.append(Skipped(path: path, reason: reason))
          } else {
            pending.append((path, rules))
          }
        } else {
          result.consider(path, entry, extensions, rules, exclude)
        }
      }
    }
    result.files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    result.skipped.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return result
  }

  private mutating func consider(
    _ path: String, _ entry: Entry, _ extensions: Set<String>, _ rules: IgnoreRules,
    _ exclude: [Glob]
  ) {
    guard let dot = entry.name.lastIndex(of: "."),
      extensions.contains(String(entry.name[entry.name.index(after: dot)...])),
      !rules.ignores(path, isFolder: false)
    else { return }
    if entry.kind == .link {
      skipped.append(Skipped(path: path, reason: "symbolic link"))
    } else if entry.kind == .other {
      skipped.append(Skipped(path: path, reason: "not a regular file"))
    } else if !entry.isUTF8 {
      skipped.append(Skipped(path: path, reason: "name is not UTF-8"))
    } else if let reason = Inventory.excluded(path, exclude) {
      skipped.append(Skipped(path: path, reason: reason))
    } else if entry.name.hasSuffix(".min.js") || entry.name.hasSuffix("-min.js") {
      skipped.append(Skipped(path: path, reason: "minified"))
    } else {
      files.append(path)
    }
  }

  private static func excluded(_ path: String, _ exclude: [Glob]) -> String? {
    exclude.contains { $0.matches(path) } ? "excluded" : nil
  }

  private static func foreign(_ root: String, _ path: String, _ name: String) -> String? {
    if let reason = foreignFolders[name] { return reason }
    if name.hasSuffix(".egg-info") { return "build product" }
    if exists(join(root, join(path, "CACHEDIR.TAG"))) { return "cache" }
    return exists(join(root, join(path, "pyvenv.cfg"))) ? "virtual environment" : nil
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  // MARK: Folders

  private struct Entry {
    enum Kind { case file, folder, link, other }
    var name: String
    var kind: Kind
    var isUTF8: Bool
  }

  /// The entries of one folder in no particular order, or nil when it cannot be read.
  private static func list(_ root: String, _ folder: String) -> [Entry]? {
    let place = folder.isEmpty ? root : join(root, folder)
    guard let handle = opendir(place) else { return nil }
    defer { closedir(handle) }
    var entries: [Entry] = []
    while let row = readdir(handle) {
      let bytes = withUnsafeBytes(of: &row.pointee.d_name) { buffer in
        Array(buffer.prefix { $0 != 0 })
      }
      guard bytes != [46], bytes != [46, 46] else { continue }
      let name = String(decoding: bytes, as: UTF8.self)
      let isUTF8 = Array(name.utf8) == bytes
      entries.append(
        Entry(name: name, kind: kind(row.pointee.d_type, join(place, name)), isUTF8: isUTF8))
    }
    return entries
  }

  private static func kind(_ type: UInt8, _ path: String) -> Entry.Kind {
    switch Int(type) {
    case Int(DT_REG): return .file
    case Int(DT_DIR): return .folder
    case Int(DT_LNK): return .link
    case Int(DT_UNKNOWN):
      var status = stat()
      guard lstat(path, &status) == 0 else { return .other }
      switch status.st_mode & S_IFMT {
      case S_IFREG: return .file
      case S_IFDIR: return .folder
      case S_IFLNK: return .link
      default: return .other
      }
    default: return .other
    }
  }
}

/// Reading files without following links or blocking on special files.
package enum Bytes {
  /// The bytes of a regular file, or nil when it is none, cannot be read or holds more than `most`.
  package static func read(_ path: String, most: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= most
    else { return nil }
    let size = Int(status.st_size)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { break }
        count += got
      }
    }
  }
}
