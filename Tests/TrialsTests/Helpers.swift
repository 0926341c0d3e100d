import Mutation
import Processes
import Synchronization
import Text
import Trials

/// A result as tests write it down.
func tested(
  _ id: String, _ status: TestStatus = .passed, assertion: Bool = false, path: String = "",
  message: String = "", cut: Bool = false
) -> TestResult {
  var result = TestResult(
    id: id, path: path, titles: [id], status: status, isAssertionFailure: assertion,
    message: message)
  result.isCut = cut
  return result
}

func observation(
  _ results: [TestResult], exit: Int32 = 0, limit: Limit? = nil, troubles: [FileTrouble] = [],
  complete: Bool = true, output: String = "", milliseconds: Int = 10, cpu: Int = 0
) -> Observation {
  Observation(
    ending: .exited(exit), limit: limit,
    reading: RunReading(results: results, troubles: troubles, isComplete: complete),
    output: output, milliseconds: milliseconds, cpuMilliseconds: cpu)
}

/// A mutant that replaces `original` by `replacement` at its first place in `source`.
func mutant(
  _ id: String, in source: String, at path: String = "code", _ original: String,
  _ replacement: String, function: String = "f"
) -> Mutant {
  let bytes = Array(source.utf8)
  let wanted = Array(original.utf8)
  let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
  let range = ByteRange(start..<start + wanted.count)
  let lines = LineIndex(bytes)
  return Mutant(
    id: id, path: path, operatorID: "test", family: "test", riskArea: nil, function: function,
    functionRange: ByteRange(0..<bytes.count), edit: Edit(range, replacement), original: original,
    start: lines.position(of: range.start), end: lines.position(of: range.end))
}

/// A project that is a function from its files to a run's result; nothing runs and nothing is
/// written.
final class FakeProject: Sendable {
  typealias Suite = @Sendable (_ files: [String: String], _ run: TestRun, _ count: Int) -> RunResult

  private let pristine: [String: String]
  private let suite: Suite
  private let count = Mutex(0)
  private let seen = Mutex<[TestRun]>([])

  init(_ files: [String: String], suite: @escaping Suite) {
    pristine = files
    self.suite = suite
  }

  var runs: [TestRun] { seen.withLock { $0 } }

  func workplace() -> Workplace {
    let files = Files(pristine)
    return Workplace(
      read: { path in files.now.withLock { $0[path].map { Array($0.utf8) } } },
      write: { path, bytes in
        files.now.withLock { $0[path] = String(decoding: bytes, as: UTF8.self) }
      },
      restore: { [pristine] in
        files.now.withLock { now in
          let changed = now.keys.filter { now[$0] != pristine[$0] }.sorted()
          now = pristine
          return changed
        }
      },
      run: { [self] run in
        seen.withLock { $0.append(run) }
        let number = count.withLock { count in
          count += 1
          return count
        }
        return suite(files.now.withLock { $0 }, run, number)
      },
      close: {})
  }

  private final class Files: Sendable {
    let now: Mutex<[String: String]>
    init(_ files: [String: String]) { now = Mutex(files) }
  }
}

extension Runner {
  /// A runner whose invocation is never used, for campaigns in a `FakeProject`.
  static func fake(selects: Bool = true, recordsReach: Bool = false, names: Bool = true) -> Runner {
    Runner(
      name: "fake", language: "", reason: "a test uses it", command: ["fake"],
      selectsTestFiles: selects, namesTests: names, recordsReach: recordsReach,
      resultSource: "a closure", support: [],
      breakage: Breakage(statement: "BROKEN", namesEachFile: true),
      invocation: { _ in Invocation(arguments: ["fake"]) }, reading: { _ in .nothing })
  }
}

extension Toolchain {
  static let fake = Toolchain(
    findRunners: { _ in [] }, recognise: { _, _ in nil }, loadRecord: { " LOAD(\($0))" },
    probe: "PROBE", breakStatement: "BROKEN")
}
