import Syntax

extension Reader {
  // MARK: Before and after

  private static let copying: Set<String> = [
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

  /// Whether a member most likely holds an object that others see too, and no plain value.
  func isShared(_ member: Place) -> Bool {
    if outlines[member.file].rules.copiesValues || facet(member) != nil { return false }
    guard let word = Reader.words(path(member).last).last else { return false }
    let kinds = [
      "mapping", "map", "list", "data", "config", "settings", "options", "array", "dict", "table",
      "cache", "store", "queue", "state",
    ]
    return kinds.contains(word) || word.hasSuffix("s") && !word.hasSuffix("ss") && word != "status"
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
      if case .binding(let binding, _) = meaning(root, at: part) {
        return binding.source == .imported && isConstantName(root)
      }
      // What a type of the test tree holds is the test's own.
      return root.first?.isUppercase ?? false && index.type(root, near: part.file) == nil
        && !outlines[part.file].rules.receivers.contains(root.lowercased())
    }
  }

  private func isConstantName(_ name: String) -> Bool {
    name.count > 1 && !name.contains { $0.isLowercase }
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
    ["Some", "Ok", "Err", "Cents", "Money", "Decimal", "BigInt"].contains(name)
  }

  /// `Cents::from(5)`, `Date.of(2024, 1, 1)`: a type's own functions that make it.
  func isMaker(_ callee: Callee) -> Bool {
    let words = Reader.words(callee.last)
    guard callee.base == nil, let first = words.first, callee.names.count > 1 else { return false }
    let owner = callee.names[callee.names.count - 2]
    return ["new", "from", "of", "with", "default"].contains(first)
      && owner.first?.isUppercase ?? false && owner.contains { $0.isLowercase }
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
    return isLanguage(callee, at: call)
  }

  /// Whether an expression is written with a call in it.
  func holdsCall(_ place: Place) -> Bool {
    let tree = tree(place)
    let at = bare(place)
    return tree.kind(at.node) == .call
      || tree.descendants(at.node).contains { tree.kind($0) == .call }
  }
}
