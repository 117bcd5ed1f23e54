import { skewOf } from '../clock';
import type { Telemetry } from '../runtime';
import { insertSamples } from '../store';
import { type Point, readPoints, servicesOf } from './points';
import { COUNT_FROM_START_MS, storeCumulative, toSample } from './store';
import { decodeRequest, encodeResponse, formatOf, type Rejected } from './wire';

export type OtlpAnswer = { body: Uint8Array<ArrayBuffer>; contentType: string; rejected: Rejected };

/**
 * Takes an OTLP/HTTP metrics export. What is understood is stored before it answers; refused points are counted and
 * named in `partialSuccess`, metrics nobody asked for are passed over in silence.
 */
export async function ingestOtlp(
  deps: Telemetry,
  bytes: Uint8Array,
  contentType: string | null,
  encoding: string | null,
): Promise<OtlpAnswer> {
  const format = formatOf(contentType);
  const request = await decodeRequest(bytes, format, encoding);
  const now = deps.clock.now();
  const services = await deps.services.find(servicesOf(request), now);
  const { points, unbelieved, rejected } = readPoints(request, services, { now, retentionMs: deps.retentionMs });
  const cumulative = points.filter((point) => point.cumulative);
  const samples = points.filter((point) => !point.cumulative).map(toSample);
  const days = cumulative.flatMap(({ endAt }) => [{ at: endAt }, { at: endAt - COUNT_FROM_START_MS }]);
  await deps.days.ensure(deps.sql, [...samples, ...days]);
  const stored = (await insertSamples(deps.sql, samples)) + (await storeCumulative(deps.sql, cumulative));
  deps.counters.add('otlp', {
    accepted: stored,
    duplicates: points.length - stored,
    refused: rejected.points,
  });
  note(deps, points, now, stored > 0);
  for (const { service, source, endAt, reason } of unbelieved) {
    const skewMs = skewOf({ at: endAt, intervalMs: 0 }, now);
    deps.wake.note({ service, source, seenAt: now, newestAt: null, skewMs, refused: 1, reason }, false);
  }
  const message = [...rejected.reasons].map(([reason, count]) => `${reason} (${count})`).join('; ');
  const summary = { points: rejected.points, message: message.slice(0, 2000) };
  return {
    body: encodeResponse(summary, format),
    contentType: format === 'json' ? 'application/json' : 'application/x-protobuf',
    rejected: summary,
  };
}

function note(deps: Telemetry, points: readonly Point[], now: number, stored: boolean): void {
  const newest = new Map<string, Point>();
  for (const point of points) {
    const key = `${point.service} ${point.source}`;
    if ((newest.get(key)?.endAt ?? 0) < point.endAt) newest.set(key, point);
  }
  for (const { service, source, endAt } of newest.values()) {
    const skewMs = skewOf({ at: endAt, intervalMs: 0 }, now);
    deps.wake.note({ service, source, seenAt: now, newestAt: endAt, skewMs, refused: 0, reason: null }, stored);
  }
}
