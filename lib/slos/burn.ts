import { badShare, budgetOf, type Counted, type Sum } from './budget';

/** The spans that burn rates are computed over. */
export const BURN_WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;
export type BurnWindow = (typeof BURN_WINDOWS)[number];

const MS: Record<BurnWindow, number> = {
  '5m': 300_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
  '2h': 7_200_000,
  '6h': 21_600_000,
  '1d': 86_400_000,
  '3d': 259_200_000,
};

export const burnWindowMs = (window: BurnWindow): number => MS[window];

/** How many times faster than allowed: bad share ÷ budget. */
export const burnRate = (bad: number, objective: number): number => bad / budgetOf(objective);

/** The highest burn rate there can be: everything fails. */
export const highestBurn = (objective: number): number => 1 / budgetOf(objective);

/** Share of the whole budget that a burn rate spends in a span. */
export const consumed = (rate: number, spanMs: number, periodMs: number): number => (rate * spanMs) / periodMs;

export type BurnRates = Record<BurnWindow, number | null>;

/** Burn rate over each span; null where nothing was counted. */
export function burnRates(slo: Counted, sums: Record<BurnWindow, Sum>): BurnRates {
  const rate = (window: BurnWindow): number | null => {
    const bad = badShare(slo, sums[window], MS[window]);
    return bad === null ? null : burnRate(bad, slo.objective);
  };
  return {
    '5m': rate('5m'),
    '30m': rate('30m'),
    '1h': rate('1h'),
    '2h': rate('2h'),
    '6h': rate('6h'),
    '1d': rate('1d'),
    '3d': rate('3d'),
  };
}

/** Milliseconds until a budget of which `remaining` is left is spent at `rate`; 0 when it is, null when it never will be. */
export function timeToExhaustion(remaining: number | null, rate: number | null, periodMs: number): number | null {
  if (remaining === null) return null;
  if (remaining <= 0) return 0;
  if (rate === null || rate <= 0) return null;
  return (remaining / rate) * periodMs;
}
