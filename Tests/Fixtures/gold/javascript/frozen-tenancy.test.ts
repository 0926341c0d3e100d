// Imitates a multi-tenant SaaS core (TypeScript, vitest): isolation, roles, invitations, quotas. Frozen.
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { z } from 'zod';
import { TenantStore } from '../src/tenant-store';
import { Directory } from '../src/directory';
import { QuotaExceeded, TenancyError, ForbiddenError } from '../src/errors';
import { can } from '../src/policy';
import { PLAN_LIMITS, slugFor } from '../src/plans';
import { assertNoCrossTenantReads } from '@acme/tenancy-audit';
import * as clock from '../src/clock';

const Member = z.object({ id: z.string(), role: z.string(), email: z.string() });

expect.extend({
  toBelongTo(received: { tenantId: string }, tenantId: string) {
    return { pass: received.tenantId === tenantId, message: () => `wrong tenant ${received.tenantId}` };
  },
});

let store: TenantStore;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.spyOn(clock, 'now').mockReturnValue(new Date('2024-03-01T09:00:00Z'));
  store = new TenantStore();
  await store.addTenant('acme', { plan: 'team' });
  await store.addTenant('globex', { plan: 'free' });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('isolation', () => {
  it('never shows rows of another tenant', async () => {
    await store.insert('acme', { title: 'roadmap' });
    await store.insert('globex', { title: 'invoices' });
    const rows = await store.rows('acme');
    expect(rows).toHaveLength(1); //! size shape 2 supporting
    expect(rows[0].title).toBe('roadmap'); //! value business 3 echo
    expect(rows.every((row) => row.tenantId === 'acme')).toBe(true); //! relational business 2
    assertNoCrossTenantReads(store); //! unknown ambiguous 0
  });

  it('marks each row with its owner', async () => {
    const row = await store.insert('globex', { title: 'plan' });
    expect(row).toBelongTo('globex'); //! value business 3 echo
    expect(row.id).toBeTypeOf('string'); //! type-only shape 1
    expect(row.id).not.toBe(''); //! relational business 1 negative
  });

  it('answers null for a foreign id', async () => {
    const row = await store.insert('globex', { title: 'plan' });
    expect(await store.get('acme', row.id)).toBeNull(); //! existence business 2 absent
    expect(await store.rows('acme')).toEqual([]); //! size business 2 absent
  });

  it('refuses to write into a foreign row', async () => {
    const row = await store.insert('globex', { title: 'plan' });
    await expect(store.update('acme', row.id, { title: 'mine' })).rejects.toBeInstanceOf(ForbiddenError); //! throws-specific business 2
    expect((await store.get('globex', row.id))?.title).toBe('plan'); //! value business 3 echo
  });
});

describe('roles', () => {
  it.each([
    ['owner', 'billing:write', true],
    ['member', 'billing:write', false],
    ['member', 'docs:read', true],
  ] as const)('%s may %s: %s', (role, action, allowed) => {
    expect(can(role, action)).toBe(allowed); //! value business 3 table
  });

  it('lists the permissions of a guest', () => {
    expect(can.permissionsOf('guest')).toContain('docs:read'); //! value-partial business 2
    expect(can.permissionsOf('guest')).not.toContain('docs:write'); //! relational business 1 negative
    expect(can.permissionsOf('guest').length).toBeGreaterThan(0); //! size shape 1 supporting
  });

  it('has a predicate with a narrow type', () => {
    expectTypeOf(can).returns.toBeBoolean(); //! type-only shape 0
  });
});

describe('invitations', () => {
  it('has the shape of a member', async () => {
    const member = await new Directory(store).invite('acme', 'eve@acme.test');
    expect(Member.safeParse(member).success).toBe(true); //! shape shape 2
    Member.parse(member); //! shape shape 2 implicit
    expect(member).toHaveProperty('role', 'member'); //! value business 3
  });

  it('tells the mailer', async () => {
    const send = vi.fn<(to: string, kind: string) => Promise<void>>().mockResolvedValue();
    await new Directory(store, { send }).invite('acme', 'eve@acme.test');
    expect(send).toHaveBeenCalledOnce(); //! call shape 1 supporting
    expect(send).toHaveBeenCalledWith('eve@acme.test', 'invitation'); //! call-args business 2
    expect(send).toHaveBeenCalledWith(expect.anything(), expect.any(String)); //! call shape 1 supporting
  });

  it('expires after a week', async () => {
    const directory = new Directory(store);
    const member = await directory.invite('acme', 'eve@acme.test');
    expect(member.expiresAt.toISOString()).toBe('2024-03-08T09:00:00.000Z'); //! value business 3
    expect(member.expiresAt.getTime()).toBeGreaterThan(member.invitedAt.getTime()); //! relational business 2
    vi.setSystemTime(new Date('2024-03-09T00:00:00Z'));
    await expect(directory.accept(member.id)).rejects.toThrowError(/expired/); //! throws-specific business 3
  });
});

describe('quotas', () => {
  it('stops at the limit of the plan', async () => {
    for (let i = 0; i < 3; i++) await store.insert('globex', { title: `n${i}` });
    await expect(store.insert('globex', { title: 'n3' })).rejects.toThrow(QuotaExceeded); //! throws-specific business 2
    await expect(store.insert('globex', { title: 'n3' })).rejects.toThrow(Error); //! throws-any shape 1
    expect(PLAN_LIMITS.free.rows).toBe(3); //! value business 3 constant-subject
  });

  it('does not mind a team', async () => {
    await expect(store.insert('acme', { title: 'n' })).resolves.not.toThrow(); //! no-throw shape 1
    expect(() => store.check('acme')).not.toThrow(); //! no-throw shape 1
    expect(() => store.check('acme')).not.toThrow(TenancyError); //! no-throw shape 1 misleading
  });

  it('derives the slug', () => {
    const tenant = store.tenant('acme');
    expect(tenant.slug).toBe(slugFor('acme')); //! mirrored none 1 sut-computed
    expect(slugFor('Café & Söhne')).toBe('cafe-soehne'); //! value business 3
    expect(slugFor('Café & Söhne')).toMatchInlineSnapshot(`"cafe-soehne"`); //! snapshot ambiguous 2 ? value
  });

  it.skip('bills the excess', async () => {
    expect(await store.excess('acme')).toBe(0); //! value business 0 dead
  });
});
