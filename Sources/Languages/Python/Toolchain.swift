package import Trials

extension Toolchain {
  package static let python = Toolchain(
    findRunners: { PythonRunners(view: $0).found },
    testNames: { PythonTestPatterns.names($0) },
    recognise: { PythonRunners(view: $1).runner(for: $0, because: "the command was given") },
    loadRecord: { "\n\(Toolchain.reachFunction)(\($0))\n" },
    // Not an Exception, so that the handlers of the code under test do not swallow it.
    probe: "__import__('sys').exit(97)",
    breakStatement: PythonRunners.breakage.statement)
}

/// Finds and builds the runners of Python projects.
struct PythonRunners {
  let view: ProjectView

  /// Settings that may hold options for pytest.
  private static let settings = ["pytest.ini", "pyproject.toml", "setup.cfg", "tox.ini"]
  static let breakage = Breakage(
    statement: "\nraise RuntimeError(\"tocsin break control\")\n", namesEachFile: true)

  var found: [Runner] {
    let tests = view.paths.filter(PythonRunners.isTestFile)
    var runners: [Runner] = []
    if let reason = pytestReason(tests) {
      runners.append(pytest(options: [], paths: [], because: reason))
    }
    if runners.isEmpty, let runner = toxRunner { runners.append(runner) }
    let users = tests.prefix(200).filter { view.text($0)?.contains("unittest") == true }
    if let first = users.first {
      runners.append(
        unittest(discovery(of: users), because: "\(first) uses unittest"))
    }
    if runners.isEmpty, let first = tests.first {
      runners.append(pytest(options: [], paths: [], because: "\(first) is named like a test file"))
    }
    return runners
  }

  private static func isTestFile(_ path: String) -> Bool {
    guard path.hasSuffix(".py") else { return false }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasPrefix("test") || name.hasSuffix("_test.py")
  }

  private func pytestReason(_ tests: [String]) -> String? {
    if view.exists("pytest.ini") { return "pytest.ini is there" }
    if view.text("pyproject.toml")?.contains("[tool.pytest") == true {
      return "pyproject.toml has a [tool.pytest] table"
    }
    if view.text("setup.cfg")?.contains("[tool:pytest]") == true {
      return "setup.cfg has a [tool:pytest] section"
    }
    if view.text("tox.ini")?.contains("[pytest]") == true {
      return "tox.ini has a [pytest] section"
    }
    if view.exists("conftest.py") { return "conftest.py is there" }
    if let path = view.paths.first(where: { $0.hasSuffix("/conftest.py") }) {
      return "\(path) is there"
    }
    let user = tests.prefix(200).first { path in
      guard let text = view.text(path) else { return false }
      return text.contains("import pytest") || text.contains("from pytest")
    }
    return user.map { "\($0) imports pytest" }
  }

  /// The first command of tox's settings that is a runner.
  private var toxRunner: Runner? {
    guard let text = view.text("tox.ini") else { return nil }
    var isInside = false
    for line in text.split(separator: "\n") {
      let isContinued = line.first == " " || line.first == "\t"
      var value = Substring(line)
      if line.hasPrefix("commands") {
        isInside = true
        value = line.drop { $0 != "=" }.dropFirst()
      } else if !isContinued {
        isInside = false
      }
      guard isInside, let words = CommandWords.split(PythonRunners.withoutBraces(value)) else {
        continue
      }
      if let runner = runner(for: words, because: "tox.ini runs it") { return runner }
    }
    return nil
  }

  /// tox's substitutions such as `{posargs:tests}` stand for nothing we need.
  private static func withoutBraces(_ text: Substring) -> String {
    var depth = 0
    return String(
      text.filter { character in
        if character == "{" { depth += 1 }
        defer { if character == "}" { depth -= 1 } }
        return depth == 0
      })
  }

  // MARK: - Recognising a command

  /// The runner behind `command`, looking through what only prepares an environment.
  func runner(for command: [String], because reason: String) -> Runner? {
    var words = command[...]
    var python: String?
    while let first = words.first {
      let name = first.split(separator: "/").last.map(String.init) ?? first
      let next = words.dropFirst().first
      if ["uv", "poetry", "pipenv", "pdm", "hatch", "rye"].contains(name), next == "run" {
        words = words.dropFirst(2)
      } else if name == "coverage", next == "run" {
        words = words.dropFirst(2).drop { $0 != "-m" }
        python = python ?? "python3"
      } else if name.hasPrefix("python") {
        python = first
        words = words.dropFirst()
      } else if name == "pytest" || name == "py.test" {
        let folder = first.dropLast(name.count)
        let beside = folder.isEmpty ? nil : absolute(String(folder) + "python")
        return pytest(
          arguments: Array(words.dropFirst()), python: beside ?? python, because: reason)
      } else if name == "-m", next == "pytest" {
        return pytest(arguments: Array(words.dropFirst(2)), python: python, because: reason)
      } else if name == "-m", next == "unittest" {
        return unittest(Array(words.dropFirst(2)), python: python, because: reason)
      } else if name == "-m", next == "coverage" {
        words = words.dropFirst()
      } else {
        return nil
      }
    }
    return nil
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : view.root + "/" + path
  }

  private func pytest(arguments: [String], python: String?, because reason: String) -> Runner {
    let isPath = { (word: String) in
      let path = word.split(separator: ":", maxSplits: 1).first.map(String.init) ?? word
      return !word.hasPrefix("-") && view.exists(path)
    }
    return pytest(
      options: arguments.filter { !isPath($0) }, paths: arguments.filter(isPath), python: python,
      because: reason)
  }

  // MARK: - Building a runner

  /// The project's own environment when it is there, otherwise the interpreter on the path.
  private func interpreter(_ given: String?) -> String {
    if let given, given.contains("/") { return absolute(given) }
    let own = [".venv/bin/python", "venv/bin/python", "env/bin/python"].first(where: view.exists)
    return own.map(absolute) ?? given ?? "python3"
  }

  /// Lets the copy's own packages win over an installed or editable one.
  private func searchPath(_ request: RunRequest) -> [String: String] {
    var folders = [request.support]
    if request.recordsReach { folders.append(request.support + "/reach") }
    if view.exists("src") { folders.append(request.root + "/src") }
    return ["PYTHONPATH": folders.map { "\($0):" }.joined()]
  }

  private func environment(_ request: RunRequest) -> [String: String] {
    // Bytecode of a mutant must never be read back for the next one.
    var variables = ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"]
    if let stage = request.stay { variables["TOCSIN_HOST"] = stage.rawValue }
    if request.stopsAtFirstFailure { variables["TOCSIN_FIRST"] = "1" }
    if request.recordsEntered { variables["TOCSIN_ENTERED"] = "1" }
    return variables
  }

  private func pytest(
    options: [String], paths: [String], python: String? = nil, because reason: String
  ) -> Runner {
    let settings = PythonRunners.settings.compactMap(view.text) + [options.joined(separator: " ")]
    // pytest's own tracebacks parse every source again, for each failing test.
    var ours = ["-p", "tocsin_pytest", "--continue-on-collection-errors", "--tb=native"]
    if !settings.contains(where: { $0.contains("randomly") }) { ours += ["-p", "no:randomly"] }
    let command = [interpreter(python), "-m", "pytest"] + options
    let added = ours
    var runner = Runner(
      name: "pytest", language: "python", reason: reason, command: command + paths,
      selectsTestFiles: true, recordsReach: true,
      resultSource: "a plugin of ours, loaded with -p", support: PythonSupport.pytest,
      breakage: PythonRunners.breakage,
      invocation: { [self] request in
        let cache = ["-o", "cache_dir=\(request.temporary)/pytest-cache"]
        var variables = environment(request)
        // So many of the last words a host may exchange for others.
        if request.stay == .started { variables["TOCSIN_PATHS"] = String(paths.count) }
        return Invocation(
          arguments: command + added + cache + ["--maxfail=0"] + (request.testFiles ?? paths),
          environment: variables, prefixes: searchPath(request))
      },
      reading: { RecordReader.read($0.results ?? []) },
      hosts: [.collected: .resident, .started: .forked])
    identify(&runner)
    return runner
  }

  private func unittest(
    _ arguments: [String], python: String? = nil, because reason: String
  ) -> Runner {
    let command = [interpreter(python), "-m", "unittest"]
    var runner = Runner(
      name: "unittest", language: "python", reason: reason, command: command + arguments,
      selectsTestFiles: true, recordsReach: true,
      resultSource: "a module of ours that runs unittest", support: PythonSupport.unittest,
      breakage: PythonRunners.breakage,
      invocation: { [self] request in
        var words = [interpreter(python), "-m", "tocsin_unittest"]
        if let files = request.testFiles {
          words += ["--tocsin-files", files.joined(separator: "\n")]
        }
        words += arguments.filter { $0 != "-f" && $0 != "--failfast" }
        return Invocation(
          arguments: words, environment: environment(request), prefixes: searchPath(request))
      },
      reading: { RecordReader.read($0.results ?? []) },
      hosts: [.collected: .resident, .started: .forked])
    identify(&runner)
    return runner
  }

  private func identify(_ runner: inout Runner) {
    let program = runner.command[0]
    runner.identity = { Invocation(arguments: [program, $0.support + "/tocsin_identity.py"]) }
    runner.recordsEntered = true
  }

  /// The arguments with which `unittest` finds `tests`.
  private func discovery(of tests: [String]) -> [String] {
    let folders = tests.map { $0.split(separator: "/").dropLast().map(String.init) }
    var shared = folders.first ?? []
    for folder in folders {
      shared = zip(shared, folder).prefix { $0 == $1 }.map(\.0)
    }
    var words = ["discover"]
    if !shared.isEmpty {
      let start = shared.joined(separator: "/")
      words += ["-s", start]
      if view.exists(start + "/__init__.py") { words += ["-t", "."] }
    }
    let names = tests.compactMap { $0.split(separator: "/").last }
    if names.allSatisfy({ !$0.hasPrefix("test") }) { words += ["-p", "*_test.py"] }
    return words
  }
}
