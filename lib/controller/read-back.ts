import type { Sql } from '@/lib/db/sql';
import type { ReadResult } from '@/lib/providers/port';
import type { ProviderConfig } from '@/lib/providers/schema';
import { ACTIVE } from '@/lib/releases/lane/load';
import { lockServices } from '@/lib/releases/lane/lock';
import { notify } from '@/lib/releases/lane/notify';
import { type Batcher, createBatcher } from './batcher';
import type { ControllerDeps } from './deps';
import { startLoop } from './loop';

/** How often a provider is asked until it confirms, and afterwards while anyone sees the new version. */
const CONFIRM_EVERY_MS = 1_000;
const DRIFT_EVERY_MS = 15_000;
const AT_ONCE = 200;
const CLAIM_MOST = 50;
const POLL_MS = 500;

type Target = { service: string; provider: ProviderConfig; providerSecret: string | null };

// While it is being read, nobody else reads it: the lease is longer than a request may take.
const CLAIM = `
WITH due AS (
  SELECT service FROM read_back WHERE next_at <= clock_timestamp() ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE read_back r SET next_at = clock_timestamp() + interval '15 s' FROM due WHERE r.service = due.service RETURNING r.service
)
SELECT s.name AS service, s.provider, s.provider_secret AS "providerSecret" FROM claimed JOIN service s ON s.name = claimed.service`;

export type Reading = {
  service: string;
  result: ReadResult | null /** When it began, epoch ms of this replica. */;
  at: number;
};

const RECORD = `
UPDATE service_control k SET
  observed = coalesce(c.observed, k.observed),
  observed_generation = CASE WHEN c.observed IS NULL THEN k.observed_generation ELSE c.generation END,
  observed_at = CASE WHEN c.observed IS NULL THEN k.observed_at ELSE at.began END,
  read_error = c.error,
  read_error_since = CASE WHEN c.error IS NULL THEN NULL ELSE coalesce(k.read_error_since, at.began) END
FROM json_to_recordset($1::json) AS c(service text, observed int, generation int, error text, "agoMs" float8),
  LATERAL (SELECT clock_timestamp() - c."agoMs" * interval '1 ms' AS began) at,
  service_control before
WHERE k.service = c.service AND before.service = k.service
RETURNING k.service, (before.observed IS DISTINCT FROM k.observed OR before.observed_generation IS DISTINCT FROM k.observed_generation
  OR before.read_error IS DISTINCT FROM k.read_error) AS changed`;

// An accepted command waits for its confirmation; otherwise it is drift that is looked for, while anything commanded is
// in flight: at 0 too, since what was read last may stand in the way.
const NEXT = `
WITH facts AS (
  SELECT c.service, EXISTS (
      SELECT FROM command k WHERE k.service = c.service AND k.generation = c.generation AND k.status = 'accepted') AS waiting,
    EXISTS (SELECT FROM release r WHERE r.service = c.service AND r.status IN ${ACTIVE} AND r.generation > 0) AS commanded
  FROM service_control c WHERE c.service = ANY($1)
), over AS (
  DELETE FROM read_back r USING facts f WHERE r.service = f.service AND NOT f.waiting AND NOT f.commanded
), again AS (
  UPDATE read_back r SET next_at = clock_timestamp() + CASE WHEN f.waiting THEN $2::float8 ELSE $3::float8 END * interval '1 ms'
  FROM facts f WHERE r.service = f.service AND (f.waiting OR f.commanded)
)
SELECT service, waiting FROM facts`;

/** Writes what providers reported and when each is read next; wakes the decision where something changed or is awaited. */
export async function recordReadings(sql: Sql, readings: readonly Reading[], now: number): Promise<void> {
  const names = readings.map(({ service }) => service);
  await lockServices(sql, names);
  const rows = readings
    .filter((reading) => reading.result !== null)
    .map(({ service, result, at }) => ({
      service,
      observed: result?.kind === 'observed' ? result.observed : null,
      generation: result?.kind === 'observed' ? (result.generation ?? null) : null,
      error: result?.kind === 'error' ? result.words : null,
      agoMs: Math.max(0, now - at),
    }));
  const changed = await sql.query<{ service: string; changed: boolean }>(RECORD, [JSON.stringify(rows)]);
  const next = await sql.query<{ service: string; waiting: boolean }>(NEXT, [names, CONFIRM_EVERY_MS, DRIFT_EVERY_MS]);
  const wake = new Set([
    ...changed.filter((row) => row.changed).map(({ service }) => service),
    ...next.filter(({ waiting }) => waiting).map(({ service }) => service),
  ]);
  if (wake.size === 0) return;
  await sql.query(
    'UPDATE service_control SET due_at = clock_timestamp() WHERE service = ANY($1) AND due_at IS NOT NULL',
    [[...wake]],
  );
  await notify(sql, [{ t: 'due', s: [...wake] }]);
}

export type ReadBack = { wake(): void; stop(): Promise<void> };

/** Reads providers back: each second until they confirm, then every 15 s for drift. */
export function startReadBack(deps: ControllerDeps): ReadBack {
  const inFlight = new Set<Promise<void>>();
  const stopping = new AbortController();
  const readings: Batcher<Reading> = createBatcher(
    (batch) => deps.inTransaction((sql) => recordReadings(sql, batch, deps.now())),
    100,
  );

  const read = async ({ service, provider, providerSecret }: Target): Promise<void> => {
    const at = deps.now();
    deps.stats.readBacks += 1;
    try {
      const driver = deps.driver(service, provider, providerSecret);
      const result = driver.read ? await driver.read(stopping.signal) : null;
      if (stopping.signal.aborted) return;
      if (result?.kind === 'error') deps.stats.readBackErrors += 1;
      await readings.add({ service, result, at });
    } catch {
      // The row's lease brings it back.
      deps.stats.errors += 1;
    }
  };

  const loop = startLoop({
    name: 'read-back',
    atMostMs: POLL_MS,
    pass: async () => {
      const room = Math.min(CLAIM_MOST, AT_ONCE - inFlight.size);
      if (room <= 0) return 100;
      const targets = await deps.sql.query<Target>(CLAIM, [room]);
      for (const target of targets) {
        const reading = read(target).finally(() => inFlight.delete(reading));
        inFlight.add(reading);
      }
      return targets.length === room ? 0 : POLL_MS;
    },
  });

  return {
    wake: loop.wake,
    async stop() {
      await loop.stop();
      stopping.abort();
      await Promise.all(inFlight);
      await readings.drain();
    },
  };
}
