import Glibc

/// A path relative to the root of a tree: names joined by `/`, as bytes, since few systems promise UTF-8.
package struct TreePath: Hashable, Sendable {
  package let bytes: [UInt8]

  static let root = TreePath(bytes: [])
  private static let slash = UInt8(ascii: "/")

  package init(_ text: String) { bytes = Array(text.utf8) }

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// What is not UTF-8 becomes U+FFFD.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  var isRoot: Bool { bytes.isEmpty }

  var name: ArraySlice<UInt8> {
    bytes[(bytes.lastIndex(of: Self.slash).map { $0 + 1 } ?? 0)...]
  }

  var parent: TreePath {
    TreePath(bytes: Array(bytes[..<(bytes.lastIndex(of: Self.slash) ?? 0)]))
  }

  func appending(_ name: some Collection<UInt8>) -> TreePath {
    var joined = bytes
    joined.reserveCapacity(bytes.count + 1 + name.count)
    if !joined.isEmpty { joined.append(Self.slash) }
    joined += name
    return TreePath(bytes: joined)
  }

  /// Whether this is `folder` or lies below it.
  func isWithin(_ folder: TreePath) -> Bool {
    if folder.isRoot { return true }
    guard bytes.starts(with: folder.bytes) else { return false }
    return bytes.count == folder.bytes.count || bytes[folder.bytes.count] == Self.slash
  }

  /// The absolute path below `root`, ended by NUL, for system calls.
  func absolute(_ root: String) -> [CChar] {
    var path: [CChar] = []
    path.reserveCapacity(root.utf8.count + bytes.count + 2)
    for byte in root.utf8 { path.append(CChar(bitPattern: byte)) }
    if !bytes.isEmpty {
      path.append(CChar(bitPattern: Self.slash))
      for byte in bytes { path.append(CChar(bitPattern: byte)) }
    }
    path.append(0)
    return path
  }

  /// The absolute path for messages.
  func text(below root: String) -> String { isRoot ? root : "\(root)/\(text)" }

  /// The names of an absolute path with `.`, `..` and empty names resolved by the letter.
  ///
  /// `lowest` is the smallest number of names that it passed through after the first `start` ones.
  static func normalised(
    _ path: some Sequence<UInt8>, after start: [ArraySlice<UInt8>] = []
  ) -> (names: [ArraySlice<UInt8>], lowest: Int) {
    var names = start
    var lowest = start.count
    for name in Array(path).split(separator: slash) {
      if name.elementsEqual(".".utf8) { continue }
      guard name.elementsEqual("..".utf8) else {
        names.append(name)
        continue
      }
      _ = names.popLast()
      lowest = min(lowest, names.count)
    }
    return (names, lowest)
  }
}

/// Absolute paths.
enum AbsolutePath {
  /// The path with all links resolved; nil when it does not exist.
  static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// Whether `path` is `folder` or lies below it; both are resolved.
  static func isWithin(_ path: String, _ folder: String) -> Bool {
    path == folder || folder == "/" || path.hasPrefix("\(folder)/")
  }
}
