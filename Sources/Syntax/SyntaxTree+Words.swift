extension SyntaxTree {
  /// The text of every distinct word of a file, made once, and which of them each token is.
  struct Words: Sendable {
    /// The first is that of tokens that are no words.
    var texts = [""]
    /// By token.
    var numbers: [UInt32]

    init(_ bytes: [UInt8], _ tokens: [Token]) {
      numbers = [UInt32](repeating: 0, count: tokens.count)
      bytes.withUnsafeBytes { bytes in
        tokens.withUnsafeBufferPointer { read(UnsafeRawBufferPointer(bytes), $0) }
      }
    }

    private mutating func read(
      _ bytes: UnsafeRawBufferPointer, _ tokens: UnsafeBufferPointer<Token>
    ) {
      /// The first token of each word, and the word whose first token hashes to a slot.
      var samples: [(token: Token, hash: Int)] = [(tokens[0], 0)]
      var slots = [UInt32](repeating: 0, count: 256)
      for (number, token) in tokens.enumerated() {
        guard token.kind == .identifier || token.kind == .keyword else { continue }
        if samples.count * 2 > slots.count {
          slots = [UInt32](repeating: 0, count: slots.count * 4)
          for word in 1..<samples.count {
            var at = samples[word].hash & (slots.count - 1)
            while slots[at] != 0 { at = (at + 1) & (slots.count - 1) }
            slots[at] = UInt32(word)
          }
        }
        let word = UnsafeRawBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.end)])
        let hash = Int(WordHash(word).value)
        var at = hash & (slots.count - 1)
        while case let known = Int(slots[at]), known != 0,
          samples[known].hash != hash || !Words.agree(bytes, token, samples[known].token)
        {
          at = (at + 1) & (slots.count - 1)
        }
        if slots[at] == 0 {
          slots[at] = UInt32(samples.count)
          samples.append((token, hash))
          texts.append(String(decoding: word, as: UTF8.self))
        }
        numbers[number] = slots[at]
      }
    }

    private static func agree(
      _ bytes: UnsafeRawBufferPointer, _ one: Token, _ other: Token
    ) -> Bool {
      guard one.end - one.start == other.end - other.start else { return false }
      let distance = Int(other.start) - Int(one.start)
      return (Int(one.start)..<Int(one.end)).allSatisfy { bytes[$0] == bytes[$0 + distance] }
    }
  }

  /// The same tree, in which the texts of names are made once, for who asks for them often.
  public func withWords() -> SyntaxTree {
    SyntaxTree(
      bytes: bytes, tokens: tokens, comments: comments, nodes: nodes, parents: parents,
      health: health, words: Words(bytes, tokens))
  }

  /// The number of the word that is all of `node`, below `wordCount`; 0 for what is no single word.
  public func word(_ node: NodeIndex) -> Int {
    let found = nodes[node.int]
    guard let words, found.endToken == found.firstToken + 1 else { return 0 }
    return Int(words.numbers[Int(found.firstToken)])
  }

  /// One more than the highest number of a word.
  public var wordCount: Int { words?.texts.count ?? 1 }

  /// The text of the word of that number.
  public func text(word: Int) -> String { words?.texts[word] ?? "" }

  /// Whether the source text of `node` begins with `text`.
  public func node(_ node: NodeIndex, startsWith text: StaticString) -> Bool {
    let range = range(node)
    return range.count >= text.utf8CodeUnitCount && holds(text, at: Int(range.start))
  }

  /// Whether the source text of `node` ends with `text`.
  public func node(_ node: NodeIndex, endsWith text: StaticString) -> Bool {
    let range = range(node)
    return range.count >= text.utf8CodeUnitCount
      && holds(text, at: Int(range.end) - text.utf8CodeUnitCount)
  }

  private func holds(_ text: StaticString, at start: Int) -> Bool {
    text.withUTF8Buffer { text in text.indices.allSatisfy { bytes[start + $0] == text[$0] } }
  }
}
