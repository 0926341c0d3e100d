import Foundation
import Mutation
import Python
import Synchronization
import Syntax
import Testing
import Text
import Trials

/// What Python tells of the functions that a run has entered, and what may be kept because of it.
@Suite struct PythonReuseTests {
  private static let shop = """
    RATE = 3


    def price(count):
        return count * RATE


    def label(count):
        if count == 1:
            return "one"
        return str(count)


    def both(count):
        return label(count) + "!"

    """

  private static let tests = """
    import unittest
    import shop


    class Shop(unittest.TestCase):
        def test_price(self):
            self.assertEqual(shop.price(2), 6)

        def test_label(self):
            self.assertEqual(shop.label(1), "one")

        def test_both(self):
            self.assertEqual(shop.both(2), "2!")

    """

  /// What a test does, and whether it is known afterwards which functions were entered.
  private static let acts = [
    ("twin.act0()", true),
    ("subprocess.run([sys.executable, '-c', 'import shop'], check=True)", false),
    ("threading.Thread(target=len, args=('',)).start()", false), ("os.system('true')", false),
    ("sys.setprofile(None)", false), ("inspect.getsource(shop.act0)", false),
    ("open(shop.__file__).close()", false),
    ("subprocess.run(['uname'], stdout=subprocess.DEVNULL)", true),
  ]

  private func campaign(
    _ project: TrialProject, journal: String?, _ mutants: [Mutant]? = nil
  ) throws -> Campaign {
    let python = Language.python
    let grammar = try #require(python.grammars["py"])
    let file = SourceFile(path: "shop.py", bytes: Array(project.text("shop.py").utf8))
    let tree = SyntaxTree.parse(file.bytes, by: grammar)
    let mutants =
      mutants ?? Discovery.discover(in: file, tree: tree, rules: python.mutation).mutants
    let woven = ReachWeaving.weave(
      tree: tree, mutants: mutants, rules: python.mutation, firstSite: 0)
    var places: [String: Int] = [:]
    for (site, names) in woven.sites { for name in names { places[name] = site } }
    var campaign = project.campaign(
      .python, try project.runner(.python, ["python3", "-m", "unittest"]), mutants,
      weaving: Weaving(edits: ["shop.py": woven.edits], places: places)
    ) {
      $0.agreementSample = 0
      $0.reuses = true
      // A folder of the copy, which has another place in every run.
      $0.environment["PYTHONPATH"] = "lib"
      $0.journal = journal
    }
    campaign.bodies = { path, read in
      guard path.hasSuffix(".py"), let bytes = read() else { return nil }
      return FileBodies(
        of: SyntaxTree.parse(bytes, by: grammar), rules: python.mutation,
        testLines: path == "test_shop.py" ? Set(1...100) : [])
    }
    return campaign
  }

  private func ends(_ result: CampaignResult) -> [String] {
    result.outcomes.map {
      "\($0.mutant) \($0.status.rawValue) \($0.by?.rawValue ?? "") \($0.killedBy)"
    }
  }

  @Test func `what is kept after a change of one function ends as in a fresh run`() throws {
    let project = try TrialProject([
      "shop.py": PythonReuseTests.shop, "test_shop.py": PythonReuseTests.tests,
      "lib/other.py": "",
    ])
    let journal = project.root + ".journal"
    defer {
      for end in ["", ".old"] { try? FileManager.default.removeItem(atPath: journal + end) }
    }
    let first = try project.run(campaign(project, journal: journal))
    let edited = project.text("shop.py").replacing("return str(count)", with: "return f\"{count}\"")
    try Data(edited.utf8).write(to: URL(fileURLWithPath: project.root + "/shop.py"))
    let second = try campaign(project, journal: journal)
    let tried = Mutex<Set<String>>([])
    let result = try second.run(
      root: project.root,
      progress: { event in
        if case .trialStarted(let mutant, _) = event {
          tried.withLock { _ = $0.insert(mutant.function) }
        }
      }, isInterrupted: { false })
    #expect(ends(result) == ends(try project.run(campaign(project, journal: nil))))
    // What runs when the file is loaded meets all tests, and the mutant of `both` calls nothing.
    #expect(tried.withLock { $0 } == ["", "label"])
    let kept = second.plan.chosen.count { ["price", "both"].contains($0.function) }
    let all = second.plan.chosen.count
    #expect(
      result.notices == [
        "\(kept) of \(all) outcomes are those of an earlier run, which no change since then can affect"
      ])
    #expect(first.outcomes.allSatisfy { $0.trace != nil })
  }

  @Test func `what a run may have entered unseen makes its trace unknown`() throws {
    let acts = PythonReuseTests.acts
    let shop = acts.indices.map { "def act\($0)():\n    return \($0 + 1)0\n" }
    let tests = acts.enumerated().map { number, act in
      """
          def test_act\(number)(self):
              \(act.0)
              self.assertEqual(shop.act\(number)(), \(number + 1)0)

      """
    }
    let head = """
      import inspect, os, subprocess, sys, threading, unittest
      import shop, twin


      class Acts(unittest.TestCase):

      """
    let project = try TrialProject([
      "shop.py": shop.joined(separator: "\n\n"),
      "test_shop.py": head + tests.joined(separator: "\n"), "twin.py": shop[0],
    ])
    let mutants = acts.indices.map {
      project.mutant(
        "act\($0)", at: "shop.py", "return \($0 + 1)0", "return \($0 + 1)1", function: "act\($0)")
    }
    let outcomes = try project.run(campaign(project, journal: nil, mutants)).outcomes
    #expect(outcomes.map(\.killedBy) == acts.indices.map { ["test_shop.Acts.test_act\($0)"] })
    #expect(outcomes.map { $0.trace != nil } == acts.map(\.1))
    // Its own function, the test, and one that is the same in another file.
    #expect(outcomes[0].trace == [0, 8, 16])
  }
}
