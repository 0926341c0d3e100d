extension Reader {
  /// The words of a name in lower case: `isValid`, `is_valid` and `IsValid` alike.
  static func words(_ name: String) -> [String] {
    if let words = plainWords(name) { return words }
    var words: [String] = []
    var word = ""
    for character in name {
      if character == "_" || character.isUppercase && word.last?.isLowercase ?? false {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if character != "_" { word += character.lowercased() }
    }
    return word.isEmpty ? words : words + [word]
  }

  /// The words of an ASCII name; nil for others.
  private static func plainWords(_ name: String) -> [String]? {
    var name = name
    return name.withUTF8 { bytes -> [String]? in
      var words: [String] = []
      var start = 0
      func end(_ end: Int) {
        guard end > start else { return }
        let word = String(unsafeUninitializedCapacity: end - start) { buffer in
          for at in start..<end {
            buffer[at - start] = bytes[at] &- 65 < 26 ? bytes[at] | 32 : bytes[at]
          }
          return end - start
        }
        words.append(word)
      }
      for at in bytes.indices {
        let byte = bytes[at]
        guard byte < 0x80 else { return nil }
        if byte == 95 {
          end(at)
          start = at + 1
        } else if byte &- 65 < 26, at > start, (bytes[at - 1] | 32) &- 97 < 26 {
          end(at)
          start = at
        }
      }
      end(bytes.count)
      return words
    }
  }
}

extension UInt8 {
  /// Whether it is a letter of ASCII.
  var isLetter: Bool { (self | 32) &- 97 < 26 }
}

extension String {
  /// Whether its first character is a capital letter.
  package var isCapitalized: Bool {
    guard let first = utf8.first else { return false }
    return first < 0x80 ? first &- 65 < 26 : self.first?.isUppercase ?? false
  }

  /// Whether one of its characters is a small letter.
  package var holdsSmallLetter: Bool {
    utf8.contains { $0 &- 97 < 26 } || utf8.contains { $0 > 0x7f } && contains { $0.isLowercase }
  }

  /// Whether `part`, which is not empty, stands in it byte for byte.
  ///
  /// `contains` compares characters, for which it searches tables of Unicode.
  package func holds(_ part: String) -> Bool {
    var (whole, part) = (self, part)
    return whole.withUTF8 { whole in
      part.withUTF8 { part in
        guard let first = part.first, whole.count >= part.count else { return false }
        for start in 0...(whole.count - part.count) where whole[start] == first {
          var length = 1
          while length < part.count, whole[start + length] == part[length] { length += 1 }
          if length == part.count { return true }
        }
        return false
      }
    }
  }
}
