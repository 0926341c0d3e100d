import Suites
import Syntax

/// What of a promise or callback reaches the runner.
enum Waiting {
  /// Whether the promise that an expression gives is thrown away before it can fail the test.
  static func isThrownAway(_ reader: Reader, _ place: Place) -> Bool {
    let tree = reader.tree(place)
    var at = place.node
    while let parent = tree.parent(at) {
      switch tree.kind(parent) {
      case .unary:
        let symbol = tree.firstToken(parent).symbol
        if symbol == .void { return true }
        return false
      case .group, .cast, .member, .list, .spread, .conditional, .sequence: at = parent
      case .call:
        // The receiver of a longer chain, or its callee.
        guard tree.children(parent).first == at else { return false }
        at = parent
      case .arguments:
        guard let call = tree.parent(parent) else { return false }
        let callee = tree.children(call).first.map { tree.text($0) } ?? ""
        guard callee.hasPrefix("Promise.") else { return false }
        at = call
      case .statement:
        return tree.children(parent).first.map { tree.kind($0) != .unary } ?? true
      case .binary: at = parent
      default: return false
      }
    }
    return false
  }

  /// Words of promises that run a function later.
  private static let later: WordSet = ["then", "catch", "finally"]
  /// Functions that run a function before they return, or that are waited for.
  private static let inline: WordSet = [
    "expect", "act", "waitFor", "it", "test", "describe", "context", "suite", "before", "after",
    "beforeEach", "afterEach", "beforeAll", "afterAll", "setup", "teardown", "step", "within",
    "should", "and", "doesNotThrow", "throws", "assert", "property", "asyncProperty", "each",
    "toThrow", "doesNotReject", "rejects", "useFakeTimers", "using", "runInAction", "batch",
    "waitForElementToBeRemoved", "expectAsync", "specify", "eventually", "retry", "suiteSetup",
    "only", "skip", "xit", "fit", "xdescribe", "fdescribe", "serial", "isolateModules", "call",
    "apply", "co", "fakeAsync", "inject", "async", "satisfy", "toSatisfy", "concurrent", "try",
  ]
  private static let loops: WordSet = [
    "forEach", "map", "filter", "every", "some", "flatMap", "reduce", "find", "each", "from",
    "mapSeries", "eachSeries", "asyncForEach", "forEachOf",
  ]

  /// What a function literal takes from the assertions inside.
  static func callbackReach(_ reader: Reader, _ place: Place) -> Reach? {
    let tree = reader.tree(place)
    guard let parent = tree.parent(place.node) else { return nil }
    switch tree.kind(parent) {
    case .arguments: return argument(reader, place, parent)
    case .call, .group: return []
    case .assignment, .declaration:
      return named(tree, place, tree.children(parent).first.map { tree.text($0) } ?? "")
    case .block, .file, .export, .statement:
      guard let name = tree.children(place.node).first, tree.kind(name) == .name else { return [] }
      return named(tree, place, tree.text(name))
    case .exit: return []
    default: return endsTest(tree, place.node) ? [] : .callback
    }
  }

  /// A function with a name: read where it stands when the code around calls it.
  private static func named(_ tree: SyntaxTree, _ place: Place, _ name: String) -> Reach {
    guard let around = tree.ancestor(place.node, of: .functions), !name.isEmpty else {
      return []
    }
    for node in tree.descendants(around) where tree.kind(node) == .name {
      guard !tree.encloses(place.node, node), tree.text(node) == name,
        let parent = tree.parent(node), tree.kind(parent) == .call
      else { continue }
      return []
    }
    return endsTest(tree, place.node) ? [] : .callback
  }

  private static func argument(_ reader: Reader, _ place: Place, _ list: NodeIndex) -> Reach {
    let tree = reader.tree(place)
    guard let callNode = tree.parent(list) else { return .callback }
    let call = place.at(callNode)
    let name = reader.callee(call)?.last ?? ""
    if later.contains(name) {
      if endsTest(tree, place.node) || isForwarded(tree, callNode) { return [] }
      var reach: Reach = isThrownAway(reader, call) ? .unawaited : []
      if name == "catch" || name == "then" && isSecond(tree, place.node, list) {
        reach.insert(.caught)
      }
      return reach
    }
    if loops.contains(name), let receiver = reader.receiver(call) {
      let isKnown = isLiteralLoop(reader, receiver)
      return isKnown ? [] : .loopUnknown
    }
    if inline.contains(name) || tree.firstToken(callNode).symbol == .new && name == "Promise" {
      return []
    }
    if name.hasPrefix("expect") || name.hasPrefix("assert") { return [] }
    return endsTest(tree, place.node) || isInTestCall(reader, call) ? [] : .callback
  }

  /// `it.each(rows)('…', () => …)`, `t.test('…', …)` and other heads of tests.
  private static func isInTestCall(_ reader: Reader, _ call: Place) -> Bool {
    let tree = reader.tree(call)
    guard let callee = tree.children(call.node).first else { return false }
    if tree.kind(callee) == .call { return true }
    let root = reader.path(call.at(callee)).names.first ?? ""
    return CaseWords.suites[root] ?? CaseWords.tests[root] != nil
  }

  private static func isSecond(_ tree: SyntaxTree, _ node: NodeIndex, _ list: NodeIndex) -> Bool {
    tree.children(list).first != node
  }

  /// Whether the collection certainly has elements, or the test counts them elsewhere.
  private static func isLiteralLoop(_ reader: Reader, _ receiver: Place) -> Bool {
    var at = receiver
    for _ in 0..<6 {
      let value = reader.resolved(at)
      if reader.kind(value) == .list || reader.kind(value) == .map {
        return reader.children(value).contains { reader.kind($0) != .spread }
      }
      guard reader.kind(value) == .call, let callee = reader.callee(value) else { break }
      if ["entries", "keys", "values", "from", "range"].contains(callee.last),
        let first = reader.firstArgument(value)
      {
        if reader.kind(reader.resolved(first)) == .number { return true }
        at = first
      } else if let object = reader.receiver(value),
        ["entries", "keys", "values", "map", "slice", "concat", "reverse", "sort"]
          .contains(callee.last)
      {
        at = object
      } else {
        break
      }
    }
    return isCounted(reader, receiver)
  }

  /// Whether the function around also asserts how many elements there are.
  private static func isCounted(_ reader: Reader, _ receiver: Place) -> Bool {
    let tree = reader.tree(receiver)
    let text = reader.text(receiver)
    guard text.utf8.count < 120,
      var around = tree.ancestor(receiver.node, of: .functions)
    else { return false }
    if let outer = tree.ancestor(around, of: .functions),
      tree.kind(around) == .lambda, tree[outer].descendants < 4000,
      tree.ancestor(outer, of: .functions) != nil
    {
      around = tree[outer].descendants > 0 ? around : outer
    }
    for node in tree.descendants(around) where tree.kind(node) == .member {
      let parts = Array(tree.children(node))
      guard parts.count == 2 else { continue }
      let word = tree.text(parts[1])
      if word == "toHaveLength" || word == "lengthOf" || word == "toHaveSize" {
        let chain = Chain(reader, receiver.at(parts[0]))
        if reader.kind(chain.root) == .call,
          let subject = reader.arguments(chain.root).positional.first,
          reader.text(subject) == text
        {
          return true
        }
      } else if word == "length" || word == "size", tree.text(parts[0]) == text,
        let list = tree.ancestor(node, of: [.arguments]), let call = tree.parent(list),
        tree.kind(call) == .call
      {
        let name = reader.callee(receiver.at(call))?.last ?? ""
        if name.hasPrefix("expect") || Assertions.rows[name] != nil { return true }
      }
    }
    return false
  }

  /// Whether `.catch(done)` or `.then(…, done)` follows in the chain.
  private static func isForwarded(_ tree: SyntaxTree, _ call: NodeIndex) -> Bool {
    var at = call
    while let parent = tree.parent(at), tree.kind(parent) == .member || tree.kind(parent) == .call {
      if tree.kind(parent) == .call, parent != call, let list = tree.child(parent, .arguments) {
        for argument in tree.children(list) {
          switch tree.kind(argument) {
          case .name, .member:
            if ender(tree.text(argument)) { return true }
          case .lambda, .function:
            if endsTest(tree, argument) { return true }
          default: continue
          }
        }
      }
      at = parent
    }
    return false
  }

  /// Whether a function that is passed on ends or fails the test when it is called.
  private static func ender(_ name: String) -> Bool {
    ["done", "reject", "next", "cb", "callback"].contains(name)
      || [".threw", ".end", ".fail", ".error", ".ifError", ".done"].contains { name.hasSuffix($0) }
  }

  private static let enders: WordSet = [
    "done", "resolve", "t.end", "st.end", "next", "t.done", "assert.end", "assert.done", "finish",
    "test.done", "cb", "callback", "end", "deferred.resolve", "t.pass", "tt.end", "t2.end",
  ]

  /// Whether a function ends the test when it has run, so that the test waits for it.
  static func endsTest(_ tree: SyntaxTree, _ function: NodeIndex) -> Bool {
    for node in tree.descendants(function) where tree.kind(node) == .call {
      if let callee = tree.children(node).first, enders.contains(tree.text(callee)) { return true }
    }
    // A later step of the same test may end it: `done` is a parameter of the test itself.
    var at = function
    while let outer = tree.ancestor(at, of: .functions) {
      if let list = tree.child(outer, .parameters) {
        for parameter in tree.children(list) where tree.text(parameter) == "done" { return true }
      }
      at = outer
    }
    return isEndedByTestObject(tree, function)
  }

  /// `t.plan(…)` or `t.end()` in the test around make the runner wait.
  private static func isEndedByTestObject(_ tree: SyntaxTree, _ function: NodeIndex) -> Bool {
    guard let outer = tree.ancestor(function, of: .functions) else { return false }
    for node in tree.descendants(outer) where tree.kind(node) == .call {
      guard let callee = tree.children(node).first else { continue }
      switch tree.text(callee) {
      case "t.plan", "t.end", "st.end", "assert.end", "st.plan", "assert.async": return true
      default: continue
      }
    }
    return false
  }

  /// Whether a parameter is the error of `.catch(e => …)` or of a callback `(err, …) => …`.
  static func bindsError(_ reader: Reader, _ name: Place) -> Bool {
    guard case .binding(let binding, _) = reader.meaning(reader.text(name), at: name) else {
      return false
    }
    let tree = reader.tree(name)
    guard let function = tree.ancestor(binding.node, of: .functions),
      let list = tree.child(function, .parameters), let first = tree.children(list).first
    else { return false }
    guard first == binding.node else { return false }
    let text = reader.text(name).lowercased()
    if ["err", "error", "e", "ex", "reason", "exception"].contains(text) || text.hasSuffix("error")
      || text.hasSuffix("err")
    {
      return true
    }
    guard let arguments = tree.parent(function), tree.kind(arguments) == .arguments,
      let call = tree.parent(arguments)
    else { return false }
    let callee = reader.callee(name.at(call))?.last ?? ""
    return callee == "catch" || callee == "then" && tree.children(arguments).first != function
  }

  /// Whether a `throw` fails the test: it stands in a test, a helper or an asserting callback.
  static func failsByRaising(_ reader: Reader, _ raise: Place) -> Bool {
    let tree = reader.tree(raise)
    guard let function = tree.ancestor(raise.node, of: .functions) else { return false }
    if reader.outline(raise).cases.contains(where: { $0.function == function }) { return true }
    guard let parent = tree.parent(function) else { return false }
    if tree.kind(parent) == .arguments, let call = tree.parent(parent) {
      let name = reader.callee(raise.at(call))?.last ?? ""
      return ["expect", "then", "catch", "forEach", "waitFor", "should", "and"].contains(name)
    }
    return Reader.isAsserting(reader.outline(raise).definition(at: function)?.name ?? "")
  }
}
