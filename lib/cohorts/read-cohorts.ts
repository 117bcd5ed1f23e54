import { type ByDimension, dimensionsCarried, readByDimensions } from '@/lib/telemetry/read-by-dimension';
import { readHeatmap } from '@/lib/telemetry/read-heatmap';
import { readLatencyByDimension } from '@/lib/telemetry/read-latency-by-dimension';
import { bucketWidth } from '@/lib/telemetry/read-series';
import { readValues } from '@/lib/telemetry/read-values';
import { meanEffect, rateEffect } from './effect';
import { heatmapOf } from './heat';
import { placesOf, rankCohorts, TABLE_ALPHA, worstOf } from './rank';
import type { Cohorts, LatencyHeatmap, Resources } from './schema';
import { latencyBy, type P95, slowWords } from './slow';
import { type AskedWindow, type CohortDeps, cohortWindow } from './window';
import { cohortWords } from './words';

const MAX_ROWS = 50;
/** What a worst row is looked into by, as far as samples carry it. */
const INSIDE = ['route', 'region', 'node', 'dependency'];

const iso = (at: number): string => new Date(at).toISOString();

/**
 * Errors of a release's cohorts by one dimension, most extra failures first, and where inside the worst row they lie.
 * At most five reads of the window, which is at most a day. Throws `not_found` and `unprocessable`.
 */
export async function releaseCohorts(
  deps: CohortDeps,
  id: string,
  { by, ...asked }: AskedWindow & { by: string },
): Promise<Cohorts> {
  const request = await cohortWindow(deps, id, asked);
  const dimensions = await dimensionsCarried(deps.sql, request);
  const divided = (await readByDimensions(deps.sql, { ...request, dimensions: [by] })).get(by);
  const total = divided?.total ?? { canary: NOTHING, baseline: NOTHING };
  const rows = rankCohorts(divided?.rows ?? [], total);
  const worst = worstOf(rows);
  const others = INSIDE.filter((name) => name !== by && dimensions.includes(name));
  const inside = new Map<string, ByDimension[]>();
  if (worst && others.length > 0) {
    const within = { dimension: by, value: worst.value };
    for (const [name, part] of await readByDimensions(deps.sql, { ...request, dimensions: others, within }))
      inside.set(name, part.rows);
  }
  const places = worst ? placesOf(inside, worst) : [];
  const shown = rows.slice(0, MAX_ROWS);
  const parts = await readLatencyByDimension(
    deps.sql,
    request,
    by,
    shown.map(({ value }) => value),
  );
  const latency = latencyBy(parts);
  const items = shown.map((row) => ({ ...row, latency: latency.of(row.value) }));
  const extra = rows.reduce((sum, row) => sum + Math.max(0, row.extraFailures), 0);
  return {
    by,
    from: iso(request.from),
    to: iso(request.to),
    words: cohortWords({ by, rows, worst, places, total }),
    slower: slowWords(by, items, latency.total),
    worst: worst && { value: worst.value, places },
    total: {
      ...total,
      ...rateEffect(total.canary, total.baseline, TABLE_ALPHA),
      extraFailures: extra,
      latency: p95(latency.total),
    },
    items: items.map((row) => ({ ...row, latency: p95(row.latency) })),
    values: divided?.values ?? 0,
    dimensions,
  };
}

const NOTHING = { requests: 0, errors: 0 };

const p95 = ({ canary, baseline }: P95) => ({ canary, baseline });

const MOST_COLUMNS = 60;

/** Latency of both cohorts over time, on bands they share. Throws `not_found` and `unprocessable`. */
export async function releaseLatency(deps: CohortDeps, id: string, asked: AskedWindow): Promise<LatencyHeatmap> {
  const request = await cohortWindow(deps, id, asked);
  const bucketMs = bucketWidth(request.to - request.from, 0, MOST_COLUMNS);
  const heat = heatmapOf(await readHeatmap(deps.sql, { ...request, bucketMs }));
  const dated = <T extends { at: number }>(columns: readonly T[]) =>
    columns.map((column) => ({ ...column, at: iso(column.at) }));
  return {
    from: iso(request.from),
    to: iso(request.to),
    bucketMs,
    ...heat,
    canary: dated(heat.canary),
    baseline: dated(heat.baseline),
  };
}

const FIRST = ['cpu', 'memory', 'cost'];
const place = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);

/** What both cohorts use and cost, and everything else they sent as `values`. Throws `not_found` and `unprocessable`. */
export async function releaseResources(deps: CohortDeps, id: string, asked: AskedWindow): Promise<Resources> {
  const request = await cohortWindow(deps, id, asked);
  const { values, requests } = await readValues(deps.sql, request);
  const alpha = TABLE_ALPHA / Math.max(1, values.size);
  const items = [...values].map(([key, { canary, baseline }]) => ({
    key,
    canary: { mean: canary.count > 0 ? canary.sum / canary.count : null, count: canary.count },
    baseline: { mean: baseline.count > 0 ? baseline.sum / baseline.count : null, count: baseline.count },
    ...meanEffect(canary, baseline, alpha),
    perThousand:
      key === 'cost' && requests.canary > 0 && requests.baseline > 0
        ? { canary: (1000 * canary.sum) / requests.canary, baseline: (1000 * baseline.sum) / requests.baseline }
        : null,
  }));
  items.sort((a, b) => place(a.key) - place(b.key) || (a.key < b.key ? -1 : 1));
  return { from: iso(request.from), to: iso(request.to), items };
}
