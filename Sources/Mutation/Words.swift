/// The words of which programmers make names.
enum Words {
  /// The words of `name` in lower case: split at `_`, at other signs and before capitals.
  ///
  /// `HTTPServer` gives `http` and `server`.
  static func split(_ name: some StringProtocol) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    let bytes = Array(name.utf8)
    func isUpper(_ byte: UInt8) -> Bool { byte >= 65 && byte <= 90 }
    func isLower(_ byte: UInt8) -> Bool { byte >= 97 && byte <= 122 }
    func finish() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    for (index, byte) in bytes.enumerated() {
      if isUpper(byte) {
        let endsLower = index > 0 && isLower(bytes[index - 1])
        let endsAcronym =
          index > 0 && isUpper(bytes[index - 1]) && index + 1 < bytes.count
          && isLower(bytes[index + 1])
        if endsLower || endsAcronym { finish() }
        word.append(byte + 32)
      } else if isLower(byte) || byte >= 128 || (byte >= 48 && byte <= 57) {
        word.append(byte)
      } else {
        finish()
      }
    }
    finish()
    return words
  }

  /// The word without a plural's `s`.
  static func singular(_ word: String) -> String {
    guard word.utf8.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss") else { return word }
    return word.hasSuffix("ies") ? word.dropLast(3) + "y" : String(word.dropLast())
  }
}
