/// Text of unknown encoding as UTF-8 bytes.
///
/// UTF-16 and UTF-8 are known by their byte order marks or by the zero bytes of an ASCII start;
/// other bytes are UTF-8 when they are valid, and Latin-1 when the declaration says so.
enum DecodedText {
  static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return Array(bytes.dropFirst(3)) }
    if bytes.starts(with: [0xff, 0xfe]) { return utf16(bytes.dropFirst(2), bigEndian: false) }
    if bytes.starts(with: [0xfe, 0xff]) { return utf16(bytes.dropFirst(2), bigEndian: true) }
    if bytes.starts(with: [0x3c, 0x00]) { return utf16(bytes[...], bigEndian: false) }
    if bytes.starts(with: [0x00, 0x3c]) { return utf16(bytes[...], bigEndian: true) }
    return declaresLatin1(bytes) ? latin1(bytes) : bytes
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var at = bytes.startIndex
    while at + 1 < bytes.endIndex {
      let (first, second) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
      units.append(bigEndian ? first << 8 | second : second << 8 | first)
      at += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func declaresLatin1(_ bytes: [UInt8]) -> Bool {
    let head = String(decoding: bytes.prefix(200), as: UTF8.self).lowercased()
    guard head.hasPrefix("<?xml"), let end = head.firstIndex(of: ">") else { return false }
    let declaration = head[..<end]
    return ["iso-8859-1", "latin1", "latin-1", "windows-1252", "us-ascii"].contains {
      declaration.contains($0)
    }
  }

  private static func latin1(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    for byte in bytes {
      if byte < 0x80 {
        out.append(byte)
      } else {
        out += [0xc0 | byte >> 6, 0x80 | byte & 0x3f]
      }
    }
    return out
  }
}
