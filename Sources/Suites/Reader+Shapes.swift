import Syntax

extension Reader {
  // MARK: Names and formats

  /// `headers["content-type"]`.
  func isContentType(_ place: Place) -> Bool {
    let at = resolved(place)
    let keys: [Place]
    switch kind(at) {
    case .index:
      keys = children(at).dropFirst().flatMap { kind($0) == .text ? [$0] : Array(children($0)) }
    case .call:
      guard let name = callee(at)?.last else { return false }
      guard Reader.mayReadHeader(name) else {
        return outlines[at.file].rules.languageMethods.contains(name)
          && receiver(at).map { isContentType($0) } ?? false
      }
      keys = arguments(at).positional
    case .unary: return first(at).map { isContentType($0) } ?? false
    default: return false
    }
    return keys.contains { literal($0)?.lowercased() == "content-type" }
  }

  private static func mayReadHeader(_ name: String) -> Bool {
    // Without a g or an h it is neither.
    guard name.utf8.contains(where: { $0 | 32 == 103 || $0 | 32 == 104 }) else { return false }
    let name = name.lowercased()
    return name.hasPrefix("get") || name.holds("header")
  }

  /// `list(record) == ["id", "name"]`.
  func listsNames(_ subject: Place, _ expected: Place) -> Bool {
    let list = resolved(expected)
    guard kind(list) == .list || kind(list) == .group || kind(list) == .map else { return false }
    let names = children(list)
    guard !names.isEmpty else { return false }
    if let (facet, inner) = facet(subject), facet == .copy {
      return names.allSatisfy { isMemberName($0, of: inner) }
    }
    return isCalledKeys(subject) && names.allSatisfy { literal($0).map(Reader.isWord) ?? false }
  }

  private static func isWord(_ text: String) -> Bool {
    text.first.map { $0.isLetter || $0 == "_" } ?? false
      && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
  }

  /// `queue.isEmpty()`, by its name in any language.
  func asksEmptiness(_ place: Place) -> Bool {
    let at = resolved(place)
    return kind(at) == .call && receiver(at) != nil && arguments(at).isEmpty
      && ["IsEmpty", "isEmpty", "is_empty", "Empty"].contains(callee(at)?.last ?? "")
  }

  /// `keys`, a local of the test, or `sortedKeys(body)`.
  private func isCalledKeys(_ place: Place) -> Bool {
    let at = bare(place)
    if kind(at) == .name, Reader.words(text(at)).last == "keys" { return true }
    let made = resolved(at)
    guard kind(made) == .call, let name = callee(made)?.last,
      let only = firstArgument(made)
    else { return false }
    return Reader.words(name).last == "keys" && !holdsData(only)
  }

  private static let dataWords: WordSet = [
    "cache", "store", "registry", "index", "inventory", "repo", "repository", "set", "ids", "names",
    "keys", "values", "list", "queue", "lru", "trie", "heap", "bag", "users", "tags", "scheduler",
    "jobs", "seen",
  ]

  /// Whether the keys of a container are data and no member names.
  func holdsData(_ place: Place) -> Bool {
    let at = bare(place)
    let shown = kind(at) == .name ? text(at) : path(at).last
    return Reader.words(shown).last.map { Reader.dataWords.contains($0) } ?? false
  }

  private static let recordsWords: WordSet = ["rows", "records", "entries", "dicts", "objects"]

  /// `rows()[0]`: an element of what is called records.
  func isElementOfRecords(_ place: Place) -> Bool {
    let at = bare(place)
    guard kind(at) == .index, let list = first(at).map({ bare($0) }),
      let key = children(at).dropFirst().first,
      ([key] + children(key)).contains(where: { kind($0) == .number })
    else { return false }
    let name = kind(list) == .call ? callee(list)?.last ?? "" : path(list).last
    return Reader.words(name).last.map { Reader.recordsWords.contains($0) } ?? false
  }

  // MARK: Shapes of expressions

  /// Whether both sides are parts of one object, which the tested code made.
  func sharesRoot(_ subject: Place, _ expected: Place) -> Bool {
    guard let (root, at) = root(subject), !isIndependent(at),
      !NodeKinds.functions.contains(kind(bare(expected)))
    else { return false }
    let tree = tree(expected)
    let whole = bare(expected)
    return ([whole.node] + Array(tree.descendants(whole.node))).contains { node in
      guard tree.kind(node) == .name, tree.text(node) == root, !isMemberName(node, in: tree),
        let parent = tree.parent(node),
        tree.kind(parent) == .member || tree.kind(parent) == .index
      else { return false }
      // A module or type of that name is no object.
      if tree.operatorSymbol(parent) == .doubleColon { return false }
      guard let call = tree.parent(parent), tree.kind(call) == .call else { return true }
      return tree.children(call).first != parent
    }
  }

  /// What a member or an element is asked of in the end; anything else itself.
  func owner(_ place: Place) -> Place {
    var at = bare(place)
    while kind(at) == .member || kind(at) == .index, let object = first(at) { at = bare(object) }
    return at
  }

  /// The local name that a member or element begins with.
  private func root(_ place: Place) -> (name: String, at: Place)? {
    let at = owner(place)
    guard at != bare(place), kind(at) == .name,
      !outlines[at.file].rules.receivers.contains(text(at))
    else {
      return nil
    }
    switch meaning(text(at), at: at) {
    case .argument: return (text(at), at)
    case .binding(let binding, _) where binding.source == .value || binding.source == .parameter:
      return (text(at), at)
    case .binding(let binding, _)
    where binding.source == .element && !isTable(resolved(at.at(binding.node))):
      return (text(at), at)
    default: return nil
    }
  }

  /// The two sides of `abs(a - b)`.
  func distance(_ place: Place) -> (Place, Place)? {
    let at = bare(place)
    guard kind(at) == .call, let name = callee(at)?.last, ["abs", "Abs", "fabs"].contains(name)
    else { return nil }
    guard let inner = (firstArgument(at) ?? receiver(at)).map({ bare($0) }),
      kind(inner) == .binary, tree(inner).operatorSymbol(inner.node) == .minus
    else { return nil }
    let parts = children(inner)
    return parts.count == 2 ? (parts[0], parts[1]) : nil
  }

  /// `x as? T`.
  func isOptionalCast(_ place: Place) -> Bool {
    var at = place
    while kind(at) == .argument || kind(at) == .group, let inner = children(at).last { at = inner }
    return kind(at) == .cast && text(at).contains(" as? ")
  }

  /// Whether a loop's variable goes through a display of nothing but names in capitals.
  package func isElementOfNames(_ place: Place) -> Bool {
    let at = bare(place)
    guard kind(at) == .name, case .binding(let binding, _) = meaning(text(at), at: at),
      binding.source == .element
    else { return false }
    let source = resolved(at.at(binding.node))
    let names = children(source)
    return kind(source) == .list && !names.isEmpty
      && names.allSatisfy {
        (kind($0) == .name || kind($0) == .member)
          && path($0).last.isCapitalized
      }
  }

  /// Whether a display holds rows that the test itself writes down.
  private func isTable(_ display: Place) -> Bool {
    let kinds: NodeKinds = [.list, .map, .group, .sequence]
    guard kinds.contains(kind(display)), let row = first(display) else { return false }
    return kinds.contains(kind(bare(row))) || kind(row) == .pair
  }

  /// Whether a name stands for what a loop goes through.
  func isElement(_ place: Place) -> Bool {
    guard case .binding(let binding, _) = meaning(text(bare(place)), at: bare(place)) else {
      return false
    }
    return kind(bare(place)) == .name && binding.source == .element
  }

  /// Whether both are members of one local result: `str(r.total) in r.summary`.
  func isOfSameResult(_ element: Place, _ container: Place) -> Bool {
    func root(_ place: Place) -> Place? {
      var at = bare(place)
      var isMember = false
      for _ in 0..<8 {
        if kind(at) == .name { return isMember ? at : nil }
        if kind(at) == .call, receiver(at) == nil, arguments(at).positional.count == 1,
          let only = firstArgument(at),
          outlines[at.file].rules.builtins.contains(callee(at)?.last ?? "")
        {
          at = bare(only)
          continue
        }
        guard let inner = kind(at) == .call ? receiver(at) : first(at) else { return nil }
        isMember = isMember || kind(at) == .member
        at = bare(inner)
      }
      return nil
    }
    guard let one = root(element), let other = root(container), text(one) == text(other),
      case .binding(let binding, _) = meaning(text(one), at: one)
    else { return false }
    return binding.source == .value && !isIndependent(one)
  }

  /// Whether an expression is a member of what a loop goes through.
  func isElementMember(_ place: Place) -> Bool {
    var at = bare(place)
    guard kind(at) != .name else { return false }
    for _ in 0..<8 {
      if kind(at) == .name {
        guard case .binding(let binding, _) = meaning(text(at), at: at) else { return false }
        let source = resolved(at.at(binding.node))
        return binding.source == .element && !isIndependent(source) && !isTable(source)
      }
      guard let inner = kind(at) == .call ? receiver(at) : first(at) else { return false }
      at = bare(inner)
    }
    return false
  }
}
