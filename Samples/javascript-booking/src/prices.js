// Prices of stays, in cents.

export const CITY_TAX_CENTS = 250;
export const LONG_STAY_NIGHTS = 7;
const LONG_STAY_PERCENT = 10;
const WEEKEND_PERCENT = 20;

/** Whole nights between two ISO days; the day of departure does not count. */
export function nights(from, to) {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (!Number.isInteger(days) || days <= 0) {
    throw new RangeError(`no stay from ${from} to ${to}`);
  }
  return days;
}

/** Friday and Saturday nights cost a fifth more. */
export function nightPrice(base, day) {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const isWeekend = weekday === 5 || weekday === 6;
  return isWeekend ? base + Math.round((base * WEEKEND_PERCENT) / 100) : base;
}

function addDays(day, count) {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

/** All nights, less the long-stay discount, plus tax per guest and night. */
export function stayPrice({ base, from, to, guests }) {
  const count = nights(from, to);
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    sum += nightPrice(base, addDays(from, index));
  }
  if (count >= LONG_STAY_NIGHTS) {
    sum -= Math.round((sum * LONG_STAY_PERCENT) / 100);
  }
  return sum + CITY_TAX_CENTS * guests * count;
}

/** What a guest gets back: all until a week before, half until the day before, then nothing. */
export function refundCents(total, daysBefore) {
  if (daysBefore >= 7) return total;
  if (daysBefore >= 1) return Math.floor(total / 2);
  return 0;
}
