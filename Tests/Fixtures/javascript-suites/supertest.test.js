const request = require('supertest');
const app = require('../app');

describe('GET /orders', () => {
  it('lists orders', async () => {
    const res = await request(app).get('/orders').expect(200); //! status-only shape 1
    expect(res.body).toHaveLength(2); //! size shape 2
    expect(res.body[0].total).toBe(900); //! value business 3
  });

  it('answers json', async () => {
    await request(app)
      .get('/orders')
      .expect('Content-Type', /json/) //! shape shape 1
      .expect(200, { id: 1 }); //! status-only shape 1, value business 3
  });

  it('is the classic generated test', async () => {
    const res = await request(app).get('/orders/1');
    expect(res.status).toBe(200); //! status-only shape 1
    expect(res.statusCode).toEqual(200); //! status-only shape 1
    expect(res.body).toBeDefined(); //! existence shape 1
    expect(res.body.success).toBe(true); //! status-only shape 1
    expect(res.ok).toBe(true); //! status-only shape 1
    expect(res.headers['content-type']).toMatch(/json/); //! shape shape 1
  });

  it('inspects in a function', (done) => {
    request(app)
      .get('/orders/1')
      .expect((res) => {
        if (res.body.id !== 1) throw new Error('wrong id'); //! value business 3
      })
      .expect(200, done); //! status-only shape 1
  });

  it('forgets to wait', () => {
    request(app).get('/orders').expect(200); //! status-only shape 0 unawaited
  });

  it('refuses a stranger alone', async () => {
    const res = await request(app).delete('/audit').set('Authorization', 'none');
    expect(res.status).toBe(403); //! status-only shape 1 error-status
  });
});

describe('GET /secret', () => {
  it('needs a token', async () => {
    const res = await request(app).get('/secret');
    expect(res.status).toBe(401); //! status-only business 2 decision
  });

  it('opens with a token', async () => {
    const res = await request(app).get('/secret').set('Authorization', 'Bearer good');
    expect(res.status).toBe(200); //! status-only business 2 decision
  });
});
