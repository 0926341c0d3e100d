import Suites
import Syntax

/// Statements that are chains of calls: expectations of mocks and servers, commands that are run.
enum RustChains {
  private struct Link {
    var name: String
    var arguments: [Place]
  }

  static func reading(_ reader: Reader, _ place: Place) -> Reading? {
    guard isOutermost(reader, place) else { return nil }
    let links = links(reader, place)
    guard links.count > 1 else { return nil }
    if let run = links.firstIndex(where: { $0.name == "assert" && $0.arguments.isEmpty }) {
      return outcome(reader, place, Array(links[(run + 1)...]))
    }
    guard isDropped(reader, place) else { return nil }
    if runsCommand(reader, place) { return outcome(reader, place, Array(links.dropFirst())) }
    if links.contains(where: { $0.name.hasPrefix("expect_") && $0.name != "expect_err" }),
      !reader.callsTestCode(place)
    {
      return expectation(reader, place, links)
    }
    if links.first?.name == "given", links.last?.name == "mount" {
      return request(reader, place, links)
    }
    return nil
  }

  /// Whether a chain begins with a function of the test tree that runs a command and hands on what
  /// asserts of it.
  private static func runsCommand(_ reader: Reader, _ place: Place) -> Bool {
    var at = place
    while let object = reader.receiver(at).map({ reader.bare($0) }), reader.kind(object) == .call {
      at = object
    }
    return reader.ownText(at)?.contains(".assert()") ?? false
  }

  /// Whether no link of the same chain follows.
  private static func isOutermost(_ reader: Reader, _ place: Place) -> Bool {
    let tree = reader.tree(place)
    guard let parent = tree.parent(place.node) else { return true }
    return tree.kind(parent) != .member
  }

  /// Whether nobody looks at what a chain gives, awaited or not.
  private static func isDropped(_ reader: Reader, _ place: Place) -> Bool {
    let tree = reader.tree(place)
    var parent = tree.parent(place.node)
    if let here = parent, tree.kind(here) == .unary { parent = tree.parent(here) }
    return parent.map { tree.kind($0) == .statement } ?? false
  }

  /// The calls of a chain in source order.
  private static func links(_ reader: Reader, _ place: Place) -> [Link] {
    var links: [Link] = []
    var at = place
    for _ in 0..<40 {
      guard reader.kind(at) == .call, let callee = reader.callee(at) else { break }
      links.append(Link(name: callee.last, arguments: reader.arguments(at).positional))
      guard let object = reader.receiver(at).map({ reader.bare($0) }) else { break }
      at = object
    }
    return links.reversed()
  }

  /// `mock.expect_charge().with(eq(5)).times(1)…`; without a count it only stubs.
  private static func expectation(
    _ reader: Reader, _ place: Place, _ links: [Link]
  ) -> Reading {
    let counts: Set<String> = ["once", "never", "times"]
    guard let count = links.first(where: { counts.contains($0.name) }) else { return Reading() }
    let isZero = count.arguments.first.map { reader.number($0) == 0 } ?? false
    return Reading(claims: [
      claim(
        place, isAbsent: count.name == "never" || isZero,
        given: links.filter { $0.name == "with" || $0.name == "withf" }.flatMap(\.arguments))
    ])
  }

  /// `Mock::given(…).and(…).respond_with(…).expect(1).mount(&server)`.
  private static func request(_ reader: Reader, _ place: Place, _ links: [Link]) -> Reading {
    guard let count = links.first(where: { $0.name == "expect" }) else { return Reading() }
    let matchers = ["body_", "header", "query_param"]
    let given = links.filter { $0.name == "and" || $0.name == "given" }.flatMap(\.arguments)
      .filter { argument in
        matchers.contains { reader.callee(reader.bare(argument))?.last.hasPrefix($0) ?? false }
      }
    let isAbsent = count.arguments.first.map { reader.number($0) == 0 } ?? false
    return Reading(claims: [claim(place, isAbsent: isAbsent, given: given)])
  }

  private static func claim(_ place: Place, isAbsent: Bool, given: [Place]) -> Claim {
    if isAbsent { return Claim(.called, subject: place, matcher: "never").negated }
    guard !given.isEmpty else { return Claim(.called, subject: place, matcher: "times") }
    return Claim(.calledWith, subject: place, expected: given, matcher: "with")
  }

  /// `.assert().success().stdout("…")`.
  private static func outcome(_ reader: Reader, _ place: Place, _ links: [Link]) -> Reading? {
    var claims: [Claim] = []
    for link in links {
      switch link.name {
      case "success", "failure", "code", "interrupted":
        claims.append(Claim(.catalogue(.statusOnly), subject: place, matcher: link.name))
      case "stdout", "stderr":
        let text = link.arguments.first.map { reader.text($0) } ?? ""
        let isPart = ["contains", "starts_with", "ends_with", "is_match"].contains(
          where: text.contains)
        claims.append(
          Claim(.catalogue(isPart ? .valuePartial : .value), subject: place, matcher: link.name))
      default: continue
      }
    }
    return claims.isEmpty ? nil : Reading(claims: claims)
  }

  /// The status of a process that ended; a length behind an option.
  static func facet(_ reader: Reader, _ place: Place) -> (facet: Facet, of: Place)? {
    guard reader.kind(place) == .call, let callee = reader.callee(place),
      let object = reader.receiver(place)
    else { return nil }
    switch callee.last {
    case "code", "success":
      let inner = reader.bare(object)
      return reader.path(inner).last == "status"
        ? (callee.last == "code" ? .status : .ok, inner) : nil
    case "map":
      guard let function = reader.firstArgument(place) else { return nil }
      let name = reader.text(function)
      return name.hasSuffix("::len") ? (.length, object) : nil
    default: return nil
    }
  }
}
