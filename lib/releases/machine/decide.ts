import { toPercent } from '@/lib/shared/exposure';
import type { Status } from '../schema';
import type { CommandFact, Decision, ReleaseState, Snapshot } from '../state';
import { approvalsOf } from './approvals';
import {
  approvalDeadline,
  driftBlockers,
  driftOf,
  type Found,
  noDataBlockers,
  refusalBlockers,
  standing,
} from './blockers';
import { LOOK_EVERY_MS, RAISE_EXPIRES_MS } from './clock';
import { confirmation } from './confirmation';
import { Draft } from './draft';
import { acknowledge, reassertDrift } from './drift';
import { judgeFails } from './fails';
import { freezeBlockers, takenBack } from './freezes';
import { decideHolding, enterNext } from './holding';
import { forbids } from './may-advance';

/** A rollback unconfirmed for this long has failed, loudly; it is retried without end. */
export const ROLLBACK_FAILS_MS = 60_000;
/** Not confirmed for this long is said on the page and in the record. */
export const LATE_MS = 300_000;
const REASSERT_EVERY_MS = 15_000;

/**
 * What happens to a release now, with no one asking: the pure heart of the controller (lifecycle.md). Level-triggered:
 * calling it twice with the same snapshot decides the same, and calling it late costs only time.
 * @param now epoch ms of the database's clock
 */
export function decide(snapshot: Snapshot, now: number): Decision {
  const draft = new Draft(snapshot, now);
  settle(draft);
  return draft.done();
}

/** Whether the raising command in flight may still be sent: asked again before every attempt (lifecycle.md, rule 3). */
export function mayRaise(snapshot: Snapshot, now: number): { allowed: true } | { allowed: false; why: string } {
  const { state } = snapshot.release;
  const { command } = snapshot;
  if (state.status !== 'applying' || command?.generation !== state.generation || !command.raising) {
    return { allowed: false, why: `the release is ${state.status} and this command is no longer its last` };
  }
  if (now - command.createdAt > RAISE_EXPIRES_MS) return { allowed: false, why: 'decided more than 60 s ago' };
  return raiseAllowed(snapshot, now);
}

function raiseAllowed(snapshot: Snapshot, now: number): { allowed: true } | { allowed: false; why: string } {
  const [blocker] = forbids(snapshot, now);
  return blocker ? { allowed: false, why: `${blocker.kind}: ${blocker.detail}` } : { allowed: true };
}

/** Answers whether the status changed and the new one should be decided on at once, with the same facts. */
type Rule = (draft: Draft) => boolean;

const nothing: Rule = () => false;

const RULES: Record<Status, Rule> = {
  pending: decidePending,
  awaiting_approval: decideAwaiting,
  applying: decideApplying,
  holding: decideHolding,
  paused: decidePaused,
  rolling_back: decideRollback,
  rollback_failed: decideRollback,
  rolled_back: nothing,
  completed: nothing,
  cancelled: nothing,
  superseded: nothing,
};

/** Continues a draft until nothing more follows from the present facts. A chain is at most a few statuses long. */
export function settle(draft: Draft): void {
  for (let i = 0; i < 4 && RULES[draft.state.status](draft); i += 1);
}

function decidePending(draft: Draft): boolean {
  const { snapshot, now } = draft;
  const found = forbids(snapshot, now);
  draft.set({ blockers: standing(draft.state.blockers, found, now) });
  if (found.length === 0) {
    enterNext(draft, 0, 'every condition to start holds');
    return false;
  }
  for (const item of found) if (item.until !== undefined) draft.lookAt(item.until);
  draft.lookAt(now + 6 * LOOK_EVERY_MS);
  return false;
}

function decideAwaiting(draft: Draft): boolean {
  const { snapshot, now, plan } = draft;
  if (judgeFails(draft) || takenBack(draft)) return true;
  const { step } = draft.state;
  const spec = plan.steps[step]?.approval;
  const deadline = spec ? approvalDeadline(draft.state, spec) : null;
  if (spec && deadline !== null && !approvalsOf(snapshot, step).complete && !draft.isLifted('approval')) {
    if (now < deadline) draft.lookAt(deadline);
    else if (spec.onTimeout !== 'wait') return timeOut(draft, spec.within ?? '');
    else overdue(draft, step, spec.within ?? '');
  }
  acknowledge(draft);
  if (reassertDrift(draft)) return false;
  const found = forbids(draft.snapshot, now);
  draft.set({ blockers: standing(draft.state.blockers, found, now) });
  if (found.length === 0) {
    const approved = approvalsOf(snapshot, step).complete;
    draft.raise(step, 'Rampart', approved ? 'approvals are complete' : liftedWords(draft.state.override));
    return false;
  }
  for (const item of found) if (item.until !== undefined) draft.lookAt(item.until);
  draft.lookAt(now + LOOK_EVERY_MS);
  return false;
}

const liftedWords = (override: ReleaseState['override']): string =>
  override ? `${override.by} lifted what held it: ${override.reason}` : 'nothing holds it';

/** Nobody approved in time and the plan waits on: recorded once for each time it was asked. */
function overdue(draft: Draft, step: number, within: string): void {
  if (draft.state.overdueAt === draft.state.askedAt) return;
  draft.set({ overdueAt: draft.state.askedAt });
  draft.audit('approval.overdue', { step }, `nobody approved within ${within}; it waits on`);
}

function timeOut(draft: Draft, within: string): boolean {
  const why = `nobody approved within ${within}`;
  if (draft.state.desired === 0) draft.giveUp('cancelled', 'Rampart', true, why);
  else draft.pause('rejected', 'Rampart', why);
  return true;
}

function decideApplying(draft: Draft): boolean {
  const { snapshot, now } = draft;
  if (judgeFails(draft) || takenBack(draft)) return true;
  const { command } = snapshot;
  const mine = command?.generation === draft.state.generation ? command : null;
  if (mine?.status === 'refused') {
    draft.pause('refusal', 'Rampart', `the provider refused: ${mine.error ?? 'no words given'}`);
    return true;
  }
  const confirmed = confirmation(snapshot);
  if (confirmed && mine) return onConfirmed(draft, confirmed.observed);
  if (mine?.raising && mine.acceptedAt === null && renewRaise(draft, mine.createdAt))
    return draft.state.status === 'paused';
  if (reassertDrift(draft)) return false;
  applyingBlockers(draft);
  draft.lookAt(now + LOOK_EVERY_MS / 2);
  return false;
}

/** The raise in flight is too old or no longer allowed: decided anew, or taken back. True when something changed. */
function renewRaise(draft: Draft, createdAt: number): boolean {
  const { snapshot, now } = draft;
  const allowed = raiseAllowed(snapshot, now);
  if (!allowed.allowed) {
    draft.audit('raise.withdrawn', { step: draft.state.step }, allowed.why);
    draft.pause('withdrawn', 'Rampart', `the raise was taken back before it was accepted: ${allowed.why}`);
    return true;
  }
  if (now - createdAt <= RAISE_EXPIRES_MS) return false;
  if ((snapshot.command?.attempts ?? 0) > 0) draft.set({ inDoubt: true });
  draft.raise(draft.state.step, 'Rampart', 'decided anew: the provider did not answer within 60 s');
  applyingBlockers(draft);
  draft.lookAt(now + LOOK_EVERY_MS / 2);
  return true;
}

function applyingBlockers(draft: Draft): void {
  const { snapshot, now } = draft;
  const { command } = snapshot;
  const since = command?.acceptedAt ?? command?.createdAt ?? now;
  const late = now - since > LATE_MS;
  const found = !late && isRising(snapshot) ? [] : driftBlockers(snapshot);
  if (command?.error && command.acceptedAt === null && command.attempts > 0) {
    found.push({ kind: 'provider', detail: notAccepted(command) });
  }
  // A raise decided anew has not been answered yet: what was known of the provider before still stands.
  const before = draft.state.blockers.find(({ kind }) => kind === 'provider');
  if (found.length === 0 && before && command?.acceptedAt === null && command.error === null)
    found.push({ kind: 'provider', detail: before.detail });
  if (late) {
    found.push({ kind: 'provider', detail: LATE });
    if (!before?.detail.includes(LATE))
      draft.audit('provider.late', { step: draft.state.step }, before?.detail ?? LATE);
  }
  draft.set({
    blockers: standing(
      draft.state.blockers,
      [...found, ...freezeBlockers(snapshot), ...noDataBlockers(snapshot, now)],
      now,
    ),
  });
}

/** Less than was asked is what a raise on its way looks like, where more may yet be read: nobody's fault until it is late. */
function isRising(snapshot: Snapshot): boolean {
  const observed = driftOf(snapshot);
  if (observed === null || snapshot.provider.error) return false;
  return snapshot.service.readBack && observed < snapshot.release.state.desired;
}

const LATE = 'The provider has not confirmed for 5 minutes';

const notAccepted = ({ attempts, error }: CommandFact): string =>
  `The provider has not accepted after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}: ${error}`;

function onConfirmed(draft: Draft, observed: number | null): boolean {
  const { state, plan, now } = draft;
  draft.acknowledged(observed);
  if (state.confirmed?.step === state.step) {
    draft.finish('completed', 'release.completed', `everyone has ${draft.snapshot.release.version}`);
    draft.effects.push({ kind: 'current', now: true });
    return false;
  }
  draft.confirm(state.step, observed);
  draft.set({
    blockers: standing([], freezeBlockers(draft.snapshot), now),
    reason: `confirmed at ${plan.steps[state.step]?.exposure ?? 0} %`,
  });
  // The gates in this snapshot speak of the step before: the new hold is decided on with new evidence.
  draft.lookAt(now);
  return false;
}

function decidePaused(draft: Draft): boolean {
  const { snapshot, now, state } = draft;
  if (judgeFails(draft) || takenBack(draft)) return true;
  acknowledge(draft);
  if (reassertDrift(draft)) return false;
  const pause = draft.state.pause;
  const kind =
    pause === null
      ? 'manual'
      : (
          {
            person: 'manual',
            gate: 'gate',
            refusal: 'provider',
            unproven: 'gate',
            withdrawn: 'manual',
            rejected: 'manual',
          } as const
        )[pause.kind];
  const found = [
    {
      kind,
      detail: pause ? `Paused by ${pause.by}: ${pause.reason}` : 'Paused',
      ...(pause ? { since: pause.at } : {}),
    },
    ...freezeBlockers(snapshot),
    ...noDataBlockers(snapshot, now),
    ...driftBlockers(draft.snapshot),
    ...refusalBlockers(draft.snapshot),
  ];
  draft.set({ blockers: standing(draft.state.blockers, found, now) });
  if (state.desired > 0) draft.lookAt(now + LOOK_EVERY_MS);
  return false;
}

function decideRollback(draft: Draft): boolean {
  const { snapshot, now, state } = draft;
  const rollback = state.rollback;
  if (!rollback) return false;
  const confirmed = confirmation(snapshot);
  if (confirmed) {
    draft.acknowledged(confirmed.observed);
    draft.audit('rollback.confirmed', { observed: confirmed.observed === null ? null : toPercent(confirmed.observed) });
    draft.finish(rollback.outcome, `release.${rollback.outcome}`, rollback.reason);
    if (rollback.outcome !== 'cancelled') draft.effects.push({ kind: 'postmortem' });
    return false;
  }
  const command = snapshot.command?.generation === state.generation ? snapshot.command : null;
  const refused = command?.status === 'refused' || (command?.error ?? '').startsWith('refused');
  if (state.status === 'rolling_back' && (refused || now - rollback.at >= ROLLBACK_FAILS_MS)) {
    draft.set({ status: 'rollback_failed' });
    draft.audit('rollback.failed', { attempts: command?.attempts ?? 0 }, command?.error ?? 'not confirmed for 60 s');
  }
  draft.set({ blockers: standing(state.blockers, rollbackBlockers(draft.state.status, command), now) });
  draft.lookAt(draft.state.status === 'rolling_back' ? rollback.at + ROLLBACK_FAILS_MS : now + REASSERT_EVERY_MS);
  return false;
}

function rollbackBlockers(status: Status, command: CommandFact | null): Found[] {
  const attempts = command?.attempts ?? 0;
  const words = command?.error ? `: ${command.error}` : '';
  if (status === 'rollback_failed')
    return [
      {
        kind: 'provider',
        detail: `Not rolled back after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}${words}`,
      },
    ];
  return command?.error && command.acceptedAt === null ? [{ kind: 'provider', detail: notAccepted(command) }] : [];
}
