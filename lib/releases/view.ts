import type { GateEvaluation } from '@/lib/gates/schema';
import { type PlanSpec, stepGates } from '@/lib/plans/schema';
import { toPercent } from '@/lib/shared/exposure';
import { boundTo, planRef } from './approval-rule';
import { attentionPriority, verdictOf } from './attention';
import { extraFailuresPerMinute } from './extra-failures';
import { offeredActions } from './machine/allowed';
import { elapsed, holdLength, longestExtension } from './machine/clock';
import { reasonDemanded } from './reason-demanded';
import type { Release, ReleaseKind } from './schema';
import { firstLine } from './sentences';
import { isExposed, type ReleaseState } from './state';
import { isTerminal } from './status';

/** The columns of a release that its wire form is made of; what Prisma and raw SQL both give. */
export type ReleaseRow = {
  id: string;
  service: string;
  version: string;
  baselineVersion: string | null;
  attempt: number;
  planName: string;
  planVersion: number;
  plan: PlanSpec;
  commit: string | null;
  artifact: string | null;
  commitAuthor: string | null;
  committer: string | null;
  committedAt?: Date | null;
  changelog: string | null;
  risk: string | null;
  kind?: ReleaseKind;
  startAt: Date | null;
  createdBy: string;
  createdByName: string;
  createdAt: Date;
  /** When its last command was recorded; null before the first. */
  commandedAt: Date | null;
  updatedAt: Date;
  revision: number;
  state: ReleaseState;
  gates: GateEvaluation[];
};

/** What the row does not say itself. */
export type ViewFacts = {
  tier: number;
  owner: string;
  rollbackWindowMs: number;
  /** Whether it is its service's present version, and whether another release of the service is exposed. */
  current: boolean;
  otherExposed: boolean;
  /** Approvals given, oldest first. */
  approvals: readonly (Release['approvals'][number] & { bound?: string | null })[];
  /** Break-glass that nobody has reviewed, newest first. */
  unreviewed?: Release['unreviewed'];
  /** Part of everyone in each ring (0 to 1), where the rings' sizes are known. */
  ringShares?: Record<string, number>;
  /** Last read-back of the service's provider: hundredths of a percent, and when. */
  observed: { exposure: number | null; at: number | null };
};

const iso = (ms: number | null | undefined): string | null => (ms == null ? null : new Date(ms).toISOString());

/** A release as every client sees it (contract.md, "A release"). Pure; `now` is epoch ms. */
export function toRelease(row: ReleaseRow, facts: ViewFacts, now: number): Release {
  const { state, plan } = row;
  const gates = state.confirmed ? row.gates : [];
  const observed = observedOf(state, facts);
  const approvals = standingApprovals(row, facts.approvals);
  const release: Release = {
    id: row.id,
    service: row.service,
    version: row.version,
    baselineVersion: row.baselineVersion,
    plan: row.planName,
    planVersion: row.planVersion,
    mechanism: plan.mechanism,
    status: state.status,
    reason: '',
    step: stepView(plan, state, now),
    steps: plan.steps.map((step, i) => ({
      ring: step.ring,
      exposure: step.exposure,
      hold: step.hold,
      gates: stepGates(plan, i).length,
      approvals: step.approval?.count ?? 0,
      approved: approvals.filter((approval) => approval.step === i).length,
      ...(step.approval ? { approval: step.approval } : {}),
    })),
    exposure: {
      desired: toPercent(state.desired),
      observed: observed === null ? null : toPercent(observed),
      generation: state.generation,
      confirmedAt: iso(state.status === 'rolled_back' ? state.finishedAt : state.confirmed?.at),
    },
    verdict: verdictOf(gates),
    gates,
    blockers: state.blockers,
    rollbackUntil:
      state.status === 'completed' && facts.current && state.finishedAt !== null
        ? iso(state.finishedAt + facts.rollbackWindowMs)
        : null,
    actions: offeredActions(
      {
        state,
        approvalSteps: plan.steps.flatMap((step, i) => (step.approval ? [i] : [])),
        current: facts.current,
        rollbackWindowMs: facts.rollbackWindowMs,
        otherExposed: facts.otherExposed,
      },
      now,
    ),
    reasonFor: reasonDemanded(plan),
    approvals,
    voided: voidedApprovals(row, facts.approvals),
    hold:
      state.hold && state.status !== 'pending'
        ? {
            totalMs: holdLength(plan, state.confirmed?.step ?? state.step, state.hold),
            elapsedMs: elapsed(state.hold, now),
            extendedMs: state.hold.extendedMs,
            atMostMs: longestExtension(plan, state.confirmed?.step ?? state.step),
            running: state.hold.runningSince !== null && state.status === 'holding',
          }
        : null,
    attention: { class: state.attention.class, since: new Date(state.attention.since).toISOString(), priority: 0 },
    pause: state.pause && {
      kind: state.pause.kind,
      by: state.pause.by,
      reason: state.pause.reason,
      at: new Date(state.pause.at).toISOString(),
    },
    rollback: state.rollback && {
      by: state.rollback.by,
      automatic: state.rollback.automatic,
      reason: state.rollback.reason,
      at: new Date(state.rollback.at).toISOString(),
      fromStep: state.rollback.fromStep,
      fromExposure: toPercent(state.rollback.fromExposure),
    },
    cancelled: state.status === 'cancelled' ? state.reason : null,
    override: state.override && {
      blockers: state.override.blockers,
      by: state.override.by,
      reason: state.override.reason,
      at: new Date(state.override.at).toISOString(),
      until: iso(state.override.until),
    },
    unreviewed: facts.unreviewed ?? [],
    tier: facts.tier,
    owner: facts.owner,
    attempt: row.attempt,
    commit: row.commit,
    artifact: row.artifact,
    changelog: row.changelog,
    risk: row.risk,
    kind: row.kind ?? 'change',
    startAt: row.startAt?.toISOString() ?? null,
    createdBy: row.createdByName,
    createdById: row.createdBy,
    commitAuthor: row.commitAuthor,
    committedAt: row.committedAt?.toISOString() ?? null,
    committerId: row.committer,
    createdAt: row.createdAt.toISOString(),
    startedAt: iso(state.startedAt),
    commandedAt: row.commandedAt?.toISOString() ?? null,
    finishedAt: iso(state.finishedAt),
    updatedAt: row.updatedAt.toISOString(),
    revision: row.revision,
  };
  release.attention.priority = attentionPriority({
    tier: facts.tier,
    exposedPercent: isTerminal(state.status) ? 0 : exposedPercent(release, facts.ringShares),
    extraFailures: release.verdict === 'fail' ? extraFailuresPerMinute(release) : null,
    sinceMs: state.attention.since,
  });
  release.reason = firstLine(release, now);
  return release;
}

type Given = ViewFacts['approvals'][number];

const stillStands = (row: ReleaseRow, { step, bound }: Given): boolean =>
  bound == null || bound === boundTo({ ...row, planRef: planRef(row) }, step);

/** The approvals that count: given for exactly what the release is now. */
const standingApprovals = (row: ReleaseRow, given: readonly Given[]): Release['approvals'] =>
  given.filter((one) => stillStands(row, one)).map(({ bound: _, ...approval }) => approval);

const voidedApprovals = (row: ReleaseRow, given: readonly Given[]): Release['voided'] =>
  given.filter((one) => !stillStands(row, one)).map(({ bound, ...approval }) => ({ ...approval, was: bound ?? '' }));

/** Read back since this release began, while it is what the provider speaks of; else what it last confirmed. */
function observedOf(state: ReleaseState, facts: ViewFacts): number | null {
  const { exposure, at } = facts.observed;
  const speaksOfIt = isExposed(state) || (!isTerminal(state.status) && state.generation > 0);
  if (speaksOfIt && exposure !== null && at !== null && at >= (state.startedAt ?? 0)) return exposure;
  return state.generation === 0 ? 0 : state.observed;
}

/**
 * Percent of everybody who may see it. With rings: their shares where known, else the exposure weighed by how far out
 * the ring is (screens.md §5).
 */
export function exposedPercent(
  release: Pick<Release, 'exposure' | 'steps' | 'step' | 'mechanism'>,
  shares?: Record<string, number>,
): number {
  const asked = Math.max(release.exposure.desired, release.exposure.observed ?? 0);
  if (release.mechanism !== 'ring') return asked;
  const rings = [...new Set(release.steps.map((step) => step.ring))];
  const here = rings.indexOf(release.step.ring);
  const known = rings.map((ring) => shares?.[ring]);
  if (known.every((share) => share !== undefined)) {
    return known.reduce((sum, share, i) => sum + (i < here ? share * 100 : i === here ? share * asked : 0), 0);
  }
  return (asked * (here + 1)) / rings.length;
}

function stepView(plan: PlanSpec, state: ReleaseState, now: number): Release['step'] {
  const step = plan.steps[state.step];
  const { hold, confirmed } = state;
  const running = state.status === 'holding' && hold?.runningSince != null;
  return {
    index: state.step,
    count: plan.steps.length,
    ring: step?.ring ?? '',
    exposure: step?.exposure ?? 0,
    startedAt: confirmed && confirmed.step === state.step ? iso(hold?.startedAt ?? confirmed.at) : null,
    holdEndsAt:
      running && hold ? iso(now + Math.max(0, holdLength(plan, state.step, hold) - elapsed(hold, now))) : null,
  };
}
