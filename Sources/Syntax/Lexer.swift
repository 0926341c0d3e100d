public import Text

/// Turns bytes into significant tokens and comments; never fails, reads each byte a fixed number
/// of times, and leaves nothing but blanks and comments between tokens.
public struct Lexer: ~Copyable {
  /// What an open bracket or literal must remember until it closes.
  public struct Frame {
    public enum Kind: UInt8 { case round, square, curly, interpolation, string, mode }
    public var kind: Kind
    /// For `string` and `interpolation` the row of the quote; for `mode` the language's number.
    public var detail: UInt8
    /// Whether an operand is due after the closing bracket.
    public var operandAfter: Bool
    /// The token that opened the frame.
    public var token: UInt32
  }

  /// The bytes, followed by at least 16 zero bytes.
  public let base: UnsafePointer<UInt8>
  public let count: Int
  let tables: LexicalTables
  public var position = 0
  public internal(set) var tokens: [Token] = []
  public private(set) var comments: [ByteRange] = []
  public internal(set) var frames: [Frame] = []
  /// Whether an operand, not an operator, is due; it decides `/` and `<`.
  public var operandDue = true
  var flags: Token.Flags = []
  var indents: [Int] = [0]
  /// Each `<` that may still turn out to open type arguments, with the depth of its frame.
  var angles: [(token: UInt32, depth: Int)] = []

  /// - Precondition: `base[count..<count + 16]` may be read and is zero.
  init(base: UnsafePointer<UInt8>, count: Int, tables: LexicalTables) {
    self.base = base
    self.count = count
    self.tables = tables
    tokens.reserveCapacity(count / 4 + 16)
    frames.reserveCapacity(64)
  }

  // MARK: Looking

  /// The byte `ahead` of the position; zero from the end of the file on.
  @inline(__always) public func byte(_ ahead: Int = 0) -> UInt8 {
    position + ahead < count ? base[position + ahead] : 0
  }
  public var isAtEnd: Bool { position >= count }

  public func starts(with text: [UInt8], at offset: Int) -> Bool {
    guard offset + text.count <= count else { return false }
    for index in text.indices where base[offset + index] != text[index] { return false }
    return true
  }

  public func isIdentifierByte(_ byte: UInt8) -> Bool { tables.isIdentifierByte[Int(byte)] }
  public var lastToken: Token? { tokens.last }
  public var depth: Int { frames.count }

  // MARK: Making

  /// Ends, at `position`, a token that began at `start`.
  @inline(__always)
  public mutating func emit(
    _ kind: TokenKind, from start: Int, symbol: Symbol = .none, unterminated: Bool = false
  ) {
    if unterminated { flags.insert(.unterminated) }
    tokens.append(
      Token(
        start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: position),
        partner: 0, symbol: symbol, kind: kind, flags: flags))
    flags = []
    switch kind {
    case .identifier, .number, .character, .regex, .string, .stringEnd: operandDue = false
    case .keyword: operandDue = !tables.isOperandKeyword[Int(symbol.rawValue)]
    default: operandDue = true
    }
  }

  public mutating func emitComment(from start: Int) {
    comments.append(ByteRange(start..<position))
    flags.insert(.afterSpace)
  }

  public mutating func push(_ kind: Frame.Kind, detail: UInt8 = 0, operandAfter: Bool = false) {
    frames.append(
      Frame(
        kind: kind, detail: detail, operandAfter: operandAfter, token: UInt32(tokens.count - 1)))
  }

  /// Closes the innermost frame with the token made last; answers that frame.
  @discardableResult
  public mutating func pop() -> Frame? {
    guard let frame = frames.popLast() else { return nil }
    if Int(frame.token) < tokens.count - 1 {
      tokens[Int(frame.token)].partner = UInt32(tokens.count - 1)
    }
    return frame
  }

  /// Forgets the innermost frame, which no token closes.
  public mutating func drop() { _ = frames.popLast() }

  /// Lengthens the last token, then a plain identifier, up to the position.
  public mutating func extendIdentifier() {
    guard !tokens.isEmpty else { return }
    let last = tokens.count - 1
    tokens[last].end = UInt32(truncatingIfNeeded: position)
    tokens[last].kind = .identifier
    tokens[last].symbol = .none
    operandDue = false
  }

  /// Changes the mode number of the innermost frame.
  public mutating func setMode(_ mode: UInt8) {
    guard !frames.isEmpty else { return }
    frames[frames.count - 1].detail = mode
  }

  // MARK: Running

  mutating func run() {
    if starts(with: [0xef, 0xbb, 0xbf], at: 0) { position = 3 }
    // `#![` is an attribute, `#!/` names an interpreter.
    if starts(with: [35, 33], at: position), byte(2) != 91 {
      let start = position
      skipLine()
      emitComment(from: start)
    }
    let isIndented = tables.rules.layout == .indented
    if isIndented { measureIndent() }
    while position < count {
      if let frame = frames.last {
        if frame.kind == .string {
          stringBody(Int(frame.detail))
          continue
        }
        if frame.kind == .mode, let mode = tables.rules.mode {
          let before = (position, frames.count, tokens.count)
          mode(&self, frame.detail)
          if before == (position, frames.count, tokens.count) { unknownByte() }
          continue
        }
      }
      token()
    }
    if isIndented {
      if let last = tokens.last, last.kind != .terminator, last.kind != .dedent {
        emit(.terminator, from: position)
      }
      while indents.count > 1 {
        indents.removeLast()
        emit(.dedent, from: position)
      }
    }
    emit(.endOfFile, from: position)
  }

  /// Reads blanks, one comment or one token by the ordinary rules.
  public mutating func token() {
    let start = position
    switch tables.actions[Int(base[start])] {
    case .space:
      repeat {
        position += 1
      } while position < count
        && (base[position] == 32 || base[position] == 9)
      flags.insert(.afterSpace)
    case .newline: newline()
    case .identifier: identifier(start)
    case .digit: number(start)
    case .punctuation: punctuation(start)
    case .lineComment: if !comment(start) { irregularOrPunctuation(start) }
    case .quote: if !quote(start) { irregularOrPunctuation(start) }
    case .irregular: irregularOrPunctuation(start)
    case .unknown: if !unicodeBlank() { unknownByte() }
    }
  }

  mutating func irregularOrPunctuation(_ start: Int) {
    let first = Int(base[start])
    if tables.irregularStarts[first], let irregular = tables.rules.irregular, irregular(&self) {
      return
    }
    if tables.commentStarts[first], comment(start) { return }
    if tables.quoteStarts[first], quote(start) { return }
    if base[start] >= 48 && base[start] <= 57 { return number(start) }
    if tables.isIdentifierByte[first] { return identifier(start) }
    punctuation(start)
  }

  mutating func unknownByte() {
    let start = position
    position += 1
    while position < count, base[position] == base[start] { position += 1 }
    emit(.unknown, from: start)
  }

  /// The length of the Unicode blank at `at`, zero if there is none.
  public func unicodeBlankWidth(at: Int) -> Int {
    switch (base[at], base[at + 1], base[at + 2]) {
    case (0xc2, 0xa0, _): 2
    case (0xef, 0xbb, 0xbf), (0xe1, 0x9a, 0x80), (0xe3, 0x80, 0x80), (0xe2, 0x81, 0x9f): 3
    case (0xe2, 0x80, 0x80...0x8a), (0xe2, 0x80, 0xa8), (0xe2, 0x80, 0xa9), (0xe2, 0x80, 0xaf): 3
    default: 0
    }
  }

  /// Skips one of the blanks of Unicode that are no ASCII.
  mutating func unicodeBlank() -> Bool {
    let width = unicodeBlankWidth(at: position)
    guard width > 0 else { return false }
    if byte() == 0xe2, byte(1) == 0x80, byte(2) == 0xa8 || byte(2) == 0xa9 {
      flags.insert(.afterNewline)
    }
    position += width
    flags.insert(.afterSpace)
    return true
  }
}
