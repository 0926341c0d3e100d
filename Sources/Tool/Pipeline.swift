import Glibc
import Mutation
import Processes
import Reporting
import Suites
import Syntax
import Text
import Trials

/// From options to reports: read, plan, run, join, render.
struct Pipeline {
  let options: Options
  let console: Console
  let environment: [String: String]
  let arguments: [String]

  func run() throws(Failure) -> ExitCode {
    let root = try Pipeline.root(options.path)
    let reading = ProjectReading(root, options)
    guard options.verb != .scan else { return try console.give(scan(reading)) }
    let project = Project.read(reading, options, plants: true)
    if let empty = emptiness(project, plants: true) { throw empty }
    var report = report(project, Repository(root).revision)

    var planOptions = PlanOptions(
      seed: options.seed, sample: options.sample, perLine: options.perLine)
    if let reference = options.since {
      planOptions.changedLines = try Repository(root).changedLines(since: reference)
    }
    let plan = try plan(project, planOptions)
    if options.list {
      try console.print(PlanText.render(plan, format: options.format))
      return .passed
    }
    return try mutate(project, plan, &report)
  }

  static func root(_ path: String) throws(Failure) -> String {
    guard let resolved = realpath(path, nil) else {
      let reason = String(cString: strerror(errno))
      throw Failure(
        .usage, "cannot open \(Words.quoted(path)): \(reason)",
        cure: "give the folder of the project; without one the working directory is taken")
    }
    defer { free(resolved) }
    let root = String(cString: resolved)
    guard FileStatus(root)?.kind == .folder else {
      throw Failure(
        .usage, "\(Words.quoted(path)) is not a folder",
        cure: "give the project's folder; --file and --tests choose files in it")
    }
    return root
  }

  // MARK: Planning

  private func plan(_ project: Project, _ planOptions: PlanOptions) throws(Failure) -> Plan {
    if options.verb == .rerun {
      let all = project.discoveries.flatMap { $0.mutants + $0.passedOver.map(\.mutant) }
      guard let mutant = all.first(where: { $0.id.hasPrefix(options.subject) }) else {
        throw Failure(
          .usage, "there is no mutant \(Words.quoted(options.subject)) in this tree",
          cure: "tocsin mutate --list prints all ids; an id changes with the code around it")
      }
      return Plan(seed: options.seed, chosen: [mutant], passedOver: [])
    }
    let plan = Plan.make(from: project.discoveries, options: planOptions)
    guard plan.chosen.isEmpty, !options.list, options.since == nil else { return plan }
    throw Failure(
      options.failOnEmpty ? .empty : .untrustworthy,
      "there is no code to plant errors in: \(Words.count(project.sources.count, "production file"))"
        + ", \(Words.count(plan.passedOver.count, "mutant")) passed over",
      cure: "name production files with --file GLOB")
  }

  // MARK: Running

  private func mutate(
    _ project: Project, _ plan: Plan, _ report: inout Report
  ) throws(Failure) -> ExitCode {
    let choice = try RunnerChoice.choose(options, project, plan)
    for notice in choice.notices { report.notices.append(notice) }
    if options.reuse, !choice.runner.recordsEntered {
      report.notices.append(
        Notice(
          kind: .warning, path: "",
          text: "runs of \(choice.runner.name) do not tell which functions they enter, so --reuse "
            + "keeps outcomes only of an unchanged tree"))
    }
    if !options.quiet {
      for line in choice.runner.explanation { console.say("  " + line) }
    }
    let folder = try OutputFolder(options.output ?? "tocsin-report")
    Interruption.watch()
    let progress = TrialProgress(console: console, options: options)
    let isolation = try isolation()
    let campaign = campaign(project, choice, folder, isolation)
    let result: CampaignResult
    do {
      result = try campaign.run(
        root: project.root, progress: { progress.tell($0) },
        isInterrupted: { Interruption.signal != nil })
    } catch {
      progress.finish()
      throw CampaignWords.failure(error, choice.runner)
    }
    progress.finish()
    try complete(&report, project, choice, result, isolation, folder)
    return try finish(report, folder)
  }

  private func isolation() throws(Failure) -> Isolation {
    if options.isolation == "auto" {
      let wantsGuard = environment["CI"] != nil
      return wantsGuard && Isolation.guard.obstacle == nil ? .guard : .copy
    }
    guard let level = Isolation(rawValue: options.isolation) else {
      throw Failure(.usage, "unknown isolation level", cure: "use auto, copy or guard")
    }
    if let obstacle = level.obstacle {
      throw Failure(
        .usage, "isolation level \(level.rawValue) is not available: \(obstacle)",
        cure: "tocsin doctor says which levels work here")
    }
    return level
  }

  // MARK: Joining

  private func complete(
    _ report: inout Report, _ project: Project, _ choice: RunnerChoice,
    _ result: CampaignResult, _ isolation: Isolation, _ folder: OutputFolder
  ) throws(Failure) {
    let joining = Joining(result: result, suites: report.suites)
    for mutant in choice.plan.chosen {
      report.sources[mutant.path] = project.sources[mutant.path]
      report.languages[mutant.path] = Languages.all[choice.language].id
    }
    for weak in report.weakFunctions { report.sources[weak.path] = project.sources[weak.path] }
    for text in result.notices {
      report.notices.append(Notice(kind: .warning, path: "", text: text))
    }
    for path in result.blindFiles {
      report.notices.append(
        Notice(
          kind: .disagreement, path: path,
          text: "a failure planted in it went unnoticed, so its tests are no evidence"))
    }
    report.trials = Report.Trials(
      method: Method(
        runner: choice.runner.name, command: choice.runner.command,
        isolation: isolation.rawValue, mode: mode(result), jobs: result.jobs,
        budget: options.budget ?? (options.verb == .run ? 600 : 0),
        selectsTestFiles: choice.runner.selectsTestFiles),
      plan: choice.plan, controls: result.controls, outcomes: joining.outcomes,
      tests: joining.tests, isComplete: result.isComplete,
      seconds: (result.milliseconds + 999) / 1000,
      peakBytes: max(result.peakBytes, OwnMemory.peakBytes))
  }

  /// How most of the judged mutants were run.
  private func mode(_ result: CampaignResult) -> String {
    let counts = Dictionary(grouping: result.outcomes.filter(\.status.isJudged), by: \.mode)
      .mapValues(\.count)
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "patched"
  }

  private func finish(_ report: Report, _ folder: OutputFolder) throws(Failure) -> ExitCode {
    var report = report
    let (code, reason) = Gate.judge(report, options, signal: Interruption.signal)
    report.ending = Ending(code: Int(code.rawValue), name: code.name, reason: reason)
    if options.verb == .rerun {
      try console.print(
        Explanation.text(report, subject: options.subject, console.theme))
      return code
    }
    for format in [Format.json, .markdown, .html] {
      if let name = format.fileName { try folder.write(format.render(report, .plain), as: name) }
    }
    if options.format == .stryker, let name = Format.stryker.fileName {
      try folder.write(Format.stryker.render(report, .plain), as: name)
    }
    try console.print(options.format.render(report, console.theme))
    if !options.quiet {
      console.say("  reports: \(folder.path)/index.html, summary.md, report.json")
    }
    return code
  }
}

/// What the result means for the exit code.
enum Gate {
  static func judge(
    _ report: Report, _ options: Options, signal: Int32?
  ) -> (ExitCode, String) {
    if signal == SIGINT { return (.interrupted, ExitCode.interrupted.meaning) }
    if signal != nil { return (.terminated, ExitCode.terminated.meaning) }
    guard let trials = report.trials else { return (.passed, ExitCode.passed.meaning) }
    let judged = trials.outcomes.filter { $0.status.isJudged }
    let score = Score(killed: judged.count { $0.status == .killed }, judged: judged.count)
    if let bound = options.failUnder {
      let low = score.interval.low * 100
      if low < bound, !options.exitZero {
        return (
          .gateFailed,
          "the interval's lower bound is \(Int(low)) %, and --fail-under asks for \(bound) %"
        )
      }
    }
    guard trials.isComplete else {
      let left = trials.outcomes.count { $0.status == .notRun || $0.status == .void }
      return (.incomplete, "\(Words.count(left, "mutant")) of the plan were not judged")
    }
    return (.passed, ExitCode.passed.meaning)
  }
}
