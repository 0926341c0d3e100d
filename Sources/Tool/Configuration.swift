/// The project's `tocsin.toml`: data, never code; keys are the names of the options.
///
/// A subset of TOML: `key = value` with strings, whole numbers, true and false, and arrays of
/// strings. What a file of an untrusted project may not decide is refused until `--trust`.
/// - Source: https://toml.io/en/v1.0.0
package struct Configuration: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    package var key: String
    package var values: [String]
    package var line: Int

    package init(key: String, values: [String], line: Int) {
      self.key = key
      self.values = values
      self.line = line
    }
  }

  package static let fileName = "tocsin.toml"
  /// Keys that configure one call and make no sense in a file.
  static let notInFiles: Set<String> = ["help", "list", "restart", "trust"]

  package var entries: [Entry] = []

  /// Reads the text of a file; `path` is for messages only.
  package init(_ text: String, path: String) throws(Failure) {
    var cursor = Cursor(text, path: path)
    while let entry = try cursor.entry() { entries.append(entry) }
  }

  /// Applies every entry to `options`; `trusted` lifts the refusal of commands and the like.
  package func apply(
    to options: inout Options, path: String, trusted: Bool
  ) throws(Failure) {
    for entry in entries where entry.key != "schema-version" {
      guard let row = OptionRow.all.first(where: { $0.name == entry.key }),
        !Configuration.notInFiles.contains(entry.key)
      else {
        let known = OptionRow.all.map(\.name).filter { !Configuration.notInFiles.contains($0) }
        let near = Words.nearest(to: entry.key, in: known)
        throw Failure(
          .usage, "\(path):\(entry.line): unknown key \(Words.quoted(entry.key))",
          cure: near.map { "did you mean \($0)?" } ?? "tocsin init writes a file with every key")
      }
      if row.needsTrust, !trusted {
        throw Failure(
          .usage,
          "\(path):\(entry.line): the project sets \(entry.key), which decides what runs or is written on your machine",
          cure: "read the file, then add --trust or set TOCSIN_TRUST=1")
      }
      for value in entry.values {
        if row.value == nil, value == "false" { continue }
        guard row.value != nil || value == "true", row.apply(&options, value) else {
          throw Failure(
            .usage, "\(path):\(entry.line): \(entry.key) does not take \(Words.quoted(value))",
            cure: row.value.map { "give it \($0): \(row.help)" } ?? "write true or false")
        }
      }
    }
  }

  /// The commented file that `tocsin init` writes.
  package static var template: String {
    var out = """
      # Settings of tocsin for this project. Every key is optional and has the name of an option
      # of the command line, which wins over this file. Lines that begin with # are off.
      schema-version = 1

      """
    for row in OptionRow.all where !notInFiles.contains(row.name) {
      out += "\n# \(row.help)\n"
      if row.needsTrust { out += "# (obeyed only with --trust)\n" }
      out += "# \(row.name) = \(example(row))\n"
    }
    return out
  }

  private static func example(_ row: OptionRow) -> String {
    switch row.value {
    case nil: "true"
    case "N", "PERCENT": row.name == "fail-under" ? "60" : "1"
    case "TIME": "\"10m\""
    case "FILE": "\"results.xml\""
    case "GLOB", "NAME": "[]"
    default: "\"\(row.choices.first ?? "")\""
    }
  }
}

/// A reader of the subset, line by line.
private struct Cursor {
  private let bytes: [UInt8]
  private let path: String
  private var at = 0
  private var line = 1

  init(_ text: String, path: String) {
    bytes = Array(text.utf8)
    self.path = path
  }

  private var byte: UInt8 { at < bytes.count ? bytes[at] : 0 }

  private func wrong(_ what: String) -> Failure {
    Failure(
      .usage, "\(path):\(line): \(what)",
      cure: "write lines such as seed = 1, budget = \"10m\", exclude = [\"legacy/**\"]")
  }

  private mutating func skipBlanks(lines: Bool) {
    while at < bytes.count {
      switch byte {
      case 32, 9: at += 1
      case 35: while at < bytes.count, byte != 10 { at += 1 }
      case 13,
        10 where lines:
        if byte == 10 { line += 1 }
        at += 1
      default: return
      }
    }
  }

  mutating func entry() throws(Failure) -> Configuration.Entry? {
    skipBlanks(lines: true)
    guard at < bytes.count else { return nil }
    let start = at
    while isKeyByte(byte) { at += 1 }
    guard at > start else {
      throw wrong(byte == 91 ? "sections are not used here" : "this is not a key")
    }
    let key = String(decoding: bytes[start..<at], as: UTF8.self)
    let first = line
    skipBlanks(lines: false)
    guard byte == 61 else { throw wrong("'=' must follow the key '\(key)'") }
    at += 1
    skipBlanks(lines: false)
    let values = try byte == 91 ? array() : [scalar()]
    skipBlanks(lines: false)
    if byte == 13 { at += 1 }
    guard at >= bytes.count || byte == 10 else { throw wrong("the line goes on after its value") }
    return Configuration.Entry(key: key, values: values, line: first)
  }

  private func isKeyByte(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
      || byte == 45 || byte == 95
  }

  private mutating func array() throws(Failure) -> [String] {
    at += 1
    var values: [String] = []
    while true {
      skipBlanks(lines: true)
      if byte == 93 { break }
      values.append(try scalar())
      skipBlanks(lines: true)
      if byte == 44 { at += 1 } else if byte != 93 { throw wrong("the array is not closed") }
    }
    at += 1
    return values
  }

  private mutating func scalar() throws(Failure) -> String {
    if byte == 34 || byte == 39 { return try string(byte) }
    let start = at
    while at < bytes.count, isKeyByte(byte) || byte == 46 { at += 1 }
    let word = String(decoding: bytes[start..<at], as: UTF8.self)
    guard word == "true" || word == "false" || Double(word) != nil else {
      throw wrong("this is not a value; strings stand in quotes")
    }
    return word
  }

  private mutating func string(_ quote: UInt8) throws(Failure) -> String {
    at += 1
    var result: [UInt8] = []
    while at < bytes.count, byte != quote, byte != 10 {
      if quote == 34, byte == 92 {
        at += 1
        switch byte {
        case UInt8(ascii: "n"): result.append(10)
        case UInt8(ascii: "t"): result.append(9)
        case 34, 92: result.append(byte)
        default: throw wrong("this escape is not known")
        }
      } else {
        result.append(byte)
      }
      at += 1
    }
    guard byte == quote else { throw wrong("the string is not closed") }
    at += 1
    return String(decoding: result, as: UTF8.self)
  }
}
