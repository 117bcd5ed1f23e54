/** A plan while it is being typed: every field as its control holds it. Pure. */

import type { GateSpec } from '@/lib/gates/schema';
import type { PlanInput, PlanSpec } from '@/lib/plans/schema';

export type StepDraft = {
  key: string;
  ring: string;
  exposure: string;
  hold: string;
  /** `null`: every gate of the plan. */
  gates: readonly string[] | null;
  /** "0" asks nobody. */
  approvals: string;
  /** A role, or a word for people. */
  role: string;
  /** Whose people may give it; "" is the team that owns the service. */
  team: string;
  within: string;
  onTimeout: OnTimeout;
};

export type OnTimeout = NonNullable<NonNullable<PlanSpec['steps'][number]['approval']>['onTimeout']>;

export type GateDraft = {
  key: string;
  name: string;
  sli: string;
  direction: GateSpec['direction'];
  compare: GateSpec['compare'];
  method: GateSpec['method'];
  /** Percent. */
  maxIncrease: string;
  /** Percent for error_rate, else in the SLI's unit. */
  limit: string;
  minSamples: string;
  initialDelay: string;
  failureLimit: string;
  alpha: string;
  beta: string;
  critical: boolean;
  onFail: GateSpec['onFail'];
  onInconclusive: GateSpec['onInconclusive'];
  maxExtend: string;
  onSplitMismatch: GateSpec['onSplitMismatch'];
};

export type PlanDraft = {
  name: string;
  mechanism: PlanSpec['mechanism'];
  steps: readonly StepDraft[];
  gates: readonly GateDraft[];
  automatic: boolean;
  failingGates: string;
  /** A proven effect that rolls back alone where more gates must fail; "" for none. */
  severeEffect: string;
  noDataAfter: string;
  requireReason: PlanSpec['requireReason'];
};

export const newStep = (key: string, ring = 'broad', exposure = '100'): StepDraft => ({
  key,
  ring,
  exposure,
  hold: '10m',
  gates: null,
  approvals: '0',
  role: 'approver',
  team: '',
  within: '',
  onTimeout: 'reject',
});

export const newGate = (key: string, name = '', sli = 'error_rate'): GateDraft => ({
  key,
  name,
  sli,
  direction: 'lower_is_better',
  compare: 'baseline',
  method: 'sequential',
  maxIncrease: '20',
  limit: '',
  minSamples: '100',
  initialDelay: '0s',
  failureLimit: '0',
  alpha: '0.05',
  beta: '0.05',
  critical: false,
  onFail: 'rollback',
  onInconclusive: 'advance',
  maxExtend: '',
  onSplitMismatch: 'warn',
});

/** What a new plan begins with: a climb that suits most services. */
export const EMPTY_PLAN: PlanDraft = {
  name: '',
  mechanism: 'canary',
  steps: [
    newStep('1', 'internal', '5'),
    newStep('2', 'early', '25'),
    newStep('3', 'broad', '50'),
    newStep('4', 'broad', '100'),
  ],
  gates: [newGate('errors', 'errors'), newGate('latency', 'latency', 'latency_p95')],
  automatic: true,
  failingGates: '1',
  severeEffect: '',
  noDataAfter: '2m',
  requireReason: { rollback: false, reject: false, override: true, kill: true },
};

const text = (value: number | undefined, factor = 1): string =>
  value === undefined ? '' : String(Number((value * factor).toPrecision(12)));

/** Limits of error rates are typed in percent. */
const limitFactor = (sli: string): number => (sli === 'error_rate' ? 100 : 1);

/** A stored plan as its form shows it. */
export function draftOfPlan(plan: PlanSpec & { name: string }): PlanDraft {
  return {
    name: plan.name,
    mechanism: plan.mechanism,
    steps: plan.steps.map((step, index) => ({
      key: `step-${index}`,
      ring: step.ring,
      exposure: String(step.exposure),
      hold: step.hold,
      gates: step.gates ?? null,
      approvals: String(step.approval?.count ?? 0),
      role: step.approval?.role ?? 'approver',
      team: step.approval?.team ?? '',
      within: step.approval?.within ?? '',
      onTimeout: step.approval?.onTimeout ?? 'reject',
    })),
    gates: Object.entries(plan.gates).map(([name, gate]) => ({
      key: `gate-${name}`,
      name,
      sli: gate.sli,
      direction: gate.direction,
      compare: gate.compare,
      method: gate.method,
      maxIncrease: text(gate.maxIncrease, 100),
      limit: text(gate.limit, limitFactor(gate.sli)),
      minSamples: String(gate.minSamples),
      initialDelay: gate.initialDelay,
      failureLimit: String(gate.failureLimit),
      alpha: String(gate.alpha),
      beta: String(gate.beta),
      critical: gate.critical,
      onFail: gate.onFail,
      onInconclusive: gate.onInconclusive,
      maxExtend: gate.maxExtend ?? '',
      onSplitMismatch: gate.onSplitMismatch,
    })),
    automatic: plan.rollback.automatic,
    failingGates: String(plan.rollback.failingGates),
    severeEffect: text(plan.rollback.severeEffect),
    noDataAfter: plan.noDataAfter,
    requireReason: plan.requireReason,
  };
}

/** NaN for what is no number, so that the schema says so at its field. */
const number = (value: string): number => (value.trim() === '' ? Number.NaN : Number(value.trim().replace(',', '.')));
const scaled = (value: string, factor: number): number => Number((number(value) / factor).toPrecision(12));
const given = (name: string, value: string): Record<string, string> =>
  value.trim() === '' ? {} : { [name]: value.trim() };

function gateOf(gate: GateDraft): Record<string, unknown> {
  return {
    sli: gate.sli.trim(),
    direction: gate.direction,
    compare: gate.compare,
    method: gate.method,
    ...(gate.compare === 'limit' || gate.maxIncrease.trim() === ''
      ? {}
      : { maxIncrease: scaled(gate.maxIncrease, 100) }),
    ...(gate.limit.trim() === '' ? {} : { limit: scaled(gate.limit, limitFactor(gate.sli)) }),
    minSamples: number(gate.minSamples),
    initialDelay: gate.initialDelay.trim(),
    failureLimit: number(gate.failureLimit),
    alpha: number(gate.alpha),
    beta: number(gate.beta),
    critical: gate.critical,
    onFail: gate.onFail,
    onInconclusive: gate.onInconclusive,
    ...given('maxExtend', gate.maxExtend),
    onSplitMismatch: gate.onSplitMismatch,
  };
}

/** Whether a step asks for approvals at all. */
export const asksAnyone = ({ approvals }: Pick<StepDraft, 'approvals'>): boolean =>
  approvals.trim() !== '' && approvals.trim() !== '0';

function approvalOf(step: StepDraft): Record<string, unknown> {
  const limited = step.within.trim() !== '';
  return {
    count: number(step.approvals),
    role: step.role.trim(),
    ...given('team', step.team),
    ...given('within', step.within),
    ...(limited && step.onTimeout !== 'reject' ? { onTimeout: step.onTimeout } : {}),
  };
}

function stepOf(step: StepDraft): Record<string, unknown> {
  const asks = asksAnyone(step);
  return {
    ring: step.ring.trim(),
    exposure: number(step.exposure),
    hold: step.hold.trim(),
    ...(step.gates === null ? {} : { gates: [...step.gates] }),
    ...(asks ? { approval: approvalOf(step) } : {}),
  };
}

/** What would be put; the schema judges it, and its paths are the fields'. */
export function specOf(draft: PlanDraft): Record<keyof PlanInput, unknown> {
  return {
    mechanism: draft.mechanism,
    steps: draft.steps.map(stepOf),
    gates: Object.fromEntries(draft.gates.map((gate) => [gate.name.trim(), gateOf(gate)])),
    rollback: {
      automatic: draft.automatic,
      failingGates: number(draft.failingGates),
      ...(draft.severeEffect.trim() === '' ? {} : { severeEffect: number(draft.severeEffect) }),
    },
    noDataAfter: draft.noDataAfter.trim(),
    requireReason: draft.requireReason,
  };
}

/** Names that two gates have: the second would replace the first without a word. */
export function doubledNames(gates: readonly Pick<GateDraft, 'name'>[]): ReadonlySet<string> {
  const names = gates.map(({ name }) => name.trim());
  return new Set(names.filter((name, index) => names.indexOf(name) !== index));
}

/** A gate under another name, also where steps name it. */
export function renamedGate(draft: PlanDraft, key: string, name: string): PlanDraft {
  const before = draft.gates.find((gate) => gate.key === key)?.name;
  return {
    ...draft,
    gates: draft.gates.map((gate) => (gate.key === key ? { ...gate, name } : gate)),
    steps: draft.steps.map((step) => ({
      ...step,
      gates: step.gates?.map((gate) => (gate === before ? name : gate)) ?? null,
    })),
  };
}

/** Without a gate, also where steps name it. */
export function withoutGate(draft: PlanDraft, key: string): PlanDraft {
  const gone = draft.gates.find((gate) => gate.key === key)?.name;
  return {
    ...draft,
    gates: draft.gates.filter((gate) => gate.key !== key),
    steps: draft.steps.map((step) => ({ ...step, gates: step.gates?.filter((gate) => gate !== gone) ?? null })),
  };
}

/** What the staircase can be drawn from while numbers are still being typed. */
export function drawable(draft: PlanDraft) {
  return {
    gates: Object.fromEntries(draft.gates.map((gate) => [gate.name, gate])),
    steps: draft.steps.map((step) => {
      const exposure = number(step.exposure);
      const count = number(step.approvals);
      return {
        ring: step.ring || '…',
        exposure: Number.isFinite(exposure) ? Math.min(100, Math.max(0, exposure)) : 0,
        hold: step.hold,
        ...(step.gates === null ? {} : { gates: [...step.gates] }),
        ...(count > 0 ? { approval: { count, role: step.role } } : {}),
      };
    }),
  };
}
