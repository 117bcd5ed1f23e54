import { prepared, type Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { ACTIVE } from './lane/load';
import type { Release } from './schema';
import { type ReleaseRow, toRelease, type ViewFacts } from './view';

type Row = ReleaseRow & {
  tier: number;
  owner: string;
  rollbackWindowMs: number;
  current: boolean;
  otherExposed: boolean;
  approvals: ViewFacts['approvals'];
  unreviewed: Release['unreviewed'];
  observed: number | null;
  observedAt: Date | null;
  now: Date;
};

const iso = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

// Everything beside the row is looked up by an index, for the rows of one page only. Planning it takes longer than running
// it, so each connection plans it once.
const LOAD = prepared(`
SELECT r.id, r.service, r.version, r.baseline_version AS "baselineVersion", r.attempt, r.plan_name AS "planName",
  r.plan_version AS "planVersion", r.plan, r.commit, r.artifact, r.commit_author AS "commitAuthor", r.committer, r.committed_at AS "committedAt", r.changelog, r.risk, r.kind, r.start_at AS "startAt",
  r.created_by AS "createdBy", r.created_by_name AS "createdByName", r.created_at AS "createdAt", r.updated_at AS "updatedAt", r.revision, r.state, r.gates,
  s.tier, s.owner, s.rollback_window_ms::float8 AS "rollbackWindowMs", coalesce(c.current_release_id = r.id, false) AS current,
  (SELECT k.created_at FROM command k WHERE k.service = r.service AND k.generation = r.generation) AS "commandedAt",
  c.observed, c.observed_at AS "observedAt", clock_timestamp() AS now,
  EXISTS (SELECT 1 FROM release o WHERE o.service = r.service AND o.id <> r.id AND o.status IN ${ACTIVE}
    AND (o.desired > 0 OR o.status IN ('rolling_back', 'rollback_failed'))) AS "otherExposed",
  coalesce((SELECT json_agg(json_build_object('step', a.step_index, 'person', a.principal, 'name', a.name, 'bound', a.bound,
      'at', ${iso('a.at')}) ORDER BY a.at)
    FROM approval a WHERE a.release_id = r.id AND a.decision = 'approve'), '[]') AS approvals,
  coalesce((SELECT json_agg(json_build_object('id', v.id, 'step', v.step_index, 'blockers', v.blockers, 'by', v.name,
      'byId', v.principal, 'reason', v.reason, 'at', ${iso('v.at')}, 'until', ${iso('v.until')}) ORDER BY v.at DESC)
    FROM override_given v WHERE v.release_id = r.id AND v.reviewed_at IS NULL), '[]') AS unreviewed
FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted(id, place)
JOIN release r ON r.id = wanted.id JOIN service s ON s.name = r.service
LEFT JOIN service_control c ON c.service = r.service
ORDER BY wanted.place`);

function view(row: Row): Release {
  const { tier, owner, rollbackWindowMs, current, otherExposed, approvals, unreviewed, observed, observedAt, now } =
    row;
  const facts = { tier, owner, rollbackWindowMs, current, otherExposed, approvals, unreviewed };
  return toRelease(
    row,
    { ...facts, observed: { exposure: observed, at: observedAt?.getTime() ?? null } },
    now.getTime(),
  );
}

/** Releases by id, in the order asked for; unknown ids are left out. Times are by the database's clock. */
export async function readReleases(sql: Sql, ids: readonly string[]): Promise<Release[]> {
  if (ids.length === 0) return [];
  return (await sql.query<Row>(LOAD, [ids])).map(view);
}

export const noRelease = (id: string): AppError => new AppError('not_found', `There is no release ${id}.`);

/** One release; 404 when unknown. */
export async function readRelease(sql: Sql, id: string): Promise<Release> {
  const [release] = await readReleases(sql, [id]);
  if (!release) throw noRelease(id);
  return release;
}
