import Suites
import Syntax

/// What expressions reveal of others: the calls of a spy, the status of a response.
enum Facets {
  /// Words before which a `status` is that of an answer and no ordinary field.
  private static let responses = [
    "res", "resp", "response", "reply", "answer", "r", "result", "httpresponse", "getres",
    "postres", "first", "second",
  ]
  private static let processes = ["spawn", "exec", "run", "fork", "cli", "shell", "execa"]

  static func facet(_ reader: Reader, _ place: Place) -> (facet: Facet, of: Place)? {
    let at = reader.resolved(place)
    if let spy = spyOfArguments(reader, at) { return (.callArguments, spy) }
    switch reader.kind(at) {
    case .name: return closure(reader, at).map { ($0, at) }
    case .member:
      let parts = reader.children(at)
      guard parts.count == 2 else { return nil }
      switch reader.text(parts[1]) {
      case "length":
        if let spy = spyOfCalls(reader, parts[0]) { return (.callCount, spy) }
        return (.length, parts[0])
      case "size":
        return reader.kind(parts[0]) == .name || reader.kind(parts[0]) == .member
          ? (.length, parts[0]) : nil
      case "status", "statusCode":
        return isResponse(reader, parts[0]) ? (.status, parts[0]) : nil
      case "exitCode": return (.status, parts[0])
      case "ok", "success", "isError", "is_error": return (.ok, parts[0])
      case "called", "calledOnce", "calledTwice", "calledThrice": return (.called, parts[0])
      case "callCount": return (.callCount, parts[0])
      case "byteLength": return (.length, parts[0])
      default: return nil
      }
    case .call:
      guard let callee = reader.callee(at), let object = reader.receiver(at) else { return nil }
      let arguments = reader.arguments(at).positional
      switch callee.last {
      case "callCount":
        return (.callCount, spyOfMock(reader, object) ?? object)
      case "count":
        if reader.path(object).last == "calls", let spy = reader.first(object) {
          return (.callCount, spy)
        }
        return nil
      case "status" where arguments.isEmpty: return (.status, object)
      case "ok" where arguments.isEmpty: return (.ok, object)
      case "keys" where reader.text(object) == "Object" || reader.text(object) == "Reflect",
        "getOwnPropertyNames":
        return arguments.first.map { (.keys, $0) }
      default: return nil
      }
    default: return nil
    }
  }

  /// A local that only functions inside the test change: a spy written by hand.
  private static func closure(_ reader: Reader, _ name: Place) -> Facet? {
    let outline = reader.outline(name)
    let tree = outline.tree
    let text = reader.text(name)
    guard case .several = reader.meaning(text, at: name) else { return nil }
    var around = tree.ancestor(name.node, of: .functions)
    let use = around
    while let here = around {
      if let all = outline.bindings(of: text, in: here) {
        let starts = all.filter { $0.source == .value }
        let changes = all.filter { $0.source == .changed }
        guard starts.count == 1, !changes.isEmpty,
          changes.allSatisfy({ tree.ancestor($0.at, of: .functions) != use })
        else { return nil }
        let start = starts[0].node
        if tree.kind(start) == .number, changes.allSatisfy({ counts(tree, $0.at) }) {
          return .callCount
        }
        let first = tree.text(start)
        let isFlag = changes.allSatisfy { ["true", "false"].contains(tree.text($0.node)) }
        return isFlag && first == "false" ? .called : nil
      }
      around = tree.ancestor(here, of: .functions)
    }
    return nil
  }

  /// Whether a change adds one: `x++`, `++x`, `x += 1`.
  private static func counts(_ tree: SyntaxTree, _ change: NodeIndex) -> Bool {
    if tree.kind(change) == .unary { return true }
    guard tree.kind(change) == .assignment, let value = Array(tree.children(change)).last else {
      return false
    }
    return tree.operatorSymbol(change) == .plusAssign && tree.text(value) == "1"
  }

  /// Whether an expression names the answer to a request.
  private static func isResponse(_ reader: Reader, _ place: Place) -> Bool {
    let text = reader.text(reader.bare(place))
    if text.holds(".body") || text.holds(".data") || text.holds("error") { return false }
    let last = reader.path(reader.bare(place)).last.lowercased()
    if ["res", "resp", "response", "reply", "httpresponse"].contains(last) { return true }
    if last.hasSuffix("response") || last.hasSuffix("res") { return true }
    let value = reader.resolved(place)
    guard reader.kind(value) == .call else { return false }
    let chain = Chain(reader, value)
    return chain.links.contains { Requests.verbs.contains($0.name) && $0.call != nil }
      || ["fetch", "request"].contains(reader.callee(value)?.last ?? "")
  }

  /// The facet of `x.status` compared with `expected`, when the number tells that it is a code.
  static func status(_ reader: Reader, _ subject: Place, _ expected: Place) -> Facet? {
    let at = reader.bare(subject)
    let name: String
    switch reader.kind(at) {
    case .name, .member: name = reader.path(at).last
    case .call: name = reader.callee(at)?.last ?? ""
    default: return nil
    }
    let text = reader.text(at).lowercased()
    guard let number = reader.number(expected), !text.holds("body"), !text.holds("err"),
      number == number.rounded()
    else { return nil }
    switch name {
    case "status", "statusCode", "getStatusCode", "code", "_getStatusCode", "getStatus":
      if name == "code", !responses.contains(where: { text.hasPrefix($0) }) { return nil }
      if number >= 100, number < 600 { return .status }
      guard name == "status" || name == "code", (0..<256).contains(Int(number)) else { return nil }
      let root = reader.resolved(reader.kind(at) == .member ? reader.children(at)[0] : at)
      let from = reader.text(root).lowercased()
      return processes.contains { from.holds($0) } ? .status : nil
    case "exitCode", "exitStatus": return .status
    default: return nil
    }
  }

  /// The spy whose list of calls an expression is: `f.mock.calls`, `f.calls`, `f.getCalls()`.
  static func spyOfCalls(_ reader: Reader, _ place: Place) -> Place? {
    let at = reader.resolved(place)
    switch reader.kind(at) {
    case .member:
      let parts = reader.children(at)
      guard parts.count == 2 else { return nil }
      switch reader.text(parts[1]) {
      case "calls":
        return spyOfMock(reader, parts[0])
          ?? (reader.isMock(parts[0]) ? parts[0] : nil)
      case "args": return reader.isMock(parts[0]) ? parts[0] : nil
      default: return nil
      }
    case .call:
      guard let callee = reader.callee(at), let object = reader.receiver(at) else { return nil }
      switch callee.last {
      case "getCalls": return object
      case "all", "allArgs": return reader.path(object).last == "calls" ? reader.first(object) : nil
      default: return nil
      }
    default: return nil
    }
  }

  /// `f` in `f.mock`.
  private static func spyOfMock(_ reader: Reader, _ place: Place) -> Place? {
    guard reader.kind(place) == .member, reader.path(place).last == "mock" else { return nil }
    return reader.first(place)
  }

  /// The spy whose recorded arguments an expression looks into, however deep.
  static func spyOfArguments(_ reader: Reader, _ place: Place) -> Place? {
    var at = place
    var hasIndex = false
    for _ in 0..<12 {
      switch reader.kind(at) {
      case .index:
        guard let object = reader.first(at) else { return nil }
        hasIndex = true
        at = reader.resolved(object)
      case .member:
        let parts = reader.children(at)
        guard parts.count == 2 else { return nil }
        let name = reader.text(parts[1])
        if hasIndex, let spy = spyOfCalls(reader, at) { return spy }
        if name == "lastCall", let spy = spyOfMock(reader, parts[0]) { return spy }
        if name == "args" || name == "arguments" || name == "lastArg" || name == "firstArg" {
          if let spy = oneCall(reader, parts[0]) { return spy }
          if hasIndex, reader.isMock(parts[0]) { return parts[0] }
        }
        if name == "length" || name == "callCount" { return nil }
        at = reader.resolved(parts[0])
      case .call:
        guard let callee = reader.callee(at), let object = reader.receiver(at) else { return nil }
        if callee.last == "argsFor" || callee.last == "allArgs",
          reader.path(object).last == "calls"
        {
          return reader.first(object)
        }
        if callee.last == "at", let spy = spyOfCalls(reader, object) { return spy }
        return nil
      case .name:
        guard let whole = reader.destructured(at) else { return nil }
        hasIndex = true
        at = reader.resolved(whole)
        if let spy = spyOfCalls(reader, at) { return spy }
      default: return nil
      }
    }
    return nil
  }

  /// The spy of `f.firstCall`, `f.getCall(0)`, `f.mock.calls[0]`, `f.calls.mostRecent()`.
  private static func oneCall(_ reader: Reader, _ place: Place) -> Place? {
    let at = reader.resolved(place)
    switch reader.kind(at) {
    case .member:
      let parts = reader.children(at)
      guard parts.count == 2 else { return nil }
      let names = ["firstCall", "secondCall", "thirdCall", "lastCall"]
      return names.contains(reader.text(parts[1])) ? parts[0] : nil
    case .call:
      guard let callee = reader.callee(at), let object = reader.receiver(at) else { return nil }
      if callee.last == "getCall" { return object }
      if ["mostRecent", "first"].contains(callee.last), reader.path(object).last == "calls" {
        return reader.first(object)
      }
      return nil
    case .index:
      return reader.first(at).flatMap { spyOfCalls(reader, $0) }
    default: return nil
    }
  }
}

/// Queries of a rendered page whose text is asserted by finding it.
enum Queries {
  private static let withText = [
    "ByText", "ByDisplayValue", "ByLabelText", "ByPlaceholderText", "ByAltText", "ByTitle",
    "ByLabel", "ByPlaceholder",
  ]

  /// Whether a name is that of a query that fails when it finds nothing.
  static func isThrowing(_ name: String) -> Bool {
    guard name.hasPrefix("get") || name.hasPrefix("find") else { return false }
    let rest = name.dropFirst(name.hasPrefix("get") ? 3 : 4)
    guard rest.hasPrefix("By") || rest.hasPrefix("AllBy") else { return false }
    return (withText + ["ByRole", "ByTestId"]).contains { rest.hasSuffix($0) }
  }

  /// The claim that a query makes by itself about a text; nil when it looks for no text.
  static func text(_ reader: Reader, _ place: Place) -> Claim? {
    let at = reader.resolved(place)
    guard reader.kind(at) == .call, let callee = reader.callee(at), !callee.names.isEmpty else {
      return nil
    }
    let arguments = reader.arguments(at).positional
    let name = callee.last
    guard name.hasPrefix("get") || name.hasPrefix("find") || name.hasPrefix("query") else {
      return nil
    }
    let root = reader.receiver(at) ?? at
    if withText.contains(where: { name.hasSuffix($0) }), let sought = arguments.first {
      let kind = reader.kind(reader.resolved(sought))
      guard kind == .text || kind == .regex || kind == .binary else { return nil }
      return Claim(.contains, subject: root, expected: [sought], matcher: name)
    }
    if name.hasSuffix("ByRole"), arguments.count > 1, reader.kind(arguments[1]) == .map {
      for pair in reader.children(arguments[1]) where reader.kind(pair) == .pair {
        let parts = reader.children(pair)
        guard parts.count == 2, reader.text(parts[0]) == "name" else { continue }
        return Claim(.contains, subject: root, expected: [parts[1]], matcher: name)
      }
    }
    return nil
  }
}

/// Words of requests.
enum Requests {
  static let verbs: WordSet = [
    "get", "post", "put", "patch", "delete", "del", "head", "options", "inject", "query",
    Chain.computed,
  ]
  static let roots: WordSet = ["request", "supertest", "agent", "api", "chai", "server"]
}
