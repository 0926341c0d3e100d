/// One file of the analysed tree, as read.
public struct SourceFile: Sendable {
  /// Relative to the analysed root, `/`-separated.
  public let path: String
  public let bytes: [UInt8]
  public let lines: LineIndex

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    self.lines = LineIndex(bytes)
  }

  /// The text of `range`; bytes that are not UTF-8 become U+FFFD.
  public func text(_ range: ByteRange) -> String {
    String(decoding: bytes[range.indices], as: UTF8.self)
  }
}
