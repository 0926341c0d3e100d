import Go
import JavaScript
import Python
import SwiftLanguage
import Testing
import Trials

@Suite struct RunnerFindingTests {
  private func view(_ files: [String: String], others: Set<String> = []) -> ProjectView {
    let folders = files.keys.flatMap { path in
      let parts = path.split(separator: "/")
      return (1..<max(1, parts.count)).map { parts[..<$0].joined(separator: "/") }
    }
    let names = Set(files.keys).union(folders).union(others)
    return ProjectView(
      root: "/p", paths: files.keys.sorted(), read: { files[$0].map { Array($0.utf8) } },
      exists: names.contains)
  }

  private let request = RunRequest(
    root: "/c", support: "/s", scratch: "/r", temporary: "/t", kept: "/k", testFiles: nil)

  private func line(_ runner: Runner?, files: [String]? = nil) -> String? {
    var request = request
    request.testFiles = files
    return runner?.invocation(request).arguments.joined(separator: " ")
  }

  // MARK: - Modules of their own

  @Test func `a module below the tree's own is separate unless it is taken in`() {
    var files = [
      "go.mod": "module a\n", "a.go": "", "a_test.go": "", "b_test.go": "",
      "v4/go.mod": "module a/v4\n",
      "v4/a.go": "", "v4/a_test.go": "", "v4/deep/a.go": "", "plain/a.go": "",
    ]
    #expect(Toolchain.go.separateFolders(view(files)) == ["v4/"])
    files["go.mod"] = "module a\nreplace a/v4 => ./v4\n"
    #expect(Toolchain.go.separateFolders(view(files)) == [])
  }

  @Test func `of modules with equally many tests below them the outermost is the tree's own`() {
    let files = [
      "go.mod": "module tools\n", "tool.go": "", "app/go.mod": "module app\n", "app/a.go": "",
      "app/a_test.go": "", "app/x/a_test.go": "", "other/go.mod": "module other\n",
      "other/a.go": "",
    ]
    #expect(Toolchain.go.separateFolders(view(files)) == ["app/", "other/"])
  }

  @Test func `a package that the manifest does not name is separate`() {
    let files = [
      "Package.swift": ".package(path: \"Core\"), .package(path: \"./Kit/Deep\")",
      "Core/Package.swift": "", "Kit/Deep/Package.swift": "", "Benchmarks/Package.swift": "",
    ]
    #expect(Toolchain.swift.separateFolders(view(files)) == ["Benchmarks/"])
    #expect(Toolchain.swift.separateFolders(view(["A/Package.swift": ""])) == [])
  }

  // MARK: - Python

  @Test(arguments: [
    (["pytest.ini": ""], "pytest.ini is there"),
    (["pyproject.toml": "[tool.pytest.ini_options]"], "pyproject.toml has a [tool.pytest] table"),
    (["setup.cfg": "[tool:pytest]"], "setup.cfg has a [tool:pytest] section"),
    (["tox.ini": "[pytest]"], "tox.ini has a [pytest] section"),
    (["tests/conftest.py": ""], "tests/conftest.py is there"),
    (["tests/test_a.py": "import pytest"], "tests/test_a.py imports pytest"),
    (["tests/test_a.py": ""], "tests/test_a.py is named like a test file"),
  ])
  func `pytest is found with the reason`(files: [String: String], reason: String) {
    let runners = Toolchain.python.findRunners(view(files))
    #expect(runners.map(\.name) == ["pytest"])
    #expect(runners.first?.reason == reason)
  }

  @Test func `pytest is run as a module, with a plugin of ours and nothing written`() {
    let runner = Toolchain.python.findRunners(view(["pytest.ini": "addopts = -n 4 --cov=x"])).first
    #expect(
      line(runner)
        == "python3 -m pytest -p tocsin_pytest --continue-on-collection-errors --tb=native "
        + "-p no:randomly -o cache_dir=/t/pytest-cache --maxfail=0")
    #expect(
      runner?.invocation(request)
        == Invocation(
          arguments: (line(runner) ?? "").split(separator: " ").map(String.init),
          environment: ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"],
          prefixes: ["PYTHONPATH": "/s:"]))
  }

  @Test func `unittest is found with the folders that discovery needs`() {
    let flat = view(["tests/test_a.py": "import unittest", "tests/deep/test_b.py": "unittest"])
    #expect(
      line(Toolchain.python.findRunners(flat).first)
        == "python3 -m tocsin_unittest discover -s tests")
    let package = view(["tests/__init__.py": "", "tests/test_a.py": "import unittest"])
    #expect(
      line(Toolchain.python.findRunners(package).first, files: ["tests/test_a.py"])
        == "python3 -m tocsin_unittest --tocsin-files tests/test_a.py discover -s tests -t .")
    let suffix = view(["a_test.py": "import unittest"])
    #expect(
      line(Toolchain.python.findRunners(suffix).first)
        == "python3 -m tocsin_unittest discover -p *_test.py")
  }

  @Test func `a command of tox is looked into`() {
    let tox =
      "[testenv]\ndeps =\n    pytest\ncommands =\n    flake8 src\n    {envpython} -m unittest discover {posargs:-v} -s tests\n"
    let runners = Toolchain.python.findRunners(view(["tox.ini": tox]))
    #expect(runners.map(\.reason) == ["tox.ini runs it"])
    #expect(runners.map(\.command) == [["python3", "-m", "unittest", "discover", "-s", "tests"]])
  }

  @Test(arguments: [
    ("pytest -q tests", "python3 -m pytest -q"),
    ("python3.12 -m pytest", "python3.12 -m pytest"),
    ("uv run pytest tests", "python3 -m pytest"),
    ("poetry run python -m pytest", "python -m pytest"),
    ("coverage run --branch -m pytest", "python3 -m pytest"),
    ("python -m coverage run -m pytest", "python -m pytest"),
    (".venv/bin/pytest", "/p/.venv/bin/python -m pytest"),
    ("/opt/x/bin/py.test -k a", "/opt/x/bin/python -m pytest -k a"),
  ])
  func `a given pytest command is recognised`(command: String, start: String) throws {
    let words = try #require(CommandWords.split(command))
    let project = view(["tests/test_a.py": ""])
    let runner = try #require(Toolchain.python.recognise(words, project))
    let added = " -p tocsin_pytest"
    #expect(line(runner)?.hasPrefix(start + added) == true)
    #expect(line(runner)?.hasSuffix(" tests") == command.hasSuffix(" tests"))
    #expect(
      line(runner, files: ["tests/test_a.py"])?.hasSuffix("--maxfail=0 tests/test_a.py") == true)
  }

  @Test func `the project's own interpreter is used when it is there`() {
    let project = view(["pytest.ini": ""], others: [".venv/bin/python"])
    #expect(
      line(Toolchain.python.findRunners(project).first)?
        .hasPrefix("/p/.venv/bin/python -m pytest") == true)
  }

  @Test(arguments: ["make test", "go test ./...", "python setup.py test", "pytest-watch", ""])
  func `another command is no Python runner`(command: String) {
    let words = command.split(separator: " ").map(String.init)
    #expect(Toolchain.python.recognise(words, view([:])) == nil)
  }

  // MARK: - JavaScript

  private func package(_ script: String, more: [String: String] = [:]) -> ProjectView {
    view(
      ["package.json": "{\"scripts\":{\"test\":\"\(script)\",\"unit\":\"mocha\"}}"]
        .merging(more) { $1 },
      others: ["test", "test/a.test.js"])
  }

  @Test(arguments: [
    ("node --test", "node:test", "node --test"),
    ("node --import tsx --test test", "node:test", "node --import tsx --test"),
    ("node --test --test-reporter spec test", "node:test", "node --test"),
    ("mocha --require x --reporter dot", "mocha", "mocha --require x --reporter /s/tocsin"),
    ("nyc --reporter=lcov mocha", "mocha", "mocha --reporter /s/tocsin_mocha.cjs"),
    ("cross-env NODE_ENV=test c8 mocha", "mocha", "mocha --reporter /s/tocsin_mocha.cjs"),
    ("eslint . && npm run unit", "mocha", "mocha --reporter /s/tocsin_mocha.cjs"),
    ("npm run unit", "mocha", "mocha --reporter /s/tocsin_mocha.cjs"),
    ("jest --coverage --bail", "jest", "jest --json --outputFile=/r/results"),
    ("npx vitest --coverage", "vitest", "vitest run --reporter=json --outputFile=/r/results"),
    ("tape test/*.js", "tape", "tape"),
    ("tap test", "tap", "tap --no-coverage --reporter=tap test"),
    ("ava", "ava", "ava --tap"),
  ])
  func `a script of package.json is looked into`(script: String, name: String, start: String) {
    let runner = Toolchain.javaScript.findRunners(package(script)).first
    #expect(runner?.name == name)
    #expect(line(runner)?.hasPrefix(start) == true, "\(line(runner) ?? "")")
  }

  @Test func `a run of Node is narrowed to test files`() {
    let files = ["test/a.test.js"]
    let find = { (script: String) in
      self.line(Toolchain.javaScript.findRunners(self.package(script)).first, files: files)
    }
    #expect(
      find("node --test test")
        == "node --test --test-reporter=/s/tocsin_node.mjs --test-reporter-destination=/r/results "
        + "test/a.test.js")
    #expect(find("jest test")?.hasSuffix("--runTestsByPath test/a.test.js") == true)
    #expect(find("mocha test")?.hasSuffix("--no-parallel test/a.test.js") == true)
    #expect(find("vitest run test")?.hasSuffix("--bail=0 test/a.test.js") == true)
  }

  @Test func `the project's own program is used, and variables of the script are kept`() {
    let project = view(
      ["package.json": #"{"scripts":{"test":"TZ=UTC mocha"}}"#],
      others: ["node_modules/.bin/mocha"])
    let runner = Toolchain.javaScript.findRunners(project).first
    #expect(line(runner)?.hasPrefix("node_modules/.bin/mocha --reporter") == true)
    #expect(runner?.invocation(request).environment == ["TZ": "UTC"])
  }

  @Test func `mocha is not narrowed when its settings name files`() {
    let runner = Toolchain.javaScript.findRunners(
      package("mocha", more: [".mocharc.json": #"{"spec":"test/**"}"#])
    ).first
    #expect(runner?.selectsTestFiles == false)
  }

  @Test func `a runner is found by what a test file imports`() {
    let project = view(["test/a.test.mjs": "import test from 'node:test'"])
    let runner = Toolchain.javaScript.findRunners(project).first
    #expect(runner?.name == "node:test")
    #expect(runner?.reason == "test/a.test.mjs imports node:test")
  }

  @Test(arguments: ["echo no", "karma start", "make && make check", "npm run test", "(mocha)"])
  func `another script is no runner`(script: String) {
    #expect(Toolchain.javaScript.findRunners(package(script)).map(\.name) == [])
  }

  @Test func `a runner explains itself before it runs`() {
    let runner = Toolchain.javaScript.findRunners(package("mocha")).first
    #expect(
      runner?.explanation == [
        "runner: mocha, because the script \"test\" in package.json runs it",
        "command: mocha --reporter SCRATCH/support/tocsin_mocha.cjs --no-bail --no-parallel",
        "results: a reporter of ours, given with --reporter", "selection: by test file",
        "reach: recorded per test in one instrumented run",
      ])
  }

  // MARK: - Words

  @Test func `a command line is split as a shell would split plain words`() {
    #expect(CommandWords.split(#"a 'b c' "d\" e" f\ g """#) == ["a", "b c", "d\" e", "f g", ""])
    #expect(CommandWords.split("") == [])
    for line in ["a | b", "a > b", "a; b", "a $B", "a `b`", "a 'b", "a \\", "a \"$b\"", "(a)"] {
      #expect(CommandWords.split(line) == nil)
    }
  }

  @Test func `a word is quoted only when it must be`() {
    #expect(CommandWords.quoted("a/b-c_d.e=f:g") == "a/b-c_d.e=f:g")
    #expect(CommandWords.quoted("it's") == #"'it'\''s'"#)
    #expect(CommandWords.quoted("") == "''")
  }
}
