import Glibc
import Mutation
import Reporting
import Suites
import Text
import Trials

/// Writes one generated report: `sample-report FORMAT MUTANTS TESTS`.
///
/// The same arguments give the same bytes. Names, titles, sources and messages carry payloads that
/// must stay inert in every format.
struct Generator {
  var state: UInt64 = 0x5eed

  /// A number below `bound`.
  /// - Source: G. Marsaglia, Xorshift RNGs (2003)
  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }

  mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }
}

let payloads = [
  "<img src=x onerror=\"window.pwned=1\">", "</script><script>window.pwned=1</script>",
  "\u{1b}[2Jforged", "\u{202e}desrever", "::error::forged", "##[error]forged",
  "![x](https://example.invalid/x)", "`; | @all #1", "\"><svg onload=window.pwned=1>",
  "javascript:window.pwned=1", "عنوان الاختبار", "<!--", "<style>*{display:none}</style>",
]

let folders: [(path: String, area: RiskArea?, names: [String])] = [
  ("src/billing/invoice", .money, ["total", "tax_for", "round_to_cents", "discount", "refund"]),
  ("src/accounts/permission", .auth, ["may_edit", "require_role", "session_is_fresh"]),
  ("src/tenants/scope", .tenancy, ["only_of_tenant", "share_with", "owner_of"]),
  ("src/store/migration", .data, ["upgrade", "fill_column", "rename_table"]),
  ("src/jobs/retry", .operations, ["next_delay", "claim_once", "expire"]),
  ("src/forms/booking", .validation, ["check_dates", "check_guests"]),
  ("src/views/calendar", nil, ["weeks", "label", "sort_rooms", "group_by_day"]),
  ("src/text/format", nil, ["initials", "truncate", "plural"]),
]

struct Sample {
  var generator = Generator()
  var sources: [String: SourceFile] = [:]
  var suites: [SuiteFile] = []
  var tests: [JudgedTest] = []
  var mutants: [Mutant] = []
  var outcomes: [Outcome] = []

  mutating func source(_ number: Int, functions: Int) -> (SourceFile, [(name: String, line: Int)]) {
    let folder = folders[number % folders.count]
    var text = "# \(payloads[number % payloads.count])\n\n"
    var found: [(String, Int)] = []
    for index in 0..<functions {
      let name =
        folder.names[index % folder.names.count] + (index < folder.names.count ? "" : "_\(index)")
      found.append((name, text.utf8.count { $0 == 10 } + 1))
      text += "def \(name)(items, limit=\(index + 10)):\n"
      text += "    if not items or limit <= 0:\n        return 0\n"
      text +=
        "    amount = sum(item.price * item.count for item in items if item.tenant == tenant.id)\n"
      text += "    if amount >= limit and len(items) > \(index % 4 + 1):\n"
      text += "        amount = amount - amount * \(index % 20 + 1) // 100\n"
      text += "    return round(amount, 2)\n\n\n"
    }
    let suffix = number < folders.count ? "" : "_\(number / folders.count)"
    let path = folder.path + suffix + ".py"
    return (SourceFile(path: path, bytes: Array(text.utf8)), found)
  }

  mutating func addTests(_ count: Int) {
    let perFile = 25
    for start in stride(from: 0, to: count, by: perFile) {
      let folder = folders[start / perFile % folders.count]
      let stem = folder.path.split(separator: "/").last.map(String.init) ?? "x"
      let path = "tests/test_\(stem)_\(start / perFile).py"
      var cases: [TestCase] = []
      for index in start..<min(count, start + perFile) {
        cases.append(testCase(index, path, folder.names))
      }
      let text = [UInt8](repeating: 10, count: perFile * 12)
      suites.append(
        SuiteFile(
          path: path, language: "python", frameworks: ["pytest"], lines: LineIndex(text),
          tests: cases))
    }
  }

  private mutating func testCase(_ index: Int, _ path: String, _ names: [String]) -> TestCase {
    let kind: TestKind = generator.pick([
      .business, .business, .shape, .shape, .shape, .none, .vacuous,
    ])
    let subject = generator.pick(names)
    let title =
      index % 40 == 7 ? payloads[index / 40 % payloads.count] : "\(subject) case \(index)"
    let start = UInt32(index % 25 * 12)
    let shape: [(AssertionClass, String)] = [
      (.existence, "checks only that \(subject)() is not None"),
      (.typeOnly, "checks only the type of \(subject)()"),
      (.size, "checks only how many items \(subject)() returns"),
    ]
    let (shapeClass, because) = generator.pick(shape)
    var assertions: [Assertion] = []
    if kind == .business {
      assertions.append(
        Assertion(
          range: ByteRange(start + 3, start + 4), classified: .value, side: .business, tier: 3,
          rule: "R9", because: "compares the result of \(subject)() with \(index)"))
    }
    if kind == .shape || kind == .business {
      assertions.append(
        Assertion(
          range: ByteRange(start + 4, start + 5), classified: shapeClass, side: .shape, tier: 1,
          rule: "R10", because: because))
    }
    if kind == .vacuous {
      assertions.append(
        Assertion(
          range: ByteRange(start + 3, start + 4), classified: .vacuous, side: .none, tier: 0,
          flags: [.constant], rule: "R3", because: "compares two constants"))
    }
    return TestCase(
      id: "\(path)::Cases > \(title) \(index)", titles: ["Cases", title],
      range: ByteRange(start, start + 8), kind: kind, isDisabled: index % 97 == 0,
      assertions: assertions)
  }

  mutating func addMutants(_ count: Int) {
    let perFile = max(20, count / 40)
    for start in stride(from: 0, to: count, by: perFile) {
      let number = start / perFile
      let (file, functions) = source(number, functions: max(3, perFile / 8))
      sources[file.path] = file
      for index in 0..<min(perFile, count - start) {
        let function = functions[index / 8 % functions.count]
        addMutant(start + index, file, function, folders[number % folders.count].area)
      }
    }
  }

  private static let edits:
    [(line: Int, find: String, to: String, operatorID: String, family: String)] = [
      (1, "<=", "<", "boundary", "relational"), (1, " or ", " and ", "connector", "logical"),
      (3, "*", "+", "arithmetic", "arithmetic"),
      (3, " if item.tenant == tenant.id", "", "filter-conjunct", "domain"),
      (4, ">=", ">", "boundary", "relational"), (4, " and ", " or ", "connector", "logical"),
      (5, "100", "99", "money-factor", "constant"),
      (6, "round(amount, 2)", "0", "return-empty", "extreme"),
    ]

  private mutating func addMutant(
    _ index: Int, _ file: SourceFile, _ function: (name: String, line: Int), _ area: RiskArea?
  ) {
    let edit = Sample.edits[index % Sample.edits.count]
    let line = function.line + edit.line
    let lineRange = file.lines.range(ofLine: line, count: file.bytes.count)
    let bytes = Array(file.bytes[lineRange.indices])
    let needle = Array(edit.find.utf8)
    let offset = (0...(bytes.count - needle.count)).first { bytes[$0...].starts(with: needle) } ?? 0
    let range = ByteRange(
      lineRange.start + UInt32(offset), lineRange.start + UInt32(offset + needle.count))
    var hash = StableHash()
    hash.combine(field: "\(file.path) \(index)")
    mutants.append(
      Mutant(
        id: hash.text, path: file.path, operatorID: edit.operatorID, family: edit.family,
        riskArea: area, function: function.name, functionRange: range,
        edit: Edit(range, edit.to), original: edit.find,
        start: file.lines.position(of: range.start), end: file.lines.position(of: range.end)))
    outcomes.append(outcome(hash.text, index))
  }

  private mutating func outcome(_ id: String, _ index: Int) -> Outcome {
    let roll = generator.below(100)
    let first = generator.below(max(1, tests.count - 60))
    let reaching =
      roll < 12 ? [] : (first..<min(tests.count, first + 5 + index / 8 % 40)).map { $0 }
    var outcome = Outcome(mutant: id, status: .survived, milliseconds: 20 + roll)
    outcome.reachedBy = reaching.map { tests[$0].id }.sorted()
    switch roll {
    case ..<12: outcome.status = .notReached
    case 12..<50:
      let killers = reaching.filter { tests[$0].kind == .business }.prefix(2 + index % 3)
      if !killers.isEmpty {
        outcome.status = .killed
        outcome.by = index % 7 == 0 ? .crash : .assertion
        outcome.killedBy = killers.map { tests[$0].id }.sorted()
        if outcome.by == .assertion { outcome.killedByAssertion = outcome.killedBy }
        for test in killers { tests[test].killed += 1 }
        if killers.count == 1, let only = killers.first { tests[only].killedAlone += 1 }
      }
    case 97: outcome.status = .timeout
    case 98:
      outcome.status = .invalid
      outcome.detail = "SyntaxError: \(payloads[index % payloads.count])"
    case 99: outcome.status = .flaky
    default: break
    }
    if outcome.status.isJudged { for test in reaching { tests[test].offered += 1 } }
    return outcome
  }

  mutating func make(mutants count: Int, tests testCount: Int) -> Report {
    addTests(testCount)
    for file in suites {
      for test in file.tests {
        tests.append(
          JudgedTest(
            id: test.id, name: test.name, path: file.path,
            line: file.lines.line(of: test.range.start), kind: test.kind, verdict: nil, offered: 0,
            killed: 0, killedAlone: 0))
      }
    }
    if count > 0 { addMutants(count) }
    for index in tests.indices where count > 0 { tests[index].verdict = verdict(tests[index]) }
    return report(count)
  }

  private func verdict(_ test: JudgedTest) -> TestVerdict {
    if test.killedAlone > 0 { return .loadBearing }
    if test.killed > 0 { return .redundant }
    return test.offered > 0 ? .hollow : .unoffered
  }

  private func report(_ count: Int) -> Report {
    let trials = Report.Trials(
      method: Method(
        runner: "pytest", command: ["python3", "-m", "pytest", "-q"], isolation: "guard",
        mode: "patched", jobs: 2, budget: 600, selectsTestFiles: true),
      plan: Plan(
        seed: 1, chosen: mutants,
        passedOver: mutants.prefix(30).map { PassedOver(mutant: $0, reason: "logging") }),
      controls: [
        Control(
          kind: .baseline, held: true, detail: "all tests passed twice", testsRun: tests.count,
          milliseconds: 900),
        Control(
          kind: .noOp, held: true, detail: "a changed copy with the same meaning passed",
          testsRun: tests.count, milliseconds: 450),
        Control(
          kind: .breaks, held: true, detail: "a planted failure was seen in every test file",
          testsRun: tests.count, milliseconds: 430),
      ], outcomes: outcomes, tests: tests, isComplete: true, seconds: 412, peakBytes: 0)
    return Report(
      toolVersion: "0.0.0", root: "rescue-project " + payloads[0], suites: suites, sources: sources,
      weakFunctions: folders.prefix(5).map {
        WeakFunction(
          path: $0.path + ".py", name: $0.names[0], line: 3, riskArea: $0.area,
          strongest: .existence,
          tests: tests.prefix(2).map(\.id))
      },
      notices: [
        Notice(kind: .skippedFile, path: "src/\(payloads[1]).py", text: "generated " + payloads[2]),
        Notice(kind: .warning, path: "", text: payloads[8]),
      ], trials: count > 0 ? trials : nil,
      ending: Ending(code: 0, name: "passed", reason: "no gate was asked for"),
      invocation: ["tocsin", ".", "--budget", "10m"], revision: "0123456789abcdef")
  }
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count == 3, let format = Format(rawValue: arguments[0]),
  let mutants = Int(arguments[1]), let tests = Int(arguments[2])
else {
  print("usage: sample-report FORMAT MUTANTS TESTS")
  exit(2)
}
var sample = Sample()
let text = format.render(
  sample.make(mutants: mutants, tests: tests),
  Theme(width: 110, hasColour: getenv("COLOUR") != nil))
print(text, terminator: "")
