import Syntax

extension Reader {
  // MARK: Rows

  /// The row that says what a call does.
  package func row(_ call: Place, where fits: (CallRow) -> Bool) -> CallRow? {
    guard let callee = callee(call), !callee.names.isEmpty else { return nil }
    var last = callee.last
    if callee.names.count == 1, callee.base == nil,
      outlines[call.file].rules.calls.rows[last] == nil,
      let found = imported(last, at: call), let member = found.member
    {
      last = member
    }
    guard let rows = outlines[call.file].rules.calls.rows[last] else { return nil }
    return rows.first { fits($0) && matches($0, callee, at: call) }
  }

  /// Whether a bare name means a function of the files that share a namespace with this one.
  package func isOwnName(_ callee: Callee, at call: Place) -> Bool {
    guard callee.base == nil, callee.names.count == 1,
      index.sibling(callee.last, of: call.file) != nil,
      case .unbound = meaning(callee.last, at: call)
    else { return false }
    return true
  }

  private func matches(_ row: CallRow, _ callee: Callee, at call: Place) -> Bool {
    let isBare = callee.base == nil && callee.names.count == 1
    let root = callee.base == nil ? callee.names[0] : ""
    if isOwnName(callee, at: call) { return false }
    switch row.receiver {
    case .any: break
    case .free:
      guard callee.base == nil, isBare || imported(root, at: call) != nil else { return false }
      if isBare, case .binding(let binding, _) = meaning(root, at: call),
        binding.source == .function
      {
        return false
      }
      if let found = imported(root, at: call),
        index.file(found.module, importer: outlines[call.file]) != nil
      {
        return false
      }
    case .method:
      guard callee.base != nil || callee.names.count > 1 else { return false }
    case .own:
      guard callee.names.count == 2, outlines[call.file].rules.receivers.contains(root) else {
        return false
      }
    }
    // `parser.fail(error => …)` is given a handler; what fails a test is given words at most.
    if row.role == .failure,
      arguments(call).positional.contains(where: { NodeKinds.functions.contains(kind(bare($0))) })
    {
      return false
    }
    guard outlines[call.file].rules.accepts(self, call, row) else { return false }
    guard !row.modules.isEmpty else { return true }
    guard let name = qualified(callee, at: call) else { return false }
    if row.modules.contains(where: { name == $0 || name.hasPrefix($0 + ".") }) { return true }
    guard isBare, case .unbound = meaning(root, at: call) else { return false }
    return outlines[call.file].imports.contains { found in
      found.local.isEmpty
        && row.modules.contains { found.module == $0 || found.module.hasPrefix($0 + ".") }
    }
  }

  /// The claim that a call makes by its row.
  package func claim(_ row: CallRow, _ call: Place) -> Claim {
    let arguments = arguments(call)
    let name = callee(call)?.last ?? ""
    var claim = Claim(row.form, matcher: name)
    claim.isNegated = row.isNegated
    claim.subject = places(row.subject, of: call, arguments).first
    claim.expected = row.expected.flatMap { places($0, of: call, arguments) }
    claim.details = places(row.detail, of: call, arguments)
    for (name, value) in arguments.named
    where outlines[call.file].rules.details.contains(name) {
      claim.details.append(value)
    }
    if row.form == .calledWith { claim.expected += arguments.named.map(\.value) }
    if claim.subject == nil, row.subject == .argument(0), let first = arguments.named.first {
      claim.subject = first.value
      if claim.expected.isEmpty, arguments.named.count > 1 {
        claim.expected = [arguments.named[1].value]
      }
    }
    if row.form == .truth, arguments.positional.count > 1,
      row.role == .assertion, isTrap(arguments.positional[1])
    {
      claim.flags.append(.argumentTrap)
    }
    return claim
  }

  /// A second argument that is a message by position but looks like an expected value.
  private func isTrap(_ place: Place) -> Bool {
    switch kind(bare(place)) {
    case .number, .list, .map: true
    case .name: outlines[place.file].rules.constants[text(place)] != nil
    default: false
    }
  }

  /// What the language itself says of a call that no row can express.
  func irregular(_ call: Place) -> [Claim]? {
    if let names = outlines[call.file].rules.isIrregular {
      guard let last = callee(call)?.last, names.contains(last) else { return nil }
    }
    return outlines[call.file].rules.irregular(self, call)
  }

  // MARK: Conditions

  /// What a condition claims when it holds.
  package func condition(_ place: Place, depth: Int = 0) -> Claim {
    let at = bare(place)
    let outline = outlines[at.file]
    let truth = Claim(outline.rules.conditionsAreBoolean ? .exactTruth : .truth, subject: at)
    guard depth < 60 else { return truth }
    if kind(at) == .binary || kind(at) == .name, let claim = outline.rules.test(self, at) {
      return claim
    }
    switch kind(at) {
    case .unary:
      if outline.rules.negation.contains(prefix(at)), let inner = first(at) {
        return condition(inner, depth: depth + 1).negated
      }
    case .binary:
      if let claim = comparison(at, depth: depth) { return claim }
      // `answer ?? false`
      if let token = tree(at).operatorToken(at.node), let left = first(at),
        tree(at).tokens[token].symbol.spelling == "??"
      {
        return condition(left, depth: depth + 1)
      }
    case .sequence:
      var claim = Claim(.all, matcher: ",")
      claim.parts = children(at).map { condition($0, depth: depth + 1) }
      claim.subject = claim.parts.first?.subject
      return claim
    case .call, .member, .declaration, .arm:
      if let claim = outline.rules.condition(self, at) { return claim }
      guard kind(at) == .call else { break }
      if let claims = irregular(at), let only = claims.first {
        return only
      }
      if let row = row(
        at, where: { $0.role == .predicate || $0.role == .assertion && $0.form == .incomplete })
      {
        var claim = claim(row, at)
        if row.form == .every || row.form == .some { claim.parts = quantified(at, depth: depth) }
        return claim
      }
    case .name:
      if let next = definition(at) {
        let inner = condition(next, depth: depth + 1)
        if inner.form != truth.form || inner.isNegated { return inner }
      }
    default: break
    }
    return truth
  }

  /// The claim about each element in `all(p(x) for x in xs)` or `xs.every(x => p(x))`.
  private func quantified(_ call: Place, depth: Int) -> [Claim] {
    guard let argument = firstArgument(call) else { return [] }
    var at = bare(argument)
    if kind(at) == .list || kind(at) == .group, let inner = first(at) { at = inner }
    switch kind(at) {
    case .comprehension:
      return first(at).map { [condition($0, depth: depth + 1)] } ?? []
    case .lambda:
      guard let body = children(at).last, kind(body) != .block else { return [] }
      return [condition(body, depth: depth + 1)]
    case .call:
      let inner = condition(at, depth: depth + 1)
      return inner.form == .type ? [inner] : []
    default: return []
    }
  }

  /// The claim of an infix operator, or nil when it is no comparison.
  private func comparison(_ at: Place, depth: Int) -> Claim? {
    let parts = children(at)
    guard parts.count == 2, let token = tree(at).operatorToken(at.node) else { return nil }
    let tokens = outlines[at.file].tree.tokens
    var symbol = tokens[token].symbol
    let outline = outlines[at.file]
    if outline.rules.conjunction.contains(symbol) || outline.rules.disjunction.contains(symbol) {
      var claim = Claim(
        outline.rules.conjunction.contains(symbol) ? .all : .any, matcher: symbol.spelling)
      claim.parts = parts.map { condition($0, depth: depth + 1) }
      claim.subject = claim.parts.first?.subject
      return claim
    }
    var isNegated = false
    var words = symbol.spelling
    let second = token + 1 < tokens.count ? tokens[token + 1].symbol : .none
    if symbol == .not, second == .in {
      symbol = .in
      isNegated = true
      words = "not in"
    } else if symbol == .is, second == .not {
      isNegated = true
      words = "is not"
    }
    guard let row = outline.rules.operators[symbol] else { return nil }
    var left = parts[0]
    var earlier: Claim?
    if outline.rules.chainsComparisons, kind(left) == .binary,
      let inner = comparison(left, depth: depth + 1), inner.form != .all, inner.form != .any
    {
      earlier = inner
      left = children(left)[1]
    }
    let (subject, expected) = row.isReversed ? (parts[1], left) : (left, parts[1])
    var claim = Claim(row.form, subject: subject, expected: [expected], matcher: words)
    claim.isNegated = row.isNegated != isNegated
    guard let earlier else { return claim }
    var both = Claim(.all, subject: left, matcher: words)
    both.parts = [earlier, claim]
    return both
  }

  /// Whether a node is written as a comparison.
  package func isComparison(_ place: Place) -> Bool {
    let at = bare(place)
    guard kind(at) == .binary else { return false }
    let form = comparison(at, depth: 0)?.form
    return form != nil && form != .all && form != .any
  }
}
