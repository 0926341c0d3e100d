import Glibc
import Mutation
import Processes
import Suites
import Syntax
import Text
import Trials

/// From a plan to a campaign.
extension Pipeline {
  func campaign(
    _ project: Project, _ choice: RunnerChoice, _ folder: OutputFolder, _ isolation: Isolation
  ) -> Campaign {
    var settings = CampaignOptions()
    settings.jobs = options.jobs ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    settings.isolation = isolation
    settings.budgetSeconds = options.budget ?? (options.verb == .run ? 600 : nil)
    settings.runsFullMatrix = options.matrix == .full
    settings.stopsAtFirstKill = options.matrix == .first && options.verb != .rerun
    settings.runsQuickly = options.mode == .auto
    for name in options.environment { settings.environment[name] = environment[name] }
    if options.verb != .rerun { settings.journal = folder.path + "/journal.jsonl" }
    settings.startsAnew = options.restart
    settings.reuses = options.reuse && choice.runner.recordsEntered
    settings.toolVersion = Usage.version
    if let output = realpath(folder.path, nil) {
      let path = String(cString: output)
      free(output)
      if path.hasPrefix(project.root + "/") {
        settings.leftOut = [String(path.dropFirst(project.root.count + 1))]
      }
    }
    var sources: [String: [UInt8]] = [:]
    for mutant in choice.plan.chosen { sources[mutant.path] = project.sources[mutant.path]?.bytes }
    let tests = project.suites.filter {
      !$0.tests.isEmpty && project.languages[$0.path] == choice.language
    }
    var campaign = Campaign(
      runner: choice.runner, toolchain: Languages.all[choice.language].toolchain,
      plan: choice.plan, sources: sources, testFiles: tests.map(\.path),
      weaving: weaving(project, choice), weaver: weaver(project, choice), options: settings)
    if settings.reuses { campaign.bodies = bodies(tests, choice) }
    return campaign
  }

  /// How files of the chosen language are taken apart.
  private func bodies(
    _ suites: [SuiteFile], _ choice: RunnerChoice
  ) -> @Sendable (_ path: String, _ read: () -> [UInt8]?) -> FileBodies? {
    let language = choice.language
    let testLines = Dictionary(
      uniqueKeysWithValues: suites.map { suite in
        (suite.path, Set(suite.tests.map { suite.lines.line(of: $0.range.start) }))
      })
    return { path, read in
      guard let (number, ending) = Languages.reading(path), number == language,
        let grammar = Languages.all[number].grammars[ending], let bytes = read()
      else { return nil }
      return FileBodies(
        of: SyntaxTree.parse(bytes, by: grammar), rules: Languages.all[number].mutation,
        testLines: testLines[path] ?? [])
    }
  }

  /// How the plan's mutants are written into their files all at once.
  private func weaver(_ project: Project, _ choice: RunnerChoice) -> Weaver? {
    let language = Languages.all[choice.language]
    guard let guards = language.mutation.guards, options.verb != .rerun else { return nil }
    let numbers = Weaver.numbers(choice.plan)
    let files = Dictionary(grouping: choice.plan.chosen, by: \.path).sorted { $0.key < $1.key }
      .compactMap { path, mutants -> (path: String, tree: SyntaxTree, Grammar, [Mutant])? in
        guard let file = project.sources[path], let (_, ending) = Languages.reading(path),
          let grammar = language.grammars[ending]
        else { return nil }
        return (path, SyntaxTree.parse(file.bytes, by: grammar), grammar, mutants)
      }
    return Weaver { passing in
      let woven = Parallel.map(files.count) { index in
        let (_, tree, grammar, mutants) = files[index]
        return MutantWeaving.weave(
          tree: tree, grammar: grammar, mutants: mutants, rules: language.mutation, guards: guards,
          passing: passing, number: { numbers[$0.id] ?? 0 })
      }
      return Dictionary(uniqueKeysWithValues: zip(files.map(\.path), woven))
    }
  }

  /// The reach markers of every file that has mutants.
  private func weaving(_ project: Project, _ choice: RunnerChoice) -> Weaving {
    let byPath = Dictionary(grouping: choice.plan.chosen, by: \.path).sorted { $0.key < $1.key }
    var firstSites = [0]
    for (_, mutants) in byPath {
      firstSites.append(firstSites[firstSites.count - 1] + mutants.count)
    }
    let sites = firstSites
    let rules = Languages.all[choice.language].mutation
    let woven = Parallel.map(byPath.count) { index -> ReachWeaving? in
      let (path, mutants) = byPath[index]
      guard let file = project.sources[path], let (number, ending) = Languages.reading(path),
        let grammar = Languages.all[number].grammars[ending]
      else { return nil }
      return ReachWeaving.weave(
        tree: SyntaxTree.parse(file.bytes, by: grammar), mutants: mutants, rules: rules,
        firstSite: sites[index])
    }
    var result = Weaving.none
    for ((path, _), weaving) in zip(byPath, woven) {
      guard let weaving else { continue }
      result.edits[path] = weaving.edits
      for (site, mutants) in weaving.sites {
        for mutant in mutants { result.places[mutant] = site }
      }
    }
    return result
  }
}
