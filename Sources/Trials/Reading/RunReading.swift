/// What a run's output says, as far as it could be read.
package struct RunReading: Sendable, Equatable {
  /// In the order of first appearance, one for each id.
  package var results: [TestResult]
  /// Files that failed outside any test.
  package var troubles: [FileTrouble]
  /// Whether the output says that the run came to its own end.
  package var isComplete: Bool
  /// The first lines of the functions that the run entered, by path; nil when they are not known.
  package var entered: [String: [Int]]?

  package init(
    results: [TestResult] = [], troubles: [FileTrouble] = [], isComplete: Bool,
    entered: [String: [Int]]? = nil
  ) {
    self.results = results
    self.troubles = troubles
    self.isComplete = isComplete
    self.entered = entered
  }

  package static let nothing = RunReading(isComplete: false)

  /// Joins several results of one test into its worst, and keeps the order.
  package static func merging(
    _ results: [TestResult], troubles: [FileTrouble] = [], isComplete: Bool,
    entered: [String: [Int]]? = nil
  ) -> RunReading {
    var merged: [TestResult] = []
    var places: [String: Int] = [:]
    for result in results {
      guard let place = places[result.id] else {
        places[result.id] = merged.count
        merged.append(result)
        continue
      }
      let time = merged[place].milliseconds + result.milliseconds
      if result.status.severity > merged[place].status.severity { merged[place] = result }
      merged[place].milliseconds = time
    }
    return RunReading(
      results: merged, troubles: troubles, isComplete: isComplete, entered: entered)
  }
}

/// A test file that failed outside any test.
package struct FileTrouble: Sendable, Equatable {
  package enum Stage: String, Sendable {
    /// The file did not load, so none of its tests started.
    case load
    /// The file's run broke off or failed after it had been loaded.
    case end
  }
  /// Relative to the root; empty when the format does not say.
  package var path: String
  package var stage: Stage
  /// Cut at 1,000 characters.
  package var message: String

  package init(path: String, stage: Stage, message: String) {
    self.path = path
    self.stage = stage
    self.message = message
  }
}

extension TestStatus {
  /// The higher one counts when a test has several results.
  var severity: Int {
    switch self {
    case .skipped: 0
    case .passed: 1
    case .failed: 2
    case .errored: 3
    }
  }

  /// Whether the test noticed something.
  package var isFailing: Bool { self == .failed || self == .errored }
}

extension String {
  /// At most the first 1,000 characters, as every message of a result is cut.
  package var cutForMessage: String {
    utf8.count <= 1000 ? self : String(String.UnicodeScalarView(unicodeScalars.prefix(1000)))
  }
}

/// Numbers repeated test names from the second on, so that ids are unique.
package struct Occurrences: Sendable {
  private var counts: [String: Int] = [:]

  package init() {}

  package mutating func unique(_ id: String) -> String {
    counts[id, default: 0] += 1
    let count = counts[id, default: 1]
    return count == 1 ? id : "\(id) #\(count)"
  }
}
