package import Mutation
package import Processes
import Text

/// Weaves and builds until the compiler is content.
package struct WovenMaking: Sendable {
  let weaver: Weaver
  let tree: WovenTree
  let plan: Plan
  /// The ids of the plan's mutants by the number by which each is chosen.
  private let mutants: [Int: String]

  package init(weaver: Weaver, tree: WovenTree, plan: Plan) {
    self.weaver = weaver
    self.tree = tree
    self.plan = plan
    mutants = Dictionary(uniqueKeysWithValues: Weaver.numbers(plan).map { ($1, $0) })
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
  /// From so many rounds on in which its file was blamed a body that is there twice is blamed with
  /// the mutants around the error, a mutant that is blamed is no longer woven at all, all mutants of
  /// its function are blamed with it, and all of its file.
  private static let (twins, lastTry, wholeFunctions, wholeFiles) = (3, 4, 7, 9)
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

  /// What is to blame, each with its path: the mutants that an error stands in or beside, else those
  /// of its function, else all of its file; and the bodies written twice that it stands in.
  private func blamed(
    for errors: [BuildError], in woven: [String: MutantWeaving], _ tries: [String: Int]
  ) -> [String: String] {
    var blamed: [String: String] = [:]
    for error in errors {
      if let number = error.mutant, let id = mutants[number] {
        blamed[id] = plan.chosen.first { $0.id == id }?.path
      } else if let weaving = woven[error.path] {
        let ids = culprits(of: error, in: weaving, tries[error.path, default: 0] + 1)
        for id in ids { blamed[id] = error.path }
      }
    }
    return blamed
  }

  private func culprits(
    of error: BuildError, in weaving: MutantWeaving, _ round: Int
  ) -> [String] {
    let inFile = plan.chosen.filter { $0.path == error.path && weaving.levels[$0.id] != nil }
    if round >= WovenMaking.wholeFiles { return inFile.map(\.id) }
    let blame = weaving.blame(line: error.line, column: error.column)
    let isTwin = blame.mutants.isEmpty || round >= WovenMaking.twins
    let twin = isTwin ? blame.twin.map { [$0] } ?? [] : []
    if !blame.mutants.isEmpty, round < WovenMaking.wholeFunctions { return blame.mutants + twin }
    if !twin.isEmpty { return twin }
    let source = blame.source ?? 0
    let near = inFile.filter {
      !$0.function.isEmpty && $0.functionRange.start <= source && source < $0.functionRange.end
    }
    return (near.isEmpty ? inFile : near).map(\.id)
  }
}
