/// FNV-1a over bytes, 64 bits wide; the same on every machine and in every run.
/// - Source: https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
public struct StableHash: Sendable {
  public private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  public init() {}

  public mutating func combine(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  /// Adds one field and a separator, so that `("ab", "c")` and `("a", "bc")` differ.
  public mutating func combine(field: some StringProtocol) {
    combine(field.utf8)
    combine(CollectionOfOne(0xff))
  }

  /// Sixteen lower-case hexadecimal digits.
  public var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
