import type { Sql } from '@/lib/db/sql';
import { budgetOf } from './budget';
import { definitionOf } from './definition';
import { evaluate } from './evaluate';
import { findSlo, noSlo } from './read-model';
import type { BurnDown } from './schema';
import { EMPTY, floorTo, unpack } from './spans';

const HOUR = 3_600_000;

type Hour = { at: number; total: number; bad: number; badSlices: number };

// One look-up per hour: an SLO's hours lie apart from each other in the index.
const HOURS = `
SELECT m.at::float8 AS at, b.total, b.bad, b.bad_slices AS "badSlices"
FROM generate_series($2::bigint, $3::bigint, ${HOUR}) AS m(at)
JOIN slo_bucket b ON b.grain = 60 AND b.at = to_timestamp(m.at / 1000.0) AND b.slo = $1 ORDER BY 1`;

const MARKERS = `
(SELECT 'release' AS kind, id::text, version AS label, started_at AS at, finished_at AS until FROM release
 WHERE service = $1 AND started_at >= $2 ORDER BY started_at DESC LIMIT 50)
UNION ALL
(SELECT 'incident', i.id::text, i.title, i.opened_at, i.resolved_at FROM incident i
 WHERE (i.resolved_at IS NULL OR i.resolved_at >= $2) AND EXISTS (
   SELECT 1 FROM incident_scope s JOIN service v ON v.name = $1
   WHERE s.incident_id = i.id AND s.scope = ANY (scopes_of(v.name, v.owner, v.tier)))
 ORDER BY i.opened_at DESC LIMIT 50)`;

type Marker = { kind: 'release' | 'incident'; id: string; label: string; at: Date; until: Date | null };

/** What was left of the budget at the end of each hour of the present window; what happened meanwhile. */
export async function readBurnDown(sql: Sql, service: string, name: string): Promise<BurnDown> {
  const slo = await findSlo(sql, service, name);
  if (!slo) throw noSlo(service, name);
  const now = slo.asOf?.getTime() ?? slo.createdAt.getTime();
  const definition = definitionOf(slo.spec);
  const sums = unpack(slo.sums?.length === EMPTY.length ? slo.sums : EMPTY);
  const { window, budget } = evaluate(definition, sums, now);
  const { objective, sliceMs } = definition;
  const allowed =
    sliceMs === null ? sums.window.total * budgetOf(objective) : (window.lengthMs * budgetOf(objective)) / sliceMs;
  const [hours, markers] = await Promise.all([
    sql.query<Hour>(HOURS, [slo.id, floorTo(window.start, 60), now]),
    sql.query<Marker>(MARKERS, [service, new Date(window.start)]),
  ]);
  let spent = 0;
  const points = hours.map(({ at, total, bad, badSlices }) => {
    spent += sliceMs === null ? bad : badSlices;
    const remaining = allowed > 0 ? 1 - spent / allowed : 1;
    return { at: new Date(Math.min(now, at + HOUR)).toISOString(), remaining, total, bad };
  });
  const last = points.at(-1);
  // The minute that is not over is in the last hour already, but not yet in what is said to be left.
  if (last && budget.remaining !== null && Date.parse(last.at) === now) last.remaining = budget.remaining;
  return {
    start: new Date(window.start).toISOString(),
    end: new Date(window.end ?? now).toISOString(),
    now: new Date(now).toISOString(),
    // The minute that is not over may have samples already; until it is, there is nothing to say of them.
    points: budget.remaining === null ? [] : points,
    markers: markers.map(({ at, until, ...marker }) => ({
      ...marker,
      at: at.toISOString(),
      until: until?.toISOString() ?? null,
    })),
  };
}
