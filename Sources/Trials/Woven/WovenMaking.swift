package import Mutation
package import Processes
import Text

/// Weaves and builds until the compiler is content.
package struct WovenMaking: Sendable {
  let weaver: Weaver
  let tree: WovenTree
  let plan: Plan

  package init(weaver: Weaver, tree: WovenTree, plan: Plan) {
    self.weaver = weaver
    self.tree = tree
    self.plan = plan
  }

  package struct Made: Sendable {
    package var levels: [String: WeavingLevel]
    package var rounds: Int
    package var milliseconds: Int
  }

  package enum End: Sendable {
    case made(Made)
    /// Why nothing is woven.
    case refused(String)
    case interrupted
  }

  private static let mostRounds = 24
  /// From so many rounds on in which its file was blamed a mutant that is blamed is no longer woven
  /// at all, all mutants of its function are blamed with it, and all of its file.
  private static let (lastTry, wholeFunctions, wholeFiles) = (4, 7, 9)
  /// Beyond any level.
  private static let never = 99

  package func make() throws(SystemFailure) -> End {
    var passing: [String: Int] = [:]
    var tries: [String: Int] = [:]
    var milliseconds = 0
    for round in 1...WovenMaking.mostRounds {
      let woven = weaver.weave(passing)
      let build = try tree.build(woven.mapValues(\.bytes))
      milliseconds += build.milliseconds
      if build.limit == .interruption { return .interrupted }
      if let limit = build.limit {
        return .refused("the build hit the limit for \(limit.rawValue)")
      }
      if build.succeeded {
        let levels = woven.values.reduce(into: [:]) { $0.merge($1.levels) { first, _ in first } }
        return .made(Made(levels: levels, rounds: round, milliseconds: milliseconds))
      }
      let blamed = blamed(for: build.errors, in: woven, tries)
      guard !blamed.isEmpty else {
        return .refused("the woven code does not build: \(said(by: build))".cutForMessage)
      }
      for path in Set(blamed.values) { tries[path, default: 0] += 1 }
      for (id, path) in blamed {
        let passed = woven[path]?.passedLevels[id] ?? 0
        passing[id] = tries[path, default: 0] < WovenMaking.lastTry ? passed + 1 : WovenMaking.never
      }
    }
    return .refused("the woven code did not build within \(WovenMaking.mostRounds) rounds")
  }

  private func said(by build: WovenTree.Build) -> String {
    build.errors.first.map { "\($0.path):\($0.line): \($0.message)" } ?? build.output
  }

  /// The woven mutants to blame, each with its path: those that an error stands in or beside, else
  /// those of its function, else all of its file.
  private func blamed(
    for errors: [BuildError], in woven: [String: MutantWeaving], _ tries: [String: Int]
  ) -> [String: String] {
    var blamed: [String: String] = [:]
    for error in errors {
      for mutant in mutants(behind: error, in: woven, tries[error.path, default: 0] + 1) {
        blamed[mutant.id] = mutant.path
      }
    }
    return blamed
  }

  private func mutants(
    behind error: BuildError, in woven: [String: MutantWeaving], _ round: Int
  ) -> [Mutant] {
    if let number = error.mutant, plan.chosen.indices.contains(number - 1) {
      return [plan.chosen[number - 1]]
    }
    guard let weaving = woven[error.path] else { return [] }
    let inFile = plan.chosen.filter { $0.path == error.path && weaving.levels[$0.id] != nil }
    if round >= WovenMaking.wholeFiles { return inFile }
    let offset = WovenMaking.offset(of: error, in: weaving.bytes)
    let ids = weaving.culprits(at: offset)
    if !ids.isEmpty, round < WovenMaking.wholeFunctions {
      return inFile.filter { ids.contains($0.id) }
    }
    let source = weaving.source(of: offset) ?? 0
    let near = inFile.filter {
      !$0.function.isEmpty && $0.functionRange.start <= source && source < $0.functionRange.end
    }
    return near.isEmpty ? inFile : near
  }

  private static func offset(of error: BuildError, in bytes: [UInt8]) -> Int {
    var start = 0
    for _ in 1..<max(1, error.line) {
      guard let end = bytes[start...].firstIndex(of: 10) else { return bytes.count }
      start = end + 1
    }
    return min(start + max(0, error.column - 1), bytes.count)
  }
}
