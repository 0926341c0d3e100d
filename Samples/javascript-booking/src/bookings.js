import { nights, refundCents, stayPrice } from './prices.js';

export class Conflict extends Error {}
export class Forbidden extends Error {}
export class NotFound extends Error {}

function overlaps(a, b) {
  return a.from < b.to && b.from < a.to;
}

/** Bookings of one hotel group; every hotel is a tenant of its own. */
export class Bookings {
  #rows = [];
  #notify;

  constructor(notify = () => {}) {
    this.#notify = notify;
  }

  /** Books a room unless somebody else has it; the key makes a repeated request harmless. */
  book(user, { room, from, to, guests = 1, base, key }) {
    const repeated = this.#rows.find((row) => row.key === key && row.hotel === user.hotel);
    if (repeated) return repeated;
    if (guests < 1 || guests > 4) throw new RangeError('one to four guests');
    nights(from, to);
    const taken = this.#rows.some(
      (row) =>
        row.hotel === user.hotel &&
        row.room === room &&
        row.cancelledAt === null &&
        overlaps(row, { from, to }),
    );
    if (taken) throw new Conflict(`room ${room} is taken`);
    const row = {
      id: this.#rows.length + 1,
      hotel: user.hotel,
      room,
      from,
      to,
      key,
      total: stayPrice({ base, from, to, guests }),
      cancelledAt: null,
    };
    this.#rows.push(row);
    this.#notify('booked', row.id, row.total);
    return row;
  }

  get(user, id) {
    const row = this.#rows.find((row) => row.id === id && row.hotel === user.hotel);
    if (!row) throw new NotFound(`booking ${id}`);
    return row;
  }

  /** Live bookings of the user's hotel, by arrival. */
  list(user) {
    return this.#rows
      .filter((row) => row.hotel === user.hotel && row.cancelledAt === null)
      .sort((a, b) => a.from.localeCompare(b.from));
  }

  /** Only the front desk and managers cancel; the refund depends on how early. */
  cancel(user, id, today) {
    if (user.role !== 'desk' && user.role !== 'manager') {
      throw new Forbidden(`${user.role} may not cancel`);
    }
    const row = this.get(user, id);
    if (row.cancelledAt !== null) return 0;
    const daysBefore = (Date.parse(row.from) - Date.parse(today)) / 86_400_000;
    row.cancelledAt = today;
    const refund = refundCents(row.total, daysBefore);
    this.#notify('cancelled', row.id, refund);
    return refund;
  }

  /** Occupied share of the rooms on one day, in whole per cent. */
  occupancy(user, day, rooms) {
    const busy = this.list(user).filter((row) => row.from <= day && day < row.to).length;
    return rooms === 0 ? 0 : Math.round((100 * busy) / rooms);
  }
}
