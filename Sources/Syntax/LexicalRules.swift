/// What one language's tokens look like, as data; turned into tables once.
public struct LexicalRules: Sendable {
  /// A string form whose body needs no grammar.
  public struct Quote: Sendable {
    public var open: String
    public var close: String
    public var escape: Character?
    public var spansLines: Bool
    /// The opener of an interpolation, such as `${`; it closes with `}` or `)`, as it opens.
    public var interpolation: String?

    public init(
      _ open: String, _ close: String, escape: Character? = "\\", spansLines: Bool = false,
      interpolation: String? = nil
    ) {
      self.open = open
      self.close = close
      self.escape = escape
      self.spansLines = spansLines
      self.interpolation = interpolation
    }
  }

  public enum Layout: Sendable { case free, indented }

  public var lineComments: [String]
  public var blockComments: [(open: String, close: String)]
  /// Whether a block comment may hold others.
  public var nestsComments: Bool
  /// Whether a point belongs to a number only before a digit and not after a member operator.
  public var pointsNeedDigits: Bool
  public var quotes: [Quote]
  /// Words that are never identifiers, save after a member operator.
  public var keywords: [Symbol]
  /// Words that are identifiers but that the grammar asks for by symbol.
  public var contextual: [Symbol]
  /// Keywords that are operands themselves, so that an operator is due after them.
  public var operandKeywords: [Symbol]
  public var operators: [Symbol]
  /// Bytes beyond ASCII letters, digits and bytes ≥ 128 that may stand in an identifier.
  public var identifierBytes: String
  public var layout: Layout
  public var hasRegex: Bool
  /// Whether `<` may open type arguments, so that it is paired with its `>`.
  public var pairsAngles: Bool
  /// Keywords whose round brackets hold a condition, so that an operand is due after `)`.
  public var conditionKeywords: [Symbol]

  /// Whether a keyword after a member operator is an identifier.
  public var keywordsNameMembers: Bool
  /// Of an indented language, keywords that no bracket can hold at the start of a line; there they
  /// close every bracket left open.
  public var statementKeywords: [Symbol]

  /// Reads one token that starts with a byte of `irregularBytes` and that no row describes.
  public var irregularBytes: String
  public var irregular: (@Sendable (inout Lexer) -> Bool)?
  /// Reads a literal whose prefix, an identifier that began at the given offset, touches the quote
  /// or `#` at the position; answers false, and moves nothing, when it is no prefix.
  public var prefixed: (@Sendable (inout Lexer, Int) -> Bool)?
  /// Reads inside a frame that the language pushed itself; the number is the frame's mode.
  public var mode: (@Sendable (inout Lexer, UInt8) -> Void)?

  public init(
    lineComments: [String], blockComments: [(open: String, close: String)] = [],
    quotes: [Quote], keywords: [Symbol], contextual: [Symbol] = [],
    operandKeywords: [Symbol] = [], operators: [Symbol], identifierBytes: String = "_",
    layout: Layout = .free, hasRegex: Bool = false, pairsAngles: Bool = false,
    conditionKeywords: [Symbol] = [], keywordsNameMembers: Bool = true,
    statementKeywords: [Symbol] = [], nestsComments: Bool = false, pointsNeedDigits: Bool = false,
    irregularBytes: String = "", irregular: (@Sendable (inout Lexer) -> Bool)? = nil,
    prefixed: (@Sendable (inout Lexer, Int) -> Bool)? = nil,
    mode: (@Sendable (inout Lexer, UInt8) -> Void)? = nil
  ) {
    self.lineComments = lineComments
    self.blockComments = blockComments
    self.nestsComments = nestsComments
    self.pointsNeedDigits = pointsNeedDigits
    self.quotes = quotes
    self.keywords = keywords
    self.contextual = contextual
    self.operandKeywords = operandKeywords
    self.operators = operators
    self.identifierBytes = identifierBytes
    self.layout = layout
    self.hasRegex = hasRegex
    self.pairsAngles = pairsAngles
    self.conditionKeywords = conditionKeywords
    self.keywordsNameMembers = keywordsNameMembers
    self.statementKeywords = statementKeywords
    self.irregularBytes = irregularBytes
    self.irregular = irregular
    self.prefixed = prefixed
    self.mode = mode
  }
}

/// `LexicalRules` as arrays indexed by bytes and symbols; immutable, made once per language.
public final class LexicalTables: Sendable {
  enum Action: UInt8 {
    case punctuation, space, newline, identifier, digit, quote, lineComment, irregular, unknown
  }

  struct WordSlot {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var symbol: Symbol = .none
    var isKeyword = false
  }

  struct Operator {
    var bits: UInt32
    var mask: UInt32
    var length: UInt8
    var symbol: Symbol
  }

  struct CompiledQuote {
    var open: [UInt8]
    var close: [UInt8]
    var escape: UInt8
    var spansLines: Bool
    var interpolation: [UInt8]
    /// Bytes at which the scan of a body must look closer.
    var stops: [Bool]
  }

  let rules: LexicalRules
  /// What a token that starts with this byte may be; several candidates are tried in order.
  let actions: [Action]
  let isIdentifierByte: [Bool]
  let words: [WordSlot]
  static let wordMask = 1023
  let operators: [Operator]
  /// The rows of `operators` that start with this byte: first and count.
  let operatorRows: [(first: UInt16, count: UInt16)]
  let lineComments: [[UInt8]]
  let blockComments: [(open: [UInt8], close: [UInt8])]
  let quotes: [CompiledQuote]
  let isOperandKeyword: [Bool]
  let isConditionKeyword: [Bool]
  let commentStarts: [Bool]
  let quoteStarts: [Bool]
  let irregularStarts: [Bool]
  let statementStarts: [Bool]
  let statementWords: [[UInt8]]

  public init(_ rules: LexicalRules) {
    self.rules = rules
    func set(_ bytes: some Sequence<UInt8>) -> [Bool] {
      var result = [Bool](repeating: false, count: 256)
      for byte in bytes { result[Int(byte)] = true }
      return result
    }
    let extra = set(rules.identifierBytes.utf8)
    isIdentifierByte = (0..<256).map { byte in
      (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
        || byte >= 128 || extra[byte]
    }
    lineComments = rules.lineComments.map { Array($0.utf8) }
    blockComments = rules.blockComments.map { (Array($0.open.utf8), Array($0.close.utf8)) }
    commentStarts = set(lineComments.compactMap(\.first) + blockComments.compactMap(\.open.first))
    quotes = rules.quotes.map { quote in
      let close = Array(quote.close.utf8)
      let escape = quote.escape?.asciiValue ?? 0
      let interpolation = Array((quote.interpolation ?? "").utf8)
      var stops = set(close.prefix(1) + interpolation.prefix(1))
      if escape != 0 { stops[Int(escape)] = true }
      if !quote.spansLines { (stops[10], stops[13]) = (true, true) }
      return CompiledQuote(
        open: Array(quote.open.utf8), close: close, escape: escape,
        spansLines: quote.spansLines, interpolation: interpolation, stops: stops)
    }
    quoteStarts = set(quotes.compactMap(\.open.first))
    irregularStarts = set(rules.irregularBytes.utf8)
    statementWords = rules.statementKeywords.map { Array($0.spelling.utf8) }
    statementStarts = set(statementWords.compactMap(\.first))

    let rows = Symbol.operators.filter { rules.operators.contains($0.0) }
      .map { ($0.0, Array($0.1.utf8)) }
      .sorted { ($0.1[0], -$0.1.count) < ($1.1[0], -$1.1.count) }
    operators = rows.map { symbol, text in
      var bits: UInt32 = 0
      for (index, byte) in text.enumerated() { bits |= UInt32(byte) << (8 * index) }
      let mask = text.count == 4 ? UInt32.max : (1 << (8 * UInt32(text.count))) - 1
      return Operator(bits: bits, mask: mask, length: UInt8(text.count), symbol: symbol)
    }
    operatorRows = (0..<256).map { byte in
      let matching = rows.indices.filter { rows[$0].1[0] == byte }
      return (UInt16(matching.first ?? 0), UInt16(matching.count))
    }

    var slots = [WordSlot](repeating: WordSlot(), count: LexicalTables.wordMask + 1)
    for (symbol, isKeyword) in rules.keywords.map({ ($0, true) })
      + rules.contextual.map({ ($0, false) })
    {
      let (low, high) = LexicalTables.key(Array(symbol.spelling.utf8))
      var slot = LexicalTables.slot(low, high)
      while slots[slot].symbol != .none { slot = (slot + 1) & LexicalTables.wordMask }
      slots[slot] = WordSlot(low: low, high: high, symbol: symbol, isKeyword: isKeyword)
    }
    words = slots
    func flags(_ symbols: [Symbol]) -> [Bool] {
      var result = [Bool](repeating: false, count: Symbol.allCases.count)
      for symbol in symbols { result[Int(symbol.rawValue)] = true }
      return result
    }
    isOperandKeyword = flags(rules.operandKeywords)
    isConditionKeyword = flags(rules.conditionKeywords)

    let (comments, quoted, irregular) = (commentStarts, quoteStarts, irregularStarts)
    let identifiers = isIdentifierByte
    actions = (0..<256).map { byte in
      if irregular[byte] { return .irregular }
      if comments[byte] { return .lineComment }
      if quoted[byte] { return .quote }
      switch UInt8(byte) {
      case 10, 13: return .newline
      case 9, 11, 12, 32: return .space
      case 48...57: return .digit
      default: break
      }
      if identifiers[byte] { return .identifier }
      return rows.contains { $0.1[0] == UInt8(byte) } || byte == 46 || byte == 92
        ? .punctuation : .unknown
    }
  }

  /// A word of up to sixteen bytes as two integers.
  static func key(_ text: [UInt8]) -> (UInt64, UInt64) {
    var low: UInt64 = 0
    var high: UInt64 = 0
    for (index, byte) in text.enumerated() {
      if index < 8 {
        low |= UInt64(byte) << UInt64(8 * index)
      } else {
        high |= UInt64(byte) << UInt64(8 * (index - 8))
      }
    }
    return (low, high)
  }

  @inline(__always)
  static func slot(_ low: UInt64, _ high: UInt64) -> Int {
    Int(((low ^ (high &* 0x9e37_79b9)) &* 0x9e37_79b9_7f4a_7c15) >> 54) & wordMask
  }
}
