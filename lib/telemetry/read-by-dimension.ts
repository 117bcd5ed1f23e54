import type { Sql } from '@/lib/db/sql';
import type { SeriesRequest } from './read-series';

export type DimensionCounts = { requests: number; errors: number };
export type ByDimension = { value: string; canary: DimensionCounts; baseline: DimensionCounts };

/** `rows`: at most 200 values, most canary errors first; `total` and `values` are of all there are. */
export type Divided = {
  rows: ByDimension[];
  values: number;
  total: { canary: DimensionCounts; baseline: DimensionCounts };
};

const MAX_VALUES = 200;

/** The samples of both cohorts in a window: `$1` service, `$2` canary, `$3` baseline, `$4` and `$5` epoch ms. */
export const OF_COHORTS = `FROM telemetry_sample
WHERE service = $1 AND at >= to_timestamp($4::float8 / 1000) AND at < to_timestamp($5::float8 / 1000)
  AND (cohort <> '' OR version = $2 OR version = $3)`;

export const COHORT = `CASE WHEN cohort <> '' THEN cohort WHEN version = $2 THEN 'canary' ELSE 'baseline' END`;

const DIVIDED = `
WITH sums AS (
  SELECT name, coalesce(dimensions->>name, '') AS value, label = 'canary' AS mine, sum(requests) AS requests, sum(errors) AS errors
  FROM (
    SELECT dimensions, ${COHORT} AS label, sum(requests) AS requests, sum(errors) AS errors
    ${OF_COHORTS} AND ($7::text IS NULL OR coalesce(dimensions->>$7, '') = $8)
    GROUP BY 1, 2
  ) AS combined, unnest($6::text[]) AS asked (name)
  GROUP BY 1, 2, 3
), pairs AS (
  SELECT name, value, coalesce(sum(requests) FILTER (WHERE mine), 0) AS cr, coalesce(sum(errors) FILTER (WHERE mine), 0) AS ce,
    coalesce(sum(requests) FILTER (WHERE NOT mine), 0) AS br, coalesce(sum(errors) FILTER (WHERE NOT mine), 0) AS be
  FROM sums GROUP BY 1, 2 HAVING sum(requests) > 0
), ranked AS (
  SELECT *, sum(cr) OVER whole AS tcr, sum(ce) OVER whole AS tce, sum(br) OVER whole AS tbr, sum(be) OVER whole AS tbe,
    count(*) OVER whole AS values, row_number() OVER (PARTITION BY name ORDER BY ce DESC, cr DESC, value) AS place
  FROM pairs WINDOW whole AS (PARTITION BY name)
)
SELECT name, value, cr::float8, ce::float8, br::float8, be::float8, tcr::float8, tce::float8, tbr::float8, tbe::float8,
  values::float8 FROM ranked WHERE place <= ${MAX_VALUES} ORDER BY name, place`;

type Row = { name: string; value: string; values: number } & Record<
  'cr' | 'ce' | 'br' | 'be' | 'tcr' | 'tce' | 'tbr' | 'tbe',
  number
>;

export type DivideRequest = Omit<SeriesRequest, 'sli'> & {
  dimensions: readonly string[];
  /** Only samples where a dimension has this value. */
  within?: { dimension: string; value: string } | undefined;
};

const NOTHING: DimensionCounts = { requests: 0, errors: 0 };

/**
 * Requests and errors of both cohorts by each of some dimensions (route, region, zone, node, pod, environment, dependency,
 * or any that was pushed); '' where a sample does not say. One read of the window, whatever the number of dimensions.
 */
export async function readByDimensions(sql: Sql, request: DivideRequest): Promise<Map<string, Divided>> {
  const { service, versions, from, to, dimensions, within } = request;
  const rows = await sql.query<Row>(DIVIDED, [
    service,
    versions.canary,
    versions.baseline,
    from,
    to,
    dimensions,
    within?.dimension ?? null,
    within?.value ?? null,
  ]);
  const found = new Map<string, Divided>(
    dimensions.map((name) => [name, { rows: [], values: 0, total: { canary: NOTHING, baseline: NOTHING } }]),
  );
  for (const row of rows) {
    const divided = found.get(row.name);
    if (!divided) continue;
    divided.values = row.values;
    divided.total = {
      canary: { requests: row.tcr, errors: row.tce },
      baseline: { requests: row.tbr, errors: row.tbe },
    };
    divided.rows.push({
      value: row.value,
      canary: { requests: row.cr, errors: row.ce },
      baseline: { requests: row.br, errors: row.be },
    });
  }
  return found;
}

const LATELY = 2_000;

const CARRIED = `
SELECT DISTINCT name FROM (SELECT dimensions ${OF_COHORTS} AND dimensions IS NOT NULL LIMIT ${LATELY}) AS lately,
  jsonb_object_keys(lately.dimensions) AS name ORDER BY name LIMIT 32`;

/** The names of the dimensions that samples of the window carry, from at most two thousand of them. */
export async function dimensionsCarried(sql: Sql, request: Omit<SeriesRequest, 'sli'>): Promise<string[]> {
  const { service, versions, from, to } = request;
  const rows = await sql.query<{ name: string }>(CARRIED, [service, versions.canary, versions.baseline, from, to]);
  return rows.map(({ name }) => name);
}
