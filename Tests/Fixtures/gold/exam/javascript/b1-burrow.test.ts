import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { expectIterableContract } from '@burrow/contract-tests';

import {
  AbortedError,
  backoff,
  BASE_DELAY,
  debounce,
  decodeKey,
  Emitter,
  encodeKey,
  GROWTH,
  heapify,
  jitter,
  Pool,
  quantile,
  SortedMap,
  TimeoutError,
  withTimeout,
} from '../src/index';

declare module 'vitest' {
  interface Assertion<T> {
    toBeAscending(): T;
  }
}

expect.extend({
  toBeAscending(received: readonly number[]) {
    const pass = received.every((n, i) => i === 0 || received[i - 1] <= n);
    return { pass, message: () => `expected ${JSON.stringify(received)} to be ascending` };
  },
});

function* take<T>(source: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const item of source) {
    if (left-- <= 0) return;
    yield item;
  }
}

function gate() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const never = new Promise<never>(() => undefined);

const abc = () =>
  SortedMap.from<string, number>([
    ['c', 3],
    ['a', 1],
    ['b', 2],
  ]);

describe('SortedMap', () => {
  it('iterates in key order', () => {
    const map = abc();

    expect([...map.keys()]).toEqual(['a', 'b', 'c']); //! value business 3 ? shape
    expect(map.size).toBe(3); //! size shape 2 supporting
  });

  it('replaces a value in place', () => {
    const map = abc();
    map.set('b', 20);

    expect(map.get('b')).toBe(20); //! value business 3 echo
  });

  it('answers membership', () => {
    const map = abc();

    expect(map.has('a')).toBe(true); //! value business 3 ? value-partial
    expect(map.has('z')).toBe(false); //! value business 3 ? relational
  });

  it('has neither a minimum nor entries while empty', () => {
    const empty = new SortedMap<string, number>();

    expect(empty.min()).toBeUndefined(); //! existence business 2 absent
    expect([...empty.entries()]).toStrictEqual([]); //! size business 2 absent
  });

  it('survives deleting what is not there', () => {
    const map = abc();

    expect(() => map.delete('zz')).not.toThrow(); //! no-throw shape 1
    expect(map.size).toBeGreaterThanOrEqual(0); //! vacuous none 0 impossible
  });

  it('orders numbers as numbers', () => {
    const keys = [...SortedMap.from<number, null>([10, 9, 100, 1, 2].map((n) => [n, null])).keys()];

    expect(keys).toHaveLength(5); //! size shape 2 supporting
    expect(keys).toBeAscending(); //! relational business 2
  });

  it('agrees with a sorted set', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (xs) => {
        const map = SortedMap.from<number, null>(xs.map((x) => [x, null]));
        expect([...map.keys()]).toEqual([...new Set(xs)].sort((a, b) => a - b)); //! relational business 3 property
      }),
      { numRuns: 200 },
    );
  });

  it('escapes any key', () => {
    fc.assert(fc.property(fc.string(), (key) => decodeKey(encodeKey(key)) === key)); //! relational business 3 property
  });

  it('is a well-behaved iterable', () => {
    expectIterableContract(() => abc()); //! unknown ambiguous 0
  });

  it('tells about itself', () => {
    const map = abc();

    expect(map.inspect()).toMatchInlineSnapshot( //! snapshot ambiguous 2 ? value
      `
      "SortedMap(3)
      ├─ a: 1
      ├─ b: 2
      └─ c: 3"
    `,
    );
    expect(map.toJSON()).toMatchObject({ a: expect.any(Number), b: expect.any(Number) }); //! shape shape 2
    expect(map).toHaveProperty('comparator'); //! shape shape 1
    expect(Object.keys(map.stats())).toContain('rotations'); //! shape shape 1 ? value-partial
  });

  it('does not read broken JSON', () => {
    expect(() => SortedMap.parse('{"a":')).toThrowErrorMatchingInlineSnapshot( //! snapshot ambiguous 2 ? throws-specific
      `[SyntaxError: SortedMap.parse: input ends inside an object]`,
    );
  });
});

describe('ordering helpers', () => {
  it('heapifies in place', () => {
    const list = [5, 3, 8, 1];
    const heap = heapify(list);

    expect(heap).toEqual(list); //! mirrored none 0 aliasing
  });

  it('knows the median', () => {
    const map = SortedMap.from<string, number>([
      ['x', 4],
      ['y', 10],
      ['z', 6],
    ]);

    expect(map.median()).toBe(quantile([...map.values()], 0.5)); //! mirrored none 1 sut-computed
  });

  it.each`
    q       | expected
    ${0}    | ${1}
    ${0.25} | ${2}
    ${0.5}  | ${3}
    ${1}    | ${9}
  `('the $q quantile is $expected', ({ q, expected }) => {
    expect(quantile([9, 1, 3], q)).toBeCloseTo(expected); //! value business 3 table
  });
});

describe('backoff', () => {
  it('doubles', () => {
    expect([...take(backoff({ base: 100 }), 4)]).toEqual([100, 200, 400, 800]); //! value business 3
  });

  it('starts from the defaults', () => {
    const attempt = 3;
    const expected = BASE_DELAY * GROWTH ** attempt;

    expect(backoff().delay(attempt)).toBe(expected); //! mirrored none 1 copied ? value
  });

  it('stays near the mark with jitter', () => {
    const delay = jitter(1000);

    expect(delay).toBeGreaterThanOrEqual(500); //! relational business 2
    expect(delay).toBeLessThanOrEqual(1500); //! relational business 2
  });

  it('rejects nonsense', () => {
    expect(() => backoff().delay(-1)).toThrow(/attempt must not be negative/); //! throws-specific business 3
    expect(() => backoff({ base: 0 })).toThrow(RangeError); //! throws-specific business 2
    expect(() => backoff({ base: Number.NaN })).toThrowError(); //! throws-any shape 1
    expect(() => backoff({ base: '100' as never })).toThrow(Error); //! throws-any shape 1
  });
});

describe('Emitter', () => {
  it('delivers in order of emission', () => {
    const emitter = new Emitter<{ tick: number }>();
    const seen: number[] = [];
    emitter.on('tick', (n) => seen.push(n));

    emitter.emit('tick', 1);
    emitter.emit('tick', 2);

    expect(seen).toEqual([1, 2]); //! value business 3 ? call-args
  });

  it('forgets a once-listener after the first event', () => {
    const emitter = new Emitter<{ tick: number }>();
    const once = vi.fn();
    emitter.once('tick', once);

    emitter.emit('tick', 1);
    emitter.emit('tick', 2);

    expect(once).toHaveBeenCalledTimes(1); //! call shape 1
  });

  it('calls listeners in the order they came', () => {
    const emitter = new Emitter<{ tick: number }>();
    const [first, second] = [vi.fn(), vi.fn()];
    emitter.on('tick', first).on('tick', second).emit('tick', 0);

    expect(first).toHaveBeenCalledBefore(second); //! call shape 2
  });

  it('removes listeners and can be chained', () => {
    const emitter = new Emitter<{ tick: number }>();
    const listener = vi.fn();
    emitter.on('tick', listener);

    expect(emitter.off('tick', listener)).toBe(emitter); //! value business 2
    emitter.emit('tick', 1);
    expect(listener).not.toHaveBeenCalled(); //! call business 2 absent
  });

  it('reports listeners that throw', () => {
    const onError = vi.fn();
    const emitter = new Emitter<{ tick: number }>({ onError });
    emitter.on('tick', () => {
      throw new Error('listener is broken');
    });

    emitter.emit('tick', 7);

    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ event: 'tick' })); //! call-args business 2 ? value
  });
});

describe('Pool', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('is created', () => {
    const pool = new Pool(2);

    expect(pool).toBeTruthy(); //! vacuous none 0 impossible
    expect(pool.idle).toBeTruthy; //! vacuous none 0 incomplete
    expectTypeOf(pool.run<number>).returns.resolves.toBeNumber(); //! type-only shape 0 compile-time
  });

  it('never runs more tasks than it has slots', async () => {
    const pool = new Pool(2);
    const { open, opened } = gate();
    let active = 0;
    let peak = 0;
    const task = async () => {
      active += 1;
      peak = Math.max(peak, active);
      await opened;
      active -= 1;
    };

    const runs = Array.from({ length: 5 }, () => pool.run(task));
    const before = pool.pending;
    open();
    await Promise.all(runs);

    expect(peak).toBe(2); //! value business 3 ? call
    expect(pool.pending).not.toBe(before); //! relational business 2 negative
  });

  it('keeps results in the order of the tasks', async () => {
    const pool = new Pool(2);
    const results = await pool.all([async () => 'a', async () => 'b', async () => 'c']);

    expect(results).toEqual(['a', 'b', 'c']); //! value business 2 pass-through
  });

  it('describes its state', () => {
    const pool = new Pool(2, { name: 'thumbnails' });

    expect(pool.state).toBeOneOf(['idle', 'draining']); //! value-partial business 2
    expect(String(pool)).toContain('2 slots'); //! value-partial business 2
    expect(pool.stats()).toEqual(expect.objectContaining({ slots: 2, done: 0 })); //! value-partial business 2
    expect(pool.stats().createdAt).not.toBeNull(); //! existence shape 1
  });

  it('returns promises and functions, not values', () => {
    const pool = new Pool(1);
    const running = pool.run(async () => 1);

    expect(running).toBeInstanceOf(Promise); //! type-only shape 1 ? vacuous
    expect(debounce(() => undefined, 10)).toBeTypeOf('function'); //! type-only shape 1 ? vacuous
  });

  it('passes the reason of an abort to the waiting tasks', async () => {
    const pool = new Pool(1);
    void pool.run(() => never);
    const waiting = pool.run(async () => 1).catch((e: unknown) => e);

    pool.abort('shutting down');

    const error = (await waiting) as AbortedError;
    expect(error.reason).toBe('shutting down'); //! throws-specific business 3 ? value
  });

  it('closes quietly', async () => {
    const pool = new Pool(1);

    await expect(pool.drain()).resolves.toBeUndefined(); //! existence business 2 absent ? no-throw
    expect(() => pool.close()).not.toThrow(TimeoutError); //! no-throw shape 1 misleading
  });
});

describe('timers', () => {
  it('arms one timer per deadline', async () => {
    const setTimer = vi.fn(() => 1);
    await withTimeout(Promise.resolve('done'), 250, { setTimer });

    expect(setTimer).toHaveBeenCalledWith(expect.any(Function), 250); //! call-args business 2
  });

  it('runs out of patience', async () => {
    const hurried = { setTimer: (fire: () => void) => (fire(), 1) };

    await expect(withTimeout(never, 5, hurried)).rejects.toBeInstanceOf(TimeoutError); //! throws-specific business 2
  });

  it('restarts the wait with every call', () => {
    const setTimer = vi.fn((_fire: () => void, _ms: number) => 1);
    const save = debounce(() => undefined, 40, { setTimer });
    save();
    save();

    expect(setTimer.mock.lastCall?.[1]).toBe(40); //! call-args business 2
  });

  it('reads the clock it is given', () => {
    const clock = { now: vi.fn(() => 1_700_000_000) };
    const reading = clock.now();

    expect(reading).toBe(1_700_000_000); //! vacuous none 0 mock-return
  });
});
