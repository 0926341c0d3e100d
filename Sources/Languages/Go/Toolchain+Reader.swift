import Text
import Trials

/// Reads the events of `go test -json`, with what compilers print between them.
/// - Source: https://pkg.go.dev/cmd/test2json
struct GoReader {
  let index: GoTestIndex
  let root: String

  private struct Test {
    var package: String
    var name: String
    var output = ""
    var status: TestStatus?
    var milliseconds = 0.0
    var hasSubtests = false
  }

  /// What is known of one package.
  private struct Package {
    var name: String
    var output = ""
    var isDone = false
    var hasFailed = false
    var tests: [Int] = []
  }

  private var tests: [Test] = []
  private var testPlaces: [String: Int] = [:]
  private var packages: [Package] = []
  private var packagePlaces: [String: Int] = [:]
  /// What was printed outside all events: the compiler's messages.
  private var printed = ""

  init(index: GoTestIndex, root: String) {
    self.index = index
    self.root = root
  }

  consuming func read(_ output: [UInt8]) -> RunReading {
    for line in output.split(separator: 10) {
      guard line.first == UInt8(ascii: "{"), let event = JSONValue(line),
        let action = event["Action"]?.string
      else {
        takePlain(String(decoding: line, as: UTF8.self))
        continue
      }
      take(event, action)
    }
    return reading
  }

  /// Older versions tell of packages that do not build outside their events.
  private mutating func takePlain(_ line: String) {
    let words = line.split(separator: "\t")
    if words.count > 1, words[0] == "FAIL",
      let end = [" [build failed]", " [setup failed]"].first(where: words[1].hasSuffix)
    {
      let home = place(ofPackage: String(words[1].dropLast(end.utf8.count)))
      (packages[home].isDone, packages[home].hasFailed) = (true, true)
      packages[home].output += line + "\n"
    } else {
      GoReader.append(line + "\n", to: &printed)
    }
  }

  /// Reads what a test program prints by itself with `-test.v`.
  consuming func read(text: [UInt8], of package: String, exitCode: Int32) -> RunReading {
    let home = place(ofPackage: package)
    var current: Int?
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count >= 3, words[0] == "===" {
        // RUN, PAUSE, CONT and NAME say whose output follows.
        current = place(ofTest: String(words[2]), in: home)
      } else if words.count >= 4, words[0] == "---", let status = GoReader.endings[words[1]] {
        let test = place(ofTest: String(words[2]), in: home)
        tests[test].status = status
        tests[test].milliseconds = (Double(words[3].dropFirst().dropLast(2)) ?? 0) * 1000
        current = test
      } else if let current, !GoReader.summaries.contains(where: { line.hasPrefix($0) }) {
        // A panic is printed behind the line that says which test it ended.
        GoReader.append(line + "\n", to: &tests[current].output)
      } else {
        GoReader.append(line + "\n", to: &packages[home].output)
      }
    }
    packages[home].isDone = true
    packages[home].hasFailed = exitCode != 0
    return reading
  }

  /// What a test program says of itself at its end.
  private static let summaries = ["PASS", "FAIL", "ok ", "exit status", "coverage:"]
  private static let endings: [Substring: TestStatus] = [
    "PASS:": .passed, "FAIL:": .failed, "SKIP:": .skipped,
  ]

  private static func append(_ text: some StringProtocol, to output: inout String) {
    if output.utf8.count < 4000 { output += text }
  }

  private mutating func take(_ event: JSONValue, _ action: String) {
    guard let package = event["Package"]?.string else {
      GoReader.append(event["Output"]?.string ?? "", to: &printed)
      return
    }
    let home = place(ofPackage: package)
    guard let name = event["Test"]?.string else {
      switch action {
      case "output": GoReader.append(event["Output"]?.string ?? "", to: &packages[home].output)
      case "pass", "skip": packages[home].isDone = true
      case "fail": (packages[home].isDone, packages[home].hasFailed) = (true, true)
      default: break
      }
      return
    }
    let test = place(ofTest: name, in: home)
    switch action {
    case "output": GoReader.append(event["Output"]?.string ?? "", to: &tests[test].output)
    case "pass": end(test, .passed, event)
    case "skip": end(test, .skipped, event)
    case "fail": end(test, .failed, event)
    default: break
    }
  }

  private mutating func end(_ test: Int, _ status: TestStatus, _ event: JSONValue) {
    tests[test].status = status
    tests[test].milliseconds = (event["Elapsed"]?.number ?? 0) * 1000
  }

  private mutating func place(ofPackage name: String) -> Int {
    if let place = packagePlaces[name] { return place }
    packagePlaces[name] = packages.count
    packages.append(Package(name: name))
    return packages.count - 1
  }

  private mutating func place(ofTest name: String, in package: Int) -> Int {
    let key = packages[package].name + "\u{0}" + name
    if let place = testPlaces[key] { return place }
    testPlaces[key] = tests.count
    packages[package].tests.append(tests.count)
    tests.append(Test(package: packages[package].name, name: name))
    if let slash = name.lastIndex(of: "/") {
      let parent = packages[package].name + "\u{0}" + name[..<slash]
      if let place = testPlaces[parent] { tests[place].hasSubtests = true }
    }
    return tests.count - 1
  }

  // MARK: Results

  private var reading: RunReading {
    var results: [TestResult] = []
    var troubles: [FileTrouble] = []
    for package in packages {
      let found = package.tests.map { result(tests[$0], in: package) }
      results += found
      guard package.hasFailed, !found.contains(where: { $0.status.isFailing }) else { continue }
      let message = [package.output, printed].first { $0.contains(where: { $0 != "\n" }) } ?? ""
      let isBuild =
        package.output.contains("[build failed]") || package.output.contains("[setup failed]")
      troubles.append(
        FileTrouble(
          path: index.someFile(ofPackage: package.name, root: root),
          stage: isBuild || found.isEmpty ? .load : .end,
          message: (isBuild && !printed.isEmpty ? printed : message).cutForMessage))
    }
    let isComplete = !packages.isEmpty && packages.allSatisfy(\.isDone)
    return .merging(results, troubles: troubles, isComplete: isComplete)
  }

  private func result(_ test: Test, in package: Package) -> TestResult {
    let path = index.file(of: test.name, package: test.package, root: root)
    let titles = test.name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    // A test that began and never ended has ended its program.
    let isOpen = test.status == nil
    let crashes = GoReader.panics(test.output) || GoReader.panics(package.output)
    var status = test.status ?? .errored
    if status == .failed, crashes { status = .errored }
    if status.isFailing, test.hasSubtests, hasFailingSubtest(test, in: package),
      !GoReader.reports(test.output)
    {
      // It failed by its subtests alone, which are named themselves.
      status = .passed
    }
    let output = isOpen && test.output.isEmpty ? package.output : test.output
    var result = TestResult(
      id: (path.isEmpty ? test.package : path) + "::" + titles.joined(separator: " > "), path: path,
      titles: titles, status: status, isAssertionFailure: status == .failed,
      message: status.isFailing ? output.cutForMessage : "", milliseconds: test.milliseconds)
    result.isCut = isOpen && !crashes
    return result
  }

  private func hasFailingSubtest(_ test: Test, in package: Package) -> Bool {
    package.tests.contains {
      tests[$0].name.hasPrefix(test.name + "/") && (tests[$0].status ?? .errored).isFailing
    }
  }

  private static func panics(_ output: String) -> Bool {
    output.split(separator: "\n").contains { line in
      crashes.contains { line.hasPrefix($0) } && !ends.contains { line.hasPrefix($0) }
    }
  }

  private static let crashes = ["panic: ", "fatal error: ", "signal: "]
  /// What the command says when its program was ended from outside.
  private static let ends = ["signal: terminated", "signal: killed"]

  /// Whether a test printed more than that it ran and failed.
  private static func reports(_ output: String) -> Bool {
    output.split(separator: "\n").contains { line in
      let text = line.drop { $0 == " " }
      return !text.hasPrefix("=== ") && !text.hasPrefix("--- ")
    }
  }
}
