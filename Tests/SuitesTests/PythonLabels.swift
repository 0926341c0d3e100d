import Foundation
import Python
import Suites
import Syntax
import Testing
import Text
import Trials

/// Reads Python suites for tests: from labelled fixtures and from lines of source.
enum PythonLabels {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/python-suites")

  static var names: [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return all.filter { $0.hasSuffix(".py") }.sorted()
  }

  static func source(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  static func outline(_ source: String, path: String) -> SuiteOutline {
    SuiteAnalysis.outline(
      path: path, tree: SyntaxTree.parse(Array(source.utf8), by: .python), rules: .python)
  }

  static func analyse(_ source: String, path: String = "test_a.py") -> SuiteFile {
    SuiteAnalysis.classify([outline(source, path: path)])[0]
  }

  /// `line class side tier flag…` of every assertion, in source order.
  static func labels(_ file: SuiteFile) -> [String] {
    let all = file.tests.flatMap(\.assertions) + file.assertions
    return all.map { assertion in
      ([
        "\(file.lines.line(of: assertion.range.start))", assertion.classified.rawValue,
        assertion.side.rawValue, "\(assertion.tier)",
      ] + assertion.flags.map(\.rawValue).sorted()).joined(separator: " ")
    }.sorted(by: isEarlier)
  }

  /// The same, as the comments `#! class side tier flag…` of a fixture say it.
  static func marks(_ source: String) -> [String] {
    var marks: [String] = []
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      guard let at = line.range(of: "#! ") else { continue }
      for part in line[at.upperBound...].split(separator: ";") {
        let words = part.split(separator: " ").map(String.init)
        let flags = words.dropFirst(3).sorted()
        marks.append(
          (["\(number + 1)"] + words.prefix(3) + flags).joined(separator: " "))
      }
    }
    return marks.sorted(by: isEarlier)
  }

  private static func isEarlier(_ a: String, _ b: String) -> Bool {
    let numbers = (a.prefix { $0 != " " }, b.prefix { $0 != " " })
    return (Int(numbers.0) ?? 0, a) < (Int(numbers.1) ?? 0, b)
  }

  /// `class tier side` of the assertions in the body of one test.
  static func body(_ lines: String, before: String = "", decorators: String = "") -> [String] {
    let inner = lines.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "    \($0)" }.joined(separator: "\n")
    let file = analyse(
      """
      import re, json, pytest, unittest
      from unittest import mock
      from unittest.mock import Mock, ANY, call
      from hypothesis import given, strategies as st
      from shop import total, tax, area, encode, decode, find, Cart, to_dto, LIMIT, Color, find_all
      \(before)
      \(decorators)
      def test_it(self, client):
      \(inner)
      """)
    return file.tests.flatMap(\.assertions).map {
      "\($0.classified.rawValue) \($0.tier) \($0.side.rawValue)"
    }
  }
}
