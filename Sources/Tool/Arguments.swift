extension Options {
  /// Reads a command line, without the program's name, over what `self` already holds.
  package mutating func read(_ arguments: [String]) throws(Failure) {
    var rest = arguments[...]
    if let first = rest.first, let verb = Verb(rawValue: first), verb != .run {
      self.verb = verb
      rest = rest.dropFirst()
    }
    var operands: [String] = []
    var onlyOperands = false
    while let word = rest.popFirst() {
      if onlyOperands || word == "-" || !word.hasPrefix("-") {
        operands.append(word)
      } else if word == "--" {
        onlyOperands = true
      } else {
        try readOption(word, &rest)
      }
    }
    if !help { try take(operands) }
  }

  private mutating func readOption(
    _ word: String, _ rest: inout ArraySlice<String>
  ) throws(Failure) {
    let short = ["-h": "--help", "-q": "--quiet", "-j": "--jobs", "-o": "--output"]
    if word == "--version" {
      verb = .version
      return
    }
    let parts = (short[word] ?? word).split(separator: "=", maxSplits: 1)
    let name = String(parts[0].drop { $0 == "-" })
    guard word.hasPrefix("--") || short[word] != nil,
      let row = OptionRow.all.first(where: { $0.name == name }), row.belongs(to: verb)
    else { throw unknown(word, name) }
    var value = parts.count > 1 ? String(parts[1]) : ""
    if row.value == nil, parts.count > 1 {
      throw Failure(.usage, "--\(name) takes no value", cure: "write just --\(name)")
    }
    if let placeholder = row.value, parts.count == 1 {
      guard let next = rest.popFirst() else {
        throw Failure(
          .usage, "--\(name) needs a value", cure: "write --\(name) \(placeholder)")
      }
      value = next
    }
    guard row.apply(&self, value) else { throw Options.bad(value, for: row) }
  }

  static func bad(_ value: String, for row: OptionRow) -> Failure {
    Failure(
      .usage, "--\(row.name) does not take \(Words.quoted(value))",
      cure: row.choices.isEmpty
        ? "give it \(row.value ?? "no value"): \(row.help)"
        : "use one of \(row.choices.joined(separator: ", "))")
  }

  private func unknown(_ word: String, _ name: String) -> Failure {
    let names = OptionRow.all.filter { $0.belongs(to: verb) }.map(\.name)
    let near = Words.nearest(to: name, in: names)
    let elsewhere = OptionRow.all.first { $0.name == name }
    if let elsewhere {
      let verbs = elsewhere.verbs.map { $0 == .run ? "tocsin PATH" : $0.rawValue }
      return Failure(
        .usage, "\(word) does not belong to tocsin \(verb.rawValue)",
        cure: "it belongs to \(verbs.joined(separator: ", "))")
    }
    let help = verb == .run ? "tocsin --help" : "tocsin \(verb.rawValue) --help"
    return Failure(
      .usage, "there is no option \(Words.quoted(word))",
      cure: near.map { "did you mean --\($0)?" } ?? "\(help) lists the options")
  }

  private mutating func take(_ operands: [String]) throws(Failure) {
    let most: Int
    switch verb {
    case .run, .scan, .mutate, .doctor, .initialise:
      most = 1
      if let first = operands.first { path = first }
    case .explain, .completions, .rerun:
      most = verb == .rerun ? 2 : 1
      guard let first = operands.first else {
        throw Failure(
          .usage, "tocsin \(verb.rawValue) needs an operand",
          cure: "write tocsin \(verb.rawValue) \(verb.operands)")
      }
      subject = first
      if operands.count > 1 { path = operands[1] }
    case .version: most = 0
    }
    guard operands.count > most else { return }
    let verbs = Verb.allCases.dropFirst().map(\.rawValue)
    let near = verb == .run ? operands.first.flatMap { Words.nearest(to: $0, in: verbs) } : nil
    throw Failure(
      .usage, "there is one operand too many: \(Words.quoted(operands[most]))",
      cure: near.map { "did you mean tocsin \($0)?" }
        ?? "quote paths with blanks; tocsin analyses one folder at a time")
  }
}
