/// The rules of the `.gitignore` files on the way from the root to one folder.
/// - Source: https://git-scm.com/docs/gitignore
package struct IgnoreRules: Sendable {
  private struct Row: Sendable {
    /// Relative to the root.
    var glob: Glob
    var isNegated: Bool
    var onlyFolders: Bool
  }

  private var rows: [Row] = []

  package init() {}

  /// Adds the rows of a `.gitignore` that lies in `folder` (relative to the root, empty for the
  /// root itself); later rows win.
  package mutating func add(_ text: some StringProtocol, in folder: String) {
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
    let base = folder.isEmpty ? "" : Self.escaped(folder) + "/"
    rows.append(
      Row(
        glob: Glob(base + (isAnchored ? "" : "**/") + Self.braceless(row)),
        isNegated: isNegated, onlyFolders: onlyFolders))
  }

  /// A folder's name with pattern characters taken literally.
  private static func escaped(_ folder: String) -> String {
    var result = ""
    for character in folder {
      if "*?[]{}\\".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
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
  package func ignores(_ path: String, isFolder: Bool) -> Bool {
    for row in rows.reversed() where isFolder || !row.onlyFolders {
      if row.glob.matches(path) { return !row.isNegated }
    }
    return false
  }
}
