package import Text

/// The lines of the file from which an interrupted campaign goes on.
///
/// An outcome counts when a later line of its worker says that the no-op control still held; what
/// an outcome says before that is run anew.
package enum Journal {
  package static func header(
    _ state: TreeState, command: [String], seed: UInt64, version: String
  ) -> JSONText {
    .object([
      ("journal", .int(1)), ("plan", .string(state.whole)), ("frame", .string(state.frame)),
      ("seed", .string(String(seed))), ("version", .string(version)),
      ("command", .array(command.map { .string($0) })),
    ])
  }

  /// The functions whose numbers the traces of later lines say, and what tells the tests from others.
  package static func line(_ functions: FunctionTable, tests: String) -> JSONText {
    .object([
      ("tests", .string(tests)),
      (
        "functions",
        .array(
          functions.records.map {
            .array([.string($0.path), .string($0.name), .string($0.hash)])
          })
      ),
    ])
  }

  package static func line(_ control: Control) -> JSONText {
    .object([
      ("control", .string(control.kind.rawValue)), ("held", .bool(control.held)),
      ("detail", .string(control.detail)), ("testsRun", .int(control.testsRun)),
      ("milliseconds", .int(control.milliseconds)),
    ])
  }

  package static func line(_ outcome: Outcome, worker: Int) -> JSONText {
    let ids = { (list: [String]) in JSONText.array(list.map { .string($0) }) }
    return .object([
      ("mutant", .string(outcome.mutant)), ("worker", .int(worker)),
      ("status", .string(outcome.status.rawValue)),
      ("by", outcome.by.map { .string($0.rawValue) } ?? .null), ("killedBy", ids(outcome.killedBy)),
      ("killedByAssertion", ids(outcome.killedByAssertion)), ("reachedBy", ids(outcome.reachedBy)),
      ("met", outcome.met.map(ids) ?? .null), ("milliseconds", .int(outcome.milliseconds)),
      ("mode", .string(outcome.mode)),
      ("detail", .string(outcome.detail)),
      ("trace", outcome.trace.map { .array($0.sorted().map { .int($0) }) } ?? .null),
    ])
  }

  /// Says that all outcomes of `worker` so far stand.
  package static func held(worker: Int) -> JSONText { .object([("held", .int(worker))]) }
  /// Says that the outcomes of `worker` since its last control do not stand.
  package static func void(worker: Int) -> JSONText { .object([("void", .int(worker))]) }

  /// What an earlier run has left.
  package struct Contents: Sendable, Equatable {
    package var state: TreeState
    package var functions: [FunctionTable.Record] = []
    /// What tells the tests that were evidence from others.
    package var tests = ""
    /// Those that stand, by mutant.
    package var outcomes: [String: Outcome] = [:]

    package init(
      state: TreeState, functions: [FunctionTable.Record] = [], tests: String = "",
      outcomes: [String: Outcome] = [:]
    ) {
      self.state = state
      self.functions = functions
      self.tests = tests
      self.outcomes = outcomes
    }
  }

  /// Nil when the records are no journal.
  package static func contents(of records: [String]) -> Contents? {
    let lines = records.map { JSONValue($0.utf8) }
    guard let header = lines.first ?? nil, header["journal"]?.int == 1,
      let plan = header["plan"]?.string
    else { return nil }
    var contents = Contents(state: TreeState(whole: plan, frame: header["frame"]?.string ?? ""))
    var waiting: [Int: [Outcome]] = [:]
    for case .some(let line) in lines.dropFirst() {
      if let worker = line["held"]?.int {
        for outcome in waiting.removeValue(forKey: worker) ?? [] {
          contents.outcomes[outcome.mutant] = outcome
        }
      } else if let worker = line["void"]?.int {
        waiting[worker] = nil
      } else if line["journal"] != nil {
        // A run that went on from here starts with what stands.
        waiting = [:]
      } else if let functions = line["functions"]?.array {
        contents.functions = functions.map(record)
        contents.tests = line["tests"]?.string ?? ""
      } else if let outcome = outcome(line) {
        waiting[line["worker"]?.int ?? 0, default: []].append(outcome)
      }
    }
    return contents
  }

  private static func record(_ value: JSONValue) -> FunctionTable.Record {
    let words = (value.array ?? []).map { $0.string ?? "" } + ["", "", ""]
    return FunctionTable.Record(path: words[0], name: words[1], hash: words[2])
  }

  private static func outcome(_ line: JSONValue) -> Outcome? {
    guard let mutant = line["mutant"]?.string,
      let status = (line["status"]?.string).flatMap(MutantStatus.init), status != .void,
      status != .notRun
    else { return nil }
    let ids = { (name: String) in (line[name]?.array ?? []).compactMap(\.string) }
    return Outcome(
      mutant: mutant, status: status, by: (line["by"]?.string).flatMap(KillCause.init),
      killedBy: ids("killedBy"), killedByAssertion: ids("killedByAssertion"),
      reachedBy: ids("reachedBy"), met: line["met"]?.array?.compactMap(\.string),
      milliseconds: line["milliseconds"]?.int ?? 0,
      mode: line["mode"]?.string ?? "", detail: line["detail"]?.string ?? "",
      trace: (line["trace"]?.array).map { Set($0.compactMap(\.int)) })
  }
}
