import Suites
import Syntax

/// Assertions that no row can express.
extension SwiftSuites {
  static let irregularNames: WordSet = [
    "#expect", "#require", "XCTAssertEqual", "XCTAssertNotEqual", "confirmation", "contains", "to",
    "toNot", "notTo", "toEventually", "toEventuallyNot", "toNotEventually", "toNever", "neverTo",
    "toAlways", "alwaysTo", "expect", "wait", "fulfillment",
  ]

  static func irregular(_ reader: Reader, _ call: Place) -> [Claim]? {
    guard let name = reader.callee(call)?.last else { return nil }
    switch name {
    case "#expect", "#require": return [expectation(reader, call, name)]
    case "XCTAssertEqual", "XCTAssertNotEqual":
      let arguments = reader.arguments(call)
      guard let accuracy = arguments["accuracy"], arguments.positional.count > 2 else {
        return nil
      }
      var claim = Claim(
        .approximate, subject: arguments.positional[0], expected: [arguments.positional[1]],
        matcher: name)
      claim.details = [accuracy]
      claim.isNegated = name == "XCTAssertNotEqual"
      return [claim]
    case "confirmation":
      guard reader.receiver(call) == nil else { return nil }
      var claim = Claim(.called, matcher: name)
      claim.isNegated =
        reader.arguments(call)["expectedCount"].map { reader.number($0) == 0 } ?? false
      return [claim]
    case "contains": return nil
    case "expect":
      guard isRoot(reader, call), reader.isWholeStatement(call) else { return nil }
      return [
        Claim(.incomplete, subject: reader.firstArgument(call), matcher: name)
      ]
    case "wait", "fulfillment": return waiting(reader, call, name).map { [$0] }
    default: return nimble(reader, call).map { [$0] }
    }
  }

  /// Waiting for an expectation, which may be one that must not be fulfilled.
  private static func waiting(_ reader: Reader, _ call: Place, _ name: String) -> Claim? {
    guard let list = reader.firstArgument(call), reader.kind(list) == .list,
      let only = reader.first(list)
    else { return nil }
    let tree = reader.tree(call)
    let sought = reader.text(only) + ".isInverted"
    let isInverted = tree.ancestor(call.node, of: [.function]).map { function in
      tree.descendants(function).contains { node in
        tree.kind(node) == .assignment && tree.text(node).hasPrefix(sought)
          && tree.text(node).hasSuffix("true")
      }
    }
    let claim = Claim(.called, subject: list, matcher: name)
    return isInverted ?? false ? claim.negated : claim
  }

  // MARK: Swift Testing

  /// Reads `#expect(condition)`, `#expect(throws:)`, `#require(optional)` and their other forms.
  private static func expectation(_ reader: Reader, _ call: Place, _ name: String) -> Claim {
    let arguments = reader.arguments(call)
    let body = arguments.positional.last { reader.kind($0) == .lambda }
    if let thrown = arguments["throws"] { return raising(reader, thrown, body, name) }
    if let ending = arguments["processExitsWith"] ?? arguments["exitsWith"] {
      var claim = Claim(.raises, subject: body, matcher: name)
      if reader.kind(ending) == .call { claim.details = [ending] }
      return claim
    }
    guard let first = arguments.positional.first else { return Claim(.incomplete, matcher: name) }
    if name == "#require", isUsed(reader, call) {
      if reader.kind(first) == .cast, let type = reader.children(first).dropFirst().first {
        return Claim(.type, subject: reader.children(first)[0], expected: [type], matcher: name)
      }
      var claim = Claim(.null, subject: first, matcher: name)
      claim.isNegated = true
      return claim
    }
    var claim = reader.condition(first)
    if claim.matcher.isEmpty { claim.matcher = name }
    return claim
  }

  private static func raising(
    _ reader: Reader, _ thrown: Place, _ body: Place?, _ name: String
  ) -> Claim {
    if reader.kind(thrown) == .lambda {
      var claim = Claim(.raises, subject: body, matcher: name)
      let isOpen = reader.children(thrown).last.map { reader.text($0) == "true" } ?? false
      if !isOpen && !reader.text(thrown).hasSuffix("in true }") { claim.details = [thrown] }
      return claim
    }
    var claim = Claim(.raises, subject: body ?? thrown, matcher: name)
    let parts = reader.kind(thrown) == .member ? Array(reader.children(thrown)) : []
    guard parts.count == 2, reader.text(parts[1]) == "self" else {
      claim.expected = [thrown]
      claim.details = [thrown]
      return claim
    }
    switch reader.text(parts[0]) {
    case "Never": claim.form = .noThrow
    case "(any Error)", "any Error", "Error", "(any Swift.Error)", "Swift.Error": break
    default: claim.expected = [parts[0]]
    }
    return claim
  }

  /// Whether the test goes on with what `#require` unwrapped.
  private static func isUsed(_ reader: Reader, _ call: Place) -> Bool {
    let tree = reader.tree(call)
    var at = tree.parent(call.node)
    while let here = at, tree.kind(here) == .cast { at = tree.parent(here) }
    guard let around = at else { return false }
    let alone: NodeKinds = [.statement, .lambda, .block]
    return !alone.contains(tree.kind(around))
  }

  // MARK: Conditions

  /// What a member, a call or a binding claims when it holds.
  static func condition(_ reader: Reader, _ place: Place) -> Claim? {
    switch reader.kind(place) {
    case .member:
      let parts = reader.children(place)
      guard parts.count == 2 else { return nil }
      switch reader.text(parts[1]) {
      case "isEmpty": return Claim(.empty, subject: parts[0], matcher: "isEmpty")
      // Of an element of the screen.
      case "exists": return Claim(.exists, subject: parts[0], matcher: "exists")
      default: return nil
      }
    case .call: return containing(reader, place)
    case .declaration: return binding(reader, place)
    case .arm:
      // `case .a(let x):` holds when the subject of the switch has that form.
      guard let pattern = reader.first(place), reader.kind(pattern) == .pattern,
        let selection = reader.tree(place).parent(place.node),
        let subject = reader.first(place.at(selection))
      else { return nil }
      return matched(reader, pattern, by: subject)
    default: return nil
    }
  }

  /// A value against the pattern of a `case`.
  private static func matched(_ reader: Reader, _ pattern: Place, by subject: Place) -> Claim {
    let text = reader.text(pattern)
    if text.hasPrefix(".success") { return Claim(.raises, subject: subject).negated }
    if text.hasPrefix(".failure") { return Claim(.raises, subject: subject) }
    if reader.isCaughtError(subject) {
      return Claim(.catalogue(.throwsSpecific), subject: subject, matcher: text)
    }
    let form: Form = text.contains("let ") || text.contains("_") ? .schema : .equal
    return Claim(form, subject: subject, expected: [pattern], matcher: "case")
  }

  /// Reads `xs.contains(x)`, `xs.contains { … }` and `xs.contains(where:)`.
  private static func containing(_ reader: Reader, _ call: Place) -> Claim? {
    if ["wholeMatch", "firstMatch", "prefixMatch"].contains(reader.callee(call)?.last),
      let object = reader.receiver(call), let pattern = reader.firstArgument(call)
    {
      return Claim(.matches, subject: object, expected: [pattern], matcher: "matches")
    }
    guard reader.callee(call)?.last == "contains" || reader.callee(call)?.last == "allSatisfy",
      let object = reader.receiver(call), let first = reader.firstArgument(call)
    else { return nil }
    let isEvery = reader.callee(call)?.last == "allSatisfy"
    guard reader.kind(first) == .lambda || reader.arguments(call)["where"] != nil || isEvery else {
      return Claim(.contains, subject: object, expected: [first], matcher: "contains")
    }
    var claim = Claim(
      isEvery ? .every : .some, subject: call, matcher: isEvery ? "allSatisfy" : "contains")
    if reader.kind(first) == .lambda, let body = reader.children(first).last,
      reader.kind(body) != .block, reader.kind(body) != .parameters
    {
      claim.parts = [reader.condition(body)]
    }
    return claim
  }

  /// `let x = y` holds when `y` is there; `case .a = y` when it has that form.
  private static func binding(_ reader: Reader, _ declaration: Place) -> Claim? {
    guard let assignment = reader.first(declaration) else { return nil }
    guard reader.kind(assignment) == .assignment else {
      var claim = Claim(.null, subject: assignment, matcher: "let")
      claim.isNegated = true
      return claim
    }
    let parts = reader.children(assignment)
    guard parts.count == 2 else { return nil }
    let isCase = reader.tree(declaration).firstToken(declaration.node).symbol == .case
    if isCase { return matched(reader, parts[0], by: parts[1]) }
    if reader.kind(parts[1]) == .cast, let type = reader.children(parts[1]).dropFirst().first {
      return Claim(
        .type, subject: reader.children(parts[1])[0], expected: [type], matcher: "as?")
    }
    var claim = Claim(.null, subject: parts[1], matcher: "let")
    claim.isNegated = true
    return claim
  }

  // MARK: Nimble

  private static let roots: WordSet = [
    "expect", "expects", "require", "requires", "expecta", "requirea",
  ]

  /// Reads `expect(x) == 3`.
  static func reading(_ reader: Reader, _ place: Place) -> Reading? {
    guard reader.kind(place) == .binary else { return nil }
    let parts = reader.children(place)
    guard parts.count == 2, isRoot(reader, parts[0]),
      let subject = reader.arguments(parts[0]).positional.first
    else { return nil }
    var claim = reader.condition(place)
    guard claim.form != .truth else { return nil }
    claim.subject = subject
    return Reading(claims: [claim])
  }

  private static func isRoot(_ reader: Reader, _ place: Place) -> Bool {
    guard let callee = reader.callee(place), callee.base == nil, callee.names.count == 1 else {
      return false
    }
    return roots.contains(callee.last)
      && reader.outline(place).imports.contains { $0.module == "Nimble" }
  }

  /// Reads `expect(x).to(matcher)`.
  private static func nimble(_ reader: Reader, _ call: Place) -> Claim? {
    guard let root = reader.receiver(call), isRoot(reader, root),
      let subject = reader.firstArgument(root),
      let matcher = reader.firstArgument(call),
      let word = reader.callee(call)?.last
    else { return nil }
    let isNegated =
      word.contains("Not") || word.contains("not") || word.lowercased().contains("never")
    var claim = matched(reader, matcher, subject)
    if isNegated { claim = claim.negated }
    if word.contains("Eventually") { claim.flags = [] }
    return claim
  }

  private static func matched(_ reader: Reader, _ matcher: Place, _ subject: Place) -> Claim {
    let at = reader.bare(matcher)
    let name = reader.callee(at)?.last ?? ""
    let arguments = reader.arguments(at)
    switch name {
    case "beTrue", "beTruthy":
      return reader.condition(subject)
    case "beFalse", "beFalsy":
      return reader.condition(subject).negated
    case "not":
      if let inner = arguments.positional.first { return matched(reader, inner, subject).negated }
    case "throwError", "matchError":
      return error(reader, arguments, subject, name)
    case "postNotifications":
      guard let posted = arguments.positional.first else { break }
      return Claim(.calledWith, subject: subject, expected: [posted], matcher: name)
    case "succeed": return Claim(.noThrow, subject: subject, matcher: name)
    default: break
    }
    guard let row = reader.row(at, where: { $0.role == .matcher }) else {
      return Claim(.unknown, subject: subject, matcher: name)
    }
    var claim = Claim(row.form, subject: subject, expected: arguments.positional, matcher: name)
    if row.form == .all || row.form == .any {
      claim.parts = arguments.positional.map { matched(reader, $0, subject) }
    }
    return claim
  }

  private static func error(
    _ reader: Reader, _ arguments: CallArguments, _ subject: Place, _ name: String
  ) -> Claim {
    var claim = Claim(.raises, subject: subject, matcher: name)
    for argument in arguments.positional {
      let parts = reader.kind(argument) == .member ? Array(reader.children(argument)) : []
      if parts.count == 2, reader.text(parts[1]) == "self" {
        claim.expected = [parts[0]]
      } else {
        claim.details.append(argument)
        if reader.kind(argument) != .lambda { claim.expected = [argument] }
      }
    }
    return claim
  }

  // MARK: Closures

  private static let inline: WordSet = [
    "confirmation", "measure", "autoreleasepool", "sync", "runActivity", "assumeIsolated",
    "assertIsolated", "run", "perform", "waitUntil", "forEach", "Task", "describe", "context", "it",
    "beforeEach", "afterEach", "syncShutdownGracefully", "submit", "map", "flatMap",
  ]

  /// A closure runs at once in `with…`, in asserting calls and where the test awaits it; so does one
  /// that fulfils an expectation, since the test waits for that.
  static func callbackReach(_ reader: Reader, _ place: Place) -> Reach? {
    let tree = reader.tree(place)
    guard tree.kind(place.node) == .lambda else { return nil }
    guard let list = tree.ancestor(place.node, of: [.arguments, .lambda, .function]),
      tree.kind(list) == .arguments, let call = tree.parent(list), tree.kind(call) == .call,
      let callee = reader.callee(place.at(call))
    else { return calledAtOnce(tree, place.node) ? [] : nil }
    let name = callee.last
    if name == "withKnownIssue" || name == "XCTExpectFailure" { return .tolerated }
    if inline.contains(name) || name.hasPrefix("with") || name.hasPrefix("#")
      || name.hasPrefix("XCTAssert") || Reader.isAsserting(name)
    {
      return []
    }
    return fulfils(tree, place.node) ? [] : nil
  }

  private static func calledAtOnce(_ tree: SyntaxTree, _ closure: NodeIndex) -> Bool {
    guard let parent = tree.parent(closure) else { return false }
    return tree.kind(parent) == .call && tree.children(parent).first == closure
  }

  private static func fulfils(_ tree: SyntaxTree, _ closure: NodeIndex) -> Bool {
    tree.descendants(closure).contains { node in
      tree.kind(node) == .name
        && (tree.node(node, says: "fulfill") || tree.node(node, says: "leave")
          || tree.node(node, says: "succeed") || tree.node(node, says: "resume"))
    }
  }

  /// Whether a name stands for the error that `XCTAssertThrowsError` or `throws:` hands over.
  static func bindsError(_ reader: Reader, _ place: Place) -> Bool {
    let tree = reader.tree(place)
    var at = tree.ancestor(place.node, of: [.lambda])
    while let closure = at {
      if let list = tree.ancestor(closure, of: [.arguments, .lambda, .function]),
        tree.kind(list) == .arguments, let call = tree.parent(list),
        let name = reader.callee(place.at(call))?.last,
        ["XCTAssertThrowsError", "throwError", "matchError", "#expect", "#require"].contains(name)
          || name.contains("Throws") || name.contains("throws")
      {
        return true
      }
      at = tree.ancestor(closure, of: [.lambda])
    }
    return false
  }
}
