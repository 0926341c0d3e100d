/// One file of the analysed tree, as read.
package struct SourceFile: Sendable {
  /// Relative to the analysed root, `/`-separated.
  package let path: String
  package let bytes: [UInt8]
  package let lines: LineIndex

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    self.lines = LineIndex(bytes)
  }

  /// The text of `range`; bytes that are not UTF-8 become U+FFFD.
  package func text(_ range: ByteRange) -> String {
    String(decoding: bytes[range.indices], as: UTF8.self)
  }
}
