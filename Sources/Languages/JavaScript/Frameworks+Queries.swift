import Suites
import Syntax
import Text

extension Readings {
  // MARK: should

  /// `x.should.equal(1)`; everything before `should` is the subject.
  static func should(_ reader: Reader, _ place: Place, _ chain: Chain) -> Reading? {
    guard let at = chain.links.firstIndex(where: { $0.name == "should" && $0.call == nil }),
      at + 1 < chain.links.count
    else { return nil }
    let link = chain.links[at]
    guard !["chai", "global", "globalThis", "window"].contains(reader.text(link.object)) else {
      return nil
    }
    var inner = ChainReader(reader, place, subject: link.object)
    var reading = inner.read(Array(chain.links.dropFirst(at + 1)), root: nil)
    guard !reading.claims.isEmpty else { return nil }
    reading.rest.append(link.object)
    return reading
  }

  /// `should.exist(x)`, `should.not.exist(x)`, `should.equal(a, b)`, `should(x).be.ok()`.
  static func shouldFunctions(
    _ reader: Reader, _ place: Place, _ chain: Chain
  ) -> Reading? {
    guard let last = chain.links.last, let call = last.call, call == place else { return nil }
    let isNegated = chain.links.contains { $0.name == "not" }
    let arguments = reader.arguments(call).positional
    var claim: Claim
    switch last.name {
    case "exist", "exists": claim = Claim(.exists, subject: arguments.first)
    case "equal", "deepEqual", "strictEqual":
      claim = Claim(
        .equal, subject: arguments.first, expected: Array(arguments.dropFirst().prefix(1)))
    case "throw", "Throw", "throws":
      claim = Claim(.raises, subject: arguments.first, expected: Array(arguments.dropFirst()))
      claim = Errors.split(reader, claim)
    default: return nil
    }
    claim.isNegated = isNegated
    claim.matcher = last.name
    return Reading(claims: [claim], rest: arguments)
  }

  // MARK: Properties

  /// `fc.assert(fc.property(…, (x) => …))`: the property's last function is what is checked.
  static func property(_ reader: Reader, _ call: Place, _ name: String) -> Reading? {
    guard ["property", "asyncProperty", "checkForall", "forall"].contains(name) else {
      guard name == "assert" || name == "check" else { return nil }
      return Reading(rest: reader.arguments(call).positional)
    }
    var reading = Reading()
    for argument in reader.arguments(call).positional {
      let at = reader.resolved(argument)
      let isFunction = reader.kind(at) == .lambda || reader.kind(at) == .function
      if isFunction, argument == reader.arguments(call).positional.last {
        reading.properties.append(at)
      }
    }
    return reading
  }

  // MARK: Queries

  /// `screen.getByRole('button');` fails when there is no button.
  static func implicit(_ reader: Reader, _ place: Place) -> Reading? {
    guard reader.kind(place) == .call, let callee = reader.callee(place),
      Queries.isThrowing(callee.last)
    else { return nil }
    let tree = reader.tree(place)
    var parent = tree.parent(place.node)
    if let here = parent, tree.kind(here) == .unary { parent = tree.parent(here) }
    guard let parent, tree.kind(parent) == .statement else { return nil }
    var claim =
      Queries.text(reader, place)
      ?? Claim(.exists, subject: place, matcher: callee.last)
    claim.flags.append(.implicit)
    return Reading(claims: [claim], rest: reader.arguments(place).positional)
  }

  // MARK: Requests

  /// `scope.done()` of nock: every request that was stubbed must have been made.
  static func interceptor(_ reader: Reader, _ place: Place, _ chain: Chain) -> Reading? {
    guard let last = chain.links.last, last.name == "done", last.call == place,
      reader.arguments(place).positional.isEmpty
    else { return nil }
    let value = reader.resolved(chain.root)
    guard reader.kind(value) == .call else { return nil }
    let root = Chain(reader, value).root
    guard reader.kind(root) == .call, let target = reader.first(root),
      reader.kind(target) == .name,
      Imports.origin(reader, [reader.text(target)], at: root)?.module == "nock"
    else { return nil }
    return Reading(claims: [Claim(.called, subject: chain.root, matcher: "done")], rest: [])
  }

  /// `request(app).get('/x').expect(200)`: each `expect` of the chain asserts.
  static func requests(_ reader: Reader, _ place: Place, _ chain: Chain) -> Reading? {
    let verb = chain.links.firstIndex { Requests.verbs.contains($0.name) && $0.call != nil }
    let first = verb.map { $0 + 1 } ?? 0
    guard verb != nil || isPendingRequest(reader, chain.root) || isRequest(reader, chain.root)
    else { return nil }
    let expectations = chain.links.enumerated().filter { number, link in
      number >= first && link.name == "expect" && link.call != nil
    }.map(\.element)
    guard !expectations.isEmpty else { return nil }
    var reading = Reading()
    let isLost = isLost(reader, place, chain)
    for link in chain.links {
      guard let call = link.call else { continue }
      let arguments = reader.arguments(call).positional
      reading.rest += arguments.filter { [.lambda, .function, .call].contains(reader.kind($0)) }
      guard link.name == "expect", expectations.contains(where: { $0.call == link.call }) else {
        continue
      }
      for var claim in expected(reader, arguments, link.object) {
        let tree = reader.tree(link.member)
        let node = tree[link.member.node]
        claim.range = ByteRange(
          tree.tokens[Int(node.endToken) - 1].start, tree.range(call.node).end)
        if isLost { claim.reach.insert(.unawaited) }
        reading.claims.append(claim)
      }
    }
    return reading
  }

  /// Whether a call begins a request to a server under test.
  static func isRequest(_ reader: Reader, _ root: Place) -> Bool {
    guard reader.kind(root) == .call, let callee = reader.callee(root) else { return false }
    return ["request", "supertest", "agent"].contains(callee.last)
  }

  /// Whether a name stands for a request that was begun earlier.
  static func isPendingRequest(_ reader: Reader, _ root: Place) -> Bool {
    guard reader.kind(root) == .name else { return false }
    let value = reader.resolved(root)
    guard reader.kind(value) == .call else { return false }
    let chain = Chain(reader, value)
    return chain.links.contains { Requests.verbs.contains($0.name) }
      || isRequest(reader, chain.root)
  }

  static func isLost(_ reader: Reader, _ place: Place, _ chain: Chain) -> Bool {
    guard Waiting.isThrownAway(reader, place) else { return false }
    for link in chain.links {
      guard let call = link.call else { continue }
      if link.name == "end" { return false }
      for argument in reader.arguments(call).positional {
        let text = reader.kind(argument) == .name ? reader.text(argument) : ""
        if ["done", "cb", "callback", "next", "resolve"].contains(text) { return false }
        if call == place, [.lambda, .function].contains(reader.kind(argument)) { return false }
      }
    }
    return true
  }

  static func expected(
    _ reader: Reader, _ arguments: [Place], _ request: Place
  ) -> [Claim] {
    guard let first = arguments.first else { return [] }
    let at = reader.resolved(first)
    let isText = reader.kind(at) == .text
    let second = arguments.count > 1 && !isCallback(reader, arguments[1]) ? arguments[1] : nil
    if isStatus(reader, first) {
      var claims = [Claim(.equal, subject: request, expected: [first], matcher: "expect")]
      claims[0].facet = .status
      if let second { claims.append(body(reader, second, request)) }
      return claims
    }
    if isText, let second {
      var claim = Claim(.equal, subject: request, expected: [second], matcher: "expect")
      let name = (reader.literal(first) ?? "").lowercased()
      if ["content-type", "content-length", "etag", "date"].contains(name)
        || reader.kind(reader.resolved(second)) == .regex && name == "content-type"
      {
        claim.form = .catalogue(.shape)
        claim.matcher = "expect('\(name)')"
      } else if reader.kind(reader.resolved(second)) == .regex {
        claim.form = .matches
      }
      return [claim]
    }
    if isCallback(reader, first) { return [] }
    return [body(reader, first, request)]
  }

  static func isStatus(_ reader: Reader, _ place: Place) -> Bool {
    if let number = reader.number(place) { return number >= 100 && number < 600 }
    guard [.name, .member].contains(reader.kind(place)) else { return false }
    let text = reader.text(place).lowercased()
    return text.contains("status") || text.contains("http") && text.contains(".")
  }

  static func isCallback(_ reader: Reader, _ place: Place) -> Bool {
    let at = reader.resolved(place)
    if reader.kind(at) == .lambda || reader.kind(at) == .function { return true }
    if reader.kind(at) == .call { return true }
    guard reader.kind(place) == .name else { return false }
    return ["done", "cb", "callback", "next", "end"].contains(reader.text(place))
      || reader.names(aFunction: place)
  }

  static func body(_ reader: Reader, _ place: Place, _ request: Place) -> Claim {
    let isPattern = reader.kind(reader.resolved(place)) == .regex
    return Claim(
      isPattern ? .matches : .equal, subject: request, expected: [place], matcher: "expect")
  }
}
