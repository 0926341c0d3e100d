import Suites
import Syntax
import Text

extension ChainReader {
  mutating func add(_ row: ChainRow, _ link: ChainLink, _ arguments: [Place]) {
    var claim = claim(row, link, arguments)
    if promise == .rejects { claim = rejected(claim) }
    claim.matcher = link.name
    if !claims.isEmpty { claim.range = range(link) }
    claims.append(claim)
    if link.name == "property", let name = arguments.first.flatMap({ reader.literal($0) }) {
      facet = name == "length" ? .length : name == "status" ? .status : nil
    }
  }

  func range(_ link: ChainLink) -> ByteRange {
    let tree = reader.tree(link.member)
    let node = tree[link.member.node]
    let start = tree.tokens[Int(node.endToken) - 1].start
    return ByteRange(start, tree.range((link.call ?? link.member).node).end)
  }

  func claim(_ row: ChainRow, _ link: ChainLink, _ arguments: [Place]) -> Claim {
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

  func truth(_ claim: Claim) -> Claim {
    guard let subject else { return claim }
    if !claim.isNegated, let found = Queries.text(reader, subject) { return found }
    var inner = reader.condition(subject)
    if inner.form == .truth, claim.form == .exactTruth { inner.form = .exactTruth }
    return claim.isNegated ? inner.negated : inner
  }

  func equal(_ original: Claim, _ name: String) -> Claim {
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

  func presence(_ claim: Claim) -> Claim {
    let isPresent = (claim.form == .exists) != claim.isNegated
    guard isPresent, let subject, let found = Queries.text(reader, subject) else { return claim }
    return found
  }

  func part(_ original: Claim, _ name: String) -> Claim {
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

  func member(_ original: Claim) -> Claim {
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
  func count(_ original: Claim) -> Claim {
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
  func snapshot(_ original: Claim, _ name: String, _ arguments: [Place]) -> Claim {
    var claim = original
    guard name == "toMatchInlineSnapshot", let last = arguments.last,
      let text = reader.literal(last), !text.contains("\n"), text.utf8.count < 60
    else { return claim }
    claim.form = .equal
    claim.expected = [last]
    return claim
  }

  /// What a matcher says of a promise that fails, it says of the error.
  func rejected(_ claim: Claim) -> Claim {
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

  func satisfied(_ link: ChainLink, _ arguments: [Place]) -> Claim {
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
  func custom(_ link: ChainLink, _ arguments: [Place]) -> Claim {
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
