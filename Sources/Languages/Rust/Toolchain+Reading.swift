import Trials

/// Reads what `cargo test` prints: the text of libtest for every binary, and of the doc tests.
/// - Source: https://doc.rust-lang.org/rustc/tests/index.html
struct LibtestReader: Sendable {
  /// The project's files, to find the file of a test by its module.
  let paths: Set<String>
  /// The folder of each crate by its name, with underscores for hyphens; empty for the root.
  let crates: [String: String]

  func read(_ artifacts: RunArtifacts) -> RunReading {
    var reading = LibtestReading(paths: paths, crates: crates)
    let text = String(decoding: artifacts.output, as: UTF8.self)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      reading.take(line.hasSuffix("\r") ? line.dropLast() : line)
    }
    return reading.finished(exitCode: artifacts.exitCode)
  }
}

private struct LibtestReading {
  let paths: Set<String>
  let crates: [String: String]
  /// The folder of the crate whose tests run.
  private var folder = ""
  /// What tells the documentation tests of one crate of several from those of the others.
  private var documented = ""
  private var results: [TestResult] = []
  private var troubles: [FileTrouble] = []
  private var places: [String: Int] = [:]
  /// The source file of the binary that runs; empty for doc tests.
  private var binary = ""
  /// Tests announced by binaries that have not summed up.
  private var isOpen = false
  /// The test whose output is being read, and that output.
  private var shown: String?
  private var output: [Substring] = []
  private var buildErrors: [Substring] = []
  private var failedBuilds: [Substring] = []

  init(paths: Set<String>, crates: [String: String]) {
    self.paths = paths
    self.crates = crates
  }

  mutating func take(_ line: Substring) {
    if line.hasPrefix("     Running ") { return begin(line.dropFirst(13)) }
    if line.hasPrefix("   Doc-tests ") {
      closeBinary()
      binary = ""
      documented = crates.count > 1 ? line.dropFirst(13) + ": " : ""
      return
    }
    if line.hasPrefix("running "), line.hasSuffix(" tests") || line.hasSuffix(" test") {
      isOpen = true
      return
    }
    if line.hasPrefix("test result: ") {
      closeOutput()
      isOpen = false
      return
    }
    if line.hasPrefix("---- "), let end = line.range(of: " stdout ----") {
      closeOutput()
      shown = id(String(line[line.index(line.startIndex, offsetBy: 5)..<end.lowerBound]))
      return
    }
    if line == "failures:" || line == "successes:" { return closeOutput() }
    if shown != nil {
      output.append(line)
      return
    }
    if line.hasPrefix("test "), result(line.dropFirst(5)) { return }
    if line.hasPrefix("error: could not compile") || line.hasPrefix("error: could not document") {
      failedBuilds.append(line)
    } else if line.hasPrefix("error"), buildErrors.count < 4 {
      buildErrors.append(line)
    }
  }

  /// Reads `unittests src/lib.rs (target/debug/deps/x-0123)`.
  private mutating func begin(_ text: Substring) {
    closeBinary()
    let words = text.split(separator: " ")
    let path = words.first { $0.hasSuffix(".rs") }.map(String.init) ?? ""
    let program = words.last?.split(separator: "/").last?.split(separator: "-").first ?? ""
    if let found = crates[String(program)], words.first == "unittests" { folder = found }
    binary = place(of: path)
  }

  /// A path of a crate, which cargo tells relative to the crate, relative to the root.
  private func place(of path: String) -> String {
    for folder in [folder] + crates.values.sorted() {
      let whole = folder.isEmpty ? path : folder + "/" + path
      if paths.contains(whole) { return whole }
    }
    return path
  }

  private mutating func closeBinary() {
    closeOutput()
    guard isOpen else { return }
    isOpen = false
    troubles.append(
      FileTrouble(path: binary, stage: .end, message: "its tests were cut off in the middle"))
  }

  /// Reads `a::b - should panic ... ok`; false when the line is no result.
  private mutating func result(_ text: Substring) -> Bool {
    guard isOpen, let split = text.lastRange(of: " ... ") else { return false }
    let status: TestStatus
    let word = text[split.upperBound...]
    if word.hasPrefix("ok") {
      status = .passed
    } else if word.hasPrefix("FAILED") || word.hasPrefix("failed") {
      status = .failed
    } else if word.hasPrefix("ignored") {
      status = .skipped
    } else {
      return false
    }
    var name = String(text[..<split.lowerBound])
    for ending in [" - should panic", " - compile fail", " - compile"] where name.hasSuffix(ending)
    {
      name.removeLast(ending.count)
    }
    let (path, titles) = place(name)
    places[id(name)] = results.count
    results.append(TestResult(id: id(name), path: path, titles: titles, status: status))
    return true
  }

  private func id(_ name: String) -> String {
    let plain = name.hasSuffix(" - should panic") ? String(name.dropLast(15)) : name
    return binary.isEmpty ? documented + plain : binary + "::" + plain
  }

  /// The file of a test, and its name from the module of that file on.
  private func place(_ name: String) -> (path: String, titles: [String]) {
    if binary.isEmpty { return ("", [name]) }
    var titles = name.components(of: "::")
    let folder = binary.split(separator: "/").dropLast().joined(separator: "/")
    var path = binary
    var inside = folder
    while titles.count > 1 {
      let next = inside.isEmpty ? titles[0] : inside + "/" + titles[0]
      if paths.contains(next + ".rs") {
        path = next + ".rs"
      } else if paths.contains(next + "/mod.rs") {
        path = next + "/mod.rs"
      } else {
        break
      }
      inside = next
      titles.removeFirst()
    }
    // `name::case_1` is one row of the test `name`.
    if titles.count > 1, let last = titles.last, last.hasPrefix("case_") { titles.removeLast() }
    return (path, titles)
  }

  private mutating func closeOutput() {
    defer {
      shown = nil
      output = []
    }
    guard let shown, let place = places[shown] else { return }
    let text = output.joined(separator: "\n")
    results[place].message = text.cutForMessage
    results[place].isAssertionFailure = isAssertion(text, in: binary)
  }

  /// Whether a failure came from a comparison: an assertion, an expected panic, or a panic that the
  /// test itself wrote.
  private func isAssertion(_ text: String, in binary: String) -> Bool {
    if text.contains("panic did not contain expected string")
      || text.contains("test did not panic as expected")
    {
      return true
    }
    guard let mark = text.range(of: "panicked at ") else { return false }
    let rest = text[mark.upperBound...]
    let isTest = binary.hasPrefix("tests/") || binary.contains("/tests/")
    // An assertion of the code under test is a crash for the test.
    if isTest, rest.hasPrefix("src/") || rest.hasPrefix(folder + "/src/") { return false }
    if rest.contains("assertion ") || rest.contains("Test failed: ") { return true }
    return isTest && rest.hasPrefix(binary) && !RustPanics.messages.contains { rest.contains($0) }
  }

  mutating func finished(exitCode: Int32) -> RunReading {
    closeBinary()
    if !failedBuilds.isEmpty {
      let message = (buildErrors + failedBuilds).joined(separator: "; ")
      troubles.insert(FileTrouble(path: "the crate", stage: .load, message: message), at: 0)
    }
    return RunReading.merging(
      results, troubles: troubles, isComplete: troubles.isEmpty && !results.isEmpty)
  }
}

/// What the standard library says when it panics by itself.
enum RustPanics {
  static let messages = [
    "called `Option::", "called `Result::", "index out of bounds", "attempt to ",
    "out of range", "byte index", "already borrowed", "already mutably borrowed", "overflow",
    "explicit panic", "internal error: entered unreachable code", "not implemented",
    "not yet implemented", "capacity overflow", "memory allocation", "divide by zero",
  ]
}

extension StringProtocol {
  fileprivate func components(of separator: String) -> [String] {
    var parts: [String] = []
    var rest = Substring(self)
    while let found = rest.range(of: separator) {
      parts.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    parts.append(String(rest))
    return parts
  }

  /// The first place of `text`, which is ASCII.
  fileprivate func range(of text: String) -> Range<Index>? {
    guard let first = text.first else { return nil }
    var at = startIndex
    while let start = self[at...].firstIndex(of: first) {
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
      at = index(after: start)
    }
    return nil
  }

  fileprivate func lastRange(of text: String) -> Range<Index>? {
    var found: Range<Index>?
    var at = startIndex
    while at < endIndex, let next = self[at...].range(of: text) {
      found = next
      at = next.upperBound
    }
    return found
  }
}
