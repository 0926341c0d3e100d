import Syntax
import Text

/// What functions return, read from their bodies and their declared types.
extension Ground {
  /// A function's block or expression; nil for a mere declaration.
  func body(_ function: NodeIndex) -> NodeIndex? {
    guard let last = lastChild(function) else { return nil }
    switch kind(last) {
    case .parameters, .name, .typing, .parameter: return kind(function) == .lambda ? last : nil
    case .block: return last
    default: return kind(function) == .lambda ? last : nil
    }
  }

  /// The statements of a body without a leading documentation text.
  func logic(_ body: NodeIndex) -> [NodeIndex] {
    Array(children(body).drop { isDocumentation($0) })
  }

  /// A statement that is only a literal, such as a docstring or `'use strict'`.
  func isDocumentation(_ statement: NodeIndex) -> Bool {
    guard kind(statement) == .statement else { return false }
    let parts = children(statement)
    return parts.count == 1 && kind(parts[0]) == .text
  }

  /// Whether a body only says that there is none.
  func isAbsent(_ body: NodeIndex) -> Bool {
    let statements = logic(body)
    guard let only = statements.first else { return true }
    if statements.count > 1 { return false }
    if kind(only) == .raise { return rules.absentErrors.contains(raisedName(only)) }
    return rules.absentBodies.contains(text(only).filter { $0 != ";" })
  }

  /// The nodes of a function that belong to no function inside it.
  func ownNodes(_ function: NodeIndex) -> [NodeIndex] {
    var result: [NodeIndex] = []
    var at = function.int + 1
    let end = at + Int(tree[function].descendants)
    while at < end {
      let node = NodeIndex(at)
      if [.function, .lambda, .type].contains(kind(node)) {
        at += Int(tree[node].descendants)
      } else {
        result.append(node)
      }
      at += 1
    }
    return result
  }

  /// Whether calling the function makes a generator.
  func isGenerator(_ function: NodeIndex) -> Bool {
    ownNodes(function).contains { kind($0) == .unary && firstSymbol($0) == .yield }
  }

  /// The values that the function returns.
  func results(_ function: NodeIndex) -> [NodeIndex] {
    let returned = ownNodes(function).compactMap { result($0) }
    guard returned.isEmpty, rules.impliesResults, let body = body(function), kind(body) == .block,
      let only = tree.children(body).first, isImpliedResult(only)
    else { return returned }
    return tree.children(only).first.map { [$0] } ?? []
  }

  /// Whether a statement is the only one of a function that says that it gives a value.
  func isImpliedResult(_ statement: NodeIndex) -> Bool {
    guard rules.impliesResults, kind(statement) == .statement,
      let block = tree.parent(statement), kind(block) == .block, children(block).count == 1,
      let function = tree.parent(block), kind(function) == .function
    else { return false }
    return rules.declaredResult?(tree, function) != .nothing
  }

  /// The value of a return statement, or of an expression that ends a function; nil for other nodes.
  func result(_ exit: NodeIndex) -> NodeIndex? {
    guard kind(exit) == .exit, let value = tree.children(exit).first else { return nil }
    let isBare = tree[value].firstToken == tree[exit].firstToken
    return isBare || firstSymbol(exit) == .return ? value : nil
  }

  /// The values that a changed function may plausibly return; empty when it returns none.
  func defaults(_ function: NodeIndex, body: NodeIndex) -> [String] {
    if let declared = rules.results(tree, function) { return declared }
    if let defaults = rules.resultDefaults {
      return tree.child(function, .typing).map { defaults(text($0)) } ?? []
    }
    let values = kind(body) == .block ? results(function) : [body]
    if let declaredResult = rules.declaredResult {
      guard case .values(let known) = declaredResult(tree, function) else { return [] }
      return values.contains { known.contains(text($0)) } && known.count == 1 ? [] : known
    }
    if values.isEmpty { return [] }
    return declaredDefaults(function, body) ?? defaults(like: values)
  }

  private func declaredDefaults(_ function: NodeIndex, _ body: NodeIndex) -> [String]? {
    guard let parameters = tree.child(function, .parameters) else { return nil }
    var words: [String] = []
    for index in tree.tokens(after: parameters, before: body) {
      let token = tree.tokens[index]
      guard token.kind == .identifier || token.kind == .keyword else { continue }
      let word = tree.text(token: index)
      if !rules.typeWrappers.contains(word) { words.append(word) }
    }
    guard let first = words.first else { return nil }
    if first == "Optional" || words.dropFirst().contains(where: isNullWord) {
      return [rules.literals.null]
    }
    return rules.typeDefaults[first]
  }

  private func isNullWord(_ word: String) -> Bool {
    word == rules.literals.null || rules.literals.nulls.contains(word)
  }

  private func defaults(like values: [NodeIndex]) -> [String] {
    let literals = rules.literals
    let shapes = Set(values.map(shape))
    guard shapes.count == 1, let shape = shapes.first else { return [literals.null] }
    switch shape {
    case .truth: return [literals.truth, literals.falsehood]
    case .number: return [literals.zero]
    case .text: return [literals.emptyText]
    case .list: return [literals.emptyList]
    case .map: return [literals.emptyMap]
    case .other: return [literals.null]
    }
  }

  /// What a value certainly is.
  enum Shape { case truth, number, text, list, map, other }

  func shape(_ node: NodeIndex) -> Shape {
    if isTruthValued(node) { return .truth }
    let node = bare(node)
    switch kind(node) {
    case .number: return .number
    case .text: return .text
    case .list: return .list
    case .comprehension: return byteShape(node)
    case .map: return .map
    case .binary:
      let arithmetic: Set<Symbol> = [.minus, .star, .slash, .doubleSlash, .percent, .doubleStar]
      if isTextual(node) { return .other }
      return arithmetic.contains(tree.operatorSymbol(node)) ? .number : .other
    default: return .other
    }
  }

  private func byteShape(_ node: NodeIndex) -> Shape {
    switch firstSymbol(node) {
    case .leftSquare: .list
    case .leftCurly: contains(node) { kind($0) == .pair } ? .map : .other
    default: .other
    }
  }

  /// The literal that is empty in the way that `shape` is full.
  func emptiness(_ shape: Shape) -> String? {
    switch shape {
    case .number: rules.literals.zero
    case .text: rules.literals.emptyText
    case .list: rules.literals.emptyList
    case .map: rules.literals.emptyMap
    case .truth, .other: nil
    }
  }
}
