/// A JSON value that keeps the order of its members, for output that is the same everywhere.
/// - Source: RFC 8259
public enum JSONText: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// Written with at most `places` digits after the point; not-a-number and infinities become null.
  case decimal(Double, places: Int)
  case string(String)
  case array([JSONText])
  case object([(String, JSONText)])

  /// One line without spaces.
  public var line: String {
    var out = ""
    write(to: &out, indent: nil)
    return out
  }

  /// Two spaces a level, LF, and a final line break.
  public var page: String {
    var out = ""
    write(to: &out, indent: 0)
    return out + "\n"
  }

  private func write(to out: inout String, indent: Int?) {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .int(let value): out += String(value)
    case .decimal(let value, let places): out += JSONText.number(value, places: places)
    case .string(let value): JSONText.quote(value, into: &out)
    case .array(let values):
      JSONText.bracket("[", "]", values, to: &out, indent: indent) { value, out, inner in
        value.write(to: &out, indent: inner)
      }
    case .object(let members):
      JSONText.bracket("{", "}", members, to: &out, indent: indent) { member, out, inner in
        JSONText.quote(member.0, into: &out)
        out += inner == nil ? ":" : ": "
        member.1.write(to: &out, indent: inner)
      }
    }
  }

  private static func bracket<Item>(
    _ open: String, _ close: String, _ items: [Item], to out: inout String, indent: Int?,
    item: (Item, inout String, Int?) -> Void
  ) {
    out += open
    let inner = indent.map { $0 + 1 }
    for (index, value) in items.enumerated() {
      if index > 0 { out += "," }
      if let inner { out += "\n" + String(repeating: "  ", count: inner) }
      item(value, &out, inner)
    }
    if let indent, !items.isEmpty { out += "\n" + String(repeating: "  ", count: indent) }
    out += close
  }

  private static func number(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return "null" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (value * scale).rounded()
    guard abs(scaled) < 9e15 else { return String(value) }
    let whole = Int64(scaled)
    guard places > 0 else { return String(whole) }
    let digits = String(whole.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    var fraction = padded.suffix(places)
    while fraction.last == "0" { fraction.removeLast() }
    let sign = whole < 0 ? "-" : ""
    return sign + padded.dropLast(places) + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// Appends `text` quoted; `<`, `>`, `&`, U+2028 and U+2029 are escaped too, so that the result
  /// may stand inside an HTML script element.
  public static func quote(_ text: String, into out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}":
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}
