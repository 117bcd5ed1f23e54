import { beforeAll, describe, expect, it } from 'vitest';
import { CONTROLLER } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import { sealPending } from '@/lib/audit/seal';
import { uuidv7 } from '@/lib/shared/uuid';
import { withTestDatabase } from '@/lib/testing/database';
import { readDora } from './dora';
import { costOf, readCost, readRegressions } from './regressions';
import { rollUp } from './roll-up';

const db = withTestDatabase();
const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const now = Math.floor(Date.now() / DAY) * DAY + 12 * HOUR;
let last = 0;

type Made = { version?: string; kind?: string; startedAt?: number; finishedAt?: number; committedAt?: number };

async function release(service: string, status: string, made: Made = {}): Promise<string> {
  last += 1;
  const id = uuidv7(now - 90 * DAY + last * 1000);
  const at = (ms: number | undefined) => (ms === undefined ? null : new Date(ms));
  await db.sql.query(
    `INSERT INTO release (id, service, version, plan_name, plan_version, plan, mechanism, created_by, created_by_name, created_at, status, state, kind, started_at, finished_at, committed_at)
     VALUES ($1, $2, $3, 'p', 1, '{}', 'canary', 'x', 'x', now(), $4::"ReleaseStatus", '{}', $5, $6, $7, $8)`,
    [
      id,
      service,
      made.version ?? `v${last}`,
      status,
      made.kind ?? 'change',
      at(made.startedAt),
      at(made.finishedAt),
      at(made.committedAt),
    ],
  );
  return id;
}

async function record(id: string, service: string, facts: [type: string, at: number][]): Promise<void> {
  await db.inTransaction((sql) =>
    appendAudit(
      sql,
      facts.map(([type, at]) => ({
        chain: id,
        releaseId: id,
        service,
        type,
        actor: CONTROLLER,
        data: {},
        at: new Date(at),
      })),
    ),
  );
}

async function incident(id: string, scope: string, severity: string, openedAt: number, resolvedAt: number) {
  const incidentId = uuidv7(now);
  await db.sql.query(
    `INSERT INTO incident (id, title, severity, opened_by, opened_at, resolved_at, heard_at) VALUES ($1, 'cart empties', $2, 'x', $3, $4, $3)`,
    [incidentId, severity, new Date(openedAt), new Date(resolvedAt)],
  );
  await db.sql.query('INSERT INTO incident_scope (incident_id, scope, opened_at) VALUES ($1, $2, $3)', [
    incidentId,
    scope,
    new Date(openedAt),
  ]);
  await db.sql.query('INSERT INTO incident_release (incident_id, release_id, linked_at) VALUES ($1, $2, $3)', [
    incidentId,
    id,
    new Date(openedAt),
  ]);
}

type Sample = {
  at: number;
  requests: number;
  errors: number;
  active?: number;
  affected?: number;
  cost?: number;
  cohort?: string;
};
const sample = (
  service: string,
  version: string,
  { at, requests, errors, active, affected, cost, cohort = '' }: Sample,
) =>
  db.sql.query(
    `INSERT INTO telemetry_sample (service, version, at, interval_ms, cohort, requests, errors, latency_bounds, latency_counts, users_active, users_affected, values)
     VALUES ($1, $2, $3, 10000, $4, $5, $6, '{}', '{}', $7, $8, $9::jsonb)`,
    [
      service,
      version,
      new Date(at),
      cohort,
      requests,
      errors,
      active ?? null,
      affected ?? null,
      cost === undefined ? null : JSON.stringify({ cost: { count: 1, sum: cost, sumSquares: cost * cost } }),
    ],
  );

const settle = async () => {
  for (let i = 0; i < 3; i += 1) await db.inTransaction(sealPending);
  for (let i = 0; i < 2; i += 1) await db.inTransaction((sql) => rollUp(sql, now));
};

const failures = () =>
  db.sql.query<{
    service: string;
    kind: string;
    recovery: number | null;
    hurt: number | null;
    spared: number | null;
    failed: number | null;
    avoided: number | null;
  }>(
    `SELECT service, kind, recovery_ms AS recovery, users_hurt AS hurt, users_spared AS spared, round(requests_hurt)::int AS failed, round(requests_spared)::int AS avoided
     FROM insight_failure ORDER BY service`,
  );

beforeAll(async () => {
  for (const name of ['cart', 'mail', 'media', 'pay', 'quiet'])
    await db.sql.query(
      `INSERT INTO service (name, display_name, owner, tier, plan, rollback_window_ms, provider, telemetry) VALUES ($1, $1, 'shop', 1, 'p', 0, '{}', '{}')`,
      [name],
    );
  await db.sql.query('SELECT ensure_telemetry_partitions($1::date, $2::date)', [
    new Date(now - 3 * DAY),
    new Date(now + DAY),
  ]);
}, 30_000);

describe('what a release failed by', () => {
  it('an incident that names its service, opened in it, fails one that was completed', async () => {
    const start = now - 5 * DAY;
    const id = await release('cart', 'completed', { startedAt: start, finishedAt: start + 3 * HOUR });
    await incident(id, 'cart', 'critical', start + HOUR, start + 2 * HOUR);
    await record(id, 'cart', [
      ['release.started', start],
      ['release.completed', start + 3 * HOUR],
    ]);
    await settle();
    expect(await failures()).toMatchObject([{ service: 'cart', kind: 'incident', recovery: HOUR }]);
    expect((await readDora(db.sql, now)).changes).toEqual({ started: 1, completed: 0, failed: 1, rework: 0 });
  });

  it.each([
    ['of everything', 'all', 'critical', HOUR],
    ['that is a warning', 'mail', 'warning', HOUR],
    ['from before it began', 'mail', 'critical', -HOUR],
  ])('one %s does not', async (_name, scope, severity, after) => {
    const before = await readDora(db.sql, now);
    const start = now - 20 * DAY + last * HOUR;
    const id = await release('mail', 'completed', { startedAt: start, finishedAt: start + 3 * HOUR });
    await incident(id, scope, severity, start + after, start + 2 * HOUR);
    await record(id, 'mail', [
      ['release.started', start],
      ['release.completed', start + 3 * HOUR],
    ]);
    await settle();
    const { changes } = await readDora(db.sql, now);
    expect(changes).toMatchObject({ completed: before.changes.completed + 1, failed: before.changes.failed });
  });

  it('taken back after its incident, it counts once', async () => {
    const before = await readDora(db.sql, now);
    const start = now - 4 * DAY;
    const id = await release('pay', 'rolled_back', { startedAt: start, finishedAt: start + 5 * HOUR });
    await incident(id, 'pay', 'error', start + HOUR, start + 2 * HOUR);
    await record(id, 'pay', [
      ['release.started', start],
      ['release.completed', start + 3 * HOUR],
      ['rollback.commanded', start + 4 * HOUR],
      ['release.rolled_back', start + 5 * HOUR],
    ]);
    await settle();
    const { changes } = await readDora(db.sql, now);
    expect(changes).toMatchObject({ completed: before.changes.completed, failed: before.changes.failed + 1 });
    expect((await failures()).find(({ service }) => service === 'pay')).toMatchObject({
      kind: 'rolled_back',
      recovery: HOUR,
    });
  });
});

describe('rework and lead time', () => {
  it('the next release after one that failed is rework, and so is a revert; the one after that is not', async () => {
    const before = await readDora(db.sql, now);
    const start = now - 3 * DAY;
    const repair = await release('pay', 'completed', {
      startedAt: start,
      finishedAt: start + HOUR,
      committedAt: start - HOUR,
    });
    await record(repair, 'pay', [
      ['release.started', start],
      ['release.completed', start + HOUR],
    ]);
    await settle();
    const planned = await release('pay', 'completed', {
      startedAt: start + 2 * HOUR,
      finishedAt: start + 3 * HOUR,
      committedAt: start - HOUR,
    });
    await record(planned, 'pay', [
      ['release.started', start + 2 * HOUR],
      ['release.completed', start + 3 * HOUR],
    ]);
    const revert = await release('quiet', 'holding', { kind: 'revert', startedAt: start });
    await record(revert, 'quiet', [['release.started', start]]);
    await settle();
    const dora = await readDora(db.sql, now);
    expect(dora.changes.rework).toBe(before.changes.rework + 2);
    expect(dora.changeLeadTimeMs).toEqual({ now: 3 * HOUR, before: null, band: null, of: 2, why: null });
    expect(dora.weeks.at(-1)).toMatchObject({ leadTimeMs: 3 * HOUR, rework: 2 });
    expect(before.changeLeadTimeMs).toMatchObject({
      now: null,
      band: null,
      why: expect.stringContaining('committedAt'),
    });
  });
});

describe('users spared and hurt', () => {
  it('is the most a bucket said, and as many of the others by their number', async () => {
    const start = now - 2 * HOUR;
    const id = await release('media', 'rolled_back', { version: '2', startedAt: start, finishedAt: now });
    for (let i = 0; i < 3; i += 1) {
      const at = start + MINUTE + i * 10_000;
      await sample('media', '2', { at, requests: 100, errors: 10, active: 50, affected: 4 + i });
      await sample('media', '1', { at, requests: 1900, errors: 19, active: 950 });
    }
    // Before it began: not its harm.
    await sample('media', '1', { at: start - HOUR, requests: 5_000, errors: 5_000, active: 9_000 });
    await record(id, 'media', [
      ['release.started', start],
      ['rollback.commanded', now - HOUR],
      ['release.rolled_back', now - HOUR + MINUTE],
    ]);
    await settle();
    // 30 errors of 300 against a rate of 1 %: 27 more than the others would have had; the others had 19 times the traffic.
    expect((await failures()).find(({ service }) => service === 'media')).toMatchObject({
      hurt: 6,
      spared: 114,
      failed: 27,
      avoided: 513,
    });
  });

  it('without people it is requests, also where the sender says the cohort', async () => {
    const start = now - 3 * HOUR;
    const id = await release('quiet', 'rolled_back', { version: '9', startedAt: start, finishedAt: now });
    await sample('quiet', '9', { at: start + MINUTE, requests: 100, errors: 50, cohort: 'canary' });
    await sample('quiet', '9', { at: start + MINUTE, requests: 300, errors: 0, cohort: 'baseline' });
    await record(id, 'quiet', [
      ['release.started', start],
      ['rollback.commanded', start + HOUR],
      ['release.rolled_back', start + HOUR],
    ]);
    await settle();
    const all = await readRegressions(db.sql, now);
    expect(all.users).toEqual({ suffered: 6, avoided: 114, releases: 1 });
    expect(all.requests).toMatchObject({ suffered: 50, avoided: 150 });
    expect(all.count).toBe(4);
    expect(all.basis).toContain('estimated');
  });
});

describe('cost', () => {
  it('says why it is not known', async () => {
    expect(await readCost(db.sql, now)).toMatchObject({ change: null, why: expect.stringContaining('cost') });
    expect(costOf([])).toMatchObject({ change: null, why: 'no new version is in flight to compare' });
  });

  it('compares a request with both versions', async () => {
    await release('cart', 'holding', { version: '7', startedAt: now - HOUR });
    await sample('cart', '7', { at: now - MINUTE, requests: 100, errors: 0, cost: 11 });
    await sample('cart', '6', { at: now - MINUTE, requests: 1000, errors: 0, cost: 100 });
    // Served before prices were sent, or before the release began: no part of the comparison.
    await sample('cart', '6', { at: now - 2 * MINUTE, requests: 5000, errors: 0 });
    await sample('cart', '6', { at: now - 90 * MINUTE, requests: 10, errors: 0, cost: 500 });
    const cost = await readCost(db.sql, now);
    expect(cost.change).toBeCloseTo(0.1, 9);
    expect(cost.services).toMatchObject([{ service: 'cart', version: '7' }]);
    expect(cost.why).toBeNull();
  });

  it('weighs services by what the new version served', () =>
    expect(
      costOf([
        { service: 'a', version: '1', canary: 2, baseline: 1, requests: 10 },
        { service: 'b', version: '1', canary: 1, baseline: 1, requests: 90 },
        { service: 'c', version: '1', canary: null, baseline: 1, requests: 90 },
        { service: 'd', version: '1', canary: 1, baseline: 0, requests: 90 },
      ]).change,
    ).toBeCloseTo(0.1, 9));
});
