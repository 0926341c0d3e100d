import Suites
import Testing

/// Tables of words beside the dictionaries and sets of the standard library.
@Suite struct WordTableTests {
  /// Words that share beginnings, ends and lengths, and some beyond ASCII.
  private static let words: [String] = {
    var words = [
      "", "a", "ab", "ba", "é", "e\u{301}", "caf\u{e9}", "cafe\u{301}", "Å", "\u{212b}", "日本",
    ]
    for length in [3, 4, 7, 8, 9, 16, 17, 30] {
      for letter in ["a", "b", "é"] {
        let middle = String(repeating: letter, count: length)
        words += [middle, "x" + middle, middle + "x", "x" + middle + "y" + middle + "x"]
      }
    }
    for number in 0..<300 { words.append("longPrefixOfWord\(number)longEndOfWord") }
    return words
  }()

  @Test func `a table finds what a dictionary finds`() {
    var table: WordTable<Int> = [:]
    var dictionary: [String: Int] = [:]
    for (number, word) in WordTableTests.words.enumerated() where number % 3 != 0 {
      table[word] = number
      dictionary[word] = number
    }
    #expect(WordTableTests.words.map { table[$0] } == WordTableTests.words.map { dictionary[$0] })
    #expect(table.words.count == dictionary.count)
    let asked = WordTableTests.words.map { table[$0, default: -1] }
    #expect(asked == WordTableTests.words.map { dictionary[$0, default: -1] })
  }

  @Test func `a word that is put in again keeps its place and gets the new value`() {
    var table: WordTable = ["one": 1, "two": 2, "one": 3]
    table["two", default: 0] += 5
    #expect(table.words == ["one", "two"])
    #expect(table.values == [3, 7])
  }

  @Test func `tables are joined word by word`() {
    var table: WordTable = ["one": 1, "two": 2]
    table.merge(["two": 5, "three": 3]) { $0 * 10 + $1 }
    #expect(table.words == ["one", "two", "three"])
    #expect(table.values == [1, 25, 3])
  }

  @Test func `a set of words holds what a set of texts holds`() {
    let some = WordTableTests.words.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    let plain = Set(some)
    let set = WordSet(some).union(["more"])
    #expect(
      WordTableTests.words.filter { set.contains($0) }
        == WordTableTests.words.filter { plain.contains($0) })
    #expect(set.contains("more"))
    #expect(!WordSet().contains(""))
  }
}
