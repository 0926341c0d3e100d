import Trials

/// mocha, read through a reporter of ours.
struct MochaRunner {
  let view: ProjectView

  private static let valued: Set<String> = [
    "-r", "--require", "-t", "--timeout", "-s", "--slow", "-g", "--grep", "-f", "--fgrep", "-R",
    "--reporter", "-O", "--reporter-option", "--reporter-options", "-u", "--ui", "--config",
    "--package", "--extension", "--ext", "--file", "--ignore", "--exclude", "--retries", "--jobs",
    "-j", "--spec", "--loader", "--import", "-n", "--node-option",
  ]
  private static let dropped: Set<String> = [
    "-R", "--reporter", "-O", "--reporter-option", "--reporter-options", "-b", "--bail", "-w",
    "--watch", "-p", "--parallel", "-j", "--jobs",
  ]
  private static let settings = [
    ".mocharc.js", ".mocharc.cjs", ".mocharc.json", ".mocharc.jsonc", ".mocharc.yml",
    ".mocharc.yaml",
  ]

  func runner(program: String, arguments: [String], because reason: String) -> Runner {
    let read = Arguments(
      arguments, valued: MochaRunner.valued, dropped: MochaRunner.dropped, view: view)
    let prefix = [program] + read.options
    // Files named by the settings are run besides those on the command line.
    let namesFiles = MochaRunner.settings.contains { view.text($0)?.contains("spec") == true }
    let names = read.options.contains { $0.hasPrefix("--spec") }
    return Runner(
      name: "mocha", language: "javascript", reason: reason, command: [program] + arguments,
      selectsTestFiles: !namesFiles && !names, recordsReach: true,
      resultSource: "a reporter of ours, given with --reporter", support: JavaScriptSupport.mocha,
      breakage: Breakage(
        statement: JavaScriptRunners.breakage, namesEachFile: false),
      invocation: { request in
        var words = prefix + ["--reporter", "\(request.support)/tocsin_mocha.cjs"]
        words.append(request.stopsAtFirstFailure ? "--bail" : "--no-bail")
        words.append("--no-parallel")
        if request.recordsReach { words += ["--require", "\(request.support)/tocsin_reach.cjs"] }
        return NodeEnvironment.call(
          words + (request.testFiles ?? read.paths), request, host: "tocsin_host_mocha.cjs")
      },
      reading: { RecordReader.read($0.results ?? []) }, hosts: [.started: .reloaded])
  }
}
