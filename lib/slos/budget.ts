/** What may be bad. Pure. */

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Budget = 1 − objective, without the noise of binary fractions: 0.999 → 0.001. */
export const budgetOf = (objective: number): number => round(1 - objective, 12);

/** Whether an objective has so few decimals that its budget is exact. */
export const isFraction = (objective: number): boolean => round(objective, 9) === objective;

/**
 * What was counted in some span. `slices` are the slices of time that had any event, `badSlices` those below their
 * target; both stay 0 for a budget of events.
 */
export type Sum = { total: number; bad: number; slices: number; badSlices: number };

export const NOTHING: Sum = { total: 0, bad: 0, slices: 0, badSlices: 0 };

export const add = (a: Sum, b: Sum, times = 1): Sum => ({
  total: a.total + times * b.total,
  bad: a.bad + times * b.bad,
  slices: a.slices + times * b.slices,
  badSlices: a.badSlices + times * b.badSlices,
});

/** How a budget is counted: `sliceMs` null means by events. */
export type Counted = { objective: number; sliceMs: number | null };

/** Share of bad in a span of `spanMs`: of its events, or of its time (a slice without events is none that failed). Null without data. */
export function badShare({ sliceMs }: Pick<Counted, 'sliceMs'>, sum: Sum, spanMs: number): number | null {
  if (sum.total <= 0) return null;
  if (sliceMs === null) return sum.bad / sum.total;
  return Math.min(1, (sum.badSlices * sliceMs) / spanMs);
}

export type Budget = {
  attained: number | null;
  /** Share of the budget left; negative when overspent, null without data. */
  remaining: number | null;
  events: { total: number; bad: number; allowed: number | null; remaining: number | null };
  minutes: { allowed: number; spent: number | null; remaining: number | null };
};

const MINUTE = 60_000;

/** The budget of a window of `periodMs` after what was counted in it. */
export function budgetLeft(slo: Counted, sum: Sum, periodMs: number): Budget {
  const budget = budgetOf(slo.objective);
  const share = badShare(slo, sum, periodMs);
  const allowedMinutes = round((budget * periodMs) / MINUTE, 6);
  const remaining = share === null ? null : 1 - share / budget;
  const allowedEvents = slo.sliceMs === null && share !== null ? sum.total * budget : null;
  return {
    attained: share === null ? null : 1 - share,
    remaining,
    events: {
      total: sum.total,
      bad: sum.bad,
      allowed: allowedEvents,
      remaining: allowedEvents === null ? null : allowedEvents - sum.bad,
    },
    minutes: {
      allowed: allowedMinutes,
      spent: remaining === null ? null : allowedMinutes * (1 - remaining),
      remaining: remaining === null ? null : allowedMinutes * remaining,
    },
  };
}
