import type { Sql } from '@/lib/db/sql';
import { COHORT, OF_COHORTS } from './read-by-dimension';
import type { SeriesRequest } from './read-series';
import type { Cohort, ValueStats } from './samples';

export type CohortValues = {
  requests: Record<Cohort, number>;
  /** By the name it was sent under; 0 of a cohort that sent none. */
  values: ReadonlyMap<string, Record<Cohort, ValueStats>>;
};

const VALUES = `
SELECT ${COHORT} AS cohort, key, sum((stat->>'count')::float8) AS count, sum((stat->>'sum')::float8) AS sum,
  sum((stat->>'sumSquares')::float8) AS "sumSquares"
FROM (SELECT cohort, version, values ${OF_COHORTS} AND values IS NOT NULL) AS sent, jsonb_each(sent.values) AS one (key, stat)
GROUP BY 1, 2`;

const REQUESTS = `SELECT ${COHORT} AS cohort, sum(requests)::float8 AS requests ${OF_COHORTS} GROUP BY 1`;

const NONE: ValueStats = { count: 0, sum: 0, sumSquares: 0 };

/** Everything both cohorts sent as `values` in a window, summed, and their requests. */
export async function readValues(sql: Sql, request: Omit<SeriesRequest, 'sli'>): Promise<CohortValues> {
  const { service, versions, from, to } = request;
  const params = [service, versions.canary, versions.baseline, from, to];
  const sent = await sql.query<ValueStats & { cohort: Cohort; key: string }>(VALUES, params);
  const served = await sql.query<{ cohort: Cohort; requests: number }>(REQUESTS, params);
  const values = new Map<string, Record<Cohort, ValueStats>>();
  for (const { cohort, key, count, sum, sumSquares } of sent) {
    const known = values.get(key) ?? { canary: NONE, baseline: NONE };
    values.set(key, { ...known, [cohort]: { count, sum, sumSquares } });
  }
  const requests = { canary: 0, baseline: 0 };
  for (const row of served) requests[row.cohort] = row.requests;
  return { requests, values };
}
