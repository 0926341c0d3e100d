import Foundation
import Go
import Mutation
import Processes
import Rust
import SwiftLanguage
import Syntax
import Text
import Trials

// weave go|swift|rust ROOT KEPT PATH…
//
// Weaves every mutant of the files, relative to ROOT, in place, and builds in rounds until the
// compiler is content. What compilers keep lies in KEPT. Prints each round's complaints and time,
// and how many mutants are woven at each level. It writes into ROOT: give it a copy.

var arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count > 3 else { fatalError("usage: weave go|swift|rust ROOT KEPT PATH…") }
let name = arguments.removeFirst()
let root = arguments.removeFirst()
let kept = arguments.removeFirst()

let (grammar, rules, guards): (Grammar, MutationRules, Guards) =
  switch name {
  case "go": (.go, .go, .go)
  case "swift": (.swift, .swift, .swift)
  default: (.rust, .rust, .rust)
  }
var plan = Plan(seed: 1, chosen: [], passedOver: [])
var trees: [(path: String, tree: SyntaxTree, mutants: [Mutant])] = []
for path in arguments {
  guard let data = FileManager.default.contents(atPath: root + "/" + path) else { continue }
  let tree = SyntaxTree.parse([UInt8](data), by: grammar)
  let file = SourceFile(path: path, bytes: [UInt8](data))
  let mutants = Discovery.discover(in: file, tree: tree, rules: rules).mutants
  plan.chosen += mutants
  trees.append((path, tree, mutants))
}
let numbers = Weaver.numbers(plan)
let files = trees
let weaver = Weaver { passing in
  var woven: [String: MutantWeaving] = [:]
  for (path, tree, mutants) in files {
    woven[path] = MutantWeaving.weave(
      tree: tree, grammar: grammar, mutants: mutants, rules: rules, guards: guards,
      passing: passing, number: { numbers[$0.id] ?? 0 })
  }
  return woven
}
let request = RunRequest(
  root: root, support: kept, scratch: kept, temporary: kept, kept: kept, testFiles: nil)
let view = WovenView(
  paths: (FileManager.default.subpaths(atPath: root) ?? []).filter { !$0.hasPrefix(".") }.sorted(),
  read: { FileManager.default.contents(atPath: root + "/" + $0).map { [UInt8]($0) } })
let helpers: @Sendable ([String: [UInt8]]) -> [String: [UInt8]] = { woven in
  switch name {
  case "go": GoGuards.files(for: woven)
  case "swift": SwiftWoven.helpers(woven, view)
  default: RustWoven.helpers(woven, view)
  }
}

let tree = WovenTree(
  build: { files in
    for (path, bytes) in files.merging(helpers(files), uniquingKeysWith: { $1 }) {
      try? Data(bytes).write(to: URL(fileURLWithPath: root + "/" + path))
    }
    let call =
      switch name {
      case "go":
        Invocation(
          arguments: GoGuards.build("go", [], ["./..."]), environment: ["TOCSIN_KEPT": request.kept]
        )
      case "swift": SwiftWoven.build(request, options: [])
      default: RustWoven.build(request, words: ["cargo", "test", "--offline"])
      }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = call.arguments
    process.currentDirectoryURL = URL(fileURLWithPath: root)
    process.environment = ProcessInfo.processInfo.environment
      .merging(call.environment) { $1 }.merging(["TOCSIN_RESULTS": request.resultsPath]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try? FileManager.default.removeItem(atPath: request.resultsPath)
    let start = Date()
    try? process.run()
    let said = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    let milliseconds = Int(Date().timeIntervalSince(start) * 1000)
    let artifacts = RunArtifacts(
      root: root, exitCode: process.terminationStatus,
      results: FileManager.default.contents(atPath: request.resultsPath).map { [UInt8]($0) },
      output: [UInt8](said))
    let errors =
      switch name {
      case "go": GoGuards.errors(artifacts)
      case "swift": SwiftWoven.errors(artifacts)
      default: RustWoven.errors(artifacts)
      }
    print("round: exit \(process.terminationStatus), \(milliseconds) ms, \(errors.count) errors")
    for error in errors.prefix(12) {
      print("  \(error.path):\(error.line):\(error.column): \(error.message)")
    }
    if errors.isEmpty, process.terminationStatus != 0 {
      print(String(decoding: said.suffix(3000), as: UTF8.self))
    }
    return WovenTree.Build(
      succeeded: process.terminationStatus == 0, errors: errors, milliseconds: milliseconds)
  },
  run: { _, _ in fatalError("nothing is run") })

switch try WovenMaking(weaver: weaver, tree: tree, plan: plan).make() {
case .made(let made):
  let counts = WeavingLevel.allCases.map { level in
    "\(level) \(made.levels.values.count { $0 == level })"
  }
  print(
    "\(made.levels.count) of \(plan.chosen.count) mutants woven (\(counts.joined(separator: ", ")))",
    "in \(made.rounds) rounds, \(made.milliseconds) ms")
case .refused(let reason): print("refused:", reason)
case .interrupted: print("interrupted")
}
