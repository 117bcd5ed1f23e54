import { setTimeout as sleep } from 'node:timers/promises';
import { logger } from '@/lib/log';
import type { Egress } from '@/lib/providers/egress';
import { failureWords } from '@/lib/providers/failure';
import type { Telemetry } from '../runtime';
import type { Cohort } from '../samples';
import { insertSamples } from '../store';
import { type PrometheusConfig, type Queries, queriesFor } from './presets';
import { type Answers, sourceOf, toSamples } from './samples';
import { type Line, PrometheusError, queryRange, type Range } from './wire';

/** A service with a release that is out (at a dark step too), and the versions to ask for. */
export type PullTarget = {
  service: string;
  config: PrometheusConfig;
  versions: { canary: string; baseline: string | null };
};

/** `stepMs`: the window of every query, at least two scrapes long, a multiple of 10 s. */
export type PullOptions = { stepMs: number; everyMs: number; backfillMs: number; lagMs: number };

const DEFAULTS: PullOptions = { stepMs: 30_000, everyMs: 5_000, backfillMs: 3_600_000, lagMs: 2_000 };
const MAX_WINDOWS = 120;
const RETRIED_WINDOWS = 10;
const IN_FLIGHT = 4;

const TARGETS = `
SELECT r.service, r.version AS canary, r.baseline_version AS baseline, s.telemetry AS config
FROM release AS r JOIN service AS s ON s.name = r.service
WHERE r.status IN ('applying', 'holding', 'paused', 'awaiting_approval', 'rolling_back', 'rollback_failed')
  AND r.generation > 0 AND s.telemetry->>'kind' = 'prometheus'`;

type TargetRow = { service: string; canary: string; baseline: string | null; config: PrometheusConfig };

/**
 * Asks Prometheus for every service that has a release out, until `signal` aborts; resolves then. Any number of
 * replicas may do so: the same window of the same queries is the same sample. A missed window is asked for later.
 */
export async function startPrometheusPuller(
  deps: { telemetry: Telemetry; egress: Pick<Egress, 'request'> },
  signal: AbortSignal,
  options: Partial<PullOptions> = {},
): Promise<void> {
  const puller = new Puller(deps, { ...DEFAULTS, ...options });
  while (!signal.aborted) {
    try {
      const rows = await deps.telemetry.sql.query<TargetRow>(TARGETS);
      const targets = rows.map(({ service, canary, baseline, config }) => ({
        service,
        config,
        versions: { canary, baseline },
      }));
      await puller.pullAll(targets, signal);
    } catch (error) {
      logger('prometheus').warn({ err: error }, 'could not look for services to ask Prometheus about');
    }
    await sleep(options.everyMs ?? DEFAULTS.everyMs, undefined, { signal }).catch(() => {});
  }
}

/** Remembers how far each version was pulled; forgetting it (a restart) costs one look into the store. */
export class Puller {
  readonly #deps: { telemetry: Telemetry; egress: Pick<Egress, 'request'> };
  readonly #options: PullOptions;
  readonly #pulledTo = new Map<string, number>();

  constructor(deps: { telemetry: Telemetry; egress: Pick<Egress, 'request'> }, options: PullOptions = DEFAULTS) {
    this.#deps = deps;
    this.#options = options;
  }

  /** Pulls what is new for all targets, a few at a time. One that fails does not stop the others. */
  async pullAll(targets: readonly PullTarget[], signal?: AbortSignal): Promise<void> {
    const waiting = [...targets];
    const work = async () => {
      for (let target = waiting.pop(); target && !signal?.aborted; target = waiting.pop()) {
        await this.pull(target, signal).catch((error: unknown) => this.#failed(target, error, signal));
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  }

  /** Pulls the complete windows of both cohorts that are not stored yet; returns how many samples were new. */
  async pull(target: PullTarget, signal?: AbortSignal): Promise<number> {
    const { canary, baseline } = target.versions;
    const fresh = await this.#pullCohort(target, canary, 'canary', signal);
    return fresh + (baseline === null ? 0 : await this.#pullCohort(target, baseline, 'baseline', signal));
  }

  async #pullCohort(target: PullTarget, version: string, cohort: Cohort, signal?: AbortSignal): Promise<number> {
    const { telemetry, egress } = this.#deps;
    const { stepMs, lagMs } = this.#options;
    const { service, config } = target;
    const now = telemetry.clock.now();
    const source = sourceOf(config);
    const queries = queriesFor(config, { service, version, cohort });
    const said: Cohort | '' = queries.byCohort ? cohort : '';
    const key = `${service} ${version} ${said} ${source}`;
    const last = Math.floor((now - lagMs) / stepMs) * stepMs;
    const first = (await this.#startOf(key, { service, version, cohort: said, now })) + stepMs;
    const fromMs = Math.max(first, last - (MAX_WINDOWS - 1) * stepMs);
    if (fromMs > last) return 0;
    const range = { fromMs, toMs: last, stepMs };
    const answers = await ask(queries, (query) => queryRange(egress, config.url, query, range, signal));
    const samples = toSamples(answers, endsOf(range), {
      service,
      version,
      cohort: said,
      source,
      stepMs,
      unit: queries.bucketUnit,
    });
    await telemetry.days.ensure(telemetry.sql, samples);
    const stored = await insertSamples(telemetry.sql, samples);
    // A window without an answer is asked for again for a while: the scrape may only be late.
    const answered = samples.at(-1);
    this.#pulledTo.set(key, Math.max(answered ? answered.at + stepMs : 0, last - RETRIED_WINDOWS * stepMs));
    telemetry.wake.note(
      { service, source, seenAt: now, newestAt: samples.at(-1)?.at ?? null, skewMs: null, refused: 0, reason: null },
      stored > 0,
    );
    return stored;
  }

  /** Where pulling goes on: after the newest window that any Prometheus source of this service has stored. */
  async #startOf(
    key: string,
    { service, version, cohort, now }: { service: string; version: string; cohort: string; now: number },
  ): Promise<number> {
    const { stepMs, backfillMs } = this.#options;
    const known = this.#pulledTo.get(key);
    if (known !== undefined) return Math.max(known, now - backfillMs - stepMs);
    const floor = Math.floor((now - backfillMs) / stepMs) * stepMs;
    const [row] = await this.#deps.telemetry.sql.query<{ ends: number | null }>(
      `SELECT (extract(epoch FROM max(at + interval_ms * interval '1 ms')) * 1000)::float8 AS ends FROM telemetry_sample
       WHERE service = $1 AND version = $2 AND cohort = $3 AND source LIKE 'prometheus:%' AND at >= to_timestamp($4::float8 / 1000)`,
      [service, version, cohort, floor],
    );
    return Math.max(floor, Math.floor((row?.ends ?? 0) / stepMs) * stepMs);
  }

  #failed({ service, config }: PullTarget, error: unknown, signal?: AbortSignal): void {
    if (signal?.aborted) return;
    const { telemetry } = this.#deps;
    const reason =
      error instanceof PrometheusError ? error.message : `Prometheus cannot be asked: ${failureWords(error)}`;
    logger('prometheus').warn({ service, err: error }, 'could not pull');
    telemetry.wake.note(
      {
        service,
        source: sourceOf(config),
        seenAt: telemetry.clock.now(),
        newestAt: null,
        skewMs: null,
        refused: 1,
        reason,
      },
      false,
    );
  }
}

const endsOf = ({ fromMs, toMs, stepMs }: Range): number[] =>
  Array.from({ length: Math.floor((toMs - fromMs) / stepMs) + 1 }, (_, i) => (fromMs + i * stepMs) / 1000);

async function ask(queries: Queries, run: (query: string) => Promise<Line[]>): Promise<Answers> {
  const maybe = (query: string | null): Promise<Line[]> => (query === null ? Promise.resolve([]) : run(query));
  const [requests, errors, latencyBuckets] = await Promise.all([
    maybe(queries.requests),
    maybe(queries.errors),
    maybe(queries.latencyBuckets),
  ]);
  const values: Record<string, Line[]> = {};
  for (const [key, query] of Object.entries(queries.values)) values[key] = await run(query);
  return { requests, errors, latencyBuckets, values };
}
