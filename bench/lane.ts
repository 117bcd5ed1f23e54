import type { Sql } from '@/lib/db/sql';
import { planSpecSchema } from '@/lib/plans/schema';
import { initialState, type ReleaseState } from '@/lib/releases/state';
import { ensurePartitions } from '@/lib/telemetry/partitions';
import type { StoredSample } from '@/lib/telemetry/samples';
import { insertSamples } from '@/lib/telemetry/store';

/** Three gates on push telemetry, as an ordinary plan has them. */
export const benchPlan = planSpecSchema.parse({
  mechanism: 'canary',
  steps: [
    { ring: 'early', exposure: 10, hold: '1h' },
    { ring: 'broad', exposure: 100, hold: '1h' },
  ],
  gates: {
    errors: { sli: 'error_rate', compare: 'baseline', maxIncrease: 1, minSamples: 200 },
    p95: { sli: 'latency_p95', compare: 'baseline', maxIncrease: 0.5, minSamples: 200 },
    ceiling: { sli: 'error_rate', compare: 'limit', limit: 0.2, minSamples: 200, critical: true },
  },
});

/** A release in the middle of its first hold. Times in epoch ms. */
export function holdingState(since: number): ReleaseState {
  return {
    ...initialState(),
    status: 'holding',
    desired: 1000,
    ring: 'early',
    generation: 1,
    confirmed: { step: 0, at: since, observed: null },
    hold: { startedAt: since, countedMs: 0, runningSince: since, extendedMs: 0 },
    reason: 'confirmed at 10 %',
    startedAt: since,
  };
}

/** Makes services `<prefix>-0 …` whose provider is at `url`, each with one release in its first hold. Answers their ids. */
export async function holdReleases(
  sql: Sql,
  prefix: string,
  count: number,
  url: string,
  since: number,
): Promise<string[]> {
  await ensurePartitions(sql, since - 86_400_000, since + 86_400_000);
  await sql.query(
    `INSERT INTO service (name, display_name, owner, tier, plan, rollback_window_ms, provider, telemetry)
     SELECT $1 || '-' || i, 'Bench ' || i, 'bench', 1 + i % 3, 'bench', 604800000, $3::jsonb, '{"kind":"push"}'
     FROM generate_series(0, $2 - 1) i`,
    [prefix, count, JSON.stringify({ kind: 'webhook', url, rings: false })],
  );
  await sql.query(
    `INSERT INTO service_control (service, generation) SELECT name, 1 FROM service WHERE name LIKE $1 || '-%'`,
    [prefix],
  );
  const rows = await sql.query<{ id: string }>(
    `INSERT INTO release (id, service, version, baseline_version, plan_name, plan_version, plan, mechanism, created_by, created_by_name,
                          created_at, status, state, step_index, desired, generation, started_at, reason, attention_class)
     SELECT gen_random_uuid(), name, 'v2', 'v1', 'bench', 1, $2, 'canary', 'bench', 'Bench',
            to_timestamp($4::float8 / 1000), 'holding', $3, 0, 1000, 1, to_timestamp($4::float8 / 1000), 'confirmed at 10 %', 2
     FROM service WHERE name LIKE $1 || '-%' RETURNING id`,
    [prefix, JSON.stringify(benchPlan), JSON.stringify(holdingState(since)), since],
  );
  await sql.query(
    `INSERT INTO command (id, release_id, service, generation, action, exposure, raising, body, status, attempts, created_at, sent_at,
                          accepted_at, confirmed_at, settled_at)
     SELECT gen_random_uuid(), r.id, r.service, 1, 'start', 1000, true, '{}', 'confirmed', 1, now(), now(), now(), now(), now()
     FROM release r WHERE r.service LIKE $1 || '-%' AND r.status = 'holding'`,
    [prefix],
  );
  return rows.map(({ id }) => id);
}

const BOUNDS = [5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000];

/** One interval of telemetry of both cohorts, for every service. */
export async function pushInterval(sql: Sql, prefix: string, count: number, at: number): Promise<void> {
  const sample = (service: string, version: string): StoredSample => ({
    service,
    version,
    cohort: '',
    source: 'bench',
    at,
    intervalMs: 1_000,
    dims: '',
    requests: 100,
    errors: 1,
    latency: { bounds: BOUNDS, counts: [5, 15, 30, 25, 10, 6, 4, 2, 1, 1, 1, 0, 0, 0, 0] },
    users: null,
    values: null,
    dimensions: null,
  });
  for (let from = 0; from < count; from += 500) {
    const batch: StoredSample[] = [];
    for (let i = from; i < Math.min(count, from + 500); i += 1) {
      batch.push(sample(`${prefix}-${i}`, 'v2'), sample(`${prefix}-${i}`, 'v1'));
    }
    await insertSamples(sql, batch);
  }
}
