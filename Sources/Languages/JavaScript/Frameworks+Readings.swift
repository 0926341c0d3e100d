import Suites
import Syntax
import Text

/// Decides which of the ways to assert an expression follows.
enum Readings {
  static func reading(_ reader: Reader, _ place: Place) -> Reading? {
    let chain = Chain(reader, place)
    if reader.kind(chain.root) == .name {
      return named(reader, place, chain)
    }
    guard reader.kind(chain.root) == .call else {
      return should(reader, place, chain)
    }
    if let root = rootCall(reader, chain.root) {
      return expectation(reader, place, root.word, chain.root, chain.links)
    }
    if let found = should(reader, place, chain) ?? requests(reader, place, chain) { return found }
    guard chain.links.isEmpty else { return nil }
    return free(reader, place) ?? implicit(reader, place)
  }

  // MARK: Roots

  private static let roots: Set<String> = ["expect", "expectAsync", "expectTypeOf", "assertType"]

  /// The word that a call of a bare name stands for, when it begins a chain.
  private static func rootCall(_ reader: Reader, _ call: Place) -> (word: String, module: String)? {
    guard let target = reader.first(call), reader.kind(target) == .name else { return nil }
    let name = reader.text(target)
    guard let origin = Imports.origin(reader, [name], at: call) else { return nil }
    // `const expect = require('expect')`: the module is the function.
    let last = origin.path.last ?? name
    return roots.contains(last) ? (last, origin.module) : nil
  }

  private static func expectation(
    _ reader: Reader, _ place: Place, _ word: String, _ root: Place, _ links: [ChainLink]
  ) -> Reading? {
    let subject = reader.arguments(root).positional.first
    if word == "expectTypeOf" || word == "assertType" {
      var claim = Claim(.catalogue(.typeOnly), subject: subject, matcher: word)
      claim.reach = .dead
      return Reading(claims: [claim])
    }
    if links.isEmpty, let phrase = Phrases.reading(reader, place, root) { return phrase }
    var chain = ChainReader(
      reader, place, subject: subject, isAsynchronous: word == "expectAsync")
    return chain.read(links, root: root)
  }

  /// Chains that begin with a name: `expect.soft(x)`, `chai.expect(x)`, `assert.equal`, `cy.get`.
  private static func named(_ reader: Reader, _ place: Place, _ chain: Chain) -> Reading? {
    let root = reader.text(chain.root)
    guard let first = chain.links.first else { return nil }
    if first.name == "expect", let call = first.call, root != "request" {
      if let found = requests(reader, place, chain) { return found }
      return expectation(reader, place, "expect", call, Array(chain.links.dropFirst()))
    }
    if root == "cy" { return Commands.reading(reader, place, chain) }
    if let found = should(reader, place, chain) { return found }
    guard let origin = Imports.origin(reader, [root], at: place) else {
      return testObject(reader, place, chain) ?? requests(reader, place, chain)
        ?? implicit(reader, place)
    }
    let path = origin.path
    if path.last == "expect" || path.last == "expectAsync" {
      return soft(reader, place, chain)
    }
    if path.last == "sinon", first.name == "assert" || path == ["sinon", "assert"] {
      return spies(reader, place, chain)
    }
    if origin.module == "sinon", path.first == "assert" || first.name == "assert" {
      return spies(reader, place, chain)
    }
    if path.last == "should" { return shouldFunctions(reader, place, chain) }
    if isFastCheck(origin.module, path), let call = chain.links.last?.call {
      return property(reader, call, chain.links.last?.name ?? "")
    }
    if isAssert(origin) { return assertion(reader, place, chain, origin.module) }
    if origin.module == "tap" || origin.module == "tape", chain.links.count == 1 {
      return testObject(reader, place, chain, isCertain: true)
    }
    return requests(reader, place, chain) ?? implicit(reader, place)
  }

  private static func isFastCheck(_ module: String, _ path: [String]) -> Bool {
    ["fast-check", "@fast-check/vitest", "@fast-check/jest", "jsverify", "testcheck"]
      .contains(module) || path == ["fc"] || path == ["jsc"]
  }

  private static func isAssert(_ origin: (module: String, path: [String])) -> Bool {
    let path = origin.path.filter { $0 != "strict" && $0 != "legacy" }
    if Assertions.modules.contains(origin.module) { return true }
    return path.last == "assert" && origin.module != "sinon"
  }

  // MARK: Functions

  /// `expect.assertions(1)`, `expect.fail()`, `expect.soft(x).toBe(1)`, `expect.poll(f)`.
  private static func soft(_ reader: Reader, _ place: Place, _ chain: Chain) -> Reading? {
    guard let first = chain.links.first, let call = first.call else { return nil }
    switch first.name {
    case "soft", "poll", "element":
      var inner = ChainReader(
        reader, place, subject: pollSubject(reader, call),
        isAsynchronous: first.name != "soft")
      return inner.read(Array(chain.links.dropFirst()), root: call)
    default: return nil
    }
  }

  /// What a polled function answers.
  private static func pollSubject(_ reader: Reader, _ call: Place) -> Place? {
    guard let first = reader.arguments(call).positional.first else { return nil }
    if reader.kind(first) == .lambda, let body = reader.children(first).last,
      reader.kind(body) != .block
    {
      return body
    }
    return first
  }

  /// `assert.equal(a, b)`, `assert(a)`, `chai.assert.isTrue(a)`.
  private static func assertion(
    _ reader: Reader, _ place: Place, _ chain: Chain, _ module: String
  ) -> Reading? {
    guard let last = chain.links.last, let call = last.call, call == place else { return nil }
    let names = chain.links.map(\.name)
    if names == ["assert"] || names == ["strict"] {
      return row("assert", reader, call, module)
    }
    guard names.dropLast().allSatisfy({ ["assert", "strict", "legacy"].contains($0) }) else {
      return nil
    }
    return row(last.name, reader, call, module)
  }

  /// `assert(a)`, `equal(a, b)` and `ok(a)` as bare functions.
  private static func free(_ reader: Reader, _ call: Place) -> Reading? {
    guard let target = reader.first(call), reader.kind(target) == .name else { return nil }
    let name = reader.text(target)
    guard let origin = Imports.origin(reader, [name], at: call) else { return nil }
    if origin.module == "sinon", origin.path.first == "assert", origin.path.count == 2 {
      return spyRow(origin.path[1], reader, call)
    }
    if isFastCheck(origin.module, []), let word = origin.path.last {
      return property(reader, call, word)
    }
    if Assertions.modules.contains(origin.module) {
      return row(
        origin.path.last(where: { $0 != "strict" }) ?? "assert", reader, call, origin.module)
    }
    if origin.path.last == "assert" || origin.module == "chai" && origin.path.first == "assert" {
      return row(origin.path.last ?? "assert", reader, call, origin.module)
    }
    return nil
  }

  private static func row(
    _ name: String, _ reader: Reader, _ call: Place, _ module: String, style: Style = .node
  ) -> Reading? {
    guard let row = Assertions.rows[name] else { return nil }
    let arguments = reader.arguments(call).positional
    guard !arguments.isEmpty || row.form == .never || row.form == .snapshot || style != .node
    else { return nil }
    let style = module == "chai" || module.isEmpty && style == .node ? .chai : style
    var claim = claim(row, name, reader, call, style)
    if Assertions.asynchronous.contains(name), Waiting.isThrownAway(reader, call) {
      claim.reach.insert(.unawaited)
    }
    return Reading(claims: [claim], rest: arguments)
  }

  /// How a family of functions reads what follows the function that should throw.
  enum Style { case node, chai, test }

  private static func claim(
    _ row: CallRow, _ name: String, _ reader: Reader, _ call: Place, _ style: Style
  ) -> Claim {
    var claim = reader.claim(row, call)
    claim.matcher = name
    switch row.form {
    case .truth, .exactTruth:
      guard let subject = claim.subject else { return claim }
      let flags = claim.flags
      if !claim.isNegated, let found = Queries.text(reader, subject) { return found }
      var inner = reader.condition(subject)
      if inner.form == .truth { inner.form = row.form }
      if claim.isNegated { inner = inner.negated }
      if inner.matcher.isEmpty { inner.matcher = name }
      inner.flags += flags
      return inner
    case .raises:
      // A lone string is the message of the failed assertion, but in Chai that of the error.
      if style != .chai {
        claim.expected = claim.expected.enumerated().filter { number, place in
          reader.kind(reader.resolved(place)) != .text
            || number == 0 && style == .test
              && false
        }.map(\.element)
      }
      claim.expected = Array(claim.expected.prefix(2))
      return Errors.split(reader, claim)
    case .equal:
      if let subject = claim.subject, let expected = claim.expected.first {
        claim.facet =
          Facets.status(reader, subject, expected)
          ?? Facets.status(reader, expected, subject)
      }
      return claim
    case .matches:
      if let element = claim.expected.first {
        let at = reader.resolved(element)
        if reader.kind(at) == .text { claim.form = .contains }
        if reader.kind(at) == .map || reader.kind(at) == .list { claim.form = .subset }
        if reader.kind(at) == .regex, ["/.*/", "/(?:)/"].contains(reader.text(at)),
          !claim.isNegated
        {
          claim.form = .catalogue(.vacuous)
          claim.flags.append(.impossible)
        }
      }
      return claim
    case .contains:
      if let element = claim.expected.first, reader.kind(reader.resolved(element)) == .map {
        claim.form = .subset
      }
      return claim
    case .length:
      if let subject = claim.subject, let spy = Facets.spyOfCalls(reader, subject) {
        claim.subject = spy
        claim.form = .callCount
      }
      return claim
    default: return claim
    }
  }

  // MARK: Test objects

  /// `t.is(a, b)`, `st.equal(a, b)`, `t.assert.equal(a, b)`.
  private static func testObject(
    _ reader: Reader, _ place: Place, _ chain: Chain, isCertain: Bool = false
  ) -> Reading? {
    guard let last = chain.links.last, let call = last.call, call == place else { return nil }
    let root = reader.text(chain.root)
    let names = chain.links.map(\.name)
    let isNested = names.count == 2 && ["assert", "is"].contains(names[0])
    guard names.count == 1 || isNested,
      isCertain || isTestObject(reader, chain.root, root)
    else { return nil }
    if names.count == 1, Assertions.meta.contains(last.name) { return nil }
    return row(last.name, reader, call, isNested ? "node:assert" : "t", style: .test)
  }

  private static let objectNames: Set<String> = [
    "t", "st", "tt", "q", "qt", "tap", "t1", "t2", "t3", "ct", "sub", "assert", "ctx", "test",
  ]

  /// Whether a name is the parameter that a test function is given.
  private static func isTestObject(_ reader: Reader, _ root: Place, _ name: String) -> Bool {
    guard case .binding(let binding, _) = reader.meaning(name, at: root),
      binding.source == .parameter || objectNames.contains(name)
    else { return false }
    if objectNames.contains(name) { return true }
    let tree = reader.tree(root)
    guard let function = tree.ancestor(binding.node, of: .functions) else { return false }
    return reader.outline(root).cases.contains { $0.function == function }
  }

  // MARK: Spies

  private static func spies(_ reader: Reader, _ place: Place, _ chain: Chain) -> Reading? {
    guard let last = chain.links.last, let call = last.call, call == place else { return nil }
    return spyRow(last.name, reader, call)
  }

  private static func spyRow(_ name: String, _ reader: Reader, _ call: Place) -> Reading? {
    guard let row = Assertions.spies[name] else { return nil }
    var claim = reader.claim(row, call)
    claim.matcher = name
    if row.form == .raises { claim = Errors.split(reader, claim) }
    return Reading(claims: [claim], rest: reader.arguments(call).positional)
  }

  // MARK: should

  /// `x.should.equal(1)`; everything before `should` is the subject.
  private static func should(_ reader: Reader, _ place: Place, _ chain: Chain) -> Reading? {
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
  private static func shouldFunctions(
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
  private static func property(_ reader: Reader, _ call: Place, _ name: String) -> Reading? {
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
  private static func implicit(_ reader: Reader, _ place: Place) -> Reading? {
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

  /// `request(app).get('/x').expect(200)`: each `expect` of the chain asserts.
  private static func requests(_ reader: Reader, _ place: Place, _ chain: Chain) -> Reading? {
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
  private static func isRequest(_ reader: Reader, _ root: Place) -> Bool {
    guard reader.kind(root) == .call, let callee = reader.callee(root) else { return false }
    return ["request", "supertest", "agent"].contains(callee.last)
  }

  /// Whether a name stands for a request that was begun earlier.
  private static func isPendingRequest(_ reader: Reader, _ root: Place) -> Bool {
    guard reader.kind(root) == .name else { return false }
    let value = reader.resolved(root)
    guard reader.kind(value) == .call else { return false }
    let chain = Chain(reader, value)
    return chain.links.contains { Requests.verbs.contains($0.name) }
      || isRequest(reader, chain.root)
  }

  private static func isLost(_ reader: Reader, _ place: Place, _ chain: Chain) -> Bool {
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

  private static func expected(
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

  private static func isStatus(_ reader: Reader, _ place: Place) -> Bool {
    if let number = reader.number(place) { return number >= 100 && number < 600 }
    let text = reader.text(place).lowercased()
    return text.contains("status") || text.contains("http") && text.contains(".")
  }

  private static func isCallback(_ reader: Reader, _ place: Place) -> Bool {
    let at = reader.resolved(place)
    if reader.kind(at) == .lambda || reader.kind(at) == .function { return true }
    if reader.kind(at) == .call { return true }
    guard reader.kind(place) == .name else { return false }
    return ["done", "cb", "callback", "next", "end"].contains(reader.text(place))
      || reader.names(aFunction: place)
  }

  private static func body(_ reader: Reader, _ place: Place, _ request: Place) -> Claim {
    let isPattern = reader.kind(reader.resolved(place)) == .regex
    return Claim(
      isPattern ? .matches : .equal, subject: request, expected: [place], matcher: "expect")
  }
}
