import { hash } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { allowed } from '@/lib/http/parse';
import { parseDuration } from '@/lib/shared/duration';
import { skewOf, unbelievable } from './clock';
import type { Telemetry } from './runtime';
import type { StoredSample } from './samples';
import { meaningless, type TelemetryAnswer, type TelemetryPush, telemetrySampleSchema } from './schema';
import { insertSamples } from './store';

const MAX_INTERVAL_MS = 86_400_000;
const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/**
 * Takes a push: every good sample is stored once, every bad one is refused with its index and reason. Committed before
 * it answers. Throws `not_found` for an unknown service, and then stores nothing.
 */
export async function ingestTelemetry(deps: Telemetry, push: TelemetryPush): Promise<TelemetryAnswer> {
  const now = deps.clock.now();
  const { service, source = '' } = push;
  if (!(await deps.services.find([service], now)).has(service)) {
    throw new AppError('not_found', `There is no service "${service}": create it before it sends telemetry.`);
  }
  const good: StoredSample[] = [];
  const refused: TelemetryAnswer['refused'] = [];
  let newest: { at: number; intervalMs: number } | null = null;
  for (const [index, raw] of push.samples.entries()) {
    const sample = read(raw, service, source);
    if (typeof sample === 'string') {
      refused.push({ index, reason: sample });
      continue;
    }
    if (!newest || sample.at > newest.at) newest = sample;
    const reason = unbelievable(sample.at, now, deps.retentionMs);
    if (reason === null) good.push(sample);
    else refused.push({ index, reason });
  }
  await deps.days.ensure(deps.sql, good);
  const accepted = await insertSamples(deps.sql, good);
  deps.wake.note(
    {
      service,
      source,
      seenAt: now,
      newestAt: good.reduce<number | null>((latest, { at }) => Math.max(latest ?? at, at), null),
      skewMs: newest && skewOf(newest, now),
      refused: refused.length,
      reason: refused.at(-1)?.reason ?? null,
    },
    accepted > 0,
  );
  const duplicates = good.length - accepted;
  deps.counters.add('push', { accepted, duplicates, refused: refused.length });
  return { accepted, duplicates, refused };
}

/** One sample as it is stored, or why it cannot be. */
function read(raw: unknown, service: string, source: string): StoredSample | string {
  const parsed = telemetrySampleSchema.safeParse(raw);
  if (!parsed.success) return malformed(raw);
  const sample = parsed.data;
  const wrong = meaningless(sample);
  if (wrong !== null) return wrong;
  const at = ZONED.test(sample.at) ? Date.parse(sample.at) : Number.NaN;
  if (Number.isNaN(at)) return 'at must be a time in ISO 8601 with its zone, like 2026-11-21T14:30:00Z';
  const intervalMs = intervalOf(sample.interval);
  if (intervalMs === null) return 'interval must be a duration from 1s to 1d, like 10s';
  return {
    service,
    version: sample.version ?? '',
    cohort: sample.cohort ?? '',
    source,
    at,
    intervalMs,
    dims: identityOf(sample.dimensions),
    requests: sample.requests,
    errors: sample.errors,
    latency: sample.latencyMs ?? null,
    users: sample.users ?? null,
    values: sample.values ?? null,
    dimensions: sample.dimensions ?? null,
  };
}

/** Said only for the bad ones: messages cost more than the check. */
function malformed(raw: unknown): string {
  const issue = telemetrySampleSchema.safeParse(raw, { error: allowed }).error?.issues[0];
  if (!issue) return 'is not a sample';
  if (issue.code === 'unrecognized_keys') return `${issue.keys.join(', ')} is not a known field`;
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path} ${issue.message}`;
}

const intervals = new Map<string, number | null>();

function intervalOf(text: string): number | null {
  const known = intervals.get(text);
  if (known !== undefined) return known;
  const ms = parseDuration(text);
  const usable = ms !== null && ms >= 1000 && ms <= MAX_INTERVAL_MS ? ms : null;
  if (intervals.size < 1000) intervals.set(text, usable);
  return usable;
}

/** The same for the same dimensions in any order; '' for none. */
function identityOf(dimensions: Record<string, string> | undefined): string {
  if (!dimensions) return '';
  const entries = Object.entries(dimensions);
  if (entries.length === 0) return '';
  const text = JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  // Short ones as they are: hashing every sample is a good part of the cost of a push.
  return text.length <= 64 ? text : hash('sha1', text, 'base64url');
}
