import type { Sql } from '@/lib/db/sql';
import type { Burning, SloInput, SloStatus } from './schema';

/** An SLO with its state as it was left; the state is null until it was counted once. Times in epoch ms. */
export type Loaded = {
  id: number;
  service: string;
  name: string;
  version: number;
  spec: SloInput;
  sums: number[] | null;
  asOf: number | null;
  windowStart: number | null;
  status: SloStatus | null;
  remaining: number | null;
  burning: Burning[] | null;
  exhaustedAt: Date | null;
};

const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** Every SLO with its state. */
export const loadSlos = (sql: Sql): Promise<Loaded[]> =>
  sql.query(`SELECT s.id, s.service, s.name, s.version, s.spec, st.sums, ${ms('st.as_of')} AS "asOf", ${ms('st.window_start')} AS "windowStart",
    st.status, st.remaining, st.burning, st.exhausted_at AS "exhaustedAt"
    FROM slo s LEFT JOIN slo_state st ON st.slo_id = s.id ORDER BY s.id`);

export type Written = {
  id: number;
  service: string;
  name: string;
  version: number;
  sums: readonly number[];
  windowStart: number;
  status: SloStatus;
  remaining: number | null;
  burning: readonly Burning[];
  exhaustedAt: Date | null;
  noData: boolean;
};

// An SLO that was changed meanwhile is left as it is: its next pass sums it anew.
const WRITE = `
INSERT INTO slo_state AS st (slo_id, service, slo, as_of, window_start, sums, status, remaining, burning, exhausted_at, no_data)
SELECT n.id, s.service, s.name, $1, to_timestamp(n.window_start / 1000), n.sums::float8[], n.status, n.remaining, n.burning::jsonb, n.exhausted_at, n.no_data
FROM unnest($2::int[], $3::int[], $4::float8[], $5::text[], $6::text[], $7::float8[], $8::text[], $9::timestamptz[], $10::bool[])
  AS n(id, version, window_start, sums, status, remaining, burning, exhausted_at, no_data)
JOIN slo s ON s.id = n.id AND s.version = n.version
ON CONFLICT (slo_id) DO UPDATE SET as_of = excluded.as_of, window_start = excluded.window_start, sums = excluded.sums,
  status = excluded.status, remaining = excluded.remaining, burning = excluded.burning, exhausted_at = excluded.exhausted_at,
  no_data = excluded.no_data`;

const CHUNK = 2_000;

export async function writeStates(sql: Sql, asOf: number, states: readonly Written[]): Promise<void> {
  for (let i = 0; i < states.length; i += CHUNK) {
    const part = states.slice(i, i + CHUNK);
    await sql.query(WRITE, [
      new Date(asOf),
      part.map((state) => state.id),
      part.map((state) => state.version),
      part.map((state) => state.windowStart),
      part.map((state) => `{${state.sums.join(',')}}`),
      part.map((state) => state.status),
      part.map((state) => state.remaining),
      part.map((state) => JSON.stringify(state.burning)),
      part.map((state) => state.exhaustedAt),
      part.map((state) => state.noData),
    ]);
  }
}

export type Cursor = {
  tx: string;
  asOf: number | null;
  lateBefore: number;
  lateTx: string;
  lateAt: number;
  to: string;
};

/** Locks the cursor; null while another replica counts. `to`: every transaction below has ended. */
export async function lockCursor(sql: Sql): Promise<Cursor | null> {
  const [cursor] = await sql.query<Cursor>(
    `SELECT telemetry_tx::text AS tx, ${ms('as_of')} AS "asOf", ${ms('late_before')} AS "lateBefore", late_tx::text AS "lateTx",
      ${ms('late_at')} AS "lateAt", pg_snapshot_xmin(pg_current_snapshot())::text AS "to" FROM slo_cursor FOR UPDATE SKIP LOCKED`,
  );
  return cursor ?? null;
}

export async function moveCursor(sql: Sql, cursor: Omit<Cursor, 'to'>): Promise<void> {
  await sql.query(
    `UPDATE slo_cursor SET telemetry_tx = $1::text::xid8, as_of = $2, late_before = $3, late_tx = $4::text::xid8, late_at = $5`,
    [
      cursor.tx,
      cursor.asOf === null ? null : new Date(cursor.asOf),
      new Date(cursor.lateBefore),
      cursor.lateTx,
      new Date(cursor.lateAt),
    ],
  );
}

/** Forgets what no span reaches any more: minutes after hours (of slices after days), hours after a year and a bit. */
export async function pruneSlos(sql: Sql, now: number): Promise<void> {
  const before = (hours: number): Date => new Date(now - hours * 3_600_000);
  await sql.query(
    `DELETE FROM slo_bucket b WHERE grain = 1 AND at < $1 AND NOT EXISTS
    (SELECT 1 FROM slo s WHERE s.id = b.slo AND s.slice_minutes IS NOT NULL)`,
    [before(4)],
  );
  await sql.query('DELETE FROM slo_bucket WHERE grain IN (1, 5) AND at < $1', [before(24 * 4)]);
  await sql.query('DELETE FROM slo_bucket WHERE grain = 60 AND at < $1', [before(24 * 400)]);
  await sql.query('DELETE FROM slo_spend WHERE at < $1', [before(24 * 400)]);
  await sql.query('DELETE FROM slo_bucket b WHERE NOT EXISTS (SELECT 1 FROM slo s WHERE s.id = b.slo)');
  await sql.query('DELETE FROM slo_spend p WHERE NOT EXISTS (SELECT 1 FROM slo s WHERE s.id = p.slo)');
}
