import type { AuditEvent } from '@/lib/audit/schema';
import type { GateEvaluation } from '@/lib/gates/schema';
import type { Release } from '@/lib/releases/schema';

/** 19 Nov 2026 14:32:10 UTC, the moment of screens.md. For tests only. */
export const NOW = Date.parse('2026-11-19T14:32:10Z');

const iso = (minutesAgo: number): string => new Date(NOW - minutesAgo * 60_000).toISOString();

export function gate(change: Partial<GateEvaluation> = {}): GateEvaluation {
  return {
    name: 'errors',
    sli: 'error_rate',
    verdict: 'pass',
    canary: 0.0047,
    baseline: 0.0043,
    effect: 1.1,
    bound: 1.5,
    samples: { canary: 16_560, baseline: 538_200 },
    baselineKind: 'concurrent',
    method: 'sequential',
    satisfied: true,
    critical: true,
    onFail: 'rollback',
    failures: 0,
    failureLimit: 0,
    why: '1.1× baseline, limit 1.5×',
    evaluatedAt: iso(0),
    ...change,
  };
}

/** checkout 2.4.1, holding at broad 5 %, three minutes into its hold of thirty. */
export function release(change: Partial<Release> = {}): Release {
  const step = (ring: string, exposure: number, approvals = 0) => ({
    ring,
    exposure,
    hold: '30m',
    gates: 1,
    approvals,
    approved: 0,
  });
  return {
    id: '0199-checkout',
    service: 'checkout',
    version: '2.4.1',
    baselineVersion: '2.4.0',
    plan: 'standard',
    planVersion: 7,
    mechanism: 'ring',
    status: 'holding',
    reason: '',
    step: {
      index: 2,
      count: 4,
      ring: 'broad',
      exposure: 5,
      startedAt: iso(3),
      holdEndsAt: new Date(NOW + 27 * 60_000).toISOString(),
    },
    steps: [step('internal', 100), step('early', 100), step('broad', 5), step('broad', 100, 2)],
    exposure: { desired: 5, observed: 5, generation: 3, confirmedAt: iso(3) },
    verdict: 'pass',
    gates: [gate()],
    blockers: [],
    actions: ['advance', 'override', 'pause', 'rollback'],
    reasonFor: ['override'],
    approvals: [],
    voided: [],
    hold: { totalMs: 30 * 60_000, elapsedMs: 3 * 60_000, extendedMs: 0, atMostMs: 0, running: true },
    attention: { class: 2, since: iso(3), priority: 500 },
    pause: null,
    rollback: null,
    override: null,
    unreviewed: [],
    cancelled: null,
    commitAuthor: null,
    committedAt: null,
    committerId: null,
    tier: 1,
    owner: 'storefront',
    attempt: 1,
    commit: null,
    artifact: null,
    changelog: null,
    risk: null,
    kind: 'change',
    startAt: null,
    createdBy: 'ci-checkout',
    createdById: 'ci-checkout',
    createdAt: iso(60),
    startedAt: iso(50),
    commandedAt: iso(4),
    finishedAt: null,
    updatedAt: iso(3),
    revision: 9,
    ...change,
  };
}

export const failing = (): GateEvaluation =>
  gate({
    verdict: 'fail',
    canary: 0.0149,
    baseline: 0.0048,
    effect: 3.1,
    satisfied: false,
    samples: { canary: 14_400, baseline: 280_000 },
  });

/** A fact of the record, so many minutes before (below 0) or after NOW. */
export function auditEvent(type: string, minutes: number, data: Record<string, unknown> = {}): AuditEvent {
  return {
    id: `${type} ${minutes}`,
    chain: '0199-checkout',
    seq: 1,
    releaseId: '0199-checkout',
    service: 'checkout',
    type,
    actor: { kind: 'controller', person: 'controller', name: 'Rampart' },
    reason: null,
    data,
    at: iso(-minutes),
    prevHash: '',
    hash: '',
    seal: null,
  };
}
