import Foundation
import Mutation
import Syntax
import Testing
import Text

/// Source with an error in it is data.
@Suite struct `Planting in damaged source` {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")

  /// The sources that the parsers are tested with, and the ending of their language.
  private static func sources(_ language: String, _ ending: String) throws -> [String] {
    let here = folder.appending(path: language)
    return try FileManager.default.contentsOfDirectory(atPath: here.path).sorted()
      .filter { $0.hasSuffix(".\(ending)") || $0.hasSuffix(".\(ending).txt") }
      .map { try String(contentsOf: here.appending(path: $0), encoding: .utf8) }
  }

  private static let intruders = [
    "", "", "{", "}", "(", ")", ":", "in", "for", "while", "break", "if", "return", "throws(",
  ]

  @Test(arguments: [
    ("python", "py"), ("javascript", "js"), ("go", "go"), ("rust", "rs"), ("swift", "swift"),
  ])
  func `every mutant lies inside its file, whatever words are lost or doubled`(
    _ language: String, _ ending: String
  ) throws {
    let bench = Workbench(ending)
    var planted = 0
    for source in try Self.sources(language, ending) {
      let tree = bench.tree(source)
      let words = tree.tokens.indices.map { tree.text(token: $0) }
      var lot = SplitMix(seed: 1)
      func drawn(_ count: Int) -> Int { Int.random(in: 0..<count, using: &lot) }
      for _ in 0..<25 {
        let places = Set((0...words.count / 40).map { _ in drawn(words.count) }).sorted()
        let edits = places.map { place in
          Edit(
            ByteRange(Int(tree.tokens[place].start)..<Int(tree.tokens[place].end)),
            drawn(4) == 0 ? words[drawn(words.count)] : Self.intruders[drawn(Self.intruders.count)])
        }
        let text = String(decoding: Array(source.utf8).applying(edits), as: UTF8.self)
        let found = bench.discover(text).mutants
        planted += found.count
        #expect(found.allSatisfy { Int($0.edit.range.end) <= text.utf8.count })
      }
    }
    #expect(planted > 1000)
  }

  @Test(arguments: [
    ("js", "while (a) if (b) break;"),
    ("js", "for (;;) if (a) continue;"),
    ("ts", "const row = (over) =>: ({if"),
    ("tsx", "<select onChange={(e) =>"),
    ("swift", "func a() throws( -> Int { return 1 }"),
  ])
  func `loops without a block, arrows without a body and brackets that never close are read`(
    _ ending: String, _ source: String
  ) {
    let found = Workbench(ending).discover(source).mutants
    #expect(found.allSatisfy { Int($0.edit.range.end) <= source.utf8.count })
  }
}
