import type { PlanInput } from '@/lib/plans/schema';
import type { ServiceSpec } from '../services/spec';
import { RINGS } from '../services/spec';

type Gates = NonNullable<PlanInput['gates']>;

/**
 * A healthy version fails one request in five thousand, so a few hundred canary requests show no error or one. The
 * margin is wide enough that one is never a regression: it takes about one error in a hundred, which every fault we
 * inject exceeds at once.
 */
const gates: Gates = {
  errors: {
    sli: 'error_rate',
    compare: 'baseline',
    method: 'sequential',
    maxIncrease: 19,
    minSamples: 200,
    failureLimit: 2,
    initialDelay: '15s',
  },
  'latency-p95': {
    sli: 'latency_p95',
    compare: 'baseline',
    method: 'sequential',
    maxIncrease: 1,
    minSamples: 200,
    failureLimit: 2,
    initialDelay: '15s',
  },
};

const rollback = { automatic: true, failingGates: 1 };

/** The plans of the sample fleet; short holds, so that a visitor sees a whole climb in minutes. */
export const PLANS: Record<string, PlanInput> = {
  'demo-canary': {
    mechanism: 'canary',
    steps: [
      { ring: 'internal', exposure: 10, hold: '30s' },
      { ring: 'early', exposure: 25, hold: '25s' },
      { ring: 'early', exposure: 50, hold: '25s' },
      { ring: 'broad', exposure: 100, hold: '30s' },
    ],
    gates,
    rollback,
  },
  'demo-approval': {
    mechanism: 'canary',
    steps: [
      { ring: 'internal', exposure: 10, hold: '30s' },
      { ring: 'early', exposure: 50, hold: '25s', approval: { count: 1, role: 'approver' } },
      { ring: 'broad', exposure: 100, hold: '30s' },
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
      { ring: 'broad', exposure: 100, hold: '30s' },
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
