extension Runner {
  /// A command that no language knows: results come from its output when that is TAP, else only
  /// its exit code is known and no kill can be attributed to a test.
  package static func generic(_ command: [String]) -> Runner {
    Runner(
      name: "command", language: "", reason: "it was given with --test-command",
      command: command, selectsTestFiles: false, namesTests: false, recordsReach: false,
      resultSource: "its output when that is TAP, else the exit code alone", support: [],
      breakage: Breakage(statement: "", namesEachFile: false),
      invocation: { _ in Invocation(arguments: command) },
      reading: {
        TAPReader.recognises($0.output)
          ? TAPReader.read($0.output) : RunReading(isComplete: $0.exitCode == 0)
      })
  }
}
