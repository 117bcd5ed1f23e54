import type { Outcome } from './outcome';

/** Sums over outcomes that the estimate of the ratio and its dispersion need. None depends on the order of arrival. */
export type Totals = {
  worse: number;
  other: number;
  /** Outcomes with at least one event. */
  buckets: number;
  /** Σ x(1 − ρ) and Σ yρ (x worse, y other): their quotient is the Mantel–Haenszel estimate of the ratio. */
  above: number;
  below: number;
  /** Σ x²/(K o), Σ y² o/K and Σ xy/K with the odds o = ρ/(1 − ρ) of the share. */
  squares: [number, number, number];
};

export const noTotals: Totals = { worse: 0, other: 0, buckets: 0, above: 0, below: 0, squares: [0, 0, 0] };

/** The totals with these informative outcomes. */
export function withTotals(totals: Totals, outcomes: readonly Outcome[]): Totals {
  const sum = { ...totals };
  let [up, down, cross] = totals.squares;
  for (const { share, worse, other } of outcomes) {
    const events = worse + other;
    const odds = share / (1 - share);
    sum.worse += worse;
    sum.other += other;
    sum.buckets += 1;
    sum.above += worse * (1 - share);
    sum.below += other * share;
    up += (worse * worse) / (events * odds);
    down += (other * other * odds) / events;
    cross += (worse * other) / events;
  }
  return { ...sum, squares: [up, down, cross] };
}

/** The totals with one informative outcome more. */
export const addTotals = (totals: Totals, outcome: Outcome): Totals => withTotals(totals, [outcome]);

/** Estimate of the ratio (Mantel & Haenszel 1959 for person-time); null before both sides have seen an event. */
export function estimateRatio({ above, below }: Totals): number | null {
  return below > 0 && above + below > 0 ? above / below : null;
}

/**
 * φ = mean of (x − Kθ̂)²/(Kθ̂(1 − θ̂)) around the estimated ratio r̂: 1 where events are independent, the mean cluster
 * size where they come in clusters. With θ̂/(1 − θ̂) = o·r̂ each term is (x − y·o·r̂)²/(K·o·r̂), so three sums give φ
 * exactly for whatever r̂ is now. Null while one side has no event.
 */
export function dispersion(totals: Totals): number | null {
  const ratio = estimateRatio(totals);
  if (ratio === null || ratio === 0) return null;
  const [up, down, cross] = totals.squares;
  return Math.max(0, up / ratio + down * ratio - 2 * cross) / totals.buckets;
}
