/// Reads the Test Anything Protocol, versions 12 to 14, flat or nested.
///
/// A point announced by `# Subtest: name`, or followed by an indented block, is a test, or a suite
/// when it holds further subtests. Other points are assertions: they belong to the subtest around
/// them or, in flat output, to the last `# name` line; without one each point is a test.
/// - Source: https://testanything.org/tap-version-14-specification.html
package enum TAPReader {
  package static func read(_ bytes: [UInt8]) -> RunReading {
    var state = TAPState()
    for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      state.line(line.last == 13 ? line.dropLast() : line)
    }
    return state.reading
  }

  /// Whether `bytes` look like this protocol at all.
  package static func recognises(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: 10).prefix(200).contains { line in
      let text = String(decoding: line.prefix(40), as: UTF8.self)
      return text.hasPrefix("TAP version ") || text.hasPrefix("ok ") || text.hasPrefix("not ok ")
    }
  }
}

private struct TAPGroup {
  var title: String
  var status: TestStatus?
  var detail = ""
  /// Whether subtests stand inside, so that the group itself is no test.
  var holdsTests = false
}

private struct TAPState {
  private var results: [TestResult] = []
  private var occurrences = Occurrences()
  /// The subtests that are open, outermost first; their points come one level deeper.
  private var open: [TAPGroup] = []
  private var announced: (title: String, depth: Int)?
  /// The test that a `# name` line of flat output opened.
  private var section: TAPGroup?
  private var planned: Int?
  private var points = 0
  private var bailed = false
  private var yamlDepth: Int?
  private var detailTarget: Int?

  var reading: RunReading {
    var state = self
    state.closeSection()
    let isComplete = !bailed && planned.map { $0 == points } ?? false
    return .merging(state.results, isComplete: isComplete)
  }

  mutating func line(_ raw: ArraySlice<UInt8>) {
    let indent = raw.prefix { $0 == 32 }.count
    let text = String(decoding: raw.dropFirst(indent), as: UTF8.self)
    if let depth = yamlDepth {
      if text == "..." && indent <= depth + 4 {
        yamlDepth = nil
      } else if let target = detailTarget, results[target].message.utf8.count < 1000 {
        results[target].message = (results[target].message + text + "\n").cutForMessage
        noteCause(text, of: target)
      } else if detailTarget == nil {
        section?.detail += text + "\n"
      }
      return
    }
    if text == "---" {
      yamlDepth = indent
      return
    }
    let depth = indent / 4
    if text.hasPrefix("# Subtest: ") {
      subtest(String(text.dropFirst(11)), depth: depth)
    } else if text.hasPrefix("#") {
      comment(String(text.dropFirst()).trimmedSpaces, depth: depth)
    } else if text.hasPrefix("ok") || text.hasPrefix("not ok") {
      point(text, depth: depth)
    } else if text.hasPrefix("Bail out!") {
      bailed = true
    } else if depth == 0, text.hasPrefix("1.."),
      let count = Int(text.dropFirst(3).prefix { $0.isNumber })
    {
      planned = count
    }
  }

  private mutating func subtest(_ title: String, depth: Int) {
    // Version 14 writes the comment inside the block, others before it.
    while open.count > depth { open.removeLast() }
    announced = (title, depth)
    for place in open.indices { open[place].holdsTests = true }
    open.append(TAPGroup(title: title))
  }

  private mutating func comment(_ text: String, depth: Int) {
    guard depth == 0, open.isEmpty, !text.isEmpty, announced == nil else { return }
    let totals = ["tests ", "pass ", "fail ", "skip ", "todo ", "ok", "failed ", "time="]
    guard !totals.contains(where: { text.hasPrefix($0) && isTotal(text) }) else { return }
    closeSection()
    section = TAPGroup(title: text)
  }

  private func isTotal(_ text: String) -> Bool {
    text == "ok" || text.hasPrefix("time=") || text.last?.isNumber == true
      || text.hasPrefix("failed ")
  }

  private mutating func point(_ text: String, depth: Int) {
    let failed = text.hasPrefix("not ok")
    var rest = text.dropFirst(failed ? 6 : 2)
    guard rest.isEmpty || rest.first == " " else { return }
    if depth == 0 { points += 1 }
    rest = rest.drop { $0 == " " }.drop { $0.isNumber }.drop { $0 == " " }
    if rest.hasPrefix("- ") { rest = rest.dropFirst(2) }
    let (title, directive) = TAPState.directive(of: rest)
    let opensBlock = title.hasSuffix("{")
    let status: TestStatus = directive != nil ? .skipped : failed ? .failed : .passed
    // The point that ends a subtest stands at the depth where the subtest was announced.
    if open.count > depth {
      finish(depth: depth, status: status)
    } else if let last = open.indices.last {
      assertion(title, status: status, in: last)
    } else if opensBlock {
      open.append(TAPGroup(title: String(title.dropLast()).trimmedSpaces))
    } else if section != nil {
      let worst = TAPState.worse(section?.status, status)
      section?.status = worst
      if status.isFailing { section?.detail = title + "\n" }
      detailTarget = nil
    } else {
      append(titles: [title], status: status, detail: "")
    }
  }

  private mutating func finish(depth: Int, status: TestStatus) {
    while open.count > depth + 1 { open.removeLast() }
    guard let group = open.popLast() else { return }
    announced = nil
    detailTarget = nil
    guard !group.holdsTests else { return }
    append(titles: open.map(\.title) + [group.title], status: status, detail: group.detail)
  }

  private mutating func assertion(_ title: String, status: TestStatus, in place: Int) {
    open[place].status = TAPState.worse(open[place].status, status)
    if status.isFailing { open[place].detail += title + "\n" }
  }

  private mutating func closeSection() {
    if let done = section, let status = done.status {
      append(titles: [done.title], status: status, detail: done.detail)
    }
    section = nil
  }

  private mutating func append(titles: [String], status: TestStatus, detail: String) {
    let id = occurrences.unique("::" + titles.joined(separator: " > "))
    results.append(
      TestResult(
        id: id, titles: titles, status: status,
        isAssertionFailure: status.isFailing && !TAPState.namesCrash(detail),
        message: status.isFailing ? detail.cutForMessage : ""))
    detailTarget = status.isFailing ? results.count - 1 : nil
  }

  /// A diagnostic that names an error other than an assertion's takes the benefit away.
  private mutating func noteCause(_ line: String, of target: Int) {
    if TAPState.namesCrash(line) { results[target].isAssertionFailure = false }
  }

  private static func namesCrash(_ text: String) -> Bool {
    if text.contains("ERR_ASSERTION") || text.contains("AssertionError") { return false }
    return ["TypeError", "ReferenceError", "RangeError", "SyntaxError", "uncaughtException"]
      .contains { text.contains($0) } || text.contains("operator: error")
  }

  private static func worse(_ one: TestStatus?, _ other: TestStatus) -> TestStatus {
    guard let one else { return other }
    return one.severity >= other.severity ? one : other
  }

  /// The description without its `# SKIP` or `# TODO`, and which of them stood there.
  private static func directive(of text: Substring) -> (title: String, directive: String?) {
    var place = text.startIndex
    while let hash = text[place...].firstIndex(of: "#") {
      let isEscaped = hash > text.startIndex && text[text.index(before: hash)] == "\\"
      let words = text[text.index(after: hash)...].drop { $0 == " " }
      let word = words.prefix(4).uppercased()
      if !isEscaped, word == "SKIP" || word == "TODO" {
        return (String(text[..<hash]).trimmedSpaces, word)
      }
      place = text.index(after: hash)
    }
    // A duration after the point is no part of the name: `ok 1 - name # time=1.2ms`.
    if let hash = text.range(of: " # time=") {
      return (String(text[..<hash]).trimmedSpaces, nil)
    }
    return (String(text).trimmedSpaces, nil)
  }
}

extension Substring {
  /// The first place of `needle`; the standard library's own search needs Foundation.
  fileprivate func range(of needle: String) -> String.Index? {
    var place = startIndex
    while place < endIndex {
      if self[place...].hasPrefix(needle) { return place }
      place = index(after: place)
    }
    return nil
  }
}

extension String {
  /// Without spaces and tabs at both ends.
  fileprivate var trimmedSpaces: String {
    let scalars = unicodeScalars.drop { $0 == " " || $0 == "\t" }
    var text = String(scalars)
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}
