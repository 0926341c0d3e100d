/// The only door through which text of the analysed project enters a report.
///
/// JSON has its own door in ``JSONBytes``.
package enum Escaping {
  /// Control characters, direction overrides and invisible marks as `\u{1b}`; all else stays.
  package static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isHidden(scalar) {
        out.append(contentsOf: code(scalar).unicodeScalars)
      } else {
        out.append(scalar)
      }
    }
    return String(out)
  }

  /// One line for a terminal or a log: ``visible(_:)``, and no `##[` that a log reader would obey.
  package static func terminal(_ text: String) -> String {
    let text = visible(text)
    guard text.utf8.contains(UInt8(ascii: "#")) else { return text }
    var out = String.UnicodeScalarView()
    var hashes = 0
    for scalar in text.unicodeScalars {
      if scalar == "[", hashes >= 2 {
        out.append(contentsOf: code(scalar).unicodeScalars)
      } else {
        out.append(scalar)
      }
      hashes = scalar == "#" ? hashes + 1 : 0
    }
    return String(out)
  }

  /// Text of an HTML page.
  package static func html(_ text: String) -> String { attribute(visible(text)) }

  /// An attribute's value that a script compares; control characters stay.
  package static func attribute(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "'": out.append(contentsOf: "&#39;".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  /// Inline Markdown that is shown as written: no markup, mention, reference, link or HTML.
  ///
  /// Precondition: it does not stand at the start of a line.
  package static func markdown(_ text: String) -> String {
    let scalars = Array(terminal(text).unicodeScalars)
    var out = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      // An entity and a joiner of width zero keep a host from linking names and numbers.
      case "@": out.append(contentsOf: "&#64;\u{2060}".unicodeScalars)
      case "#": out.append(contentsOf: "&#35;\u{2060}".unicodeScalars)
      case ":" where index + 1 < scalars.count && scalars[index + 1] != " ":
        out.append(contentsOf: "&#58;".unicodeScalars)
      case "\\", "`", "*", "_", "[", "]", "!", "|", "~", "$":
        out.append("\\")
        out.append(scalar)
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  /// A code span that holds `text` whole.
  package static func markdownCode(_ text: String) -> String {
    let text = terminal(text)
    guard !text.isEmpty else { return "(nothing)" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let pad = text.hasPrefix("`") || text.hasSuffix("`") || text.hasPrefix(" ") ? " " : ""
    return fence + pad + text + pad + fence
  }

  /// A code span in a table's cell, where a bar needs a backslash even in code.
  package static func markdownCell(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in markdownCode(text).unicodeScalars {
      if scalar == "|" { out.append("\\") }
      out.append(scalar)
    }
    return String(out)
  }

  /// A fence for a block that holds `text`: one backtick more than its longest run, at least three.
  package static func markdownFence(_ text: String) -> String {
    String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
  }

  private static func longestRun(of mark: Unicode.Scalar, in text: String) -> Int {
    var (longest, run) = (0, 0)
    for scalar in text.unicodeScalars {
      run = scalar == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{" + String(scalar.value, radix: 16) + "}"
    }
  }

  /// C0, DEL, C1, direction controls, separators, tags and other marks that draw nothing.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f...0x9f, 0xad, 0x61c, 0x180e, 0x200b, 0x200e, 0x200f, 0x2028...0x202e,
      0x2060...0x206f, 0xfeff, 0xfff9...0xfffb, 0xe0000...0xe007f:
      true
    default: false
    }
  }
}
