package import Syntax
import Text

/// All mutants of one file compiled in at once, each behind a guard; without a chosen mutant the
/// program is the original, and every line keeps its number.
package struct MutantWeaving: Sendable {
  /// The whole woven file.
  package internal(set) var bytes: [UInt8] = []
  /// The level of every woven mutant, by its id.
  package internal(set) var levels: [String: WeavingLevel] = [:]
  /// How many levels were passed over before that of a woven mutant, by its id.
  package private(set) var passedLevels: [String: Int] = [:]
  var path = ""
  /// The lines of the original file, where compilers count by them; nil where by the woven file's.
  var lines: LineIndex?
  var pieces: [Piece] = []
  var kept: [Kept] = []
  var sites: [Site] = []
  var twins: [Twin] = []

  /// A piece of the woven file that belongs to one mutant.
  struct Piece {
    var range: Range<Int>
    var mutant: String
  }

  /// Original bytes in the woven file.
  struct Kept {
    var start: Int
    var source: UInt32
    var count: UInt32
  }

  struct Site {
    /// In the text that is rendered: the original file, or a body on one line.
    var range: ByteRange
    /// In the original file.
    var source: ByteRange
    var level: WeavingLevel
    var isResult: Bool
    var choices: [Choice]
  }

  struct Choice {
    var number: Int
    var mutant: String
    var text: [UInt8]
  }

  /// A body in the woven file that is there twice.
  struct Twin {
    var id: String
    /// Both, with what chooses between them.
    var range: Range<Int>
    /// That without guards.
    var plain: Range<Int>
    var source: ByteRange
  }

  /// Weaves `mutants`, each at the first level that it can be written at.
  ///
  /// `passing` says how many levels a mutant is to pass over, by its id, and which bodies are not to
  /// be written twice, and `number` by which number a mutant is chosen. A mutant that can be written
  /// at no further level is absent from `levels`.
  package static func weave(
    tree: SyntaxTree, grammar: Grammar, mutants: [Mutant], rules: MutationRules, guards: Guards,
    passing: [String: Int], number: (Mutant) -> Int
  ) -> MutantWeaving {
    let ground = Ground(tree: tree, rules: rules)
    let finder = MutantSites(ground: ground, guards: guards)
    let flattening = Flattening(grammar: grammar, guards: guards)
    var weaving = MutantWeaving()
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
      Site(
        range: $0.range, source: $0.range, level: $0.level, isResult: $0.isResult, choices: $1)
    }
    .sorted { MutantWeaving.isOutside($0, $1) }
    let twins = TwinBodies(ground: ground, guards: guards)
      .twins(of: weaving.sites.map(\.range), in: weaving.path).filter { passing[$0.id] == nil }
    weaving.render(tree, twins, flattening)
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
    return a.level.rawValue > b.level.rawValue
  }

  // MARK: What a compiler says

  /// What an error is blamed on.
  package struct Blame: Equatable, Sendable {
    /// The mutant whose text it stands in, else those of the narrowest site around it.
    package var mutants: [String] = []
    /// The body that is there twice, when the error stands in no mutant's text.
    package var twin: String?
    /// The offset in the original file; nil before its first byte.
    package var source: UInt32?

    package init(mutants: [String] = [], twin: String? = nil, source: UInt32? = nil) {
      self.mutants = mutants
      self.twin = twin
      self.source = source
    }
  }

  /// What an error at a line and column is blamed on; they count from 1, as the compiler counts.
  package func blame(line: Int, column: Int) -> Blame {
    let column = max(0, column - 1)
    guard let lines else {
      return blame(at: min(MutantWeaving.start(ofLine: line, in: bytes) + column, bytes.count))
    }
    guard let start = lines.start(ofLine: line) else { return Blame() }
    let source = start + UInt32(column)
    let twin = twins.first { $0.source.start <= source && source < $0.source.end }
    return Blame(mutants: mutants(around: source), twin: twin?.id, source: source)
  }

  /// What an error at `offset` of the woven file is blamed on.
  package func blame(at offset: Int) -> Blame {
    let source = source(of: offset)
    if let piece = pieces.first(where: {
      $0.range.contains(offset) || $0.range.lowerBound == offset
    }) {
      return Blame(mutants: [piece.mutant], source: source)
    }
    let twin = twins.first { $0.range.contains(offset) }
    if let twin, twin.plain.contains(offset) { return Blame(twin: twin.id, source: source) }
    return Blame(
      mutants: source.map { mutants(around: $0) } ?? [], twin: twin?.id, source: source)
  }

  private func mutants(around source: UInt32) -> [String] {
    let around = sites.filter { $0.source.start <= source && source < $0.source.end }
    return around.min { $0.source.count < $1.source.count }?.choices.map(\.mutant) ?? []
  }

  private func source(of offset: Int) -> UInt32? {
    let next = kept.boundary { $0.start > offset }
    guard next > 0 else { return nil }
    let last = kept[next - 1]
    return last.source + min(UInt32(offset - last.start), last.count)
  }

  private static func start(ofLine line: Int, in bytes: [UInt8]) -> Int {
    var start = 0
    for _ in 1..<max(1, line) {
      guard let end = bytes[start...].firstIndex(of: 10) else { return bytes.count }
      start = end + 1
    }
    return start
  }
}
