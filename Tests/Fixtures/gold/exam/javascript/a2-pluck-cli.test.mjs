// The pluck query language, from tokens to the command line.
import { after, before, describe, it, mock, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { assertPosixUsage } from 'cli-conformance';
import {
  compile,
  DEFAULT_DEPTH,
  DEPTH_STEP,
  explain,
  optimise,
  parse,
  PluckSyntaxError,
  print,
  run,
  tokenize,
} from '../lib/index.mjs';

const BIN = fileURLToPath(new URL('../bin/pluck.mjs', import.meta.url));

const PEOPLE = ['{"name":"Ada","age":36}', '{"name":"Alan","age":41}', '{"name":"Grace","age":29}'].join('\n');

function pluck(args, input = PEOPLE) {
  return spawnSync(process.execPath, [BIN, ...args], { input, encoding: 'utf8', timeout: 10_000 });
}

function fakeIo(over = {}) {
  const io = {
    out: [],
    exits: [],
    tty: false,
    stdin: PEOPLE.split('\n'),
    write(chunk) {
      assert.equal(typeof chunk, 'string', 'only text may be written');
      io.out.push(chunk);
    },
    exit(code) {
      io.exits.push(code);
    },
    ...over,
  };
  return io;
}

function assertTokens(source, ...expected) {
  const got = tokenize(source).map((token) => `${token.kind}:${token.text}`);
  assert.deepEqual(got, expected);
}

const doubling = {
  name: 'double',
  apply(value) {
    assert.equal(typeof value, 'number');
    return value * 2;
  },
};

// --max-depth becomes maxDepth
const camel = (flag) => flag.replace(/^--/, '').replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

describe('tokenize', () => {
  it('splits paths, operators and literals', () => {
    assertTokens('.age >= 30', 'path:.age', 'op:>=', 'number:30'); //! value business 3
  });

  it('finds nothing in blank input', () => {
    assert.deepEqual(tokenize(' \t\n'), []); //! size business 2 absent
  });

  it('covers the source without overlaps', () => {
    const tokens = tokenize('.a.b == "x" and not .c');

    assert.equal(tokens.length, 6); //! size shape 2 supporting
    for (let i = 1; i < tokens.length; i += 1) {
      assert.ok(tokens[i].start >= tokens[i - 1].end, `token ${i} overlaps its neighbour`); //! relational business 2
    }
  });

  it('skips comments', () => {
    const tokens = tokenize('.a # and the rest of the line\n== 1');

    tokens.length === 3; //! vacuous none 0 incomplete
    assert.ok('comments are skipped'); //! vacuous none 0 constant
  });
});

describe('parse', () => {
  for (const [source, tree] of [
    ['1', { type: 'number', value: 1 }],
    ['not .a', { type: 'not', operand: { type: 'path', steps: ['a'] } }],
    ['.a.b', { type: 'path', steps: ['a', 'b'] }],
    ['"x"', { type: 'string', value: 'x' }],
  ]) {
    it(`reads ${source}`, () => {
      assert.deepEqual(parse(source), tree); //! value business 3 table
    });
  }

  it('binds and tighter than or', () => {
    assert.equal(print(parse('.a or .b and .c')), '(.a or (.b and .c))'); //! value business 3
  });

  it('forgets redundant brackets', () => {
    assert.deepEqual(parse('((.a))'), parse('.a')); //! relational business 2 ? mirrored
  });

  it('reads a comparison', () => {
    const once = parse('.age > 30');
    const again = parse('.age > 30');

    assert.deepEqual(again, once); //! mirrored none 0 self-call
  });

  it('gives comparisons an operator and two sides', () => {
    const node = parse('.name ~ "A"');

    assert.deepEqual(Object.keys(node), ['type', 'op', 'left', 'right']); //! shape shape 2
    assert.equal(typeof node.op, 'string'); //! type-only shape 1
    assert.ok('span' in node.left); //! shape shape 1
  });

  const broken = [
    { source: '.age >', line: 1, column: 7, message: /expected an operand/ },
    { source: '.a ==\n== 3', line: 2, column: 1, message: /unexpected '=='/ },
    { source: '"abc', line: 1, column: 1, message: /unterminated string/ },
  ];

  for (const { source, line, column, message } of broken) {
    test(`points at the fault in ${JSON.stringify(source)}`, () => {
      assert.throws(() => parse(source), { name: 'PluckSyntaxError', line, column }); //! throws-specific business 3 table
      assert.throws(() => parse(source), message); //! throws-specific business 3 table
    });
  }

  it('wants brackets closed', () => {
    assert.throws(() => parse('(.a'), PluckSyntaxError); //! throws-specific business 2
  });

  it('stops before the stack does', () => {
    assert.throws( //! throws-any shape 1 supporting ? throws-specific
      () => parse('('.repeat(5000)),
      (err) => {
        assert.equal(err.code, 'E_DEPTH'); //! throws-specific business 3
        return true;
      },
    );
  });

  it('refuses junk', () => {
    for (const junk of ['', '..', '== 3', 'and']) {
      assert.throws(() => parse(junk)); //! throws-any shape 1
    }
  });

  it('takes long paths', () => {
    const source = '.a'.repeat(200);
    assert.doesNotThrow(() => parse(source)); //! no-throw shape 1
  });
});

describe('print and optimise', () => {
  for (const source of ['.a', 'not (.a or .b)', '.age >= 30 and .name ~ "A"', '.tags.0 == "x"']) {
    it(`prints ${source} so that it reads back`, () => {
      const ast = parse(source);
      assert.deepEqual(parse(print(ast)), ast); //! relational business 3 table
    });
  }

  it('has nothing left to do after one pass', () => {
    const ast = parse('not not .a and (1 < 2)');
    const once = optimise(ast);

    assert.deepEqual(optimise(once), once); //! relational business 2
  });

  it('folds what is known beforehand', () => {
    const ast = parse('.a and 1 < 2');
    const folded = optimise(structuredClone(ast));

    assert.notDeepEqual(folded, ast); //! relational business 2 negative
    assert.equal(folded.left, undefined); //! existence business 2 absent
  });

  test('explains a long query', (t) => {
    t.assert.snapshot(explain(parse('.age >= 30 and (.name ~ "A" or not .retired)'))); //! snapshot ambiguous 2
  });
});

describe('compile', () => {
  it('makes a predicate', () => {
    const matches = compile('.age > 30');

    assert.equal(typeof matches, 'function'); //! type-only shape 1 supporting
    assert.equal(matches({ age: 31 }), true); //! value business 3
    assert.equal(matches({ age: 30 }), false); //! value business 3
  });

  it('remembers the source', () => {
    const matches = compile('.age > 30');

    assert.equal(matches.source, print(parse('.age > 30'))); //! mirrored none 1 sut-computed ? relational
    assert.ok(matches.plan); //! existence shape 1
  });

  it('goes deeper when asked', () => {
    const nesting = 3;
    const { maxDepth } = compile('.a', { nesting });

    assert.equal(maxDepth, DEFAULT_DEPTH + nesting * DEPTH_STEP); //! mirrored none 1 copied ? value
  });

  it('needs a query', () => {
    assert.throws(() => compile(null), Error); //! throws-any shape 1
  });

  it('hands values to plug-ins', () => {
    const matches = compile('double(.age) == 72', { plugins: [doubling] });
    const [first] = PEOPLE.split('\n');
    const person = JSON.parse(first);

    assert.equal(person.age, 36); //! vacuous none 0 no-sut
    assert.ok(matches(person)); //! value business 3 ? existence
  });
});

describe('command line', () => {
  let dir;

  before(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'pluck-'));
    writeFileSync(path.join(dir, 'people.jsonl'), PEOPLE);
  });

  after(() => rmSync(dir, { recursive: true, force: true }));

  it('prints the lines that match', () => {
    const { status, stdout, stderr } = pluck(['.age > 40']);

    assert.equal(status, 0); //! status-only shape 1 supporting
    assert.equal(stdout, '{"name":"Alan","age":41}\n'); //! value business 3
    assert.equal(stderr, ''); //! value business 3
  });

  it('complains about unknown options', () => {
    const result = pluck(['--nope']);

    assert.equal(result.status, 64); //! status-only shape 1 supporting
    assert.match(result.stderr, /unknown option '--nope'/); //! value-partial business 2
    assert.ok(!result.stderr.includes('at Object.'), 'no stack traces for users'); //! relational business 1 negative
  });

  it('explains itself', (t) => {
    const { stdout } = pluck(['--help']);
    t.diagnostic(stdout.split('\n')[0]);

    assertPosixUsage(stdout); //! unknown ambiguous 0
    assert.ok(stdout.startsWith('Usage: pluck')); //! value-partial business 2
  });

  it('reads files', () => {
    const result = pluck(['.age', path.join(dir, 'people.jsonl')], '');
    assert.ifError(result.error); //! no-throw shape 1

    const lines = result.stdout.trimEnd().split('\n');
    assert.equal(lines.length, 3); //! size shape 2 supporting
    assert.ok(lines.some((line) => JSON.parse(line).name === 'Grace')); //! value-partial business 2
  });

  it('counts on request', () => {
    const stats = JSON.parse(pluck(['--stats', '.age > 30']).stdout);

    assert.deepEqual(Object.keys(stats).sort(), ['kept', 'read', 'skipped']); //! shape shape 2
    assert.ok(Number.isInteger(stats.read)); //! type-only shape 1
  });

  it('spells flags the way options are spelled', () => {
    const flag = '--max-depth';
    assert.equal(camel(flag), 'maxDepth'); //! vacuous none 0 no-sut
  });

  describe('in process', () => {
    it('prints its version and leaves', async () => {
      const io = fakeIo();
      await run(['--version'], io);

      assert.deepEqual(io.out, ['pluck 2.4.0\n']); //! call-args business 2 ? value
      assert.deepEqual(io.exits, [0]); //! call-args business 2 ? status-only
    });

    it('writes nothing when nothing matches', async () => {
      const write = mock.fn();
      await run(['.age > 99'], fakeIo({ write }));

      assert.equal(write.mock.callCount(), 0); //! call business 2 absent
    });

    it('shows progress on a terminal', async () => {
      const spin = mock.fn();
      await run(['--progress', '.age'], fakeIo({ tty: true, spin }));

      assert.equal(spin.mock.callCount(), 3); //! call shape 1 supporting
      assert.deepEqual(spin.mock.calls.at(-1).arguments, ['Grace', 3]); //! call-args business 2
    });

    it('flushes once', async () => {
      let flushed = 0;
      const flush = () => {
        flushed += 1;
      };
      await run(['.age'], fakeIo({ flush }));

      assert.equal(flushed, 1); //! call shape 1
    });

    it('copes with no arguments at all', async () => {
      await assert.doesNotReject(run([], fakeIo())); //! no-throw shape 1
    });
  });
});
