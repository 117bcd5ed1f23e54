/** Who a sample speaks for in one release. */
export type Cohort = 'canary' | 'baseline';

/** A latency histogram in milliseconds: `counts[i]` are at most `bounds[i]`, the last count is over every bound. */
export type Latency = { bounds: readonly number[]; counts: readonly number[] };

/** What a mean and its variance need. */
export type ValueStats = { count: number; sum: number; sumSquares: number };

export type Values = Readonly<Record<string, ValueStats>>;

/** A sample as a release's gates read it. `at` (start) is epoch milliseconds; `cohort` is null for any other version. */
export type SampleRow = {
  version: string;
  cohort: Cohort | null;
  at: number;
  intervalMs: number;
  requests: number;
  errors: number;
  latency: Latency | null;
  values: Values | null;
};

/** Sums over a window. `samples` is how many rows they came from; `latency` keeps only the bounds all rows are exact at. */
export type WindowSums = {
  samples: number;
  requests: number;
  errors: number;
  latency: Latency | null;
  values: Values;
};

/** A sample on its way into the store; '' means "not said". `dims` tells apart what shares everything else. */
export type StoredSample = {
  service: string;
  version: string;
  cohort: Cohort | '';
  source: string;
  at: number;
  intervalMs: number;
  dims: string;
  requests: number;
  errors: number;
  latency: Latency | null;
  users: { active: number; affected: number } | null;
  values: Values | null;
  dimensions: Readonly<Record<string, string>> | null;
};

/** An explicit cohort wins; else the version says it; any other version is shown and never judged. */
export function attribute(
  sample: { version: string; cohort: Cohort | '' },
  versions: { canary: string; baseline: string | null },
): Cohort | null {
  if (sample.cohort !== '') return sample.cohort;
  if (sample.version === versions.canary) return 'canary';
  return sample.version !== '' && sample.version === versions.baseline ? 'baseline' : null;
}

/** Adds per key; neither argument is changed. */
export function addValues(a: Values, b: Values): Record<string, ValueStats> {
  const sums: Record<string, ValueStats> = { ...a };
  for (const [key, more] of Object.entries(b)) {
    const had = sums[key];
    sums[key] = had
      ? {
          count: had.count + more.count,
          sum: had.sum + more.sum,
          sumSquares: had.sumSquares + more.sumSquares,
        }
      : more;
  }
  return sums;
}
