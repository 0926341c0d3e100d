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

  static let roots: WordSet = ["expect", "expectAsync", "expectTypeOf", "assertType"]

  /// The word that a call of a bare name stands for, when it begins a chain.
  static func rootCall(_ reader: Reader, _ call: Place) -> (word: String, module: String)? {
    guard let target = reader.first(call), reader.kind(target) == .name else { return nil }
    let name = reader.text(target)
    guard let origin = Imports.origin(reader, [name], at: call) else { return nil }
    // `const expect = require('expect')`: the module is the function.
    let last = origin.path.last ?? name
    return roots.contains(last) ? (last, origin.module) : nil
  }

  static func expectation(
    _ reader: Reader, _ place: Place, _ word: String, _ root: Place, _ links: [ChainLink]
  ) -> Reading? {
    let subject = reader.firstArgument(root)
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
  static func named(_ reader: Reader, _ place: Place, _ chain: Chain) -> Reading? {
    let root = reader.text(chain.root)
    guard let first = chain.links.first else { return nil }
    if first.name == "expect", let call = first.call, root != "request" {
      if let found = requests(reader, place, chain) { return found }
      return expectation(reader, place, "expect", call, Array(chain.links.dropFirst()))
    }
    if let found = interceptor(reader, place, chain) { return found }
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

  static func isFastCheck(_ module: String, _ path: [String]) -> Bool {
    ["fast-check", "@fast-check/vitest", "@fast-check/jest", "jsverify", "testcheck"]
      .contains(module) || path == ["fc"] || path == ["jsc"]
  }

  static func isAssert(_ origin: (module: String, path: [String])) -> Bool {
    let path = origin.path.filter { $0 != "strict" && $0 != "legacy" }
    if Assertions.modules.contains(origin.module) { return true }
    return path.last == "assert" && origin.module != "sinon"
  }

  // MARK: Functions

  /// `expect.assertions(1)`, `expect.fail()`, `expect.soft(x).toBe(1)`, `expect.poll(f)`.
  static func soft(_ reader: Reader, _ place: Place, _ chain: Chain) -> Reading? {
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
  static func pollSubject(_ reader: Reader, _ call: Place) -> Place? {
    guard let first = reader.firstArgument(call) else { return nil }
    if reader.kind(first) == .lambda, let body = reader.children(first).last,
      reader.kind(body) != .block
    {
      return body
    }
    return first
  }

  /// `assert.equal(a, b)`, `assert(a)`, `chai.assert.isTrue(a)`.
  static func assertion(
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
  static func free(_ reader: Reader, _ call: Place) -> Reading? {
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

  static func row(
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

  static func claim(
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
  static func testObject(
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

  static let objectNames: WordSet = [
    "t", "st", "tt", "q", "qt", "tap", "t1", "t2", "t3", "ct", "sub", "assert", "ctx", "test",
  ]

  /// Whether a name is the parameter that a test function is given.
  static func isTestObject(_ reader: Reader, _ root: Place, _ name: String) -> Bool {
    let binding: Binding
    switch reader.meaning(name, at: root) {
    case .argument(let given):
      let at = reader.bare(given)
      return reader.kind(at) == .name && isTestObject(reader, at, reader.text(at))
    case .binding(let found, _): binding = found
    default: return false
    }
    if objectNames.contains(name) { return true }
    guard binding.source == .parameter else { return false }
    let tree = reader.tree(root)
    guard let function = tree.ancestor(binding.node, of: .functions) else { return false }
    return reader.outline(root).cases.contains { $0.function == function }
  }

  // MARK: Spies

  static func spies(_ reader: Reader, _ place: Place, _ chain: Chain) -> Reading? {
    guard let last = chain.links.last, let call = last.call, call == place else { return nil }
    return spyRow(last.name, reader, call)
  }

  static func spyRow(_ name: String, _ reader: Reader, _ call: Place) -> Reading? {
    guard let row = Assertions.spies[name] else { return nil }
    var claim = reader.claim(row, call)
    claim.matcher = name
    if row.form == .raises { claim = Errors.split(reader, claim) }
    return Reading(claims: [claim], rest: reader.arguments(call).positional)
  }
}
