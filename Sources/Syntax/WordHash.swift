/// A number made of the length of a word and up to sixteen of its bytes: the first and last eight.
public struct WordHash {
  public let value: UInt32
  /// Whether all bytes of the word are ASCII.
  public let isPlain: Bool

  public init(_ bytes: UnsafeRawBufferPointer) {
    let count = bytes.count
    var (first, last): (UInt64, UInt64) = (0, 0)
    if count >= 8 {
      first = bytes.loadUnaligned(as: UInt64.self)
      last = bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else if count >= 4 {
      first = UInt64(bytes.loadUnaligned(as: UInt32.self))
      last = UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    } else if count > 0 {
      first = UInt64(bytes[0]) | UInt64(bytes[count / 2]) << 8
      last = UInt64(bytes[count - 1])
    }
    var seen = first | last
    for at in stride(from: 8, to: count - 8, by: 8) {
      seen |= bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
    }
    isPlain = seen & 0x8080_8080_8080_8080 == 0
    let mixed = (first ^ UInt64(count) &* 0x9e37_79b9_7f4a_7c15) &* 0xff51_afd7_ed55_8ccd
    value = UInt32(
      truncatingIfNeeded: ((mixed ^ mixed >> 29 ^ last) &* 0xc4ce_b9fe_1a85_ec53) >> 32)
  }
}
