import Reporting

/// One option: its name, its value, its help and what it does, in one place.
struct OptionRow: Sendable {
  let name: String
  /// The value's placeholder; nil for a switch.
  let value: String?
  let help: String
  /// The verbs that take it; empty means all.
  let verbs: [Verb]
  /// Whether the project's own configuration may set it only when the user trusts it.
  let needsTrust: Bool
  /// The values that completion offers.
  let choices: [String]
  let apply: @Sendable (inout Options, String) -> Bool

  init(
    _ name: String, _ value: String? = nil, _ help: String, verbs: [Verb] = [],
    needsTrust: Bool = false, choices: [String] = [],
    apply: @escaping @Sendable (inout Options, String) -> Bool
  ) {
    self.name = name
    self.value = value
    self.help = help
    self.verbs = verbs
    self.needsTrust = needsTrust
    self.choices = choices
    self.apply = apply
  }

  func belongs(to verb: Verb) -> Bool { verbs.isEmpty || verbs.contains(verb) }
}

extension OptionRow {
  private static let mutating: [Verb] = [.run, .mutate]
  private static let reading: [Verb] = [.run, .mutate, .scan, .doctor]
  private static let running: [Verb] = [.run, .mutate, .rerun, .doctor]

  /// Every option, in the order of the help; configuration keys have the same names.
  static let all: [OptionRow] = output + planning + trials + gates + terminal

  private static let output: [OptionRow] = [
    OptionRow(
      "format", "FORMAT", "what goes to standard output: text, json, markdown, html, stryker",
      verbs: [.run, .mutate, .scan], choices: Format.allCases.map(\.rawValue)
    ) { options, text in
      guard let format = Format(rawValue: text) else { return false }
      options.format = format
      return true
    },
    OptionRow(
      "output", "DIR", "where reports and the journal go (default: tocsin-report)",
      verbs: [.run, .mutate, .explain, .rerun], needsTrust: true
    ) { options, text in
      options.output = text
      return !text.isEmpty
    },
    OptionRow(
      "exclude", "GLOB", "leave these files out (repeatable)", verbs: reading
    ) { options, text in
      options.exclude.append(text)
      return !text.isEmpty
    },
    OptionRow(
      "tests", "GLOB", "count these as test files too (repeatable)", verbs: reading
    ) { options, text in
      options.tests.append(text)
      return !text.isEmpty
    },
    OptionRow(
      "no-cache", nil, "scan again although nothing changed, and keep no answer", verbs: [.scan]
    ) { options, _ in
      options.usesCache = false
      return true
    },
  ]

  private static let planning: [OptionRow] = [
    OptionRow(
      "budget", "TIME",
      "stop planting after this long: 90s, 10m, 2h (default: 10m, for mutate none)",
      verbs: mutating
    ) { options, text in
      options.budget = seconds(text)
      return options.budget != nil
    },
    OptionRow("sample", "N", "at most N mutants, a fair sample", verbs: mutating) {
      options, text in
      guard let count = Int(text), count > 0 else { return false }
      options.sample = count
      return true
    },
    OptionRow("seed", "N", "which sample and which order (default: 1)", verbs: mutating) {
      options, text in
      guard let seed = UInt64(text) else { return false }
      options.seed = seed
      return true
    },
    OptionRow("since", "REF", "only lines changed since this git reference", verbs: mutating) {
      options, text in
      options.since = text
      return !text.isEmpty && text.first != "-"
    },
    OptionRow("file", "GLOB", "plant errors only in these files (repeatable)", verbs: mutating) {
      options, text in
      options.files.append(text)
      return !text.isEmpty
    },
    OptionRow("per-line", "N", "at most N mutants a line (default: 3)", verbs: mutating) {
      options, text in
      guard let count = Int(text), count > 0 else { return false }
      options.perLine = count
      return true
    },
    OptionRow("list", nil, "print the plan and run nothing", verbs: mutating) { options, _ in
      options.list = true
      return true
    },
    OptionRow("restart", nil, "forget the journal of an interrupted run", verbs: mutating) {
      options, _ in
      options.restart = true
      return true
    },
  ]

  private static let trials: [OptionRow] = [
    OptionRow(
      "reuse", nil,
      "judge anew only what changes since the last run can affect (Python; trials take longer)",
      verbs: mutating
    ) { options, _ in
      options.reuse = true
      return true
    },
    OptionRow(
      "test-command", "COMMAND", "how to run the tests, when it is not found or found wrong",
      verbs: running, needsTrust: true
    ) { options, text in
      options.testCommand = text
      return !text.isEmpty
    },
    OptionRow(
      "junit", "FILE", "the JUnit XML file that --test-command writes, relative to PATH",
      verbs: running
    ) { options, text in
      guard !text.isEmpty, !text.hasPrefix("/"), !text.split(separator: "/").contains("..") else {
        return false
      }
      options.junit = text
      return true
    },
    OptionRow("jobs", "N", "private copies at work at once (default: the cores)", verbs: running) {
      options, text in
      guard let count = Int(text), (1...256).contains(count) else { return false }
      options.jobs = count
      return true
    },
    OptionRow(
      "matrix", "EXTENT",
      "tests that meet a mutant. first: until one kills; reached: all that reach it; full: all",
      verbs: mutating, choices: Options.Matrix.allCases.map(\.rawValue)
    ) { options, text in
      guard let matrix = Options.Matrix(rawValue: text) else { return false }
      options.matrix = matrix
      return true
    },
    OptionRow(
      "mode", "WAY",
      "auto: the fastest way to run a mutant that agrees with the command; patched: the command",
      verbs: mutating, choices: Options.Mode.allCases.map(\.rawValue)
    ) { options, text in
      guard let mode = Options.Mode(rawValue: text) else { return false }
      options.mode = mode
      return true
    },
    OptionRow(
      "isolation", "LEVEL",
      "auto, copy (private copy, HOME and temporary folder), guard (and writes confined)",
      verbs: running, needsTrust: true, choices: ["auto", "copy", "guard"]
    ) { options, text in
      options.isolation = text
      return ["auto", "copy", "guard", "jail", "container"].contains(text)
    },
    OptionRow(
      "env", "NAME", "let tests see this environment variable (repeatable)", verbs: running,
      needsTrust: true
    ) { options, text in
      options.environment.append(text)
      return !text.isEmpty
    },
    OptionRow("trust", nil, "obey the project's tocsin.toml where it names commands") {
      options, _ in
      options.trust = true
      return true
    },
  ]

  private static let gates: [OptionRow] = [
    OptionRow(
      "fail-under", "PERCENT", "exit 1 when the interval's lower bound is below this",
      verbs: mutating
    ) { options, text in
      guard let percent = Double(text), (0...100).contains(percent) else { return false }
      options.failUnder = percent
      return true
    },
    OptionRow(
      "fail-on-empty", nil, "exit 5 when there is nothing to analyse",
      verbs: [.run, .mutate, .scan]
    ) { options, _ in
      options.failOnEmpty = true
      return true
    },
    OptionRow("exit-zero", nil, "exit 0 where a gate would exit 1", verbs: mutating) {
      options, _ in
      options.exitZero = true
      return true
    },
  ]

  private static let terminal: [OptionRow] = [
    OptionRow(
      "color", "WHEN", "auto, always or never", choices: Options.Colour.allCases.map(\.rawValue)
    ) { options, text in
      guard let colour = Options.Colour(rawValue: text) else { return false }
      options.colour = colour
      return true
    },
    OptionRow("no-color", nil, "the same as --color never") { options, _ in
      options.colour = .never
      return true
    },
    OptionRow("no-progress", nil, "no progress on standard error") { options, _ in
      options.progress = false
      return true
    },
    OptionRow("quiet", nil, "only results and errors") { options, _ in
      options.quiet = true
      return true
    },
    OptionRow("help", nil, "print help, for a verb when one is given") { options, _ in
      options.help = true
      return true
    },
  ]

  /// The seconds of `90s`, `10m`, `2h` or a bare number of seconds; nil when it is none or zero.
  static func seconds(_ text: String) -> Int? {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
    let unit = text.last.flatMap { units[$0] }
    guard let count = Int(unit == nil ? Substring(text) : text.dropLast()), count > 0 else {
      return nil
    }
    let (result, overflow) = count.multipliedReportingOverflow(by: unit ?? 1)
    return overflow ? nil : result
  }
}
