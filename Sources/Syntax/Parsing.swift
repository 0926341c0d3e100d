import Glibc
import Text

extension SyntaxTree {
  /// Reads `bytes` by `grammar`; never fails, what was not understood is `unknown`.
  ///
  /// - Precondition: Fewer than 2³¹ bytes.
  /// - Complexity: O(bytes)
  public static func parse(_ bytes: [UInt8], by grammar: Grammar) -> SyntaxTree {
    LargeStack.run {
      Lexer.run(over: bytes, by: grammar.tables) { padded, tokens, comments in
        tokens.withUnsafeBufferPointer { buffer in
          guard let first = buffer.baseAddress else { preconditionFailure("no end of file") }
          return grammar.rows.withUnsafeBufferPointer { rows in
            guard let row = rows.baseAddress else { preconditionFailure("no symbols") }
            var parser = Parser(
              tokens: first, tokenCount: buffer.count, bytes: padded,
              grammar: grammar, rows: row, limit: Parser.deepestNesting)
            parser.file()
            return parser.finish(bytes, tokens, comments)
          }
        }
      }
    }
  }
}

extension Lexer {
  /// Lexes a copy of `bytes` that ends in zeros and hands over the copy, its tokens and comments.
  fileprivate static func run<Result>(
    over bytes: [UInt8], by tables: LexicalTables,
    _ body: (UnsafePointer<UInt8>, [Token], [ByteRange]) -> Result
  ) -> Result {
    let padded = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 32)
    defer { padded.deallocate() }
    bytes.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { padded.update(from: start, count: source.count) }
    }
    (padded + bytes.count).initialize(repeating: 0, count: 32)
    var lexer = Lexer(base: padded, count: bytes.count, tables: tables)
    lexer.run()
    let (tokens, comments) = lexer.finish()
    return body(padded, tokens, comments)
  }

  private consuming func finish() -> ([Token], [ByteRange]) { (tokens, comments) }

  /// The number of tokens in `bytes`, without reading them further.
  public static func tokenCount(of bytes: [UInt8], by grammar: Grammar) -> Int {
    run(over: bytes, by: grammar.tables) { _, tokens, _ in tokens.count }
  }
}
