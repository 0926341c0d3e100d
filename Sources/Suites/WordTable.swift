import Syntax

/// Values by word, made once and asked for often.
///
/// A few bytes of a word choose its slot, so that a word that is not there seldom costs more than
/// reading them.
package struct WordTable<Value: Sendable>: Sendable, ExpressibleByDictionaryLiteral {
  /// In the order in which they came.
  package private(set) var words: [String] = []
  package private(set) var values: [Value] = []
  private var hashes: [UInt32] = []
  /// One more than the number of the word that stands there; 0 is free.
  private var slots: [UInt32] = []
  /// The words beyond ASCII: other bytes may be the same characters.
  private var foreign: [Int] = []

  package init() {}

  package init(dictionaryLiteral elements: (String, Value)...) {
    for (word, value) in elements { self[word] = value }
  }

  package var isEmpty: Bool { words.isEmpty }

  /// What stands for `word`; nil is never put there.
  package subscript(word: String) -> Value? {
    get { number(of: word).map { values[$0] } }
    set {
      guard let newValue else { return }
      values[place(of: word, newValue)] = newValue
    }
  }

  package subscript(word: String, default value: @autoclosure () -> Value) -> Value {
    get { number(of: word).map { values[$0] } ?? value() }
    _modify { yield &values[place(of: word, value())] }
  }

  package func contains(_ word: String) -> Bool { number(of: word) != nil }

  private func number(of word: String) -> Int? {
    if slots.isEmpty { return nil }
    let hash = word.wordHash
    var at = Int(hash.value) & (slots.count - 1)
    while case let slot = slots[at], slot != 0 {
      let number = Int(slot) - 1
      if hashes[number] == hash.value, words[number] == word { return number }
      at = (at + 1) & (slots.count - 1)
    }
    if foreign.isEmpty, hash.isPlain { return nil }
    return (hash.isPlain ? foreign : Array(words.indices)).first { words[$0] == word }
  }

  /// The number of `word`, which gets `value` when it is new.
  private mutating func place(of word: String, _ value: @autoclosure () -> Value) -> Int {
    if let known = number(of: word) { return known }
    words.append(word)
    values.append(value())
    let hash = word.wordHash
    hashes.append(hash.value)
    if !hash.isPlain { foreign.append(words.count - 1) }
    if words.count * 3 > slots.count {
      slots = [UInt32](repeating: 0, count: Swift.max(8, slots.count * 2))
      for number in words.indices { settle(number) }
    } else {
      settle(words.count - 1)
    }
    return words.count - 1
  }

  private mutating func settle(_ number: Int) {
    var at = Int(hashes[number]) & (slots.count - 1)
    while slots[at] != 0 { at = (at + 1) & (slots.count - 1) }
    slots[at] = UInt32(number + 1)
  }
}

extension WordTable: Sequence {
  package func makeIterator() -> some IteratorProtocol<(key: String, value: Value)> {
    zip(words, values).lazy.map { (key: $0, value: $1) }.makeIterator()
  }

  /// Adds what another table holds; where both know a word, `combine` decides.
  package mutating func merge(_ other: Self, _ combine: (Value, Value) -> Value) {
    for (word, value) in other { self[word] = self[word].map { combine($0, value) } ?? value }
  }
}

/// Words, made once and asked for often.
package struct WordSet: Sendable, ExpressibleByArrayLiteral, Sequence {
  private var table = WordTable<Void>()

  package init() {}
  package init(_ words: some Sequence<String>) { for word in words { insert(word) } }
  package init(arrayLiteral words: String...) { self.init(words) }

  package var isEmpty: Bool { table.isEmpty }
  package func contains(_ word: String) -> Bool { table.contains(word) }
  package mutating func insert(_ word: String) { table[word] = () }
  package mutating func formUnion(_ words: some Sequence<String>) {
    for word in words { insert(word) }
  }
  package func union(_ words: some Sequence<String>) -> WordSet {
    var all = self
    all.formUnion(words)
    return all
  }
  package func makeIterator() -> IndexingIterator<[String]> { table.words.makeIterator() }
}

extension String {
  fileprivate var wordHash: WordHash {
    var word = self
    return word.withUTF8 { WordHash(UnsafeRawBufferPointer($0)) }
  }
}
