import type { Sql } from '@/lib/db/sql';
import type { StoredMemory } from '@/lib/gates/pack';
import type { GateEvaluation } from '@/lib/gates/schema';
import type { PlanSpec } from '@/lib/plans/schema';
import type { ReleaseState } from '@/lib/releases/state';
import { noSuchRelease, refuseNoWindow } from './asked-window';
import { readSeries } from './read-series';
import { seriesBounds } from './series-bounds';
import { seriesEvidence } from './series-evidence';
import type { ReleaseSeries } from './series-schema';

const LEAD_IN_MS = 10 * 60_000;

type Row = {
  service: string;
  version: string;
  baseline: string | null;
  plan: PlanSpec;
  began: Date;
  ended: Date | null;
  state: ReleaseState;
  gates: GateEvaluation[];
  memory: StoredMemory | Record<string, never>;
};

/**
 * The series of a release's cohorts with its gates' bounds and evidence; without a window, from ten minutes before it began to when it ended, or now.
 * Throws `not_found`, and `unprocessable` for a window that is none.
 */
export async function releaseSeries(
  { sql, clock }: { sql: Sql; clock: { now(): number } },
  id: string,
  query: { sli: string; from?: string | undefined; to?: string | undefined },
): Promise<ReleaseSeries> {
  const [release] = await sql.query<Row>(
    `SELECT service, version, baseline_version AS baseline, plan, coalesce(started_at, created_at) AS began,
       finished_at AS ended, state, gates, gate_memory AS memory FROM release WHERE id = $1`,
    [id],
  );
  if (!release) throw noSuchRelease(id);
  const to = query.to === undefined ? (release.ended?.getTime() ?? clock.now()) : Date.parse(query.to);
  const from = query.from === undefined ? Math.min(release.began.getTime(), to) - LEAD_IN_MS : Date.parse(query.from);
  refuseNoWindow(from, to);
  const versions = { canary: release.version, baseline: release.baseline };
  const series = await readSeries(sql, { service: release.service, versions, sli: query.sli, from, to });
  const memory = 'began' in release.memory ? (release.memory as StoredMemory) : null;
  const evidence = await seriesEvidence(sql, { id, ...release, memory }, series);
  return { ...series, bounds: seriesBounds(release.plan, series), evidence };
}
