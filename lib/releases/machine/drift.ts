import { toPercent } from '@/lib/shared/exposure';
import { driftOf, standing } from './blockers';
import { confirmation } from './confirmation';
import type { Draft } from './draft';

const REASSERT_EVERY_MS = 15_000;
const LOOK_AGAIN_MS = 5_000;

/** Observed above desired: the command is asserted again under a new generation, not more often than every 15 s. */
export function reassertDrift(draft: Draft): boolean {
  const { snapshot, now, state } = draft;
  // An assertion that was not accepted yet is tried again by itself.
  if (snapshot.command?.acceptedAt == null) return false;
  const drift = driftOf(snapshot);
  if (drift === null || drift <= state.desired || now - (snapshot.command?.createdAt ?? 0) < REASSERT_EVERY_MS)
    return false;
  const step = state.status === 'applying' ? state.step : (state.confirmed?.step ?? state.step);
  const words = `the provider reports ${toPercent(drift)} %, ${toPercent(state.desired)} % was asked`;
  draft.audit('drift.reasserted', { observed: toPercent(drift), desired: toPercent(state.desired) }, words);
  draft.command(
    state.status === 'holding' ? 'resume' : 'pause',
    { step, exposure: state.desired },
    false,
    words,
    'Rampart',
  );
  draft.set({ blockers: standing(state.blockers, [{ kind: 'provider', detail: words }], now) });
  draft.lookAt(now + LOOK_AGAIN_MS);
  return true;
}

/** Records that a pause or resume command is in force; nothing waits for it. */
export function acknowledge(draft: Draft): void {
  if (draft.snapshot.command?.status === 'confirmed') return;
  const confirmed = confirmation(draft.snapshot);
  if (confirmed) draft.acknowledged(confirmed.observed);
}
