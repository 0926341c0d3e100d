package import Syntax

/// What the tested code declares of results and members, as far as judging needs it.
package struct Declared: OptionSet, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let text = Declared(rawValue: 1)
  /// Yes or no.
  package static let truth = Declared(rawValue: 2)
  /// Only whether it failed.
  package static let error = Declared(rawValue: 4)
  /// Anything else, or nothing is said.
  package static let other = Declared(rawValue: 8)
  /// An object of the type whose member the function is.
  package static let made = Declared(rawValue: 16)
  /// A list or set, of whatever.
  package static let several = Declared(rawValue: 32)
}

extension SyntaxTree {
  /// The names that stand right after a word, and before a sign where one is given.
  package func names(after word: Symbol, before sign: Symbol? = nil) -> Set<String> {
    var found: Set<String> = []
    for number in tokens.indices.dropLast(2)
    where tokens[number].symbol == word && tokens[number + 1].kind == .identifier {
      if let sign, tokens[number + 2].symbol != sign { continue }
      found.insert(text(token: number + 1))
    }
    return found
  }

  /// What each function's result is declared to be, by the function's name; `words` are the types.
  func declaredResults(_ words: [String: Declared]) -> WordTable<Declared> {
    var found: WordTable<Declared> = [:]
    for number in nodes.indices {
      let node = NodeIndex(number)
      guard kind(node) == .function, let declared = declaredResult(node, words),
        let name = children(node).first(where: { kind($0) == .name })
      else { continue }
      found[text(name), default: []].formUnion(declared)
    }
    return found
  }

  /// What a function's result is declared to be; nil for one without a body.
  func declaredResult(_ function: NodeIndex, _ words: [String: Declared]) -> Declared? {
    guard let parameters = child(function, .parameters), let body = child(function, .block) else {
      return nil
    }
    let effects: Set<String> = ["throws", "rethrows", "async"]
    let said = tokens(after: parameters, before: body).filter { number in
      let word = text(token: number)
      return word.first.map { $0.isLetter } ?? false && !effects.contains(word)
    }
    guard said.count == 1 else { return .other }
    let word = text(token: said[0])
    if let declared = words[word] { return declared }
    guard words["Self"] != nil, let type = ancestor(function, of: .types) else { return .other }
    return children(type).contains { kind($0) != .block && text($0) == word } ? .made : .other
  }

  /// What is declared of members and variables: `name: type`, and `name = type(`; `displaysNames` says
  /// that `name: value` stands in displays too.
  func declaredMembers(
    _ words: [String: Declared], displaysNames: Bool
  ) -> WordTable<Declared> {
    var found: WordTable<Declared> = [:]
    for number in tokens.indices.dropFirst().dropLast() {
      let isTyped = tokens[number].symbol == .colon
      guard isTyped || tokens[number].symbol == .assign else { continue }
      var before = number - 1
      if isTyped, before > 0, tokens[before].symbol == .question { before -= 1 }
      guard tokens[before].kind == .identifier, !tokens[number + 1].kind.isLayout else { continue }
      var word = number + 1
      if !isTyped {
        // `models.BooleanField(`
        if word + 2 < tokens.count, tokens[word + 1].symbol == .dot { word += 2 }
        guard word + 1 < tokens.count, tokens[word + 1].symbol == .leftRound,
          let declared = words[text(token: word)]
        else { continue }
        found[text(token: before), default: []].formUnion(declared)
        continue
      }
      let isWhole =
        word + 1 >= tokens.count
        || words[text(token: word)] == .several && tokens[word + 1].symbol == .leftSquare
        || [.assign, .comma, .semicolon, .rightRound, .rightCurly, .none]
          .contains(tokens[word + 1].symbol)
      let said = text(token: word)
      let known = words[said]
      // In a display a value stands where in a declaration the type does.
      guard
        known != nil
          || tokens[word].kind == .identifier
            && (!displaysNames || said.isCapitalized)
      else { continue }
      found[text(token: before), default: []].formUnion(isWhole ? known ?? .other : .other)
    }
    return found
  }
}
