/** What changed while nobody looked, in a line. Pure. */

import { nameOf } from '@/components/releases/places';
import { formatPlural } from '@/lib/format/number';
import { formatMinute, formatMoment } from '@/lib/format/time';
import type { Release } from '@/lib/releases/schema';
import type { Away, Changes } from './changed-since';

const DAY = 86_400_000;
const since = ({ from }: Away, now: number): string =>
  `since ${Math.floor(from / DAY) === Math.floor(now / DAY) ? formatMinute(from) : formatMoment(from, now)}`;

/** "3 changed since 14:02" */
export const changesWords = (changes: Changes, away: Away, now: number): string =>
  `${changes.size} changed ${since(away, now)}`;

/** The same with its releases, for whoever cannot see the marks: "3 releases changed …: checkout 2.4.1 paused, …" */
export function changesTold(changes: Changes, releases: readonly Release[], away: Away, now: number): string {
  const changed = releases.filter(({ id }) => changes.has(id));
  const named = changed.slice(0, 3).map((release) => `${nameOf(release)} ${changes.get(release.id)?.words}`);
  const more = changed.length > 3 ? [`${changed.length - 3} more`] : [];
  return `${formatPlural(changed.length, 'release')} changed ${since(away, now)}: ${[...named, ...more].join('; ')}.`;
}
