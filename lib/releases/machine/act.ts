import { boundTo, mayApproveAs, wantedWords } from '../approval-rule';
import { mayGive } from '../approval-turn';
import { reasonDemanded } from '../reason-demanded';
import type { ActionName, BlockerKind } from '../schema';
import { changedSince } from '../seen';
import type { Action, Decision, Refusal, Snapshot } from '../state';
import { isExposed } from '../state';
import { LIFTABLE, NO_REASON } from '../status';
import { allowedActions } from './allowed';
import { approvalsOf, partiesOf, stepAsked, wordsOn } from './approvals';
import { notLifted, raiseBlockers } from './blockers';
import { resumeClock } from './clock';
import { settle } from './decide';
import { Draft } from './draft';
import { leaveHold } from './holding';
import { forbids } from './may-advance';
import { endsAt, OVERRIDE_AT_MOST_MS, OVERRIDE_LASTS_MS } from './override';

type Step = (draft: Draft, action: Action) => Refusal | undefined;

/**
 * What a person's or a system's action does to a release, or why it is refused (lifecycle.md, "Statuses"). Repeating an
 * action that has had its effect changes nothing and is not refused where the table says 200.
 */
export function act(snapshot: Snapshot, action: Action, now: number): Decision | Refusal {
  const allowed = allowedActions(viewOf(snapshot), now);
  const draft = new Draft(snapshot, now);
  const known = action.name === 'supersede' || action.name === 'replace' || action.name === 'deployed';
  if (!known && !allowed.includes(action.name as ActionName)) {
    if (hasHadEffect(snapshot, action)) return draft.done();
    return conflict(`a release that is ${snapshot.release.state.status} cannot ${action.name}`, allowed);
  }
  if (needsReason(snapshot, action)) {
    return { refused: 'unprocessable', detail: `${action.name} needs a reason`, field: 'reason', allowed };
  }
  const refusal = STEPS[action.name](draft, action);
  return refusal ? { ...refusal, allowed } : draft.done();
}

/** The few facts that decide which actions are open. */
export const viewOf = (snapshot: Snapshot) => ({
  state: snapshot.release.state,
  approvalSteps: snapshot.release.plan.steps.flatMap((step, i) => (step.approval ? [i] : [])),
  current: snapshot.service.currentReleaseId === snapshot.release.id,
  rollbackWindowMs: snapshot.service.rollbackWindowMs,
  otherExposed: snapshot.siblings.some((sibling) => sibling.exposed),
});

/** A second click on what this person has just done, and what moved the release on, is not told that it failed. */
function hasHadEffect({ release: { state }, approvals }: Snapshot, { name, actor }: Action): boolean {
  const said = (decision: 'approve' | 'reject') =>
    approvals.some((one) => one.step === state.step && one.person === actor.person && one.decision === decision);
  const wentOn = state.status === 'applying' || state.status === 'holding';
  switch (name) {
    case 'approve':
      return wentOn && said('approve');
    case 'override':
      return wentOn && state.override?.step === state.step && state.override.by === actor.name;
    case 'reject':
      return (state.status === 'cancelled' || state.pause?.kind === 'rejected') && said('reject');
    default:
      return false;
  }
}

const conflict = (detail: string, allowed: ActionName[]): Refusal => ({ refused: 'conflict', detail, allowed });

const forbidden = (detail: string): Refusal => ({ refused: 'forbidden', detail, allowed: [] });

/** Who holds the key of the service account that acts; null for anybody else. */
const keyHolder = ({ actor }: Action): string | null => ('madeBy' in actor && actor.madeBy) || null;

function needsReason(snapshot: Snapshot, action: Action): boolean {
  const asked = reasonDemanded(snapshot.release.plan).some((name) => name === action.name);
  return asked && !action.reason && action.actor.kind !== 'controller';
}

const STEPS: Record<Action['name'], Step> = {
  advance: (draft, action) => {
    const { snapshot, now, state } = draft;
    // An approval that is missing is asked for when the hold is left.
    const found = forbids(snapshot, now).filter(({ kind }) => kind !== 'approval');
    const failing = Object.keys(state.fails);
    if (failing.length > 0) return conflict(`not advanced: ${failing.join(', ')} fails`, []);
    if (found.length > 0) return conflict(`not advanced: ${found.map((f) => f.detail).join('; ')}`, []);
    draft.audit('hold.shortened', { step: state.step, elapsedMs: draft.holdElapsed() }, action.reason);
    leaveHold(draft, 'hold shortened');
    return undefined;
  },
  pause: (draft, action) => {
    draft.pause('person', action.actor.name, action.reason ?? NO_REASON);
    settle(draft);
    return undefined;
  },
  resume: (draft, action) => resume(draft, action),
  override: (draft, action) => override(draft, action),
  rollback: (draft, action) => {
    const { status } = draft.state;
    if (status === 'rolling_back' || status === 'rolled_back') return undefined;
    if (status === 'rollback_failed') {
      draft.effects.push({ kind: 'retry' });
      draft.audit('rollback.retried', { by: action.actor.name }, action.reason);
      return undefined;
    }
    draft.rollback(action.actor.name, false, action.reason ?? `asked by ${action.actor.name}`);
    return undefined;
  },
  cancel: (draft, action) => {
    const { name } = action.actor;
    draft.giveUp('cancelled', name, false, action.reason ?? `cancelled by ${name}`);
    return undefined;
  },
  approve: (draft, action) => approve(draft, action),
  reject: (draft, action) => {
    const { step, desired } = draft.state;
    const reason = action.reason ?? `rejected by ${action.actor.name}`;
    const bound = boundTo(draft.snapshot.release, step);
    draft.effects.push({ kind: 'approval', step, decision: 'reject', bound, reason });
    draft.audit('approval.rejected', { step, by: action.actor.name, bound }, reason);
    const by = `rejected by ${action.actor.name}`;
    if (desired === 0)
      draft.giveUp('cancelled', action.actor.name, false, action.reason ? `${by}: ${action.reason}` : by);
    else draft.pause('rejected', action.actor.name, reason);
    settle(draft);
    return undefined;
  },
  supersede: (draft, action) => {
    if (isExposed(draft.state)) return conflict('an exposed release is never superseded', []);
    const reason = action.reason ?? 'a newer release came';
    // A dark start on its way must not arrive after the newer release's: it is taken back first.
    if (draft.state.status === 'applying') draft.rollback(action.actor.name, true, reason, 'superseded');
    else draft.giveUp('superseded', action.actor.name, true, reason);
    return undefined;
  },
  replace: (draft, action) => {
    const { status } = draft.state;
    if (['applying', 'holding', 'paused', 'awaiting_approval'].includes(status)) {
      draft.rollback(action.actor.name, true, action.reason ?? 'replaced by a newer release', 'superseded');
    }
    return undefined;
  },
  deployed: (draft) => {
    draft.audit('release.deployed', { version: draft.snapshot.release.version });
    settle(draft);
    return undefined;
  },
};

function approve(draft: Draft, action: Action): Refusal | undefined {
  const { snapshot, state, plan } = draft;
  const step = stepAsked(plan, state);
  const spec = plan.steps[step]?.approval;
  if (!spec) return conflict('no step of this release needs approval', []);
  const { person, name } = action.actor;
  const { release, service } = snapshot;
  const given = wordsOn(snapshot, step).flatMap((a) => (a.decision === 'approve' ? [a.person] : []));
  const answer = mayGive({ count: spec.count, given, parties: partiesOf(release) }, person);
  // What was approved stays approved: a second click must not be told that something has changed since.
  if (answer === 'given') return undefined;
  if (action.standing !== undefined && !mayApproveAs(spec, action.standing, service.owner ?? ''))
    return forbidden(`approving this step needs ${wantedWords(spec)}`);
  if (answer === 'asked') return forbidden(`you ${did(release, person)}, so someone else must approve it`);
  const maker = keyHolder(action);
  if (maker !== null && [...partiesOf(release), ...given].includes(maker))
    return forbidden('who made this token asked for it, wrote it or has approved it, so someone else must approve it');
  const stale = lookAgain(snapshot, step, action);
  if (stale) return stale;
  const bound = boundTo(release, step);
  draft.effects.push({
    kind: 'approval',
    step,
    decision: 'approve',
    bound,
    ...(action.reason ? { reason: action.reason } : {}),
  });
  const seen = action.seen?.revision === undefined ? {} : { seenRevision: action.seen.revision };
  draft.audit('approval.given', { step, by: name, role: wantedWords(spec), bound, ...seen }, action.reason);
  if (state.status !== 'awaiting_approval') return undefined;
  // Decided with the new approval counted, in the same transaction.
  const approvals = [
    ...snapshot.approvals.filter((a) => a.step !== step || a.person !== person),
    { step, person, name, decision: 'approve' as const, at: draft.now, bound },
  ];
  if (approvalsOf({ ...snapshot, approvals }, step).complete) draft.lookAt(draft.now);
  return undefined;
}

/** An approval rests on what was looked at: where that is no longer so, nothing is given. */
function lookAgain({ release, gates }: Snapshot, step: number, { seen }: Action): Refusal | undefined {
  if (!seen) return undefined;
  const planVersion = Number(release.planRef?.split('@').at(-1) ?? seen.planVersion ?? 0);
  const changed = changedSince(seen, {
    step: release.state.status === 'awaiting_approval' ? step : (seen.step ?? step),
    planVersion,
    artifact: release.artifact ?? null,
    commit: release.commit ?? null,
    gates: release.state.confirmed ? gates : [],
  });
  if (changed.length === 0) return undefined;
  return { ...conflict(`look again: ${changed.join('; ')}. Nothing was approved`, []), changed };
}

/** Goes on after a pause: never skips what was left of the hold, and looks afresh at a gate that had failed. */
function resume(draft: Draft, action: Action): Refusal | undefined {
  const { snapshot, now, state, plan } = draft;
  const critical = Object.entries(state.fails).find(([, fail]) => fail.critical);
  if (critical)
    return conflict(`the critical gate ${critical[0]} fails (${critical[1].why}): only rolling back is possible`, []);
  const resets = Object.fromEntries(Object.keys(state.fails).map((name) => [name, now]));
  const from = state.pause?.from ?? 'holding';
  const fresh = { fails: {}, resets: { ...state.resets, ...resets }, pause: null };
  const words = action.reason ?? `resumed by ${action.actor.name}`;
  const retry = state.pause?.kind === 'refusal' && from === 'applying';
  if (retry && state.confirmed?.step !== state.step) {
    const found = notLifted(raiseBlockers(snapshot, state.step, now), state.override);
    if (found.length > 0)
      return conflict(`not resumed, exposure would rise: ${found.map((f) => f.detail).join('; ')}`, []);
    draft.set(fresh);
    draft.audit('release.resumed', { by: action.actor.name, step: state.step }, words);
    draft.raise(state.step, action.actor.name, words);
    return undefined;
  }
  draft.set(fresh);
  draft.audit('release.resumed', { by: action.actor.name, from, freshGates: Object.keys(resets) }, words);
  if (from === 'awaiting_approval') draft.ask(state.step);
  else if (from === 'pending' || state.confirmed === null) draft.set({ status: 'pending', step: 0 });
  else backToHold(draft, state.confirmed.step, words, action.actor.name);
  if (from === 'awaiting_approval' && state.generation > 0 && state.confirmed) {
    draft.command('resume', { step: state.confirmed.step, exposure: state.desired }, false, words, action.actor.name);
  }
  draft.set({ reason: words, blockers: [] });
  draft.lookAt(now);
  return undefined;

  function backToHold(to: Draft, step: number, why: string, by: string): void {
    const { hold } = to.state;
    to.set({ status: 'holding', step, hold: hold && resumeClock(plan, step, hold, now) });
    to.command('resume', { step, exposure: to.state.desired }, false, why, by);
  }
}

/** What stands now and may be lifted: approvals only where they are waited for. */
function standingKinds({ snapshot, state, now }: Draft): BlockerKind[] {
  const waits = state.status === 'awaiting_approval' || state.pause?.from === 'awaiting_approval';
  const found = raiseBlockers(snapshot, state.step, now).filter((item) => waits || item.kind !== 'approval');
  return LIFTABLE.filter((kind) => found.some((item) => item.kind === kind));
}

/** To lift a missing approval is to be the one who approves: not for who asked or wrote it, unless another has said yes. */
function aloneInIt({ snapshot, state }: Draft, action: Action): string | null {
  const { release } = snapshot;
  const next = state.confirmed?.step === state.step ? state.step + 1 : state.step;
  const party = partiesOf(release).find((one) => one === action.actor.person || one === keyHolder(action));
  if (party === undefined || approvalsOf(snapshot, next).other) return null;
  return `you ${did(release, party)}, so someone else must lift its missing approval`;
}

const did = ({ createdBy }: Draft['snapshot']['release'], person: string): string =>
  person === createdBy ? 'asked for this release' : 'wrote this change';

/** Break-glass: lifts blockers for one step, with a reason; never a critical fail, never one's own missing approval. */
function override(draft: Draft, action: Action): Refusal | undefined {
  const { state, now } = draft;
  const critical = Object.entries(state.fails).find(([, fail]) => fail.critical);
  if (critical)
    return conflict(`the critical gate ${critical[0]} fails: it cannot be overridden, only rolled back`, []);
  const alone = aloneInIt(draft, action);
  const stands = standingKinds(draft);
  // Without a list it is what this person may lift.
  const mayLift = alone === null ? stands : stands.filter((kind) => kind !== 'approval');
  const wanted = action.blockers ?? (mayLift.length > 0 ? mayLift : stands);
  if (alone !== null && wanted.includes('approval')) return forbidden(alone);
  const never = wanted.filter((kind) => !LIFTABLE.includes(kind));
  if (never.length > 0)
    return {
      refused: 'unprocessable',
      detail: `cannot be overridden: ${never.join(', ')} (only ${LIFTABLE.join(', ')})`,
      field: 'blockers',
      allowed: [],
    };
  const asked = action.until ?? now + OVERRIDE_LASTS_MS;
  if (asked <= now || asked > now + OVERRIDE_AT_MOST_MS)
    return { refused: 'unprocessable', detail: 'must be in the next 24 hours', field: 'until', allowed: [] };
  const before = state.override?.blockers ?? [];
  // Nor is it prolonged by them: what another has lifted ends when that one said.
  const until =
    state.override && before.includes('approval') && alone !== null ? Math.min(asked, endsAt(state.override)) : asked;
  const lifted = [...new Set([...before, ...wanted])];
  const reason = action.reason ?? NO_REASON;
  const { step } = state;
  draft.set({ override: { step, blockers: lifted, by: action.actor.name, reason, at: now, until } });
  draft.effects.push({ kind: 'override', step, blockers: lifted, reason, until });
  const ends = new Date(until).toISOString();
  draft.audit('override.given', { blockers: wanted, step, by: action.actor.name, until: ends }, reason);
  if (state.status === 'paused') return resume(draft, action);
  draft.lookAt(now);
  settle(draft);
  return undefined;
}
