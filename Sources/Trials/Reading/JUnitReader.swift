/// Reads JUnit XML in all its dialects; only test cases count, never the totals.
///
/// - Source: https://llg.cubic.org/docs/junit/ and the dialects of pytest, jest-junit, node, mocha,
///   Surefire, Gradle, gotestsum, PHPUnit, RSpec, SwiftPM and nextest
package enum JUnitReader {
  /// `relative` makes a file attribute relative to the root.
  ///
  /// An empty reading that is not complete stands for a document that is refused or is no XML.
  package static func read(
    _ bytes: [UInt8], relative: (String) -> String = { $0 }
  ) -> RunReading {
    var state = JUnitState()
    var markup = MarkupReader(bytes)
    while let event = markup.next() {
      switch event {
      case .open(let name, let attributes, let isEmpty):
        state.open(local(name), attributes)
        if isEmpty { state.close(local(name)) }
      case .close(let name): state.close(local(name))
      case .text(let text): state.text(text)
      case .cut: state.isCut = true
      case .refused: return .nothing
      }
    }
    let results = state.cases.map { $0.result(relative: relative) }
    return .merging(numbered(results), isComplete: state.isWhole)
  }

  /// The name without its namespace prefix.
  private static func local(_ name: String) -> String {
    name.split(separator: ":").last.map(String.init) ?? name
  }

  private static func numbered(_ results: [TestResult]) -> [TestResult] {
    var occurrences = Occurrences()
    return results.map { result in
      var result = result
      result.id = occurrences.unique(result.id)
      return result
    }
  }
}

private struct JUnitCase {
  var suites: [String]
  var attributes: [String: String]
  var suiteFile: String
  var status = TestStatus.passed
  var kind = ""
  var message = ""
  var detail = ""

  func result(relative: (String) -> String) -> TestResult {
    let file = attributes["file"] ?? suiteFile
    let className = attributes["classname"] ?? attributes["class"] ?? ""
    let name = attributes["name"] ?? ""
    // node names every class "test"; jest-junit and PHPUnit repeat the suite there.
    let isNamed = !className.isEmpty && className != "test" && suites.last != className
    let titles = (suites + (isNamed ? [className] : []) + [name]).filter { !$0.isEmpty }
    let path = file.isEmpty ? "" : relative(file)
    return TestResult(
      id: "\(path)::\(titles.joined(separator: " > "))", path: path, titles: titles,
      line: attributes["line"].flatMap { Int($0) }.map { max(0, $0) } ?? 0, status: status,
      isAssertionFailure: status.isFailing && isAssertion,
      message: (message.isEmpty ? detail : message).cutForMessage,
      milliseconds: JUnitTime.milliseconds(attributes["time"] ?? ""))
  }

  /// A `failure` is an assertion's unless its type or text names another error.
  private var isAssertion: Bool {
    let text = kind + " " + message + " " + detail
    if text.contains("AssertionError") || text.contains("AssertionFailed")
      || text.contains("ERR_ASSERTION") || text.contains("ExpectationNotMet")
      || text.contains("ComparisonFailure") || text.contains("expect(")
    {
      return true
    }
    guard status == .failed else { return false }
    let first = (message.isEmpty ? detail : message).prefix { $0 != ":" && $0 != "\n" }
    let namesError = first.hasSuffix("Error") || first.hasSuffix("Exception")
    return !namesError && !kind.hasSuffix("Error") && !kind.hasSuffix("Exception")
      && !kind.hasSuffix("panic")
  }
}

private struct JUnitState {
  var cases: [JUnitCase] = []
  var isCut = false
  private var suites: [(name: String, file: String)] = []
  private var open: JUnitCase?
  private var inside = ""
  private var sawRoot = false
  private var depth = 0
  private static let depthLimit = 1000

  var isWhole: Bool { sawRoot && !isCut && depth == 0 }

  mutating func open(_ name: String, _ attributes: [String: String]) {
    depth += 1
    if name == "testsuites" || name == "testsuite" { sawRoot = true }
    if name == "testsuite", suites.count < JUnitState.depthLimit {
      let file = attributes["file"] ?? suites.last?.file ?? ""
      suites.append((attributes["name"] ?? "", file))
    } else if name == "testcase" {
      open = JUnitCase(
        suites: suites.map(\.name).filter { $0 != "pytest" && !$0.isEmpty },
        attributes: attributes, suiteFile: suites.last?.file ?? "")
      inside = ""
      if attributes["status"] == "disabled" || attributes["status"] == "notrun" {
        open?.status = .skipped
      }
    } else if open != nil {
      note(name, attributes)
    }
  }

  private mutating func note(_ name: String, _ attributes: [String: String]) {
    let status: TestStatus
    switch name {
    case "failure", "rerunFailure": status = .failed
    case "error", "rerunError": status = .errored
    case "skipped", "disabled": status = .skipped
    default: return
    }
    inside = name
    guard let found = open else { return }
    // A plain test is passed until something is said of it, so the first word always counts.
    let isFirst = found.status == .passed
    guard isFirst || status.severity > found.status.severity else { return }
    open?.status = status
    open?.kind = attributes["type"] ?? ""
    open?.message = attributes["message"] ?? ""
    open?.detail = ""
  }

  mutating func text(_ text: String) {
    guard !inside.isEmpty, let found = open, found.detail.utf8.count < 4000 else { return }
    open?.detail += text
  }

  mutating func close(_ name: String) {
    depth = max(0, depth - 1)
    if name == "testsuite" {
      if !suites.isEmpty { suites.removeLast() }
    } else if name == "testcase", let done = open {
      cases.append(done)
      open = nil
    } else if name == inside {
      inside = ""
    }
  }
}

/// The time attribute: seconds, perhaps with thousands separators or a unit.
enum JUnitTime {
  static func milliseconds(_ text: String) -> Double {
    let digits = text.utf8.filter { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "s") }
    guard let seconds = Double(String(decoding: digits, as: UTF8.self)), seconds.isFinite,
      seconds >= 0, seconds < 1e9
    else { return 0 }
    return seconds * 1000
  }
}
