import Syntax

/// Reads one tree once, in preorder, into scopes, definitions, types and imports.
struct OutlineBuilder {
  let path: String
  let tree: SyntaxTree
  let rules: SuiteRules
  let settings: TestNames
  var names = FileNames()
  /// The open scopes, innermost last: its place in the outline and its last node.
  var open: [(scope: Int, end: Int)] = []

  init(path: String, tree: SyntaxTree, rules: SuiteRules, settings: TestNames) {
    self.settings = settings
    self.path = path
    self.tree = tree
    self.rules = rules
  }

  consuming func build() -> SuiteOutline {
    let isMixed = rules.testCode != nil && !rules.isInTests(path, settings.files)
    var testEnd = -1
    for number in tree.nodes.indices {
      let node = NodeIndex(number)
      if isMixed, number > testEnd, number == 0 || tree.kind(node) == .decorated,
        rules.testCode?(tree, node) == true
      {
        testEnd = number + Int(tree[node].descendants)
      }
      if isMixed, number > testEnd, number > 0, tree.parents[number] > 0 || !isImport(node) {
        declare(node)
        continue
      }
      while let last = open.last, number > last.end { open.removeLast() }
      read(node)
    }
    let outline = SuiteOutline(
      path: path, tree: tree, rules: rules, settings: settings, names: names,
      frameworks: frameworks())
    return outline.with(rules.cases(outline))
  }

  mutating func read(_ node: NodeIndex) {
    let kind = tree.kind(node)
    if rules.importKinds.contains(kind) {
      let all = rules.imports(tree, node)
      for found in all {
        names.imports.append(found)
        bind(found.local, .imported, NodeIndex(names.imports.count - 1), at: node)
      }
      if !all.isEmpty { return }
    }
    switch kind {
    case .file, .comprehension: enter(node)
    case .function, .lambda:
      define(node)
      enter(node)
    case .type:
      readType(node)
      enter(node)
    case .parameter: readParameter(node)
    case .assignment: readAssignment(node)
    case .declaration: readOuterNames(node)
    case .loop, .generator: readLoop(node)
    case .unary: readStep(node)
    case .resource:
      if let (value, pattern) = firstAndPattern(node) { bindAll(pattern, .resource, value, node) }
    case .handler:
      if let pattern = tree.child(node, .pattern) {
        bindAll(pattern, .caught, node, node)
      } else if let name = rules.implicitError {
        bind(name, .caught, node, at: node)
      }
    default: break
    }
  }

  /// Binds the name of a function or type of the code under test, of which no more is known.
  private mutating func declare(_ node: NodeIndex) {
    guard [.function, .type].contains(tree.kind(node)), let parent = tree.parent(node),
      parent == tree.root || tree.kind(parent) == .decorated && tree.parent(parent) == tree.root,
      let name = tree.children(node).first, tree.kind(name) == .name
    else { return }
    bind(tree.text(name), tree.kind(node) == .type ? .type : .function, node, at: node)
  }

  private func isImport(_ node: NodeIndex) -> Bool { rules.importKinds.contains(tree.kind(node)) }

  // MARK: Scopes

  mutating func enter(_ node: NodeIndex) {
    names.scopeOf[node] = names.scopes.count
    open.append((names.scopes.count, node.int + Int(tree[node].descendants)))
    names.scopes.append(Scope(owner: node))
  }

  mutating func bind(
    _ name: String, _ source: Binding.Source, _ node: NodeIndex, at: NodeIndex
  ) {
    guard let scope = open.last?.scope, !name.isEmpty else { return }
    names.scopes[scope].bindings[name, default: []]
      .append(Binding(source: source, node: node, at: at))
  }

  /// Binds every name of a target.
  mutating func bindAll(
    _ target: NodeIndex, _ source: Binding.Source, _ node: NodeIndex, _ at: NodeIndex
  ) {
    let all = names(in: target)
    let isWhole = all.count == 1 && tree.range(all[0]) == tree.range(target)
    for name in all {
      bind(tree.text(name), source == .value && !isWhole ? .part : source, node, at: at)
    }
  }

  func names(in target: NodeIndex) -> [NodeIndex] {
    switch tree.kind(target) {
    case .name: [target]
    case .pattern, .list, .map, .group, .sequence, .spread, .typing:
      tree.kind(target) == .typing ? [] : tree.children(target).flatMap { names(in: $0) }
    case .pair: tree.children(target).reversed().first.map { names(in: $0) } ?? []
    case .assignment: tree.children(target).first.map { names(in: $0) } ?? []
    case .call, .cast:
      // `.some(let a)`: what the pattern binds stands deep inside.
      tree.descendants(target).filter { tree.kind($0) == .pattern }.flatMap { names(in: $0) }
    default: []
    }
  }

  mutating func readParameter(_ node: NodeIndex) {
    guard let target = tree.children(node).first else { return }
    bindAll(target, .parameter, node, node)
  }

  mutating func readLoop(_ node: NodeIndex) {
    var children = tree.children(node)
    guard let first = children.next(), let second = children.next(), tree.kind(first) == .pattern
    else { return }
    bindAll(first, .element, second, node)
  }

  func firstAndPattern(_ node: NodeIndex) -> (NodeIndex, NodeIndex)? {
    guard let value = tree.children(node).first, let pattern = tree.child(node, .pattern) else {
      return nil
    }
    return (value, pattern)
  }

  /// `x++` changes a name.
  mutating func readStep(_ node: NodeIndex) {
    guard rules.declaresNames, let target = tree.children(node).first,
      tree.kind(target) == .name
    else { return }
    let symbols = [tree.firstToken(node).symbol, tree.tokens[Int(tree[node].endToken) - 1].symbol]
    if symbols.contains(.plusPlus) || symbols.contains(.minusMinus) {
      change(tree.text(target), .changed, node, at: node)
    }
  }

  /// Binds `name` in the scope that declares it, or here.
  mutating func change(
    _ name: String, _ source: Binding.Source, _ node: NodeIndex, at: NodeIndex
  ) {
    guard
      let scope = open.last(where: { names.scopes[$0.scope].bindings[name] != nil })?.scope
    else { return bind(name, source, node, at: at) }
    let isHere = scope == open.last?.scope
    names.scopes[scope].bindings[name, default: []]
      .append(Binding(source: isHere ? source : .changed, node: node, at: at))
  }

  mutating func readAssignment(_ node: NodeIndex) {
    let parts = tree.children(node).filter { tree.kind($0) != .typing }
    if rules.declaresNames {
      let isDeclared =
        tree.operatorSymbol(node) == .walrus
        || tree.parent(node).map { tree.kind($0) == .declaration } ?? false
      if isDeclared, parts.count == 1 {
        for name in names(in: parts[0]) { bind(tree.text(name), .changed, node, at: node) }
        return
      }
      if !isDeclared, let target = parts.first, parts.count > 1, tree.kind(target) == .name {
        let before = Int(tree[parts[parts.count - 1]].firstToken) - 1
        let isPlain = before >= 0 && tree.tokens[before].symbol == .assign
        change(tree.text(target), isPlain ? .value : .changed, parts[parts.count - 1], at: node)
        return
      }
    }
    if rules.returnsTuples, readTuple(node, parts) { return }
    guard let value = parts.last, parts.count > 1 else { return }
    let before = Int(tree[value].firstToken) - 1
    let sign = before >= 0 ? tree.tokens[before].symbol : .none
    let isPlain = sign == .assign || sign == .walrus
    for target in parts.dropLast() {
      if tree.kind(target) == .member {
        bindAttribute(target, isPlain ? .value : .changed, value, node)
      } else if isPlain, let pairs = pairwise(target, value) {
        for (target, value) in pairs { bindAll(target, .value, value, node) }
      } else {
        bindAll(target, isPlain ? .value : .changed, value, node)
      }
    }
  }

  /// `a, err := f()`, of which `a` stands for the result; `a, err = f()` changes both.
  private mutating func readTuple(_ node: NodeIndex, _ parts: [NodeIndex]) -> Bool {
    guard parts.count == 2, tree.kind(parts[0]) == .sequence,
      let sign = tree.operatorToken(node).map({ tree.tokens[$0].symbol })
    else { return false }
    let isWhole = tree.kind(parts[1]) != .sequence
    guard isWhole || sign == .assign else { return false }
    let isDeclared = tree.parent(node).map { tree.kind($0) == .declaration } ?? false
    let values = isWhole ? [] : Array(tree.children(parts[1]))
    for (number, target) in tree.children(parts[0]).enumerated() where tree.kind(target) == .name {
      let source: Binding.Source = isWhole && number > 0 ? .part : .value
      let value = isWhole || number >= values.count ? parts[1] : values[number]
      if sign == .walrus || isDeclared {
        bind(tree.text(target), source, value, at: node)
      } else {
        change(tree.text(target), source, value, at: node)
      }
    }
    return true
  }

  /// `a, b = x, y` taken apart.
  func pairwise(_ target: NodeIndex, _ value: NodeIndex) -> [(NodeIndex, NodeIndex)]? {
    let several: NodeKinds = [.sequence, .group, .list]
    var target = target
    if tree.kind(target) == .pattern, let only = tree.children(target).first,
      tree.range(only) == tree.range(target)
    {
      target = only
    }
    guard tree.kind(target) == .pattern || several.contains(tree.kind(target)),
      several.contains(tree.kind(value))
    else { return nil }
    let targets = Array(tree.children(target))
    let values = Array(tree.children(value))
    guard targets.count == values.count, targets.count > 1,
      !(targets + values).contains(where: { tree.kind($0) == .spread })
    else { return nil }
    return Array(zip(targets, values))
  }

  /// `self.x = …` is a name of the type around, spelled `.x`.
  mutating func bindAttribute(
    _ target: NodeIndex, _ source: Binding.Source, _ value: NodeIndex, _ at: NodeIndex
  ) {
    let parts = Array(tree.children(target))
    guard parts.count == 2, tree.kind(parts[0]) == .name,
      rules.receivers.contains(tree.text(parts[0])),
      let type = open.last(where: { tree.kind(names.scopes[$0.scope].owner) == .type })
    else { return }
    names.scopes[type.scope].bindings["." + tree.text(parts[1]), default: []]
      .append(Binding(source: source, node: value, at: at))
  }

  /// `nonlocal a, b`: from here on the names of the scopes around may change at any time.
  mutating func readOuterNames(_ node: NodeIndex) {
    let word = tree.firstToken(node).symbol
    guard word == .nonlocal || word == .global else { return }
    for name in tree.children(node) where tree.kind(name) == .name {
      let text = tree.text(name)
      for scope in open.dropLast() {
        names.scopes[scope.scope].bindings[text]?
          .append(Binding(source: .changed, node: name, at: node))
      }
      names.scopes[open[0].scope].bindings[text, default: []]
        .append(Binding(source: .changed, node: name, at: node))
    }
  }

  private func frameworks() -> [String] {
    var found: [String] = []
    for given in names.imports {
      let whole = given.member.map { "\(given.module).\($0)" }
      let first = given.module.utf8.first
      for row in rules.frameworks
      where first == row.module.utf8.first
        && (whole == row.module || OutlineBuilder.lies(given.module, in: row.module))
      {
        if !found.contains(row.name) { found.append(row.name) }
      }
    }
    return found
  }

  /// Whether `module` is `other`, or a part of it, after a dot.
  private static func lies(_ module: String, in other: String) -> Bool {
    var (module, other) = (module, other)
    return module.withUTF8 { module in
      other.withUTF8 { other in
        module.count >= other.count && other.indices.allSatisfy { module[$0] == other[$0] }
          && (module.count == other.count || module[other.count] == UInt8(ascii: "."))
      }
    }
  }
}
