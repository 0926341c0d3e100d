import Syntax

extension Reader {
  // MARK: Independence

  /// Whether nothing but literals and the language made the value; false when not certain.
  func isIndependent(_ place: Place) -> Bool {
    memory.independence.answer(place) { isIndependent(place, depth: 0) }
  }

  func isIndependent(_ place: Place, depth: Int) -> Bool {
    let at = bare(place)
    guard depth < 20 else { return false }
    switch kind(at) {
    case .number, .regex: return true
    case .pair: return children(at).last.map { isIndependent($0, depth: depth + 1) } ?? false
    case .text, .list, .map, .group, .sequence, .binary, .slice:
      return children(at).allSatisfy { isIndependent($0, depth: depth + 1) }
    case .comprehension: return isOwnComprehension(at, depth: depth)
    case .lambda: return depth < 3 && isOwnBody(at, depth: depth)
    case .unary:
      return prefix(at) != .yield && children(at).allSatisfy { isIndependent($0, depth: depth + 1) }
    case .name:
      if outlines[at.file].rules.constants[text(at)] != nil { return true }
      let meaning = meaning(text(at), at: at)
      if case .argument(let given) = meaning {
        // What a helper is given and cannot change.
        let kinds: NodeKinds = [.number, .text, .regex, .member]
        return kinds.contains(kind(bare(given))) && isIndependent(given, depth: depth + 1)
      }
      guard case .binding(let binding, _) = meaning else { return false }
      switch binding.source {
      case .value, .element: break
      // Elsewhere a part may be the answer of a type test.
      case .part:
        if outlines[at.file].rules.conditionsAreBoolean,
          !isEmptyContainer(bare(at.at(binding.node)))
        {
          return false
        }
      case .parameter:
        return fixture(text(at), at: at).map { isIndependent($0, depth: depth + 1) } ?? false
          && !isTouched(at, binding)
      default: return false
      }
      let value = at.at(binding.node)
      return isIndependent(value, depth: depth + 1) && !isTouched(at, binding)
        && !isReadByType(binding, at)
    case .member:
      // A part of what the test itself wrote down.
      guard first(at) != nil else { return false }
      let root = owner(at)
      var whole = resolved(root)
      if kind(whole) == .unary, let inner = first(whole) { whole = bare(inner) }
      if kind(whole) == .map || kind(whole) == .list || isPure(whole, depth: depth),
        isIndependent(root, depth: depth + 1)
      {
        return true
      }
      return isOwnField(at, depth: depth) || isAssignedField(at, depth: depth)
    case .call:
      if isOwnAnswer(at, depth: depth) || isPure(at, depth: depth)
        || isAskedOfPure(at, depth: depth) || isOwnMethod(at, depth: depth)
        || isOfPureModule(at, depth: depth) || isEmptyContainer(at)
      {
        return true
      }
      if let object = receiver(at), let name = self.callee(at)?.last,
        outlines[at.file].rules.languageMethods.contains(name),
        !Reader.converting.contains(name)
          || kind(bare(object)) == .text && (name == "into" || name == "to_string"),
        isOfLanguage(object)
      {
        return isIndependent(object, depth: depth + 1)
          && arguments(at).values.allSatisfy {
            isLanguageMember($0) || isIndependent($0, depth: depth + 1)
          }
      }
      guard let callee = callee(at), callee.base == nil, callee.names.count == 1,
        outlines[at.file].rules.builtins.contains(callee.last),
        case .unbound = meaning(callee.last, at: at)
      else { return false }
      if !interpolated(text(at)).isEmpty { return false }
      return arguments(at).values.allSatisfy { isIndependent($0, depth: depth + 1) }
    case .index:
      return children(at).allSatisfy { isIndependent($0, depth: depth + 1) }
    case .arguments: return children(at).allSatisfy { isIndependent($0, depth: depth + 1) }
    default: return false
    }
  }

  /// `.utf8` or `String.Encoding.utf8`, given to a method of the language.
  private func isLanguageMember(_ place: Place) -> Bool {
    guard kind(place) == .member else { return false }
    if text(place).utf8.first == UInt8(ascii: ".") { return true }
    guard let root = path(place).names.first, path(place).base == nil,
      outlines[place.file].rules.builtins.contains(root)
    else { return false }
    return root.isCapitalized
  }

  /// Whether a name stands for a list whose elements the test wrote down one by one.
  func isWrittenList(_ place: Place) -> Bool {
    let use = bare(place)
    guard kind(use) == .name, case .binding(let binding, _) = meaning(text(use), at: use),
      binding.source == .value
    else { return false }
    let list = bare(use.at(binding.node))
    let isMade =
      kind(list) == .call && outlines[list.file].rules.displays.contains(callee(list)?.last ?? "")
    guard kind(list) == .list || isMade, !isTouched(use, binding), !isReadByType(binding, use)
    else { return false }
    let elements = isMade ? arguments(list).positional : Array(children(list))
    let unclear: NodeKinds = [
      .spread, .comprehension, .conditional, .binary, .map, .pair, .unknown,
    ]
    return !elements.isEmpty && elements.allSatisfy { !unclear.contains(kind(bare($0))) }
  }

  /// Whether a literal is read by a type that is not the language's own, as its declaration says:
  /// `let fields: Fields = ["a": 1]`.
  /// - Source: The Swift Standard Library, "Initialization with Literals"
  func isReadByType(_ binding: Binding, _ use: Place) -> Bool {
    let rules = outlines[use.file].rules
    guard rules.literalsTakeTypes else { return false }
    let tree = tree(use)
    let (name, value) = (Int(tree[binding.at].firstToken), Int(tree[binding.node].firstToken))
    guard name < value else { return false }
    let between = name + 1..<value
    guard let colon = between.first(where: { tree.tokens[$0].symbol == .colon }) else {
      return false
    }
    return (colon + 1..<between.upperBound).contains { number in
      let word = tree.text(token: number)
      return word.first?.isLetter ?? false && !rules.builtins.contains(word)
        && !rules.globals.contains(word)
    }
  }

  /// Whether a value is one of the language's own: a literal may be of a type with own methods.
  private func isOfLanguage(_ place: Place) -> Bool {
    let at = resolved(place)
    let kinds: NodeKinds = [.map, .list, .unary, .name]
    return !kinds.contains(kind(at)) || !outlines[at.file].rules.conditionsAreBoolean
  }

  /// Whether something is put into what a name stands for, anywhere in the file of its definition.
  private func isFilled(_ name: String, _ definition: Place) -> Bool {
    memory.filled.answer(definition) { isFilled(name, in: tree(definition)) }
  }

  private func isFilled(_ name: String, in tree: SyntaxTree) -> Bool {
    tree.nodes.indices.contains { number in
      let node = NodeIndex(number)
      guard tree.kind(node) == .name, tree.text(node) == name, let parent = tree.parent(node) else {
        return false
      }
      switch tree.kind(parent) {
      case .member:
        guard tree.children(parent).first == node, let around = tree.parent(parent) else {
          return false
        }
        let last = Array(tree.children(parent)).last.map { tree.text($0) } ?? ""
        return tree.kind(around) == .call && tree.children(around).first == parent
          && Reader.filling.contains(last)
      case .index:
        return tree.parent(parent).map {
          tree.kind($0) == .assignment && tree.children($0).first == parent
        } ?? false
      case .assignment:
        return tree.children(parent).first == node
          && tree.tokens[Int(tree[node].endToken)].symbol != .assign
      default: return false
      }
    }
  }

  private static let filling: WordSet = [
    "append", "extend", "clear", "insert", "add", "update", "push", "pop", "remove", "unshift",
    "shift", "splice", "set", "delete", "sort", "reverse",
  ]

  /// Whether a member of a name is assigned what the test wrote down.
  private func isGivenOwn(_ use: Place) -> Bool {
    let tree = tree(use)
    let at = tree.wholeMember(of: use.node)
    guard at != use.node, let around = tree.parent(at), tree.kind(around) == .assignment else {
      return false
    }
    let sides = Array(tree.children(around))
    let kinds: NodeKinds = [.number, .text]
    return sides.count == 2 && sides[0] == at && kinds.contains(kind(bare(use.at(sides[1]))))
  }

  /// `math.Sqrt(2)`.
  private func isOfPureModule(_ call: Place, depth: Int) -> Bool {
    guard let callee = callee(call), callee.base == nil, let root = callee.names.first,
      let found = imported(root, at: call),
      outlines[call.file].rules.pureModules.contains(found.module)
    else { return false }
    let given = arguments(call)
    return !given.isEmpty && given.values.allSatisfy { isIndependent($0, depth: depth + 1) }
  }

  /// Methods of the language that run what a type of the tested code says.
  private static let converting: WordSet = [
    "parse", "into", "try_into", "collect", "sum", "product", "cmp", "eq", "to_string",
  ]

  /// Whether all that a claim speaks of are constants and elements of the test's own tables.
  func isTestData(_ claim: Claim) -> Bool {
    guard claim.parts.isEmpty, let subject = claim.subject else { return false }
    let all = [subject] + claim.expected
    return all.allSatisfy { isTestData($0) } && !all.allSatisfy { isConstant($0) }
  }

  private func isTestData(_ place: Place) -> Bool {
    var at = bare(place)
    if isConstant(at) { return true }
    if let (_, inner) = facet(at) { at = bare(inner) }
    while kind(at) == .member || kind(at) == .index || kind(at) == .unary {
      guard let object = first(at) else { return false }
      at = bare(object)
    }
    guard kind(at) == .name, case .binding(let binding, _) = meaning(text(at), at: at),
      binding.source == .element
    else { return false }
    let source = resolved(at.at(binding.node))
    return (kind(source) == .list || kind(source) == .map) && !callsCode(source)
  }

  /// Whether a local value may have been changed by anything since it was defined.
  func isTouched(_ use: Place, _ binding: Binding) -> Bool {
    let tree = outlines[use.file].tree
    let name = text(use)
    let definition = use.at(binding.node)
    let kinds: NodeKinds = [.number, .text, .regex]
    if kinds.contains(kind(bare(definition))) { return isLent(use) }
    let start = binding.at.int + Int(tree[binding.at].descendants) + 1
    guard let function = tree.ancestor(binding.at, of: .functions),
      function.int + 1 < use.node.int
    else { return !isConstantName(name) || isFilled(name, use.at(binding.at)) }
    let isContainer = isEmptyContainer(bare(definition))
    for number in function.int + 1..<use.node.int {
      let node = NodeIndex(number)
      guard tree.kind(node) == .name, tree.text(node) == name, let parent = tree.parent(node) else {
        continue
      }
      // Before its definition only functions inside can change it, when they are called later.
      if number < start, tree.ancestor(node, of: .functions) == function { continue }
      if isOnlyRead(use.at(node)) || isGivenOwn(use.at(node)) { continue }
      if isContainer, isFilledOrRead(use.at(node), in: function) { continue }
      switch tree.kind(parent) {
      case .arguments, .argument, .member, .index, .spread, .pair, .list, .map, .group,
        .assignment, .pattern, .loop, .exit, .lambda, .sequence:
        return true
      case .unary where tree.firstToken(parent).symbol == .ampersand: return true
      default: continue
      }
    }
    return false
  }
}
