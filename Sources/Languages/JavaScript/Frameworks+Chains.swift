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
  static func plain(_ reader: Reader, _ place: Place) -> Place {
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
  var isNegated = false
  var promise = Promise.none
  var facet: Facet?
  var holdsPart = false
  var isAny = false
  var claims: [Claim] = []
  var rest: [Place] = []
  let isAsynchronous: Bool
  var needsWaiting: Bool

  enum Promise { case none, resolves, rejects }

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

  mutating func plain(_ link: ChainLink, isLast: Bool) {
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

  mutating func called(_ link: ChainLink, _ call: Place, isLast: Bool) {
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
  var isPage: Bool {
    guard let subject else { return false }
    let at = reader.resolved(subject)
    let text = reader.text(reader.kind(at) == .name ? reader.bare(subject) : at)
    guard text == "page" || text.hasPrefix("page.") || text.contains(".locator(") else {
      return false
    }
    return !text.contains("await") && !text.hasSuffix(".url()")
  }
}
