import Syntax

/// What the stand-ins that a file writes by hand record of their calls.
/// - Source: decision 14 of the specification
struct Doubles: Sendable {
  /// What each member that records holds.
  private(set) var members: [String: Facet] = [:]

  private static let adding: Set<String> = [
    "append", "push", "push_back", "insert", "add", "appendleft", "enqueue", "Add", "fetch_add",
  ]
  static let unlocking: Set<String> = [
    "lock", "unwrap", "borrow", "borrow_mut", "get", "read", "await", "expect", "clone",
  ]
  private static let makers: Set<String> = ["__init__", "init", "constructor", "new", "setUp"]

  init(_ outline: SuiteOutline) {
    for definition in outline.definitions where !Doubles.makers.contains(definition.name) {
      guard let method = Method(definition, outline) else { continue }
      for node in outline.tree.descendants(definition.node) {
        guard let (name, facet) = Doubles.record(node, method) else { continue }
        members[name] = facet
      }
    }
  }

  /// A method of a type that holds no test.
  private struct Method {
    let outline: SuiteOutline
    let definition: Definition
    var receivers: Set<String>

    init?(_ definition: Definition, _ outline: SuiteOutline) {
      self.outline = outline
      self.definition = definition
      receivers = outline.rules.receivers
      let tree = outline.tree
      if outline.cases.contains(where: { $0.function == definition.node }) { return nil }
      if let type = definition.type {
        if outline.cases.contains(where: { tree.encloses(type, $0.node) }) { return nil }
        return
      }
      // The receiver may stand before the name.
      guard let first = tree.children(definition.node).first, tree.kind(first) == .parameter,
        let name = tree.children(first).first
      else { return nil }
      receivers.insert(tree.text(name))
    }

    /// The member of the object itself that an expression begins with.
    func member(_ node: NodeIndex) -> String? {
      let tree = outline.tree
      var at = node
      for _ in 0..<12 {
        let parts = Array(tree.children(at))
        guard let first = parts.first else { break }
        if tree.kind(at) == .member, parts.count == 2, tree.kind(first) == .name,
          receivers.contains(tree.text(first))
        {
          return tree.text(parts[1])
        }
        at = first
      }
      guard outline.rules.seesMembers, tree.kind(at) == .name, let type = definition.type else {
        return nil
      }
      let name = tree.text(at)
      return !definition.parameters.contains(name) && outline.bindings(of: name, in: type) != nil
        ? name : nil
    }
  }

  /// The operand of `atomic.AddInt32(&calls, 1)`.
  static func counted(_ call: NodeIndex, _ callee: NodeIndex, _ tree: SyntaxTree) -> NodeIndex? {
    guard tree.text(callee).hasPrefix("atomic.Add"), let list = tree.child(call, .arguments),
      let first = tree.children(list).first, tree.kind(first) == .unary
    else { return nil }
    return tree.children(first).first
  }

  /// What one node of a method records, and under which name.
  private static func record(_ node: NodeIndex, _ method: Method) -> (String, Facet)? {
    let tree = method.outline.tree
    switch tree.kind(node) {
    case .unary:
      let symbols = [
        tree.firstToken(node).symbol, tree.tokens[Int(tree[node].endToken) - 1].symbol,
      ]
      guard symbols.contains(.plusPlus), let name = tree.children(node).first.flatMap(method.member)
      else { return nil }
      return (name, .callCount)
    case .assignment:
      let parts = Array(tree.children(node))
      guard parts.count > 1, let value = parts.last, let name = method.member(parts[0]) else {
        return nil
      }
      let before = Int(tree[value].firstToken) - 1
      guard tree.tokens[before].symbol == .assign else {
        return tree.kind(value) == .number ? (name, .callCount) : nil
      }
      let text = tree.text(value)
      if method.outline.rules.constants[text] == .truth { return (name, .called) }
      if method.definition.parameters.contains(text) { return (name, .callArguments) }
      guard tree.kind(value) == .call, text.hasPrefix("append(") else { return nil }
      return (name, .callArguments)
    case .call:
      guard let callee = tree.children(node).first, tree.kind(callee) == .member else { return nil }
      if let counter = counted(node, callee, tree), let name = method.member(counter) {
        return (name, .callCount)
      }
      let parts = Array(tree.children(callee))
      guard parts.count == 2, adding.contains(tree.text(parts[1])),
        let name = method.member(parts[0])
      else { return nil }
      let isCount = tree.text(parts[1]) == "Add" || tree.text(parts[1]) == "fetch_add"
      return (name, isCount ? .callCount : .callArguments)
    default: return nil
    }
  }
}

extension Reader {
  /// What a member of a stand-in that the file itself writes records.
  func recorded(_ member: Place) -> Facet? {
    let parts = children(member)
    guard parts.count == 2 else { return nil }
    let rules = outlines[member.file].rules
    if kind(parts[0]) == .name, rules.receivers.contains(text(parts[0])) { return nil }
    if let own = doubles[member.file].members[text(parts[1])] { return own }
    // A stand-in that lies in another file of the test tree.
    guard kind(parts[0]) == .name, let (file, _) = ownType(parts[0]), file != member.file else {
      return nil
    }
    return doubles[file].members[text(parts[1])]
  }

  /// Whether an expression begins with what a method of a stand-in written by hand was given.
  func isDoubleParameter(_ place: Place) -> Bool {
    var at = bare(place)
    for _ in 0..<8 {
      guard kind(at) == .member || kind(at) == .index, let object = first(at) else { break }
      at = bare(object)
    }
    guard kind(at) == .name, case .binding(let binding, _) = meaning(text(at), at: at),
      binding.source == .parameter
    else { return false }
    let outline = outlines[at.file]
    guard let function = outline.tree.ancestor(binding.at, of: .functions),
      let definition = outline.definition(at: function), let type = definition.type,
      outline.tree.ancestor(type, of: .functions) == nil,
      !Reader.isAsserting(definition.name), !outline.rules.receivers.contains(text(at))
    else { return false }
    return !outline.cases.contains { outline.tree.encloses(type, $0.node) }
      && !outline.cases.contains {
        outline.tree.encloses($0.node, function) && $0.function == function
      }
  }

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

  /// The function in which a name is bound; nil for names of files and types.
  private func localOwner(_ place: Place) -> NodeIndex? {
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
  private func isInStandIn(_ node: NodeIndex, _ owner: NodeIndex, _ place: Place) -> Bool {
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
      countsUp(node, names, tree) && isInStandIn(node, owner, place)
    }
  }

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
    let parts = Array(tree.children(node).prefix(3))
    guard let first = parts.first else { return false }
    switch tree.kind(node) {
    case .unary:
      let symbols = [
        tree.firstToken(node).symbol, tree.tokens[Int(tree[node].endToken) - 1].symbol,
      ]
      return symbols.contains(.plusPlus) && names.contains(tree.text(first))
    case .assignment:
      guard parts.count > 1, let value = parts.last, tree.kind(value) == .number else {
        return false
      }
      let target = tree.text(first)
      return tree.tokens[Int(tree[value].firstToken) - 1].symbol != .assign
        && names.contains { target == $0 || target.hasPrefix("*\($0).") }
    case .call:
      if let counter = Doubles.counted(node, first, tree) {
        return names.contains(tree.text(counter))
      }
      let text = tree.text(first)
      return names.contains { text == $0 + ".Add" || text == $0 + ".fetch_add" }
    default: return false
    }
  }
}
