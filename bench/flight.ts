import type { Sql } from '@/lib/db/sql';
import type { GateEvaluation } from '@/lib/gates/schema';
import type { ReleaseState } from '@/lib/releases/state';
import { benchPlan, holdingState } from './lane';

const TEAMS = 40;

/** Three gates as the judge leaves them. */
const gates = (at: number, failing: boolean): GateEvaluation[] =>
  ['errors', 'p95', 'ceiling'].map((name, i) => ({
    name,
    sli: name === 'p95' ? 'latency_p95' : 'error_rate',
    verdict: failing && i === 0 ? 'fail' : i === 1 ? 'pass' : 'inconclusive',
    canary: 0.0047,
    baseline: 0.0043,
    effect: failing ? 3.1 : 1.1,
    bound: 1.5,
    samples: { canary: 16_560, baseline: 538_200 },
    baselineKind: 'concurrent',
    method: 'sequential',
    satisfied: i === 1,
    critical: i === 2,
    onFail: 'pause',
    failures: 0,
    failureLimit: 0,
    why: failing && i === 0 ? '3.1× baseline, limit 2×' : '1.1× baseline, limit 2×: 59 % of the evidence needed',
    evaluatedAt: new Date(at).toISOString(),
  }));

/** What a fleet in flight is: most hold, some wait for a person, a few hurt. */
function stateOf(i: number, now: number): { state: ReleaseState; class: number } {
  const since = now - (i % 240) * 15_000;
  const holding = holdingState(since);
  if (i % 400 === 0) {
    const pause = {
      kind: 'gate',
      by: 'Rampart',
      reason: 'errors 3.1× baseline, limit 2×',
      at: since,
      from: 'holding',
    } as const;
    return { state: { ...holding, status: 'paused', pause, attention: { class: 8, since } }, class: 8 };
  }
  if (i % 40 === 1) {
    const pause = { kind: 'person', by: 'Sam Ode', reason: 'looking at a graph', at: since, from: 'holding' } as const;
    return { state: { ...holding, status: 'paused', pause, attention: { class: 5, since } }, class: 5 };
  }
  if (i % 25 === 2) {
    const blockers = [{ kind: 'freeze' as const, detail: 'Quarter end', since: new Date(since).toISOString() }];
    return { state: { ...holding, blockers, attention: { class: 4, since } }, class: 4 };
  }
  return { state: { ...holding, attention: { class: 2, since } }, class: 2 };
}

/** `count` services of their own, each with one release in flight. Answers their ids in the order they were made. */
export async function fillFlight(sql: Sql, count: number, now: number): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < count; from += 1_000) {
    const numbers = Array.from({ length: Math.min(1_000, count - from) }, (_, i) => from + i);
    const made = numbers.map((i) => ({ i, ...stateOf(i, now) }));
    await sql.query(
      `INSERT INTO service (name, display_name, owner, tier, plan, rollback_window_ms, provider, telemetry)
       SELECT 'flight-' || i, 'Flight ' || i, 'team-' || i % $2, 1 + i % 3, 'bench', 604800000, '{"kind":"webhook","url":"http://127.0.0.1:9"}', '{"kind":"push"}'
       FROM unnest($1::int[]) i`,
      [numbers, TEAMS],
    );
    await sql.query(
      `INSERT INTO service_control (service, generation, observed, observed_at) SELECT 'flight-' || i, 1, 1000, now() FROM unnest($1::int[]) i`,
      [numbers],
    );
    const rows = await sql.query<{ id: string }>(
      `INSERT INTO release (id, service, version, baseline_version, plan_name, plan_version, plan, mechanism, created_by, created_by_name, created_at,
                            status, state, gates, step_index, desired, generation, started_at, reason, attention_class)
       SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint - 20000 + f.i), 12, '0') || '70008000' || lpad(to_hex(f.i), 12, '0'))::uuid,
              'flight-' || f.i, '2.' || f.i || '.0', '2.0.0', 'bench', 1, $3, 'canary', 'bench', 'Bench', now(),
              (f.state->>'status')::"ReleaseStatus", f.state, CASE WHEN f.class = 8 THEN $5::jsonb ELSE $4::jsonb END, 0, 1000, 1, now(), '', f.class
       FROM unnest($1::int[], $2::jsonb[], $6::int[]) AS f(i, state, class) ORDER BY f.i RETURNING id`,
      [
        numbers,
        made.map(({ state }) => JSON.stringify(state)),
        JSON.stringify(benchPlan),
        JSON.stringify(gates(now, false)),
        JSON.stringify(gates(now, true)),
        made.map((one) => one.class),
      ],
    );
    ids.push(...rows.map(({ id }) => id));
  }
  await sql.query('ANALYZE release');
  await sql.query('ANALYZE service');
  return ids;
}
