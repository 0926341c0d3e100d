import Suites
import Testing

@Suite struct `JavaScript test cases` {
  @Test func `titles nest, and skipping and focusing reach the tests inside`() {
    let file = JavaScriptFixtures.analyse(
      """
      describe('Cart', () => {
        context('empty', () => {
          it('has no total', () => {});
          it.skip('waits', () => {});
        });
        describe.only('full', () => {
          test(`adds ${tax}`, () => {});
        });
        xit('is off', () => {});
        it.todo('is planned');
      });
      """)
    #expect(
      file.tests.map(\.name) == [
        "Cart > empty > has no total", "Cart > empty > waits", "Cart > full > adds ${tax}",
        "Cart > is off", "Cart > is planned",
      ])
    #expect(file.tests.map(\.isDisabled) == [false, true, false, true, true])
    #expect(file.tests.map(\.isFocused) == [false, false, true, false, false])
    #expect(file.tests.map(\.hasComputedTitle) == [false, false, true, false, false])
    #expect(file.tests[0].kind == .none)
  }

  @Test func `names follow imports, aliases and require`() {
    let source = """
      import runs, { strict as sure } from 'node:assert';
      import check from 'node:test';
      const { expect: e } = require('chai');
      check('aliases', () => {
        sure.equal(f(1), 2);
        e(f(1)).to.equal(2);
        runs(f(1) === 2);
      });
      """
    #expect(JavaScriptFixtures.analyse(source).tests.map(\.name) == ["aliases"])
    #expect(
      JavaScriptFixtures.words(source) == Array(repeating: "value business 3", count: 3))
  }

  @Test func `assertions of a subtest belong to the subtest alone`() {
    let file = JavaScriptFixtures.analyse(
      """
      import test from 'node:test';
      test('outer', async (t) => {
        t.assert.equal(f(1), 1);
        await t.test('inner', (t) => { t.assert.equal(f(2), 2); });
      });
      """)
    #expect(file.tests.map(\.name) == ["outer", "outer > inner"])
    #expect(file.tests.map(\.assertions.count) == [1, 1])
  }

  @Test func `a helper that is handed the test object asserts for the test`() {
    let file = JavaScriptFixtures.analyse(
      """
      import test from 'ava';
      const checkAll = (t, events) => {
        t.is(events[0].percent, 0);
      };
      test('progress', async t => { checkAll(t, await read()); });
      """)
    #expect(file.tests.map(\.kind) == [.business])
    #expect(file.tests.flatMap(\.assertions).map(\.helper) == ["checkAll"])
  }

  @Test func `a helper named like an assertion that cannot be read is no proof of nothing`() {
    let file = JavaScriptFixtures.analyse(
      """
      const assume = require('assume');
      function assertTotal(x) { assume(x).equals(3); }
      function expectedTotal() { return 3; }
      it('adds', () => { assertTotal(total()); });
      it('waits', () => { const x = expectedTotal(); });
      """)
    #expect(file.tests.map(\.kind) == [.ambiguous, .none])
    #expect(
      file.tests[0].assertions.map(\.because) == ["what assertTotal checks could not be read"])
  }

  @Test func `a stubbed request that must have been made is a look at a call`() {
    let source = """
      const nock = require('nock');
      it('asks', async () => {
        const scope = nock('http://a.test').get('/').reply(200, 'x');
        await ask();
        scope.done();
      });
      it('ends', done => { later(() => { done(); }); });
      """
    #expect(JavaScriptFixtures.words(source) == ["call shape 1"])
  }

  @Test func `a test that only holds tests is a group and no test`() {
    let file = JavaScriptFixtures.analyse(
      """
      const t = require('tap');
      t.test('cart', t => {
        t.test('adds', t => { t.equal(add(1, 2), 3); t.end(); });
        t.end();
      });
      t.test('empty', t => { t.end(); });
      """)
    #expect(file.tests.map(\.name) == ["cart > adds", "empty"])
    #expect(file.tests.map(\.kind) == [.business, .none])
  }

  @Test(arguments: [
    ("exports.check = function (x) { assert.equal(x, 3); };", "helpers.check(f())"),
    ("module.exports.check = x => { assert.equal(x, 3); };", "helpers.check(f())"),
    ("module.exports = { check(x) { assert.equal(x, 3); } };", "helpers.check(f())"),
    ("module.exports = { check: x => { assert.equal(x, 3); } };", "helpers.check(f())"),
    ("exports.check = function (x) { assert.equal(x, 3); };", "check(f())"),
    (
      "const h = module.exports; h.all = { check(x) { assert.equal(x, 3); } };",
      "helpers.all.check(f())"
    ),
    ("", "local.check(f())"), ("", "Local.check(f())"),
  ])
  func `a helper is followed however its file hands it out`(helpers: String, call: String) {
    let test = """
      const assert = require('assert');
      const helpers = require('./helpers');
      const { check } = require('./helpers');
      const local = { check: function (x) { assert.equal(x, 3); } };
      class Local { static check(x) { assert.equal(x, 3); } }
      it('adds', () => { \(call); });
      """
    let files = JavaScriptFixtures.analyse([
      ("test/a.test.js", test),
      ("test/helpers.js", "const assert = require('assert');\n" + helpers),
    ])
    #expect(files[0].tests.map(\.kind) == [.business])
    #expect(files[0].tests[0].assertions.map(\.helper) == ["check"])
  }

  @Test func `a method called fail that is given a handler runs it and fails nothing`() {
    let source = """
      it('complains', done => {
        parser('a').fail(message => {
          message.should.equal('too few');
          return done();
        }).parse();
      });
      it('gives up', () => { expect.fail('never'); });
      it('accepts', () => { parser('b').fail(() => { expect.fail('never'); }).parse(); });
      """
    #expect(JavaScriptFixtures.words(source) == ["value business 3", "no-throw shape 1"])
  }

  @Test func `a reason names the subject that it looks at`() {
    let file = JavaScriptFixtures.analyse(
      "it('adds', () => { expect(typeof total(cart)).toBe('number'); });")
    #expect(
      file.tests[0].assertions.map(\.because) == ["compares the type of total(cart), not its value"]
    )
  }

  /// Cases of the specification, by their numbers.
  @Test(arguments: [
    ("1", "const t = typeof f(); expect(t).toBe('string')", "type-only shape 1"),
    ("2", "expect(Array.isArray(f())).toBe(true)", "type-only shape 1"),
    ("3", "expect(Object.keys(f())).toEqual(['a', 'b'])", "shape shape 2"),
    ("4", "expect(Object.keys(f()).length).toBe(2)", "size shape 2"),
    ("14", "expect(f()).toEqual(expect.objectContaining({ id: 1 }))", "value-partial business 2"),
    (
      "15", "expect(f()).toEqual({ id: expect.any(Number), n: expect.any(String) })",
      "shape shape 2"
    ),
    ("17", "expect(f()).toMatchObject({})", "type-only shape 1"),
    ("18", "expect(f()).toEqual(expect.anything())", "existence shape 1"),
    ("19", "expect(f()).toEqual(expect.arrayContaining([]))", "type-only shape 1"),
    ("20", "expect(f()).toEqual(expect.arrayOf(expect.any(String)))", "type-only shape 1"),
    ("31", "expect(Schema.safeParse(f()).success).toBe(true)", "shape shape 2"),
    ("45", "expect(f()).resolves.toBe(1)", "value business 0"),
    ("47", "const m = vi.fn(); m.mockReturnValue(5); expect(m()).toBe(5)", "vacuous none 0"),
    (
      "49", "const m = vi.fn(); f(m); expect(m.mock.calls[0][0]).toEqual({ a: 1 })",
      "call-args business 2"
    ),
    ("58", "expect(f(x)).toBe(f(x))", "mirrored none 0"),
    ("60", "expect(area(3)).toBeCloseTo(28.274, 3)", "value business 3"),
    ("63", "expect(f()).toMatchSnapshot()", "snapshot ambiguous 2"),
    ("106", "screen.getByRole('button')", "existence shape 1"),
    ("107", "cy.contains('Saved')", "value-partial business 2"),
    ("decision 12", "expect(body.success).toBe(true)", "status-only shape 1"),
    ("decision 14", "let n = 0; f(() => { n++; }); expect(n).toBe(2)", "call shape 1"),
  ])
  func `a decided case has the class that the specification gives it`(
    _ number: String, _ source: String, _ words: String
  ) {
    #expect(JavaScriptFixtures.words("it('x', () => { \(source); });") == [words], "case \(number)")
  }
}
