import { boundsIn, type Counts } from './counts';

/** One SLI over one cohort: its value, and how many samples stand behind it. */
export type Measure = { value: number | null; samples: number; bad?: number };

/**
 * The value of an SLI in some counts: a rate 0–1 for `error_rate`, milliseconds for `latency_pNN`, the mean for any
 * other (a key of `values`). Null where nothing was counted.
 */
export function measure(counts: Counts, sli: string): Measure {
  if (sli === 'error_rate') {
    const { requests, errors } = counts;
    return { value: requests > 0 ? errors / requests : null, samples: requests, bad: errors };
  }
  const quantile = /^latency_p(\d{2})$/.exec(sli)?.[1];
  if (quantile) return latency(counts, Number(quantile) / 100);
  const moments = counts.values[sli];
  if (!moments || moments.count <= 0) return { value: null, samples: 0 };
  return { value: moments.sum / moments.count, samples: moments.count };
}

/** The rate of a baseline; one without a single bad one counts as one in all it had, the most that was not seen. */
export const flooredRate = (bad: number, total: number): number => Math.max(bad, 1) / total;

/** What a canary's value is divided by: the baseline's, floored where it is an error rate; 0 where there is none. */
export const heldAgainst = (sli: string, { value, samples }: Measure): number =>
  sli === 'error_rate' && value === 0 && samples > 0 ? flooredRate(0, samples) : (value ?? 0);

/**
 * A quantile from histogram counts, interpolated inside its bucket as Prometheus' histogram_quantile does; above the
 * last bound it is the last bound. Histograms of unlike bounds are joined on the union of their edges.
 */
function latency(counts: Counts, q: number): Measure {
  const edges = new Map<number, number>();
  let total = 0;
  for (const [key, row] of Object.entries(counts.latency)) {
    const bounds = boundsIn(key);
    row.forEach((n, i) => {
      const edge = bounds[i] ?? Number.POSITIVE_INFINITY;
      edges.set(edge, (edges.get(edge) ?? 0) + n);
      total += n;
    });
  }
  if (total <= 0) return { value: null, samples: 0 };
  const sorted = [...edges].sort(([a], [b]) => a - b);
  const rank = q * total;
  let below = 0;
  let lower = 0;
  for (const [upper, n] of sorted) {
    if (below + n >= rank && n > 0) {
      if (!Number.isFinite(upper)) return { value: lower, samples: total };
      return { value: lower + ((upper - lower) * (rank - below)) / n, samples: total };
    }
    below += n;
    if (Number.isFinite(upper)) lower = upper;
  }
  return { value: lower, samples: total };
}
