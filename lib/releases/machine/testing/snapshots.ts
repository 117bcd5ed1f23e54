import type { GateEvaluation, Verdict } from '@/lib/gates/schema';
import { type PlanInput, type PlanSpec, planSpecSchema } from '@/lib/plans/schema';
import { type CommandFact, initialState, type ReleaseState, type Snapshot } from '../../state';
import { startHold } from '../clock';

/** Builders of snapshots for the table tests: a plan with two gates, three steps, approval before the last. */
export const T0 = Date.parse('2026-11-19T14:00:00Z');
export const MINUTE = 60_000;

const gate = { sli: 'error_rate', compare: 'baseline' } as const;

export function plan(change: Partial<PlanInput> = {}): PlanSpec {
  return planSpecSchema.parse({
    mechanism: 'canary',
    steps: [
      { ring: 'internal', exposure: 5, hold: '5m' },
      { ring: 'early', exposure: 25, hold: '5m' },
      { ring: 'broad', exposure: 100, hold: '5m', approval: { count: 1 } },
    ],
    gates: { errors: gate, latency: { ...gate, sli: 'latency_p95' } },
    rollback: { automatic: true, failingGates: 2 },
    ...change,
  });
}

export const evaluation = (name: string, verdict: Verdict, change: Partial<GateEvaluation> = {}): GateEvaluation => ({
  name,
  sli: 'error_rate',
  verdict,
  canary: 0.01,
  baseline: 0.01,
  effect: 1,
  bound: 1.2,
  samples: { canary: 1000, baseline: 1000 },
  baselineKind: 'concurrent',
  method: 'sequential',
  satisfied: verdict === 'pass',
  critical: false,
  onFail: 'rollback',
  failures: 0,
  failureLimit: 0,
  why: `${name} ${verdict}`,
  evaluatedAt: null,
  ...change,
});

export const passing = [evaluation('errors', 'pass'), evaluation('latency', 'pass')];

export const command = (change: Partial<CommandFact> = {}): CommandFact => ({
  generation: 1,
  action: 'start',
  exposure: 500,
  raising: true,
  status: 'queued',
  attempts: 0,
  createdAt: T0,
  acceptedAt: null,
  answered: null,
  error: null,
  ...change,
});

type Change = {
  state?: Partial<ReleaseState>;
  release?: Partial<Omit<Snapshot['release'], 'state'>>;
  service?: Partial<Snapshot['service']>;
} & Partial<Omit<Snapshot, 'release' | 'service'>>;

export function snapshot({ state, release, service, ...rest }: Change = {}): Snapshot {
  return {
    release: {
      id: 'r1',
      service: 'checkout',
      version: '2.4.1',
      baselineVersion: '2.4.0',
      plan: plan(),
      createdBy: 'ana',
      createdAt: T0,
      startAt: null,
      deployed: true,
      state: { ...initialState(), ...state },
      ...release,
    },
    service: {
      generation: state?.generation ?? 0,
      rollbackWindowMs: 7 * 24 * 60 * MINUTE,
      currentReleaseId: null,
      readBack: true,
      ...service,
    },
    siblings: [],
    freezes: [],
    approvals: [],
    gates: passing,
    newestCanaryAt: T0,
    command: null,
    provider: { observed: null, generation: null, at: null, error: null, errorSince: null },
    ...rest,
  };
}

const onFirstStep = {
  step: 0,
  desired: 500,
  ring: 'internal',
  generation: 1,
  startedAt: T0,
  confirmed: { step: 0, at: T0, observed: 500 },
} satisfies Partial<ReleaseState>;

/** Taken back by a person from the first step. */
const undone = {
  ...onFirstStep,
  desired: 0,
  generation: 2,
  rollback: {
    by: 'Ana',
    automatic: false,
    reason: 'errors',
    at: T0,
    outcome: 'rolled_back',
    fromStep: 0,
    fromExposure: 500,
  },
} satisfies Partial<ReleaseState>;

/** The states a release goes through in the plan above, each as it is at T0. */
export const at = {
  pending: {} satisfies Partial<ReleaseState>,
  awaitingFirst: { status: 'awaiting_approval', step: 0, askedAt: T0 } satisfies Partial<ReleaseState>,
  awaiting: {
    status: 'awaiting_approval',
    step: 2,
    desired: 2500,
    ring: 'early',
    generation: 2,
    askedAt: T0,
    startedAt: T0,
    confirmed: { step: 1, at: T0, observed: 2500 },
    hold: startHold(T0),
  } satisfies Partial<ReleaseState>,
  applyingFirst: {
    status: 'applying',
    step: 0,
    desired: 500,
    ring: 'internal',
    generation: 1,
    startedAt: T0,
  } satisfies Partial<ReleaseState>,
  applying: {
    status: 'applying',
    step: 1,
    desired: 2500,
    ring: 'early',
    generation: 2,
    startedAt: T0,
    confirmed: { step: 0, at: T0, observed: 500 },
    hold: startHold(T0),
  } satisfies Partial<ReleaseState>,
  holding: {
    ...onFirstStep,
    status: 'holding',
    hold: startHold(T0),
  } satisfies Partial<ReleaseState>,
  holdingLast: {
    status: 'holding',
    step: 2,
    desired: 10_000,
    ring: 'broad',
    generation: 3,
    startedAt: T0,
    confirmed: { step: 2, at: T0, observed: 10_000 },
    hold: startHold(T0),
  } satisfies Partial<ReleaseState>,
  paused: {
    ...onFirstStep,
    status: 'paused',
    hold: { startedAt: T0, countedMs: MINUTE, runningSince: null, extendedMs: 0 },
    pause: { kind: 'person', by: 'Ana', reason: 'lunch', at: T0, from: 'holding' },
  } satisfies Partial<ReleaseState>,
  pausedDark: {
    status: 'paused',
    pause: { kind: 'person', by: 'Ana', reason: 'wait', at: T0, from: 'pending' },
  } satisfies Partial<ReleaseState>,
  rollingBack: { ...undone, status: 'rolling_back' } satisfies Partial<ReleaseState>,
  rollbackFailed: { ...undone, status: 'rollback_failed' } satisfies Partial<ReleaseState>,
  rolledBack: { status: 'rolled_back', generation: 2, startedAt: T0, finishedAt: T0 } satisfies Partial<ReleaseState>,
  completed: {
    status: 'completed',
    step: 2,
    desired: 10_000,
    ring: 'broad',
    generation: 4,
    startedAt: T0,
    finishedAt: T0,
    confirmed: { step: 2, at: T0, observed: 10_000 },
  } satisfies Partial<ReleaseState>,
  cancelled: { status: 'cancelled', finishedAt: T0 } satisfies Partial<ReleaseState>,
  superseded: { status: 'superseded', finishedAt: T0 } satisfies Partial<ReleaseState>,
};
