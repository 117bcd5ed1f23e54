/** The overview's groups and its words (screens.md 5). Pure. */

import { type CardId, type Counts, cardOf, inFlight, type Placed } from '@/components/attention/cards';
import { formatPlural } from '@/lib/format/number';
import { formatCountdown, formatDuration, formatMoment } from '@/lib/format/time';
import type { Release } from '@/lib/releases/schema';

/** Headings of the list: holding and moving share one. */
export const GROUPS = ['hurting', 'needs', 'waiting', 'running', 'finished'] as const;
export type GroupId = (typeof GROUPS)[number];

export const CARD_LABEL: Record<CardId, string> = {
  hurting: 'Hurting',
  needs: 'Needs a human',
  waiting: 'Waiting',
  holding: 'Holding',
  moving: 'Moving',
  finished: 'Finished today',
};

export const GROUP_LABEL: Record<GroupId, string> = {
  hurting: 'Hurting',
  needs: 'Needs a human',
  waiting: 'Waiting',
  running: 'Running',
  finished: 'Finished today',
};

export function groupOf(release: Placed): GroupId {
  const card = cardOf(release);
  return card === 'holding' || card === 'moving' ? 'running' : card;
}

/** "14 releases in flight: 2 hurting, 3 need a human, 2 waiting, 7 look after themselves." */
export function overviewSentence(counts: Counts): string {
  const total = inFlight(counts);
  if (total === 0) return 'Nothing in flight.';
  const alone = counts.holding + counts.moving;
  const parts = [
    counts.hurting > 0 ? `${counts.hurting} hurting` : '',
    counts.needs > 0 ? `${counts.needs} ${counts.needs === 1 ? 'needs' : 'need'} a human` : '',
    counts.waiting > 0 ? `${counts.waiting} waiting` : '',
    alone > 0 ? `${alone} ${alone === 1 ? 'looks after itself' : 'look after themselves'}` : '',
  ].filter(Boolean);
  return `${formatPlural(total, 'release')} in flight: ${parts.join(', ')}.`;
}

const lowest = (values: readonly number[]): number | null => (values.length > 0 ? Math.min(...values) : null);

/** The small words on a card: "oldest 10 min", "next Mon 07:00", "1 rolled back". Empty where nothing is known. */
export function cardHint(card: CardId, releases: readonly Release[], now: number): string {
  const mine = releases.filter((release) => cardOf(release) === card);
  if (mine.length === 0) return '';
  switch (card) {
    case 'hurting':
    case 'needs': {
      const oldest = lowest(mine.map((release) => Date.parse(release.attention.since)));
      return oldest === null ? '' : `oldest ${formatDuration(now - oldest)}`;
    }
    case 'waiting': {
      const next = lowest(
        mine.flatMap((release) => release.blockers.flatMap((b) => (b.until ? [Date.parse(b.until)] : []))),
      );
      return next === null ? '' : `next ${formatMoment(next, now)}`;
    }
    case 'holding': {
      const ends = mine.flatMap((r) => (r.step.holdEndsAt ? [Date.parse(r.step.holdEndsAt)] : []));
      const next = lowest(ends.filter((end) => end > now));
      return next === null ? '' : `next ${formatCountdown(next - now)}`;
    }
    case 'moving': {
      const moving = mine.filter((release) => release.status === 'applying');
      const oldest = lowest(moving.map((release) => Date.parse(release.updatedAt)));
      return oldest === null ? '' : `longest ${formatDuration(now - oldest)}`;
    }
    case 'finished': {
      const back = mine.filter((release) => release.status === 'rolled_back').length;
      return back > 0 ? `${back} rolled back` : '';
    }
  }
}
