/// Reads the tags and text of XML that nobody vouches for, one event at a time.
///
/// Only predefined and numeric entities are known; a document type definition is refused.
/// Nothing is built, so that memory stays in proportion to the input.
struct MarkupReader {
  enum Event: Equatable {
    case open(name: String, attributes: [String: String], isEmpty: Bool)
    case close(name: String)
    case text(String)
    /// The input ended inside a tag, a comment or a section.
    case cut
    case refused(String)
  }

  private let bytes: [UInt8]
  private var at = 0
  private static let attributeLimit = 200

  init(_ bytes: [UInt8]) { self.bytes = DecodedText.utf8(bytes) }

  /// Nil at the end of the input.
  mutating func next() -> Event? {
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<") else { return text() }
      if has("<!--") {
        guard skip(past: "-->", from: at + 4) else { return .cut }
      } else if has("<![CDATA[") {
        return section()
      } else if has("<?") {
        guard skip(past: "?>", from: at + 2) else { return .cut }
      } else if has("<!") {
        let isCut = ["<!--", "<![CDATA["].contains { $0.utf8.starts(with: bytes[at...]) }
        at = bytes.count
        return isCut ? .cut : .refused("a document type definition")
      } else {
        return tag()
      }
    }
    return nil
  }

  private func has(_ text: StaticString, at place: Int? = nil) -> Bool {
    let start = place ?? at
    let end = start + text.utf8CodeUnitCount
    guard end <= bytes.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[start + $0] == text.utf8Start[$0] }
  }

  private func find(_ text: StaticString, from start: Int) -> Int? {
    var place = start
    while place < bytes.count {
      if bytes[place] == text.utf8Start[0] && has(text, at: place) { return place }
      place += 1
    }
    return nil
  }

  private mutating func skip(past text: StaticString, from start: Int) -> Bool {
    guard let place = find(text, from: start) else {
      at = bytes.count
      return false
    }
    at = place + text.utf8CodeUnitCount
    return true
  }

  private mutating func section() -> Event {
    let start = at + 9
    guard skip(past: "]]>", from: start) else { return .cut }
    return .text(String(decoding: bytes[start..<at - 3], as: UTF8.self))
  }

  private mutating func text() -> Event {
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "<") { at += 1 }
    return .text(MarkupReader.decoded(bytes[start..<at]))
  }

  private mutating func tag() -> Event {
    let closes = has("</")
    at += closes ? 2 : 1
    let name = word()
    var attributes: [String: String] = [:]
    while true {
      skipSpace()
      guard at < bytes.count else { return .cut }
      if bytes[at] == UInt8(ascii: ">") {
        at += 1
        return closes
          ? .close(name: name) : .open(name: name, attributes: attributes, isEmpty: false)
      }
      if has("/>") {
        at += 2
        return .open(name: name, attributes: attributes, isEmpty: true)
      }
      let before = at
      guard let (key, value) = attribute() else { return .cut }
      if attributes.count < MarkupReader.attributeLimit, !key.isEmpty { attributes[key] = value }
      if at == before { at += 1 }
    }
  }

  /// Nil when the input ends inside the value.
  private mutating func attribute() -> (String, String)? {
    let key = word()
    skipSpace()
    guard at < bytes.count else { return nil }
    guard bytes[at] == UInt8(ascii: "=") else { return (key, "") }
    at += 1
    skipSpace()
    guard at < bytes.count else { return nil }
    let quote = bytes[at]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return (key, word()) }
    at += 1
    let start = at
    while at < bytes.count, bytes[at] != quote { at += 1 }
    guard at < bytes.count else { return nil }
    at += 1
    return (key, MarkupReader.decoded(bytes[start..<at - 1]))
  }

  private mutating func skipSpace() {
    while at < bytes.count, bytes[at] <= 32 { at += 1 }
  }

  private mutating func word() -> String {
    let start = at
    while at < bytes.count, bytes[at] > 32,
      !"=></\"'".utf8.contains(bytes[at])
    { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  /// `bytes` with entities replaced; unknown ones stay as they are written.
  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var out: [UInt8] = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      guard bytes[at] == UInt8(ascii: "&"),
        let end = bytes[at..<min(at + 12, bytes.endIndex)].firstIndex(of: UInt8(ascii: ";")),
        let scalar = entity(String(decoding: bytes[at + 1..<end], as: UTF8.self))
      else {
        out.append(bytes[at])
        at += 1
        continue
      }
      out += String(scalar).utf8
      at = end + 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func entity(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let isHex = name.hasPrefix("#x") || name.hasPrefix("#X")
      let value = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10)
      return value.map { Unicode.Scalar($0) ?? "\u{fffd}" }
    }
  }
}
