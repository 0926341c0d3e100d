import Syntax

/// The value of a function of the tested code that does nothing but compute it.
///
/// Kept of every file of production code instead of its tree.
struct Formula: Sendable {
  let name: String
  let parameters: [String]
  let term: Term

  /// The formulas of one file, by its functions in order.
  ///
  /// - Complexity: O(nodes), and nothing more for functions that do more than compute
  static func all(in tree: SyntaxTree, rules: SuiteRules) -> [Formula] {
    var found: [Formula] = []
    for number in tree.nodes.indices {
      let node = NodeIndex(number)
      guard NodeKinds.functions.contains(tree.kind(node)) else { continue }
      let name = tree.definedName(node)
      guard !name.isEmpty else { continue }
      let parameters = tree.parameterNames(node, receivers: rules.receivers)
      let reading = FormulaReading(
        tree: tree, function: node, parameters: parameters, receivers: rules.receivers)
      guard let term = reading.term(), term.size > 0 else { continue }
      found.append(Formula(name: name, parameters: parameters, term: term))
    }
    return found
  }
}

/// An expression in a form in which layout, brackets and the order of factors do not count.
indirect enum Term: Sendable {
  case leaf(String, isConstant: Bool)
  /// The number of a parameter, from zero.
  case parameter(Int)
  /// What is reached from the object itself, such as `.price`.
  case own(String)
  case operation(String, [Term])

  /// How many operators and calls compute something; indices, members and calls that are given
  /// nothing only fetch.
  var size: Int {
    guard case .operation(let name, let parts) = self else { return 0 }
    let inner = parts.reduce(0) { $0 + $1.size }
    if name == "," || name == "[]" || name.hasPrefix(".") { return inner }
    if name == "call", case .operation(",", let given)? = parts.last, given.isEmpty {
      return inner
    }
    return inner + 1
  }

  /// Whether some constant other than 0 and 1 is among the leaves.
  var hasTellingConstant: Bool {
    switch self {
    case .leaf(_, let isConstant): isConstant
    case .operation(_, let parts): parts.contains(where: \.hasTellingConstant)
    case .parameter, .own: false
    }
  }

  /// The operands of a chain of one operator.
  private func joined(by name: String) -> [Term] {
    guard case .operation(name, let parts) = self else { return [self] }
    return parts.flatMap { $0.joined(by: name) }
  }

  /// The text with parameters and the object itself replaced; nil where one is not given.
  func spelled(_ arguments: [Int: String], object: String?) -> String? {
    switch self {
    case .leaf(let text, _): return text
    case .parameter(let number): return arguments[number]
    case .own(let rest): return object.map { $0 + rest }
    case .operation(let name, let parts):
      var texts: [String] = []
      let isFree = name == "+" || name == "*"
      for part in isFree ? joined(by: name) : parts {
        guard let text = part.spelled(arguments, object: object) else { return nil }
        texts.append(text)
      }
      if isFree { texts.sort() }
      return "(" + name + " " + texts.joined(separator: " ") + ")"
    }
  }
}

/// Reads expressions into terms.
struct TermReading {
  let tree: SyntaxTree
  /// What a name stands for; nil for a name that stands for itself.
  let meaning: (NodeIndex) -> Term?

  private static let depthLimit = 24

  /// Nil for what is no computation that can be compared.
  func term(_ node: NodeIndex, _ depth: Int = 0) -> Term? {
    guard depth < TermReading.depthLimit else { return nil }
    if let known = meaning(node) { return known }
    let parts = Array(tree.children(node))
    switch tree.kind(node) {
    case .number:
      let text = tree.text(node).filter { $0 != "_" }
      return .leaf(Double(text).map { "\($0)" } ?? text, isConstant: text != "0" && text != "1")
    case .text: return parts.isEmpty ? .leaf(tree.text(node), isConstant: false) : nil
    case .name:
      return .leaf(tree.text(node), isConstant: Reader.isWrittenAsConstant(tree.text(node)))
    case .member:
      guard let first = parts.first, let last = parts.last, first != last else { return nil }
      switch term(first, depth + 1) {
      case .leaf(let text, _):
        let name = tree.text(last)
        return .leaf(text + "." + name, isConstant: Reader.isWrittenAsConstant(name))
      case .own(let rest): return .own(rest + "." + tree.text(last))
      case let object?: return .operation("." + tree.text(last), [object])
      case nil: return nil
      }
    case .group, .cast, .argument, .statement, .condition:
      return parts.last.flatMap { term($0, depth + 1) }
    case .unary: return operation(tree.text(token: Int(tree[node].firstToken)), parts, depth)
    case .binary:
      return tree.operatorToken(node).flatMap {
        operation(tree.text(token: $0), parts, depth)
      }
    case .index: return operation("[]", parts, depth)
    case .arguments: return operation(",", parts, depth)
    case .call:
      guard let callee = parts.first, tree.kind(callee) == .name || tree.kind(callee) == .member
      else { return nil }
      return operation("call", parts, depth)
    case .conditional: return operation("?", parts, depth)
    default: return nil
    }
  }

  private func operation(_ name: String, _ parts: [NodeIndex], _ depth: Int) -> Term? {
    var terms: [Term] = []
    for part in parts {
      guard let term = term(part, depth + 1) else { return nil }
      terms.append(term)
    }
    return .operation(name, terms)
  }
}

extension Reader {
  /// What an expression of the test tree computes, with names followed to what they stand for.
  func term(_ place: Place, _ depth: Int = 0) -> Term? {
    guard depth < 12 else { return nil }
    let reading = TermReading(tree: tree(place)) { node in
      let at = place.at(node)
      guard kind(at) == .name, let next = definition(at), kind(bare(next)) != .call else {
        return nil
      }
      return term(next, depth + 1)
    }
    return reading.term(place.node)
  }

  /// The function whose formula, given the arguments of the call that made `subject`, is `expected`.
  func copiedFormula(_ subject: Place, _ expected: Place) -> Formula? {
    func spelled(_ place: Place) -> String? { term(place)?.spelled([:], object: nil) }
    let call = resolved(subject)
    let written = resolved(expected)
    guard kind(call) == .call, let name = callee(call)?.last, let known = code.formulas[name],
      isCode(call), namesSomething(written), let copy = spelled(written)
    else { return nil }
    let given = arguments(call)
    let object = receiver(call).flatMap(spelled)
    let positional = given.positional.map(spelled)
    let named = given.named.map { (name: $0.name, text: spelled($0.value)) }
    return known.first { formula in
      guard formula.term.size > 1 || formula.term.hasTellingConstant else { return false }
      var texts: [Int: String] = [:]
      for (number, text) in positional.enumerated() { texts[number] = text }
      for argument in named {
        guard let number = formula.parameters.firstIndex(of: argument.name) else { continue }
        texts[number] = argument.text
      }
      return formula.term.spelled(texts, object: object) == copy
    }
  }

  /// Whether it is known what the tested function computes, so that another formula is no copy.
  func knowsFormula(of subject: Place) -> Bool {
    let call = resolved(subject)
    return kind(call) == .call && callee(call).map { code.formulas[$0.last] != nil } ?? false
  }

  /// Whether an expression is more than literals.
  private func namesSomething(_ place: Place) -> Bool {
    tree(place).descendants(place.node).contains { tree(place).kind($0) == .name }
  }
}

/// Reads the result of one function.
private struct FormulaReading {
  let tree: SyntaxTree
  let function: NodeIndex
  let parameters: [String]
  let receivers: WordSet

  func term() -> Term? {
    guard let body = Array(tree.children(function)).last else { return nil }
    guard tree.kind(body) == .block else { return reading([:]).term(body) }
    var known: [String: Term] = [:]
    let statements = Array(tree.children(body))
    for (number, statement) in statements.enumerated() {
      if number == statements.count - 1 { return result(statement, known) }
      if tree.kind(statement) == .statement, let text = tree.children(statement).first,
        tree.kind(text) == .text
      {
        continue
      }
      guard let (name, value) = declared(statement), known[name] == nil,
        let term = reading(known).term(value)
      else { return nil }
      known[name] = term
    }
    return nil
  }

  private func result(_ statement: NodeIndex, _ known: [String: Term]) -> Term? {
    switch tree.kind(statement) {
    case .exit: return tree.children(statement).first.flatMap { reading(known).term($0) }
    case .block, .branch, .loop: return nil
    default: return reading(known).term(statement)
    }
  }

  /// The only name and the value of a declaration.
  private func declared(_ statement: NodeIndex) -> (String, NodeIndex)? {
    var at = statement
    for _ in 0..<4 {
      let parts = Array(tree.children(at))
      if tree.kind(at) == .assignment {
        guard let target = parts.first, let value = parts.last, target != value,
          let name = name(target)
        else { return nil }
        return (name, value)
      }
      guard parts.count == 1 else { return nil }
      at = parts[0]
    }
    return nil
  }

  private func name(_ target: NodeIndex) -> String? {
    var at = target
    while tree.kind(at) == .pattern, let inner = tree.children(at).first { at = inner }
    return tree.kind(at) == .name ? tree.text(at) : nil
  }

  private func reading(_ known: [String: Term]) -> TermReading {
    TermReading(tree: tree) { [tree, parameters, receivers] node in
      guard tree.kind(node) == .name else { return nil }
      let name = tree.text(node)
      // A member's own name is no variable.
      if let parent = tree.parent(node), tree.kind(parent) == .member,
        tree.children(parent).first != node
      {
        return nil
      }
      if let term = known[name] { return term }
      if let number = parameters.firstIndex(of: name) { return .parameter(number) }
      return receivers.contains(name) ? .own("") : nil
    }
  }
}
