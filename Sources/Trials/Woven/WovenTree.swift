package import Mutation
package import Processes

/// A private copy that holds all mutants at once; a value of closures, so that the protocol can be
/// tested without a machine.
package struct WovenTree: Sendable {
  /// What a build left.
  package struct Build: Sendable {
    package var succeeded: Bool
    package var errors: [BuildError]
    package var limit: Limit?
    /// The end of what it printed.
    package var output: String
    package var milliseconds: Int

    package init(
      succeeded: Bool, errors: [BuildError] = [], limit: Limit? = nil, output: String = "",
      milliseconds: Int = 0
    ) {
      self.succeeded = succeeded
      self.errors = errors
      self.limit = limit
      self.output = output
      self.milliseconds = milliseconds
    }
  }

  /// One run of what was built.
  package struct Run: Sendable {
    /// The number of the chosen mutant; nil for the original program.
    package var mutant: Int?
    /// Nil for the whole suite.
    package var tests: [TestResult]?
    package var recordsReach = false
    package var stopsAtFirstFailure = false
    /// Nil for the limit of the options.
    package var wallSeconds: Double?

    package init(mutant: Int? = nil, tests: [TestResult]? = nil, wallSeconds: Double? = nil) {
      self.mutant = mutant
      self.tests = tests
      self.wallSeconds = wallSeconds
    }
  }

  /// Writes the woven files and builds everything.
  package var build: @Sendable (_ files: [String: [UInt8]]) throws(SystemFailure) -> Build
  /// Runs in the place of a worker, from zero.
  package var run: @Sendable (_ worker: Int, Run) throws(SystemFailure) -> RunResult

  package init(
    build: @escaping @Sendable (_ files: [String: [UInt8]]) throws(SystemFailure) -> Build,
    run: @escaping @Sendable (_ worker: Int, Run) throws(SystemFailure) -> RunResult
  ) {
    self.build = build
    self.run = run
  }
}

/// How a plan's mutants are written into their files together.
package struct Weaver: Sendable {
  /// The woven files by path; `passing` says how many levels a mutant passes over, by its id.
  package var weave: @Sendable (_ passing: [String: Int]) -> [String: MutantWeaving]

  package init(weave: @escaping @Sendable (_ passing: [String: Int]) -> [String: MutantWeaving]) {
    self.weave = weave
  }

  /// The number by which a mutant is chosen: its place in the order of paths and offsets, from 1, so
  /// that those of a function lie side by side.
  package static func numbers(_ plan: Plan) -> [String: Int] {
    let order = plan.chosen.sorted { a, b in
      if a.path != b.path { return a.path < b.path }
      let (first, second) = (a.edit.range, b.edit.range)
      if first.start != second.start { return first.start < second.start }
      return first.end != second.end ? first.end < second.end : a.id < b.id
    }
    return Dictionary(uniqueKeysWithValues: zip(order.map(\.id), 1...))
  }
}
