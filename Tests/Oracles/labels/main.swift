// Prints every test case and assertion of the files and folders given, one per line, for review:
// path:line, kind or class, side, tier, flags, rule, reason. Reads, runs nothing.
// With `--each` every file is a project of its own.
import Foundation
import Go
import JavaScript
import Python
import Rust
import Suites
import SwiftLanguage
import Syntax
import Text
import Trials

let languages: [Language] = [.python, .javaScript, .go, .rust, .swift]

func files(under path: String) -> [String] {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return [] }
  guard isFolder.boolValue else { return [path] }
  let names = FileManager.default.subpaths(atPath: path) ?? []
  return names.filter { !$0.contains("node_modules/") }.sorted().map { path + "/" + $0 }
}

let isEach = CommandLine.arguments.contains("--each")
var outlines: [SuiteOutline] = []
for root in CommandLine.arguments.dropFirst() where root != "--each" {
  for path in files(under: root) {
    let ending = path.split(separator: ".").last.map(String.init) ?? ""
    for language in languages {
      guard let grammar = language.grammars[ending],
        let bytes = FileManager.default.contents(atPath: path)
      else { continue }
      let tree = SyntaxTree.parse([UInt8](bytes), by: grammar)
      let shown = path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
      guard
        SuiteAnalysis.isTestFile(path: shown, tree: tree, rules: language.suites)
          || SuiteAnalysis.isSupportFile(path: shown, rules: language.suites) || path == root
      else { continue }
      outlines.append(SuiteAnalysis.outline(path: shown, tree: tree, rules: language.suites))
    }
  }
}
let found =
  isEach
  ? outlines.flatMap { SuiteAnalysis.classify([$0]) } : SuiteAnalysis.classify(outlines)
for file in found {
  func show(_ assertion: Assertion, _ kind: String) {
    let line = file.lines.line(of: assertion.range.start)
    let flags = assertion.flags.map(\.rawValue).joined(separator: ",")
    print(
      "\(file.path):\(line)", kind, assertion.classified.rawValue, assertion.side.rawValue,
      assertion.tier, flags.isEmpty ? "-" : flags, assertion.rule, assertion.because,
      assertion.subjects.joined(separator: ","), separator: "\t")
  }
  for test in file.tests {
    let line = file.lines.line(of: test.range.start)
    print(
      "\(file.path):\(line)", "test", test.name, test.kind.rawValue,
      test.isDisabled ? "disabled" : "-", test.flags.map(\.rawValue).joined(separator: ","),
      separator: "\t")
    for assertion in test.assertions { show(assertion, assertion.helper == nil ? "in" : "helper") }
  }
  for assertion in file.assertions { show(assertion, "loose") }
}
