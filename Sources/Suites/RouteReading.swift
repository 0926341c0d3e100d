import Syntax

/// Finds the method and the address in the expression that sends a request.
struct RouteReading {
  private let reader: Reader
  private var path: String?
  private var method: String?

  init(_ reader: Reader) { self.reader = reader }

  private static let methods: WordSet = [
    "get", "post", "put", "patch", "delete", "head", "options",
  ]

  /// The route of the request whose answer `source` gives; nil when it names no address.
  func route(of answer: Place, _ source: Place) -> String? {
    var reading = self
    var at = source
    while reader.kind(at) == .member || reader.kind(at) == .unary, let inner = reader.first(at) {
      at = reader.resolved(inner)
    }
    reading.read(served(answer, at) ?? at, 0)
    guard let path = reading.path else { return nil }
    return "\(reading.method ?? "request") \(RouteReading.pattern(path))"
  }

  /// An address without its server and query, in which `{}` stands for whatever tells one object of
  /// the route from another: `/users/7`, `/users/${id}` and `/users/no-such-user` are `/users/{}`.
  static func pattern(_ address: String) -> String {
    var plain = ""
    var rest = Substring(address)
    while let next = rest.first {
      if next == "{" || rest.hasPrefix("${") || rest.hasPrefix("\\(") {
        let close: Character = next == "\\" ? ")" : "}"
        plain += "{}"
        rest = rest.drop { $0 != close }.dropFirst()
      } else if next == "?" {
        break
      } else {
        plain.append(next)
        rest = rest.dropFirst()
      }
    }
    var parts = plain.split(separator: "/")[...]
    if parts.first?.hasSuffix(":") ?? false { parts = parts.dropFirst(2) }
    return "/" + parts.map { isObject($0) ? "{}" : String($0) }.joined(separator: "/")
  }

  /// Words with which tests begin the name of what is not there.
  private static let missing: Set<Substring> = [
    "no", "not", "non", "nonexistent", "missing", "unknown", "invalid", "bad", "does", "nope",
    "ghost", "fake", "wrong", "other",
  ]

  private static func isObject(_ part: Substring) -> Bool {
    if part.contains("{}") || part.hasPrefix(":") || part.contains("%") { return true }
    let words = part.split { $0 == "-" || $0 == "_" }
    if words.contains(where: { $0.allSatisfy(\.isNumber) }) { return true }
    if part.count >= 8, part.allSatisfy({ $0.isHexDigit || $0 == "-" }) { return true }
    return words.first.map { missing.contains($0) } ?? false
  }

  /// The request that a handler was given together with the recorder that is looked at.
  private func served(_ answer: Place, _ recorder: Place) -> Place? {
    var at = reader.bare(answer)
    while reader.kind(at) == .member, let inner = reader.first(at) { at = reader.bare(inner) }
    let tree = reader.tree(at)
    guard reader.kind(at) == .name, reader.kind(recorder) == .call,
      reader.callee(recorder)?.last == "NewRecorder",
      let function = tree.ancestor(at.node, of: .functions)
    else { return nil }
    let name = reader.text(at)
    for node in tree.descendants(function) where tree.kind(node) == .call {
      let call = at.at(node)
      guard reader.callee(call)?.last == "ServeHTTP" else { continue }
      let given = reader.arguments(call).positional
      if given.count > 1, reader.text(given[0]) == name { return reader.resolved(given[1]) }
    }
    return nil
  }

  /// How many names and functions of the test tree are followed, one after another.
  private static let mostSteps = 3

  private mutating func read(_ place: Place, _ depth: Int) {
    let tree = reader.tree(place)
    var helpers: [Place] = []
    for node in [place.node] + Array(tree.descendants(place.node)) {
      let at = place.at(node)
      switch tree.kind(node) {
      case .text: text(at)
      case .call:
        guard path == nil, depth < RouteReading.mostSteps, let helper = reader.function(at) else {
          continue
        }
        helpers.append(Place(file: helper.file, node: helper.node))
      case .name, .member:
        if tree.kind(node) == .name { word(tree.text(node)) }
        guard depth < RouteReading.mostSteps, let value = reader.definition(at) else { continue }
        let known = reader.bare(value)
        if reader.kind(known) == .text { text(known) }
        if reader.kind(known) == .call { read(known, depth + 1) }
      default: continue
      }
    }
    for helper in helpers where path == nil { read(helper, depth + 1) }
  }

  private mutating func text(_ place: Place) {
    let written = reader.literal(place) ?? reader.text(place).filter { !"\"'`".contains($0) }
    word(written)
    let plain = written.hasPrefix("f/") ? String(written.dropFirst()) : written
    guard path == nil, plain.hasPrefix("/") || plain.contains("://") else { return }
    path = plain
  }

  private mutating func word(_ name: String) {
    guard method == nil else { return }
    let plain = name.hasPrefix("Method") ? String(name.dropFirst(6)) : name
    if RouteReading.methods.contains(plain.lowercased()) { method = plain.lowercased() }
  }
}
