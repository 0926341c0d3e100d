/// The rules of the `.gitignore` files on the way from the root to one folder.
/// - Source: https://git-scm.com/docs/gitignore
public struct IgnoreRules: Sendable {
  private struct Row: Sendable {
    /// The ignore file's folder with a final slash, empty at the root.
    var base: [UInt8]
    /// Matched against the path below `base`, or against the last name when not anchored.
    var glob: Glob
    var isAnchored: Bool
    var isNegated: Bool
    var onlyFolders: Bool
  }

  private var rows: [Row] = []

  public init() {}

  /// Adds the rows of a `.gitignore` that lies in `folder` (relative to the root, empty for the
  /// root itself); later rows win.
  public mutating func add(_ text: some StringProtocol, in folder: String) {
    for line in text.split(whereSeparator: \.isNewline) { addRow(String(line), in: folder) }
  }

  private mutating func addRow(_ line: String, in folder: String) {
    var row = Substring(line)
    while row.last == " " || row.last == "\t", !row.hasSuffix("\\ ") { row = row.dropLast() }
    guard !row.isEmpty, row.first != "#" else { return }
    let isNegated = row.first == "!"
    if isNegated { row = row.dropFirst() }
    let onlyFolders = row.last == "/"
    if onlyFolders { row = row.dropLast() }
    let isAnchored = row.contains("/")
    if row.first == "/" { row = row.dropFirst() }
    guard !row.isEmpty else { return }
    rows.append(
      Row(
        base: folder.isEmpty ? [] : Array((folder + "/").utf8), glob: Glob(Self.braceless(row)),
        isAnchored: isAnchored, isNegated: isNegated, onlyFolders: onlyFolders))
  }

  /// Ignore files know no `{a,b}`.
  private static func braceless(_ row: Substring) -> String {
    var result = ""
    for character in row {
      if "{}".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  /// Whether `path` itself is ignored; the caller does not descend into ignored folders.
  public func ignores(_ path: String, isFolder: Bool) -> Bool {
    let bytes = Array(path.utf8)
    let name = bytes[((bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]
    for row in rows.reversed() where isFolder || !row.onlyFolders {
      guard bytes.starts(with: row.base) else { continue }
      if row.glob.matches(row.isAnchored ? bytes[row.base.count...] : name) {
        return !row.isNegated
      }
    }
    return false
  }
}
