import Suites
import Syntax
import Text

/// One word of a chain: `.not`, `.toBe(3)`.
struct ChainLink {
  var name: String
  /// The member expression that ends with the word.
  var member: Place
  /// What stands before the word.
  var object: Place
  /// The call of the word, if it is called.
  var call: Place?
}

/// A chain from its first value to its last word.
struct Chain {
  var root: Place
  var links: [ChainLink]

  /// The name of a method that is computed: `request(app)[method]('/')`.
  static let computed = "[…]"

  /// Unrolls members and method calls; any other expression is a root without links.
  init(_ reader: Reader, _ place: Place) {
    var links: [ChainLink] = []
    var at = place
    var call: Place?
    for _ in 0..<400 {
      if reader.kind(at) == .call, call == nil, let target = reader.first(at),
        reader.kind(target) == .member
      {
        call = at
        at = target
      } else if reader.kind(at) == .call, call == nil, let target = reader.first(at),
        reader.kind(target) == .index, let object = reader.first(target)
      {
        links.append(ChainLink(name: Chain.computed, member: target, object: object, call: at))
        at = Chain.plain(reader, object)
      } else if reader.kind(at) == .member {
        let parts = reader.children(at)
        guard parts.count == 2 else { break }
        let object = Chain.plain(reader, parts[0])
        links.append(
          ChainLink(name: reader.text(parts[1]), member: at, object: object, call: call))
        call = nil
        at = object
      } else {
        break
      }
    }
    root = at
    self.links = links.reversed()
  }

  /// `place` without round brackets and casts; `await` inside brackets stays.
  private static func plain(_ reader: Reader, _ place: Place) -> Place {
    var at = place
    while reader.kind(at) == .cast || reader.kind(at) == .group {
      let inner = reader.children(at)
      guard inner.count == 1 else { return at }
      at = inner[0]
    }
    return at
  }
}

/// Reads `expect(x).not.toBe(3)` and what resembles it.
struct ChainReader {
  let reader: Reader
  let place: Place
  let subject: Place?
  private var isNegated = false
  private var promise = Promise.none
  private var facet: Facet?
  private var holdsPart = false
  private var isAny = false
  private var claims: [Claim] = []
  private var rest: [Place] = []
  private let isAsynchronous: Bool
  private var needsWaiting: Bool

  private enum Promise { case none, resolves, rejects }

  init(_ reader: Reader, _ place: Place, subject: Place?, isAsynchronous: Bool = false) {
    self.reader = reader
    self.place = place
    self.subject = subject
    self.isAsynchronous = isAsynchronous
    needsWaiting = isAsynchronous
  }

  /// The claims of the words after the root; `root` is the call that holds the subject.
  mutating func read(_ links: [ChainLink], root: Place?) -> Reading {
    if let root { rest += reader.arguments(root).positional }
    for (number, link) in links.enumerated() {
      if let call = link.call {
        called(link, call, isLast: number == links.count - 1)
      } else {
        plain(link, isLast: number == links.count - 1)
      }
    }
    if claims.isEmpty, let root {
      claims.append(
        Claim(.incomplete, subject: subject, matcher: reader.callee(root)?.last ?? "expect"))
    }
    if needsWaiting, Waiting.isThrownAway(reader, place) {
      for index in claims.indices { claims[index].reach.insert(.unawaited) }
    }
    return Reading(claims: claims, rest: rest)
  }

  // MARK: Words

  private mutating func plain(_ link: ChainLink, isLast: Bool) {
    switch link.name {
    case "not", "never": isNegated.toggle()
    case "resolves", "eventually":
      promise = .resolves
      needsWaiting = true
    case "rejects":
      promise = .rejects
      needsWaiting = true
    case "length", "lengthOf", "size": facet = .length
    case "include", "contain", "includes", "contains": holdsPart = true
    case "any": isAny = true
    default:
      if let row = Matchers.properties[link.name] {
        if link.name == "rejected" || link.name == "fulfilled" { needsWaiting = true }
        add(row, link, [])
      } else if isLast, claims.isEmpty, !Matchers.words.contains(link.name) {
        let isKnown = Matchers.terminals[link.name] != nil
        claims.append(
          Claim(isKnown ? .incomplete : .unknown, subject: subject, matcher: link.name))
      }
    }
  }

  private mutating func called(_ link: ChainLink, _ call: Place, isLast: Bool) {
    let arguments = reader.arguments(call).positional
    rest += arguments
    if ["then", "catch", "finally", "notify", "withContext", "configure"].contains(link.name) {
      return
    }
    if ["toSatisfy", "satisfy", "satisfies", "toSatisfyAll", "toSatisfyAny"].contains(link.name) {
      return claims.append(satisfied(link, arguments))
    }
    if link.name == "toPass" {
      needsWaiting = true
      if !rest.isEmpty { claims.append(Claim(.noThrow, subject: subject, matcher: "toPass")) }
      return
    }
    guard let row = Matchers.terminals[link.name] ?? Matchers.properties[link.name] else {
      if link.name == "should" || link.name == "and" { return }
      return claims.append(custom(link, arguments))
    }
    if Matchers.pageMatchers.contains(link.name)
      || isPage && link.name != "toBe" && link.name != "toEqual"
    {
      needsWaiting = true
    }
    switch link.name {
    case "rejected", "fulfilled", "rejectedWith", "become", "toReject", "toResolve":
      needsWaiting = true
    default: break
    }
    add(row, link, arguments)
  }

  /// Whether the subject is a page or a locator of it.
  private var isPage: Bool {
    guard let subject else { return false }
    let at = reader.resolved(subject)
    let text = reader.text(reader.kind(at) == .name ? reader.bare(subject) : at)
    guard text == "page" || text.hasPrefix("page.") || text.contains(".locator(") else {
      return false
    }
    return !text.contains("await") && !text.hasSuffix(".url()")
  }

  // MARK: Claims

  private mutating func add(_ row: ChainRow, _ link: ChainLink, _ arguments: [Place]) {
    var claim = claim(row, link, arguments)
    if promise == .rejects { claim = rejected(claim) }
    claim.matcher = link.name
    if !claims.isEmpty { claim.range = range(link) }
    claims.append(claim)
    if link.name == "property", let name = arguments.first.flatMap({ reader.literal($0) }) {
      facet = name == "length" ? .length : name == "status" ? .status : nil
    }
  }

  private func range(_ link: ChainLink) -> ByteRange {
    let tree = reader.tree(link.member)
    let node = tree[link.member.node]
    let start = tree.tokens[Int(node.endToken) - 1].start
    return ByteRange(start, tree.range((link.call ?? link.member).node).end)
  }

  private func claim(_ row: ChainRow, _ link: ChainLink, _ arguments: [Place]) -> Claim {
    var claim = Claim(row.form, subject: subject, matcher: link.name)
    claim.isNegated = row.isNegated != isNegated
    claim.expected = row.expected.flatMap { slot -> [Place] in
      switch slot {
      case .argument(let number): number < arguments.count ? [arguments[number]] : []
      case .rest(let number): Array(arguments.dropFirst(number))
      default: []
      }
    }
    claim.facet = facet
    switch row.form {
    case .truth, .exactTruth: return truth(claim)
    case .equal: return equal(claim, link.name)
    case .exists, .null, .undefined: return presence(claim)
    case .contains, .matches: return part(claim, link.name)
    case .sameElements where holdsPart: claim.form = .contains
    case .member: return member(claim)
    case .hasKeys:
      let isSingle = claim.expected.count == 1 && reader.kind(claim.expected[0]) == .text
      if isSingle, holdsPart || isAny { claim.form = .hasKey }
    case .length, .empty: return count(claim)
    case .raises: return Errors.split(reader, claim)
    case .snapshot: return snapshot(claim, link.name, arguments)
    case .catalogue where Matchers.states.contains(link.name): claim.isNegated = false
    case .catalogue(.relational) where Matchers.inequalities.contains(link.name):
      claim.flags.append(.negative)
    default: break
    }
    return claim
  }

  private func truth(_ claim: Claim) -> Claim {
    guard let subject else { return claim }
    if !claim.isNegated, let found = Queries.text(reader, subject) { return found }
    var inner = reader.condition(subject)
    if inner.form == .truth, claim.form == .exactTruth { inner.form = .exactTruth }
    return claim.isNegated ? inner.negated : inner
  }

  private func equal(_ original: Claim, _ name: String) -> Claim {
    var claim = original
    guard let expected = claim.expected.first else {
      if name.hasPrefix("toHaveAccessible") || name.hasPrefix("toHaveDesc") || name == "text" {
        claim.form = .exists
      }
      return claim
    }
    if reader.kind(reader.resolved(expected)) == .regex, name.hasPrefix("toHave") {
      claim.form = .matches
      return part(claim, name)
    }
    if let subject, let seen = Facets.status(reader, subject, expected) { claim.facet = seen }
    return claim
  }

  private func presence(_ claim: Claim) -> Claim {
    let isPresent = (claim.form == .exists) != claim.isNegated
    guard isPresent, let subject, let found = Queries.text(reader, subject) else { return claim }
    return found
  }

  private func part(_ original: Claim, _ name: String) -> Claim {
    var claim = original
    guard let element = claim.expected.first else { return claim }
    let at = reader.resolved(element)
    if let subject, reader.text(subject).lowercased().contains("content-type") {
      claim.form = .catalogue(.shape)
      return claim
    }
    switch reader.kind(at) {
    case .map where claim.form == .contains && name.hasPrefix("inc") || name.hasPrefix("cont"):
      if reader.kind(at) == .map { claim.form = .subset }
    case .regex:
      claim.form = .matches
      let text = reader.text(at)
      if !claim.isNegated, ["/.*/", "/(?:)/", "/^.*$/", "/.*/s"].contains(text) {
        claim.form = .catalogue(.vacuous)
        claim.flags.append(.impossible)
      } else if !claim.isNegated, ["/./", "/.+/"].contains(text) {
        claim.form = .exists
      }
    case .text where claim.form == .matches: claim.form = .contains
    default: break
    }
    return claim
  }

  private func member(_ original: Claim) -> Claim {
    var claim = original
    if let name = claim.expected.first.flatMap({ reader.literal($0) }),
      name.lowercased() == "content-type"
    {
      claim.form = .catalogue(.shape)
    } else if claim.expected.count < 2 {
      claim.form = .hasKey
    } else if let expected = claim.expected.last,
      reader.kind(reader.resolved(expected)) == .regex
    {
      claim.form = .matches
      claim.expected = [expected]
    }
    return claim
  }

  /// The number of recorded calls is a number of calls.
  private func count(_ original: Claim) -> Claim {
    var claim = original
    guard let subject, let spy = Facets.spyOfCalls(reader, subject) else { return claim }
    claim.subject = spy
    if claim.form == .empty {
      claim.form = .called
      claim.isNegated.toggle()
    } else {
      claim.form = .callCount
    }
    return claim
  }

  /// A short literal on one line is a value that a person has read.
  private func snapshot(_ original: Claim, _ name: String, _ arguments: [Place]) -> Claim {
    var claim = original
    guard name == "toMatchInlineSnapshot", let last = arguments.last,
      let text = reader.literal(last), !text.contains("\n"), text.utf8.count < 60
    else { return claim }
    claim.form = .equal
    claim.expected = [last]
    return claim
  }

  /// What a matcher says of a promise that fails, it says of the error.
  private func rejected(_ claim: Claim) -> Claim {
    switch claim.form {
    case .raises, .snapshot, .incomplete: return claim
    case .type:
      var result = claim
      result.form = .raises
      return result
    case .exists, .truth, .null, .undefined:
      var result = Claim(.raises, subject: subject, matcher: claim.matcher)
      result.isNegated = false
      return result
    default:
      var result = Claim(.raises, subject: subject, matcher: claim.matcher)
      result.details = claim.expected
      if let only = claim.expected.first, claim.expected.count == 1, reader.isWildcard(only) {
        result.details = []
      }
      return result
    }
  }

  private func satisfied(_ link: ChainLink, _ arguments: [Place]) -> Claim {
    guard let first = arguments.first else {
      return Claim(.incomplete, subject: subject, matcher: link.name)
    }
    let function = reader.resolved(first)
    guard reader.kind(function) == .lambda, let body = reader.children(function).last,
      reader.kind(body) != .block
    else { return Claim(.catalogue(.relational), subject: subject, matcher: link.name) }
    var inner = reader.condition(body)
    inner.matcher = link.name
    if link.name == "toSatisfyAll" {
      var outer = Claim(.every, subject: subject, matcher: link.name)
      outer.parts = [inner]
      return outer
    }
    return isNegated ? inner.negated : inner
  }

  /// A matcher that the test tree defines by `expect.extend`, or else an unknown one.
  private func custom(_ link: ChainLink, _ arguments: [Place]) -> Claim {
    if let body = CustomMatchers.pass(reader, link.name) {
      var inner = reader.condition(body)
      inner.matcher = link.name
      if inner.form == .truth { inner = Claim(.catalogue(.value), subject: subject) }
      inner.matcher = link.name
      return isNegated ? inner.negated : inner
    }
    var claim = Claim(.unknown, subject: subject, expected: arguments, matcher: link.name)
    claim.isNegated = isNegated
    return claim
  }
}
