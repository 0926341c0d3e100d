import { total, addTax, applyDiscount, splitPayment, Cart } from '../src/cart';
import * as clock from '../src/clock';
import { DEFAULT_CURRENCY } from '../src/settings';
import { saveOrder } from '../src/orders';

describe('Cart', () => {
  let cart;

  beforeEach(() => {
    cart = new Cart();
    cart.add({ sku: 'tea', price: 450, quantity: 2 });
  });

  test('adds up the lines', () => {
    expect(total(cart)).toBe(900); //! value business 3
    expect(cart.lines).toHaveLength(1); //! size shape 2
    expect(cart.lines[0]).toEqual({ sku: 'tea', price: 450, quantity: 2 }); //! value business 3
  });

  it('starts out empty', () => {
    const empty = new Cart();
    expect(empty.lines).toEqual([]); //! size business 2 absent
    expect(empty.lines).toHaveLength(0); //! size business 2 absent
    expect(empty.coupon).toBeNull(); //! existence business 2 absent
    expect(empty.owner).toBeUndefined(); //! existence business 2 absent
    expect(empty.lines).not.toBeNull(); //! existence shape 1
  });

  it('adds tax', () => {
    const taxed = addTax(cart, 19);
    expect(taxed).toBeDefined(); //! existence shape 1
    expect(typeof taxed).toBe('number'); //! type-only shape 1
    expect(taxed).toBeCloseTo(1071, 2); //! value business 3
    expect(taxed).toBeGreaterThan(0); //! relational business 1
    expect(taxed).toBeLessThanOrEqual(2000); //! relational business 2
    expect(taxed).not.toBe(900); //! relational business 1 negative
    expect(Number.isInteger(taxed)).toBe(true); //! type-only shape 1
  });

  it('knows the shape of a receipt', () => {
    const receipt = cart.receipt();
    const kind = typeof receipt;
    expect(kind).toBe('object'); //! type-only shape 1
    expect(receipt).toBeInstanceOf(Object); //! type-only shape 1
    expect(Array.isArray(receipt.lines)).toBe(true); //! type-only shape 1
    expect(receipt).toHaveProperty('total'); //! shape shape 1
    expect(receipt).toHaveProperty('total', 900); //! value business 3
    expect(receipt).toHaveProperty('lines[0].sku', 'tea'); //! value business 3
    expect(Object.keys(receipt)).toEqual(['total', 'lines', 'issued']); //! shape shape 2
    expect(Object.keys(receipt).length).toBe(3); //! size shape 2
    expect('total' in receipt).toBe(true); //! shape shape 1
    expect(receipt.lines.length).toBeGreaterThan(0); //! size shape 1
    expect(receipt.lines.length).toBe(1); //! size shape 2
  });

  it('reads containers leaf by leaf', () => {
    const receipt = cart.receipt();
    expect(receipt).toEqual({ total: expect.any(Number), lines: expect.any(Array) }); //! shape shape 2
    expect(receipt).toEqual(expect.objectContaining({ total: 900 })); //! value-partial business 2
    expect(receipt).toEqual({ total: 900, issued: expect.any(Date) }); //! value business 3
    expect(receipt).toMatchObject({ lines: [{ sku: 'tea' }] }); //! value-partial business 2
    expect(receipt).toMatchObject({ lines: expect.any(Array) }); //! shape shape 1
    expect(receipt).toMatchObject({}); //! type-only shape 1
    expect(receipt).toEqual(expect.anything()); //! existence shape 1
    expect(receipt.lines).toEqual(expect.arrayContaining([])); //! type-only shape 1
    expect(receipt.tags).toEqual(expect.arrayOf(expect.any(String))); //! type-only shape 1
    expect(receipt.note).toEqual(expect.stringContaining('thank')); //! value-partial business 2
    expect(receipt.note).toBe(''); //! value business 3
    expect(receipt.extras).toEqual({}); //! size business 2 absent
  });

  it('matches parts of text and lists', () => {
    const skus = cart.skus();
    expect(skus).toContain('tea'); //! value-partial business 2
    expect(skus).not.toContain('coffee'); //! relational business 1 negative
    expect(cart.describe()).toMatch(/2 × tea/); //! value-partial business 2
    expect(cart.describe()).toMatch(/.*/); //! vacuous none 0 impossible
    expect(cart.describe()).toContain(''); //! vacuous none 0 impossible
    expect(skus.includes('tea')).toBe(true); //! value-partial business 2
    expect(cart.describe().startsWith('2')).toBeTruthy(); //! value-partial business 2
    expect(cart.lines).toContainEqual({ sku: 'tea', price: 450, quantity: 2 }); //! value-partial business 2
  });

  it('refuses nonsense', () => {
    expect(() => cart.add(null)).toThrow(); //! throws-any shape 1
    expect(() => cart.add(null)).toThrow(Error); //! throws-any shape 1
    expect(() => cart.add(null)).toThrow(RangeError); //! throws-specific business 2
    expect(() => cart.add({ price: -1 })).toThrow('negative price'); //! throws-specific business 3
    expect(() => cart.add({ price: -1 })).toThrow(/negative/); //! throws-specific business 3
    expect(() => cart.add({ price: -1 })).toThrow(new CartError('negative price')); //! throws-specific business 3
    expect(() => cart.add({ price: 1 })).not.toThrow(); //! no-throw shape 1
    expect(() => cart.add({ price: 1 })).toThrow(''); //! throws-any shape 1
  });

  it('never proves anything', () => {
    expect(true).toBe(true); //! vacuous none 0 constant
    expect(1 + 1).toBe(2); //! vacuous none 0 constant
    expect(total(cart)); //! vacuous none 0 incomplete
    expect(total(cart)).toBeTruthy; //! vacuous none 0 incomplete
    expect(cart.lines.length).toBeGreaterThanOrEqual(0); //! vacuous none 0 impossible
    const price = 450;
    expect(price).toBe(450); //! vacuous none 0
    expect(new Cart()).toBeDefined(); //! vacuous none 0 impossible
  });

  it('mirrors the code', () => {
    expect(total(cart)).toBe(total(cart)); //! mirrored none 0
    expect(applyDiscount(cart, 10)).toEqual(splitPayment(cart, 10)); //! mirrored none 1
  });

  it('stays deterministic', () => {
    expect(total(cart)).toBe(total(cart)); //! relational business 2
  });

  it('keeps the currency', () => {
    expect(cart.currency).toBe(DEFAULT_CURRENCY); //! value business 2 shared-constant
  });

  it('calls the clock', () => {
    const now = jest.spyOn(clock, 'now').mockReturnValue(5);
    cart.receipt();
    expect(now).toHaveBeenCalled(); //! call shape 1
    expect(now).toHaveBeenCalledTimes(1); //! call shape 1
    
  });

  it('saves with arguments', async () => {
    const save = jest.fn();
    await saveOrder(cart, save);
    expect(save).toHaveBeenCalledWith({ total: 900 }); //! call-args business 2
    expect(save).toHaveBeenCalledWith(expect.any(Object)); //! call shape 1
    expect(save).toHaveBeenLastCalledWith(expect.objectContaining({ total: 900 })); //! call-args business 2
    expect(save.mock.calls[0][0]).toEqual({ total: 900 }); //! call-args business 2
    expect(save.mock.calls.length).toBe(1); //! call shape 1
    expect(save.mock.calls).toHaveLength(1); //! call shape 1
    const audit = jest.fn();
    expect(audit).not.toHaveBeenCalled(); //! call business 2 absent
    expect(audit).toHaveBeenCalledTimes(0); //! call business 2 absent
  });

  it('keeps its picture', () => {
    expect(cart.receipt()).toMatchSnapshot(); //! snapshot ambiguous 2
    expect(() => cart.add(null)).toThrowErrorMatchingSnapshot(); //! snapshot ambiguous 2
  });

  it.todo('supports vouchers');

  it('does nothing visible', () => {
    cart.clear();
  });
});
