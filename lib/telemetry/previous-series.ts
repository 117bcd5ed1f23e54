import type { Sql } from '@/lib/db/sql';
import { noSuchRelease, refuseNoWindow } from './asked-window';
import { readSeries } from './read-series';
import type { PreviousSeries } from './series-schema';

type Row = { service: string; version: string; step: number | null; began: Date | null };
type Earlier = { id: string; version: string; status: string; began: Date; until: Date | null };

const HERE = `
SELECT r.service, r.version, (e.data->>'step')::int AS step, e.at AS began FROM release r
LEFT JOIN LATERAL (SELECT data, at FROM audit_event WHERE release_id = r.id AND type = 'exposure.confirmed'
  AND at <= to_timestamp($2::float8 / 1000) ORDER BY seq DESC LIMIT 1) e ON true
WHERE r.id = $1`;

/** The newest earlier releases that are looked through for one that came as far. */
const LOOKED_AT = 50;

const EARLIER = `
SELECT r.id, r.version, r.status, e.at AS began, (SELECT min(n.at) FROM audit_event n WHERE n.release_id = r.id AND n.at > e.at
    AND n.type IN ('exposure.confirmed', 'release.advanced', 'rollback.commanded', 'release.completing', 'release.completed')) AS until
FROM (SELECT id, version, status FROM release WHERE service = $1 AND id < $2 AND version <> $3 ORDER BY id DESC LIMIT ${LOOKED_AT}) r
CROSS JOIN LATERAL (SELECT at FROM audit_event WHERE release_id = r.id AND type = 'exposure.confirmed'
  AND (data->>'step')::int = $4 ORDER BY seq LIMIT 1) e
ORDER BY r.id DESC LIMIT 1`;

/**
 * The same SLI of the release before, at the step this one is on at the end of the window, laid over it: times are moved so
 * that both begin the step together. Null where no earlier release of the service came as far, or this one is at no step.
 */
export async function previousSeries(
  { sql }: { sql: Sql },
  id: string,
  query: { sli: string; from: string; to: string },
): Promise<PreviousSeries> {
  const [from, to] = [Date.parse(query.from), Date.parse(query.to)];
  refuseNoWindow(from, to);
  const [here] = await sql.query<Row>(HERE, [id, to]);
  if (!here) throw noSuchRelease(id);
  if (here.step === null || here.began === null) return { previous: null, points: [] };
  const [earlier] = await sql.query<Earlier>(EARLIER, [here.service, id, here.version, here.step]);
  if (!earlier) return { previous: null, points: [] };
  const shift = here.began.getTime() - earlier.began.getTime();
  const until = Math.min(to - shift, earlier.until?.getTime() ?? Number.POSITIVE_INFINITY);
  const { version, status } = earlier;
  const previous = { id: earlier.id, version, status, step: here.step, stepStartedAt: earlier.began.toISOString() };
  const since = Math.max(from - shift, earlier.began.getTime());
  if (since >= until) return { previous, points: [] };
  const versions = { canary: version, baseline: null };
  const { canary } = await readSeries(sql, { service: here.service, versions, sli: query.sli, from: since, to: until });
  return { previous, points: canary.map((p) => ({ ...p, at: new Date(Date.parse(p.at) + shift).toISOString() })) };
}
