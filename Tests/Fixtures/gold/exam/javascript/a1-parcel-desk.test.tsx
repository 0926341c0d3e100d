/**
 * Parcel desk: pricing, the HTTP routes, the carrier client and the tracking card.
 *
 * Kept in step with docs/parcels.md; AGENTS.md says how these suites are laid out.
 */
import assert from 'node:assert';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import '@testing-library/jest-dom/jest-globals';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Express } from 'express';
import request from 'supertest';
import { z } from 'zod';

import { expectAuditTrail } from '@parcel-desk/test-kit';
import { createApp } from '../src/app';
import { CarrierClient, RateLimitedError } from '../src/carrier/client';
import { toParcelDto } from '../src/parcels/dto';
import { ParcelService } from '../src/parcels/service';
import { BASE_FEE, normalisePostcode, PER_HALF_KILO, quotePostage } from '../src/pricing/postage';
import type { Mailer, Parcel, ParcelEvent, ParcelStore } from '../src/types';
import { TrackingCard } from '../src/web/TrackingCard';

class MemoryStore implements ParcelStore {
  private rows = new Map<string, Parcel>();

  async insert(parcel: Parcel): Promise<Parcel> {
    if (this.rows.has(parcel.id)) {
      throw new Error(`duplicate parcel ${parcel.id}`);
    }
    this.rows.set(parcel.id, parcel);
    return parcel;
  }

  async find(id: string): Promise<Parcel | null> {
    return this.rows.get(id) ?? null;
  }

  async all(): Promise<Parcel[]> {
    return [...this.rows.values()];
  }
}

class RecordingMailer implements Mailer {
  sent: Array<{ to: string; template: string; data: Record<string, unknown> }> = [];
  failNext = false;

  async send(to: string, template: string, data: Record<string, unknown>): Promise<void> {
    assert(to.includes('@'), `not an address: ${to}`);
    if (this.failNext) {
      this.failNext = false;
      throw new Error('smtp is down');
    }
    this.sent.push({ to, template, data });
  }
}

/** Answers the carrier's routes in order; anything else is a mistake of the test. */
function fakeNetwork(routes: Record<string, Array<() => Response>>) {
  const seen: Request[] = [];
  const fetchImpl = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const req = new Request(input, init);
    seen.push(req);
    const key = `${req.method} ${new URL(req.url).pathname}`;
    const queue = routes[key];
    if (!queue) throw new Error(`unexpected request: ${key}`);
    const answer = queue.length > 1 ? queue.shift()! : queue[0];
    return answer();
  };
  return { fetchImpl, seen };
}

const json = (status: number, body: unknown) => () =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

function makeParcel(over: Partial<Parcel> = {}): Parcel {
  return {
    id: 'p-1',
    tracking: 'LX123456789GB',
    recipient: 'Ada Byron',
    email: 'ada@example.test',
    postcode: 'SW1A 1AA',
    zone: 'UK-1',
    grams: 750,
    state: 'accepted',
    events: [],
    ...over,
  };
}

async function signIn(app: Express): Promise<string> {
  const res = await request(app).post('/session').send({ email: 'desk@example.test', password: 'open sesame' });
  if (res.status !== 201) {
    throw new Error(`could not sign in: ${res.status} ${res.text}`);
  }
  return `Bearer ${res.body.token}`;
}

const ParcelRow = z.object({ id: z.string(), tracking: z.string(), grams: z.number().int() });

describe('postage', () => {
  it.each([
    [100, 'UK-1', 295],
    [750, 'UK-1', 385],
    [750, 'EU-2', 1240],
    [2000, 'EU-2', 1995],
  ] as const)('%d g to %s costs %d', (grams, zone, pence) => {
    expect(quotePostage(grams, zone)).toBe(pence); //! value business 3 table
  });

  it('charges every started half kilo', () => {
    const grams = 1200;
    const steps = Math.ceil(grams / 500);

    expect(quotePostage(grams, 'UK-1')).toBe(BASE_FEE + steps * PER_HALF_KILO); //! mirrored none 1 copied ? value
  });

  it('never gets cheaper as parcels get heavier', () => {
    const ladder = [100, 500, 501, 2000].map((grams) => quotePostage(grams, 'EU-2'));

    ladder.slice(1).forEach((price, i) => {
      expect(price).toBeGreaterThanOrEqual(ladder[i]); //! relational business 2
    });
  });

  it('does not care how a postcode is typed', () => {
    expect(normalisePostcode(' sw1a1aa ')).toBe(normalisePostcode('SW1A 1AA')); //! relational business 2 ? mirrored
  });

  it('prices a standard parcel', () => {
    const first = quotePostage(750, 'UK-1');
    const second = quotePostage(750, 'UK-1');

    expect(second).toBe(first); //! mirrored none 0 self-call
  });
});

describe('HTTP routes', () => {
  let store: MemoryStore;
  let mailer: RecordingMailer;
  let app: Express;
  let token: string;

  beforeEach(async () => {
    store = new MemoryStore();
    mailer = new RecordingMailer();
    app = createApp({ store, mailer, secret: 'for tests only' });
    token = await signIn(app);
  });

  const post = (body: object) => request(app).post('/parcels').set('Authorization', token).send(body);

  it('POST /parcels registers a parcel and hands out a label', async () => {
    const res = await post({ recipient: 'Ada Byron', email: 'ada@example.test', postcode: 'sw1a1aa', grams: 750 });

    expect(res.status).toBe(201); //! status-only business 2 decision
    expect(res.body).toMatchObject({ postcode: 'SW1A 1AA', zone: 'UK-1' }); //! value-partial business 2
    expect(res.body.tracking).toMatch(/^[A-Z]{2}\d{9}[A-Z]{2}$/); //! type-only shape 1 ? value-partial
    expect(Date.parse(res.body.expectedAt)).toBeGreaterThan(Date.parse(res.body.createdAt)); //! relational business 2
    expect(mailer.sent).toEqual([ //! call-args business 2
      { to: 'ada@example.test', template: 'parcel-registered', data: { tracking: expect.any(String) } },
    ]);
  });

  it('POST /parcels refuses callers without a session', async () => {
    await request(app).post('/parcels').send({ recipient: 'Eve', postcode: 'SW1A 1AA', grams: 10 }).expect(401); //! status-only business 2 decision

    expect(await store.all()).toHaveLength(0); //! size business 2 absent
    expect(mailer.sent).toHaveLength(0); //! call business 2 absent ? size
  });

  it('POST /parcels explains what is wrong with a weightless parcel', async () => {
    const { status, body } = await post({ recipient: 'Ada Byron', postcode: 'SW1A 1AA' });

    expect(status).toBe(422); //! status-only business 2 decision
    expect(body.errors).toContainEqual({ field: 'grams', code: 'required' }); //! value-partial business 2
  });

  it('GET /parcels lists the parcels of one zone', async () => {
    await store.insert(makeParcel());
    await store.insert(makeParcel({ id: 'p-2', zone: 'EU-2' }));
    await store.insert(makeParcel({ id: 'p-3' }));

    const res = await request(app).get('/parcels?zone=UK-1').set('Authorization', token).expect('Content-Type', /json/); //! shape shape 1

    expect(Object.keys(res.body).sort()).toEqual(['items', 'nextCursor', 'total']); //! shape shape 2 supporting
    expect(res.body.items).toHaveLength(2); //! size shape 2 supporting
    for (const row of res.body.items) {
      expect(row.tracking).toBeTruthy(); //! existence shape 1
    }
    expect(res.body.items.map((row: Parcel) => row.id)).toEqual(['p-1', 'p-3']); //! value business 3
  });

  it('GET /parcels answers in the published format', async () => {
    await store.insert(makeParcel());
    const res = await request(app).get('/parcels').set('Authorization', token);
    console.info('first row', res.body.items[0]);

    expect(res.body.items.length).toBeGreaterThanOrEqual(0); //! vacuous none 0 impossible
    expect(ParcelRow.safeParse(res.body.items[0]).success).toBe(true); //! shape shape 2
    expect(res).toSatisfyApiSpec(); //! unknown ambiguous 0 ? shape
  });

  it('GET /parcels/:id shows one parcel', async () => {
    const stored = await store.insert(makeParcel({ grams: 90 }));
    const res = await request(app).get('/parcels/p-1').set('Authorization', token);

    expect(res.body).toEqual(toParcelDto(stored)); //! mirrored none 1 sut-computed
  });

  it('GET /parcels/:id does not know strangers', async () => {
    const res = await request(app).get('/parcels/nope').set('Authorization', token);

    expect(res.status).toBe(404); //! status-only shape 1 error-status supporting
    expect(res.body.detail).toBe('No parcel with the id nope.'); //! value business 3
  });
});

describe('ParcelService', () => {
  let store: MemoryStore;
  let mailer: RecordingMailer;
  let service: ParcelService;

  beforeEach(() => {
    store = new MemoryStore();
    mailer = new RecordingMailer();
    service = new ParcelService({ store, mailer });
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('records a scan on the parcel it is given', () => {
    const parcel = makeParcel();
    const { events } = parcel;

    service.record(parcel, { kind: 'scanned', at: '2024-03-01T08:00:00Z' });

    expect(parcel.events).toEqual(events); //! mirrored none 0 aliasing ? relational
    expect(parcel.state).toBe('in-transit'); //! value business 3
  });

  it('has no answer for a parcel nobody registered', async () => {
    expect(await service.get('p-404')).toBeNull(); //! existence business 2 absent
  });

  it('fetches a parcel from the store', async () => {
    const row = makeParcel({ id: 'p-9', grams: 90 });
    jest.spyOn(store, 'find').mockResolvedValue(row);

    expect(await service.get('p-9')).toBe(row); //! value business 2 pass-through ? vacuous
  });

  it('asks the carrier for a price', async () => {
    const carrier = { quote: jest.fn(async (_zone: string) => ({ pence: 410, currency: 'GBP' })) };

    const { pence } = await carrier.quote('EU-2');

    expect(pence).toBe(410); //! vacuous none 0 mock-return
  });

  it('returns the latest event', async () => {
    const event: ParcelEvent = { kind: 'delivered', at: '2024-03-02T10:30:00Z' };
    jest.spyOn(service, 'latestEvent').mockResolvedValue(event);

    const latest = await service.latestEvent('p-1');

    expect(latest).toEqual({ kind: 'delivered', at: '2024-03-02T10:30:00Z' }); //! vacuous none 0 mock-return
  });

  it('keeps going when the mail server is down', async () => {
    await store.insert(makeParcel());
    mailer.failNext = true;
    expect(mailer.failNext).toBe(true); //! vacuous none 0 no-sut

    await expect(service.notify('p-1')).resolves.not.toThrow(); //! no-throw shape 1
    expectAuditTrail(store, 'p-1', ['notify-failed']); //! unknown ambiguous 0
  });
});

describe('CarrierClient', () => {
  const sleep = jest.fn(async (_ms: number) => undefined);

  beforeEach(() => {
    sleep.mockClear();
  });

  function clientFor(routes: Record<string, Array<() => Response>>) {
    const network = fakeNetwork(routes);
    const client = new CarrierClient({ key: 'k-123', fetch: network.fetchImpl, sleep });
    return { client, seen: network.seen };
  }

  it('can be built', () => {
    const { client } = clientFor({});
    const nodeEnv = process.env.NODE_ENV;

    expect(client).toBeInstanceOf(CarrierClient); //! vacuous none 0 impossible ? type-only
    expect(nodeEnv === 'test' || true).toBe(true); //! vacuous none 0 constant
  });

  it('signs its requests', async () => {
    const { client, seen } = clientFor({ 'GET /track/LX1': [json(200, { events: [] })] });
    await client.track('LX1');

    expect(seen[0].headers.get('authorization')).toBe('Bearer k-123'); //! call-args business 2 ? value
  });

  it('waits longer after every refusal', async () => {
    const busy = json(429, {});
    const { client } = clientFor({ 'GET /track/LX1': [busy, busy, json(200, { events: [] })] });
    await client.track('LX1');

    expect(sleep).toHaveBeenNthCalledWith(2, 400); //! call-args business 2
  });

  it('gives up after three waits', async () => {
    const { client } = clientFor({ 'GET /track/LX1': [json(429, {})] });

    await expect(client.track('LX1')).rejects.toThrow(RateLimitedError); //! throws-specific business 2
    expect(sleep).toHaveBeenCalledTimes(3); //! call shape 1
  });

  it('turns down what it cannot ask for', async () => {
    const { client } = clientFor({ 'DELETE /parcels/LX1': [json(410, { code: 'gone' })] });

    await expect(client.track('')).rejects.toThrow('tracking number is empty'); //! throws-specific business 3
    await expect(client.cancel('LX1')).rejects.toMatchObject({ code: 'E_GONE', retryable: false }); //! throws-specific business 3
  });

  it('does not hide a broken network', async () => {
    const { client } = clientFor({});

    await expect(client.track('LX1')).rejects.toThrow(); //! throws-any shape 1
  });

  it('tells passing trouble from lasting trouble', () => {
    const dropped = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

    expect(dropped.code).toBe('ECONNRESET'); //! vacuous none 0 no-sut
    expect(CarrierClient.isTransient(dropped)).toBe(true); //! value business 3
    expect(CarrierClient.isTransient(new Error('bad key'))).toBe(false); //! value business 3
  });

  it('lists zones by name', async () => {
    const { client } = clientFor({ 'GET /zones': [json(200, [{ name: 'UK-1' }, { name: 'EU-2' }])] });

    expect(await client.zones()).toEqual(expect.arrayOf(expect.any(String))); //! type-only shape 1
  });
});

describe('<TrackingCard />', () => {
  const events: ParcelEvent[] = [
    { kind: 'accepted', at: '2024-03-01T08:00:00Z' },
    { kind: 'scanned', at: '2024-03-01T19:12:00Z' },
    { kind: 'out-for-delivery', at: '2024-03-02T07:45:00Z' },
  ];

  it('shows where the parcel is', () => {
    render(<TrackingCard parcel={makeParcel({ events })} onRefresh={() => undefined} />);

    expect(screen.getByRole('heading', { name: 'Parcel LX123456789GB' })).toBeInTheDocument(); //! value-partial business 2 ? existence
    expect(screen.queryByText(/delivered to/i)).not.toBeInTheDocument(); //! existence business 2 absent ? relational
    expect(within(screen.getByRole('list')).getAllByRole('listitem')).toHaveLength(3); //! size shape 2
  });

  it('refreshes on request', async () => {
    const user = userEvent.setup();
    const onRefresh = jest.fn();
    render(<TrackingCard parcel={makeParcel()} onRefresh={onRefresh} />);

    await user.click(screen.getByRole('button', { name: 'Refresh' }));

    expect(onRefresh).toHaveBeenCalledTimes(1); //! call shape 1
    expect(await screen.findByRole('status')).toBeInTheDocument(); //! existence shape 1
  });

  it('looks calm before the first scan', () => {
    const { container } = render(<TrackingCard parcel={makeParcel()} onRefresh={() => undefined} />);

    expect(screen.queryByRole('alert')); //! vacuous none 0 incomplete
    expect(container.firstChild).toMatchSnapshot(); //! snapshot ambiguous 2
  });
});
