import { beforeAll, describe, expect, it } from 'vitest';
import { requireMay } from '@/lib/access/authorize';
import { makeCaller } from '@/lib/access/caller';
import type { Principal } from '@/lib/access/principal';
import type { Scope } from '@/lib/access/scopes';
import { plan, putPlans, putService } from '@/lib/controller/testing/world';
import { openIncident, resolveIncident } from '@/lib/incidents/incidents';
import { withTestDatabase } from '@/lib/testing/database';
import { joinTeam, makePerson, makeTeam } from '@/lib/testing/people';
import { liftFreeze } from './lift-freeze';
import { putFreeze } from './put-freeze';
import { listStanding } from './read-model';
import { type FreezeScope, freezeInputSchema } from './schema';

const db = withTestDatabase();
const clock = { now: () => Date.now() };
const deps = () => ({ db: db.prisma, clock, authorize: requireMay });
const incidents = () => ({ sql: db.sql, inTransaction: db.inTransaction, clock, authorize: requireMay });
let [org, lead, above]: Principal[] = [];

/** Somebody with a name of their own. */
async function somebody(name: string, role: 'viewer' | 'admin', team?: string): Promise<Principal> {
  const person = await makePerson(db, role);
  await db.prisma.user.update({ where: { id: person }, data: { name } });
  if (team) await joinTeam(db, person, team, name === 'Above' ? 'approver' : 'admin');
  return { kind: 'user', person, name };
}

beforeAll(async () => {
  await makeTeam(db, 'shop');
  await makeTeam(db, 'payments', 'shop');
  await putPlans(db, { plan: plan('canary', 'early 10 1h', 'broad 100 1h') });
  for (const name of ['pay', 'blog']) await putService(db, name, { provider: { url: 'http://127.0.0.1:1' } });
  await db.sql.query(`UPDATE service SET owner = 'payments' WHERE name = 'pay'`);
  await db.sql.query(`UPDATE service SET owner = 'press' WHERE name = 'blog'`);
  org = await somebody('Org', 'admin');
  lead = await somebody('Lead', 'viewer', 'payments');
  above = await somebody('Above', 'viewer', 'shop');
});

const put = (principal: Principal | undefined, name: string, scope: FreezeScope) =>
  putFreeze(deps(), {
    name,
    input: freezeInputSchema.parse({ scope, reason: 'why' }),
    principal: principal as Principal,
  });
const lift = (principal: Principal | undefined, name: string, held: Scope[] | null = null) => {
  const who = { principal: principal as Principal, via: 'session' as const, key: 'x', held, session: null };
  return liftFreeze(deps(), { name, caller: makeCaller(who, { role: 'viewer', teams: { payments: 'admin' } }) });
};
const forbidden = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ code: 'forbidden' });

describe('an admin of a team', () => {
  it.each<[FreezeScope, boolean]>([
    [{ service: 'pay' }, true],
    [{ team: 'payments' }, true],
    [{ service: 'blog' }, false],
    [{ team: 'press' }, false],
    [{ tier: 2 }, false],
    ['all', false],
  ])('freezes %j: %s', async (scope, allowed) => {
    const work = put(lead, 'own', scope);
    if (!allowed) return forbidden(work);
    expect((await work).freeze.active).toBe(true);
    expect((await lift(lead, 'own')).active).toBe(false);
  });

  it('neither lifts nor replaces what covers more than the team', async () => {
    await put(org, 'wide', 'all');
    await forbidden(lift(lead, 'wide'));
    await forbidden(put(lead, 'wide', { service: 'pay' }));
    expect((await listStanding(db.sql, 'blog')).items.map(({ name }) => name)).toEqual(['wide']);
    await db.prisma.freeze.delete({ where: { name: 'wide' } });
  });

  it('lifts by a token only when that holds admin', async () => {
    await put(lead, 'narrow', { service: 'pay' });
    await forbidden(lift(lead, 'narrow', ['read', 'release']));
    await lift(lead, 'narrow', ['read', 'admin']);
  });

  it('opens and ends incidents of its own', async () => {
    const open = (who: Principal | undefined, scopes: FreezeScope[]) =>
      openIncident(incidents(), { title: 'fire', severity: 'error', scopes }, who as Principal);
    const resolve = (who: Principal | undefined, { id }: { id: string }) =>
      resolveIncident(incidents(), { id, principal: who as Principal });
    await forbidden(open(lead, [{ service: 'pay' }, { service: 'blog' }]));
    const own = await open(lead, [{ service: 'pay' }]);
    expect((await resolve(above, own)).open).toBe(false);
    const wide = await open(org, ['all']);
    await forbidden(resolve(lead, wide));
    await resolve(org, wide);
  });
});

it('names who may override: of the team and above it first, then those everywhere', async () => {
  await put(org, 'pay-only', { service: 'pay' });
  await put(org, 'every', 'all');
  const named = async (service?: string) =>
    Object.fromEntries(
      (await listStanding(db.sql, service)).items
        .filter(({ kind }) => kind === 'freeze')
        .map(({ name, mayOverride }) => [name, mayOverride]),
    );
  expect(await named('pay')).toEqual({ 'pay-only': ['Above', 'Lead', 'Org'], every: ['Above', 'Lead', 'Org'] });
  expect(await named('blog')).toEqual({ every: ['Org'] });
  expect(await named()).toEqual({ 'pay-only': ['Above', 'Lead', 'Org'], every: ['Org'] });
});
