import Reporting
import Suites
import Text

/// `tocsin explain`: why a mutant or an assertion got its result, and what would be stronger.
enum Explanation {
  static func explain(_ options: Options, _ console: Console) throws(Failure) {
    if let (path, line) = place(options.subject) {
      try console.print(try assertions(path, line))
      return
    }
    let file = Inventory.join(options.output ?? "tocsin-report", "report.json")
    guard let bytes = Bytes.read(file, most: 1 << 30), let report = JSONValue(bytes) else {
      throw Failure(
        .usage, "\(file) cannot be read as a report",
        cure: "run tocsin first, or name its folder with --output")
    }
    guard let text = text(report, subject: options.subject) else {
      throw Failure(
        .usage, "\(file) knows no mutant \(Words.quoted(options.subject))",
        cure: "ids stand in \(file); for an assertion write PATH:LINE")
    }
    try console.print(text)
  }

  static func text(_ report: Report, subject: String, _ theme: Theme) -> String {
    let json = JSONValue(Format.json.render(report, theme).utf8)
    return json.flatMap { text($0, subject: subject) } ?? ""
  }

  // MARK: Mutants

  private static func text(_ report: JSONValue, subject: String) -> String? {
    let mutants = report["mutants"]?.array ?? []
    guard subject.count >= 4,
      let mutant = mutants.first(where: { $0["id"]?.string?.hasPrefix(subject) == true })
    else { return nil }
    let field = { (name: String) in mutant[name]?.string ?? "" }
    let id = field("id")
    var out = "\(id)  \(field("operator")) in \(shown(field("path"))):\(mutant["line"]?.int ?? 0)"
    if !field("function").isEmpty { out += ", \(shown(field("function")))" }
    if !field("riskArea").isEmpty { out += "  [\(field("riskArea"))]" }
    out += "\n" + lines(field("original"), "- ") + lines(field("replacement"), "+ ")
    out += "\n\(field("status")): " + meaning(mutant) + "\n"
    let detail = field("detail")
    if !detail.isEmpty { out += "  " + shown(detail) + "\n" }
    out += tests(report, ids(mutant, "killedBy"), "noticed by")
    if field("status") != "killed" {
      out += tests(report, ids(mutant, "reachedBy"), "reached, without being noticed, by")
      out += "\nTo notice it: \(advice(field("family"))).\n"
    }
    return out + "\nRun it again: tocsin rerun \(id)\n"
  }

  private static func ids(_ mutant: JSONValue, _ name: String) -> [String] {
    (mutant[name]?.array ?? []).compactMap(\.string)
  }

  private static func shown(_ text: String) -> String { Escaping.terminal(text) }

  private static func lines(_ text: String, _ mark: String) -> String {
    if text.isEmpty { return "\(mark)(nothing)\n" }
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    var out = ""
    for row in rows.prefix(12) { out += mark + shown(String(row)) + "\n" }
    if rows.count > 12 { out += "\(mark)… \(rows.count - 12) more lines\n" }
    return out
  }

  private static func meaning(_ mutant: JSONValue) -> String {
    switch mutant["status"]?.string {
    case "killed":
      mutant["by"]?.string == "crash"
        ? "tests fail with it, but only because something throws; no assertion compared a result"
        : "an assertion compared a result and failed"
    case "survived":
      "the code runs with it, every test passes, so no assertion looks at this result"
    case "not-reached": "no test comes to this place"
    case "timeout": "the tests did not end in time, also when it ran alone with twice the limit"
    case "memory": "the tests used more memory than allowed"
    case "invalid": "the program does not load with it, so it says nothing about the tests"
    case "unattributed": "the command failed, but no failing test is known"
    case "suspicious": "everything passed, but fewer tests ran than without it"
    case "flaky": "only tests failed that fail by themselves now and then"
    case "void": "a control around it failed, so its result does not count"
    default: "it was not run"
    }
  }

  private static func tests(_ report: JSONValue, _ ids: [String], _ title: String) -> String {
    guard !ids.isEmpty else { return "" }
    var kinds: [String: String] = [:]
    for test in report["tests"]?.array ?? [] {
      if let id = test["id"]?.string { kinds[id] = test["kind"]?.string }
    }
    var classes: [String: String] = [:]
    for file in report["files"]?.array ?? [] {
      for test in file["tests"]?.array ?? [] {
        guard let id = test["id"]?.string else { continue }
        let found = (test["assertions"]?.array ?? []).compactMap { $0["class"]?.string }
        classes[id] = Set(found).sorted().joined(separator: ", ")
      }
    }
    var out = "\n\(title) \(Words.count(ids.count, "test")):\n"
    for id in ids.prefix(10) {
      out += "  \(shown(id))"
      if let kind = kinds[id] {
        let found = classes[id] ?? ""
        out += "  (\(kind)\(found.isEmpty ? ", no assertion" : ": \(found)"))"
      }
      out += "\n"
    }
    return ids.count > 10 ? out + "  … \(ids.count - 10) more\n" : out
  }

  /// What to assert against mutants of a family.
  private static func advice(_ family: String) -> String {
    switch family {
    case "extreme": "compare what the function returns or changes with the exact value you expect"
    case "relational":
      "call it with the value on the boundary and its neighbours, and compare results"
    case "logical", "condition":
      "test one case for each side of the condition, with different results"
    case "arithmetic": "compare the computed number with one worked out by hand, not zero or one"
    case "constant": "compare with a literal worked out by hand, not with the production constant"
    case "return": "compare the returned value itself, not its type or that it is there"
    case "statement", "call": "look at what the removed statement should have changed"
    case "collection":
      "use at least three elements in an order that matters, and compare the whole list"
    case "default": "test the missing value and a present one, and compare both results"
    case "rounding": "use a value that rounds differently up and down, such as a half"
    case "time": "fix the clock and test both sides of the limit"
    case "error":
      "assert that the error is raised, with its type and message, and what stays unchanged"
    case "async": "await the result and compare it"
    case "loop": "use inputs that need no turn, one turn and several turns"
    default: "test with another tenant, role or invalid input, and assert that it is refused"
    }
  }

  // MARK: Assertions

  private static func place(_ subject: String) -> (path: String, line: Int)? {
    guard let colon = subject.lastIndex(of: ":"),
      let line = Int(subject[subject.index(after: colon)...]), line > 0
    else { return nil }
    return (String(subject[..<colon]), line)
  }

  private static func assertions(_ path: String, _ line: Int) throws(Failure) -> String {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard Inventory.exists(path) else {
      throw Failure(.usage, "there is no file \(Words.quoted(path))", cure: "write PATH:LINE")
    }
    let project = Project.read(
      ProjectReading(try Pipeline.root(folder), Options()), Options(), plants: false)
    guard let file = project.suites.first(where: { $0.path == name }) else {
      throw Failure(
        .usage, "\(Words.quoted(path)) holds no tests",
        cure: "name a test file; tocsin scan lists them")
    }
    var out = ""
    for test in file.tests {
      for assertion in test.assertions
      where
        (file.lines.line(of: assertion.range.start)...file.lines.lastLine(of: assertion.range))
        .contains(line)
      {
        out += describe(assertion, in: test)
      }
    }
    guard out.isEmpty else { return out }
    throw Failure(
      .usage, "there is no assertion at \(Words.quoted("\(path):\(line)"))",
      cure: "tocsin scan lists the assertions of the file with their lines")
  }

  private static func describe(_ assertion: Assertion, in test: TestCase) -> String {
    var out = "\(shown(test.name))\n"
    out += "  class \(assertion.classified.rawValue), side \(assertion.side.rawValue), "
    out += "tier \(assertion.tier) of 3, by rule \(assertion.rule)\n"
    out += "  \(shown(assertion.because))\n"
    if !assertion.flags.isEmpty {
      out += "  flags: \(assertion.flags.map(\.rawValue).joined(separator: ", "))\n"
    }
    if let helper = assertion.helper { out += "  found in the helper \(shown(helper))\n" }
    return out + "  stronger: \(stronger(assertion.classified))\n"
  }

  private static func stronger(_ classified: AssertionClass) -> String {
    switch classified {
    case .value: "it is as strong as an assertion gets"
    case .vacuous: "it cannot fail; compare a result of the code with a literal"
    case .mirrored: "both sides come from the code; write the expected value as a literal"
    case .noThrow: "also compare what the call returns or changes"
    case .typeOnly, .existence: "compare the value, which also fixes its type and presence"
    case .shape: "compare the members' values, not only that they are there"
    case .size: "compare the elements themselves"
    case .statusOnly: "also compare the body, and what changed behind it"
    case .call: "also compare the arguments"
    case .callArgs: "also compare the result, not only what was passed on"
    case .snapshot: "write down the few values that matter; nobody reads a whole snapshot"
    case .throwsAny: "name the error's type and message"
    case .throwsSpecific: "also compare the message or code, and that nothing else changed"
    case .valuePartial: "compare the whole value where it is small enough"
    case .relational: "compare with the exact value where it is known"
    case .unknown: "tocsin cannot read the helper; define it in the test tree"
    case .meta: "it plans or skips and asserts nothing"
    }
  }
}
