/** One bucket of one version, as telemetry hands it on in the recorded order of arrival. Times in epoch ms. */
export type Sample = {
  version: string;
  /** Said by the sender; wins over the version. */
  cohort: 'canary' | 'baseline' | null;
  at: number;
  intervalMs: number;
  requests: number;
  errors: number;
  /** Upper bounds in ms, and counts: one more than bounds, the last is above every bound. */
  latency: { bounds: readonly number[]; counts: readonly number[] } | null;
  values: Readonly<Record<string, Moments>> | null;
};

export type Moments = { count: number; sum: number; sumSquares: number };

/** Sums over one cohort. Histograms are kept by their bounds: counts of unlike edges are never mixed. */
export type Counts = {
  requests: number;
  errors: number;
  latency: Record<string, number[]>;
  values: Record<string, Moments>;
};

/** Keys parsed already. Every slot of every look has the same few; not kept for ever, since senders make them up. */
const parsed = new Map<string, readonly number[]>();
const MOST_PARSED = 1_000;

/** The bounds of a histogram from the key it is kept under. */
export function boundsIn(key: string): readonly number[] {
  const known = parsed.get(key);
  if (known) return known;
  const bounds = key === '' ? [] : key.split(',').map(Number);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(key, bounds);
  return bounds;
}

export const emptyCounts = (): Counts => ({ requests: 0, errors: 0, latency: {}, values: {} });

/** The counts of a plain list, for the recorded baseline and for tests. */
export function countsOf(samples: readonly Sample[]): Counts {
  const counts = emptyCounts();
  for (const sample of samples) addTo(counts, sample);
  return counts;
}

export const copyCounts = (counts: Counts): Counts => ({
  requests: counts.requests,
  errors: counts.errors,
  latency: Object.fromEntries(Object.entries(counts.latency).map(([key, row]) => [key, [...row]])),
  values: { ...counts.values },
});

/** Adds a sample to the counts it is given. */
export function addTo(counts: Counts, sample: Sample): void {
  counts.requests += sample.requests;
  counts.errors += sample.errors;
  if (sample.latency) {
    const key = sample.latency.bounds.join(',');
    const row = counts.latency[key];
    if (row)
      sample.latency.counts.forEach((n, i) => {
        row[i] = (row[i] ?? 0) + n;
      });
    else counts.latency[key] = [...sample.latency.counts];
  }
  for (const [sli, m] of Object.entries(sample.values ?? {})) {
    const before = counts.values[sli] ?? { count: 0, sum: 0, sumSquares: 0 };
    counts.values[sli] = {
      count: before.count + m.count,
      sum: before.sum + m.sum,
      sumSquares: before.sumSquares + m.sumSquares,
    };
  }
}

/** Counts since a fresh look was asked for. */
export function since(counts: Counts, base: Counts | undefined): Counts {
  if (!base) return counts;
  return {
    requests: counts.requests - base.requests,
    errors: counts.errors - base.errors,
    latency: Object.fromEntries(
      Object.entries(counts.latency).map(([key, row]) => [key, row.map((n, i) => n - (base.latency[key]?.[i] ?? 0))]),
    ),
    values: Object.fromEntries(
      Object.entries(counts.values).map(([sli, m]) => {
        const b = base.values[sli] ?? { count: 0, sum: 0, sumSquares: 0 };
        return [sli, { count: m.count - b.count, sum: m.sum - b.sum, sumSquares: m.sumSquares - b.sumSquares }];
      }),
    ),
  };
}
