import Foundation
import JavaScript
import Mutation
import Testing
import Text
import Trials

/// Mutants in a host that loads the project anew for each, beside the plain command.
@Suite(.enabled(if: isInstalled("node"))) struct NodeHostTests {
  private typealias Case = HostCase

  private static let counter = """
    let calls = 0;
    exports.base = 10;
    exports.next = () => {
      calls += 1; return calls;
    };
    exports.step = (value) => {
      return value + 1;
    };
    exports.other = (value) => {
      return value > 3;
    };

    """

  private static let tests = """
    const assert = require('assert');
    const counter = require('../counter.js');
    describe('counter', () => {
      it('counts from one', () => assert.strictEqual(counter.next(), 1));
      it('counts on', () => assert.strictEqual(counter.next(), 2));
      it('steps', () => assert.strictEqual(counter.step(1), 2));
      it('begins', () => assert.strictEqual(counter.base, 10));
      it('says nothing', () => { counter.other(5); });
    });

    """

  private static func project(
    _ script: String, tests: String = tests, _ others: [String: String] = [:]
  ) throws -> TrialProject {
    let files = [
      "counter.js": counter, "test/counter.test.js": tests,
      "package.json": #"{"scripts":{"test":"\#(script)"},"jest":{"transform":{}}}"#,
      // What Debian's jest needs under another build of Node; without effect elsewhere.
      "node.cjs": """
      const variables = Object.assign({ node_prefix: '/usr',
        node_relative_path: 'share/nodejs' }, process.config.variables);
      Object.defineProperty(process, 'config', { value: Object.assign({}, process.config, { variables }) });
      """,
    ]
    return try TrialProject(files.merging(others) { $1 })
  }

  private static func campaign(
    _ project: TrialProject, _ cases: [Case], options: (inout CampaignOptions) -> Void = { _ in }
  ) throws -> Campaign {
    let functions = ["exports.next": "next", "exports.step": "step", "exports.other": "other"]
    let text = project.text("counter.js")
    let mutants = cases.map { one in
      let before = text.components(separatedBy: one.original)[0]
      let last = functions.keys.max {
        (before.range(of: $0)?.lowerBound ?? text.startIndex)
          < (before.range(of: $1)?.lowerBound ?? text.startIndex)
      }
      let name = last.flatMap { before.contains($0) ? functions[$0] : nil } ?? ""
      return project.mutant(
        one.id, at: "counter.js", one.original, one.replacement, function: name)
    }
    let places = ["next": 0, "step": 1, "other": 2]
    let edits = ["  calls", "  return value +", "  return value >"].enumerated().map {
      let start = mutant("", in: text, $1, "").edit.range.start
      return Edit(ByteRange(start, start), "globalThis.__tocsin_reach__?.(\($0));")
    }
    var placed: [String: Int] = [:]
    for mutant in mutants { placed[mutant.id] = places[mutant.function] }
    let runner = try #require(Toolchain.javaScript.findRunners(project.view).first)
    return project.campaign(
      .javaScript, runner, mutants,
      weaving: Weaving(edits: ["counter.js": edits], places: placed)
    ) {
      $0.agreementSample = 0
      $0.floorSeconds = 15
      $0.environment = [
        "NODE_PATH": "/usr/share/nodejs", "NODE_OPTIONS": "--require \(project.root)/node.cjs",
      ]
      options(&$0)
    }
  }

  /// Runs `cases` by the host and by the command; both must end alike, and as the cases say.
  private func both(
    _ project: TrialProject, _ cases: [Case], notices: [String] = [],
    options: (inout CampaignOptions) -> Void = { _ in }
  ) throws {
    var campaign = try NodeHostTests.campaign(project, cases, options: options)
    let quick = try project.run(campaign)
    campaign.options.runsQuickly = false
    let plain = try project.run(campaign)
    #expect(quick.outcomes.map(\.status) == cases.map(\.status))
    #expect(quick.outcomes.map(\.mode) == cases.map { $0.mode ?? "reloaded" })
    #expect(plain.outcomes.map(\.status) == quick.outcomes.map(\.status))
    #expect(plain.outcomes.map(\.by) == quick.outcomes.map(\.by))
    #expect(plain.outcomes.map(\.killedBy) == quick.outcomes.map(\.killedBy))
    #expect(quick.notices == notices)
  }

  /// Each of them would be noticed by the next one, were anything of it left.
  private static let clean = [
    Case("count", "calls += 1", "calls += 2"), Case("step", "value + 1", "value - 1"),
    Case("lives", "value > 3", "value >= 3", .survived),
    Case("load", "base = 10", "base = 11"),
    Case("syntax", "base = 10", "base = = 10", .invalid),
    Case("state", "let calls = 0", "let calls = 1"),
    Case("pollutes", "value > 3", "(globalThis.kept = value) > 3", .survived),
    Case("patches", "value > 3", "(require('fs').kept = value) > 3", .survived),
    Case("lives again", "value > 3", "value > 4", .survived),
  ]

  @Test(.enabled(if: isInstalled("mocha")))
  func `a host of mocha ends mutants as the command does and keeps nothing of them`() throws {
    try both(NodeHostTests.project("mocha"), NodeHostTests.clean)
  }

  @Test(.enabled(if: isInstalled("jest")))
  func `a host of jest ends mutants as the command does and keeps nothing of them`() throws {
    try both(NodeHostTests.project("jest"), NodeHostTests.clean)
  }

  private static let wild = [
    Case("hangs", "return value + 1", "while (true); return value", .timeout, "patched"),
    Case(
      "prints", "return value + 1", "while (true) process.stdout.write('x'.repeat(9999));",
      .timeout, "patched"),
    Case("exits", "return value + 1", "process.exit(0); return value", .suspicious, "patched"),
    Case(
      "leaves", "return value + 1",
      "require('child_process').spawn('sleep', ['86397'], { stdio: 'ignore' }).unref(); return 0",
      .killed, "patched"),
    Case("step", "value + 1", "value - 1"),
  ]

  private static func areAnyLeft() -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.contains {
      TrialProject.bytes("/proc/\($0)/cmdline").map { String(decoding: $0, as: UTF8.self) }?
        .hasPrefix("sleep\u{0}86397") ?? false
    }
  }

  @Test(
    arguments: ["mocha", "jest"].filter { isInstalled($0) })
  func `a host is ended with the mutant that hits a limit, exits or leaves a process`(
    runner: String
  ) throws {
    let notice = "1 runs left processes behind, which were ended"
    try both(
      NodeHostTests.project(runner), NodeHostTests.wild, notices: [notice]
    ) {
      $0.floorSeconds = 4
      $0.limits.graceSeconds = 0.2
      $0.limits.outputBytes = 4 << 20
    }
    #expect(!NodeHostTests.areAnyLeft())
  }

  @Test(
    .enabled(if: isInstalled("mocha")),
    arguments: [
      (
        "const kept = setInterval(() => {}, 1000); "
          + "after(() => setTimeout(clearInterval, 900, kept));",
        "is still active after the tests"
      ),
      ("globalThis.kept = 1;", "kept of globalThis"),
      ("process.env.KEPT = '1';", "KEPT of the environment"),
      ("process.on('exit', () => {});", "the listeners for exit of the process"),
      ("import('path');", "imports modules while it runs"),
    ])
  func `what tests leave behind each time makes the command run them`(
    test: String, why: String
  ) throws {
    let project = try NodeHostTests.project(
      "mocha", tests: test + "\n" + NodeHostTests.tests)
    let cases = [
      Case("1", "value + 1", "value - 1"), Case("2", "value + 1", "value"),
      Case("3", "calls += 1", "calls += 2"), Case("4", "value > 3", "value < 3", .survived),
    ]
    let result = try project.run(NodeHostTests.campaign(project, cases))
    #expect(result.outcomes.map(\.status) == cases.map(\.status))
    #expect(result.outcomes.last?.mode == "patched")
    #expect(result.notices.count == 1)
    #expect(result.notices.first?.contains(why) ?? false, "\(result.notices)")
  }

  @Test(
    .enabled(if: isInstalled("mocha")),
    arguments: [
      ("mocha --require ./setup.cjs", "setup.cjs is loaded before the tests are"),
      ("mocha --delay", "mocha was given --delay"),
    ])
  func `a host that cannot begin anew is none, and the campaign says so`(
    script: String, why: String
  ) throws {
    let project = try NodeHostTests.project(
      script,
      tests: NodeHostTests.tests + "if (global.run) setTimeout(() => run(), 10);\n",
      ["setup.cjs": "require('./counter.js');\n"])
    let cases = [Case("step", "value + 1", "value - 1", .killed, "patched")]
    let result = try project.run(NodeHostTests.campaign(project, cases))
    #expect(result.outcomes.map(\.status) == [.killed])
    #expect(result.outcomes.map(\.mode) == ["patched"])
    #expect(result.notices.count == 1)
    #expect(result.notices.first?.hasSuffix(why) ?? false, "\(result.notices)")
  }

  @Test(.enabled(if: isInstalled("mocha")))
  func `a host that no longer ends as the baseline did makes its trials void`() throws {
    // Hidden from every look at what is left behind, and seen by the control.
    let hidden = "(Buffer.poolSize && (require('util').inspect.defaultOptions.depth = 77)) > 3"
    let tests =
      NodeHostTests.tests
      + "it('prints deep', () => assert.notStrictEqual(require('util').inspect.defaultOptions.depth, 77));\n"
    let project = try NodeHostTests.project("mocha", tests: tests)
    let cases = [
      Case("hides", "value > 3", hidden, .survived, "patched"),
      Case("lives", "value > 3", "value > 4", .survived, "patched"),
    ]
    let result = try project.run(NodeHostTests.campaign(project, cases) { $0.controlInterval = 2 })
    #expect(result.outcomes.map(\.status) == cases.map(\.status))
    #expect(result.outcomes.map(\.mode) == cases.map { $0.mode ?? "reloaded" })
    #expect(result.controls.contains { $0.kind == .noOp && !$0.held })
  }
}
