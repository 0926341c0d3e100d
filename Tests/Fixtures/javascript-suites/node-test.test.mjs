import test, { describe, it, before } from 'node:test';
import assert from 'node:assert/strict';
import { strict as sure } from 'node:assert';
import { rename, open, Missing, decide } from '../src/files.mjs';

test('renames', () => {
  assert.equal(rename('a', 'b'), 'b'); //! value business 3
  assert.deepEqual(rename.log, ['a']); //! value business 3
  assert.ok(rename('a', 'b')); //! existence shape 1
  assert(rename('a', 'b') !== 'a'); //! relational business 1
  assert.match(rename('a', 'b'), /b$/); //! value-partial business 2
  sure.strictEqual(rename('a', 'c'), 'c'); //! value business 3
  sure.notStrictEqual(rename('a', 'c'), 'd'); //! relational business 1
  assert.ok(Array.isArray(rename.log)); //! type-only shape 1
  assert.equal(typeof rename('a', 'b'), 'string'); //! type-only shape 1
  assert.ok(rename('a', 'b') instanceof String); //! type-only shape 1
  assert.ok(rename.log.length > 0); //! size shape 1
  assert.equal(rename.log.length, 1); //! size shape 2
  assert.equal(rename('a', 'b') === 'b', true); //! value business 3
});

test('throws', async () => {
  assert.throws(() => open('x')); //! throws-any shape 1
  assert.throws(() => open('x'), Missing); //! throws-specific business 2
  assert.throws(() => open('x'), Error); //! throws-any shape 1
  assert.throws(() => open('x'), { message: 'no x' }); //! throws-specific business 3
  assert.throws(() => open('x'), { code: 'ENOENT' }); //! throws-specific business 3
  assert.throws(() => open('x'), /no x/); //! throws-specific business 3
  assert.throws(() => open('x'), 'opens nothing'); //! throws-any shape 1
  assert.throws(() => open('x'), (error) => error.code === 'ENOENT'); //! throws-specific business 3
  assert.doesNotThrow(() => open('y')); //! no-throw shape 1
  await assert.rejects(open('x'), Missing); //! throws-specific business 2
  await assert.rejects(() => open('x')); //! throws-any shape 1
  assert.rejects(open('x'), /no x/); //! throws-specific business 0 unawaited
  assert.ifError(open.last); //! no-throw shape 1
});

describe('decisions', () => {
  it('says yes', () => {
    assert.equal(decide('ada', 'read'), true); //! value business 2
  });
  it('says no', () => {
    assert.equal(decide('bob', 'read'), false); //! value business 2
  });
  it('waits', { skip: true }, () => {
    assert.equal(decide('eve', 'read'), 1); //! value business 3
  });
  it('is planned', { todo: 'soon' }, () => {
    assert.equal(decide('eve', 'write'), 1); //! value business 3
  });
  it.skip('skips', () => {});
});

test('has subtests', async (t) => {
  await t.test('inner', (t) => {
    t.assert.strictEqual(rename('x', 'y'), 'y'); //! value business 3
    t.assert.deepStrictEqual(rename.log, ['x']); //! value business 3
  });
  await t.test('skipped at run time', (t) => {
    t.skip('later');
    return;
  });
});

test('counts its assertions', (t) => {
  t.plan(1);
  open('x').catch((error) => {
    t.assert.equal(error.code, 'ENOENT'); //! throws-specific business 3
  });
});

test('mocks', (t) => {
  const fn = t.mock.fn();
  rename('a', 'b', fn);
  assert.equal(fn.mock.calls.length, 1); //! call shape 1
  assert.equal(fn.mock.callCount(), 1); //! call shape 1
  assert.deepEqual(fn.mock.calls[0].arguments, ['a']); //! call-args business 2
});
