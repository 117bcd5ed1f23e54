import type { Definition } from './evaluate';
import type { SloInput } from './schema';

/** What the engine needs of what was put. A compared value has one slice a minute, good or not. */
export function definitionOf(spec: SloInput): Definition {
  const slice = sliceOf(spec);
  return {
    window: spec.window,
    timeZone: spec.timeZone ?? null,
    windowStart: spec.windowStart ?? null,
    objective: spec.objective,
    sliceMs: slice && slice.minutes * 60_000,
    alerts: spec.alerts ?? null,
    minEvents: isMeasured(spec) ? 0 : spec.minEvents,
  };
}

const isMeasured = ({ sli }: Pick<SloInput, 'sli'>): boolean => sli.kind === 'promql' && sli.value !== undefined;

export function sliceOf(spec: SloInput): { minutes: 1 | 5; target: number } | null {
  if (spec.budget === 'events') return null;
  if (!spec.slice) return { minutes: 1, target: 1 };
  return { minutes: spec.slice.length === '5m' ? 5 : 1, target: spec.slice.target };
}

/** The columns by which samples are counted. Where they change, another series begins. */
export function countingOf(spec: SloInput) {
  const slice = sliceOf(spec);
  return {
    kind: spec.sli.kind,
    valueKey: spec.sli.kind === 'ratio' ? (spec.sli.value ?? null) : null,
    thresholdMs: spec.sli.kind === 'latency' ? spec.sli.thresholdMs : null,
    sliceMinutes: slice?.minutes ?? null,
    sliceTarget: slice?.target ?? null,
  };
}
