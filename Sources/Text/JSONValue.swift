/// A JSON value as read from bytes that nobody vouches for.
///
/// Reading never recurses deeper than `JSONValue.depthLimit` and never traps; of repeated member
/// names the last one counts.
/// - Source: RFC 8259
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  public static let depthLimit = 200

  /// Nil unless `bytes` are one complete JSON value; a byte order mark before it is passed over.
  public init?(_ bytes: some Sequence<UInt8>) {
    var reading = JSONReading(bytes: Array(bytes))
    if reading.bytes.starts(with: [0xef, 0xbb, 0xbf]) { reading.at = 3 }
    guard let value = reading.value(depth: 0) else { return nil }
    reading.skipSpace()
    guard reading.at == reading.bytes.count else { return nil }
    self = value
  }

  /// The member of an object; nil for anything else.
  public subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  public var string: String? { if case .string(let text) = self { text } else { nil } }
  public var array: [JSONValue]? { if case .array(let items) = self { items } else { nil } }
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var number: Double? { if case .number(let value) = self { value } else { nil } }

  public var object: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The number if it is whole and within ±2^53.
  public var int: Int? {
    guard case .number(let value) = self, value.rounded() == value,
      abs(value) <= 0x20_0000_0000_0000
    else { return nil }
    return Int(value)
  }
}

private struct JSONReading {
  let bytes: [UInt8]
  var at = 0

  var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 32 || byte == 10 || byte == 13 || byte == 9 { at += 1 }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    at += 1
    return true
  }

  mutating func word(_ text: StaticString, _ value: JSONValue) -> JSONValue? {
    let end = at + text.utf8CodeUnitCount
    let letters = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard end <= bytes.count, bytes[at..<end].elementsEqual(letters) else { return nil }
    at = end
    return value
  }

  mutating func value(depth: Int) -> JSONValue? {
    guard depth < JSONValue.depthLimit else { return nil }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "t"): return word("true", .bool(true))
    case UInt8(ascii: "f"): return word("false", .bool(false))
    case UInt8(ascii: "n"): return word("null", .null)
    default: return number()
    }
  }

  mutating func object(depth: Int) -> JSONValue? {
    at += 1
    var members: [String: JSONValue] = [:]
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\""), let name = string() else { return nil }
      skipSpace()
      guard take(UInt8(ascii: ":")), let member = value(depth: depth + 1) else { return nil }
      members[name] = member
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      return take(UInt8(ascii: "}")) ? .object(members) : nil
    }
  }

  mutating func array(depth: Int) -> JSONValue? {
    at += 1
    var items: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(items) }
    while true {
      guard let item = value(depth: depth + 1) else { return nil }
      items.append(item)
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      return take(UInt8(ascii: "]")) ? .array(items) : nil
    }
  }

  mutating func number() -> JSONValue? {
    let start = at
    while let byte = next, (48...57).contains(byte) || [43, 45, 46, 69, 101].contains(byte) {
      at += 1
    }
    guard let first = bytes[start..<at].first, first == 45 || (48...57).contains(first),
      let number = Double(String(decoding: bytes[start..<at], as: UTF8.self))
    else { return nil }
    return .number(number)
  }

  /// Reads a quoted string; lone surrogates become U+FFFD.
  mutating func string() -> String? {
    at += 1
    var text: [UInt8] = []
    while let byte = next {
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard escape(into: &text) else { return nil }
      case 0..<32: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  mutating func escape(into text: inout [UInt8]) -> Bool {
    guard let byte = next else { return false }
    at += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "u"):
      guard let scalar = escapedScalar() else { return false }
      text += String(scalar).utf8
    default: return false
    }
    return true
  }

  /// The scalar of one `\uXXXX`, or of the pair that two of them make.
  mutating func escapedScalar() -> Unicode.Scalar? {
    guard let unit = hexUnit() else { return nil }
    let replaced: Unicode.Scalar = "\u{fffd}"
    guard (0xd800..<0xdc00).contains(unit) else { return Unicode.Scalar(unit) ?? replaced }
    let back = at
    guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let low = hexUnit(),
      (0xdc00..<0xe000).contains(low)
    else {
      at = back
      return replaced
    }
    return Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)) ?? replaced
  }

  mutating func hexUnit() -> UInt32? {
    guard at + 4 <= bytes.count else { return nil }
    let digits = bytes[at..<at + 4]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    at += 4
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
