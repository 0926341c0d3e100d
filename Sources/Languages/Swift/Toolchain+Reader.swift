import Text
import Trials

/// Reads the event stream of Swift Testing and what XCTest and the compiler print.
struct SwiftReader {
  let artifacts: RunArtifacts
  let files: TestClassFiles
  private var results: [TestResult] = []
  /// The last test that began and has not ended.
  private var open: TestResult?
  /// Whether a library that began has said that it is done.
  private var isOver = true
  private var hasStarted = false

  init(artifacts: RunArtifacts, files: TestClassFiles) {
    self.artifacts = artifacts
    self.files = files
  }

  var reading: RunReading {
    var reader = self
    reader.printed()
    reader.streamed()
    var troubles: [FileTrouble] = []
    if !reader.hasStarted, artifacts.exitCode != 0 { troubles = buildFailures }
    return .merging(
      reader.results, troubles: troubles, isComplete: reader.isOver && reader.hasStarted)
  }

  // MARK: XCTest

  /// Reads `Test Case 'A.testB' passed (0.1 seconds)`.
  private mutating func printed() {
    for line in String(decoding: artifacts.output, as: UTF8.self).split(separator: "\n") {
      if let found = TestLine(line) {
        hasStarted = true
        ended(found)
      } else if line.hasPrefix("Test Suite 'All tests'") || line.hasPrefix("Test Suite 'Selected") {
        isOver = !line.contains("started at")
      } else if open != nil, let failure = FailureLine(line) {
        note(failure)
      }
    }
    crashed()
  }

  private mutating func ended(_ line: TestLine) {
    switch line.word {
    case "started":
      crashed()
      open = TestResult(
        id: "", path: files.path(of: line.type), titles: [line.type, line.name], status: .passed)
    case "passed", "failed", "skipped":
      guard var test = open, test.titles == [line.type, line.name] else { return }
      if line.word == "skipped" { test.status = .skipped }
      if line.word == "failed", !test.status.isFailing { test.status = .failed }
      test.milliseconds = line.milliseconds
      open = nil
      add(test)
    default: break
    }
  }

  private mutating func note(_ line: FailureLine) {
    guard var test = open, line.test == test.titles.joined(separator: ".") else { return }
    let path = artifacts.relative(line.path)
    if test.path.isEmpty, path.hasSuffix(".swift") { test.path = path }
    let isError = line.message.hasPrefix("threw error")
    if !test.status.isFailing { test.message = line.message.cutForMessage }
    test.status = isError && test.status != .failed ? .errored : .failed
    test.isAssertionFailure = test.isAssertionFailure || !isError
    open = test
  }

  /// A test that began and did not end took its process along.
  private mutating func crashed() {
    guard var test = open else { return }
    open = nil
    test.isCut = !test.status.isFailing
    test.status = .errored
    if test.message.isEmpty { test.message = crashMessage.cutForMessage }
    add(test)
  }

  private var crashMessage: String {
    let lines = String(decoding: artifacts.output, as: UTF8.self).split(separator: "\n")
    return lines.last { $0.contains("Fatal error") || $0.contains("unexpected signal") }
      .map(String.init) ?? "the process of the tests ended while this one ran"
  }

  private mutating func add(_ test: TestResult) {
    var test = test
    test.id = test.path + "::" + test.titles.joined(separator: " > ")
    results.append(test)
  }

  // MARK: Swift Testing

  private struct Known {
    var result: TestResult
    var isSuite: Bool
  }

  private mutating func streamed() {
    var tests: [String: Known] = [:]
    var running: [String] = []
    for line in (artifacts.results ?? []).split(separator: 10) {
      guard let record = JSONValue(Array(line)), let payload = record["payload"] else { continue }
      if record["kind"]?.string == "test" {
        if let id = payload["id"]?.string { tests[id] = known(id, payload) }
        continue
      }
      let id = payload["testID"]?.string ?? ""
      switch payload["kind"]?.string {
      case "runStarted":
        hasStarted = true
        isOver = false
      case "runEnded": isOver = true
      case "testStarted": if tests[id]?.isSuite == false { running.append(id) }
      case "issueRecorded":
        guard let test = tests[id] else { continue }
        tests[id]?.result = noted(payload, in: test.result)
      case "testSkipped":
        guard var test = tests[id], !test.isSuite else { continue }
        test.result.status = .skipped
        add(test.result)
      case "testEnded":
        running.removeAll { $0 == id }
        guard let test = tests[id], !test.isSuite else { continue }
        add(test.result)
      default: break
      }
    }
    for id in running {
      open = tests[id]?.result
      crashed()
    }
  }

  private func known(_ id: String, _ payload: JSONValue) -> Known {
    let place = payload["sourceLocation"]
    let path = place?["_filePath"]?.string ?? place?["filePath"]?.string ?? ""
    let result = TestResult(
      id: "", path: artifacts.relative(path), titles: SwiftReader.titles(id),
      line: place?["line"]?.int ?? 0, status: .passed)
    return Known(result: result, isSuite: payload["kind"]?.string == "suite")
  }

  /// The types and the function of `Module.Outer/Inner/name(a:)/File.swift:1:2`.
  static func titles(_ id: String) -> [String] {
    var parts: [String] = [""]
    var isQuoted = false
    for character in id.drop(while: { $0 != "." }).dropFirst() {
      if character == "`" { isQuoted.toggle() }
      if character == "/", !isQuoted {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    if parts.count > 1, parts.last?.contains(".swift:") ?? false { parts.removeLast() }
    return parts.map { title in
      title.hasPrefix("`")
        ? String(title.dropFirst().prefix { $0 != "`" }) : String(title.prefix { $0 != "(" })
    }
  }

  private func noted(_ payload: JSONValue, in test: TestResult) -> TestResult {
    var test = test
    let issue = payload["issue"]
    if issue?["isKnown"]?.bool == true { return test }
    let message = payload["messages"]?.array?.first?["text"]?.string ?? ""
    let isError = message.hasPrefix("Caught error")
    if !test.status.isFailing { test.message = message.cutForMessage }
    test.status = isError && test.status != .failed ? .errored : .failed
    test.isAssertionFailure = test.isAssertionFailure || !isError
    return test
  }

  // MARK: The compiler

  /// The files of which the compiler prints errors.
  private var buildFailures: [FileTrouble] {
    var troubles: [FileTrouble] = []
    for line in String(decoding: artifacts.output, as: UTF8.self).split(separator: "\n") {
      guard let found = FailureLine.compilerError(line) else { continue }
      let path = artifacts.relative(found.path)
      guard !troubles.contains(where: { $0.path == path }) else { continue }
      troubles.append(
        FileTrouble(path: path, stage: .load, message: found.message.cutForMessage))
    }
    return troubles
  }
}

/// `Test Case 'A.testB' passed (0.1 seconds)`, with or without `-[Module.A testB]`.
private struct TestLine {
  var type: String
  var name: String
  var word: String
  var milliseconds: Double

  init?(_ line: Substring) {
    // What a test prints without a line's end stands before it.
    guard let mark = line.firstRange(of: "Test Case '") else { return nil }
    let rest = line[mark.upperBound...]
    guard let quote = rest.firstIndex(of: "'") else { return nil }
    let words = rest[rest.index(after: quote)...].split(separator: " ")
    var title = rest[..<quote]
    if title.hasPrefix("-[") { title = title.dropFirst(2).dropLast() }
    let parts = title.split { $0 == "." || $0 == " " }
    guard parts.count > 1, let first = words.first else { return nil }
    type = String(parts[parts.count - 2])
    name = String(parts[parts.count - 1])
    word = String(first)
    milliseconds = words.dropFirst().first.flatMap { Double($0.dropFirst()) }.map { $0 * 1000 } ?? 0
  }
}

/// `path:line: error: A.testB : XCTAssertEqual failed …`.
private struct FailureLine {
  var path: String
  var test = ""
  var message: String

  init?(_ line: Substring) {
    guard let found = FailureLine.split(line), let colon = found.message.firstRange(of: " : ")
    else {
      return nil
    }
    path = found.path
    var name = found.message[..<colon.lowerBound]
    if name.hasPrefix("-[") {
      let words = name.dropFirst(2).dropLast().split { $0 == "." || $0 == " " }
      name = Substring(words.suffix(2).joined(separator: "."))
    }
    test = String(name)
    message = String(found.message[colon.upperBound...])
  }

  private init(path: String, message: String) {
    self.path = path
    self.message = message
  }

  static func compilerError(_ line: Substring) -> FailureLine? {
    split(line).flatMap { $0.path.hasSuffix(".swift") ? $0 : nil }
  }

  private static func split(_ line: Substring) -> FailureLine? {
    guard let mark = line.firstRange(of: ": error: ") else { return nil }
    let place = line[..<mark.lowerBound]
    guard let colon = place.firstIndex(of: ":") else { return nil }
    return FailureLine(
      path: String(place[..<colon]), message: String(line[mark.upperBound...]))
  }
}
