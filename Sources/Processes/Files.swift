import Glibc

/// What `lstat` says of one name.
package struct FileStatus: Sendable, Equatable {
  package enum Kind: UInt8, Sendable { case file, folder, link, other }

  package let kind: Kind
  package let size: Int
  package let mode: UInt32
  package let modified: Nanoseconds
  package let changed: Nanoseconds
  package let inode: UInt64
  package let device: UInt64
  package let links: Int
  /// Bytes that it takes on the disk.
  package let allocated: Int

  /// A point in time since 1970.
  package struct Nanoseconds: Sendable, Equatable {
    package let seconds: Int
    package let nanoseconds: Int

    init(_ time: timespec) {
      seconds = time.tv_sec
      nanoseconds = time.tv_nsec
    }

    var timespec: Glibc.timespec { .init(tv_sec: seconds, tv_nsec: nanoseconds) }
  }

  /// Of the name itself, not of what it links to; nil when there is none.
  package init?(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    size = Int(status.st_size)
    mode = status.st_mode & 0o7777
    modified = Nanoseconds(status.st_mtim)
    changed = Nanoseconds(status.st_ctim)
    inode = UInt64(status.st_ino)
    device = UInt64(status.st_dev)
    links = Int(status.st_nlink)
    allocated = Int(status.st_blocks) * 512
  }
}

/// Whole small files.
enum SmallFile {
  /// Every byte of the file; nil when it cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return read(descriptor)
  }

  /// From the descriptor's place to the end.
  static func read(_ descriptor: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { return nil }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}

/// The names in one folder.
package enum Folder {
  /// As bytes, sorted, without `.` and `..`; a name need not be UTF-8.
  package static func names(_ path: String) throws(SystemFailure) -> [[UInt8]] {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(action: "list", path: path, code: errno) }
    return try names(descriptor, path: path)
  }

  /// Takes over `descriptor`.
  static func names(_ descriptor: Int32, path: String) throws(SystemFailure) -> [[UInt8]] {
    guard let folder = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      throw .file(action: "list", path: path, code: code)
    }
    defer { closedir(folder) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else { break }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
    if errno != 0 { throw .file(action: "list", path: path, code: errno) }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
