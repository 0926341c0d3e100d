import Syntax

/// R12: two tests of one route that expect different codes are a decision of the code.
struct Contrast {
  /// The codes expected of each route, with the test that expects them.
  private var routes: [String: [(code: String, test: Int)]] = [:]

  mutating func note(_ test: ExaminedCase, test number: Int) {
    for index in test.entries.indices {
      guard let request = test.entries[index].request else { continue }
      routes[request.route, default: []].append((request.code, number))
    }
  }

  func apply(to tests: inout [ExaminedCase]) {
    for test in tests.indices {
      for entry in tests[test].entries.indices {
        guard let request = tests[test].entries[entry].request, let all = routes[request.route],
          tests[test].entries[entry].judgement.classified == .statusOnly,
          all.contains(where: { $0.test != test && $0.code != request.code })
        else { continue }
        var judgement = tests[test].entries[entry].judgement
        judgement = judgement.adding(.decision)
        judgement.flags.removeAll { $0 == .errorStatus }
        judgement.tier = min(2, tests[test].entries[entry].check.reach.cap)
        judgement.rule = "R12"
        judgement.because += "; another test of the same route expects another status"
        tests[test].entries[entry].judgement = judgement
      }
    }
  }

  /// The route and the specific code that a status check is about.
  static func request(_ check: Check, _ reader: Reader) -> (route: String, code: String)? {
    guard
      check.claim.form == .equal || check.claim.form == .isIn || check.claim.form == .contains
        || check.claim.form == .status, !check.claim.isNegated, let first = check.claim.subject
    else { return nil }
    let sides = [first] + check.claim.expected
    guard let code = sides.compactMap({ code($0, reader) }).first else { return nil }
    for side in sides {
      guard let (facet, inner) = reader.facet(side), facet == .status else { continue }
      return route(inner, reader).map { ($0, code) }
    }
    if let expected = check.claim.expected.first, reader.looksLikeStatus(first, expected) {
      return route(first, reader).map { ($0, code) }
    }
    if check.claim.form == .status || check.claim.facet == .status {
      return route(first, reader).map { ($0, code) }
    }
    return nil
  }

  /// The route that must answer with a redirection; such a check is none of a status itself.
  static func redirect(_ check: Check, _ reader: Reader) -> (route: String, code: String)? {
    guard check.claim.matcher == "assertRedirects", let answer = check.claim.subject else {
      return nil
    }
    return route(answer, reader).map { ($0, "302") }
  }

  private static let verbs: WordSet = [
    "get", "post", "put", "patch", "delete", "head", "options", "request", "fetch", "inject",
  ]

  /// The method and the address of a request; settings may be chained to it.
  private static func route(_ answer: Place, _ reader: Reader) -> String? {
    var at = reader.resolved(reader.destructured(reader.bare(answer)) ?? answer)
    if reader.kind(at) == .name,
      case .binding(let binding, _) = reader.meaning(reader.text(at), at: at),
      binding.source == .element
    {
      // One of several answers.
      at = reader.resolved(at.at(binding.node))
    }
    if let described = RouteReading(reader).route(of: answer, at) { return described }
    if reader.kind(at) == .member, let object = reader.first(at) { at = reader.resolved(object) }
    for _ in 0..<20 {
      guard reader.kind(at) == .call, let callee = reader.callee(at) else { return nil }
      let receiver = reader.receiver(at).map { reader.bare($0) }
      let isLast = receiver.map { reader.kind($0) != .call } ?? true
      if isLast || verbs.contains(callee.last) {
        guard let route = reader.firstArgument(at) else { return nil }
        return "\(callee.last) \(reader.text(route))" + ownServer(at, reader)
      }
      guard let receiver else { return nil }
      at = receiver
    }
    return nil
  }

  /// Names the server in `request(server).get(…)`, when the test around makes its own.
  private static func ownServer(_ call: Place, _ reader: Reader) -> String {
    var at = call
    while let receiver = reader.receiver(at).map({ reader.bare($0) }),
      reader.kind(receiver) == .call
    {
      at = receiver
    }
    guard at != call, let server = reader.firstArgument(at),
      reader.kind(server) == .name,
      case .binding(let binding, _) = reader.meaning(reader.text(server), at: server)
    else { return "" }
    let function = reader.tree(server).ancestor(binding.at, of: .functions)
    let isOwn = reader.outline(server).cases.contains { $0.function == function }
    return isOwn ? " of \(binding.at.value)" : ""
  }

  /// Whether a status is that of a row of a table some of whose rows expect success and some failure.
  static func isOfTable(_ expected: Place, _ reader: Reader) -> Bool {
    let root = reader.owner(expected)
    guard root != reader.bare(expected) else { return false }
    let outline = reader.outline(root)
    // Also where the body begins with `tt := tt`.
    guard reader.kind(root) == .name,
      let binding = outline.binders(of: reader.text(root)).lazy.flatMap(\.bindings).first(where: {
        $0.source == .element && outline.tree.encloses($0.at, root.node)
      })
    else { return false }
    let table = reader.resolved(root.at(binding.node))
    let tree = reader.tree(table)
    let codes = Set(
      tree.descendants(table.node).lazy.filter { [.number, .member].contains(tree.kind($0)) }
        .compactMap { code(table.at($0), reader) })
    return codes.contains(where: isSuccess) && codes.contains { !isSuccess($0) }
  }

  private static let successes: WordSet = [
    "StatusOK", "StatusCreated", "StatusAccepted", "StatusNoContent", "OK", "CREATED", "ACCEPTED",
    "NO_CONTENT", "HTTP_200_OK", "HTTP_201_CREATED", "HTTP_202_ACCEPTED", "HTTP_204_NO_CONTENT",
  ]

  private static func isSuccess(_ code: String) -> Bool {
    Int(code).map { $0 < 400 } ?? successes.contains(code)
  }

  private static func code(_ place: Place, _ reader: Reader) -> String? {
    let at = reader.resolved(place)
    if let number = reader.number(at), number >= 100, number < 600 { return String(Int(number)) }
    let written = reader.text(at)
    if written.hasPrefix("."), Reader.statusWords.contains(String(written.dropFirst())) {
      return written
    }
    if let word = reader.path(at).names.last {
      let isOfStatus = reader.path(at).names.dropLast().contains {
        ["StatusCode", "HTTPStatus", "HttpStatus"].contains($0)
      }
      return isOfStatus || word.hasPrefix("Status") && word.count > 6 || word.hasPrefix("HTTP_")
        ? word : nil
    }
    let kinds: NodeKinds = [.group, .list]
    guard kinds.contains(reader.kind(at)) else { return nil }
    let codes = reader.children(at).compactMap { code($0, reader) }
    return codes.isEmpty ? nil : codes.sorted().joined(separator: " ")
  }
}
