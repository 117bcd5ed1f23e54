import type { Proceed } from '@/lib/releases/proceed';

/** GitHub takes at most ten words of status for one question; one is kept for the answer. */
const MOST_COMMENTS = 9;
/** A pipeline waits thirty days at most. */
export const WAITS_MS = 30 * 86_400_000;
const AGAIN_MS = 60_000;

export type Check = { createdAt: number; comment: string | null; comments: number; onBlocked: 'wait' | 'reject' };

export type CheckAnswer =
  | { kind: 'answer'; state: 'approved' | 'rejected'; comment: string }
  | { kind: 'status'; comment: string; againAt: number }
  | { kind: 'wait'; againAt: number }
  | { kind: 'over' };

/** What a waiting pipeline is told now. Pure. */
export function decideCheck(check: Check, { proceed, blockers }: Proceed, now: number): CheckAnswer {
  if (proceed) return { kind: 'answer', state: 'approved', comment: 'Rampart: nothing stands in the way.' };
  const comment = `Rampart: ${blockers.map(wordsOf).join('; ')}`.slice(0, 1000);
  if (check.onBlocked === 'reject') return { kind: 'answer', state: 'rejected', comment };
  if (now - check.createdAt > WAITS_MS) return { kind: 'over' };
  const ends = blockers.map(({ until }) => (until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until)));
  const againAt = Math.min(now + AGAIN_MS, ...ends.filter((end) => end > now));
  const news = check.comment !== comment && check.comments < MOST_COMMENTS;
  return news ? { kind: 'status', comment, againAt } : { kind: 'wait', againAt };
}

const wordsOf = ({ detail, until }: Proceed['blockers'][number]): string =>
  until === undefined ? detail : `${detail} (until ${until.slice(0, 16).replace('T', ' ')} UTC)`;
