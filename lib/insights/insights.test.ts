import { beforeAll, expect, test } from 'vitest';
import { CONTROLLER } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import { sealPending } from '@/lib/audit/seal';
import { toSql } from '@/lib/db/sql';
import { uuidv7 } from '@/lib/shared/uuid';
import { withTestDatabase } from '@/lib/testing/database';
import { readDora } from './dora';
import { readExecutive } from './executive';
import { rollUp } from './roll-up';
import { doraSchema, executiveSchema } from './schema';

const db = withTestDatabase();
const DAY = 86_400_000;
const now = Math.floor(Date.now() / DAY) * DAY + 12 * 3_600_000;
const roll = () => db.inTransaction((sql) => rollUp(sql, now));
/** Two seals bring the low mark past everything; the sums go as far as that. */
const settle = async () => {
  for (let i = 0; i < 3; i += 1) await db.inTransaction(sealPending);
};

async function release(
  service: string,
  status: string,
  extra: { desired?: number; attention?: number } = {},
): Promise<string> {
  const id = uuidv7(now);
  await db.sql.query(
    `INSERT INTO release (id, service, version, plan_name, plan_version, plan, mechanism, created_by, created_by_name, created_at, status, state, desired, attention_class)
     VALUES ($1, $2, $3, 'p', 1, '{}', 'canary', 'x', 'x', now(), $4::"ReleaseStatus", '{}', $5, $6)`,
    [id, service, id.slice(-6), status, extra.desired ?? 0, extra.attention ?? 0],
  );
  return id;
}

async function history(
  id: string,
  service: string,
  facts: [type: string, daysAgo: number, data?: Record<string, unknown>][],
) {
  await db.inTransaction((sql) =>
    appendAudit(
      sql,
      facts.map(([type, daysAgo, data = {}]) => ({
        chain: id,
        releaseId: id,
        service,
        type,
        actor: CONTROLLER,
        data,
        at: new Date(now - daysAgo * DAY),
        reason: 'errors 3×',
      })),
    ),
  );
}

const sample = (
  sql: Pick<typeof db.sql, 'query'>,
  requests: number,
  errors: number,
  { at = now - 60_000, users = null as number | null, version = '1' } = {},
) =>
  sql.query(
    `INSERT INTO telemetry_sample (service, version, at, interval_ms, source, requests, errors, latency_bounds, latency_counts, users_affected)
     VALUES ('checkout', $1, $2, 10000, $3, $4, $5, '{}', '{}', $6)`,
    [version, new Date(at), uuidv7(now), requests, errors, users],
  );

const served = async () =>
  (
    await db.sql.query<{ requests: number; errors: number }>(
      'SELECT sum(requests)::int AS requests, sum(errors)::int AS errors FROM insight_day',
    )
  )[0];

beforeAll(async () => {
  for (const [name, tier] of [
    ['checkout', 1],
    ['search', 2],
  ] as const) {
    await db.sql.query(
      `INSERT INTO service (name, display_name, owner, tier, plan, rollback_window_ms, provider, telemetry) VALUES ($1, $1, 'shop', $2, 'p', 0, '{}', '{}')`,
      [name, tier],
    );
  }
  await db.sql.query('SELECT ensure_telemetry_partitions($1::date, $2::date)', [
    new Date(now - 2 * DAY),
    new Date(now + DAY),
  ]);
});

test('before anything happened', async () => {
  const dora = doraSchema.parse(await readDora(db.sql, now));
  expect(dora).toMatchObject({
    deploymentFrequency: { now: null },
    changeFailRate: { now: null },
    changes: { started: 0 },
    completeTo: null,
  });
  const page = executiveSchema.parse(await readExecutive(db.sql, now));
  expect(page.health).toMatchObject([{ service: 'checkout', good: null, budgetLeft: null }, { service: 'search' }]);
  expect(page.usersAffected).toEqual({ now: null, days7: 0, days7Before: null });
  expect(page.sentences).toEqual(['No release is under way, so none is hurting anyone.']);
});

test('every sample is added once, also one that commits late', async () => {
  const late = await db.connect();
  await late.query('BEGIN');
  await sample(toSql(late), 1_000, 7);
  await sample(db.sql, 10_000, 3, { users: 40 });
  await roll();
  expect(await served()).toBeDefined();
  await late.query('COMMIT');
  await roll();
  await roll();
  expect(await served()).toEqual({ requests: 11_000, errors: 10 });
});

test('changes, failures and recovery, by day', async () => {
  const good = await release('checkout', 'completed');
  await history(good, 'checkout', [
    ['release.started', 2],
    ['release.completed', 1],
  ]);
  const bad = await release('search', 'rolled_back');
  await history(bad, 'search', [
    ['release.started', 3],
    ['gate.failed', 3 - 1 / 1440],
    ['rollback.commanded', 3 - 2 / 1440, { automatic: true }],
    ['release.rolled_back', 3 - 11 / 1440],
  ]);
  const takenBack = await release('checkout', 'rolled_back');
  await history(takenBack, 'checkout', [
    ['release.started', 45],
    ['release.completed', 40],
    ['rollback.commanded', 40],
    ['release.rolled_back', 39.99],
  ]);
  await settle();
  await roll();
  await roll();
  const dora = doraSchema.parse(await readDora(db.sql, now));
  expect(dora.changes).toEqual({ started: 2, completed: 1, failed: 1, rework: 0 });
  expect(dora.changeFailRate).toEqual({ now: 0.5, before: 1, band: null, of: 2 });
  expect(dora.recoveryTimeMs.now).toBeCloseTo(600_000, -3);
  expect(dora.deploymentFrequency.now).toBeCloseTo(2 / 30, 1);
  expect(dora.changeLeadTimeMs).toMatchObject({ now: null, why: expect.any(String) });
  expect(dora.weeks).toHaveLength(12);
  expect(dora.weeks.reduce((sum, week) => sum + week.started, 0)).toBe(3);
  const page = await readExecutive(db.sql, now);
  // 40 people met errors that no release is to blame for; what failed in these days does not count people.
  expect(page.usersAffected).toEqual({ now: null, days7: null, days7Before: null });
  await db.sql.query('UPDATE insight_failure SET users_hurt = 12 WHERE service = $1', ['search']);
  expect((await readExecutive(db.sql, now)).usersAffected.days7).toBe(12);
  // The other was taken back forty days ago.
  expect(page.rolledBack.map(({ service, automatic }) => [service, automatic])).toEqual([['search', true]]);
  expect(page.takenBack).toEqual({ days: 30, count: 1 });
});

test('what is in flight, whom it hurts, and health', async () => {
  const id = await release('checkout', 'paused', { desired: 500, attention: 8 });
  await release('search', 'holding', { desired: 100, attention: 2 });
  await sample(db.sql, 0, 0, { at: Date.now(), version: id.slice(-6), users: 77 });
  await db.sql.query("INSERT INTO telemetry_source (service, source, last_seen) VALUES ('checkout', '', $1)", [
    new Date(now),
  ]);
  const page = executiveSchema.parse(await readExecutive(db.sql, now));
  expect(page.inFlight).toMatchObject({
    total: 2,
    hurting: [{ service: 'checkout', exposure: 5, leaving: false }],
    running: 1,
  });
  expect(page.sentences[0]).toBe('One of two releases has a problem.');
  expect(page.health[0]).toMatchObject({ service: 'checkout', objectiveKind: 'reference', requests: 11_000 });
  expect(page.health[0]?.budgetLeft).toBeCloseTo(1 - 10 / 11, 6);
});

test('says how many were taken back, also where not all are named', async () => {
  await db.sql.query(
    `INSERT INTO insight_failure (release_id, service, version, at, automatic, reason, kind)
     SELECT gen_random_uuid(), 'search', n::text, $1::timestamptz - n * interval '1 minute', true, '', 'rolled_back' FROM generate_series(1, 14) n`,
    [new Date(now)],
  );
  const page = await readExecutive(db.sql, now);
  expect(page.rolledBack).toHaveLength(10);
  expect(page.takenBack.count).toBe(15);
});
