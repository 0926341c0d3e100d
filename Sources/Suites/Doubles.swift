import Syntax

/// What the stand-ins that a file writes by hand record of their calls.
/// - Source: decision 14 of the specification
struct Doubles: Sendable {
  /// What each member that records holds.
  private(set) var members: [String: Facet] = [:]
  /// Members in which a stand-in keeps what it later answers from.
  private(set) var stores: WordSet = []

  private static let adding: WordSet = [
    "append", "push", "push_back", "insert", "add", "appendleft", "enqueue", "Add", "fetch_add",
  ]
  static let unlocking: WordSet = [
    "lock", "unwrap", "borrow", "borrow_mut", "get", "read", "await", "expect", "clone",
  ]
  private static let makers: WordSet = ["__init__", "init", "constructor", "new", "setUp"]

  init(_ outline: SuiteOutline) {
    for definition in outline.definitions where !Doubles.makers.contains(definition.name) {
      guard let method = Method(definition, outline) else { continue }
      for node in outline.tree.descendants(definition.node) {
        guard let (name, facet) = Doubles.record(node, method) else { continue }
        members[name] = facet
      }
    }
    for definition in outline.definitions where Doubles.isLookup(definition.name) {
      guard let method = Method(definition, outline) else { continue }
      for node in outline.tree.descendants(definition.node) {
        // What the stand-in itself answers from is a store, not a record of calls.
        guard let name = method.member(node), members[name] == .callArguments,
          Doubles.isStore(name)
        else { continue }
        members[name] = nil
        stores.insert(name)
      }
    }
  }

  private static func isStore(_ name: String) -> Bool {
    Reader.words(name).last.map {
      [
        "rows", "items", "records", "data", "store", "storage", "db", "table", "users", "orders",
        "accounts", "documents",
      ].contains($0)
    } ?? false
  }

  private static func isLookup(_ name: String) -> Bool {
    Reader.words(name).first.map {
      ["get", "find", "list", "all", "fetch", "load", "query", "lookup", "by", "search"].contains(
        $0)
    } ?? false
  }

  /// A method of a type that holds no test.
  private struct Method {
    let outline: SuiteOutline
    let definition: Definition
    var receivers: WordSet

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
    guard tree.node(callee, startsWith: "atomic.Add"), let list = tree.child(call, .arguments),
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
      if parts.count == 2, tree.text(parts[1]) == "set" || tree.text(parts[1]) == "store",
        let name = method.member(parts[0]), let list = tree.child(node, .arguments),
        let value = tree.children(list).first
      {
        if method.outline.rules.constants[tree.text(value)] == .truth { return (name, .called) }
        return tree.kind(value) == .binary && tree.text(value).holds(name)
          ? (name, .callCount) : nil
      }
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
    if kind(parts[0]) == .name, outlines[member.file].rules.receivers.contains(text(parts[0])) {
      return nil
    }
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
    guard let function = outline.tree.ancestor(binding.at, of: .functions) else { return false }
    if isStandIn(at.at(function)) { return true }
    guard
      let definition = outline.definition(at: function), let type = definition.type,
      outline.tree.ancestor(type, of: .functions) == nil,
      !Reader.isAsserting(definition.name), !outline.rules.receivers.contains(text(at))
    else { return false }
    return !outline.cases.contains { outline.tree.encloses(type, $0.node) }
      && !outline.cases.contains {
        outline.tree.encloses($0.node, function) && $0.function == function
      }
  }

  /// Whether a function literal is handed to something that makes a stand-in of it.
  private func isStandIn(_ function: Place) -> Bool {
    let tree = tree(function)
    guard tree.kind(function.node) == .lambda || tree.kind(function.node) == .function,
      let list = tree.parent(function.node), tree.kind(list) == .arguments,
      let call = tree.parent(list), tree.kind(call) == .call,
      let callee = callee(function.at(call))
    else { return false }
    return outlines[function.file].rules.standIns.contains(callee.last)
  }

  /// A local to which a stand-in inside the test assigns something of what it was given.
  func isRecordedLocal(_ place: Place) -> Bool {
    guard !outlines[place.file].rules.standIns.isEmpty, let owner = localOwner(place) else {
      return false
    }
    let name = text(place)
    let tree = tree(place)
    return tree.descendants(owner).contains { node in
      guard tree.kind(node) == .assignment, let target = tree.children(node).first,
        let function = tree.ancestor(node, of: .functions), function != owner,
        isStandIn(place.at(function)),
        tree.text(target).split(separator: ",").first.map({ $0 == name }) ?? false
      else { return false }
      return tree.descendants(node).contains {
        tree.kind($0) == .name && isDoubleParameter(place.at($0))
      }
    }
  }
}
