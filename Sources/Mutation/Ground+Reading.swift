import Syntax
import Text

extension Ground {
  func kind(_ node: NodeIndex) -> NodeKind { tree.kind(node) }
  func text(_ node: NodeIndex) -> String { tree.text(node) }
  func range(_ node: NodeIndex) -> ByteRange { tree.range(node) }
  func children(_ node: NodeIndex) -> [NodeIndex] { Array(tree.children(node)) }

  /// The last direct child.
  func lastChild(_ node: NodeIndex) -> NodeIndex? {
    var last: NodeIndex?
    for child in tree.children(node) { last = child }
    return last
  }

  func firstSymbol(_ node: NodeIndex) -> Symbol { tree.firstToken(node).symbol }

  /// The source text of `node` without blanks and line breaks.
  func dense(_ node: NodeIndex) -> String {
    String(decoding: tree.bytes[range(node).indices].filter { $0 > 32 }, as: UTF8.self)
  }

  /// The tokens of `node` joined by one blank each: those before its first block, at most 64, so
  /// that what a statement holds does not change its text.
  func normalised(_ node: NodeIndex) -> String {
    let here = tree[node]
    let block = tree.child(node, .block).map { tree[$0].firstToken } ?? here.endToken
    let end = min(block > here.firstToken ? block : here.endToken, here.firstToken + 64)
    return (here.firstToken..<end).lazy
      .filter { !tree.tokens[Int($0)].kind.isLayout }
      .map { tree.text(token: Int($0)) }.joined(separator: " ")
  }

  /// The expression inside any number of round brackets that hold just one.
  func bare(_ node: NodeIndex) -> NodeIndex {
    var at = node
    while kind(at) == .group || kind(at) == .condition {
      let inner = children(at)
      guard inner.count == 1 else { return at }
      at = inner[0]
    }
    return at
  }

  /// The callee of a call, or nil.
  func callee(_ node: NodeIndex) -> NodeIndex? {
    guard kind(node) == .call else { return nil }
    return tree.children(node).first
  }

  /// The last name of a call's callee, such as `floor` in `Math.floor(x)`; empty if it has none.
  func calleeName(_ node: NodeIndex) -> String {
    guard let callee = callee(node) else { return "" }
    switch kind(callee) {
    case .name: return text(callee)
    case .member:
      let last = lastChild(callee)
      return last.map { kind($0) == .name && $0 != tree.children(callee).first ? text($0) : "" }
        ?? ""
    default: return ""
    }
  }

  /// The call's arguments, without brackets and commas.
  func arguments(_ call: NodeIndex) -> [NodeIndex] {
    guard kind(call) == .call, let list = lastChild(call), kind(list) == .arguments else {
      return []
    }
    return children(list)
  }

  /// The name and the value of a named argument or of an object's pair.
  func named(_ node: NodeIndex) -> (name: String, value: NodeIndex)? {
    guard kind(node) == .argument || kind(node) == .pair else { return nil }
    let parts = children(node)
    guard let name = parts.first, let value = parts.last else { return nil }
    return (text(name).filter { $0 != "\"" && $0 != "'" }, value)
  }

  /// The call of an expression statement, behind `await`, or nil.
  func statementCall(_ statement: NodeIndex) -> NodeIndex? {
    guard kind(statement) == .statement else { return nil }
    let parts = children(statement)
    guard parts.count == 1 else { return nil }
    var inner = unawaited(parts[0])
    if kind(inner) == .unary, firstSymbol(inner) == .defer || firstSymbol(inner) == .go,
      let call = tree.children(inner).first
    {
      inner = call
    }
    return kind(inner) == .call ? inner : nil
  }

  /// What a chain of `await` waits for, and whose failure is handed on.
  func unawaited(_ node: NodeIndex) -> NodeIndex {
    var at = node
    while kind(at) == .cast
      || kind(at) == .unary && (firstSymbol(at) == .await || handsFailureOn(at)),
      let inner = tree.children(at).first
    {
      at = inner
    }
    return at
  }

  func handsFailureOn(_ node: NodeIndex) -> Bool {
    guard rules.propagation != .none, kind(node) == .unary,
      let inner = tree.children(node).first, tree[inner].firstToken == tree[node].firstToken
    else { return false }
    let symbol = tree.tokens[Int(tree[node].endToken) - 1].symbol
    return symbol == rules.propagation || symbol == .await
  }

  func isNot(_ node: NodeIndex) -> Bool {
    kind(node) == .unary && (firstSymbol(node) == .not || firstSymbol(node) == .bang)
  }

  func isTruthLiteral(_ node: NodeIndex) -> Bool {
    kind(node) == .name
      && (text(node) == rules.literals.truth || text(node) == rules.literals.falsehood)
  }

  func isNull(_ node: NodeIndex) -> Bool {
    kind(node) == .name
      && (text(node) == rules.literals.null || rules.literals.nulls.contains(text(node)))
  }

  static let comparisons: Set<Symbol> = [
    .less, .greater, .lessEqual, .greaterEqual, .equalEqual, .bangEqual, .tripleEqual,
    .bangTripleEqual, .in, .is, .not, .instanceof,
  ]

  func isComparison(_ node: NodeIndex) -> Bool {
    kind(node) == .binary && Ground.comparisons.contains(tree.operatorSymbol(node))
  }

  func isConnector(_ node: NodeIndex) -> Bool {
    guard kind(node) == .binary else { return false }
    let symbol = tree.operatorSymbol(node)
    return symbol == rules.and || symbol == rules.or
  }

  /// Whether the value is certainly true or false.
  func isTruthValued(_ node: NodeIndex) -> Bool {
    let node = bare(node)
    if isTruthLiteral(node) || isNot(node) || isComparison(node) { return true }
    if isConnector(node) { return children(node).allSatisfy { isTruthValued($0) } }
    guard kind(node) == .call else { return false }
    let first = Words.split(calleeName(node)).first
    return first == "is" || first == "has" || first == "can" || first == "should"
  }

  /// Whether the value is certainly text or a list, so that it can only be added.
  func isTextual(_ node: NodeIndex) -> Bool {
    let node = bare(node)
    switch kind(node) {
    case .text, .list, .comprehension, .map: return true
    case .binary: return isTextualChain(node)
    case .group: return true
    case .call:
      let name = calleeName(node)
      return Ground.textCalls.contains(name) || rules.textCalls.contains(name)
    case .name, .member:
      if kind(node) == .name, textNames.contains(TextName(functions[node.int], text(node))) {
        return true
      }
      if let last = kind(node) == .name ? node : lastChild(node),
        declaredTexts.contains(text(last))
      {
        return true
      }
      guard let last = Words.split(text(node)).last else { return false }
      return Ground.textNames.contains(last)
    default: return false
    }
  }

  /// Whether an operand of a sum is textual; a sum of more than 64 is taken for one.
  private func isTextualChain(_ node: NodeIndex) -> Bool {
    var at = node
    for _ in 0..<64 {
      guard kind(at) == .binary, let left = tree.children(at).first, let right = lastChild(at)
      else { return isTextual(at) }
      if kind(bare(right)) != .binary, isTextual(right) { return true }
      at = left
    }
    return true
  }

  private static let textCalls: Set<String> = [
    "str", "String", "join", "toString", "repr", "format", "toFixed", "strip", "trim", "lower",
    "upper", "toUpperCase", "toLowerCase", "list", "tuple", "concat", "replace", "encode", "decode",
    "stringify", "dumps", "Path", "slice", "substring", "padStart", "padEnd", "zfill", "rstrip",
    "lstrip", "keys", "sorted", "isoformat", "toISOString", "escape", "quote", "chr", "hexdigest",
    "fromCharCode", "strftime", "repeat",
  ]
  private static let textNames: Set<String> = [
    "name", "path", "prefix", "suffix", "str", "string", "text", "message", "msg", "url", "uri",
    "dir", "directory", "folder", "filename", "file", "root", "html", "css", "line", "lines", "sql",
    "query", "label", "title", "items", "args", "list", "header", "body", "content", "key",
    "indent",
    "separator", "sep", "extension", "ext", "parts", "words", "chars", "char", "buf", "buffer",
    "output", "out", "source", "src", "pattern", "regex", "quote", "data", "names", "tokens",
    "children", "chunk", "chunks", "elements", "stack", "slug", "email", "username", "token",
    "bytes",
    "padding", "digits", "letter", "letters", "word", "tag", "attr", "attrs", "ns", "id", "href",
    "description", "kwargs", "params", "argv", "cmd", "command", "flags", "pre", "post", "expr",
    "code", "str1", "str2", "base64", "hash", "salt", "secret", "signature", "comment", "trail",
    "ws", "raw", "value", "s", "eol", "newline", "space", "spaces", "type", "types",
  ]

  /// The types of error that a raise statement makes, by its first expression.
  func raisedName(_ node: NodeIndex) -> String {
    guard kind(node) == .raise, let value = tree.children(node).first else { return "" }
    let made = unawaited(value)
    return kind(made) == .call ? calleeName(made) : kind(made) == .name ? text(made) : ""
  }

  /// The statements of a block, or the one statement that stands without a block.
  func bodyStatements(_ node: NodeIndex) -> [NodeIndex] {
    kind(node) == .block ? children(node) : [node]
  }

  /// The body of a branch: its child after the condition; of `guard`, what its `else` holds.
  func branchBody(_ branch: NodeIndex) -> NodeIndex? {
    let parts = children(branch).drop { kind($0) != .condition }
    guard let body = parts.dropFirst().first else { return nil }
    return kind(body) == .otherwise ? tree.children(body).first : body
  }

  /// Whether a branch has two ways; `guard` has only the way out.
  func hasOtherwise(_ branch: NodeIndex) -> Bool {
    firstSymbol(branch) != .guard && tree.child(branch, .otherwise) != nil
  }

  /// The parts of a condition that are tested, without those that bind names or ask for a platform.
  func tests(_ condition: NodeIndex) -> [NodeIndex] {
    guard let only = tree.children(condition).first else { return [] }
    let parts = kind(only) == .sequence && firstSymbol(only) != .leftRound ? children(only) : [only]
    return parts.filter { part in
      kind(part) != .declaration && tree.bytes[Int(range(part).start)] != UInt8(ascii: "#")
    }
  }

  /// A branch that only leaves: return, break, continue or raise under a condition.
  func isGuard(_ branch: NodeIndex) -> Bool {
    guard kind(branch) == .branch, !hasOtherwise(branch), let body = branchBody(branch),
      let last = bodyStatements(body).last
    else { return false }
    if kind(last) == .raise { return true }
    return kind(last) == .exit && firstSymbol(last) != .pass && firstSymbol(last) != .yield
  }

  func contains(_ node: NodeIndex, where test: (NodeIndex) -> Bool) -> Bool {
    test(node) || tree.descendants(node).contains(where: test)
  }

  /// The words of every identifier in `node`, at most `limit` tokens far.
  func words(in node: NodeIndex, limit: Int = 160) -> [String] {
    let here = tree[node]
    var result: [String] = []
    for index in Int(here.firstToken)..<min(Int(here.endToken), Int(here.firstToken) + limit)
    where tree.tokens[index].kind == .identifier {
      result += Words.split(tree.text(token: index))
    }
    return result
  }
}
