package import Syntax
import Text

/// All mutants of one file compiled in at once, each behind a guard; without a chosen mutant the
/// program is the original, and every line keeps its number.
package struct MutantWeaving: Sendable {
  /// The whole woven file.
  package private(set) var bytes: [UInt8]
  /// The level of every woven mutant, by its id.
  package private(set) var levels: [String: WeavingLevel]
  /// How many levels were passed over before that of a woven mutant, by its id.
  package private(set) var passedLevels: [String: Int] = [:]
  private var path = ""
  private var lines: LineIndex?
  private var pieces: [Piece] = []
  private var kept: [Kept] = []
  private var sites: [Site] = []

  /// A piece of the woven file that belongs to one mutant.
  private struct Piece {
    var range: Range<Int>
    var mutant: String
  }

  /// Original bytes in the woven file.
  private struct Kept {
    var start: Int
    var source: UInt32
  }

  fileprivate struct Site {
    var range: ByteRange
    var level: WeavingLevel
    var isResult: Bool
    var choices: [Choice]
  }

  fileprivate struct Choice {
    var number: Int
    var mutant: String
    var text: [UInt8]
  }

  /// Weaves `mutants`, each at the first level that it can be written at.
  ///
  /// `passing` says how many levels a mutant is to pass over, by its id, and `number` by which
  /// number it is chosen. A mutant that can be written at no further level is absent from `levels`.
  package static func weave(
    tree: SyntaxTree, grammar: Grammar, mutants: [Mutant], rules: MutationRules, guards: Guards,
    passing: [String: Int], number: (Mutant) -> Int
  ) -> MutantWeaving {
    let finder = MutantSites(ground: Ground(tree: tree, rules: rules), guards: guards)
    let flattening = Flattening(grammar: grammar, guards: guards)
    var weaving = MutantWeaving(bytes: [], levels: [:])
    var found: [MutantSite: [Choice]] = [:]
    for mutant in mutants where !leavesOut(mutant, guards) {
      let first = passing[mutant.id] ?? 0
      for (passed, level) in guards.levels.enumerated().dropFirst(first) {
        guard let site = finder.site(of: mutant.edit.range, at: level),
          let text = flattening.flat(changed(mutant.edit, in: site, of: tree))
            .map({ site.isResult ? MutantWeaving.returning($0) : $0 }),
          level != .value || !text.isEmpty
        else { continue }
        let choice = Choice(number: number(mutant), mutant: mutant.id, text: text)
        found[site, default: []].append(choice)
        weaving.levels[mutant.id] = level
        weaving.passedLevels[mutant.id] = passed
        break
      }
    }
    weaving.path = mutants.first?.path ?? ""
    weaving.lines = guards.positions == nil ? nil : LineIndex(tree.bytes)
    weaving.sites = found.map {
      Site(range: $0.range, level: $0.level, isResult: $0.isResult, choices: $1)
    }
    .sorted { MutantWeaving.isOutside($0, $1) }
    weaving.render(tree, guards)
    return weaving
  }

  /// Whether a mutant leaves out what its function must have done.
  private static func leavesOut(_ mutant: Mutant, _ guards: Guards) -> Bool {
    guard let name = mutant.function.split(separator: ".").last,
      guards.initializers.contains(String(name))
    else { return false }
    return mutant.operatorID.hasPrefix("remove-") || mutant.isExtreme
  }

  /// A statement that gives a result, with the word that says so.
  private static func returning(_ text: [UInt8]) -> [UInt8] {
    let words = ["return", "throw", "if", "switch", "fatalError", "guard", "_"]
    let trimmed = text.drop { $0 <= 32 }
    if trimmed.isEmpty || words.contains(where: { trimmed.starts(with: $0.utf8) }) { return text }
    return Array("return ".utf8) + trimmed
  }

  /// The text of a site with `edit` made; of a block that was replaced whole, what is inside.
  private static func changed(_ edit: Edit, in site: MutantSite, of tree: SyntaxTree) -> [UInt8] {
    guard site.range.contains(edit.range) else {
      let trimmed = edit.replacement.drop { $0 <= 32 }
      guard trimmed.first == UInt8(ascii: "{"), let end = trimmed.lastIndex(of: UInt8(ascii: "}"))
      else { return edit.replacement }
      return Array(trimmed[trimmed.index(after: trimmed.startIndex)..<end])
    }
    let start = site.range.start
    let local = ByteRange(edit.range.start - start, edit.range.end - start)
    return Array(tree.bytes[site.range.indices]).applying([Edit(local, edit.replacement)])
  }

  private static func isOutside(_ a: Site, _ b: Site) -> Bool {
    if a.range.start != b.range.start { return a.range.start < b.range.start }
    if a.range.end != b.range.end { return a.range.end > b.range.end }
    return a.level > b.level
  }

  // MARK: Rendering

  private mutating func render(_ tree: SyntaxTree, _ guards: Guards) {
    bytes.reserveCapacity(tree.bytes.count * 2)
    var next = 0
    render(ByteRange(0, UInt32(tree.bytes.count)), of: tree, guards, next: &next)
  }

  /// Writes the original bytes of `range` with every site in it, beginning with number `next`.
  private mutating func render(
    _ range: ByteRange, of tree: SyntaxTree, _ guards: Guards, next: inout Int
  ) {
    var at = range.start
    while next < sites.count, range.contains(sites[next].range) {
      let site = sites[next]
      // A site that would cut through another one is left out.
      guard site.range.start >= at else {
        for choice in site.choices { levels[choice.mutant] = nil }
        next += 1
        continue
      }
      keep(ByteRange(at, site.range.start), of: tree)
      open(site, guards)
      next += 1
      render(site.range, of: tree, guards, next: &next)
      close(site, guards)
      at = site.range.end
    }
    keep(ByteRange(at, range.end), of: tree)
  }

  private mutating func keep(_ range: ByteRange, of tree: SyntaxTree) {
    guard !range.isEmpty else { return }
    kept.append(Kept(start: bytes.count, source: range.start))
    bytes += tree.bytes[range.indices]
  }

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
    if let positions = guards.positions, let lines {
      let position = lines.position(of: site.range.start)
      bytes += positions.original(path, position.line, position.column).utf8
    }
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

  // MARK: What a compiler says

  /// The mutants that are to blame for an error at `offset` of the woven file: the one whose text
  /// stands there, else those of the narrowest site around it, else nobody.
  package func culprits(at offset: Int) -> [String] {
    if let piece = pieces.first(where: {
      $0.range.contains(offset) || $0.range.lowerBound == offset
    }) {
      return [piece.mutant]
    }
    guard let source = source(of: offset) else { return [] }
    let around = sites.filter { $0.range.start <= source && source < $0.range.end }
    guard let site = around.min(by: { $0.range.count < $1.range.count }) else { return [] }
    return site.choices.map(\.mutant)
  }

  /// The offset in the original file of what stands at `offset`; nil before its first byte.
  package func source(of offset: Int) -> UInt32? {
    var low = 0
    var high = kept.count
    while low < high {
      let middle = (low + high) / 2
      if kept[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let last = kept[low - 1]
    let limit = low < kept.count ? kept[low].source : UInt32.max
    return min(last.source + UInt32(offset - last.start), limit)
  }
}
