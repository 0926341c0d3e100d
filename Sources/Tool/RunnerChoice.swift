import Mutation
import Reporting
import Trials

/// The runner that judges a plan, and what it leaves unjudged.
struct RunnerChoice: Sendable {
  var runner: Runner
  /// The place in `Languages.all`.
  var language: Int
  /// The plan's mutants of that language.
  var plan: Plan
  var notices: [Notice] = []

  static func choose(
    _ options: Options, _ project: Project, _ plan: Plan
  ) throws(Failure) -> RunnerChoice {
    let view = ProjectView.of(project.root, paths: project.paths)
    var candidates: [(language: Int, runner: Runner)] = []
    if let command = options.testCommand {
      candidates = try given(command, options.junit, view, project, plan)
    } else if options.junit != nil {
      throw Failure(
        .usage, "--junit names what a command writes, and there is no command",
        cure: "give the command too: --test-command 'make check'")
    } else {
      for (index, language) in Languages.all.enumerated() {
        guard hasMutants(plan, project, index),
          let runner = language.toolchain.findRunners(view).first
        else { continue }
        candidates.append((index, runner))
      }
    }
    let tests = { (language: Int) in
      project.suites.reduce(0) {
        $0 + (project.languages[$1.path] == language ? $1.tests.count : 0)
      }
    }
    guard let best = candidates.max(by: { tests($0.language) < tests($1.language) }) else {
      throw Failure(
        .untrustworthy, "no test runner was found for \(Words.quoted(options.path))",
        cure: "say how the tests are run: --test-command 'pytest tests'")
    }
    return narrowed(best.runner, best.language, plan, project)
  }

  private static func hasMutants(_ plan: Plan, _ project: Project, _ language: Int) -> Bool {
    plan.chosen.contains { project.languages[$0.path] == language }
  }

  private static func given(
    _ command: String, _ junit: String?, _ view: ProjectView, _ project: Project, _ plan: Plan
  ) throws(Failure) -> [(language: Int, runner: Runner)] {
    guard let words = CommandWords.split(command), !words.isEmpty else {
      throw Failure(
        .usage, "--test-command \(Words.quoted(command)) has an open quote",
        cure: "close it; the command is split like a shell would, but no shell runs it")
    }
    for (index, language) in Languages.all.enumerated() where junit == nil {
      if let runner = language.toolchain.recognise(words, view) { return [(index, runner)] }
    }
    let languages = Languages.all.indices.filter { hasMutants(plan, project, $0) }
    return languages.map {
      (
        $0,
        Runner.generic(
          words, breaking: Languages.all[$0].toolchain.breakStatement, junit: junit)
      )
    }
  }

  /// The plan without the mutants of other languages, which are listed.
  private static func narrowed(
    _ runner: Runner, _ language: Int, _ plan: Plan, _ project: Project
  ) -> RunnerChoice {
    var choice = RunnerChoice(runner: runner, language: language, plan: plan)
    let others = plan.chosen.filter { project.languages[$0.path] != language }
    guard !others.isEmpty else { return choice }
    choice.plan.chosen.removeAll { project.languages[$0.path] != language }
    choice.plan.passedOver += others.map { PassedOver(mutant: $0, reason: "other-language") }
    choice.notices.append(
      Notice(
        kind: .environment, path: "",
        text: "\(Words.count(others.count, "mutant")) of other languages were not run; "
          + "one run judges one language, name its files with --file"))
    return choice
  }
}
