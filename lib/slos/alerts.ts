import { budgetOf } from './budget';
import { type BurnRates, type BurnWindow, burnWindowMs, highestBurn } from './burn';

export type Severity = 'page' | 'ticket';
export type AlertRule = { severity: Severity; long: BurnWindow; short: BurnWindow; factor: number };
type Asked = {
  severity: Severity;
  long: BurnWindow;
  short: BurnWindow;
  budgetShare?: number | undefined;
  factor?: number | undefined;
};

/** Of the SRE workbook: severity, long and short span, and the share of the budget that the long one may spend. */
export const USUAL_ALERTS: readonly (Asked & { budgetShare: number })[] = [
  { severity: 'page', long: '1h', short: '5m', budgetShare: 0.02 },
  { severity: 'page', long: '6h', short: '30m', budgetShare: 0.05 },
  { severity: 'ticket', long: '1d', short: '2h', budgetShare: 0.1 },
  { severity: 'ticket', long: '3d', short: '6h', budgetShare: 0.1 },
];

const trim = (value: number): number => Number(value.toPrecision(12));

/** The burn rate at which a span spends a share of the whole budget: share × period ÷ span. */
export const factorOf = (budgetShare: number, long: BurnWindow, periodMs: number): number =>
  trim((budgetShare * periodMs) / burnWindowMs(long));

/** The rules that apply, with thresholds for a period; the usual four (as far as they fit in the period) when none are asked for. */
export function alertRules(asked: readonly Asked[] | null | undefined, periodMs: number): AlertRule[] {
  const rules = asked ?? USUAL_ALERTS.filter(({ long }) => burnWindowMs(long) <= periodMs);
  return rules.map(({ severity, long, short, budgetShare, factor }) => ({
    severity,
    long,
    short,
    factor: factor ?? factorOf(budgetShare ?? 0, long, periodMs),
  }));
}

const number = (value: number): string => String(Number(value.toPrecision(4)));

/** Why a rule can never fire, or null: the burn rate must be able to be above the threshold. */
export function cannotFire(rule: AlertRule, objective: number): string | null {
  const highest = highestBurn(objective);
  if (rule.factor < highest) return null;
  const needed = Number((1 - 1 / rule.factor).toPrecision(6));
  return `its ${rule.severity} alert over ${rule.long} and ${rule.short} can never fire: it needs a burn rate above ${number(rule.factor)}, but with a budget of ${number(budgetOf(objective) * 100)} % the highest there is, when everything fails, is ${number(highest)}; use an objective above ${number(needed * 100)} %, a shorter window, or alerts of your own`;
}

export type AlertState = 'firing' | 'rising' | 'recovering' | 'fine' | 'no_data' | 'low_traffic';

/** Both spans strictly above: firing. Only the long one: it is getting better. Only the short one: it may become one. */
export function alertState(long: number | null, short: number | null, factor: number): AlertState {
  if (long === null && short === null) return 'no_data';
  const above = { long: (long ?? 0) > factor, short: (short ?? 0) > factor };
  if (above.long) return above.short ? 'firing' : 'recovering';
  return above.short ? 'rising' : 'fine';
}

export type Alert = AlertRule & { state: AlertState; longRate: number | null; shortRate: number | null };

/** How each rule stands. A page needs `minEvents` in its long span; a ticket can wait for a person anyway. */
export function judgeAlerts(
  rules: readonly AlertRule[],
  rates: BurnRates,
  events: Record<BurnWindow, number>,
  minEvents: number,
): Alert[] {
  return rules.map((rule) => {
    const longRate = rates[rule.long];
    const shortRate = rates[rule.short];
    const state = alertState(longRate, shortRate, rule.factor);
    const few = rule.severity === 'page' && state === 'firing' && events[rule.long] < minEvents;
    return { ...rule, state: few ? 'low_traffic' : state, longRate, shortRate };
  });
}
