import Foundation
import JavaScript
import Mutation
import Processes
import Python
import Syntax
import Testing
import Text
import Trials

/// A small project in a temporary folder that goes with the value.
final class TrialProject: Sendable {
  let root: String

  init(_ files: [String: String]) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("trial-project-\(UUID().uuidString)")
    root = folder.path
    for (path, text) in files {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  var view: ProjectView {
    let paths = (FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? [])
    let root = root
    return ProjectView(
      root: root, paths: paths.sorted(), read: { TrialProject.bytes("\(root)/\($0)") },
      exists: { FileManager.default.fileExists(atPath: "\(root)/\($0)") })
  }

  static func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map(Array.init)
  }

  func text(_ path: String) -> String {
    String(decoding: TrialProject.bytes("\(root)/\(path)") ?? [], as: UTF8.self)
  }

  /// A mutant of the first place of `original` in the file at `path`.
  func mutant(
    _ id: String, at path: String, _ original: String, _ replacement: String,
    function: String = "f"
  ) -> Mutant {
    TrialsTests.mutant(id, in: text(path), at: path, original, replacement, function: function)
  }

  func runner(_ toolchain: Toolchain, _ command: [String]) throws -> Runner {
    try #require(toolchain.recognise(command, view))
  }

  func campaign(
    _ toolchain: Toolchain, _ runner: Runner, _ mutants: [Mutant], weaving: Weaving = .none,
    options: (inout CampaignOptions) -> Void = { _ in }
  ) -> Campaign {
    var chosen = CampaignOptions()
    chosen.floorSeconds = 4
    options(&chosen)
    var sources: [String: [UInt8]] = [:]
    for mutant in mutants { sources[mutant.path] = Array(text(mutant.path).utf8) }
    return Campaign(
      runner: runner, toolchain: toolchain, plan: Plan(seed: 1, chosen: mutants, passedOver: []),
      sources: sources, testFiles: [], weaving: weaving, options: chosen)
  }

  func run(_ campaign: Campaign) throws(CampaignFailure) -> CampaignResult {
    try campaign.run(root: root, progress: { _ in }, isInterrupted: { false })
  }
}

extension Weaver {
  /// Weaves the mutants of one file.
  static func of(
    _ tree: SyntaxTree, at path: String, by grammar: Grammar, _ mutants: [Mutant],
    rules: MutationRules, guards: Guards
  ) -> Weaver {
    let numbers = Weaver.numbers(Plan(seed: 1, chosen: mutants, passedOver: []))
    return Weaver { passing in
      [
        path: MutantWeaving.weave(
          tree: tree, grammar: grammar, mutants: mutants, rules: rules, guards: guards,
          passing: passing, number: { numbers[$0.id] ?? 0 })
      ]
    }
  }
}

/// Whether a program is on the path.
func isInstalled(_ program: String) -> Bool {
  let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
  return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
}
