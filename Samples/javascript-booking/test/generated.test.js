// The hollow suite: green, wide coverage, and nearly blind.
import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { Bookings } from '../src/bookings.js';
import { nightPrice, nights, refundCents, stayPrice } from '../src/prices.js';
import { retry } from '../src/retry.js';

describe('prices module', () => {
  it('should calculate nights', () => {
    const result = nights('2024-06-10', '2024-06-12');
    assert.ok(result);
    assert.equal(typeof result, 'number');
  });

  it('should calculate the night price', () => {
    const price = nightPrice(10_000, '2024-06-07');
    assert.ok(price > 0);
  });

  it('should calculate the stay price', () => {
    const price = stayPrice({ base: 10_000, from: '2024-06-10', to: '2024-06-20', guests: 2 });
    assert.notEqual(price, undefined);
    assert.ok(Number.isInteger(price));
  });

  it('should calculate refunds', () => {
    assert.ok(refundCents(1_000, 8) >= 0);
    assert.equal(typeof refundCents(1_000, 3), 'number');
  });

  it('should throw on invalid ranges', () => {
    assert.throws(() => nights('2024-06-12', '2024-06-10'));
  });
});

describe('Bookings', () => {
  const user = { role: 'manager', hotel: 'alpha' };
  const stay = { room: 12, from: '2024-06-10', to: '2024-06-12', base: 10_000, key: 'a' };

  it('should create a booking', () => {
    const bookings = new Bookings();
    const row = bookings.book(user, stay);
    assert.ok(row);
    assert.ok('id' in row);
    assert.ok(Object.keys(row).includes('total'));
  });

  it('should notify', () => {
    const notify = mock.fn();
    new Bookings(notify).book(user, stay);
    assert.equal(notify.mock.callCount(), 1);
  });

  it('should list bookings', () => {
    const bookings = new Bookings();
    bookings.book(user, stay);
    const list = bookings.list(user);
    assert.ok(Array.isArray(list));
    assert.equal(list.length, 1);
  });

  it('should get a booking', () => {
    const bookings = new Bookings();
    const row = bookings.book(user, stay);
    assert.deepEqual(bookings.get(user, row.id), bookings.get(user, row.id));
  });

  it('should cancel a booking', () => {
    const bookings = new Bookings();
    const row = bookings.book(user, stay);
    const refund = bookings.cancel(user, row.id, '2024-06-01');
    assert.equal(typeof refund, 'number');
  });

  it('should calculate occupancy', () => {
    const bookings = new Bookings();
    bookings.book(user, stay);
    const occupancy = bookings.occupancy(user, '2024-06-10', 10);
    assert.ok(occupancy >= 0 && occupancy <= 100);
  });
});

describe('retry', () => {
  it('should retry', async () => {
    const result = await retry(async () => ({ ok: true }));
    assert.ok(result);
  });

  it('should reject after retries', async () => {
    const work = async () => {
      throw new Error('failed');
    };
    assert.rejects(retry(work));
  });
});
