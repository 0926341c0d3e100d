import Processes
import Python
import Testing
import Text
import Trials

@Suite struct PythonTrialTests {
  static let cart = """
    import time

    RATE = 2


    def total(prices):
        result = 0
        for price in prices:
            result = result + price
        return result


    def limited(value):
        if value > 10:
            return 10
        return value


    def unused(value):
        return value + 1


    def label(value):
        return "v" + str(value)

    """

  private static let tests = """
    import unittest
    import cart


    class CartTest(unittest.TestCase):
        def test_total(self):
            self.assertEqual(cart.total([1, 2]), 3)

        def test_limit_is_kept(self):
            cart.limited(11)


    class OtherTest(unittest.TestCase):
        def test_label(self):
            self.assertIsInstance(cart.label(1), str)

    """

  private func project(tests: String = tests, more: [String: String] = [:]) throws -> TrialProject {
    try TrialProject(
      ["cart.py": PythonTrialTests.cart, "test_cart.py": tests].merging(more) { $1 })
  }

  private func runner(_ project: TrialProject) throws -> Runner {
    try project.runner(.python, ["python3", "-m", "unittest"])
  }

  /// Records the functions `total` (0), `limited` (1), `unused` (2), `label` (3).
  private func weaving(_ project: TrialProject, _ places: [String: Int]) -> Weaving {
    let text = project.text("cart.py")
    let edits = ["    result = 0", "    if value > 10", "    return value + 1", "    return \"v\""]
    let all = edits.enumerated().map { number, line in
      let start = mutant("", in: text, line, "").edit.range.start
      return Edit(ByteRange(start, start), "    __tocsin_reach__(\(number))\n")
    }
    return Weaving(edits: ["cart.py": all], places: places)
  }

  @Test func `a unittest class may have a test that is called test_case`() throws {
    let tests = """
      import unittest
      import cart


      class CartTest(unittest.TestCase):
          def test_case(self):
              for prices, wanted in [([1, 2], 3), ([], 0)]:
                  with self.subTest(wanted):
                      self.assertEqual(cart.total(prices), wanted)

      """
    let project = try project(tests: tests)
    let mutants = [project.mutant("assert", at: "cart.py", "result + price", "result - price")]
    let result = try project.run(
      project.campaign(
        .python, try runner(project), mutants, weaving: weaving(project, ["assert": 0])))
    #expect(result.outcomes.map(\.killedBy) == [["test_cart.CartTest.test_case"]])
    #expect(result.outcomes.map(\.by) == [.assertion])
  }

  @Test func `trials of unittest kill by assertion and by crash, and leave survivors`() throws {
    let project = try project()
    let mutants = [
      project.mutant("assert", at: "cart.py", "result + price", "result - price"),
      project.mutant("crash", at: "cart.py", "result + price", "result + None"),
      project.mutant("lives", at: "cart.py", "value > 10", "value >= 10"),
      project.mutant("syntax", at: "cart.py", "result = 0", "result = = 0"),
      project.mutant("import", at: "cart.py", "RATE = 2", "RATE = missing", function: ""),
      project.mutant("nowhere", at: "cart.py", "value + 1", "value - 1"),
      project.mutant("constant", at: "cart.py", "RATE = 2", "RATE = 3", function: ""),
    ]
    let places = [
      "assert": 0, "crash": 0, "lives": 1, "syntax": 0, "nowhere": 2,
    ]
    let before = try TreeManifest(of: project.root)
    let result = try project.run(
      project.campaign(
        .python, try runner(project), mutants, weaving: weaving(project, places)))
    #expect(
      result.outcomes.map(\.status) == [
        .killed, .killed, .survived, .invalid, .invalid, .notReached, .survived,
      ])
    #expect(
      result.outcomes.prefix(2).map(\.by) == [.assertion, .crash])
    #expect(
      result.outcomes.prefix(2).map(\.killedBy) == [
        ["test_cart.CartTest.test_total"], ["test_cart.CartTest.test_total"],
      ])
    #expect(result.outcomes[2].reachedBy == ["test_cart.CartTest.test_limit_is_kept"])
    #expect(result.outcomes[6].reachedBy == [])
    #expect(result.outcomes[4].detail.contains("name 'missing' is not defined"))
    #expect(result.controls.map(\.kind) == [.baseline, .noOp, .breaks, .reach])
    #expect(result.controls.map(\.held) == [true, true, true, true])
    #expect(result.controls[3].detail == "1 of 1 files are loaded, 2 places are reached")
    #expect(result.knowsReach)
    #expect(
      result.judgements == [
        TestJudgement(
          test: "test_cart.CartTest.test_limit_is_kept", verdict: .hollow, offered: 1, killed: 0,
          killedAlone: 0),
        TestJudgement(
          test: "test_cart.CartTest.test_total", verdict: .loadBearing, offered: 2, killed: 2,
          killedAlone: 2),
        TestJudgement(
          test: "test_cart.OtherTest.test_label", verdict: .unoffered, offered: 0, killed: 0,
          killedAlone: 0),
      ])
    #expect(try TreeManifest(of: project.root).difference(from: before) == [])
  }

  @Test func `trials without recorded reach probe their survivors`() throws {
    let project = try project()
    let mutants = [
      project.mutant("lives", at: "cart.py", "value > 10", "value >= 10"),
      project.mutant("nowhere", at: "cart.py", "value + 1", "value - 1"),
    ]
    let result = try project.run(
      project.campaign(
        .python, try runner(project), mutants,
        weaving: weaving(project, ["lives": 1, "nowhere": 2])
      ) { $0.measuresReach = false })
    #expect(result.outcomes.map(\.status) == [.survived, .notReached])
    #expect(result.outcomes[0].reachedBy == ["test_cart.CartTest.test_limit_is_kept"])
  }

  @Test func `trials confirm a timeout alone, notice vanished tests and keep crashes apart`() throws
  {
    let project = try project()
    let mutants = [
      project.mutant("loops", at: "cart.py", "result = 0", "result = 0\n    while True: pass"),
      project.mutant(
        "exits", at: "cart.py", "result = 0", "result = 0\n    __import__('os')._exit(0)"),
      project.mutant(
        "dies", at: "cart.py", "result = 0", "result = 0\n    __import__('os')._exit(3)"),
      project.mutant(
        "grows", at: "cart.py", "result = 0", "result = [0] * 50_000_000; time.sleep(3)"),
    ]
    let result = try project.run(
      project.campaign(.python, try runner(project), mutants) {
        $0.floorSeconds = 1
        $0.limits.memoryBytes = 200 << 20
      })
    #expect(result.outcomes.map(\.status) == [.timeout, .suspicious, .unattributed, .memory])
    #expect(result.outcomes[0].detail == "the run computed without end")
    #expect(
      result.outcomes[1].detail
        == "the command ended with 0, but 2 of 3 tests did not pass, such as "
        + "test_cart.CartTest.test_total")
  }

  @Test func `trials set a flaky test aside`() throws {
    let flaky =
      PythonTrialTests.tests + """

        class Flaky(unittest.TestCase):
            def test_changes(self):
                import os
                path = os.environ["FLAKY_FILE"]
                with open(path, "a") as file:
                    file.write("x")
                self.assertNotEqual(os.path.getsize(path), 2)

        """
    let project = try project(tests: flaky)
    let counter = try TrialProject(["count": ""])
    let mutants = [project.mutant("assert", at: "cart.py", "result + price", "result - price")]
    let result = try project.run(
      project.campaign(.python, try runner(project), mutants) {
        $0.environment = ["FLAKY_FILE": counter.root + "/count"]
      })
    #expect(result.flaky == ["test_cart.Flaky.test_changes"])
    #expect(result.outcomes.map(\.status) == [.killed])
    #expect(result.judgements.map(\.verdict) == [nil, .loadBearing, .flaky, nil])
  }

  @Test func `trials refuse a red suite, an empty suite and one that tests installed code`() throws
  {
    let red = try project(tests: PythonTrialTests.tests.replacing("2]), 3)", with: "2]), 4)"))
    let mutants = [red.mutant("m", at: "cart.py", "result + price", "result - price")]
    #expect {
      try red.run(red.campaign(.python, try runner(red), mutants))
    } throws: { error in
      guard case .redBaseline(let failing, _)? = error as? CampaignFailure else { return false }
      return failing.map(\.id) == ["test_cart.CartTest.test_total"]
        && failing.map(\.message) == ["AssertionError: 3 != 4"]
    }
    let empty = try project(tests: "import cart\n")
    #expect {
      try empty.run(empty.campaign(.python, try runner(empty), mutants))
    } throws: { error in
      if case .noTests? = error as? CampaignFailure { true } else { false }
    }
    let elsewhere = try TrialProject(["cart.py": PythonTrialTests.cart])
    let installed = try project(
      tests: "import sys\nsys.path.insert(0, \"\(elsewhere.root)\")\n" + PythonTrialTests.tests)
    #expect {
      try installed.run(installed.campaign(.python, try runner(installed), mutants))
    } throws: { error in
      if case .blind? = error as? CampaignFailure { true } else { false }
    }
  }

  @Test func `trials that were interrupted go on to the same result`() throws {
    let project = try project()
    let journal = try TrialProject(["journal.jsonl": ""])
    let mutants = (0..<6).map {
      project.mutant("m\($0)", at: "cart.py", "result + price", "result - price - \($0)")
    }
    var campaign = project.campaign(.python, try runner(project), mutants)
    campaign.options.runsQuickly = false
    let whole = try project.run(campaign)
    campaign.options.journal = journal.root + "/journal.jsonl"
    campaign.options.controlInterval = 2
    let stop = Stop(after: 3)
    let part = try campaign.run(
      root: project.root, progress: { stop.count($0) }, isInterrupted: { stop.isOn })
    #expect(part.outcomes.map(\.status) == [.killed, .killed, .killed, .notRun, .notRun, .notRun])
    #expect(!part.isComplete)
    let resumed = Stop(after: .max)
    let rest = try campaign.run(
      root: project.root, progress: { resumed.count($0) }, isInterrupted: { false })
    #expect(resumed.resumed == 2)
    #expect(resumed.trials == 4)
    let comparable = { (result: CampaignResult) in
      result.outcomes.map { outcome in
        var outcome = outcome
        outcome.milliseconds = 0
        return outcome
      }
    }
    #expect(comparable(rest) == comparable(whole))
    #expect(rest.isComplete)
    campaign.plan.seed = 2
    let anew = Stop(after: .max)
    _ = try campaign.run(root: project.root, progress: { anew.count($0) }, isInterrupted: { false })
    #expect(anew.resumed == 0)
    #expect(TrialProject.bytes(journal.root + "/journal.jsonl.old") != nil)
  }

  @Test(.enabled(if: isInstalled("pytest")))
  func `coverage and workers that the settings ask for are switched off in trials`() throws {
    let project = try TrialProject([
      "cart.py": PythonTrialTests.cart,
      "pytest.ini": "[pytest]\naddopts = -p settings --measure=cart --workers=2\n",
      "settings.py": """
      import pytest

      def pytest_addoption(parser):
          parser.addoption("--measure", dest="cov_source", action="append", default=[])
          parser.addoption("--workers", dest="numprocesses", type=int, default=None)

      @pytest.hookimpl(tryfirst=True)
      def pytest_load_initial_conftests(early_config):
          if early_config.known_args_namespace.cov_source:
              raise RuntimeError("coverage is measured")

      @pytest.hookimpl(tryfirst=True)
      def pytest_cmdline_main(config):
          if config.option.numprocesses:
              raise RuntimeError("workers are started")
      """,
      "tests/test_cart.py": """
      from cart import total

      def test_total():
          assert total([1, 2]) == 3
      """,
    ])
    let mutants = [project.mutant("assert", at: "cart.py", "result + price", "result - price")]
    let result = try project.run(
      project.campaign(
        .python, try project.runner(.python, ["python3", "-m", "pytest"]), mutants))
    #expect(result.outcomes.map(\.status) == [.killed])
  }

  @Test(.enabled(if: isInstalled("pytest")))
  func `trials of pytest kill with node ids and leave the user's tree alone`() throws {
    let project = try TrialProject([
      "src/cart.py": PythonTrialTests.cart, "pyproject.toml": "[tool.pytest.ini_options]\n",
      "tests/test_cart.py": """
      import pytest
      from cart import total, limited

      @pytest.mark.parametrize("prices,expected", [([1, 2], 3), ([], 0)])
      def test_total(prices, expected):
          assert total(prices) == expected

      def test_limited():
          with pytest.raises(TypeError):
              limited(None)
      """,
    ])
    let runner = try #require(Toolchain.python.findRunners(project.view).first)
    #expect(runner.name == "pytest")
    #expect(runner.reason == "pyproject.toml has a [tool.pytest] table")
    let path = "src/cart.py"
    let mutants = [
      project.mutant("assert", at: path, "result + price", "result - price"),
      project.mutant("crash", at: path, "result + price", "result + None"),
      project.mutant("raises", at: path, "value > 10", "not value"),
      project.mutant("syntax", at: path, "result = 0", "result = = 0"),
    ]
    let before = try TreeManifest(of: project.root)
    let result = try project.run(project.campaign(.python, runner, mutants) { $0.jobs = 2 })
    #expect(result.outcomes.map(\.status) == [.killed, .killed, .killed, .invalid])
    #expect(result.outcomes.map(\.by) == [.assertion, .crash, .assertion, nil])
    #expect(
      result.outcomes.map(\.killedBy) == [
        ["tests/test_cart.py::test_total[prices0-3]"],
        ["tests/test_cart.py::test_total[prices0-3]"],
        ["tests/test_cart.py::test_limited"], [],
      ])
    #expect(try TreeManifest(of: project.root).difference(from: before) == [])
  }

  @Test func `a package whose own file holds a test hides no failure of its modules`() throws {
    let check =
      "import unittest\n\n\nclass T(unittest.TestCase):\n    def test(self):\n        pass\n"
    let project = try project(more: ["checks/__init__.py": check, "checks/test_a.py": check])
    let mutants = [project.mutant("assert", at: "cart.py", "result + price", "result - price")]
    let result = try project.run(project.campaign(.python, try runner(project), mutants))
    let control = try #require(result.controls.first { $0.kind == .breaks })
    #expect(control.held)
    #expect(control.detail == "a failure in each of 3 test files was noticed")
    #expect(result.outcomes.map(\.status) == [.killed])
  }

  @Test func `trials of a command that only exits attribute no kill`() throws {
    let project = try project(more: ["check.py": "import cart\nassert cart.total([1, 2]) == 3\n"])
    let statement = Toolchain.python.breakStatement
    let runner = Runner.generic(["python3", "check.py"], breaking: statement)
    let mutants = [
      project.mutant("fails", at: "cart.py", "result + price", "result - price"),
      project.mutant("lives", at: "cart.py", "value > 10", "value >= 10"),
      project.mutant("total", at: "cart.py", "result = 0", "result = 0.0"),
    ]
    var campaign = project.campaign(
      .python, runner, mutants, weaving: weaving(project, ["fails": 0, "lives": 1, "total": 0]))
    campaign.testFiles = ["check.py"]
    let result = try project.run(campaign)
    #expect(result.outcomes.map(\.status) == [.unattributed, .notReached, .survived])
    #expect(
      result.outcomes[0].detail
        == "the command ended with 1, but no failing test is known")
    #expect(result.tests == [])
  }

  @Test func `trials of a command that writes a JUnit file name its tests`() throws {
    let project = try project(more: [
      "check.py": """
      import cart
      ok = cart.total([1, 2]) == 3
      with open("out.xml", "w") as file:
          file.write("<testsuite><testcase name='adds'>%s</testcase></testsuite>"
                     % ("" if ok else "<failure message='AssertionError'/>"))
      raise SystemExit(0 if ok else 1)
      """
    ])
    let runner = Runner.generic(
      ["python3", "check.py"], breaking: Toolchain.python.breakStatement, junit: "out.xml")
    let mutants = [project.mutant("fails", at: "cart.py", "result + price", "result - price")]
    var campaign = project.campaign(.python, runner, mutants)
    campaign.testFiles = ["check.py"]
    let result = try project.run(campaign)
    #expect(result.outcomes.map(\.status) == [.killed])
    #expect(result.outcomes[0].killedBy == ["::adds"])
    #expect(result.outcomes[0].by == .assertion)
  }
}
