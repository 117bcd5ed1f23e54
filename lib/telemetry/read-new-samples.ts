import type { Sql } from '@/lib/db/sql';
import type { Cohort, Latency, SampleRow, Values } from './samples';
import { attribute } from './samples';

/** What one release wants to know. `since` is epoch milliseconds; `cursor` the `horizon` of its last read, or null. */
export type NewSamplesRequest = {
  key: string;
  service: string;
  versions: { canary: string; baseline: string | null };
  since: number;
  cursor: string | null;
};

export type NewSamples = {
  /** The cursor for the next read of every release asked about; opaque. */
  horizon: string;
  /** By key, in order of arrival; a release without news has no entry. */
  samples: Map<string, SampleRow[]>;
  /** Keys whose cursor came from another life of the database (a restore): all since `since` was read, forget the rest. */
  reset: ReadonlySet<string>;
};

/**
 * A cursor is the snapshot of the read it came from: the next read gives what its own snapshot sees and that one did not.
 * So a transaction that commits late is neither missed nor read twice, and one that stays open, in whichever database of
 * the cluster, holds nobody up (which reading below the oldest running transaction would). A cursor ahead of all
 * transactions, like rows ahead of them, can only come from a restored copy; upkeep settles such rows.
 */
const READ = `
WITH tx AS MATERIALIZED (SELECT pg_current_snapshot() AS now),
asked AS MATERIALIZED (
  SELECT ord, service, canary, baseline, to_timestamp(since_ms / 1000.0) AS since, cur::pg_snapshot AS cur
  FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::text[])
    WITH ORDINALITY AS a (service, canary, baseline, since_ms, cur, ord)
)
SELECT a.ord::int AS ord, tx.now::text AS horizon,
  coalesce(pg_snapshot_xmax(a.cur) > pg_snapshot_xmax(tx.now), false) AS reset,
  CASE WHEN a.cur IS NULL OR pg_snapshot_xmax(a.cur) > pg_snapshot_xmax(tx.now) THEN (
    SELECT json_agg(ROW_AS_JSON ORDER BY s.tx, s.at) FROM telemetry_sample AS s
    WHERE s.service = a.service AND s.at >= a.since AND s.at >= $6::timestamptz
      AND (s.cohort <> '' OR s.version = a.canary OR s.version = a.baseline)
  ) ELSE (
    SELECT json_agg(ROW_AS_JSON ORDER BY s.tx, s.at) FROM telemetry_sample AS s
    WHERE s.service = a.service AND s.tx >= pg_snapshot_xmin(a.cur) AND s.tx < pg_snapshot_xmax(tx.now)
      AND NOT pg_visible_in_snapshot(s.tx, a.cur) AND s.at >= a.since AND s.at >= $6::timestamptz
      AND (s.cohort <> '' OR s.version = a.canary OR s.version = a.baseline)
  ) END AS rows
FROM asked AS a, tx ORDER BY a.ord`.replaceAll(
  'ROW_AS_JSON',
  `json_build_array(s.tx::text, s.version, s.cohort, (extract(epoch FROM s.at) * 1000)::bigint, s.interval_ms,
      s.requests, s.errors, s.latency_bounds, s.latency_counts, s.values)`,
);

/** Before every transaction. */
const START = '1:1:';

/** How many transactions a read may have to look through again: the rows of so many are walked in milliseconds. */
const FAR = 5_000n;

/** Whether one cursor is so much older than another that going on from it would cost more than keeping the newer one. */
export function isFarBehind(before: string | null, after: string | null): boolean {
  if (before === null || after === null) return before !== after;
  return next(after) - next(before) > FAR || next(after) < next(before);
}

/** The first transaction that a cursor does not know of: `xmax` of its snapshot. */
const next = (cursor: string): bigint => BigInt(cursor.split(':')[1] ?? 0);

type JsonRow = [
  tx: string,
  version: string,
  cohort: Cohort | '',
  at: number,
  intervalMs: number,
  requests: number,
  errors: number,
  bounds: number[] | null,
  counts: number[] | null,
  values: Values | null,
];

/**
 * What arrived since each release's cursor (everything since `since` where there is none), in order of arrival, in one
 * query for any number of releases. Rows of one transaction that differ only by source or dimensions are added up.
 * Samples of other versions are left out: they are never judged.
 */
export async function readNewSamples(sql: Sql, requests: readonly NewSamplesRequest[]): Promise<NewSamples> {
  const samples = new Map<string, SampleRow[]>();
  const reset = new Set<string>();
  const oldest = requests.reduce((least, { since }) => Math.min(least, since), 8.64e15);
  const found = await sql.query<{ ord: number; horizon: string; reset: boolean; rows: JsonRow[] | null }>(READ, [
    requests.map((r) => r.service),
    requests.map((r) => r.versions.canary),
    requests.map((r) => r.versions.baseline),
    requests.map((r) => r.since),
    requests.map((r) => r.cursor),
    requests.length === 0 ? null : new Date(oldest).toISOString(),
  ]);
  for (const row of found) {
    const request = requests[row.ord - 1];
    if (!request) continue;
    if (row.reset) reset.add(request.key);
    if (row.rows) samples.set(request.key, compact(row.rows, request.versions));
  }
  return { horizon: found[0]?.horizon ?? START, samples, reset };
}

/** Rows of the same transaction, version, cohort, interval and bounds become one; the order of arrival stays. */
function compact(rows: readonly JsonRow[], versions: NewSamplesRequest['versions']): SampleRow[] {
  const merged = new Map<string, SampleRow>();
  for (const [tx, version, cohort, at, intervalMs, requests, errors, bounds, counts, values] of rows) {
    const latency: Latency | null = bounds && counts && counts.length > 0 ? { bounds, counts } : null;
    // Values are kept apart: adding floating-point sums in another order would make a replay differ in the last digit.
    const key = values
      ? `${merged.size}`
      : `${tx} ${at} ${intervalMs} ${cohort} ${version} ${latency ? latency.bounds.join() : '-'}`;
    const had = merged.get(key);
    if (had) {
      had.requests += requests;
      had.errors += errors;
      had.latency = had.latency && latency && addCounts(had.latency, latency);
    } else {
      const attributed = attribute({ version, cohort }, versions);
      merged.set(key, { version, cohort: attributed, at, intervalMs, requests, errors, latency, values });
    }
  }
  return [...merged.values()];
}

const addCounts = (a: Latency, b: Latency): Latency => ({
  bounds: a.bounds,
  counts: a.counts.map((count, i) => count + (b.counts[i] ?? 0)),
});
