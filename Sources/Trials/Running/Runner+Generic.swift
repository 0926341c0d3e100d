extension Runner {
  /// A command that no language knows.
  ///
  /// Results come from the JUnit file that it writes, a path relative to the root, or from its
  /// output when that is TAP; otherwise only its exit code is known, and no kill has a name.
  package static func generic(
    _ command: [String], breaking statement: String, junit: String? = nil
  ) -> Runner {
    Runner(
      name: "command", language: "", reason: "it was given with --test-command",
      command: command, selectsTestFiles: false, namesTests: junit != nil, recordsReach: false,
      resultSource: junit.map { "the JUnit file \($0)" }
        ?? "its output when that is TAP, else the exit code alone",
      support: [], breakage: Breakage(statement: statement, namesEachFile: false),
      invocation: { _ in Invocation(arguments: command) },
      reading: { artifacts in
        if junit != nil {
          return JUnitReader.read(artifacts.results ?? [], relative: artifacts.relative)
        }
        return TAPReader.recognises(artifacts.output)
          ? TAPReader.read(artifacts.output) : RunReading(isComplete: artifacts.exitCode == 0)
      },
      resultFile: junit)
  }
}
