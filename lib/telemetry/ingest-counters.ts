import type { Metric } from '@/lib/health/prometheus';

const WAYS = ['push', 'otlp'] as const;
export type Way = (typeof WAYS)[number];

const OUTCOMES = {
  accepted: 'Samples stored',
  duplicates: 'Samples and points that added nothing, being known already or the first of a cumulative series,',
  refused: 'Samples and points refused',
} as const;
type Outcome = keyof typeof OUTCOMES;

/** What one process took in since its start, for /api/metrics. */
export class IngestCounters {
  readonly #requests = new Map<Way, number>();
  readonly #counts = new Map<string, number>();

  add(way: Way, counts: Record<Outcome, number>): void {
    this.#requests.set(way, (this.#requests.get(way) ?? 0) + 1);
    for (const [outcome, n] of Object.entries(counts)) {
      const key = `${outcome} ${way}`;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + n);
    }
  }

  metrics(): Metric[] {
    const counter = (name: string, help: string, value: (way: Way) => number): Metric => ({
      name: `rampart_ingest_${name}_total`,
      help: `${help} in this process since its start.`,
      type: 'counter',
      samples: WAYS.map((way) => ({ labels: { way }, value: value(way) })),
    });
    return [
      counter('requests', 'Telemetry requests taken', (way) => this.#requests.get(way) ?? 0),
      ...Object.entries(OUTCOMES).map(([outcome, help]) =>
        counter(`samples_${outcome}`, help, (way) => this.#counts.get(`${outcome} ${way}`) ?? 0),
      ),
    ];
  }
}
