import Suites
import Syntax
import Text

/// Reads the commands of Cypress: `cy.get('li').should('have.length', 3)`.
/// - Source: https://docs.cypress.io/app/references/assertions
enum Commands {
  static func reading(_ reader: Reader, _ place: Place, _ chain: Chain) -> Reading? {
    var reading = Reading()
    var facet: Facet?
    var hasAsserted = false
    for link in chain.links {
      guard let call = link.call else { continue }
      let arguments = reader.arguments(call).positional
      reading.rest += arguments.filter { [.lambda, .function].contains(reader.kind($0)) }
      switch link.name {
      case "its", "invoke":
        switch arguments.first.flatMap({ reader.literal($0) }) {
        case "status", "response.statusCode", "statusCode": facet = .status
        case "length", "body.length", "size": facet = .length
        default: facet = nil
        }
      case "should", "and":
        guard let claim = claim(reader, link, arguments, facet) else { continue }
        hasAsserted = true
        reading.claims.append(ranged(reader, claim, link, call))
      default: continue
      }
    }
    if !hasAsserted, reading.rest.isEmpty, let last = chain.links.last, let call = last.call,
      isStatement(reader, place)
    {
      let arguments = reader.arguments(call).positional
      switch last.name {
      case "contains":
        var claim = Claim(
          .contains, subject: last.object, expected: arguments.suffix(1), matcher: "contains")
        claim.flags.append(.implicit)
        reading.claims.append(claim)
      case "get", "find", "findByText", "findByRole", "findByTestId", "findByLabelText":
        var claim =
          Queries.text(reader, call)
          ?? Claim(.exists, subject: place, matcher: last.name)
        claim.flags.append(.implicit)
        reading.claims.append(claim)
      default: break
      }
    }
    return reading.claims.isEmpty && reading.rest.isEmpty ? nil : reading
  }

  private static func isStatement(_ reader: Reader, _ place: Place) -> Bool {
    let tree = reader.tree(place)
    return tree.parent(place.node).map { tree.kind($0) == .statement } ?? false
  }

  private static func ranged(
    _ reader: Reader, _ original: Claim, _ link: ChainLink, _ call: Place
  ) -> Claim {
    var claim = original
    let tree = reader.tree(link.member)
    let node = tree[link.member.node]
    claim.range = ByteRange(tree.tokens[Int(node.endToken) - 1].start, tree.range(call.node).end)
    return claim
  }

  /// `should('not.have.text', 'x')` as the chain `.not.have.text('x')`.
  private static func claim(
    _ reader: Reader, _ link: ChainLink, _ arguments: [Place], _ facet: Facet?
  ) -> Claim? {
    guard let first = arguments.first, let chainer = reader.literal(first) else { return nil }
    var words = chainer.split(separator: ".").map(String.init)
    let isNegated = words.first == "not"
    if isNegated { words.removeFirst() }
    let values = Array(arguments.dropFirst())
    let name = words.last ?? ""
    var claim: Claim
    let row =
      values.isEmpty
      ? Matchers.properties[name] ?? Matchers.terminals[name]
      : Matchers.terminals[name] ?? Matchers.properties[name]
    guard let row else {
      return Claim(.unknown, subject: link.object, expected: values, matcher: chainer)
    }
    claim = Claim(row.form, subject: link.object, matcher: chainer)
    claim.isNegated = row.isNegated != isNegated
    claim.expected = values
    claim.facet = facet
    switch row.form {
    case .member where values.count < 2: claim.form = .hasKey
    case .greater, .greaterEqual, .less, .lessEqual:
      if words.contains("length") || words.contains("lengthOf") { claim.facet = .length }
    case .matches where values.first.map({ reader.kind($0) == .text }) ?? false:
      claim.form = .contains
    case .raises: claim = Errors.split(reader, claim)
    case .truth, .exactTruth: claim.form = .exactTruth
    case .catalogue where Matchers.states.contains(name) || Matchers.states.contains(chainer):
      claim.isNegated = false
    default: break
    }
    return claim
  }
}
