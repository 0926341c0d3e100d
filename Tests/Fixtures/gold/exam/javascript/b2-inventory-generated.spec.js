'use strict';

/**
 * Unit tests for the inventory module.
 * Generated to reach the coverage target of 90 %.
 */
const chai = require('chai');
const chaiAsPromised = require('chai-as-promised');
const request = require('supertest');
const sinon = require('sinon');
const sinonChai = require('sinon-chai');
const { shouldBehaveLikeRepository, verifyStockLedger } = require('warehouse-test-kit');

const {
  bundlePrice,
  formatSku,
  InventoryService,
  LEAD_DAYS,
  reorderLevel,
  SAFETY_FACTOR,
} = require('../src/inventory');
const { applyDiscount } = require('../src/pricing');
const { createServer } = require('../src/server');

chai.use(sinonChai);
chai.use(chaiAsPromised);
chai.should();
const { assert, expect } = chai;

function toCents(amount) {
  return Math.round(amount * 100);
}

function tokenFor(role) {
  const token = Buffer.from(JSON.stringify({ role })).toString('base64');
  if (!token) {
    throw new Error(`no token for ${role}`);
  }
  return `Bearer ${token}`;
}

describe('InventoryService', () => {
  let repo;
  let logger;
  let mailer;
  let service;

  beforeEach(() => {
    repo = {
      all: sinon.stub().resolves([]),
      findBySku: sinon.stub(),
      save: sinon.stub().callsFake(async (row) => {
        assert.isObject(row, 'the repository stores objects');
        return row;
      }),
    };
    logger = { info: sinon.spy(), warn: sinon.spy() };
    mailer = { send: sinon.stub().resolves() };
    service = new InventoryService(repo, { logger, mailer });
  });

  afterEach(() => {
    sinon.restore();
  });

  it('should be created successfully', () => {
    expect(service).to.exist; //! vacuous none 0 impossible
  });

  it('should have all the required methods', () => {
    expect(service).to.respondTo('reserve'); //! shape shape 1
    expect(service.release).to.be.a('function'); //! type-only shape 1
  });

  it('should find stock in the repository', async () => {
    repo.findBySku.resolves({ sku: 'A-001', onHand: 12 });

    const found = await repo.findBySku('A-001');

    expect(found.onHand).to.equal(12); //! vacuous none 0 mock-return
  });

  it('should return the item', async () => {
    const stubbed = { sku: 'A-001', onHand: 12 };
    repo.findBySku.resolves(stubbed);

    const item = await service.get('A-001');

    expect(item).to.deep.equal(stubbed); //! value business 2 pass-through ? vacuous
  });

  it('should return null when the item does not exist', async () => {
    repo.findBySku.resolves(null);

    assert.isNull(await service.get('Z-999')); //! existence business 2 absent pass-through
  });

  it('should reserve stock', async () => {
    repo.findBySku.resolves({ sku: 'A-001', onHand: 12 });

    const item = await service.reserve('A-001', 5);

    expect(item.updatedAt).to.not.be.undefined; //! existence shape 1
    expect(repo.save).to.have.been.calledOnce; //! call shape 1 supporting
    expect(repo.save.firstCall.args[0].onHand).to.equal(7); //! call-args business 2
    sinon.assert.calledWith(logger.info, 'reserved', sinon.match({ sku: 'A-001', quantity: 5 })); //! call-args business 2
    sinon.assert.callOrder(repo.findBySku, repo.save); //! call shape 2
  });

  it('should handle insufficient stock', async () => {
    repo.findBySku.resolves({ sku: 'A-001', onHand: 2 });

    try {
      await service.reserve('A-001', 500);
    } catch (error) {
      expect(error.message).to.include('A-001'); //! throws-specific business 1 caught
    }
    expect(repo.save).to.not.have.been.called; //! call business 2 absent
  });

  it('should validate input', async () => {
    await expect(service.reserve('A-001', -1)).to.be.rejectedWith(RangeError); //! throws-specific business 2
    await expect(service.reserve()).to.be.rejected; //! throws-any shape 1
  });

  it('should refresh', async () => {
    await expect(service.refresh()).to.be.fulfilled; //! no-throw shape 1
    expect(await service.lowStock()).to.be.an('array').that.is.empty; //! type-only shape 1 supporting; size business 2 absent
  });

  it('should notify the buyer', async () => {
    await service.notifyLow({ sku: 'A-001', onHand: 1, buyer: 'buyer@example.test' });

    expect(mailer.send).to.have.been.calledWithMatch({ to: 'buyer@example.test', template: 'low-stock' }); //! call-args business 2
  });

  it('should detect low stock', () => {
    assert.strictEqual(service.isLow({ onHand: 2, minimum: 5 }), true); //! value business 2
  });

  it('should tag the item it was given', () => {
    const item = { sku: 'A-001', tags: [] };

    const tagged = service.tag(item, 'fragile');

    expect(tagged.tags).to.deep.equal(item.tags); //! mirrored none 0 aliasing ? relational
  });

  it('should change the version', async () => {
    const item = { sku: 'A-001', onHand: 12, version: 'v1' };
    repo.findBySku.resolves({ ...item });

    const { version } = await service.reserve('A-001', 1);

    expect(version).to.not.equal(item.version); //! relational business 2 negative
  });

  it('should compute the total', () => {
    sinon.stub(service, 'total').returns(99);

    const result = service.total();

    expect(result).to.equal(99); //! vacuous none 0 mock-return
  });

  it('should load items', () => {
    repo.findBySku.resolves({ sku: 'A-001', onHand: 12 });

    service.get('A-001').then((item) => {
      expect(item.onHand).to.equal(12); //! value business 0 unawaited pass-through
    });
  });

  it('should behave like a repository', () => {
    shouldBehaveLikeRepository(() => repo); //! unknown ambiguous 0
  });

  describe('report', () => {
    let report;

    beforeEach(async () => {
      repo.all.resolves([
        { sku: 'A-001', onHand: 12, price: 1.5 },
        { sku: 'B-022', onHand: 0, price: 4 },
        { sku: 'C-333', onHand: 6, price: 4 },
      ]);
      report = await service.report();
    });

    it('should generate a report', () => {
      expect(report).to.equal(report); //! vacuous none 0 self-comparison
      expect(report).to.have.property('generatedAt'); //! shape shape 1
    });

    it('should contain the lines', () => {
      try {
        assert.lengthOf(report.lines, 3); //! size shape 0 swallowed
      } catch (error) {
        console.log('report has an unexpected length', error);
      }
      expect(report.lines.map((line) => line.sku)).to.include.members(['A-001', 'C-333']); //! value-partial business 2
    });

    it('should have the correct total and warnings', () => {
      expect(report.total).to.equal(42); //! value business 3
      expect(report.warnings).to.have.lengthOf.above(0); //! size shape 1
      expect(report.warnings).to.have.lengthOf; //! vacuous none 0 incomplete
    });

    it('should be consistent with the ledger', () => {
      verifyStockLedger(report); //! unknown ambiguous 0
    });
  });
});

describe('helpers', () => {
  it('should format the SKU', () => {
    const sku = formatSku('a1');

    sku.should.be.a('string'); //! type-only shape 1 supporting
    sku.should.equal('A-001'); //! value business 3
  });

  it('should format the same SKU', () => {
    expect(formatSku('b22')).to.equal(formatSku('b22')); //! mirrored none 0 self-call
  });

  it('should throw for an invalid SKU', () => {
    expect(() => formatSku('')).to.throw('SKU is empty'); //! throws-specific business 3
    expect(() => formatSku(null)).to.throw(); //! throws-any shape 1
    expect(() => formatSku('a1')).to.not.throw(); //! no-throw shape 1
  });

  it('should calculate the reorder level', () => {
    const daily = 4;
    const level = reorderLevel(daily);

    expect(level).to.be.above(0); //! relational business 1
    expect(level).to.equal(Math.ceil(daily * LEAD_DAYS * SAFETY_FACTOR)); //! mirrored none 1 copied ? value
  });

  it('should calculate the bundle price', () => {
    const expected = applyDiscount(40, 0.1);

    expect(bundlePrice([15, 25], 0.1)).to.equal(expected); //! mirrored none 1 sut-computed
    expect(bundlePrice([15, 25], 0.1)).to.be.below(bundlePrice([15, 25], 0)); //! relational business 2
  });

  it('should convert to cents', () => {
    expect(toCents(1.5)).to.equal(150); //! vacuous none 0 no-sut
  });

  it('should describe errors', () => {
    const error = new Error('Out of stock');
    error.code = 'E_STOCK';
    const { code, message } = error;

    expect(`${code}: ${message}`).to.equal('E_STOCK: Out of stock'); //! vacuous none 0 no-sut
  });
});

describe('stock API', () => {
  const item = { sku: 'A-001', onHand: 12, reserved: 0 };
  let server;

  before(() => {
    server = createServer({ items: [item] });
  });

  after((done) => {
    server.close(done);
  });

  it('should switch roles', () => {
    const fakeRequest = { user: { role: 'clerk' } };
    fakeRequest.user.role = 'manager';

    expect(fakeRequest.user.role).to.equal('manager'); //! vacuous none 0 no-sut
  });

  it('should get stock', async () => {
    const res = await request(server).get('/stock/A-001').expect(200); //! status-only shape 1

    expect(res.body).to.have.all.keys('sku', 'onHand', 'reserved'); //! shape shape 2
    if (res.body.sku) {
      expect(res.body).to.deep.include({ sku: 'A-001' }); //! value-partial business 1 conditional
    }
  });

  it('should list stock', async () => {
    const res = await request(server).get('/stock').set('Accept', 'text/csv');

    expect(res.ok).to.be.true; //! status-only shape 1 supporting
    res.text.should.contain('A-001'); //! value-partial business 2
  });

  it('should not let clerks delete stock', async () => {
    await request(server).delete('/stock/A-001').set('Authorization', tokenFor('clerk')).expect(403); //! status-only business 2 decision
  });

  it('should let managers delete stock', async () => {
    const res = await request(server).delete('/stock/A-001').set('Authorization', tokenFor('manager'));

    expect(res).to.have.property('status', 204); //! status-only business 2 decision ? value
  });

  it('should create stock', async () => {
    const res = await request(server).post('/stock').send({ sku: 'D-004', onHand: 3 });

    expect(res.body.id).to.be.ok; //! existence shape 1
  });

  it('should be ready for production', (done) => {
    setImmediate(() => {
      expect(true).to.be.true; //! vacuous none 0 constant
      done();
    });
  });
});
