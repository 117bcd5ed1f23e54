import { beforeAll, expect, it } from 'vitest';
import { reconcileBatch } from '@/lib/controller/reconcile';
import { ANNA, laneDeps, plan, putPlans, putService, release, rowOf } from '@/lib/controller/testing/world';
import { AppError } from '@/lib/errors';
import { proceed } from '@/lib/releases/proceed';
import { withTestDatabase } from '@/lib/testing/database';
import { applyPolicies } from './apply-policies';
import { deletePolicy, listPolicies, putPolicy } from './policies';
import { type PolicyInput, policyInputSchema } from './schema';

const db = withTestDatabase();
const deps = () => ({ sql: db.sql, inTransaction: db.inTransaction, clock: { now: () => Date.now() } });
const apply = () => applyPolicies(deps(), Date.now());
const put = (name: string, input: object) =>
  putPolicy(deps(), { name, input: policyInputSchema.parse(input) as PolicyInput, principal: ANNA, expected: null });

async function budget(service: string, remaining: number | null, burning: object[] = []) {
  await db.sql.query(
    `INSERT INTO slo (service, name, spec, kind) VALUES ($1, 'availability', '{}', 'ratio') ON CONFLICT DO NOTHING`,
    [service],
  );
  await db.sql.query(
    `INSERT INTO slo_state (slo_id, service, slo, as_of, window_start, sums, status, remaining, burning, no_data)
     SELECT id, service, name, now(), now(), '{}', 'x', $2::float8, $3::jsonb, $2::float8 IS NULL FROM slo WHERE service = $1
     ON CONFLICT (slo_id) DO UPDATE SET remaining = excluded.remaining, burning = excluded.burning, no_data = excluded.no_data`,
    [service, remaining, JSON.stringify(burning)],
  );
}

async function reconcile(service: string): Promise<void> {
  for (let i = 0; i < 4; i += 1) {
    await db.sql.query(
      "UPDATE command SET status = 'accepted', attempts = 1, accepted_at = now(), settled_at = now(), next_attempt_at = NULL WHERE status = 'queued'",
    );
    await db.sql.query('UPDATE service_control SET due_at = now() WHERE service = $1', [service]);
    await reconcileBatch(laneDeps(db), [], 200);
  }
}

beforeAll(async () => {
  await putPlans(db, { plan: { ...plan('canary', 'early 10 1h', 'broad 100 1h'), rollback: { automatic: true } } });
  for (const name of ['spent', 'burns', 'tiered', 'quiet'])
    await putService(db, name, { provider: { url: 'http://127.0.0.1:1' } });
});

const audits = (service: string) =>
  db.sql
    .query<{ type: string }>("SELECT type FROM audit_event WHERE service = $1 AND type LIKE 'freeze.%' ORDER BY seq", [
      service,
    ])
    .then((rows) => rows.map(({ type }) => type));

it('by default: spent freezes until it is back; a security fix passes; no data changes nothing', async () => {
  await budget('spent', -0.2);
  expect(await apply()).toEqual({ set: 1, lifted: 0 });
  expect(await apply()).toEqual({ set: 0, lifted: 0 });
  expect(await proceed(db.sql, 'spent', 'v1')).toMatchObject({
    proceed: false,
    blockers: [{ kind: 'budget', detail: 'Error budget of availability is spent (−20 % left)' }],
  });
  expect(await proceed(db.sql, 'spent', 'v1', 'security_fix')).toMatchObject({ proceed: true });
  expect(await proceed(db.sql, 'quiet', 'v1')).toMatchObject({ proceed: true });
  await budget('spent', null);
  expect(await apply()).toEqual({ set: 0, lifted: 0 });
  await budget('spent', 0.01);
  expect(await apply()).toEqual({ set: 0, lifted: 1 });
  expect(await proceed(db.sql, 'spent', 'v1')).toMatchObject({ proceed: true });
  expect(await audits('spent')).toEqual(['freeze.set', 'freeze.lifted']);
});

it('page-level burn during a release of that service rolls it back; before it, the release waits', async () => {
  await budget('burns', 0.6, [{ severity: 'page', long: '1h', short: '5m', rate: 15.2 }]);
  await apply();
  const first = await release(db, 'burns', 'v1');
  await reconcile('burns');
  expect((await rowOf(db, first.id)).status).toBe('pending');
  expect(await proceed(db.sql, 'burns', 'v1')).toMatchObject({ proceed: false, blockers: [{ kind: 'budget' }] });
  await budget('burns', 0.6);
  await apply();
  await reconcile('burns');
  expect((await rowOf(db, first.id)).status).toBe('holding');
  await budget('burns', 0.5, [{ severity: 'page', long: '1h', short: '5m', rate: 15.2 }]);
  await apply();
  await reconcile('burns');
  const row = await rowOf(db, first.id);
  expect(row.status).toBe('rolled_back');
  expect(row.reason).toContain('15× too fast');
});

it('the narrowest policy counts, a change is taken at once, and one scope has one policy', async () => {
  await budget('tiered', 0.3);
  await put('careful', { scope: { tier: 2 }, rules: [{ remainingAtMost: 0.5, effect: 'wait' }], allows: [] });
  await apply();
  expect(await proceed(db.sql, 'tiered', 'v1', 'revert')).toMatchObject({ proceed: false });
  await put('own', { scope: { service: 'tiered' }, rules: [{ remainingAtMost: 0.1, effect: 'hold' }] });
  await apply();
  expect(await proceed(db.sql, 'tiered', 'v1')).toMatchObject({ proceed: true });
  await expect(put('other', { scope: { tier: 2 }, rules: [{ remainingAtMost: 0, effect: 'hold' }] })).rejects.toThrow(
    AppError,
  );
  await expect(
    put('other', { scope: { service: 'none' }, rules: [{ remainingAtMost: 0, effect: 'hold' }] }),
  ).rejects.toThrow(/no service/);
  await deletePolicy(deps(), { name: 'own', principal: ANNA });
  await apply();
  expect(await proceed(db.sql, 'tiered', 'v1')).toMatchObject({ proceed: false });
  expect((await listPolicies(db.sql)).items.map(({ name }) => name)).toEqual(['careful']);
  const jobs = await db.sql.query("SELECT FROM outbox WHERE queue = 'budget-policies'");
  expect(jobs.length).toBeGreaterThan(0);
});
