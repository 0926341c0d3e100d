import Syntax

extension Reader {
  // MARK: Before and after

  private static let copying: WordSet = [
    "copy", "deepcopy", "clone", "structuredClone", "slice", "cloneDeep", "dup", "Clone", "to_vec",
  ]

  /// What a call or display makes a copy of.
  func copied(_ place: Place) -> Place? {
    switch kind(place) {
    case .call:
      guard let name = callee(place)?.last, Reader.copying.contains(name) else { return nil }
      let given = arguments(place).positional
      return (given.first ?? receiver(place)).map { bare($0) }
    case .list, .map:
      guard let only = first(place), kind(only) == .spread, children(place).count == 1 else {
        return nil
      }
      return first(only).map { bare($0) }
    default: return nil
    }
  }

  /// What was kept before the act, in `before + 1`.
  func stepped(_ place: Place) -> Place? {
    let at = bare(place)
    guard kind(at) == .binary else { return nil }
    let parts = children(at)
    guard parts.count == 2, parts.contains(where: { kind(bare($0)) == .number }) else { return nil }
    return parts.compactMap { definition(bare($0)) }.first.map { bare($0) }
  }

  /// Whether a name keeps what a method of an object said before the test went on to act.
  func isPreState(_ then: Place, before now: Place) -> Bool {
    let at = bare(then)
    guard kind(at) == .name, case .binding(let binding, _) = meaning(text(at), at: at),
      binding.source == .value, at.file == now.file, receiver(unwrapped(at)) != nil
    else { return false }
    let tree = tree(at)
    guard let function = tree.ancestor(binding.at, of: .functions) else { return false }
    let start = binding.at.int + Int(tree[binding.at].descendants) + 1
    guard start < now.node.int else { return false }
    for number in start..<now.node.int {
      let node = NodeIndex(number)
      guard tree.kind(node) == .call, tree.ancestor(node, of: .functions) == function,
        !tree.encloses(node, now.node), isWholeStatement(at.at(node)) || isStatement(at.at(node)),
        isCode(at.at(node)), !isDirectCheck(at.at(node))
      else { continue }
      return true
    }
    return false
  }

  /// Whether a name began as a number or a text, which is no object that two names could share.
  private func isPlain(_ name: String, at place: Place) -> Bool {
    let kinds: NodeKinds = [.number, .text]
    return outlines[place.file].binders(of: name).contains { binder in
      binder.bindings.contains {
        $0.source == .value && kinds.contains(kind(place.at($0.node)))
      }
    }
  }

  /// Whether a member is asked of what a name stands for.
  func isOfName(_ place: Place) -> Bool {
    let callee = path(bare(place))
    return callee.base == nil && callee.names.count > 1
  }

  /// Whether the object that a member is asked of was handed to something since it was made.
  func isRootTouched(_ place: Place) -> Bool {
    let root = owner(place)
    guard kind(root) == .name, root != bare(place),
      case .binding(let binding, _) = meaning(text(root), at: root)
    else { return false }
    return isTouched(root, binding)
  }

  /// Whether a member tells one object from all others.
  func namesOne(_ member: Place) -> Bool {
    let name = path(bare(member)).last
    return name == "ID" || name.hasSuffix("ID") || Reader.words(name).last == "id"
  }

  /// Whether a call makes something that the test goes on with, by its name.
  func creates(_ call: Place) -> Bool {
    guard kind(call) == .call, let word = callee(call).flatMap({ Reader.words($0.last).first })
    else { return false }
    return ["create", "spawn", "add", "insert", "register", "enqueue", "book"].contains(word)
  }

  /// Whether a member most likely holds an object that others see too, and no plain value.
  func isShared(_ member: Place) -> Bool {
    if outlines[member.file].rules.copiesValues || facet(member) != nil { return false }
    guard let word = Reader.words(path(member).last).last else { return false }
    let kinds = [
      "mapping", "map", "list", "data", "config", "settings", "options", "array", "dict", "table",
      "cache", "store", "queue", "state",
    ]
    let numbers = [
      "seconds", "ms", "millis", "minutes", "hours", "days", "cents", "bytes", "pixels",
    ]
    if numbers.contains(word) { return false }
    return kinds.contains(word) || word.hasSuffix("s") && !word.hasSuffix("ss") && word != "status"
  }

  /// The list that a call only puts in order.
  func ordered(_ place: Place) -> Place? {
    let at = resolved(place)
    guard kind(at) == .call, let name = callee(at)?.last,
      ["sorted", "sort", "toSorted"].contains(name)
    else { return nil }
    return (receiver(at) ?? firstArgument(at)).map { bare($0) }
  }

  /// Two names of one object, or the same member of both: nothing was copied.
  /// - Source: decision 6 of the specification
  func aliases(_ subject: Place, _ expected: Place) -> (String, String)? {
    let (one, other) = (path(bare(subject)), path(bare(expected)))
    guard one.base == nil, other.base == nil, let first = one.names.first,
      let second = other.names.first, first != second,
      Array(one.names.dropFirst()) == Array(other.names.dropFirst())
    else { return nil }
    for (name, place) in [(first, expected), (second, subject)] {
      var root = bare(place)
      while kind(root) == .member, let object = self.first(root) { root = bare(object) }
      guard kind(root) == .name, let value = definition(root), kind(value) == .name,
        text(value) == name, isChangedBetween(value, root), !isPlain(name, at: value),
        !outlines[root.file].rules.copiesValues || isReference(value)
      else { continue }
      return (first, second)
    }
    return nil
  }

  /// Whether something was asked of the named object after it got its second name.
  private func isChangedBetween(_ value: Place, _ use: Place) -> Bool {
    let tree = tree(use)
    guard let function = tree.ancestor(use.node, of: .functions), value.node < use.node else {
      return false
    }
    let name = text(value)
    return tree.descendants(function).contains { node in
      guard node > value.node, node < use.node, tree.kind(node) == .call else { return false }
      let call = use.at(node)
      return callee(call)?.names.first == name && callee(call)?.names.count ?? 0 > 1
        || arguments(call).positional.contains { text(bare($0)) == name }
    }
  }

  /// Whether a constant is an object whose methods change it: a value could not be changed so.
  private func isReference(_ name: Place) -> Bool {
    let tree = tree(name)
    guard case .binding(let binding, _) = meaning(text(name), at: name),
      let declaration = tree.ancestor(binding.at, of: [.declaration])
    else { return false }
    return tree.text(declaration).hasPrefix("let ") && kind(resolved(name)) == .call
      && isConstruction(resolved(name))
  }

  // MARK: Computed by the tested code

  /// Whether a call of a free or static function of the tested code, given something, computes.
  func computes(_ call: Place) -> Bool {
    guard kind(call) == .call, isCode(call), let callee = callee(call), !callee.names.isEmpty,
      !arguments(call).isEmpty
    else { return false }
    guard let base = callee.base else {
      guard let root = callee.names.first else { return false }
      if outlines[call.file].rules.receivers.contains(root) { return false }
      if callee.names.count == 1 {
        return !outlines[call.file].rules.receivers.contains(root) && function(call) == nil
          && isFree(root, at: call) && !isVariant(root)
      }
      return isFree(root, at: call)
    }
    return isConstruction(base)
  }

  /// Arithmetic with constants of the tested code: its formula written once more.
  func isFormula(_ place: Place) -> Bool {
    let at = resolved(place)
    let signs: Set<Symbol> = [.plus, .minus, .star, .slash, .percent]
    guard kind(at) == .binary, signs.contains(tree(at).operatorSymbol(at.node)) else {
      return false
    }
    let tree = tree(at)
    return tree.descendants(at.node).contains { node in
      guard tree.kind(node) == .name || tree.kind(node) == .member,
        tree.parent(node).map({ tree.kind($0) != .member }) ?? true
      else { return false }
      let part = at.at(node)
      if isForeignConstant(part) { return true }
      let names = path(part).names
      guard names.count > 1, let root = names.first else { return false }
      if case .binding(let binding, _) = meaning(root, at: part), binding.source == .imported {
        let outline = outlines[part.file]
        if outline.rules.libraries.contains(imported(root, at: part)?.top ?? "") { return false }
        let isPackage = outline.rules.returnsTuples
        return isConstantName(root) || isConstantName(names[names.count - 1])
          || isPackage && names.last?.isCapitalized ?? false && !isCalled(part)
      }
      if case .binding = meaning(root, at: part) { return false }
      // What a type of the test tree holds is the test's own.
      return root.isCapitalized && index.type(root, near: part.file) == nil
        && !outlines[part.file].rules.receivers.contains(root.lowercased())
    }
  }

  private func isCalled(_ place: Place) -> Bool {
    let tree = tree(place)
    return tree.parent(place.node).map {
      tree.kind($0) == .call && tree.children($0).first == place.node
    } ?? false
  }

  /// Arithmetic with numbers of the very object that is asked: what it does itself.
  func repeatsOwner(_ expected: Place, of subject: Place) -> Bool {
    let call = resolved(subject)
    let at = resolved(expected)
    let signs: Set<Symbol> = [.plus, .minus, .star, .slash, .percent]
    guard kind(call) == .call, isCode(call), let object = receiver(call),
      kind(bare(object)) == .name, kind(at) == .binary
    else { return false }
    let tree = tree(at)
    let name = text(bare(object))
    let operators = ([at.node] + Array(tree.descendants(at.node))).count {
      tree.kind($0) == .binary && signs.contains(tree.operatorSymbol($0))
    }
    return operators > 1
      && tree.descendants(at.node).contains { node in
        guard tree.kind(node) == .member, let root = tree.children(node).first,
          tree.kind(root) == .name, tree.text(root) == name
        else { return false }
        return !isCalled(at.at(node))
      }
  }

  func isConstantName(_ name: String) -> Bool {
    name.count > 1 && !name.holdsSmallLetter
  }

  private func isFree(_ root: String, at place: Place) -> Bool {
    switch meaning(root, at: place) {
    case .unbound: return true
    case .binding(let binding, _): return binding.source == .imported
    default: return false
    }
  }

  /// `Cents(5)` and `Some(5)` only wrap.
  func isVariant(_ name: String) -> Bool {
    ["Some", "Ok", "Err", "Cents", "Money", "Decimal", "BigInt", "dec"].contains(name)
  }

  /// `Cents::from(5)`, `Date.of(2024, 1, 1)`: a type's own functions that make it.
  func isMaker(_ callee: Callee) -> Bool {
    let words = Reader.words(callee.last)
    guard callee.base == nil, let first = words.first, callee.names.count > 1 else { return false }
    let owner = callee.names[callee.names.count - 2]
    return ["new", "from", "of", "with", "default", "mock", "sample", "fixture"].contains(first)
      && owner.isCapitalized && owner.holdsSmallLetter
  }

  /// Whether a call makes an object, by whatever name.
  func isMaking(_ call: Place) -> Bool {
    isConstruction(call) || callee(call).map { isMaker($0) } ?? false
  }

  /// Whether an expression is a member or element of an object that the test works with.
  func isState(_ place: Place) -> Bool {
    var at = bare(place)
    if kind(at) == .name, let value = definition(at), kind(bare(value)) == .member {
      at = bare(value)
    }
    guard kind(at) == .member || kind(at) == .index, !isEnumMember(at), !isForeignConstant(at),
      !isIndependent(at)
    else { return false }
    while kind(at) == .member || kind(at) == .index || kind(at) == .unary, let object = first(at) {
      at = bare(object)
    }
    if kind(at) == .call { return isCode(at) || isConstruction(at) }
    guard kind(at) == .name else { return false }
    let name = text(at)
    guard name.first?.isLowercase ?? false,
      !["expected", "want", "tt", "tc", "case", "test", "row", "item", "given"].contains(name)
    else { return false }
    switch meaning(name, at: at) {
    case .binding(let binding, _):
      guard binding.source == .value else { return false }
      let value = resolved(at)
      return kind(value) == .call && !isSelfMade(value)
    case .several: return true
    default: return false
    }
  }

  /// Whether the test's own functions or the language made a value.
  private func isSelfMade(_ call: Place) -> Bool {
    guard let callee = callee(call) else { return true }
    return isLanguage(callee, at: call) || isSampleMaker(callee.last, at: call)
  }

  /// Whether an expression is written with a call in it.
  func holdsCall(_ place: Place) -> Bool {
    let tree = tree(place)
    let at = bare(place)
    return tree.kind(at.node) == .call
      || tree.descendants(at.node).contains { tree.kind($0) == .call }
  }
}
