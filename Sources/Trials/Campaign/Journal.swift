package import Text

/// The lines of the file from which an interrupted campaign goes on.
///
/// An outcome counts when a later line of its worker says that the no-op control still held; what
/// an outcome says before that is run anew.
package enum Journal {
  package static func header(plan: String, command: [String], seed: UInt64, version: String)
    -> JSONText
  {
    .object([
      ("journal", .int(1)), ("plan", .string(plan)), ("seed", .string(String(seed))),
      ("version", .string(version)), ("command", .array(command.map { .string($0) })),
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
    ])
  }

  /// Says that all outcomes of `worker` so far stand.
  package static func held(worker: Int) -> JSONText { .object([("held", .int(worker))]) }
  /// Says that the outcomes of `worker` since its last control do not stand.
  package static func void(worker: Int) -> JSONText { .object([("void", .int(worker))]) }

  /// The outcomes that stand, by mutant; nil when the records are no journal of `plan`.
  package static func outcomes(in records: [String], plan: String) -> [String: Outcome]? {
    let lines = records.map { JSONValue($0.utf8) }
    guard let header = lines.first ?? nil, header["journal"]?.int == 1,
      header["plan"]?.string == plan
    else { return nil }
    var proven: [String: Outcome] = [:]
    var waiting: [Int: [Outcome]] = [:]
    for case .some(let line) in lines.dropFirst() {
      if let worker = line["held"]?.int {
        for outcome in waiting.removeValue(forKey: worker) ?? [] {
          proven[outcome.mutant] = outcome
        }
      } else if let worker = line["void"]?.int {
        waiting[worker] = nil
      } else if line["journal"] != nil {
        // A run that went on from here starts with what stands.
        waiting = [:]
      } else if let outcome = outcome(line) {
        waiting[line["worker"]?.int ?? 0, default: []].append(outcome)
      }
    }
    return proven
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
      mode: line["mode"]?.string ?? "", detail: line["detail"]?.string ?? "")
  }
}
