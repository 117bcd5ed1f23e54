/** What a batch of stream events changes in what the browser keeps. Pure. */

import { byAttention, mergeByAttention } from '@/lib/releases/attention-order';
import type { Release } from '@/lib/releases/schema';
import { isTerminal } from '@/lib/releases/status';
import { dayStart } from '@/lib/shared/utc-day';
import type { StreamEvent } from '@/lib/stream/event';

/** Newest news of each release in a batch, by id. */
export function newestReleases(events: readonly StreamEvent[]): Map<string, Release> {
  const newest = new Map<string, Release>();
  for (const event of events) {
    if (event.type !== 'release.updated') continue;
    const known = newest.get(event.data.id);
    if (!known || event.data.revision >= known.revision) newest.set(event.data.id, event.data);
  }
  return newest;
}

/** A late event never overwrites newer news. */
export const newer = (known: Release | undefined, news: Release): Release =>
  known && known.revision > news.revision ? known : news;

/** A list, in the order of attention, after a batch; the same list where nothing in it changed. */
function patched(
  list: readonly Release[],
  news: ReadonlyMap<string, Release>,
  keep: (release: Release) => boolean,
): readonly Release[] {
  if (news.size === 0) return list;
  const told = new Map(news);
  const others: Release[] = [];
  for (const known of list) {
    const now = told.get(known.id);
    if (now) told.set(known.id, newer(known, now));
    else others.push(known);
  }
  const changed = [...told.values()].filter(keep).sort(byAttention);
  return changed.length === 0 && others.length === list.length ? list : mergeByAttention(others, changed);
}

/** Releases in flight after a batch: changed ones where they belong now, new ones added, ended ones gone. */
export const patchFlight = (list: readonly Release[], news: ReadonlyMap<string, Release>): readonly Release[] =>
  patched(list, news, (release) => !isTerminal(release.status));

type Known = {
  /** In flight as it was known when the reading began, and as the stream has made it since. */
  before: readonly Release[];
  now: readonly Release[];
  ended: readonly Release[];
};

/** What was read of those in flight, with what the stream said while it was being read; by attention. */
export function mergeFlight(read: readonly Release[], { before, now, ended }: Known): readonly Release[] {
  const byId = (list: readonly Release[]) => new Map(list.map((release) => [release.id, release]));
  const [known, over, old, there] = [byId(now), byId(ended), byId(before), byId(read)];
  const isOver = ({ id, revision }: Release): boolean => (over.get(id)?.revision ?? -1) >= revision;
  const started = now.filter(({ id }) => !old.has(id) && !there.has(id));
  const kept = read
    .filter((release) => !isOver(release))
    .map((release) => {
      const mine = known.get(release.id);
      return mine && mine.revision >= release.revision ? mine : release;
    });
  return [...started, ...kept].sort(byAttention);
}

/** Releases that ended on the UTC day of `now` (epoch ms), the last first: those of the day before go at midnight. */
export function patchFinished(
  list: readonly Release[],
  news: ReadonlyMap<string, Release>,
  now: number,
): readonly Release[] {
  const today = (release: Release) => isTerminal(release.status) && endedSince(release, dayStart(now));
  const oldest = list.at(-1);
  return patched(oldest && !today(oldest) ? list.filter(today) : list, news, today);
}

const endedSince = ({ finishedAt }: Pick<Release, 'finishedAt'>, from: number): boolean =>
  finishedAt !== null && Date.parse(finishedAt) >= from;

/** Whether it ended after `from` and before the UTC day of `now` (epoch ms), whose own are known anyway. */
export const endedEarlier = (release: Pick<Release, 'finishedAt'>, from: number, now: number): boolean =>
  endedSince(release, from + 1) && !endedSince(release, dayStart(now));

export type Stale = {
  /** Releases whose record and commands grew. */
  releases: ReadonlySet<string>;
  /** Services with new samples. */
  series: ReadonlySet<string>;
  services: ReadonlySet<string>;
  /** Releases whose postmortem somebody wrote in. */
  postmortems: ReadonlySet<string>;
  freezes: boolean;
  /** Break-glass was used or reviewed. */
  overrides: boolean;
  /** How some SLO stands. */
  slos: boolean;
  recent: boolean;
  everything: boolean;
};

/** What has to be read again, since the events only say that it changed. */
export function staleAfter(events: readonly StreamEvent[]): Stale {
  const releases = new Set<string>();
  const series = new Set<string>();
  const services = new Set<string>();
  const postmortems = new Set<string>();
  let freezes = false;
  let overrides = false;
  let slos = false;
  let recent = false;
  let everything = false;
  for (const event of events) {
    if (event.type === 'telemetry.bucket') for (const name of event.data.services) series.add(name);
    if (event.type === 'resync') everything = true;
    if (event.type === 'budget.updated') slos = true;
    if (event.type !== 'audit.appended') continue;
    recent = true;
    for (const fact of event.data.events) {
      if (fact.release) releases.add(fact.release);
      if (fact.type.startsWith('postmortem.') && fact.release) postmortems.add(fact.release);
      if (/^(freeze|incident|policy)\./.test(fact.type)) freezes = true;
      if (fact.type.startsWith('slo.')) slos = true;
      if (fact.type.startsWith('override.')) overrides = true;
      if (fact.type.startsWith('service.') && fact.service) services.add(fact.service);
    }
  }
  return { releases, series, services, postmortems, freezes, overrides, slos, recent, everything };
}
