import { fee, isWeekend, parseAmount } from '../src/fees';

describe.each([
  ['EUR', 2],
  ['JPY', 0],
])('currency %s', (code, digits) => {
  it('has its digits', () => {
    expect(parseAmount('1', code).digits).toBe(digits); //! value business 3
  });
});

it.each([
  [100, 3],
  [200, 5],
  [0, 0],
])('charges %d', (amount, expected) => {
  expect(fee(amount)).toBe(expected); //! value business 3 table
});

it.each([
  ['2024-01-06', true],
  ['2024-01-07', true],
  ['2024-01-13', true],
])('%s is a weekend', (day, expected) => {
  expect(isWeekend(day)).toBe(expected); //! value business 2 constant-expected
});

test.each`
  text      | amount
  ${'1.50'} | ${150}
  ${'2'}    | ${200}
`('parses $text', ({ text, amount }) => {
  expect(parseAmount(text, 'EUR').cents).toBe(amount); //! value business 3
});

describe('generated', () => {
  for (const day of ['2024-01-06', '2024-01-07']) {
    it(`${day} costs extra`, () => {
      expect(fee(100, day)).toEqual(4); //! value business 3
    });
  }

  ['a', 'b'].forEach((name) => {
    test('rejects ' + name, () => {
      expect(() => parseAmount(name, 'EUR')).toThrow(SyntaxError); //! throws-specific business 2
    });
  });
});

describe.skip('later', () => {
  it('rounds', () => {
    expect(fee(1)).toBe(1); //! value business 3
  });
});

xit('waits', () => {
  expect(fee(2)).toBe(2); //! value business 3
});

fit('runs alone', () => {
  expect(fee(3)).toBe(1); //! value business 3
});

test.concurrent('in parallel', async () => {
  expect(await fee(3)).toBe(1); //! value business 3
});

it.only.each([[1], [2]])('only %d', (n) => {
  expect(fee(n)).not.toEqual(n); //! relational business 1
});
