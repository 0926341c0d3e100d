import Syntax

/// Values by word, made once and asked for often.
///
/// A few bytes of a word choose its slot, so that a word that is not there seldom costs more than
/// reading them.
package struct WordTable<Value: Sendable>: Sendable, ExpressibleByDictionaryLiteral {
  /// In the order in which they came.
  package private(set) var words: [String] = []
  package private(set) var values: [Value] = []
  private var slots: [Slot] = []
  /// The words beyond ASCII: other bytes may be the same characters.
  private var foreign: [Int] = []

  private struct Slot {
    var hash: UInt32 = 0
    /// One more than that of the word that stands here; 0 is free.
    var number: UInt32 = 0
  }

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
    let found = slots.withUnsafeBufferPointer { slots in
      var at = Int(hash.value) & (slots.count - 1)
      while slots[at].number != 0 {
        let number = Int(slots[at].number)
        if slots[at].hash == hash.value, words[number - 1] == word { return number }
        at = (at + 1) & (slots.count - 1)
      }
      return 0
    }
    if found > 0 { return found - 1 }
    if foreign.isEmpty, hash.isPlain { return nil }
    return (hash.isPlain ? foreign : Array(words.indices)).first { words[$0] == word }
  }

  /// The number of `word`, which gets `value` when it is new.
  private mutating func place(of word: String, _ value: @autoclosure () -> Value) -> Int {
    if let known = number(of: word) { return known }
    words.append(word)
    values.append(value())
    let hash = word.wordHash
    if !hash.isPlain { foreign.append(words.count - 1) }
    if words.count * 3 > slots.count {
      let old = slots
      slots = [Slot](repeating: Slot(), count: Swift.max(8, slots.count * 2))
      for slot in old where slot.number > 0 { settle(slot) }
    }
    settle(Slot(hash: hash.value, number: UInt32(words.count)))
    return words.count - 1
  }

  private mutating func settle(_ slot: Slot) {
    var at = Int(slot.hash) & (slots.count - 1)
    while slots[at].number != 0 { at = (at + 1) & (slots.count - 1) }
    slots[at] = slot
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
