import JavaScript
import Processes
import Testing
import Text
import Trials

@Suite(.enabled(if: isInstalled("node"))) struct NodeTrialTests {
  static let cart = """
    export function total(prices) {
      let result = 0;
      for (const price of prices) result = result + price;
      return result;
    }
    export function limited(value) {
      if (value > 10) return 10;
      return value;
    }
    export function unused(value) {
      return value + 1;
    }

    """

  private func project() throws -> TrialProject {
    try TrialProject([
      "package.json": #"{"type":"module","scripts":{"test":"NODE_ENV=test node --test"}}"#,
      "cart.js": NodeTrialTests.cart,
      "test/total.test.js": """
      import test from 'node:test';
      import assert from 'node:assert/strict';
      import { total } from '../cart.js';
      test('total', async (t) => {
        await t.test('adds', () => assert.equal(total([1, 2]), 3));
      });
      """,
      "test/limit.test.js": """
      import { describe, it } from 'node:test';
      import { limited } from '../cart.js';
      describe('limit', () => {
        it('is kept', () => { limited(11); });
        it('says nothing', () => {});
      });
      """,
    ])
  }

  @Test func `trials of node kill by assertion and by crash, and leave survivors`() throws {
    let project = try project()
    let runner = try #require(Toolchain.javaScript.findRunners(project.view).first)
    #expect(runner.name == "node:test")
    #expect(runner.reason == "the script \"test\" in package.json runs it")
    let mutants = [
      project.mutant("assert", at: "cart.js", "result + price", "result - price"),
      project.mutant("crash", at: "cart.js", "result + price", "price.no.where"),
      project.mutant("lives", at: "cart.js", "value > 10", "value >= 10"),
      project.mutant("syntax", at: "cart.js", "let result = 0", "let result = = 0"),
      project.mutant("nowhere", at: "cart.js", "value + 1", "value - 1"),
      project.mutant("exits", at: "cart.js", "let result = 0", "process.exit(0); let result = 0"),
      project.mutant("loops", at: "cart.js", "let result = 0", "while (true); let result = 0"),
    ]
    let text = NodeTrialTests.cart
    let edits = ["  let result", "  if (value", "  return value + 1"].enumerated().map {
      let start = mutant("", in: text, $1, "").edit.range.start
      return Edit(ByteRange(start, start), "globalThis.__tocsin_reach__?.(\($0));")
    }
    let weaving = Weaving(
      edits: ["cart.js": edits],
      places: [
        "assert": 0, "crash": 0, "lives": 1, "syntax": 0, "nowhere": 2, "exits": 0, "loops": 0,
      ])
    let before = try TreeManifest(of: project.root)
    let result = try project.run(
      project.campaign(.javaScript, runner, mutants, weaving: weaving))
    #expect(
      result.outcomes.map(\.status) == [
        .killed, .killed, .survived, .invalid, .notReached, .suspicious, .timeout,
      ])
    #expect(result.outcomes.prefix(2).map(\.by) == [.assertion, .crash])
    #expect(result.outcomes[0].killedBy == ["test/total.test.js::total > adds"])
    #expect(result.outcomes[2].reachedBy == ["test/limit.test.js::limit > is kept"])
    #expect(
      result.tests.map(\.id) == [
        "test/limit.test.js::limit > is kept", "test/limit.test.js::limit > says nothing",
        "test/total.test.js::total > adds", "test/total.test.js::total",
      ])
    #expect(
      result.judgements.map(\.verdict) == [.hollow, .unoffered, .loadBearing, .unoffered])
    #expect(try TreeManifest(of: project.root).difference(from: before) == [])
  }

  @Test(.enabled(if: isInstalled("mocha")))
  func `trials of mocha kill with names and record reach`() throws {
    let project = try TrialProject([
      "cart.js": "exports.total = (p) => {\n  return p[0] + p[1];\n};\nexports.other = () => 1;\n",
      "package.json": #"{"scripts":{"test":"npx mocha --reporter dot"}}"#,
      "test/cart.js": """
      const assert = require('assert');
      const { total } = require('../cart.js');
      describe('cart', () => {
        it('adds', () => assert.strictEqual(total([1, 2]), 3));
        it('waits');
      });
      """,
    ])
    let runner = try #require(Toolchain.javaScript.findRunners(project.view).first)
    #expect(runner.name == "mocha")
    let text = project.text("cart.js")
    let edits = ["  return p", "1;\n"].enumerated().map { number, place in
      let start = mutant("", in: text, place, "").edit.range.start
      return Edit(
        ByteRange(start, start),
        number == 0 ? "__tocsin_reach__(0);" : "__tocsin_reach__(1) && ")
    }
    let result = try project.run(
      project.campaign(
        .javaScript, runner,
        [
          project.mutant("assert", at: "cart.js", "p[0] + p[1]", "p[0] - p[1]"),
          project.mutant("crash", at: "cart.js", "p[0] + p[1]", "p.no.where"),
          project.mutant("nowhere", at: "cart.js", "1;\n", "2;\n"),
          project.mutant("syntax", at: "cart.js", "return", "return ) "),
        ],
        weaving: Weaving(
          edits: ["cart.js": edits],
          places: ["assert": 0, "crash": 0, "nowhere": 1, "syntax": 0])
      ) { $0.environment["NODE_PATH"] = "/usr/share/nodejs" })
    #expect(result.outcomes.map(\.status) == [.killed, .killed, .notReached, .invalid])
    #expect(result.outcomes.map(\.by) == [.assertion, .crash, nil, nil])
    #expect(result.outcomes[0].killedBy == ["test/cart.js::cart > adds"])
    #expect(result.outcomes[0].reachedBy == ["test/cart.js::cart > adds"])
    #expect(result.judgements.map(\.verdict) == [.loadBearing, .skipped])
  }

  @Test(.enabled(if: isInstalled("jest")))
  func `trials of jest kill with names and record reach`() throws {
    let project = try TrialProject([
      "cart.js": """
      exports.total = (p) => {
        return p[0] + p[1];
      };
      exports.other = () => {
        return 1;
      };
      """,
      "package.json": #"{"scripts":{"test":"jest --coverage"},"jest":{"transform":{}}}"#,
      // What Debian's jest needs under another build of Node; without effect elsewhere.
      "node.cjs": """
      const variables = Object.assign({ node_prefix: '/usr',
        node_relative_path: 'share/nodejs' }, process.config.variables);
      Object.defineProperty(process, 'config', { value: Object.assign({}, process.config, { variables }) });
      """,
      "test/cart.test.js": """
      const { total } = require('../cart.js');
      test('adds', () => expect(total([1, 2])).toBe(3));
      test('says nothing', () => {});
      """,
    ])
    let runner = try #require(Toolchain.javaScript.findRunners(project.view).first)
    #expect(runner.name == "jest")
    let text = project.text("cart.js")
    let edits = ["  return p", "  return 1"].enumerated().map {
      let start = mutant("", in: text, $1, "").edit.range.start
      return Edit(ByteRange(start, start), "globalThis.__tocsin_reach__?.(\($0));")
    }
    let result = try project.run(
      project.campaign(
        .javaScript, runner,
        [
          project.mutant("assert", at: "cart.js", "p[0] + p[1]", "p[0] - p[1]"),
          project.mutant("crash", at: "cart.js", "p[0] + p[1]", "p.no.where"),
          project.mutant("nowhere", at: "cart.js", "return 1", "return 2"),
          project.mutant("syntax", at: "cart.js", "return p", "return ) p"),
        ],
        weaving: Weaving(
          edits: ["cart.js": edits],
          places: ["assert": 0, "crash": 0, "nowhere": 1, "syntax": 0])
      ) {
        $0.floorSeconds = 20
        $0.environment = [
          "NODE_PATH": "/usr/share/nodejs", "NODE_OPTIONS": "--require \(project.root)/node.cjs",
        ]
      })
    #expect(result.outcomes.map(\.status) == [.killed, .killed, .notReached, .invalid])
    #expect(result.outcomes.map(\.by) == [.assertion, .crash, nil, nil])
    #expect(result.outcomes[0].killedBy == ["test/cart.test.js::adds"])
    #expect(result.outcomes[0].reachedBy == ["test/cart.test.js::adds"])
    #expect(result.judgements.map(\.verdict) == [.loadBearing, .unoffered])
  }
}
