import { definitionOf } from './definition';
import { evaluate } from './evaluate';
import type { SloInput, SloStanding, SloView } from './schema';
import { EMPTY, unpack } from './spans';

export type SloRow = {
  id: number;
  service: string;
  name: string;
  spec: SloInput;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  sums: number[] | null;
  asOf: Date | null;
  exhaustedAt: Date | null;
  pullError: string | null;
};

const iso = (at: number): string => new Date(at).toISOString();

/** How it stands, from the sums that are kept: the same function that the controller decides by. Null before the first. */
export function standingOf({ spec, sums, asOf, exhaustedAt, pullError }: SloRow): SloStanding | null {
  if (sums === null || asOf === null || sums.length !== EMPTY.length) return null;
  const now = asOf.getTime();
  const { status, window, budget, rates, alerts, exhaustion } = evaluate(definitionOf(spec), unpack(sums), now);
  const { inMs, pace } = exhaustion;
  return {
    status,
    asOf: iso(now),
    window: { start: iso(window.start), end: window.end === null ? null : iso(window.end) },
    attained: budget.attained,
    remaining: budget.remaining,
    events: budget.events,
    minutes: budget.minutes,
    burnRates: rates,
    alerts,
    exhaustion: { inMs, at: inMs === null || inMs <= 0 ? null : iso(now + inMs), pace },
    exhaustedAt: exhaustedAt?.toISOString() ?? null,
    problem: pullError,
  };
}

/** Row → wire. */
export function sloView(row: SloRow): SloView {
  const { spec } = row;
  return {
    service: row.service,
    slo: row.name,
    displayName: spec.displayName ?? null,
    description: spec.description ?? null,
    sli: spec.sli,
    objective: spec.objective,
    window: spec.window,
    timeZone: spec.timeZone ?? null,
    windowStart: spec.windowStart ?? null,
    budget: spec.budget,
    slice: spec.slice ?? null,
    alerts: spec.alerts ?? null,
    minEvents: spec.minEvents,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    standing: standingOf(row),
  };
}
