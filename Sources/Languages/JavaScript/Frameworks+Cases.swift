import Suites
import Syntax

/// Finds the suites and test cases of one file: `describe`, `it`, `test` and their kin.
struct CaseFinder {
  /// A suite, test or loop that is open where the finder stands.
  struct Context {
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

  let outline: SuiteOutline
  let tree: SyntaxTree
  /// What local names stand for in the words of this file.
  let aliases: [String: String]

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

  func end(_ node: NodeIndex) -> Int { node.int + Int(tree[node].descendants) }

  func push(loop columns: [TableColumn], _ node: NodeIndex, _ open: inout [Context]) {
    var context = open.last ?? Context(end: 0)
    context.end = end(node)
    context.isTable = true
    context.columns += columns
    open.append(context)
  }

  func enter(
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

  func arguments(_ call: NodeIndex) -> [NodeIndex] {
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

  func head(_ written: [String], _ tables: [NodeIndex], _ call: NodeIndex) -> Head? {
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
  func isSuiteOfUvu(_ root: String, _ call: NodeIndex) -> Bool {
    root == "suite" && body(arguments(call)) == nil
  }

  /// `t.test('…', …)`, `tap.test`, `QUnit.test`, `Deno.test`: a title and a function tell.
  func isTestObject(_ root: String, _ call: NodeIndex) -> Bool {
    let arguments = arguments(call)
    guard let first = arguments.first, body(arguments) != nil else { return false }
    return tree.kind(first) == .text || tree.kind(first) == .binary || root == "t"
      || tree.kind(first) == .function || tree.kind(first) == .map
  }

  /// Adds what one word after the first says; false when the call is no test or suite.
  func apply(_ word: String, to head: inout Head) -> Bool {
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
  static let curried: WordSet = ["each", "for", "prop", "skipIf", "runIf", "if", "todoIf"]
  /// Modules whose default export is the test function itself.
  static let testModules: WordSet = [
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
