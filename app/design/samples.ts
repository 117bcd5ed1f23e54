import type { Release } from '@/lib/releases/schema';

/** One moment, 19 Nov 2026 14:32:10 UTC, as in the screens. */
export const NOW = Date.parse('2026-11-19T14:32:10Z');

const MIN = 60_000;
const STEPS: Release['steps'] = [
  { ring: 'internal', exposure: 100, hold: '10 min soak', gates: 0, approvals: 0, approved: 0 },
  { ring: 'early', exposure: 25, hold: '15 min', gates: 3, approvals: 0, approved: 0 },
  { ring: 'early', exposure: 100, hold: '15 min', gates: 3, approvals: 0, approved: 0 },
  { ring: 'broad', exposure: 5, hold: '30 min, 2 approvals', gates: 3, approvals: 2, approved: 0 },
  { ring: 'broad', exposure: 25, hold: '30 min', gates: 3, approvals: 0, approved: 0 },
  { ring: 'broad', exposure: 100, hold: '30 min', gates: 2, approvals: 0, approved: 0 },
];

export type RailSample = Pick<Release, 'status' | 'step' | 'steps' | 'exposure' | 'hold'>;

/** A release at a step, shaped as the wire does. */
export function sampleRelease(
  status: Release['status'],
  index: number,
  change: {
    observed?: number | null;
    desired?: number;
    elapsed?: number;
    extended?: number;
    steps?: Release['steps'];
  } = {},
): RailSample {
  const steps = change.steps ?? STEPS;
  const step = steps[index] ?? steps[0];
  const desired = change.desired ?? step?.exposure ?? 0;
  return {
    status,
    steps,
    step: {
      index,
      count: steps.length,
      ring: step?.ring ?? '',
      exposure: step?.exposure ?? 0,
      startedAt: null,
      holdEndsAt: null,
    },
    exposure: {
      desired,
      observed: change.observed === undefined ? desired : change.observed,
      generation: 3,
      confirmedAt: null,
    },
    hold: {
      totalMs: 15 * MIN + (change.extended ?? 0) * MIN,
      elapsedMs: (change.elapsed ?? 9) * MIN,
      extendedMs: (change.extended ?? 0) * MIN,
      atMostMs: 30 * MIN,
      running: status === 'holding',
    },
  };
}

export const LONG_STEPS: Release['steps'] = ['a', 'b', 'c', 'd'].flatMap((ring) =>
  [5, 25, 100].map((exposure) => ({ ring, exposure, hold: '10 min', gates: 2, approvals: 0, approved: 0 })),
);

/** So many seconds before the moment of the page, as the wire has it. */
export const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();

/** A rollback that somebody asked for a moment ago. */
export const BACK = {
  by: 'Sam Ode',
  automatic: false,
  reason: 'errors 3.1× baseline',
  at: ago(8),
  fromStep: 2,
  fromExposure: 5,
};
