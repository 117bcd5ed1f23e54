import { type Alert, alertRules, judgeAlerts } from './alerts';
import { type Budget, budgetLeft, type Sum } from './budget';
import { BURN_WINDOWS, type BurnRates, type BurnWindow, burnRates, timeToExhaustion } from './burn';
import type { AlertRuleInput, Burning, SloStatus } from './schema';
import { type Window, type WindowSpec, windowAt } from './window';

/** An SLO as the engine counts it. */
export type Definition = WindowSpec & {
  objective: number;
  /** Length of a slice where the budget is of time; null where it is of events. */
  sliceMs: number | null;
  alerts: readonly AlertRuleInput[] | null;
  minEvents: number;
};

/** What was counted over each span that ends at `now`, and in the window. */
export type Sums = Record<BurnWindow, Sum> & { window: Sum };

export type Standing = {
  status: SloStatus;
  window: Window;
  budget: Budget;
  rates: BurnRates;
  alerts: Alert[];
  burning: Burning[];
  exhaustion: { inMs: number | null; pace: BurnWindow | null };
  noData: boolean;
};

/** After so long without an event nobody knows how the service is. */
export const SILENT_AFTER: BurnWindow = '1h';

/** Everything that is said of an SLO at `now` (epoch ms), from sums alone. Pure. */
export function evaluate(slo: Definition, sums: Sums, now: number): Standing {
  const window = windowAt(slo, now);
  const budget = budgetLeft(slo, sums.window, window.lengthMs);
  const rates = burnRates(slo, sums);
  const alerts = judgeAlerts(alertRules(slo.alerts, window.lengthMs), rates, eventsOf(sums), slo.minEvents);
  const burning = alerts
    .filter(({ state }) => state === 'firing')
    .map(({ severity, long, short, longRate }) => ({ severity, long, short, rate: longRate ?? 0 }));
  const noData = budget.remaining === null || sums[SILENT_AFTER].total <= 0;
  return {
    status: statusOf({ budget, burning, noData, events: sums[SILENT_AFTER].total, minEvents: slo.minEvents }),
    window,
    budget,
    rates,
    alerts,
    burning,
    exhaustion: exhaustionOf({ budget, rates, burning, window, now }),
    noData,
  };
}

const eventsOf = (sums: Sums): Record<BurnWindow, number> => ({
  '5m': sums['5m'].total,
  '30m': sums['30m'].total,
  '1h': sums['1h'].total,
  '2h': sums['2h'].total,
  '6h': sums['6h'].total,
  '1d': sums['1d'].total,
  '3d': sums['3d'].total,
});

type Facts = { budget: Budget; burning: readonly Burning[]; noData: boolean; events: number; minEvents: number };

/** A spent budget stays spent in silence; otherwise silence is neither healthy nor burning. */
function statusOf({ budget, burning, noData, events, minEvents }: Facts): SloStatus {
  if (budget.remaining !== null && budget.remaining <= 0) return 'exhausted';
  if (noData) return 'no_data';
  if (burning.length > 0) return 'burning';
  return events < minEvents ? 'low_traffic' : 'healthy';
}

type Pace = { budget: Budget; rates: BurnRates; burning: readonly Burning[]; window: Window; now: number };

/** At the pace of the alert that fires over the shortest span, else of a day. A calendar period that ends first is never exhausted. */
function exhaustionOf({ budget, rates, burning, window, now }: Pace): Standing['exhaustion'] {
  const fastest = BURN_WINDOWS.find((span) => burning.some(({ long }) => long === span));
  const known = (['1d', '6h', '1h'] as const).find((span) => rates[span] !== null);
  const pace = fastest ?? known ?? null;
  const inMs = timeToExhaustion(budget.remaining, pace && rates[pace], window.lengthMs);
  if (inMs === null || (window.end !== null && now + inMs >= window.end && inMs > 0)) return { inMs: null, pace };
  return { inMs, pace };
}
