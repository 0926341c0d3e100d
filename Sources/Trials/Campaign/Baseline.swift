package import Processes

/// What one run of the tests showed.
package struct Observation: Sendable {
  package var ending: Ended.Ending
  package var limit: Limit?
  package var reading: RunReading
  /// The end of what the run printed, for people.
  package var output: String
  package var milliseconds: Int
  package var cpuMilliseconds: Int
  package var peakBytes: Int
  package var leaked: Int

  package init(
    ending: Ended.Ending, limit: Limit? = nil, reading: RunReading, output: String = "",
    milliseconds: Int = 0, cpuMilliseconds: Int = 0, peakBytes: Int = 0, leaked: Int = 0
  ) {
    self.ending = ending
    self.limit = limit
    self.reading = reading
    // What ended with its process because of us has noticed nothing.
    if limit != nil { self.reading.results.removeAll(where: \.isCut) }
    self.output = output
    self.milliseconds = milliseconds
    self.cpuMilliseconds = cpuMilliseconds
    self.peakBytes = peakBytes
    self.leaked = leaked
  }

  package var succeeded: Bool { ending == .exited(0) && limit == nil }

  /// Whether the run computed, and did not only wait; on a loaded machine it gets a small share.
  package var isBusy: Bool { cpuMilliseconds * 10 > milliseconds }

  /// The exit code, or minus the signal that ended the run.
  package var exitCode: Int32 {
    switch ending {
    case .exited(let code): code
    case .signalled(let signal): -signal
    }
  }
}

/// How the tests end without any mutant.
package struct Baseline: Sendable {
  /// In the order of the first run; a test seen in one run only is among them.
  package private(set) var tests: [TestResult]
  /// Ids of tests that passed in every run.
  package private(set) var passing: Set<String>
  /// Those tests, in the order of the first run.
  package private(set) var passingTests: [TestResult]
  /// Ids of tests that did not end alike in every run.
  package private(set) var flaky: Set<String>
  package private(set) var slowestMilliseconds: Int
  /// Whether results carry names at all.
  package private(set) var namesTests: Bool
  /// Whether the output says of itself that it is whole.
  package private(set) var isComplete: Bool
  private var paths: [String: String] = [:]
  /// Where each test stands in `passingTests`, by its id.
  private var places: [String: Int] = [:]

  /// - Precondition: at least one run.
  package init(_ runs: [Observation], namesTests: Bool) {
    precondition(!runs.isEmpty, "a baseline needs a run")
    self.namesTests = namesTests
    isComplete = runs.allSatisfy(\.reading.isComplete)
    slowestMilliseconds = runs.map(\.milliseconds).max() ?? 0
    tests = []
    var statuses: [String: [TestStatus]] = [:]
    for run in runs {
      for result in run.reading.results {
        if statuses[result.id] == nil { tests.append(result) }
        statuses[result.id, default: []].append(result.status)
      }
    }
    (passing, passingTests) = ([], [])
    flaky = []
    for (id, seen) in statuses {
      if seen.count < runs.count || seen.contains(where: { $0 != seen[0] }) {
        flaky.insert(id)
      } else if seen[0] == .passed {
        passing.insert(id)
      }
    }
    for test in tests { paths[test.id] = test.path }
    passingTests = tests.filter { [passing] in passing.contains($0.id) }
    for (place, test) in passingTests.enumerated() { places[test.id] = place }
  }

  /// Those of `passingTests` that `ids` name, in the same order.
  func passingTests(among ids: Set<String>) -> [TestResult] {
    ids.compactMap { places[$0] }.sorted().map { passingTests[$0] }
  }

  /// Tests that failed in every run.
  package var failing: [TestResult] {
    tests.filter { $0.status.isFailing && !flaky.contains($0.id) }
  }

  /// The files that hold tests, sorted; empty when the format does not say.
  package var testFiles: [String] {
    Set(tests.map(\.path)).filter { !$0.isEmpty }.sorted()
  }

  /// The file of each test, by its id.
  var pathsByTest: [String: String] { paths }

  package func path(of id: String) -> String { paths[id] ?? "" }

  /// Tests that count as evidence in a run of `files`; nil stands for all files.
  package func expected(in files: [String]?, without blind: Set<String> = []) -> Set<String> {
    let chosen = files.map(Set.init)
    return passing.filter { id in
      let path = path(of: id)
      return !blind.contains(path) && (chosen?.contains(path) ?? true)
    }
  }

  /// How `run`, of the whole suite, differs from this baseline; nil when it does not.
  ///
  /// Flaky tests do not count, nor do those of `leaving`, which the run did not hold.
  package func difference(
    from run: Observation, leaving: Set<String> = []
  ) -> String? {
    if let limit = run.limit { return "the run hit the limit for \(limit.rawValue)" }
    let passed = Set(run.reading.results.filter { $0.status == .passed }.map(\.id))
    let held = passing.subtracting(leaving)
    let missing = held.subtracting(passed).sorted()
    if let first = missing.first {
      let status = run.reading.results.first { $0.id == first }
      let how = status.map { "\($0.status.rawValue): \($0.message)" } ?? "did not run"
      return "\(missing.count) of \(held.count) tests no longer pass; \(first) \(how)"
    }
    let failing = run.reading.results.filter { $0.status.isFailing && !flaky.contains($0.id) }
    if let first = failing.first { return "\(first.id) fails: \(first.message)" }
    if let trouble = run.reading.troubles.first {
      return "\(trouble.path) fails outside any test: \(trouble.message)"
    }
    let hasFlakyFailure = run.reading.results.contains { $0.status.isFailing }
    guard run.succeeded || hasFlakyFailure else { return "the run ended with \(run.exitCode)" }
    return nil
  }
}
