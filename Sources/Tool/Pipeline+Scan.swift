import Mutation
import Reporting
import Trials

extension Pipeline {
  /// Classifies, or answers as an earlier scan of the same bytes did.
  func scan(_ reading: ProjectReading) throws(Failure) -> ScanAnswer {
    let revision = Repository(reading.root).revision
    guard options.usesCache, let cache = ScanCache(environment, outside: reading.root),
      let key = ScanKey(
        reading, options, theme: console.theme, arguments: arguments, revision: revision)
    else { return try classify(reading, revision) }
    if let answer = cache.answer(to: key) { return answer }
    let answer = try classify(reading, revision)
    cache.keep(answer, for: key)
    return answer
  }

  private func classify(
    _ reading: ProjectReading, _ revision: String
  ) throws(Failure) -> ScanAnswer {
    let project = Project.read(reading, options, plants: false)
    let empty = emptiness(project, plants: false)
    if let empty, options.failOnEmpty { throw empty }
    var report = report(project, revision)
    report.ending = Ending(code: 0, name: ExitCode.passed.name, reason: ExitCode.passed.meaning)
    let notes = empty.map { "tocsin: \($0.cause)\n        \($0.cure)\n" } ?? ""
    return ScanAnswer(
      output: options.format.bytes(report, console.theme), notes: Array(notes.utf8))
  }

  func report(_ project: Project, _ revision: String) -> Report {
    Report(
      toolVersion: Usage.version, root: options.path, suites: project.suites,
      weakFunctions: Weakness.functions(in: project), notices: project.notices,
      invocation: ["tocsin"] + arguments, revision: revision)
  }

  /// What to say of a tree without tests; nil when it has some.
  func emptiness(_ project: Project, plants: Bool) -> Failure? {
    let tests = project.suites.reduce(0) { $0 + $1.tests.count }
    guard tests == 0 else { return nil }
    let read = Words.count(project.languages.count, "file")
    return Failure(
      options.failOnEmpty ? .empty : plants ? .untrustworthy : .passed,
      "no tests were found in \(Words.quoted(options.path)): \(read) read, "
        + "languages \(Languages.all.map(\.name).joined(separator: ", "))",
      cure: "name test files with --tests GLOB, or give another folder")
  }
}

extension Console {
  /// Says what a scan said; answers how it ended.
  func give(_ answer: ScanAnswer) throws(Failure) -> ExitCode {
    if !answer.notes.isEmpty { try? Console.write(answer.notes[...], to: 2) }
    try Console.write(answer.output[...], to: 1)
    return answer.code
  }
}
