import Glibc
import Mutation
import Processes
import Reporting
import Suites
import Text
import Trials

/// `tocsin doctor`: what was found, what is missing, which isolation works.
enum Doctor {
  static func examine(
    _ options: Options, _ console: Console, _ environment: [String: String]
  ) throws(Failure) -> ExitCode {
    let root = try Pipeline.root(options.path)
    let project = Project.read(ProjectReading(root, options), options, plants: true)
    var out = "tocsin \(Usage.version) in \(Escaping.terminal(root))\n\n"
    out += files(project)
    let (runners, hasRunner) = runners(project, environment)
    out += "\nTest commands\n" + runners + "\nIsolation\n"
    for level in Isolation.allCases {
      out += "  \(level.rawValue): \(level.obstacle ?? "works")\n"
    }
    let configuration = Inventory.join(root, Configuration.fileName)
    out += "\nConfiguration\n  "
    out += Inventory.exists(configuration) ? "\(Configuration.fileName) is used\n" : "none\n"
    let free = freeBytes()
    out += "  \(Words.grouped(free >> 20)) MiB free for private copies\n"
    try console.print(out)
    return hasRunner ? .passed : .untrustworthy
  }

  private static func files(_ project: Project) -> String {
    let tests = project.suites.reduce(0) { $0 + $1.tests.count }
    let mutants = project.discoveries.reduce(0) { $0 + $1.mutants.count }
    var out = "Files\n"
    for (index, language) in Languages.all.enumerated() {
      let count = project.languages.values.count { $0 == index }
      if count > 0 { out += "  \(language.name): \(Words.count(count, "file"))\n" }
    }
    let frameworks = Set(project.suites.flatMap(\.frameworks)).sorted()
    out +=
      "  \(Words.count(tests, "test case")) in \(Words.count(project.suites.count, "test file"))"
    out += frameworks.isEmpty ? "\n" : " (\(frameworks.joined(separator: ", ")))\n"
    out += "  \(Words.count(mutants, "possible mutant")) in "
    out += "\(Words.count(project.sources.count, "production file"))\n"
    var reasons: [String: Int] = [:]
    for notice in project.notices { reasons[notice.text, default: 0] += 1 }
    for (reason, count) in reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(8)
    {
      out += "  left out: \(Words.grouped(count)) \(Escaping.terminal(reason))\n"
    }
    return out
  }

  private static func runners(
    _ project: Project, _ environment: [String: String]
  ) -> (String, Bool) {
    let view = ProjectView.of(project.root, paths: project.paths)
    var out = ""
    var hasRunner = false
    for language in Languages.all {
      for (place, runner) in language.toolchain.findRunners(view).enumerated() {
        let program = runner.command.first ?? ""
        let isThere = finds(program, project.root, environment)
        if isThere { hasRunner = true }
        out += place == 0 ? "  \(language.name)\n" : "  or\n"
        for line in runner.explanation { out += "    \(Escaping.terminal(line))\n" }
        if !isThere { out += "    missing: \(Escaping.terminal(program)) is not on PATH\n" }
      }
    }
    return (out.isEmpty ? "  none found; say how with --test-command\n" : out, hasRunner)
  }

  private static func finds(
    _ program: String, _ root: String, _ environment: [String: String]
  ) -> Bool {
    if program.contains("/") {
      return Inventory.exists(program.hasPrefix("/") ? program : root + "/" + program)
    }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { access("\($0)/\(program)", X_OK) == 0 }
  }

  private static func freeBytes() -> Int {
    var status = statvfs()
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    guard statvfs(folder, &status) == 0 else { return 0 }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }
}
