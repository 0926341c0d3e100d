import CProcess
import Glibc

/// Makes the entries of a plan below a new root.
struct TreeBuilder {
  let source: String
  let target: String
  /// The user's tree.
  let original: String

  /// Whether `source` is the user's tree, where links out of it still are links.
  private var fromOriginal: Bool { source == original }

  /// Makes the whole tree; returns the status of each entry.
  func build(_ plan: CopyPlan) throws(SystemFailure) -> [FileStatus] {
    guard mkdir(target, 0o700) == 0 else {
      throw .file(action: "create", path: target, code: errno)
    }
    for entry in plan.entries { try make(entry) }
    for entry in plan.entries.reversed() where entry.content == .folder { finish(entry) }
    var statuses: [FileStatus] = []
    statuses.reserveCapacity(plan.entries.count)
    for entry in plan.entries { statuses.append(try status(entry)) }
    return statuses
  }

  /// Makes one entry, whose parent exists and which does not exist itself.
  func make(_ entry: CopyPlan.Entry) throws(SystemFailure) {
    switch entry.content {
    case .folder:
      // Until all is in it, a folder has to be writable whatever its mode.
      guard mkdir(entry.path.absolute(target), 0o700) == 0 else {
        throw failure("create", entry)
      }
    case .file: try copy(entry, from: entry.path.absolute(source))
    case .outsideFile(let path):
      let outside = path.map { CChar(bitPattern: $0) } + [0]
      try copy(entry, from: fromOriginal ? outside : entry.path.absolute(source))
    case .link(let text): try link(entry, to: text)
    case .linkInside(let path): try link(entry, to: Array(path.text(below: target).utf8))
    }
  }

  /// Gives a folder that is complete its mode and time.
  func finish(_ entry: CopyPlan.Entry) {
    let path = entry.path.absolute(target)
    // Kept usable for ourselves, since restoring has to write here.
    chmod(path, entry.mode | 0o300)
    setTime(path, entry.modified)
  }

  func status(_ entry: CopyPlan.Entry) throws(SystemFailure) -> FileStatus {
    var status = stat()
    guard lstat(entry.path.absolute(target), &status) == 0 else { throw failure("read", entry) }
    return FileStatus(status)
  }

  private func copy(_ entry: CopyPlan.Entry, from path: [CChar]) throws(SystemFailure) {
    let follow = fromOriginal && entry.content != .file ? 0 : O_NOFOLLOW
    // A FIFO that took the file's place must not hold us up.
    let input = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | follow)
    guard input >= 0 else { throw failure("read", entry) }
    defer { close(input) }
    let output = open(
      entry.path.absolute(target), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw failure("create", entry) }
    defer { close(output) }
    if entry.notesPlace, !fromOriginal {
      guard let bytes = SmallFile.read(input) else { throw failure("read", entry) }
      let moved = PlaceNote.moved(bytes, from: Array(original.utf8), to: Array(target.utf8))
      try FileBytes.write(moved, to: output, path: entry.path.text(below: target))
    } else {
      let result = tocsin_copy_content(output, input)
      guard result >= 0 else { throw failure("copy", entry, code: -result) }
    }
    guard fchmod(output, entry.mode) == 0 else { throw failure("copy", entry) }
    let time = entry.modified.timespec
    guard futimens(output, [time, time]) == 0 else { throw failure("copy", entry) }
  }

  private func link(_ entry: CopyPlan.Entry, to text: [UInt8]) throws(SystemFailure) {
    let path = entry.path.absolute(target)
    let made = symlink(text.map { CChar(bitPattern: $0) } + [0], path)
    guard made == 0 else { throw failure("create", entry) }
    setTime(path, entry.modified)
  }

  private func setTime(_ path: [CChar], _ time: FileStatus.Nanoseconds) {
    utimensat(AT_FDCWD, path, [time.timespec, time.timespec], AT_SYMLINK_NOFOLLOW)
  }

  private func failure(
    _ action: String, _ entry: CopyPlan.Entry, code: Int32 = errno
  ) -> SystemFailure {
    .file(action: action, path: entry.path.text(below: target), code: code)
  }
}

/// A tree's own path in the text of a file.
enum PlaceNote {
  /// `bytes` with `old` replaced by `new` wherever a path ends or goes deeper after it.
  static func moved(_ bytes: [UInt8], from old: [UInt8], to new: [UInt8]) -> [UInt8] {
    guard let first = old.first else { return bytes }
    var moved: [UInt8] = []
    var place = 0
    while place < bytes.count {
      let end = place + old.count
      if bytes[place] == first, bytes[place...].starts(with: old),
        end == bytes.count || !continuesName(bytes[end])
      {
        moved += new
        place = end
      } else {
        moved.append(bytes[place])
        place += 1
      }
    }
    return moved
  }

  /// Whether a name goes on with `byte`, so that it is that of another folder.
  private static func continuesName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), 0x80...:
      true
    default: false
    }
  }
}
