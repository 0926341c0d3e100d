import Text
import Trials

/// jest, read through its own `--json` file.
struct JestRunner {
  let view: ProjectView

  private static let valued: Set<String> = [
    "-c", "--config", "-t", "--testNamePattern", "--env", "--rootDir", "-w", "--maxWorkers",
    "--reporters", "--outputFile", "--testPathPattern", "--coverageDirectory", "--setupFiles",
  ]
  private static let dropped: Set<String> = [
    "--json", "--outputFile", "--coverage", "--watch", "--watchAll", "-b", "--bail", "--reporters",
    "-w", "--maxWorkers", "-i", "--runInBand", "--ci", "--collectCoverage", "-o", "--onlyChanged",
  ]

  func runner(program: String, arguments: [String], because reason: String) -> Runner {
    let read = Arguments(
      arguments, valued: JestRunner.valued, dropped: JestRunner.dropped, view: view)
    let prefix = [program] + read.options
    return Runner(
      name: "jest", language: "javascript", reason: reason, command: [program] + arguments,
      selectsTestFiles: true, recordsReach: true,
      resultSource: "the file that jest writes for --json", support: JavaScriptSupport.jest,
      breakage: Breakage(
        statement: JavaScriptRunners.breakage, namesEachFile: true),
      invocation: { request in
        var words = prefix
        words += ["--json", "--outputFile=\(request.resultsPath)", "--testLocationInResults"]
        words += ["--ci", "--runInBand", "--coverage=false"]
        words.append("--cacheDirectory=\(request.kept)/jest")
        // When it bails out, jest may leave before it has written its results.
        words.append("--bail=0")
        if let files = request.testFiles {
          words += ["--runTestsByPath"] + files
        } else {
          words += read.paths
        }
        return NodeEnvironment.call(words, request, host: "tocsin_host_jest.cjs")
      },
      reading: { JestReader.read($0) }, hosts: [.started: .reloaded])
  }
}

/// vitest, whose JSON reporter writes the form of jest.
struct VitestRunner {
  let view: ProjectView

  private static let valued: Set<String> = [
    "-c", "--config", "-t", "--testNamePattern", "--environment", "--root", "-r", "--reporter",
    "--outputFile", "--pool", "--project", "--dir",
  ]
  private static let dropped: Set<String> = [
    "--watch", "-w", "--coverage", "--reporter", "--outputFile", "--bail", "--ui", "--run",
  ]

  func runner(program: String, arguments: [String], because reason: String) -> Runner {
    let plain = arguments.filter { !["run", "watch", "dev"].contains($0) }
    let read = Arguments(
      plain, valued: VitestRunner.valued, dropped: VitestRunner.dropped, view: view)
    let prefix = [program, "run"] + read.options
    return Runner(
      name: "vitest", language: "javascript", reason: reason, command: [program] + arguments,
      selectsTestFiles: true, recordsReach: false,
      resultSource: "the file that vitest writes for --reporter=json",
      support: JavaScriptSupport.other,
      breakage: Breakage(
        statement: JavaScriptRunners.breakage, namesEachFile: true),
      invocation: { request in
        var words = prefix + ["--reporter=json", "--outputFile=\(request.resultsPath)"]
        words.append(request.stopsAtFirstFailure ? "--bail=1" : "--bail=0")
        return Invocation(arguments: words + (request.testFiles ?? read.paths))
      },
      reading: { JestReader.read($0) })
  }
}

/// Reads the JSON document of jest's `--json`, also written by vitest.
/// - Source: https://jestjs.io/docs/cli#--json
enum JestReader {
  static func read(_ artifacts: RunArtifacts) -> RunReading {
    guard let document = artifacts.results.flatMap({ JSONValue($0) }),
      let files = document["testResults"]?.array
    else { return .nothing }
    var results: [TestResult] = []
    var troubles: [FileTrouble] = []
    var occurrences = Occurrences()
    for file in files {
      let path = artifacts.relative(file["name"]?.string ?? "")
      let tests = file["assertionResults"]?.array ?? []
      for test in tests {
        guard var result = result(test, path: path) else { continue }
        result.id = occurrences.unique(result.id)
        results.append(result)
      }
      let hasFailed = file["status"]?.string == "failed"
      let message = plain(file["message"]?.string ?? "")
      if tests.isEmpty, hasFailed {
        // Only a file that holds no test at all says so; that is no failure to load.
        let isEmpty = message.contains("must contain at least one test")
        troubles.append(
          FileTrouble(path: path, stage: isEmpty ? .end : .load, message: message.cutForMessage))
      }
    }
    return .merging(results, troubles: troubles, isComplete: true)
  }

  private static func result(_ test: JSONValue, path: String) -> TestResult? {
    guard let title = test["title"]?.string else { return nil }
    // vitest begins with an empty title for the file itself.
    let suites = (test["ancestorTitles"]?.array ?? []).compactMap(\.string).filter { !$0.isEmpty }
    let titles = suites + [title]
    let status: TestStatus
    let messages = (test["failureMessages"]?.array ?? []).compactMap(\.string).map(plain)
    let isAssertion = !messages.isEmpty && messages.allSatisfy(isAssertion)
    switch test["status"]?.string {
    case "passed": status = .passed
    case "failed": status = isAssertion ? .failed : .errored
    default: status = .skipped
    }
    return TestResult(
      id: "\(path)::\(titles.joined(separator: " "))", path: path,
      titles: titles, line: max(0, test["location"]?["line"]?.int ?? 0), status: status,
      isAssertionFailure: status == .failed,
      message: messages.joined(separator: "\n").cutForMessage,
      milliseconds: max(0, test["duration"]?.number ?? 0))
  }

  /// A matcher's text, or the error's name, says that the test itself compared something.
  private static func isAssertion(_ message: String) -> Bool {
    let first = message.split(separator: "\n").first.map(String.init) ?? ""
    // jest rewrites the errors of Node's assert as `assert.equal(received, expected)`.
    return first.contains("expect(") || first.hasPrefix("AssertionError")
      || (first.hasPrefix("assert") && first.contains("(received"))
      || first.hasPrefix("JestAssertionError") || first.contains("ERR_ASSERTION")
      || message.contains("\nExpected: ") || message.contains("expect(received)")
      || first.hasPrefix("Error: expect") || message.contains("Snapshot name:")
  }

  /// `text` without the colour sequences of terminals.
  private static func plain(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var isInside = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1b}" {
        isInside = true
      } else if isInside {
        if scalar.properties.isAlphabetic { isInside = false }
      } else {
        out.append(scalar)
      }
    }
    return String(out)
  }
}
