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
    return "\(reading.method ?? "request") \(path.prefix { $0 != "?" })"
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

  private mutating func read(_ place: Place, _ depth: Int) {
    let tree = reader.tree(place)
    for node in [place.node] + Array(tree.descendants(place.node)) {
      let at = place.at(node)
      switch tree.kind(node) {
      case .text: text(at)
      case .name:
        word(tree.text(node))
        guard depth < 2, let value = reader.definition(at), reader.kind(reader.bare(value)) == .call
        else { continue }
        read(reader.bare(value), depth + 1)
      default: continue
      }
    }
  }

  private mutating func text(_ place: Place) {
    let written = reader.literal(place) ?? reader.text(place).filter { $0 != "\"" && $0 != "`" }
    word(written)
    guard path == nil, written.drop(while: { $0 == "f" }).hasPrefix("/") || written.contains("://")
    else { return }
    path = written
  }

  private mutating func word(_ name: String) {
    guard method == nil else { return }
    let plain = name.hasPrefix("Method") ? String(name.dropFirst(6)) : name
    if RouteReading.methods.contains(plain.lowercased()) { method = plain.lowercased() }
  }
}
