import Syntax
import Text

/// Writing the woven file.
extension MutantWeaving {
  /// What is rendered: the original file, or the tokens of a body on one line.
  private struct Script {
    var bytes: [UInt8]
    var sites: [Site]
    /// Bodies by the number of their first site.
    var twins: [Int: TwinBody] = [:]
    /// Where the tokens came from; nil for the original file.
    var origins: FlatText?
  }

  mutating func render(_ tree: SyntaxTree, _ twins: [TwinBody], _ flattening: Flattening) {
    bytes.reserveCapacity(tree.bytes.count * 2)
    let byFirst = Dictionary(uniqueKeysWithValues: twins.map { ($0.sites.lowerBound, $0) })
    let separated = twins.isEmpty ? [] : flattening.separatedTokens(tree)
    let renderer = Renderer(tree: tree, flattening: flattening, separated: separated)
    var next = 0
    render(
      ByteRange(0, UInt32(tree.bytes.count)),
      of: Script(bytes: tree.bytes, sites: sites, twins: byFirst), renderer, next: &next)
  }

  /// What rendering a file needs throughout.
  private struct Renderer {
    let tree: SyntaxTree
    let flattening: Flattening
    let separated: Set<UInt32>
    var guards: Guards { flattening.guards }
  }

  /// Writes the bytes of `range` with every site in it, beginning with number `next`.
  private mutating func render(
    _ range: ByteRange, of script: Script, _ renderer: Renderer, next: inout Int
  ) {
    var at = range.start
    while next < script.sites.count, range.contains(script.sites[next].range) {
      if let twin = script.twins[next], twin.range.start >= at, range.contains(twin.range) {
        keep(ByteRange(at, twin.range.start), of: script)
        if write(twin, of: script, renderer) {
          at = twin.range.end
          next = twin.sites.upperBound
          continue
        }
        at = twin.range.start
      }
      let site = script.sites[next]
      // A site that would cut through another one is left out.
      guard site.range.start >= at else {
        for choice in site.choices { levels[choice.mutant] = nil }
        next += 1
        continue
      }
      keep(ByteRange(at, site.range.start), of: script)
      open(site, renderer.guards)
      next += 1
      render(site.range, of: script, renderer, next: &next)
      close(site, renderer.guards)
      at = site.range.end
    }
    keep(ByteRange(at, range.end), of: script)
  }

  private mutating func keep(_ range: ByteRange, of script: Script) {
    guard !range.isEmpty else { return }
    if let origins = script.origins {
      for token in origins.tokens(in: range) {
        let start = bytes.count + Int(token.start - range.start)
        kept.append(Kept(start: start, source: token.source, count: token.count))
      }
    } else {
      kept.append(Kept(start: bytes.count, source: range.start, count: UInt32(range.count)))
    }
    bytes += script.bytes[range.indices]
  }

  // MARK: Bodies that are written twice

  /// Writes a body on one line with its guards, and once more as it is; false, with nothing written,
  /// when it cannot be.
  private mutating func write(_ twin: TwinBody, of script: Script, _ renderer: Renderer) -> Bool {
    let numbers = script.sites[twin.sites].flatMap { $0.choices.map(\.number) }
    let tokens = renderer.tree.tokens
    let first = tokens.boundary { $0.start >= twin.range.start }
    let last = tokens.boundary { $0.start >= twin.range.end }
    guard let least = numbers.min(), let most = numbers.max(),
      let asked = renderer.guards.asksForNone(of: least...most),
      let flat = renderer.flattening.flat(
        first..<last, of: renderer.tree, separated: renderer.separated,
        mark: { original($0, renderer.guards) })
    else { return false }
    var guarded = Script(bytes: flat.bytes, sites: [])
    guarded.sites = script.sites[twin.sites].map { site in
      var moved = site
      moved.range = flat.range(of: site.range)
      return moved
    }
    guarded.origins = flat
    let start = bytes.count
    // The plain body comes first: what looks up positions in compiled code walks from its start.
    bytes += "if \(asked) { ".utf8
    bytes += original(twin.range.start, renderer.guards).utf8
    if twin.isResult { bytes += "return ".utf8 }
    let plain = bytes.count
    keep(twin.range, of: script)
    let plainEnd = bytes.count
    bytes += " } else { ".utf8
    let isWholeSite = guarded.sites.first.map { $0.isResult && $0.source == twin.range } ?? false
    if twin.isResult, !isWholeSite { bytes += "return ".utf8 }
    bytes += original(tokens[first].start, renderer.guards).utf8
    var next = 0
    render(ByteRange(0, UInt32(flat.bytes.count)), of: guarded, renderer, next: &next)
    bytes += " }".utf8
    bytes += original(twin.range.end, renderer.guards).utf8
    twins.append(
      Twin(id: twin.id, range: start..<bytes.count, plain: plain..<plainEnd, source: twin.range))
    return true
  }

  /// Tells the compiler that the original goes on.
  private func original(_ offset: UInt32, _ guards: Guards) -> String {
    guard let positions = guards.positions, let lines else { return "" }
    let position = lines.position(of: offset)
    return positions.original(path, position.line, position.column)
  }

  // MARK: Sites

  private mutating func open(_ site: Site, _ guards: Guards) {
    for (place, choice) in site.choices.enumerated() {
      let asked = guards.asks(choice.number)
      switch (site.level, guards.choice) {
      case (.value, .value(let before, let then, let otherwise, _)):
        bytes += (before + asked + then).utf8
        insert(choice, guards)
        bytes += otherwise.utf8
      case (.value, .truth):
        bytes += "(\(asked) && (".utf8
        insert(choice, guards)
        bytes += ") || !\(asked) && (".utf8
      case (.statement, _), (.block, _):
        bytes += ((place == 0 ? "if " : "else if ") + asked + " { ").utf8
        insert(choice, guards)
        bytes += " } ".utf8
      }
    }
    if site.level != .value { bytes += "else { ".utf8 }
    bytes += original(site.source.start, guards).utf8
    if site.isResult { bytes += "return ".utf8 }
  }

  private mutating func close(_ site: Site, _ guards: Guards) {
    switch (site.level, guards.choice) {
    case (.value, .value(_, _, _, let after)):
      for _ in site.choices { bytes += after.utf8 }
    case (.value, .truth):
      for _ in site.choices { bytes += "))".utf8 }
    case (.statement, _), (.block, _): bytes += " }".utf8
    }
  }

  private mutating func insert(_ choice: Choice, _ guards: Guards) {
    if let positions = guards.positions { bytes += positions.mutant(choice.number).utf8 }
    let start = bytes.count
    bytes += choice.text
    pieces.append(Piece(range: start..<bytes.count, mutant: choice.mutant))
  }
}
