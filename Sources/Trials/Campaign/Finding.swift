import Processes

/// What one run with a mutant in place says, before reach is considered.
package enum Finding: Sendable, Equatable {
  case killed(by: [String], byAssertion: [String])
  /// Every expected test ran and passed.
  case passed
  /// A limit of time or output was hit; it must be confirmed by a run alone.
  case timeout(String)
  case memory(String)
  case invalid(String)
  case unattributed(String)
  case suspicious(String)
  /// Only flaky tests failed; their ids, sorted.
  case flaky([String])
  /// The user or the machine asked the tool to stop.
  case interrupted

  /// Judges a run by the table of the verdict protocol, first matching row first.
  ///
  /// `expected` are the tests that passed in the baseline and that this run should have run. A
  /// mutant that keeps a file from loading is `invalid`, also when other files load and pass: no
  /// test was there to notice it. It is killed when the runner names tests that failed by it.
  package init(
    _ run: Observation, expected: Set<String>, flaky: Set<String>, namesTests: Bool
  ) {
    if run.limit == .interruption {
      self = .interrupted
      return
    }
    let failing = run.reading.results.filter { $0.status.isFailing }
    let named = failing.filter { expected.contains($0.id) }
    if !named.isEmpty {
      // A runner that calls a run with failures a success is not understood.
      guard !run.succeeded else {
        self = .unattributed("\(named[0].id) failed, but the command ended with 0")
        return
      }
      let byAssertion = named.filter(\.isAssertionFailure)
      self = .killed(by: named.map(\.id).sorted(), byAssertion: byAssertion.map(\.id).sorted())
      return
    }
    if let limit = run.limit {
      self = Finding.over(limit, run)
      return
    }
    let onlyFlaky = failing.filter { flaky.contains($0.id) }
    if !onlyFlaky.isEmpty, onlyFlaky.count == failing.count, run.reading.troubles.isEmpty {
      self = .flaky(onlyFlaky.map(\.id).sorted())
      return
    }
    self =
      run.succeeded
      ? Finding.green(run, expected: expected, namesTests: namesTests)
      : Finding.red(run, failing: failing, namesTests: namesTests)
  }

  /// Whether it was noticed, and by no assertion.
  var isCrash: Bool {
    if case .killed(_, let byAssertion) = self { byAssertion.isEmpty } else { false }
  }

  /// With what further tests said: a kill by either is one.
  func joined(with next: Finding) -> Finding {
    switch (self, next) {
    case (.killed(let first, let firstAsserting), .killed(let second, let secondAsserting)):
      .killed(
        by: Set(first).union(second).sorted(),
        byAssertion: Set(firstAsserting).union(secondAsserting).sorted())
    case (.killed, _): next == .interrupted ? next : self
    default: next
    }
  }

  private static func over(_ limit: Limit, _ run: Observation) -> Finding {
    switch limit {
    case .memory: .memory("more than the allowed memory was in use")
    case .wall: .timeout(run.isBusy ? "the run computed without end" : "the run waited without end")
    case .cpu: .timeout("the run used up its processor time")
    case .output: .timeout("the run printed without end")
    case .processes: .unattributed("the run started more processes than allowed")
    case .interruption: .interrupted
    }
  }

  private static func green(
    _ run: Observation, expected: Set<String>, namesTests: Bool
  ) -> Finding {
    guard namesTests else { return .passed }
    let passed = Set(run.reading.results.filter { $0.status == .passed }.map(\.id))
    let missing = expected.subtracting(passed).sorted()
    if let first = missing.first {
      return .suspicious(
        "the command ended with 0, but \(missing.count) of \(expected.count) tests did not pass, "
          + "such as \(first)")
    }
    guard run.reading.isComplete else {
      return .suspicious("the command ended with 0, but its results break off")
    }
    return .passed
  }

  private static func red(
    _ run: Observation, failing: [TestResult], namesTests: Bool
  ) -> Finding {
    if let trouble = run.reading.troubles.first(where: { $0.stage == .load }) {
      return .invalid("\(trouble.path) no longer loads: \(trouble.message)".cutForMessage)
    }
    if let trouble = run.reading.troubles.first {
      return .unattributed(
        "\(trouble.path) failed outside any test: \(trouble.message)".cutForMessage)
    }
    if let first = failing.first {
      return .unattributed("\(first.id) failed, which no baseline run had as passed")
    }
    if case .signalled(let signal) = run.ending {
      return .unattributed("the run was ended by signal \(signal), and no failing test is known")
    }
    if namesTests, run.reading.results.isEmpty {
      return .invalid("no test started: \(run.output)".cutForMessage)
    }
    return .unattributed("the command ended with \(run.exitCode), but no failing test is known")
  }
}
