/** The overview's groups and its words (screens.md 5). Pure. */

import { type CardId, type Counts, cardOf, countCards, inFlight, type Placed } from '@/components/attention/cards';
import type { DataGroup } from '@/components/data-table/types';
import { standingStep } from '@/components/releases/places';
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

/** What the list can be grouped by; kept in the address as `by`. */
export const GROUPINGS = ['attention', 'service', 'team', 'ring'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The group of one release: its attention, or the service, team or ring it belongs to. */
export function placeIn(release: Release, by: Grouping): string {
  switch (by) {
    case 'attention':
      return groupOf(release);
    case 'service':
      return release.service;
    case 'team':
      return release.owner;
    case 'ring':
      return standingStep(release).ring;
  }
}

/** "1 hurting, 2 need a human": why a group stands where it does. */
function groupNote(rows: readonly Release[]): string {
  const { hurting, needs } = countCards(rows);
  const human = needs === 1 ? 'needs a human' : 'need a human';
  return [hurting > 0 ? `${hurting} hurting` : '', needs > 0 ? `${needs} ${human}` : ''].filter(Boolean).join(', ');
}

/**
 * Rows under their headings, each row where `placeOf` puts it. By attention in its fixed order; else the group of the
 * first row comes first, so that of rows sorted by attention the worst group leads.
 */
export function groupsOf(
  rows: readonly Release[],
  by: Grouping,
  placeOf: (row: Release) => string = (row) => placeIn(row, by),
): DataGroup<Release>[] {
  const placed = new Map<string, Release[]>(by === 'attention' ? GROUPS.map((id) => [id, []]) : []);
  for (const row of rows) {
    const place = placeOf(row);
    const known = placed.get(place);
    if (known) known.push(row);
    else placed.set(place, [row]);
  }
  return [...placed].map(([id, members]) =>
    by === 'attention'
      ? { id, label: GROUP_LABEL[id as GroupId], rows: members }
      : { id: `${by}:${id}`, label: id, rows: members, note: groupNote(members) },
  );
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

/** What the small words on the cards of those in flight are made of; times as the wire has them (ISO, UTC), null where nothing is known. */
export type CardFacts = {
  oldest: Record<'hurting' | 'needs' | 'moving', string | null>;
  nextWaiting: string | null;
  holdEnds: readonly string[];
};

/** Times of one form stand in the order of their letters: ten thousand need not be read. */
const earlier = (a: string | null, time: string): string => (a === null || time < a ? time : a);

/** One look at every release in flight: there may be ten thousand, and the words are made anew each second. */
export function cardFacts(releases: readonly Release[]): CardFacts {
  const oldest: CardFacts['oldest'] = { hurting: null, needs: null, moving: null };
  const holdEnds: string[] = [];
  let nextWaiting: string | null = null;
  for (const release of releases) {
    const card = cardOf(release);
    if (card === 'hurting' || card === 'needs') oldest[card] = earlier(oldest[card], release.attention.since);
    if (card === 'moving' && release.status === 'applying') oldest.moving = earlier(oldest.moving, release.updatedAt);
    if (card === 'holding' && release.step.holdEndsAt) holdEnds.push(release.step.holdEndsAt);
    if (card !== 'waiting') continue;
    for (const { until } of release.blockers) if (until) nextWaiting = earlier(nextWaiting, until);
  }
  return { oldest, nextWaiting, holdEnds };
}

export const NO_FACTS = cardFacts([]);

/** The small words on a card: "oldest 10 min", "next Mon 07:00", "1 rolled back". Empty where nothing is known. */
export function cardHint(
  card: CardId,
  { oldest, nextWaiting, holdEnds }: CardFacts,
  rolledBack: number,
  now: number,
): string {
  switch (card) {
    case 'hurting':
    case 'needs':
      return oldest[card] === null ? '' : `oldest ${formatDuration(now - Date.parse(oldest[card]))}`;
    case 'waiting':
      return nextWaiting === null ? '' : `next ${formatMoment(Date.parse(nextWaiting), now)}`;
    case 'holding': {
      const from = new Date(now).toISOString();
      let next: string | null = null;
      for (const end of holdEnds) if (end > from && (next === null || end < next)) next = end;
      return next === null ? '' : `next ${formatCountdown(Date.parse(next) - now)}`;
    }
    case 'moving':
      return oldest.moving === null ? '' : `longest ${formatDuration(now - Date.parse(oldest.moving))}`;
    case 'finished':
      return rolledBack > 0 ? `${rolledBack} rolled back` : '';
  }
}
