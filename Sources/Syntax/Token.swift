/// The class of a token.
///
/// One vocabulary serves every language.
public enum TokenKind: UInt8, Sendable {
  case identifier, keyword, number, character, regex
  /// A whole string literal without interpolation, with its prefix and quotes.
  case string
  /// The opening, the literal parts and the closing of a string with interpolation.
  case stringStart, stringChunk, stringEnd
  case interpolationStart, interpolationEnd
  /// The `<` that opens an element; its partner closes the element.
  case markupStart
  case markupText
  case punctuation
  /// Layout of indented languages; these hold no bytes.
  case indent, dedent, terminator
  /// Bytes that no rule reads.
  case unknown
  case endOfFile

  /// Whether tokens of this kind hold no bytes.
  @inlinable @inline(__always) public var isLayout: Bool {
    self == .indent || self == .dedent || self == .terminator || self == .endOfFile
  }
}

/// One significant token; blanks and comments lie in the gaps between tokens.
public struct Token: Sendable {
  /// The half-open byte range, from the start of the file.
  public var start: UInt32
  public var end: UInt32
  /// For an opening bracket, `stringStart` or `markupStart`, and for a `<` that may open type
  /// arguments, the index of the token that closes it; otherwise 0.
  public var partner: UInt32
  /// What the token says, if it is an operator or a word that the language knows.
  public var symbol: Symbol
  public var kind: TokenKind
  public var flags: Flags

  public struct Flags: OptionSet, Sendable {
    public let rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// A line break stands between this token and the one before it.
    @inlinable public static var afterNewline: Flags { Flags(rawValue: 1) }
    /// A blank, line break or comment stands between this token and the one before it.
    @inlinable public static var afterSpace: Flags { Flags(rawValue: 2) }
    /// The literal is not closed.
    @inlinable public static var unterminated: Flags { Flags(rawValue: 4) }
  }

  @inlinable public init(
    start: UInt32, end: UInt32, partner: UInt32, symbol: Symbol, kind: TokenKind, flags: Flags
  ) {
    self.start = start
    self.end = end
    self.partner = partner
    self.symbol = symbol
    self.kind = kind
    self.flags = flags
  }
}
