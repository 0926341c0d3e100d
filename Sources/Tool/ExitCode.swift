/// How the tool ends; the numbers are part of the interface and never reused.
package enum ExitCode: Int32, Sendable, CaseIterable, Error {
  case passed = 0
  case gateFailed = 1
  case usage = 2
  case untrustworthy = 3
  case incomplete = 4
  case empty = 5
  case internalError = 70
  case interrupted = 130
  case terminated = 143

  /// The word of the machine-readable report.
  package var name: String {
    switch self {
    case .passed: "passed"
    case .gateFailed: "gate-failed"
    case .usage: "usage"
    case .untrustworthy: "untrustworthy"
    case .incomplete: "incomplete"
    case .empty: "empty"
    case .internalError: "internal-error"
    case .interrupted: "interrupted"
    case .terminated: "terminated"
    }
  }

  package var meaning: String {
    switch self {
    case .passed: "done; the gate passed or none was asked for"
    case .gateFailed: "a gate failed: --fail-under was not reached"
    case .usage: "usage, configuration, input or output error"
    case .untrustworthy:
      "no verdict can be trusted: tests fail or do not run, or a control was not noticed"
    case .incomplete: "a usable but incomplete result: void trials or a full disk"
    case .empty: "nothing to analyse, with --fail-on-empty"
    case .internalError: "a mistake of tocsin's own"
    case .interrupted: "stopped by SIGINT after saving"
    case .terminated: "stopped by SIGTERM after saving"
    }
  }
}

/// Why the tool gives up: what happened, where, and what to do; words are made here only.
package struct Failure: Error, Sendable, Equatable {
  package var code: ExitCode
  /// Lower case, no full stop, with the path or option concerned.
  package var cause: String
  package var cure: String

  package init(_ code: ExitCode, _ cause: String, cure: String) {
    self.code = code
    self.cause = cause
    self.cure = cure
  }
}
