/** Who moves a release on: a person, Rampart, the provider, or nobody before a time. Pure. */

import { formatMoment } from '@/lib/format/time';
import type { Turn } from '@/lib/releases/approval-turn';
import type { Blocker, Release } from '@/lib/releases/schema';
import { BLOCKER_KINDS, isTerminal } from '@/lib/releases/status';

type Acting = Pick<Release, 'finishedAt' | 'status' | 'verdict' | 'blockers' | 'actions'>;

/** Who may give the approval that is waited for, as the person who looks sees it. */
type Approver = { turn: Turn | null; others: string | null };

const until = (blocker: Blocker, now: number): string =>
  blocker.until ? `nobody until ${formatMoment(Date.parse(blocker.until), now)}` : 'nobody yet';

/** The blocker that is named first (screens.md 2.10). */
export function firstBlocker(blockers: readonly Blocker[]): Blocker | null {
  return BLOCKER_KINDS.map((kind) => blockers.find((blocker) => blocker.kind === kind)).find(Boolean) ?? null;
}

function blockedBy(blocker: Blocker, now: number): string {
  switch (blocker.kind) {
    case 'provider':
      return 'provider’s owner';
    case 'incident':
      return 'incident lead';
    case 'no_data':
    case 'budget':
      return 'service owners';
    case 'freeze':
    case 'schedule':
      return until(blocker, now);
    case 'manual':
      return 'whoever holds it';
    case 'approval':
      return 'approvers';
    case 'queue':
      return 'the release before';
    case 'deployment':
      return 'the pipeline';
    case 'gate':
      return 'Rampart';
  }
}

/** "You", "Jo Park or Li Wei", "provider", "nobody until Mon 07:00", "ended 14:02:10": the last column of the overview. */
export function actsNext(release: Acting, now: number, { turn, others }: Approver): string {
  if (isTerminal(release.status))
    return release.finishedAt ? `ended ${formatMoment(Date.parse(release.finishedAt), now)}` : '–';
  if (release.status === 'rollback_failed') return 'You, by hand';
  if (release.status === 'rolling_back') return 'provider';
  const blocker = firstBlocker(release.blockers);
  if (release.status === 'paused') {
    const mine = blocker === null || blocker.kind === 'manual' || blocker.kind === 'gate' || release.verdict === 'fail';
    return mine ? (release.actions.length > 0 ? 'You' : 'operators') : blockedBy(blocker, now);
  }
  if (release.status === 'awaiting_approval') {
    // A gate may open by itself: the yes is what only a person can give.
    const asked = release.blockers.some(({ kind }) => kind === 'approval');
    const other = firstBlocker(
      release.blockers.filter(({ kind }) => kind !== 'approval' && !(asked && kind === 'gate')),
    );
    if (other) return blockedBy(other, now);
    return turn === 'mine' ? 'You' : (others ?? 'approvers');
  }
  if (blocker && blocker.kind !== 'gate') return blockedBy(blocker, now);
  return release.status === 'applying' ? 'provider' : 'Rampart';
}
