import Syntax
import Text

/// What the types of a Go file say to the operators.
enum GoTypes {
  /// The values that a function may give instead of its own: zeros, and both truth values.
  static func results(_ tree: SyntaxTree, _ function: NodeIndex) -> [String]? {
    guard let typing = tree.child(function, .typing) else { return [] }
    let types = types(tree, typing)
    guard let last = types.last else { return [] }
    let zeros = types.map(zero)
    guard last == "bool" else { return [zeros.joined(separator: ", ")] }
    return ["true", "false"].map { (zeros.dropLast() + [$0]).joined(separator: ", ") }
  }

  /// A value of a type, whatever it is.
  private static func zero(_ type: String) -> String {
    if type == "string" { return "\"\"" }
    if type == "bool" { return "false" }
    if numbers.contains(type) { return "0" }
    if ["error", "any"].contains(type) || references.contains(where: { type.hasPrefix($0) }) {
      return "nil"
    }
    return "*new(\(type))"
  }

  private static let references = ["*", "[]", "map[", "chan ", "<-", "func(", "interface{"]
  private static let numbers: Set<String> = [
    "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64",
    "uintptr", "byte", "rune", "float32", "float64", "complex64", "complex128", "time.Duration",
  ]

  /// The types of results such as `T`, `(T, error)` or `(a, b T, err error)`.
  private static func types(_ tree: SyntaxTree, _ typing: NodeIndex) -> [String] {
    let range = Int(tree[typing].firstToken)..<Int(tree[typing].endToken)
    guard tree.tokens[range.lowerBound].symbol == .leftRound,
      Int(tree.tokens[range.lowerBound].partner) == range.upperBound - 1
    else { return [text(tree, range)] }
    var parts: [Range<Int>] = []
    var first = range.lowerBound + 1
    var at = first
    while at < range.upperBound - 1 {
      if tree.tokens[at].symbol == .comma {
        if at > first { parts.append(first..<at) }
        first = at + 1
      }
      at = max(at, Int(tree.tokens[at].partner)) + 1
    }
    if first < range.upperBound - 1 { parts.append(first..<range.upperBound - 1) }
    let isNamed = parts.contains { names($0, tree) }
    guard isNamed else { return parts.map { text(tree, $0) } }
    var found: [String] = []
    var type = ""
    for part in parts.reversed() {
      if part.count > 1 { type = text(tree, part.lowerBound + 1..<part.upperBound) }
      found.append(type)
    }
    return found.reversed()
  }

  /// Whether a part is a name with its type.
  private static func names(_ part: Range<Int>, _ tree: SyntaxTree) -> Bool {
    guard part.count > 1, tree.tokens[part.lowerBound].kind == .identifier else { return false }
    let second = tree.tokens[part.lowerBound + 1]
    switch second.symbol {
    case .dot: return false
    case .leftSquare:
      // `a []T` against `Set[T]`.
      return Int(second.partner) == part.lowerBound + 2 || Int(second.partner) < part.upperBound - 1
    default: return true
    }
  }

  private static func text(_ tree: SyntaxTree, _ range: Range<Int>) -> String {
    guard !range.isEmpty else { return "" }
    return tree.text(
      ByteRange(tree.tokens[range.lowerBound].start, tree.tokens[range.upperBound - 1].end))
  }

  /// Names declared as `a, b string` anywhere: parameters, fields, variables, results.
  static func textNames(_ tree: SyntaxTree) -> Set<String> {
    var found: Set<String> = []
    let word = Array("string".utf8)
    for index in tree.tokens.indices.dropFirst() {
      let token = tree.tokens[index]
      guard token.kind == .identifier, token.end - token.start == 6,
        tree.bytes[Int(token.start)..<Int(token.end)].elementsEqual(word)
      else { continue }
      var at = index - 1
      while at >= 0, tree.tokens[at].kind == .identifier {
        found.insert(tree.text(token: at))
        guard at > 0, tree.tokens[at - 1].symbol == .comma else { break }
        at -= 2
      }
    }
    return found
  }

  /// Whether two names are parameters of the same type.
  static func mayExchange(_ tree: SyntaxTree, _ a: NodeIndex, _ b: NodeIndex) -> Bool {
    guard let first = type(tree, a), let second = type(tree, b) else { return false }
    return first == second
  }

  private static func type(_ tree: SyntaxTree, _ name: NodeIndex) -> String? {
    guard tree.kind(name) == .name else { return nil }
    let text = tree.text(name)
    var at: NodeIndex = name
    while let function = tree.ancestor(at, of: .functions) {
      let parameters = tree.child(function, .parameters).map { Array(tree.children($0)) } ?? []
      if let place = parameters.firstIndex(where: {
        tree.children($0).first.map { tree.text($0) } == text
      }) {
        return parameters[place...].lazy.compactMap { tree.child($0, .typing) }.first
          .map { tree.text($0) }
      }
      at = function
    }
    return nil
  }
}
