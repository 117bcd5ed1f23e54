import type { z } from 'zod';
import type { PlanInput } from '@/lib/plans/schema';
import { LINK_PRESETS } from '@/lib/services/link-presets';
import type { sloInputSchema } from '@/lib/slos/schema';
import type { ServiceSpec } from '../services/spec';
import { RINGS } from '../services/spec';

type SloDefinition = z.input<typeof sloInputSchema>;
type Gates = NonNullable<PlanInput['gates']>;

/**
 * A healthy version fails one request in two thousand, so a few hundred canary requests show no error or one, and no hold
 * of half a minute proves anything about so rare a thing: an unproven gate lets on while nothing speaks for harm. Three
 * times as many errors are tolerated; the faults we inject are eighty times as many and show within some twenty errors.
 * The first seconds of a fresh process are slow, so latency is not judged then.
 */
const gates: Gates = {
  errors: { sli: 'error_rate', compare: 'baseline', method: 'sequential', maxIncrease: 2, minSamples: 200 },
  'latency-p95': {
    sli: 'latency_p95',
    compare: 'baseline',
    method: 'sequential',
    maxIncrease: 1,
    minSamples: 200,
    initialDelay: '5s',
  },
};

/**
 * At 100 % nothing is left to compare with but the past of half a minute ago: errors do not mind, but the latency of a small
 * machine drifts with whatever else it does.
 */
const LAST = ['errors'];

const rollback = { automatic: true, failingGates: 1 };

/** The plans of the sample fleet; short holds, so that a visitor sees a whole climb in minutes. */
export const PLANS: Record<string, PlanInput> = {
  'demo-canary': {
    mechanism: 'canary',
    steps: [
      { ring: 'internal', exposure: 10, hold: '30s' },
      { ring: 'early', exposure: 25, hold: '25s' },
      { ring: 'early', exposure: 50, hold: '25s' },
      { ring: 'broad', exposure: 100, hold: '30s', gates: LAST },
    ],
    gates,
    rollback,
  },
  'demo-approval': {
    mechanism: 'canary',
    steps: [
      { ring: 'internal', exposure: 10, hold: '30s' },
      { ring: 'early', exposure: 50, hold: '25s', approval: { count: 1, role: 'approver' } },
      { ring: 'broad', exposure: 100, hold: '30s', gates: LAST },
    ],
    gates,
    rollback,
  },
  'demo-rings': {
    mechanism: 'ring',
    steps: [
      { ring: 'internal', exposure: 100, hold: '30s' },
      { ring: 'early', exposure: 50, hold: '25s' },
      { ring: 'early', exposure: 100, hold: '25s' },
      { ring: 'broad', exposure: 50, hold: '25s' },
      { ring: 'broad', exposure: 100, hold: '30s', gates: LAST },
    ],
    gates,
    rollback,
  },
};

export const rings = () => RINGS.map((ring) => ({ ...ring }));

export const INTEGRATION = 'demo-ci';

/** `PUT /api/v1/services/{service}` for one service of the fleet; `gateway` is its loopback base URL. */
export function serviceInput(spec: ServiceSpec, gateway: string, secret: string) {
  return {
    displayName: spec.displayName,
    owner: spec.owner,
    tier: spec.tier,
    runbookUrl: spec.runbookUrl,
    links: { logs: LINK_PRESETS.grafana?.logs, traces: LINK_PRESETS.grafana?.traces },
    revertCommand: `kubectl --context demo rollout undo deployment/${spec.name}`,
    plan: spec.plan,
    provider: {
      kind: 'webhook' as const,
      url: `${gateway}/provider/${spec.name}`,
      statusUrl: `${gateway}/provider/${spec.name}/status`,
      secret,
      rings: spec.rings,
    },
    telemetry: { kind: 'push' as const },
  };
}

/** What every service of the fleet promises; what it breaks now and then, so that budgets move. */
export const SLOS = {
  availability: {
    displayName: 'Requests succeed',
    sli: { kind: 'ratio' },
    objective: 0.995,
    window: '30d',
  },
  // Slow enough for a machine that is busy with something else: a budget that is spent freezes the whole sample.
  speed: {
    displayName: 'Answers are quick',
    sli: { kind: 'latency', thresholdMs: 750 },
    objective: 0.95,
    window: '30d',
  },
} satisfies Record<string, SloDefinition>;
