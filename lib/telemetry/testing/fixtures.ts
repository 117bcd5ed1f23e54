import type { Sql } from '@/lib/db/sql';
import type { StoredSample } from '../samples';
import type { TelemetryConfig } from '../source-schema';

/** Puts services into the database as far as telemetry needs them. */
export async function addServices(
  sql: Sql,
  names: readonly string[],
  telemetry: TelemetryConfig = { kind: 'push' },
): Promise<void> {
  await sql.query(
    `INSERT INTO service (name, display_name, owner, tier, plan, rollback_window_ms, provider, telemetry)
     SELECT name, name, 'team', 1, 'standard', 604800000, '{"kind":"webhook","url":"http://127.0.0.1:1"}', $2::jsonb
     FROM unnest($1::text[]) AS n (name)`,
    [names, JSON.stringify(telemetry)],
  );
}

/** A sample as a sender writes it. */
export function wireSample(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    version: 'v2',
    at: new Date(Math.floor(Date.now() / 10_000) * 10_000 - 60_000).toISOString(),
    interval: '10s',
    requests: 100,
    errors: 2,
    latencyMs: { bounds: [5, 10, 25, 50, 100, 250, 500, 1000], counts: [10, 20, 30, 20, 10, 5, 3, 1, 1] },
    ...over,
  };
}

/** Makes samples as the store takes them, 10 s from `at`. */
export const storedSample =
  (at: number) =>
  (over: Partial<StoredSample> = {}): StoredSample => ({
    service: 'shop',
    version: 'v2',
    cohort: '',
    source: '',
    at,
    intervalMs: 10_000,
    dims: '',
    requests: 10,
    errors: 1,
    latency: { bounds: [5, 10], counts: [6, 3, 1] },
    users: null,
    values: null,
    dimensions: null,
    ...over,
  });
