import fc from 'fast-check';
import { test, expect } from 'vitest';
import { encode, decode, sum, normalize, clamp } from '../src/codec';

test('round trip', () => {
  fc.assert(fc.property(fc.string(), (text) => decode(encode(text)) === text)); //! relational business 3 property
});

test('round trip with expect', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(decode(encode(text))).toBe(text); //! relational business 3 property
    }),
  );
});

test('types only', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (numbers) => {
      expect(typeof sum(numbers)).toBe('number'); //! type-only shape 1 property
    }),
  );
});

test('no body', () => {
  fc.assert(
    fc.property(fc.string(), (text) => { //! no-throw shape 1 property
      normalize(text);
    }),
  );
});

test('idempotent', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(normalize(normalize(text))).toBe(normalize(text)); //! relational business 2 property
    }),
  );
});

test('bounds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (n) => {
      const c = clamp(n, 0, 10);
      return c >= 0 && c <= 10; //! relational business 2 property
    }),
  );
});
