/// Splits and quotes command lines of the plain kind; anything that needs a shell is refused.
package enum CommandWords {
  /// The words of `line`; nil when it holds an operator, an expansion or an open quotation.
  package static func split(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Unicode.Scalar?
    var escaped = false
    for scalar in line.unicodeScalars {
      if escaped {
        word = (word ?? "") + String(scalar)
        escaped = false
      } else if scalar == "\\" && quote != "'" {
        escaped = true
      } else if let open = quote {
        if scalar == open {
          quote = nil
        } else if open == "\"" && (scalar == "$" || scalar == "`") {
          return nil
        } else {
          word = (word ?? "") + String(scalar)
        }
      } else {
        switch scalar {
        case "'", "\"":
          quote = scalar
          word = word ?? ""
        case " ", "\t", "\n":
          if let done = word { words.append(done) }
          word = nil
        case "|", "&", ";", "<", ">", "(", ")", "$", "`": return nil
        default: word = (word ?? "") + String(scalar)
        }
      }
    }
    guard quote == nil, !escaped else { return nil }
    if let done = word { words.append(done) }
    return words
  }

  /// `word` as a POSIX shell would take it literally.
  package static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "-_./=:@,+%*".utf8.contains(byte)
    }
    if plain && !word.isEmpty { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
