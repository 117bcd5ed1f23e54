/** What a verdict was counted from: rows to read and the questions to ask again. Pure; epoch ms. */

import type { Release } from '@/lib/releases/schema';
import type { ServiceView } from '@/lib/services/view';
import { queriesFor } from '@/lib/telemetry/prometheus/presets';
import type { ReleaseSeries } from '@/lib/telemetry/series-schema';
import { type SeriesBucket, seriesBuckets } from './chart-view';

export type SampleRow = SeriesBucket & { canaryErrors: number; baselineErrors: number };

/** Buckets since the step began, newest first, with the errors behind each rate. */
export function sampleRows(series: ReleaseSeries, from: number): SampleRow[] {
  const begin = Math.floor(from / series.bucketMs) * series.bucketMs;
  const errors = (side: 'canary' | 'baseline') =>
    new Map(series[side].map((point) => [Date.parse(point.at), point.errors]));
  const [canary, baseline] = [errors('canary'), errors('baseline')];
  return seriesBuckets(series, null)
    .filter(({ at }) => at >= begin)
    .map((bucket) => ({
      ...bucket,
      canaryErrors: canary.get(bucket.at) ?? 0,
      baselineErrors: baseline.get(bucket.at) ?? 0,
    }))
    .reverse();
}

type Asked = {
  release: Pick<Release, 'id' | 'service' | 'version' | 'baselineVersion'>;
  service: Pick<ServiceView, 'telemetry'> | undefined;
  sli: string;
  from: number;
  to: number;
};

/** The samples as a question anybody can ask again: the API's, and Prometheus' own where it was asked. */
export function queryLines({ release, service, sli, from, to }: Asked, origin: string): string[] {
  const query = new URLSearchParams({ sli, from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  return [
    `curl -H "Authorization: Bearer $RAMPART_TOKEN" "${origin}/api/v1/releases/${release.id}/series?${query}"`,
    ...promqlLines(release, service, sli),
  ];
}

function promqlLines(release: Asked['release'], service: Asked['service'], sli: string): string[] {
  if (service?.telemetry.kind !== 'prometheus') return [];
  const { telemetry } = service;
  const cohorts = [
    ['canary', release.version] as const,
    ...(release.baselineVersion === null ? [] : [['baseline', release.baselineVersion] as const]),
  ];
  return cohorts.flatMap(([cohort, version]) => {
    const queries = queriesFor(telemetry, { service: release.service, version, cohort });
    const asked =
      sli === 'error_rate'
        ? [queries.errors, queries.requests]
        : [sli.startsWith('latency_') ? queries.latencyBuckets : (queries.values[sli] ?? null)];
    return asked.flatMap((one) => (one === null ? [] : [one]));
  });
}
