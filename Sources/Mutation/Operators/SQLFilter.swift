import Syntax
import Text

/// Conditions in the text of an SQL statement, each on one column.
/// - Source: ISO/IEC 9075-2, search conditions
struct SQLFilter {
  private let ground: Ground
  private let range: ByteRange

  init(_ ground: Ground, _ text: NodeIndex) {
    self.ground = ground
    range = ground.range(text)
  }

  /// Makes each condition on one of `columns` hold for every row; parameters keep their number.
  func edits(_ columns: Set<String>) -> [Edit] {
    guard range.count > 20, let start = find("where", from: Int(range.start)) else { return [] }
    var result: [Edit] = []
    var at: Int? = start + 5
    while let here = at {
      if let edit = condition(at: here, columns) { result.append(edit) }
      at = find("and", from: here).map { $0 + 3 }
    }
    return result
  }

  private func condition(at start: Int, _ columns: Set<String>) -> Edit? {
    var at = skipBlanks(start)
    let first = at
    while at < end, isWord(byte(at)) || byte(at) == UInt8(ascii: ".") { at += 1 }
    let column = ground.tree.text(ByteRange(first..<at)).split(separator: ".").last ?? ""
    guard DomainWords.has(Words.split(column), columns) else { return nil }
    at = skipBlanks(at)
    if word("is", at: at) {
      let null = skipBlanks(at + 2)
      return word("null", at: null) ? Edit(ByteRange(first..<null + 4), "1 = 1") : nil
    }
    guard at < end, byte(at) == UInt8(ascii: "=") else { return nil }
    at = skipBlanks(at + 1)
    let value = at
    while at < end, !isBlank(byte(at)), !")'\",;`\\".utf8.contains(byte(at)) { at += 1 }
    if at < end, byte(at) == UInt8(ascii: ")"), byte(value) == UInt8(ascii: "%") { at += 2 }
    guard at > value, at < end else { return nil }
    let whole = ByteRange(first..<at)
    return Edit(whole, "(" + ground.tree.text(whole) + " OR 1 = 1)")
  }

  private var end: Int { Int(range.end) - 1 }
  private func byte(_ at: Int) -> UInt8 { ground.tree.bytes[at] }
  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 10 || byte == 9 || byte == 13
  }
  private func isWord(_ byte: UInt8) -> Bool {
    (byte | 32) >= 97 && (byte | 32) <= 122 || byte == 95 || byte >= 48 && byte <= 57
  }

  private func skipBlanks(_ start: Int) -> Int {
    var at = start
    while at < end, isBlank(byte(at)) { at += 1 }
    return at
  }

  private func word(_ word: String, at start: Int) -> Bool {
    guard start + word.utf8.count <= end else { return false }
    for (offset, letter) in word.utf8.enumerated() where byte(start + offset) | 32 != letter {
      return false
    }
    let after = start + word.utf8.count
    return !isWord(byte(start - 1)) && !(after < end && isWord(byte(after)))
  }

  private func find(_ text: String, from start: Int) -> Int? {
    var at = start
    while at < end {
      if at > Int(range.start), word(text, at: at) { return at }
      at += 1
    }
    return nil
  }
}
