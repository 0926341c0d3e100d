import Syntax

extension Reader {
  // MARK: Mocks

  /// Whether a name stands for a stand-in made in the test.
  package func isMock(_ place: Place) -> Bool {
    let at = resolved(place)
    switch kind(at) {
    case .call: return row(at) { $0.role == .mock } != nil
    case .member: return first(at).map { isMock($0) } ?? false
    default: return false
    }
  }

  /// Names under which spies keep the calls that they recorded.
  static let recordings: WordSet = [
    "calls", "mock_calls", "call_args_list", "Calls", "invocations",
  ]

  /// A direct call of a stand-in, whose answer the test itself wrote down.
  func isStubbedReturn(_ place: Place) -> Bool {
    if isOfReplacedModule(place) { return true }
    var at = resolved(place)
    for _ in 0..<12 {
      if kind(at) == .name, let whole = destructured(at) {
        at = resolved(whole)
      } else if kind(at) == .member || kind(at) == .index, let object = first(at) {
        at = resolved(object)
      } else if kind(at) == .call, let callee = callee(at), callee.base == nil,
        callee.names == ["asyncio", "run"], let only = firstArgument(at)
      {
        at = resolved(only)
      } else {
        break
      }
    }
    guard kind(at) == .call, let target = first(at),
      row(at, where: { $0.role == .mock }) == nil
    else { return false }
    // What a spy recorded, nobody told it.
    if callee(at)?.names.dropLast().contains(where: { Reader.recordings.contains($0) }) ?? false {
      return false
    }
    if isStubbed(at) { return true }
    if kind(target) == .name || kind(target) == .member { return isMock(target) }
    return false
  }

  // MARK: Errors

  /// Whether an expression looks into an error that the test caught.
  package func isCaughtError(_ place: Place) -> Bool {
    var at = bare(place)
    for _ in 0..<20 {
      switch kind(at) {
      case .name:
        if isMadeHere(at) { return false }
        if outlines[at.file].rules.namesError(text(at)) || isTarget(at) { return true }
        guard case .binding(let binding, _) = meaning(text(at), at: at) else {
          if isNamedByFailure(at) { return true }
          return outlines[at.file].rules.implicitParameters.contains(text(at))
            && outlines[at.file].rules.bindsError(self, at)
        }
        switch binding.source {
        case .caught: return true
        case .resource: return isRaising(at.at(binding.node))
        case .value: at = bare(at.at(binding.node))
        case .part:
          if isPartOfError(binding, at) { return true }
          at = bare(at.at(binding.node))
        case .parameter: return outlines[at.file].rules.bindsError(self, at)
        default: return false
        }
      case .text: return children(at).contains { isCaughtError($0) }
      case .member, .index, .unary:
        guard let object = first(at) else { return false }
        at = bare(object)
      case .call:
        if let name = callee(at)?.last, outlines[at.file].rules.fallbacks.contains(name),
          let object = receiver(at)
        {
          at = bare(object)
          continue
        }
        if isRaising(at) || callee(at)?.last == "catch" { return true }
        let inner = arguments(at).positional
        if mentionsError(at) { return true }
        if let callee = callee(at), callee.base == nil,
          ["Sprintf", "format"].contains(callee.last),
          let part = inner.dropFirst().first(where: { kind(bare($0)) == .member })
            ?? (inner.count == 2 ? inner[1] : nil)
        {
          at = bare(part)
        } else if let callee = callee(at), callee.base == nil, callee.names.count == 1,
          outlines[at.file].rules.builtins.contains(callee.last), let only = inner.first
        {
          at = bare(only)
        } else if let object = receiver(at) {
          at = bare(object)
        } else {
          return false
        }
      default: return false
      }
    }
    return false
  }

  /// Whether a member belongs to an error that nobody raised.
  func isOfMadeError(_ member: Place) -> Bool {
    let root = owner(member)
    return kind(root) == .name && isMadeHere(root)
  }

  /// Whether a name stands for an object that the test makes, however the name sounds:
  /// `let error = Problem::new(4).with_detail("x")`, `let error = Problem::Missing { id }`.
  private func isMadeHere(_ name: Place) -> Bool {
    let rules = outlines[name.file].rules
    guard rules.namesError(text(name)),
      case .binding(let binding, _) = meaning(text(name), at: name), binding.source == .value
    else { return false }
    var at = bare(name.at(binding.node))
    if !rules.constructorPrefixes.isEmpty {
      let tree = tree(name)
      let token = Int(tree[binding.at].firstToken)
      let isOne = token > 0 && tree.tokens[token - 1].symbol != .comma
      if kind(at) == .unary, let inner = first(at) { at = bare(inner) }
      return isOne && (kind(at) == .map || kind(at) == .call && isConstruction(at))
    }
    while kind(at) == .call, let object = receiver(at).map({ bare($0) }), kind(object) == .call {
      if ["err", "unwrap_err", "expect_err"].contains(callee(at)?.last) { return false }
      at = object
    }
    let names = kind(at) == .call ? callee(at)?.names ?? [] : path(at).names
    switch kind(at) {
    case .map: return text(at).first?.isUppercase ?? false
    case .call, .member:
      guard names.count > 1, names[names.count - 2].isCapitalized else { return false }
      return names.last == "new" || names.last?.isCapitalized ?? false
    default: return false
    }
  }

  /// Whether the arm around a name that nothing else binds is that of a failure, and names it.
  private func isNamedByFailure(_ name: Place) -> Bool {
    let tree = tree(name)
    guard let arm = tree.ancestor(name.node, of: [.arm]), let pattern = tree.children(arm).first
    else { return false }
    return Reader.isFailure(tree.text(pattern))
      && tree.descendants(pattern).contains {
        tree.kind($0) == .name && tree.text($0) == text(name)
      }
  }

  private static func isFailure(_ pattern: String) -> Bool {
    pattern.hasPrefix("Err(") || pattern.hasPrefix(".failure(")
  }

  /// `Err(BadNumber { column })`: a name within the pattern of a failure.
  private func isPartOfError(_ binding: Binding, _ place: Place) -> Bool {
    let tree = tree(place)
    var at: NodeIndex? = binding.at
    for _ in 0..<8 {
      guard let here = at, tree.kind(here) != .block else { return false }
      if tree.kind(here) == .pattern || tree.kind(here) == .call,
        Reader.isFailure(tree.text(here))
      {
        return true
      }
      at = tree.parent(here)
    }
    return false
  }

  /// Whether a call such as `errors.As(err, &name)` stores an error under this name.
  private func isTarget(_ place: Place) -> Bool {
    let words = outlines[place.file].rules.storesErrors
    guard !words.isEmpty else { return false }
    let tree = tree(place)
    guard let function = tree.ancestor(place.node, of: .functions) else { return false }
    let sought = "&" + text(place)
    return tree.descendants(function).contains { node in
      guard tree.kind(node) == .call, let name = callee(place.at(node))?.last,
        words.contains(name)
      else { return false }
      return arguments(place.at(node)).positional.contains { text($0) == sought }
    }
  }

  /// `"{error:#}"`: a text with the name of an error in braces.
  private func mentionsError(_ place: Place) -> Bool {
    let range = tree(place).range(place.node)
    guard range.count < 200, tree(place).bytes[range.indices].contains(UInt8(ascii: "{")) else {
      return false
    }
    let written = text(place)
    return interpolated(written).contains { outlines[place.file].rules.namesError($0) }
  }

  /// The names in braces inside a text.
  func interpolated(_ text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return [] }
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      return text.utf8.split(separator: UInt8(ascii: "{")).dropFirst().compactMap { part in
        guard let first = part.first, first.isLetter else { return nil }
        return String(
          Substring(part.prefix { $0.isLetter || $0 &- 48 < 10 || $0 == UInt8(ascii: "_") }))
      }
    }
    return text.split(separator: "{").dropFirst().map { part in
      String(part.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }.filter { $0.first?.isLetter ?? false }
  }

  /// Whether an expression is the caught error itself, which is always there.
  func isErrorObject(_ place: Place) -> Bool {
    let at = bare(place)
    guard isCaughtError(at) else { return false }
    switch kind(at) {
    case .name: return true
    case .member:
      let parts = children(at)
      return parts.count == 2 && kind(parts[0]) == .name
        && ["value", "exception"].contains(text(parts[1]))
    default: return false
    }
  }

  func isRaising(_ place: Place) -> Bool {
    let at = bare(place)
    if let reading = outlines[at.file].rules.reading(self, at), let only = reading.claims.first {
      return only.form == .raises && !only.isNegated
    }
    guard kind(at) == .call else { return false }
    if let only = irregular(at)?.first { return only.form == .raises && !only.isNegated }
    guard let row = row(at, where: { $0.role == .assertion }) else { return false }
    return row.form == .raises && !row.isNegated
  }

  /// Whether a local, false at first, is set only where an error is caught.
  func isSetByHandler(_ place: Place) -> Bool {
    let at = bare(place)
    guard kind(at) == .name else { return false }
    let outline = outlines[at.file]
    let tree = outline.tree
    guard let function = tree.ancestor(at.node, of: .functions) else { return false }
    let name = text(at)
    var isCleared = false
    var isSet = false
    for node in tree.descendants(function) where node < at.node {
      guard tree.kind(node) == .assignment, let target = tree.children(node).first,
        tree.text(target) == name || tree.text(target).hasSuffix(" " + name)
      else { continue }
      var value = target
      for child in tree.children(node) { value = child }
      switch outline.rules.constants[tree.text(value)] {
      case .falsehood: isCleared = isCleared || tree.ancestor(node, of: [.handler]) == nil
      case .truth:
        guard let handler = tree.ancestor(node, of: [.handler]), tree.encloses(function, handler),
          tree.ancestor(node, of: .functions) == function
        else { return false }
        isSet = true
      default: return false
      }
    }
    return isCleared && isSet
  }
}
