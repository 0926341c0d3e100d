/// Writes JSON in one pass, in the order of the calls; the sibling of `JSONText` for long reports.
///
/// Escapes what `JSONText` escapes, so that the result may stand inside an HTML script element, and
/// direction controls, so that it may be looked at on a terminal.
/// - Source: RFC 8259
struct JSONBytes {
  private(set) var bytes: [UInt8] = []
  /// Whether the next member or element needs a comma before it.
  private var needsComma = false
  /// Whether the next token begins a line.
  private var needsBreak = false

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Ends the whole text with a line break.
  mutating func end() { bytes.append(10) }

  mutating func open(_ bracket: Character) {
    separate()
    append(bracket)
    needsComma = false
  }

  mutating func close(_ bracket: Character) {
    breakLine()
    append(bracket)
    needsComma = true
  }

  mutating func key(_ name: StaticString) {
    separate()
    bytes.append(0x22)
    name.withUTF8Buffer { bytes += $0 }
    bytes += [0x22, 0x3a]
    needsComma = false
  }

  mutating func key(_ name: String) {
    string(name)
    bytes.append(0x3a)
    needsComma = false
  }

  /// A line break before the next token, for readers and line-wise comparison.
  mutating func newLine() { needsBreak = true }

  mutating func null() { literal("null") }
  mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }
  mutating func int(_ value: Int) { literal(String(value)) }

  /// A share with four digits after the point.
  mutating func share(_ value: Double) {
    let scaled = Int((value * 10_000).rounded())
    let digits = String(scaled % 10_000)
    literal("\(scaled / 10_000)." + String(repeating: "0", count: 4 - digits.count) + digits)
  }

  mutating func string(_ text: String) {
    separate()
    bytes.append(0x22)
    var copy = text
    copy.withUTF8 { quote($0) }
    bytes.append(0x22)
    needsComma = true
  }

  mutating func strings(_ texts: some Sequence<String>) {
    open("[")
    for text in texts { string(text) }
    close("]")
  }

  mutating func ints(_ values: some Sequence<Int>) {
    open("[")
    for value in values { int(value) }
    close("]")
  }

  /// Digits as they stand.
  mutating func number(_ digits: String) { literal(digits) }

  private mutating func literal(_ text: String) {
    separate()
    bytes += text.utf8
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(0x2c) }
    breakLine()
  }

  private mutating func breakLine() {
    if needsBreak { bytes.append(10) }
    needsBreak = false
  }

  private mutating func append(_ bracket: Character) {
    bytes += String(bracket).utf8
  }

  private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
    var copied = 0
    var at = 0
    while at < text.count {
      guard !JSONBytes.isPlain(text[at]), let (escape, length) = JSONBytes.escape(text, at) else {
        at += 1
        continue
      }
      bytes += text[copied..<at]
      bytes += escape
      at += length
      copied = at
    }
    bytes += text[copied...]
  }

  /// Whether a byte always stays, as nearly all do.
  private static func isPlain(_ byte: UInt8) -> Bool {
    // All from the blank to `?` but `"`, `&`, `<` and `>`; then all but the backslash and DEL.
    let sets: (UInt64, UInt64) = (0xafff_ffbb_0000_0000, 0x7fff_ffff_efff_ffff)
    return byte < 0x80 && (byte < 64 ? sets.0 : sets.1) >> UInt64(byte & 63) & 1 == 1
  }

  /// What replaces the bytes at `at`, and how many they are; nil for a byte that stays.
  private static func escape(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> ([UInt8], Int)? {
    switch text[at] {
    case 0x22, 0x5c: ([0x5c, text[at]], 1)
    case 0x0a: (Array("\\n".utf8), 1)
    case 0x0d: (Array("\\r".utf8), 1)
    case 0x09: (Array("\\t".utf8), 1)
    case 0..<0x20, 0x26, 0x3c, 0x3e, 0x7f: (unit(Int(text[at])), 1)
    // U+0080 to U+009F
    case 0xc2 where at + 1 < text.count && text[at + 1] < 0xa0: (unit(Int(text[at + 1])), 2)
    // The Arabic letter mark, a direction control too.
    case 0xd8 where at + 1 < text.count && text[at + 1] == 0x9c: (unit(0x61c), 2)
    case 0xe2 where at + 2 < text.count: generalPunctuation(text[at + 1], text[at + 2])
    default: nil
    }
  }

  /// Line separators, direction controls and the space of width zero, after the byte E2.
  private static func generalPunctuation(_ second: UInt8, _ third: UInt8) -> ([UInt8], Int)? {
    let value = 0x2000 | Int(second & 0x3f) << 6 | Int(third & 0x3f)
    guard second & 0xfe == 0x80 else { return nil }
    return switch value {
    case 0x200b, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: (unit(value), 3)
    default: nil
    }
  }

  private static func unit(_ value: Int) -> [UInt8] {
    let digits = String(value, radix: 16)
    return Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
  }
}
