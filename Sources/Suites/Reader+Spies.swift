import Syntax

/// Spies that a test writes by hand as locals of its own.
extension Reader {
  /// `*calls.lock().unwrap()`: the count behind a lock or cell.
  func lockedCounter(_ place: Place) -> Place? {
    var at = place
    for _ in 0..<6 {
      switch kind(at) {
      case .unary:
        guard let inner = first(at) else { return nil }
        at = bare(inner)
      case .call:
        guard let name = callee(at)?.last, Doubles.unlocking.contains(name),
          let object = receiver(at)
        else { return nil }
        at = bare(object)
      case .name: return at != place && isCounter(at) ? at : nil
      default: return nil
      }
    }
    return nil
  }

  /// What a member is called that tells of calls: `loadCalled`, `loadCallCount`.
  static func told(_ name: String) -> Facet? {
    // The last letters of `called`, `count` and `counts`.
    guard let last = name.utf8.last(where: { $0 != 95 }), [100, 115, 116].contains(last | 32) else {
      return nil
    }
    let words = Reader.words(name)
    if words.last == "called", words.count > 1 { return .called }
    return [["call", "count"], ["call", "counts"]].contains(Array(words.suffix(2)))
      ? .callCount : nil
  }

  /// A local, false at first, that a function inside the test sets: a spy that tells of one call.
  func isSwitchedOn(_ place: Place) -> Bool {
    let name = text(place)
    let outline = outlines[place.file]
    let tree = outline.tree
    func says(_ node: NodeIndex, _ constant: Constant) -> Bool {
      tree.kind(node) == .name && outline.rules.constants[tree.text(node)] == constant
    }
    guard let owner = localOwner(place),
      let bindings = outline.bindings(of: name, in: owner),
      bindings.contains(where: { binding in
        says(binding.node, .falsehood)
          || tree.kind(binding.node) == .assignment
            && tree.child(binding.node, .typing).map { tree.text($0) == "bool" } ?? false
      })
    else { return false }
    return tree.descendants(owner).contains { node in
      guard tree.kind(node) == .assignment, let target = tree.children(node).first,
        tree.kind(target) == .name, tree.text(target) == name
      else { return false }
      var value = target
      for child in tree.children(node) { value = child }
      return says(value, .truth) && isInStandIn(node, owner, place)
    }
  }

  /// Whether a stand-in that the test made is handed to nobody, and called by the test itself.
  func isCalledByTestAlone(_ mock: Place) -> Bool {
    let root = owner(mock)
    guard kind(root) == .name, case .binding(let binding, _) = meaning(text(root), at: root),
      binding.source == .value, let owner = localOwner(root),
      isMadeOfMocks(root.at(binding.node))
    else { return false }
    let tree = tree(root)
    let function = tree.ancestor(root.node, of: .functions)
    var isCalled = false
    for node in tree.descendants(owner)
    where tree.kind(node) == .name && tree.text(node) == text(root)
      && !tree.encloses(binding.at, node)
    {
      guard tree.ancestor(node, of: .functions) == function else { return false }
      let at = tree.wholeMember(of: node)
      guard let user = tree.parent(at) else { return false }
      let isCallee = tree.kind(user) == .call && tree.children(user).first == at
      if isCheck(around: root.at(node)) { continue }
      guard isCallee else { return false }
      // What tells a stand-in how to behave does not call it.
      let last = callee(root.at(user))?.last ?? ""
      if !last.hasPrefix("mock") { isCalled = true }
    }
    return isCalled
  }

  private func isMadeOfMocks(_ value: Place) -> Bool {
    let at = bare(value)
    if kind(at) == .map {
      return !children(at).isEmpty
        && children(at).allSatisfy { kind($0) == .pair && children($0).last.map(isMock) ?? false }
    }
    // One that is put in place of something is called from there.
    return isMock(at) && kind(at) == .call
      && Reader.freshMocks.contains(callee(at)?.last ?? "")
      && arguments(at).values.allSatisfy { NodeKinds.functions.contains(kind(bare($0))) }
  }

  private static let freshMocks: WordSet = [
    "fn", "Mock", "MagicMock", "AsyncMock", "NonCallableMock", "stub", "spy", "fake",
  ]

  /// Whether a node lies in a statement that is an assertion.
  private func isCheck(around place: Place) -> Bool {
    let tree = tree(place)
    var at: NodeIndex? = place.node
    while let here = at, tree.kind(here) != .block {
      if tree.kind(here) == .call, isDirectCheck(place.at(here)) { return true }
      at = tree.parent(here)
    }
    return false
  }

  /// The function in which a name is bound; nil for names of files and types.
  func localOwner(_ place: Place) -> NodeIndex? {
    let outline = outlines[place.file]
    let tree = outline.tree
    let name = text(place)
    var owner = tree.ancestor(place.node, of: .bodies)
    while let here = owner, outline.bindings(of: name, in: here) == nil {
      owner = tree.ancestor(here, of: .bodies)
    }
    return owner.flatMap { tree.kind($0) != .file && tree.kind($0) != .type ? $0 : nil }
  }

  /// Whether a node lies in a function inside `owner` that the tested code is given, and that does
  /// not hold `place`.
  func isInStandIn(_ node: NodeIndex, _ owner: NodeIndex, _ place: Place) -> Bool {
    let outline = outlines[place.file]
    let tree = outline.tree
    guard let inner = tree.ancestor(node, of: [.function, .lambda]), inner != owner,
      !tree.encloses(inner, place.node)
    else { return false }
    guard let list = tree.parent(inner), tree.kind(list) == .arguments,
      let call = tree.parent(list), let callee = callee(place.at(call))
    else { return true }
    return outline.rules.callbacks[callee.last] == nil
  }

  private static let requests: WordSet = ["request", "req", "call", "r"]

  /// A local list to which a function inside the test appends the requests that it is given.
  func isListOfRequests(_ place: Place) -> Bool {
    guard kind(resolved(place)) == .list, first(resolved(place)) == nil,
      let owner = localOwner(place)
    else { return false }
    let tree = tree(place)
    let name = text(place)
    return tree.descendants(owner).contains { node in
      guard tree.kind(node) == .call, let target = tree.children(node).first,
        tree.node(target, endsWith: ".append") || tree.node(target, endsWith: ".push"),
        [name + ".append", name + ".push"].contains(tree.text(target)),
        let only = arguments(place.at(node)).positional.first,
        Reader.requests.contains(text(only)), isInStandIn(node, owner, place),
        case .binding(let binding, _) = meaning(text(only), at: only)
      else { return false }
      return binding.source == .parameter
    }
  }

  /// A local that a function inside the test counts up: a spy written by hand.
  func isCounter(_ place: Place) -> Bool {
    let name = text(place)
    let outline = outlines[place.file]
    let tree = outline.tree
    guard let owner = localOwner(place),
      let bindings = outline.bindings(of: name, in: owner),
      bindings.contains(where: { startsCounting($0, tree) })
    else { return false }
    let names = [name] + aliases(of: name, in: owner, tree)
    return tree.descendants(owner).contains { node in
      Reader.steps.contains(tree.kind(node)) && countsUp(node, names, tree)
        && isInStandIn(node, owner, place)
    }
  }

  /// What may count something up.
  private static let steps: NodeKinds = [.unary, .assignment, .call]

  private func startsCounting(_ binding: Binding, _ tree: SyntaxTree) -> Bool {
    if tree.kind(binding.node) == .number { return true }
    if binding.source == .changed, tree.kind(binding.node) == .assignment { return true }
    guard tree.range(binding.node).count < 80 else { return false }
    let text = tree.text(binding.node)
    return text.holds("Atomic") || text.holds("atomic") || text.holds("Mutex::new(0")
      || text.holds("RefCell::new(0") || text.holds("Cell::new(0")
  }

  /// The names of copies that share the count.
  private func aliases(of name: String, in owner: NodeIndex, _ tree: SyntaxTree) -> [String] {
    tree.descendants(owner).compactMap { node in
      guard tree.kind(node) == .assignment else { return nil }
      let parts = Array(tree.children(node))
      guard parts.count > 1, let value = parts.last else { return nil }
      let text = tree.text(value)
      return text == name + ".clone()" || text.hasSuffix("::clone(&\(name))")
        ? tree.text(parts[0]) : nil
    }
  }

  private func countsUp(_ node: NodeIndex, _ names: [String], _ tree: SyntaxTree) -> Bool {
    guard let first = tree.children(node).first else { return false }
    switch tree.kind(node) {
    case .unary:
      let symbols = [
        tree.firstToken(node).symbol, tree.tokens[Int(tree[node].endToken) - 1].symbol,
      ]
      return symbols.contains(.plusPlus) && names.contains(tree.text(first))
    case .assignment:
      guard let value = Array(tree.children(node).prefix(3)).last, value != first,
        tree.kind(value) == .number
      else { return false }
      let target = tree.text(first)
      return tree.tokens[Int(tree[value].firstToken) - 1].symbol != .assign
        && names.contains { target == $0 || target.hasPrefix("*\($0).") }
    case .call:
      if let counter = Doubles.counted(node, first, tree) {
        return names.contains(tree.text(counter))
      }
      guard tree.node(first, endsWith: "dd") else { return false }
      let text = tree.text(first)
      return names.contains { text == $0 + ".Add" || text == $0 + ".fetch_add" }
    default: return false
    }
  }
}
