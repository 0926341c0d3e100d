// The honest suite.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Bookings, Conflict, Forbidden, NotFound } from '../src/bookings.js';
import { nightPrice, nights, refundCents, stayPrice } from '../src/prices.js';
import { retry } from '../src/retry.js';

const desk = { role: 'desk', hotel: 'alpha' };
const guest = { role: 'guest', hotel: 'alpha' };
const stranger = { role: 'manager', hotel: 'beta' };

describe('prices', () => {
  it('counts nights, not days', () => {
    assert.equal(nights('2024-02-28', '2024-03-01'), 2);
    assert.throws(() => nights('2024-03-01', '2024-03-01'), /no stay from 2024-03-01/);
  });

  it('charges a fifth more on Friday and Saturday nights only', () => {
    const week = ['2024-06-06', '2024-06-07', '2024-06-08', '2024-06-09'];
    assert.deepEqual(
      week.map((day) => nightPrice(9_999, day)),
      [9_999, 11_999, 11_999, 9_999],
    );
  });

  it('adds city tax for each guest and night', () => {
    const stay = { base: 10_000, from: '2024-06-10', to: '2024-06-12', guests: 2 };
    assert.equal(stayPrice(stay), 21_000);
  });

  it('gives a tenth off from the seventh night on', () => {
    const stay = { base: 10_000, from: '2024-06-10', guests: 1 };
    assert.equal(stayPrice({ ...stay, to: '2024-06-16' }), 64_000 + 1_500);
    assert.equal(stayPrice({ ...stay, to: '2024-06-17' }), 66_600 + 1_750);
  });

  for (const [daysBefore, expected] of [[8, 1_001], [7, 1_001], [6, 500], [1, 500], [0, 0]]) {
    it(`refunds ${expected} of 1001 when cancelled ${daysBefore} days before`, () => {
      assert.equal(refundCents(1_001, daysBefore), expected);
    });
  }
});

describe('bookings', () => {
  let bookings;
  let sent;
  const stay = { room: 12, from: '2024-06-10', to: '2024-06-12', base: 10_000, key: 'a' };

  beforeEach(() => {
    sent = [];
    bookings = new Bookings((...message) => sent.push(message));
  });

  it('books, and tells what and for how much', () => {
    const row = bookings.book(desk, stay);
    assert.equal(row.total, 20_500);
    assert.deepEqual(sent, [['booked', 1, 20_500]]);
  });

  it('is harmless when repeated with the same key', () => {
    const first = bookings.book(desk, stay);
    assert.equal(bookings.book(desk, stay), first);
    assert.equal(bookings.list(desk).length, 1);
  });

  it('refuses a room that is taken, but not from the day of departure on', () => {
    bookings.book(desk, stay);
    const next = { ...stay, key: 'b' };
    assert.throws(() => bookings.book(desk, { ...next, from: '2024-06-11' }), Conflict);
    assert.equal(
      bookings.book(desk, { ...next, from: '2024-06-12', to: '2024-06-13' }).id, 2);
    assert.equal(bookings.book(stranger, { ...stay, key: 'c' }).hotel, 'beta');
  });

  it('takes one to four guests', () => {
    assert.throws(() => bookings.book(desk, { ...stay, guests: 0 }), /one to four/);
    assert.throws(() => bookings.book(desk, { ...stay, guests: 5 }), /one to four/);
    assert.equal(bookings.book(desk, { ...stay, guests: 4 }).total, 22_000);
  });

  it('hides the bookings of other hotels', () => {
    const row = bookings.book(desk, stay);
    assert.throws(() => bookings.get(stranger, row.id), NotFound);
    assert.deepEqual(bookings.list(stranger), []);
    assert.equal(bookings.get(guest, row.id), row);
  });

  it('lists by arrival and leaves out cancelled bookings', () => {
    const late = bookings.book(desk, { ...stay, room: 1, from: '2024-07-01', to: '2024-07-02' });
    const early = bookings.book(desk, { ...stay, key: 'b' });
    assert.deepEqual(bookings.list(desk), [early, late]);
    bookings.cancel(desk, early.id, '2024-06-01');
    assert.deepEqual(bookings.list(desk), [late]);
  });

  it('cancels once, by the desk or a manager, and pays back by the calendar', () => {
    const row = bookings.book(desk, stay);
    assert.throws(() => bookings.cancel(guest, row.id, '2024-06-09'), Forbidden);
    assert.equal(bookings.cancel(desk, row.id, '2024-06-09'), 10_250);
    assert.equal(bookings.cancel(desk, row.id, '2024-06-09'), 0);
    assert.deepEqual(sent.at(-1), ['cancelled', row.id, 10_250]);
    const other = bookings.book(stranger, { ...stay, key: 'z' });
    assert.equal(bookings.cancel(stranger, other.id, '2024-06-01'), 20_500);
  });

  it('frees the room that was cancelled', () => {
    const row = bookings.book(desk, stay);
    bookings.cancel(desk, row.id, '2024-06-09');
    assert.equal(bookings.book(desk, { ...stay, key: 'b' }).id, 2);
  });

  it('counts a room as occupied from arrival to the night before departure', () => {
    bookings.book(desk, stay);
    const days = ['2024-06-09', '2024-06-10', '2024-06-11', '2024-06-12'];
    assert.deepEqual(days.map((day) => bookings.occupancy(desk, day, 3)), [0, 33, 33, 0]);
    assert.equal(bookings.occupancy(desk, '2024-06-10', 0), 0);
  });
});

describe('retry', () => {
  it('waits longer each time and gives up after the last attempt', async () => {
    const waits = [];
    const work = async (attempt) => {
      throw new Error(`attempt ${attempt}`);
    };
    const wait = async (delay) => waits.push(delay);
    await assert.rejects(retry(work, { wait }), /attempt 3/);
    assert.deepEqual(waits, [100, 200]);
  });

  it('does not repeat what cannot succeed', async () => {
    let calls = 0;
    const work = async () => {
      calls += 1;
      throw Object.assign(new Error('gone'), { permanent: true });
    };
    await assert.rejects(retry(work), /gone/);
    assert.equal(calls, 1);
  });

  it('answers what the successful attempt answered', async () => {
    const work = async (attempt) => {
      if (attempt < 2) throw new Error('not yet');
      return `done in ${attempt}`;
    };
    assert.equal(await retry(work), 'done in 2');
  });
});
