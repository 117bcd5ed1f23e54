import type { Sql } from '@/lib/db/sql';
import type { StoredSample } from './samples';

/**
 * The columns of a batch as parameters for `unnest`. Histograms travel as array literals, because `unnest` would
 * flatten an array of arrays.
 */
export function columnsOf(samples: readonly StoredSample[]): unknown[] {
  const literal = (numbers: readonly number[] | undefined): string => (numbers ? `{${numbers.join(',')}}` : '{}');
  const json = (value: object | null): string | null => (value ? JSON.stringify(value) : null);
  return [
    samples.map((s) => s.service),
    samples.map((s) => s.version),
    samples.map((s) => s.at),
    samples.map((s) => s.cohort),
    samples.map((s) => s.source),
    samples.map((s) => s.intervalMs),
    samples.map((s) => s.dims),
    samples.map((s) => s.requests),
    samples.map((s) => s.errors),
    samples.map((s) => literal(s.latency?.bounds)),
    samples.map((s) => literal(s.latency?.counts)),
    samples.map((s) => s.users?.active ?? null),
    samples.map((s) => s.users?.affected ?? null),
    samples.map((s) => json(s.values)),
    samples.map((s) => json(s.dimensions)),
  ];
}

export const SAMPLE_COLUMNS = `service, version, at, cohort, source, interval_ms, dims, requests, errors,
  latency_bounds, latency_counts, users_active, users_affected, values, dimensions`;

const INSERT = `
INSERT INTO telemetry_sample (${SAMPLE_COLUMNS})
SELECT service, version, to_timestamp(at / 1000), cohort, source, interval_ms, dims, requests, errors,
  bounds::float8[], counts::bigint[], active, affected, vals::jsonb, dimensions::jsonb
FROM unnest($1::text[], $2::text[], $3::float8[], $4::text[], $5::text[], $6::int[], $7::text[], $8::bigint[],
  $9::bigint[], $10::text[], $11::text[], $12::bigint[], $13::bigint[], $14::text[], $15::text[])
  AS s (service, version, at, cohort, source, interval_ms, dims, requests, errors, bounds, counts, active, affected,
    vals, dimensions)
ON CONFLICT DO NOTHING RETURNING 1`;

/** Inserts a batch in one statement; what is there already, or twice in the batch, is left alone. Returns how many were new. */
export async function insertSamples(sql: Sql, samples: readonly StoredSample[]): Promise<number> {
  if (samples.length === 0) return 0;
  const columns = columnsOf([...samples].sort(inLockOrder));
  const inserted = await retryingDeadlocks(() => sql.query(INSERT, columns));
  return inserted.length;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The same order for everyone, so that two batches with the same samples wait for each other instead of locking up. */
const inLockOrder = (a: StoredSample, b: StoredSample): number =>
  a.at - b.at ||
  compare(a.dims, b.dims) ||
  compare(a.version, b.version) ||
  compare(a.cohort, b.cohort) ||
  compare(a.source, b.source) ||
  compare(a.service, b.service) ||
  a.intervalMs - b.intervalMs;

/**
 * Where statements wait for each other in a circle all the same, PostgreSQL ends one of them, which then did nothing and
 * may simply be sent again. Only for statements outside a transaction.
 */
export async function retryingDeadlocks<T>(statement: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await statement();
    } catch (error) {
      const deadlock = error instanceof Error && 'code' in error && error.code === '40P01';
      if (!deadlock || attempt >= 5) throw error;
    }
  }
}
