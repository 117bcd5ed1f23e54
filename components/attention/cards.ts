/** Which card a release belongs to (screens.md 5). Pure; cards partition the list. */

import type { Release } from '@/lib/releases/schema';
import { oncePerList } from './once-per-list';

export const CARDS = ['hurting', 'needs', 'waiting', 'holding', 'moving', 'finished'] as const;
export type CardId = (typeof CARDS)[number];

/** From this attention class on a row says its first line and shows its buttons. */
export const HOT_CLASS = 5;

export type Placed = Pick<Release, 'status'> & { attention: Pick<Release['attention'], 'class'> };

export function cardOf({ status, attention }: Placed): CardId {
  if (attention.class >= 7) return 'hurting';
  if (attention.class >= 5) return 'needs';
  if (attention.class === 4) return 'waiting';
  if (attention.class === 0) return 'finished';
  return status === 'holding' && attention.class >= 2 ? 'holding' : 'moving';
}

export type Counts = Record<CardId, number>;

const none = (): Counts => ({ hurting: 0, needs: 0, waiting: 0, holding: 0, moving: 0, finished: 0 });

/** Counted by the page, its title and the sidebar alike. */
export const countCards = oncePerList((releases: readonly Placed[]): Readonly<Counts> => {
  const counts = none();
  for (const release of releases) counts[cardOf(release)] += 1;
  return counts;
});

/** The same where only how many there are of each kind is known. */
export function countTally(
  tally: readonly (Pick<Release, 'status'> & { attention: { class: number }; count: number })[],
): Counts {
  const counts = none();
  for (const kind of tally) counts[cardOf(kind)] += kind.count;
  return counts;
}

export const inFlight = (counts: Counts): number =>
  counts.hurting + counts.needs + counts.waiting + counts.holding + counts.moving;

/** What the title, the favicon and the sidebar count: everything that hurts or waits for a person. */
export const calling = (counts: Counts): number => counts.hurting + counts.needs;
