// Imitates a small mature library without dependencies (ESM, node:test and node:assert): retries and an LRU cache.
import { describe, it, test, mock, before } from 'node:test';
import assert from 'node:assert/strict';
import { deepEqual, equal, notEqual, ok, rejects } from 'node:assert';
import { retry, backoff, isRetryable, RetryError } from '../lib/retry.mjs';
import { LruCache } from '../lib/lru.mjs';
import { encodeKey, decodeKey } from '../lib/keys.mjs';
import { assertMonotonic } from 'assert-series';

function failing(times, result) {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls <= times) throw Object.assign(new Error('busy'), { code: 'EBUSY' });
    return result;
  };
}

function assertKeys(cache, expected) {
  assert.deepEqual([...cache.keys()], expected);
}

describe('retry', () => {
  it('returns the first success', async () => {
    const value = await retry(failing(2, 'done'), { attempts: 3, delay: 0 });
    assert.strictEqual(value, 'done'); //! value business 2 pass-through
    assert.ok(value); //! existence shape 1 supporting
  });

  it('gives up after the last attempt', async () => {
    const task = mock.fn(failing(9));
    await assert.rejects(retry(task, { attempts: 3, delay: 0 }), RetryError); //! throws-specific business 2
    assert.equal(task.mock.callCount(), 3); //! call shape 1
    await assert.rejects(() => retry(task, { attempts: 1, delay: 0 }), { name: 'RetryError', attempts: 1 }); //! throws-specific business 3
    await rejects(retry(task, { attempts: 1, delay: 0 })); //! throws-any shape 1
  });

  it('does not retry what cannot succeed', async () => {
    const task = mock.fn(async () => {
      throw new TypeError('not a function');
    });
    const onRetry = mock.fn();
    await assert.rejects(retry(task, { attempts: 5, onRetry }), /not a function/); //! throws-specific business 3
    assert.equal(onRetry.mock.callCount(), 0); //! call business 2 absent
    assert.equal(task.mock.calls.length, 1); //! call shape 1
  });

  it('tells which attempt failed', async () => {
    const onRetry = mock.fn();
    await retry(failing(2, 'x'), { attempts: 3, delay: 0, onRetry });
    assert.deepEqual(onRetry.mock.calls[0].arguments, [1, 'EBUSY']); //! call-args business 2
    assert.equal(onRetry.mock.calls[1].arguments[0], 2); //! call-args business 2
  });

  it('accepts a synchronous task', () => {
    assert.doesNotThrow(() => retry(() => 1, { attempts: 1 })); //! no-throw shape 1
    assert.doesNotReject(retry(async () => 1, { attempts: 1 })); //! no-throw shape 0 unawaited
  });

  it('knows what is worth another attempt', () => {
    equal(isRetryable({ code: 'EBUSY' }), true); //! value business 3
    equal(isRetryable({ code: 'ENOENT' }), false); //! value business 3
    ok(isRetryable({ code: 'ETIMEDOUT' }) || true); //! vacuous none 0 constant
  });

  it('forgets nothing of the cause', async () => {
    const error = await retry(failing(9), { attempts: 2, delay: 0 }).catch((e) => e);
    assert(error instanceof RetryError); //! throws-specific business 2
    assert.equal(error.cause.code, 'EBUSY'); //! throws-specific business 3
  });
});

describe('backoff', () => {
  for (const [attempt, delay] of [[1, 100], [2, 200], [3, 400]]) {
    test(`attempt ${attempt}`, () => {
      assert.equal(backoff(attempt, { base: 100, jitter: 0 }), delay); //! value business 3
    });
  }

  test('stays below the ceiling', () => {
    assert.ok(backoff(50, { base: 100, max: 5000 }) <= 5000); //! relational business 2
    assert.ok(backoff(2, { base: 100 }) > backoff(1, { base: 100 })); //! relational business 2
    assert.ok(Number.isFinite(backoff(1000, { base: 100 }))); //! type-only shape 1
    assert.equal(typeof backoff(1, {}), 'number'); //! type-only shape 1
  });

  test('never shrinks', () => {
    assertMonotonic([1, 2, 3, 4].map((attempt) => backoff(attempt, { base: 100 }))); //! unknown ambiguous 0
  });

  test('jitter moves it', { todo: true }, () => {
    assert.notEqual(backoff(3, { base: 100, jitter: 0.5 }), 400); //! relational business 0 negative tolerated
  });
});

describe('LruCache', () => {
  let cache;
  before(() => {
    cache = new LruCache({ max: 2 });
  });

  it('drops the oldest', () => {
    const lru = new LruCache({ max: 2 });
    lru.set('a', 1).set('b', 2).set('c', 3);
    assertKeys(lru, ['b', 'c']); //! value business 3
    assert.equal(lru.size, 2); //! size shape 2
    assert.equal(lru.get('a'), undefined); //! existence business 2 absent
    assert.equal(lru.has('b'), true); //! value-partial business 2
  });

  it('loads once', async () => {
    const load = mock.fn(async (key) => key.toUpperCase());
    equal(await cache.fetch('k', load), 'K'); //! value business 2 pass-through
    equal(await cache.fetch('k', load), 'K'); //! value business 2 pass-through
    equal(load.mock.callCount(), 1); //! call shape 1
  });

  it('starts empty', () => {
    const lru = new LruCache({ max: 2 });
    deepEqual([...lru.keys()], []); //! size business 2 absent
    ok(lru.size >= 0); //! vacuous none 0 impossible
    ok(lru, 'cache was built'); //! vacuous none 0 no-sut
    notEqual(lru.capacity, 0); //! relational business 1 negative
  });

  it('reports its statistics', (t) => {
    cache.get('missing');
    t.assert.deepStrictEqual(Object.keys(cache.stats()), ['hits', 'misses', 'evicted']); //! shape shape 2
    t.assert.snapshot(cache.stats()); //! snapshot ambiguous 2
  });

  it('has keys that survive a round trip', () => {
    const key = { tenant: 'acme', path: '/a b' };
    deepEqual(decodeKey(encodeKey(key)), key); //! relational business 3
    assert.match(encodeKey(key), /^acme:/); //! value-partial business 2
  });

  it('keeps its list of listeners', () => {
    const lru = new LruCache({ max: 1 });
    const before = lru.listeners;
    lru.on('evict', () => {});
    assert.deepEqual(lru.listeners, before); //! mirrored none 1
  });
});
