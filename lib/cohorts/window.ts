import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { noSuchRelease, refuseNoWindow } from '@/lib/telemetry/asked-window';

export type CohortDeps = { sql: Sql; clock: { now(): number } };
export type AskedWindow = { from?: string | undefined; to?: string | undefined };

/** The cohorts of a release in a window of time; epoch ms, half-open. */
export type CohortWindow = {
  service: string;
  versions: { canary: string; baseline: string | null };
  from: number;
  to: number;
};

const HOUR = 3_600_000;
/** What is read where nobody asked for more; days of samples are read only on demand. */
export const USUAL_MS = 6 * HOUR;
export const LONGEST_MS = 24 * HOUR;
const LEAST_MS = 60_000;

type Row = { service: string; version: string; baseline: string | null; began: Date; ended: Date | null };

/** Throws `not_found`, and `unprocessable` for a window that is none or longer than a day. */
export async function cohortWindow({ sql, clock }: CohortDeps, id: string, asked: AskedWindow): Promise<CohortWindow> {
  const [row] = await sql.query<Row>(
    `SELECT service, version, baseline_version AS baseline, coalesce(started_at, created_at) AS began, finished_at AS ended
     FROM release WHERE id = $1`,
    [id],
  );
  if (!row) throw noSuchRelease(id);
  return {
    service: row.service,
    versions: { canary: row.version, baseline: row.baseline },
    ...spanOf({ began: row.began.getTime(), ended: row.ended?.getTime() ?? null }, asked, clock.now()),
  };
}

/** From its begin to its end or now, unless asked otherwise. Pure. */
export function spanOf(
  release: { began: number; ended: number | null },
  asked: AskedWindow,
  now: number,
): { from: number; to: number } {
  const to = asked.to === undefined ? (release.ended ?? now) : Date.parse(asked.to);
  const usual = Math.max(Math.min(release.began, to - LEAST_MS), to - USUAL_MS);
  const from = asked.from === undefined ? usual : Date.parse(asked.from);
  refuseNoWindow(from, to);
  if (to - from > LONGEST_MS) {
    const message = 'must lie at most 24 hours before to';
    throw new AppError('unprocessable', `from ${message}.`, { errors: [{ path: 'from', message }] });
  }
  return { from, to };
}
