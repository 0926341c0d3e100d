import Foundation
import JavaScript
import Suites
import Syntax
import Testing
import Text
import Trials

/// Reads labelled JavaScript suites and compares what the engine says with what people wrote.
enum JavaScriptFixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/javascript-suites")

  static var names: [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return all.sorted()
  }

  static func analyse(_ files: [(path: String, source: String)]) -> [SuiteFile] {
    let outlines = files.map { path, source in
      let ending = path.split(separator: ".").last.map(String.init) ?? ""
      let grammar = Language.javaScript.grammars[ending] ?? .javaScript
      return SuiteAnalysis.outline(
        path: path, tree: SyntaxTree.parse(Array(source.utf8), by: grammar), rules: .javaScript)
    }
    return SuiteAnalysis.classify(outlines)
  }

  static func analyse(_ source: String, path: String = "a.test.ts") -> SuiteFile {
    analyse([(path, source)])[0]
  }

  /// Every assertion of a file, by line.
  static func assertions(_ file: SuiteFile) -> [(line: Int, assertion: Assertion)] {
    (file.tests.flatMap(\.assertions) + file.assertions)
      .map { (file.lines.line(of: $0.range.start), $0) }
      .sorted { ($0.0, $0.1.range) < ($1.0, $1.1.range) }
  }

  /// `class side tier` of each assertion, in order.
  static func words(_ source: String, path: String = "a.test.ts") -> [String] {
    assertions(analyse(source, path: path)).map { words($0.assertion) }
  }

  static func words(_ assertion: Assertion) -> String {
    "\(assertion.classified.rawValue) \(assertion.side.rawValue) \(assertion.tier)"
  }
}

/// One mark of a fixture: `//! class side tier flag…`, several separated by commas.
struct FixtureMark: Equatable {
  var line: Int
  var words: String
  var flags: [String]

  static func marks(_ source: String) -> [FixtureMark] {
    var marks: [FixtureMark] = []
    for (number, line) in source.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      guard let at = line.range(of: "//! ") else { continue }
      for part in line[at.upperBound...].split(separator: ",") {
        let words = part.split(separator: " ").map(String.init)
        marks.append(
          FixtureMark(
            line: number + 1, words: words.prefix(3).joined(separator: " "),
            flags: Array(words.dropFirst(3))))
      }
    }
    return marks
  }

  /// What of `file` nobody marked, and what marks of `source` it does not hold.
  ///
  /// A flag must stand on the marked assertion, or on any of its line.
  static func problems(
    _ name: String, _ source: String, _ file: SuiteFile, flagsOfLine: Bool = false
  ) -> [String] {
    var found = JavaScriptFixtures.assertions(file)
    var problems: [String] = []
    for mark in marks(source) {
      let exact = found.firstIndex { one in
        let holders = flagsOfLine ? found.filter { $0.line == mark.line } : [one]
        return one.line == mark.line && JavaScriptFixtures.words(one.assertion) == mark.words
          && mark.flags.allSatisfy { flag in
            holders.contains { $0.assertion.flags.map(\.rawValue).contains(flag) }
          }
      }
      if let exact {
        found.remove(at: exact)
      } else {
        problems.append("\(name):\(mark.line) missing \(mark.words) \(mark.flags)")
      }
    }
    for (line, assertion) in found {
      problems.append(
        "\(name):\(line) unexpected \(JavaScriptFixtures.words(assertion)) "
          + "\(assertion.flags.map(\.rawValue)) \(assertion.rule) \(assertion.because)")
    }
    return problems
  }
}

@Suite struct `JavaScript suites` {
  @Test(arguments: JavaScriptFixtures.names)
  func `every labelled assertion is found and no other`(_ name: String) throws {
    let source = try String(
      contentsOf: JavaScriptFixtures.folder.appending(path: name), encoding: .utf8)
    let file = JavaScriptFixtures.analyse(source, path: name)
    #expect(file.unreadBytes == 0)
    #expect(FixtureMark.problems(name, source, file, flagsOfLine: true) == [])
  }
}
