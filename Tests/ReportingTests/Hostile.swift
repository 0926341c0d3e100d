import Mutation
import Reporting
import Suites
import Text
import Trials

/// A small report, written by hand, whose every name, title, source and message is an attack.
enum Hostile {
  /// What must reach no reader raw.
  static let name = "<b>&\"'|`\u{1b}[2J\u{202e}::error::x</script>שלום"

  static let source = SourceFile(
    path: "src/c|a`rt.py",
    bytes: Array(
      """
      def total(items):  # </script>
          if len(items) < 3:
              return sum(items) * 100  # \u{202e}
          é = 1; return items or []

      """.utf8))

  /// Twenty-four mutants, so that there is a grade: 15 killed, 5 survived, 2 not reached, then one
  /// time-out and one invalid.
  static func report(killed: Int = 15, survived: Int = 5) -> Report {
    var mutants: [Mutant] = []
    var outcomes: [Outcome] = []
    let statuses =
      [MutantStatus](repeating: .killed, count: killed)
      + [MutantStatus](repeating: .survived, count: survived) + [.notReached, .notReached]
      + [.timeout, .invalid]
    for (index, status) in statuses.enumerated() {
      let mutant = mutant(index)
      mutants.append(mutant)
      outcomes.append(outcome(mutant.id, status, index))
    }
    let trials = Report.Trials(
      method: Method(
        runner: "pytest", command: ["python3", "-m", "pytest", "it's"], isolation: "guard",
        mode: "patched", jobs: 2, budget: 600, selectsTestFiles: true),
      plan: Plan(
        seed: 7, chosen: mutants,
        passedOver: [PassedOver(mutant: mutant(90), reason: "logging")]),
      controls: [
        Control(
          kind: .baseline, held: true, detail: "passed twice " + name, testsRun: 3, milliseconds: 9)
      ],
      outcomes: outcomes, tests: tests, isComplete: true, seconds: 12, peakBytes: 4_096)
    return Report(
      toolVersion: "0.0.0", root: name, suites: suites, sources: [source.path: source],
      languages: [source.path: "python"],
      weakFunctions: [
        WeakFunction(
          path: source.path, name: name, line: 1, riskArea: .money, strongest: .existence,
          tests: [tests[1].id])
      ],
      notices: [Notice(kind: .skippedFile, path: name, text: name)], trials: trials,
      ending: Ending(code: 1, name: "gate-failed", reason: name),
      invocation: ["tocsin", name], revision: "abc" + name)
  }

  static var scan: Report {
    Report(
      toolVersion: "0.0.0", root: name, suites: suites,
      notices: [Notice(kind: .warning, path: "", text: name)])
  }

  static let tests = [
    JudgedTest(
      id: "tests/test_cart.py::adds \(name)", name: "adds " + name, path: "tests/test_cart.py",
      line: 2, kind: .business, verdict: .loadBearing, offered: 20, killed: 15, killedAlone: 15),
    JudgedTest(
      id: "tests/test_cart.py::exists", name: "exists", path: "tests/test_cart.py", line: 6,
      kind: .shape, verdict: .hollow, offered: 5, killed: 0, killedAlone: 0),
    JudgedTest(
      id: "tests/test_cart.py::compares elsewhere", name: "compares elsewhere",
      path: "tests/test_cart.py", line: 9, kind: .business, verdict: .hollow, offered: 5, killed: 0,
      killedAlone: 0),
  ]

  static let suites = [
    SuiteFile(
      path: "tests/test_cart.py", language: "python", frameworks: ["pytest"], unreadBytes: 3,
      lines: LineIndex([UInt8](repeating: 10, count: 20)),
      tests: [
        TestCase(
          id: tests[0].id, titles: ["adds " + name], range: ByteRange(1, 4), kind: .business,
          assertions: [
            Assertion(
              range: ByteRange(2, 3), classified: .value, side: .business, tier: 3, flags: [.echo],
              rule: "R9", because: "compares total() with " + name),
            Assertion(
              range: ByteRange(3, 4), classified: .typeOnly, side: .shape, tier: 1,
              flags: [.supporting], rule: "R9", because: "checks the type of total()",
              helper: name),
          ]),
        TestCase(
          id: tests[1].id, titles: ["exists"], range: ByteRange(5, 7), kind: .shape,
          isDisabled: true,
          assertions: [
            Assertion(
              range: ByteRange(6, 7), classified: .existence, side: .shape, tier: 1, rule: "R10",
              because: "checks only that \(name) is there")
          ]),
        TestCase(
          id: tests[2].id, titles: ["compares elsewhere"], range: ByteRange(8, 10),
          kind: .business,
          assertions: [
            Assertion(
              range: ByteRange(9, 10), classified: .valuePartial, side: .business, tier: 2,
              rule: "R9", because: "looks for a part")
          ]),
      ],
      assertions: [
        Assertion(
          range: ByteRange(11, 12), classified: .vacuous, side: .none, tier: 0, rule: "R3",
          because: "compares two constants")
      ])
  ]

  private static func mutant(_ index: Int) -> Mutant {
    // `<` on line 2, then `items or []` after a two-byte letter on line 4.
    let text = index.isMultiple(of: 2) ? "< 3" : "items or []"
    let needle = Array(text.utf8)
    let bytes = source.bytes
    let start =
      (0...(bytes.count - needle.count)).first { bytes[$0...].starts(with: needle) } ?? 0
    let range = ByteRange(UInt32(start), UInt32(start + needle.count))
    let digits = String(index, radix: 16)
    return Mutant(
      id: String(repeating: "0", count: 16 - digits.count) + digits, path: source.path,
      operatorID: index.isMultiple(of: 2) ? "boundary" : "return-empty",
      family: index.isMultiple(of: 2) ? "relational" : "extreme",
      riskArea: index.isMultiple(of: 2) ? .money : nil, function: "total " + name,
      functionRange: ByteRange(0, UInt32(bytes.count)),
      edit: Edit(range, index.isMultiple(of: 2) ? "<= 3" : "[]  # " + name), original: text,
      start: source.lines.position(of: range.start), end: source.lines.position(of: range.end))
  }

  private static func outcome(_ id: String, _ status: MutantStatus, _ index: Int) -> Outcome {
    var outcome = Outcome(mutant: id, status: status, milliseconds: 10 + index)
    switch status {
    case .killed:
      outcome.by = index < 2 ? .crash : .assertion
      outcome.killedBy = [tests[0].id]
      outcome.killedByAssertion = index < 2 ? [] : [tests[0].id]
      outcome.reachedBy = [tests[0].id]
    case .survived: outcome.reachedBy = tests.map(\.id).sorted()
    case .invalid: outcome.detail = "SyntaxError " + name
    default: break
    }
    return outcome
  }
}
