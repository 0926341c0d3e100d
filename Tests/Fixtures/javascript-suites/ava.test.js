import test from 'ava';
import { slug, shout } from '../index.js';

test('slugs', (t) => {
  t.is(slug('Hello World'), 'hello-world'); //! value business 3
  t.deepEqual(slug.words('Hello World'), ['hello', 'world']); //! value business 3
  t.true(slug.isSlug('hello')); //! value business 2
  t.truthy(slug('x')); //! existence shape 1
  t.falsy(slug('')); //! existence business 2
  t.not(slug('a'), 'b'); //! relational business 1
  t.regex(slug('A b'), /^a/); //! value-partial business 2
  t.like(slug.parse('a-b'), { words: ['a', 'b'] }); //! value-partial business 2
  t.pass(); //! vacuous none 0
  t.snapshot(slug.table); //! snapshot ambiguous 2
});

test('throws', async (t) => {
  t.throws(() => slug(null)); //! throws-any shape 1
  t.throws(() => slug(null), { message: 'no text' }); //! throws-specific business 3
  t.throws(() => slug(null), { instanceOf: SlugError }); //! throws-specific business 2
  await t.throwsAsync(slug.load('x')); //! throws-any shape 1
  t.notThrows(() => slug('a')); //! no-throw shape 1
  const error = t.throws(() => slug(null)); //! throws-any shape 1
  t.is(error.message, 'no text'); //! throws-specific business 3
});

const macro = test.macro((t, input, expected) => {
  t.is(shout(input), expected); //! value business 3
});

test('shouts', macro, 'a', 'A');

test.serial('in order', (t) => {
  t.assert(shout('a') === 'A'); //! value business 3
});

test.skip('later', (t) => {
  t.is(shout('b'), 'B'); //! value business 3
});

test.todo('whispers');
