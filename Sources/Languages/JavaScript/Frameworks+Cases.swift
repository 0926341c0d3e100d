import Suites
import Syntax

/// Finds the suites and test cases of one file: `describe`, `it`, `test` and their kin.
struct CaseFinder {
  /// A suite, test or loop that is open where the finder stands.
  private struct Context {
    var end: Int
    var titles: [String] = []
    var isDisabled = false
    var isFocused = false
    var isComputed = false
    var isTable = false
    var columns: [TableColumn] = []
  }

  /// What `it.only.each(table)` says, from its first word to its last.
  struct Head {
    enum Role { case suite, test }
    var role: Role
    var isDisabled = false
    var isFocused = false
    var isTodo = false
    var isProperty = false
    var isTolerated = false
    /// The arguments or template that hold the rows of `each`.
    var table: NodeIndex?
    /// Whether each row is one argument, as in `for`, not spread over several.
    var rowIsWhole = false
  }

  private let outline: SuiteOutline
  private let tree: SyntaxTree
  /// What local names stand for in the words of this file.
  private let aliases: [String: String]

  init(_ outline: SuiteOutline) {
    self.outline = outline
    tree = outline.tree
    aliases = CaseWords.aliases(outline)
  }

  func cases() -> [CaseOutline] {
    var found: [CaseOutline] = []
    var open: [Context] = []
    for number in tree.nodes.indices {
      while let last = open.last, number > last.end { open.removeLast() }
      let node = NodeIndex(number)
      switch tree.kind(node) {
      case .call:
        if let head = head(node) {
          enter(head, node, &open, &found)
        } else if let columns = callbackLoop(node) {
          push(loop: columns, node, &open)
        }
      case .loop:
        push(loop: loopColumns(node), node, &open)
      default: break
      }
    }
    return found
  }

  private func end(_ node: NodeIndex) -> Int { node.int + Int(tree[node].descendants) }

  private func push(loop columns: [TableColumn], _ node: NodeIndex, _ open: inout [Context]) {
    var context = open.last ?? Context(end: 0)
    context.end = end(node)
    context.isTable = true
    context.columns += columns
    open.append(context)
  }

  private func enter(
    _ head: Head, _ node: NodeIndex, _ open: inout [Context], _ found: inout [CaseOutline]
  ) {
    let arguments = arguments(node)
    let function = body(arguments)
    guard let (title, isComputed) = title(arguments, function, head) else { return }
    let options = options(arguments)
    var context = open.last ?? Context(end: 0)
    context.end = end(node)
    context.titles.append(title)
    context.isComputed = context.isComputed || isComputed
    context.isDisabled = context.isDisabled || head.isDisabled || options.isDisabled
    context.isFocused = context.isFocused || head.isFocused || options.isFocused
    context.columns += columns(head, function)
    context.isTable = context.isTable || head.table != nil
    if head.role == .test {
      var test = CaseOutline(titles: context.titles, node: node, function: function)
      test.isDisabled = context.isDisabled || head.isTodo || function == nil || skipsFirst(function)
      test.isFocused = context.isFocused
      test.hasComputedTitle = context.isComputed || head.table != nil && title.contains("%")
      test.columns = context.columns
      if let function { test.columns += macroColumns(function, arguments) }
      test.isTable = context.isTable || head.table != nil
      test.isProperty = head.isProperty
      test.isTolerated = head.isTolerated
      found.append(test)
      // Subtests carry their test's title; its rows and loops stay theirs too.
    }
    open.append(context)
  }

  // MARK: Heads

  private func arguments(_ call: NodeIndex) -> [NodeIndex] {
    tree.child(call, .arguments).map { Array(tree.children($0)) } ?? []
  }

  /// Reads `it`, `test.only`, `describe.each(rows)`, `test.each`rows``; nil for other calls.
  func head(_ call: NodeIndex) -> Head? {
    guard var at = tree.children(call).first else { return nil }
    var words: [String] = []
    var tables: [NodeIndex] = []
    while true {
      switch tree.kind(at) {
      case .name:
        words.append(tree.text(at))
        return head(words.reversed(), tables, call)
      case .member:
        let parts = Array(tree.children(at))
        guard parts.count == 2 else { return nil }
        words.append(tree.text(parts[1]))
        at = parts[0]
      case .call:
        // Only `each`, `for` and conditions are called and then called again.
        let parts = Array(tree.children(at))
        guard parts.count == 2, tree.kind(parts[0]) == .member,
          let last = Array(tree.children(parts[0])).last,
          CaseWords.curried.contains(tree.text(last))
        else { return nil }
        tables.append(parts[1])
        at = parts[0]
      default: return nil
      }
    }
  }

  private func head(_ written: [String], _ tables: [NodeIndex], _ call: NodeIndex) -> Head? {
    var words = written
    if let alias = aliases[words[0]] {
      words.replaceSubrange(0..<1, with: alias.split(separator: ".").map(String.init))
    }
    guard let root = words.first else { return nil }
    words.removeFirst()
    var head: Head
    if CaseWords.suites[root] != nil || CaseWords.tests[root] != nil {
      let isSuite = CaseWords.suites[root] != nil
      head = Head(role: isSuite ? .suite : .test)
      let mark = CaseWords.suites[root] ?? CaseWords.tests[root] ?? .plain
      head.isDisabled = mark == .skipped
      head.isFocused = mark == .focused
      if isSuite, isSuiteOfUvu(root, call) { return nil }
    } else if words.last.map({ $0 == "test" || $0 == "module" }) ?? false || words.first == "test",
      isTestObject(root, call)
    {
      head = Head(role: words.first == "module" ? .suite : .test)
      words.removeFirst()
    } else {
      return nil
    }
    for word in words where !apply(word, to: &head) { return nil }
    if let table = tables.last {
      let word = written.last ?? ""
      head.rowIsWhole = written.contains("for")
      if written.contains("each") || written.contains("for") { head.table = table }
      head.isProperty = written.contains("prop") || word == "prop"
    } else if let last = written.last, CaseWords.curried.contains(last) {
      return nil
    }
    return head
  }

  /// `const test = suite('name')` makes a test function and is no suite of its own.
  private func isSuiteOfUvu(_ root: String, _ call: NodeIndex) -> Bool {
    root == "suite" && body(arguments(call)) == nil
  }

  /// `t.test('…', …)`, `tap.test`, `QUnit.test`, `Deno.test`: a title and a function tell.
  private func isTestObject(_ root: String, _ call: NodeIndex) -> Bool {
    let arguments = arguments(call)
    guard let first = arguments.first, body(arguments) != nil else { return false }
    return tree.kind(first) == .text || tree.kind(first) == .binary || root == "t"
      || tree.kind(first) == .function || tree.kind(first) == .map
  }

  /// Adds what one word after the first says; false when the call is no test or suite.
  private func apply(_ word: String, to head: inout Head) -> Bool {
    switch word {
    case "only": head.isFocused = true
    case "skip", "fixme", "todo":
      if head.role == .suite || word != "todo" {
        head.isDisabled = true
      } else {
        head.isTodo = true
      }
    case "describe": head.role = .suite
    case "failing", "fails", "fail": head.isTolerated = false
    case "each", "for", "concurrent", "sequential", "serial", "parallel", "shuffle", "cb",
      "skipIf", "runIf", "if", "todoIf", "prop", "retries", "slow", "extend", "jsdom":
      break
    default: return false
    }
    return true
  }

  // MARK: Titles, bodies, options

  /// The function that is the body: written here, wrapped, or named.
  func body(_ arguments: [NodeIndex]) -> NodeIndex? {
    for argument in arguments.reversed() {
      switch tree.kind(argument) {
      case .lambda, .function: return argument
      default: continue
      }
    }
    for (number, argument) in arguments.enumerated().reversed() where number > 0 {
      switch tree.kind(argument) {
      case .call:
        if let inner = body(self.arguments(argument)) { return inner }
      case .name:
        if let found = named(tree.text(argument)) { return found }
      default: continue
      }
    }
    return nil
  }

  /// The function that a name stands for in this file, also through `test.macro(…)`.
  private func named(_ name: String) -> NodeIndex? {
    for definition in outline.definitions where definition.name == name && definition.type == nil {
      return definition.node
    }
    for binding in outline.scopes.first?.bindings[name] ?? [] where binding.source == .value {
      if tree.kind(binding.node) == .call {
        let given = arguments(binding.node)
        if let found = body(given) { return found }
        if let map = given.first, tree.kind(map) == .map { return member("exec", of: map) }
      }
    }
    return nil
  }

  private func member(_ name: String, of map: NodeIndex) -> NodeIndex? {
    for entry in tree.children(map) {
      guard let key = tree.children(entry).first, tree.text(key) == name else { continue }
      if tree.kind(entry) == .function { return entry }
      return Array(tree.children(entry)).last
    }
    return nil
  }

  private func title(
    _ arguments: [NodeIndex], _ function: NodeIndex?, _ head: Head
  ) -> (String, Bool)? {
    guard let first = arguments.first else { return nil }
    switch tree.kind(first) {
    case .text:
      let text = Literals.text(tree, first)
      return (text, tree.children(first).first != nil)
    case .function, .lambda:
      guard function == first else { return nil }
      let name =
        tree.kind(first) == .function
        ? tree.children(first).first.flatMap { tree.kind($0) == .name ? tree.text($0) : nil } : nil
      return (name ?? "(anonymous)", name == nil)
    case .list, .arguments, .unknown, .number: return nil
    case .map:
      if let name = member("name", of: first), tree.kind(name) == .text {
        return (Literals.text(tree, name), false)
      }
      return function == nil ? nil : ("(anonymous)", true)
    default:
      guard function != nil || head.isTodo || head.isDisabled || arguments.count == 1 else {
        return nil
      }
      if function == nil, arguments.count == 1, tree.kind(first) != .binary { return nil }
      return (Literals.joined(tree, first), true)
    }
  }

  /// `{ skip: true }`, `{ todo: 'reason' }`, `{ only: true }` among the arguments.
  private func options(_ arguments: [NodeIndex]) -> (isDisabled: Bool, isFocused: Bool) {
    var result = (isDisabled: false, isFocused: false)
    for argument in arguments where tree.kind(argument) == .map {
      for entry in tree.children(argument) where tree.kind(entry) == .pair {
        let parts = Array(tree.children(entry))
        guard parts.count == 2, tree.kind(parts[1]) == .text || tree.text(parts[1]) == "true"
        else { continue }
        switch tree.text(parts[0]) {
        case "skip", "todo", "ignore": result.isDisabled = true
        case "only": result.isFocused = true
        default: break
        }
      }
    }
    return result
  }

  /// Whether the body's first statement leaves: `this.skip()`, `t.skip()`, `pending()`.
  private func skipsFirst(_ function: NodeIndex?) -> Bool {
    guard let function, let block = tree.child(function, .block),
      let first = tree.children(block).first, tree.kind(first) == .statement,
      let call = tree.children(first).first, tree.kind(call) == .call,
      let callee = tree.children(call).first
    else { return false }
    switch tree.text(callee) {
    case "this.skip", "t.skip", "ctx.skip", "pending", "t.todo": return true
    case "test.skip", "test.fixme": return arguments(call).isEmpty
    default: return false
    }
  }

  // MARK: Tables

  private func parameters(_ function: NodeIndex) -> [NodeIndex] {
    guard let list = tree.child(function, .parameters) else { return [] }
    return tree.children(list).map {
      tree.kind($0) == .parameter ? tree.children($0).first ?? $0 : $0
    }
  }

  private func columns(_ head: Head, _ function: NodeIndex?) -> [TableColumn] {
    guard let table = head.table, let function else { return [] }
    if tree.kind(table) == .text { return templateColumns(table) }
    guard let rows = tree.children(table).first.flatMap(literalList) else { return [] }
    return rowColumns(rows, parameters(function), isSpread: !head.rowIsWhole)
  }

  /// The elements of a list, also of a constant list of this file.
  private func literalList(_ node: NodeIndex) -> [NodeIndex]? {
    var at = node
    if tree.kind(at) == .cast || tree.kind(at) == .group, let inner = tree.children(at).first {
      at = inner
    }
    if tree.kind(at) == .name, let all = outline.scopes.first?.bindings[tree.text(at)],
      all.count == 1, all[0].source == .value
    {
      at = all[0].node
      if tree.kind(at) == .cast, let inner = tree.children(at).first { at = inner }
    }
    return tree.kind(at) == .list ? Array(tree.children(at)) : nil
  }

  private func rowColumns(
    _ rows: [NodeIndex], _ parameters: [NodeIndex], isSpread: Bool
  ) -> [TableColumn] {
    guard let first = rows.first, !parameters.isEmpty else { return [] }
    if isSpread, tree.kind(first) == .list {
      let cells = rows.map { Array(tree.children($0)) }
      return parameters.enumerated().flatMap { number, parameter -> [TableColumn] in
        guard cells.allSatisfy({ $0.count > number }) else { return [] }
        return column(parameter, cells.map { $0[number] })
      }
    }
    return column(parameters[0], rows)
  }

  /// The columns of one pattern over the values it takes.
  private func column(_ pattern: NodeIndex, _ rows: [NodeIndex]) -> [TableColumn] {
    var at = pattern
    while tree.kind(at) == .pattern, let inner = tree.children(at).first { at = inner }
    switch tree.kind(at) {
    case .name: return [TableColumn(names: [tree.text(at)], rows: rows)]
    case .list:
      let cells = rows.map { tree.kind($0) == .list ? Array(tree.children($0)) : [] }
      return Array(tree.children(at)).enumerated().flatMap { number, part -> [TableColumn] in
        guard cells.allSatisfy({ $0.count > number }) else { return [] }
        return column(part, cells.map { $0[number] })
      }
    case .map:
      return tree.children(at).flatMap { entry -> [TableColumn] in
        guard let key = tree.children(entry).first ?? (tree.kind(entry) == .name ? entry : nil)
        else { return [] }
        let values = rows.compactMap { member(tree.text(key), of: $0) }
        guard values.count == rows.count, let local = Array(tree.children(entry)).last else {
          return []
        }
        return column(local, values)
      }
    default: return []
    }
  }

  /// The columns of `each` with a template: names on the first line, then one value per cell.
  private func templateColumns(_ table: NodeIndex) -> [TableColumn] {
    let head =
      Literals.text(tree, table).split(separator: "\n").map { $0.filter { $0 != " " } }
      .first { !$0.isEmpty } ?? ""
    let names = head.split(separator: "|").map(String.init)
    let cells = Array(tree.children(table))
    guard !names.isEmpty, cells.count >= names.count else { return [] }
    return names.enumerated().map { number, name in
      let rows = stride(from: number, to: cells.count, by: names.count).map { cells[$0] }
      return TableColumn(names: [name], rows: rows)
    }
  }

  /// The values that `test('title', macro, 1, 2)` gives its macro.
  private func macroColumns(_ function: NodeIndex, _ arguments: [NodeIndex]) -> [TableColumn] {
    guard let place = arguments.firstIndex(where: { tree.kind($0) == .name && $0 != arguments[0] }),
      place + 1 < arguments.count, !arguments.contains(function)
    else { return [] }
    let given = arguments[(place + 1)...]
    return zip(parameters(function).dropFirst(), given).flatMap { column($0, [$1]) }
  }

  private func loopColumns(_ loop: NodeIndex) -> [TableColumn] {
    let parts = Array(tree.children(loop))
    guard parts.count >= 3, tree.kind(parts[0]) != .condition, tree.kind(parts[1]) != .condition,
      let rows = literalList(parts[1])
    else { return [] }
    var pattern = parts[0]
    if tree.kind(pattern) == .declaration, let inner = tree.children(pattern).first {
      pattern = inner
    }
    return column(pattern, rows)
  }

  /// The columns of `rows.forEach((row) => …)`; nil for calls that are no loops.
  private func callbackLoop(_ call: NodeIndex) -> [TableColumn]? {
    guard let callee = tree.children(call).first, tree.kind(callee) == .member else { return nil }
    let parts = Array(tree.children(callee))
    guard parts.count == 2, ["forEach", "map", "each"].contains(tree.text(parts[1])),
      let function = arguments(call).first,
      tree.kind(function) == .lambda || tree.kind(function) == .function
    else { return nil }
    guard let rows = literalList(parts[0]), let first = parameters(function).first else {
      return []
    }
    return column(first, rows)
  }
}

/// The words that make suites and tests, and what local names stand for.
enum CaseWords {
  enum Mark { case plain, skipped, focused }

  static let suites: [String: Mark] = [
    "describe": .plain, "context": .plain, "suite": .plain, "fdescribe": .focused,
    "fcontext": .focused, "ddescribe": .focused, "xdescribe": .skipped, "xcontext": .skipped,
  ]
  static let tests: [String: Mark] = [
    "it": .plain, "test": .plain, "specify": .plain, "fit": .focused, "iit": .focused,
    "ftest": .focused, "xit": .skipped, "xtest": .skipped, "xspecify": .skipped,
  ]
  /// Words that are called with rows or a condition before the title follows.
  static let curried: Set<String> = ["each", "for", "prop", "skipIf", "runIf", "if", "todoIf"]
  /// Modules whose default export is the test function itself.
  static let testModules: Set<String> = [
    "node:test", "test", "tape", "ava", "blue-tape", "tape-catch", "tape-promise", "tape-async",
    "zora", "brittle", "supertape", "@hapi/lab",
  ]

  /// Local names that stand for other words: `import tape from 'tape'` makes `tape` a `test`.
  static func aliases(_ outline: SuiteOutline) -> [String: String] {
    var result: [String: String] = [:]
    for found in outline.imports {
      if let member = found.member, member != "default" {
        if member != found.local, suites[member] ?? tests[member] != nil {
          result[found.local] = member
        }
      } else if testModules.contains(found.module), !found.local.isEmpty, tests[found.local] == nil
      {
        result[found.local] = "test"
      }
    }
    let tree = outline.tree
    for (name, bindings) in outline.scopes.first?.bindings ?? [:] {
      guard bindings.count == 1, bindings[0].source == .value, suites[name] ?? tests[name] == nil
      else { continue }
      let value = bindings[0].node
      switch tree.kind(value) {
      case .name, .member:
        let path = tree.text(value)
        let root = path.split(separator: ".").first.map(String.init) ?? ""
        if suites[root] ?? tests[root] != nil { result[name] = path }
      case .call:
        guard let callee = tree.children(value).first else { continue }
        let path = tree.text(callee)
        if path == "suite" || path == "uvu.suite" || path.hasSuffix("test.extend") {
          result[name] = "test"
        }
      default: continue
      }
    }
    return result
  }
}
