/// Lines for a terminal; untrusted text enters only escaped and is never the start of a line.
struct TerminalPage {
  let theme: Theme
  private var lines: [String] = []

  init(_ theme: Theme) { self.theme = theme }

  /// Every line ends in LF, and none starts with what a log reader takes for a command.
  var text: String {
    var out = ""
    for line in lines {
      let body = line.drop { $0 == " " }
      out += body.hasPrefix("::") ? line.dropLast(body.count) + "\\u{3a}" + body.dropFirst() : line
      out += "\n"
    }
    return out
  }

  mutating func blank() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  mutating func heading(_ title: String) {
    blank()
    lines.append(theme.paint(title, .bold))
  }

  /// A line that is already escaped and may hold ink.
  mutating func raw(_ line: String) { lines.append(line) }

  /// Our own words or escaped text, wrapped at the width; every line starts with `indent` spaces,
  /// the first with `label` in them.
  mutating func paragraph(_ text: String, label: String = "", indent: Int = 0) {
    let head = label.isEmpty ? "" : theme.paint(TerminalPage.pad(label, indent), .bold)
    let room = max(20, theme.width - indent)
    for (index, row) in TerminalPage.wrap(text, room).enumerated() {
      let start =
        index == 0 && !head.isEmpty ? head : String(repeating: " ", count: indent)
      lines.append(start + row)
    }
  }

  /// A command on one line, however long, so that it can be copied.
  mutating func command(_ text: String, label: String, indent: Int) {
    lines.append(theme.paint(TerminalPage.pad(label, indent), .bold) + text)
  }

  /// Cells in columns; the last is cut at the width, or wrapped under itself when it is prose.
  mutating func row(_ cells: [(text: String, width: Int, ink: Theme.Ink?)], indent: Int = 2) {
    var line = String(repeating: " ", count: indent)
    var used = indent
    for (index, cell) in cells.enumerated() {
      let isLast = index == cells.count - 1
      let room = isLast ? max(10, theme.width - used) : cell.width
      let body = TerminalPage.fit(cell.text, room)
      let padded = isLast ? body : TerminalPage.pad(body, cell.width)
      line += cell.ink.map { theme.paint(padded, $0) } ?? padded
      if !isLast { line += " " }
      used += TerminalPage.columns(padded) + 1
    }
    while line.last == " " { line.removeLast() }
    lines.append(line)
  }

  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(text)))
  }

  static func padLeft(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns(text))) + text
  }

  /// At most `width` columns; what is cut leaves `…`.
  static func fit(_ text: String, _ width: Int) -> String {
    guard columns(text) > width else { return text }
    var out = String.UnicodeScalarView()
    var used = 1
    for scalar in text.unicodeScalars {
      used += columns(scalar)
      if used > width { break }
      out.append(scalar)
    }
    return String(out) + "…"
  }

  static func wrap(_ text: String, _ width: Int) -> [String] {
    var rows: [String] = []
    var row = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      let size = columns(String(word))
      // A percent sign stays with its number.
      if used > 0, word.first == "%" {
        row += " " + word
        used += 1 + size
        continue
      }
      if used > 0, used + 1 + size > width {
        rows.append(row)
        (row, used) = ("", 0)
      }
      row += (used > 0 ? " " : "") + word
      used += (used > 0 ? 1 : 0) + size
    }
    if !row.isEmpty || rows.isEmpty { rows.append(row) }
    return rows
  }

  static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns($1) }
  }

  /// Two for wide scripts and pictures, none for marks that combine, else one.
  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0..<0x300: 1
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
      0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
      2
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: 0
      default: 1
      }
    }
  }
}
