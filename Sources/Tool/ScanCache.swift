import Glibc
import Processes
import Reporting

/// What a scan says, byte for byte.
package struct ScanAnswer: Sendable {
  package var output: [UInt8]
  /// For standard error.
  package var notes: [UInt8] = []
  package var code = ExitCode.passed
  /// Whether an earlier scan said it.
  package var isKept = false

  /// What `tocsin scan` would print with these options, which its `arguments` led to.
  package static func of(
    _ options: Options, arguments: [String], environment: [String: String]
  ) throws(Failure) -> ScanAnswer {
    let console = Console(options.colour, environment: environment)
    let reading = ProjectReading(try Pipeline.root(options.path), options)
    return try Pipeline(
      options: options, console: console, environment: environment, arguments: arguments
    ).scan(reading)
  }
}

/// Answers of earlier scans in the user's cache folder; safe to delete at any time.
///
/// Whatever fails here only means that a scan is done again.
struct ScanCache: Sendable {
  let folder: String

  /// Bytes of all entries together; the longest unused go first.
  static let mostBytes = 512 << 20

  /// Nil when the environment names no home, or one inside the tree at `root`.
  init?(_ environment: [String: String], outside root: String) {
    func absolute(_ name: String) -> String? {
      environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let home = absolute("XDG_CACHE_HOME") ?? absolute("HOME").map { Inventory.join($0, ".cache") }
    guard let home else { return nil }
    folder = Inventory.join(home, "tocsin")
    var real = folder
    // What does not exist yet would be made in the nearest folder that does.
    while !Inventory.exists(real), let slash = real.lastIndex(of: "/"), slash != real.startIndex {
      real = String(real[..<slash])
    }
    guard let resolved = realpath(real, nil) else { return nil }
    defer { free(resolved) }
    let place = String(cString: resolved)
    if place == root || place.hasPrefix(Inventory.join(root, "")) || root == "/" { return nil }
  }

  // MARK: Entries

  /// A line with key, exit code and both lengths; both texts; the digest of all before it.
  private static func head(_ answer: ScanAnswer, _ key: ScanKey) -> [UInt8] {
    let counts = "\(answer.output.count) \(answer.notes.count)"
    return Array("tocsin scan 1 \(key.text) \(answer.code.rawValue) \(counts)\n".utf8)
  }

  private func path(_ key: ScanKey) -> String { folder + "/" + key.text }

  /// What the scan of this key said; nil when it is not known, or its entry is damaged.
  func answer(to key: ScanKey) -> ScanAnswer? {
    guard let bytes = Bytes.read(path(key), most: ScanCache.mostBytes),
      let end = bytes.firstIndex(of: 10), bytes.count >= end + 33
    else { return nil }
    let words = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
    guard words.count == 7, let code = Int32(words[4]).flatMap({ ExitCode(rawValue: $0) }),
      let output = Int(words[5]), let notes = Int(words[6]), output >= 0, notes >= 0,
      output <= bytes.count, notes <= bytes.count, end + 1 + output + notes + 32 == bytes.count
    else { return nil }
    let middle = end + 1 + output
    let answer = ScanAnswer(
      output: Array(bytes[(end + 1)..<middle]), notes: Array(bytes[middle..<(middle + notes)]),
      code: code, isKept: true)
    guard bytes.starts(with: ScanCache.head(answer, key)),
      ScanCache.digest(bytes.dropLast(32)) == Array(bytes.suffix(32))
    else { return nil }
    // Used now, so it goes last.
    utimensat(AT_FDCWD, path(key), nil, AT_SYMLINK_NOFOLLOW)
    return answer
  }

  func keep(_ answer: ScanAnswer, for key: ScanKey) {
    let bytes = ScanCache.head(answer, key) + answer.output + answer.notes
    guard bytes.count < ScanCache.mostBytes - 32,
      (try? OutputFolder.make(folder, mode: 0o700)) != nil
    else { return }
    let entry = bytes + ScanCache.digest(bytes[...])
    try? AtomicFile.write(entry, to: path(key), mode: 0o600, isDurable: false)
    tidy()
  }

  /// Digests of parts, digested; on all cores.
  private static func digest(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let size = 1 << 20
    let parts = Parallel.map((bytes.count + size - 1) / size) { index in
      SHA256.digest(Array(bytes.dropFirst(index * size).prefix(size)))
    }
    return SHA256.digest(parts.flatMap { $0 })
  }

  // MARK: Size

  /// Removes the longest unused entries until all fit, and what a killed run left behind.
  private func tidy() {
    guard let names = try? Folder.names(folder) else { return }
    var entries: [(path: String, size: Int, used: FileStatus.Nanoseconds)] = []
    for name in names {
      let path = folder + "/" + String(decoding: name, as: UTF8.self)
      guard let status = FileStatus(path), status.kind == .file else { continue }
      entries.append((path, status.size, status.modified))
    }
    var total = entries.reduce(0) { $0 + $1.size }
    entries.sort { ($0.used.seconds, $0.used.nanoseconds) < ($1.used.seconds, $1.used.nanoseconds) }
    for entry in entries where total > ScanCache.mostBytes {
      if unlink(entry.path) == 0 { total -= entry.size }
    }
  }
}
