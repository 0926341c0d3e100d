// Imitates a mature open-source invoicing service (TypeScript, jest, repository and mailer injected).
import { InvoiceService } from '../src/invoice-service';
import { InvoiceError, LockedInvoiceError } from '../src/errors';
import { roundHalfEven, allocate, taxFor } from '../src/money';
import { toInvoiceDto } from '../src/invoice-dto';
import { DEFAULT_PAYMENT_DAYS, TAX_CLASSES } from '../src/config';
import { expectMoney } from '@ledgerline/jest-money';
import type { Invoice, InvoiceRepository, Mailer } from '../src/types';

const silentLogger = { info: () => {}, warn: () => {}, error: () => {} };

function buildService(overrides: Partial<InvoiceRepository> = {}) {
  const repository: jest.Mocked<InvoiceRepository> = {
    find: jest.fn(),
    save: jest.fn().mockImplementation(async (invoice: Invoice) => invoice),
    nextNumber: jest.fn().mockResolvedValue('2024-0001'),
    ...overrides,
  } as jest.Mocked<InvoiceRepository>;
  const mailer: jest.Mocked<Mailer> = { send: jest.fn().mockResolvedValue(undefined) };
  return { service: new InvoiceService(repository, mailer, silentLogger), repository, mailer };
}

function expectBalanced(invoice: Invoice, cents: number) {
  const sum = invoice.lines.reduce((total, line) => total + line.cents, 0);
  expect(sum + invoice.taxCents).toBe(cents);
}

const draft = {
  customer: 'ada@example.org',
  lines: [
    { text: 'Book', cents: 1200, taxClass: 'reduced' },
    { text: 'Pen', cents: 150, taxClass: 'standard' },
  ],
};

describe('InvoiceService.create', () => {
  it('adds tax by class and rounds once per invoice', async () => {
    const { service } = buildService();
    const invoice = await service.create(draft);
    expect(invoice).toBeDefined(); //! existence shape 1 supporting
    expect(invoice.netCents).toBe(1350); //! value business 3
    expect(invoice.taxCents).toBe(113); //! value business 3
    expect(invoice.lines).toHaveLength(2); //! size shape 2
    expectBalanced(invoice, 1463); //! value business 3
  });

  it('numbers the invoice and stores it', async () => {
    const { service, repository } = buildService();
    const invoice = await service.create(draft);
    expect(invoice.number).toBe('2024-0001'); //! value business 2 pass-through
    expect(repository.nextNumber).toHaveBeenCalledTimes(1); //! call shape 1
    expect(repository.save).toHaveBeenCalledWith(expect.objectContaining({ netCents: 1350 })); //! call-args business 2
    expect(repository.save.mock.calls[0][0].state).toBe('draft'); //! call-args business 2
    expect(repository.find).not.toHaveBeenCalled(); //! call business 2 absent
  });

  it('keeps the customer it was given', async () => {
    const { service } = buildService();
    const invoice = await service.create({ ...draft, customer: 'bob@example.org' });
    expect(invoice.customer).toBe('bob@example.org'); //! value business 3 echo
  });

  it('has the default term of payment', async () => {
    const { service } = buildService();
    const invoice = await service.create(draft);
    expect(invoice.paymentDays).toBe(DEFAULT_PAYMENT_DAYS); //! value business 2 shared-constant
    expect(TAX_CLASSES.reduced).toBe(0.07); //! value business 3 constant-subject
  });

  it('maps to the public form', async () => {
    const { service } = buildService();
    const invoice = await service.create(draft);
    expect(service.describe(invoice)).toEqual(toInvoiceDto(invoice)); //! mirrored none 1 sut-computed
    expect(service.describe(invoice)).toEqual({ //! shape shape 2
      id: expect.any(String),
      number: expect.any(String),
      total: expect.any(Number),
    });
  });

  it.each([
    [[{ text: 'x', cents: 0, taxClass: 'standard' }], 'E_ZERO_LINE'],
    [[{ text: '', cents: 100, taxClass: 'standard' }], 'E_EMPTY_TEXT'],
    [[], 'E_NO_LINES'],
  ])('refuses bad lines %#', async (lines, code) => {
    const { service, repository } = buildService();
    await expect(service.create({ ...draft, lines })).rejects.toMatchObject({ code }); //! throws-specific business 3 table
    expect(repository.save).toHaveBeenCalledTimes(0); //! call business 2 absent table
  });
});

describe('InvoiceService.cancel', () => {
  it('refuses to cancel a locked invoice', async () => {
    const locked = { id: 'i1', state: 'locked', lines: [] } as unknown as Invoice;
    const { service, mailer } = buildService({ find: jest.fn().mockResolvedValue(locked) });
    await expect(service.cancel('i1')).rejects.toThrow(LockedInvoiceError); //! throws-specific business 2
    await expect(service.cancel('i1')).rejects.toThrow('i1 is locked'); //! throws-specific business 3
    expect(mailer.send).not.toBeCalled(); //! call business 2 absent
  });

  it('fails for an unknown invoice', async () => {
    const { service } = buildService({ find: jest.fn().mockResolvedValue(null) });
    await expect(service.cancel('nope')).rejects.toThrow(); //! throws-any shape 1
    expect.assertions(2);
    try {
      await service.cancel('nope');
    } catch (error) {
      expect((error as InvoiceError).code).toBe('E_NOT_FOUND'); //! throws-specific business 3
    }
  });

  it('returns what the repository holds', async () => {
    const stored = { id: 'i7', state: 'open', lines: [] } as unknown as Invoice;
    const { service, repository } = buildService({ find: jest.fn().mockResolvedValue(stored) });
    expect(await service.get('i7')).toEqual(stored); //! value business 2 pass-through
    expect(await repository.find('i7')).toBe(stored); //! vacuous none 0 mock-return
  });
});

describe('money', () => {
  test.each`
    amount   | rounded
    ${10.5}  | ${10}
    ${11.5}  | ${12}
    ${-2.5}  | ${-2}
  `('rounds $amount to $rounded', ({ amount, rounded }) => {
    expect(roundHalfEven(amount)).toBe(rounded); //! value business 3 table
  });

  it('taxes by class', () => {
    expect(taxFor(10000, 'standard')).toBe(10000 * TAX_CLASSES.standard); //! mirrored none 1 copied
    expect(taxFor(10000, 'reduced')).toBe(600 + 100); //! value business 3
  });

  it('allocates without losing a cent', () => {
    const parts = allocate(100, [1, 1, 1]);
    expect(parts.reduce((a: number, b: number) => a + b, 0)).toBe(100); //! value business 3
    expect(parts).toEqual([34, 33, 33]); //! value business 3
    expectMoney(parts[0]); //! unknown ambiguous 0
  });

  it('gives the same answer twice (deterministic)', () => {
    expect(allocate(77, [2, 3])).toEqual(allocate(77, [2, 3])); //! relational business 2
  });
});
