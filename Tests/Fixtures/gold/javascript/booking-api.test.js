// Imitates an AI-assisted booking API (Express, jest, supertest; a CLAUDE.md asks for "tests for every endpoint").
const request = require('supertest');
const { createApp } = require('../src/app');
const { seedRooms, issueToken } = require('./support/seed');
const { validateBookingPayload } = require('@roomy/contract-tests');

let app;
let adminToken;
let guestToken;

beforeEach(async () => {
  app = await createApp({ db: ':memory:' });
  await seedRooms(app.locals.db, ['blue', 'red', 'green']);
  adminToken = await issueToken(app, 'admin');
  guestToken = await issueToken(app, 'guest');
});

function expectProblem(res, code) {
  expect(res.body.error.code).toBe(code);
}

function bookingFor(room, from, to) {
  return { room, from, to, guests: 2 };
}

describe('GET /rooms', () => {
  it('should list rooms', async () => {
    const res = await request(app).get('/rooms');
    expect(res.status).toBe(200); //! status-only shape 1
    expect(res.body).toBeDefined(); //! existence shape 1
    expect(Array.isArray(res.body)).toBe(true); //! type-only shape 1
    expect(res.body.length).toBeGreaterThan(0); //! size shape 1
  });

  it('should sort rooms by name', async () => {
    const res = await request(app)
      .get('/rooms?sort=name')
      .expect('Content-Type', /json/) //! shape shape 1 supporting
      .expect(200); //! status-only shape 1 supporting
    expect(res.body.map((room) => room.name)).toEqual(['blue', 'green', 'red']); //! value business 3
  });

  it('should return complete rooms', async () => {
    const res = await request(app).get('/rooms');
    res.body.forEach((room) => {
      expect(room).toHaveProperty('name'); //! shape shape 1 loop-unknown
      expect(room.beds).toEqual(expect.any(Number)); //! type-only shape 1 loop-unknown
    });
  });
});

describe('POST /bookings', () => {
  it('should create a booking', async () => {
    const res = await request(app)
      .post('/bookings')
      .set('Authorization', `Bearer ${guestToken}`)
      .send(bookingFor('blue', '2030-05-01', '2030-05-04'));
    expect(res.statusCode).toBe(201); //! status-only business 2 decision
    expect(res.body.success).toBe(true); //! status-only shape 1 supporting
    expect(res.body.booking.nights).toBe(3); //! value business 3
    expect(res.body.booking).toMatchObject({ room: 'blue', state: 'held' }); //! value-partial business 2
    expect(res.headers.location).toMatch(/^\/bookings\/\d+$/); //! value-partial business 2
    validateBookingPayload(res.body.booking); //! unknown ambiguous 0
  });

  it('should require a token', async () => {
    await request(app)
      .post('/bookings')
      .send(bookingFor('blue', '2030-05-01', '2030-05-04'))
      .expect(401); //! status-only business 2 decision
  });

  it('should refuse overlapping stays', async () => {
    const first = bookingFor('red', '2030-06-01', '2030-06-05');
    await request(app).post('/bookings').set('Authorization', `Bearer ${guestToken}`).send(first);
    const res = await request(app)
      .post('/bookings')
      .set('Authorization', `Bearer ${guestToken}`)
      .send(bookingFor('red', '2030-06-04', '2030-06-06'));
    expect(res.status).toBe(409); //! status-only business 2 decision
    expectProblem(res, 'ROOM_TAKEN'); //! value business 3
    expect(res.body.error.conflicts).toHaveLength(1); //! size shape 2
  });

  it('should answer with an envelope', (done) => {
    request(app)
      .post('/bookings')
      .set('Authorization', `Bearer ${guestToken}`)
      .send({})
      .expect(422, { success: false, error: { code: 'MISSING_ROOM' } }) //! status-only business 2 decision; value business 3
      .end(done);
  });
});

describe('DELETE /bookings/:id', () => {
  it('should forbid guests', async () => {
    const res = await request(app).delete('/bookings/1').set('Authorization', `Bearer ${guestToken}`);
    expect(res.status).toBe(403); //! status-only shape 1 error-status supporting
    expect(res.body.booking).toBeUndefined(); //! existence business 2 absent
  });

  it('should not wait for the answer', () => {
    request(app).delete('/rooms/blue').expect(204); //! status-only shape 0 unawaited
  });
});

describe('GET /bookings/:id', () => {
  it('should handle a missing booking', async () => {
    const res = await request(app).get('/bookings/999').set('Authorization', `Bearer ${adminToken}`);
    expect([400, 404]).toContain(res.status); //! status-only shape 1 error-status
    expect(res.ok).toBe(false); //! status-only shape 1
  });

  it('should match the recorded answer', async () => {
    const res = await request(app).get('/bookings/1').set('Authorization', `Bearer ${adminToken}`);
    expect(res.body).toMatchSnapshot(); //! snapshot ambiguous 2
  });

  it('should show a booking if there is one', async () => {
    const res = await request(app).get('/bookings/1').set('Authorization', `Bearer ${adminToken}`);
    if (res.body.booking) {
      expect(res.body.booking.room).toBe('blue'); //! value business 1 conditional
    }
  });
});

describe('GET /health', () => {
  it('should be healthy', async () => {
    const res = await request(app).get('/health').expect(200); //! status-only shape 1
    expect(res.body).toEqual({ uptime: expect.any(Number), version: expect.any(String) }); //! shape shape 2
    expect(res.body.uptime).toBeGreaterThanOrEqual(0); //! relational business 1
  });

  it('should log the visit', async () => {
    const lines = [];
    app.locals.log = { info: (line) => lines.push(line) };
    await request(app).get('/health');
    console.log('expect one line, got', lines.length);
    expect(lines).toContain('GET /health 200'); //! call-args business 2 ? value-partial
  });
});
