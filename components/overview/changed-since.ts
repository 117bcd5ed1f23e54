/** What happened to the releases on the page while nobody looked at it. Pure; times are epoch ms by the server's clock. */

import { placeOf } from '@/components/releases/places';
import { variantOf } from '@/components/releases/release-status';
import { STATUS } from '@/components/status/vocabulary';
import type { Release } from '@/lib/releases/schema';

/** From when somebody last looked until they came back. */
export type Away = { from: number; until: number };
/** As a browser keeps it: the last time away, and when the page was last in view. */
export type Look = Away & { seen: number };

/** A shorter look elsewhere (another tab, a page and back, a reload) is no absence. */
export const AWAY_MS = 60_000;

/** The absence to tell about when the page comes into view at `now`: a new one, or the one told before. */
export function lookAt(kept: Look | null, now: number): Look {
  if (!kept || kept.seen > now) return { from: now, until: now, seen: now };
  return now - kept.seen >= AWAY_MS ? { from: kept.seen, until: now, seen: now } : { ...kept, seen: now };
}

export const dismissed = (look: Look): Look => ({ ...look, from: look.until });

export type Change = {
  /** For a row: "→ broad 5 %", "paused". */
  words: string;
  at: number;
};

type Told = Pick<
  Release,
  | 'status'
  | 'verdict'
  | 'hold'
  | 'startAt'
  | 'blockers'
  | 'pause'
  | 'rollback'
  | 'step'
  | 'attention'
  | 'createdAt'
  | 'startedAt'
  | 'finishedAt'
>;

const lower = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);

/** The change that matters most of those that fell into the time away; null when nothing did. */
export function changedSince(release: Told, { from, until }: Away): Change | null {
  const within = (time: string | null | undefined): number | null => {
    const at = time ? Date.parse(time) : Number.NaN;
    return at > from && at <= until ? at : null;
  };
  const word = lower(STATUS[variantOf(release)].word);
  const facts: readonly (readonly [at: number | null, words: string])[] = [
    [within(release.finishedAt), word],
    [within(release.rollback?.at), word],
    [release.status === 'paused' ? within(release.pause?.at) : null, word],
    [release.attention.class >= 4 ? within(release.attention.since) : null, word],
    [within(release.createdAt), release.startedAt ? `new, ${placeOf(release.step)}` : 'new'],
    [within(release.step.startedAt), `→ ${placeOf(release.step)}`],
  ];
  const first = facts.find(([at]) => at !== null);
  return first?.[0] ? { words: first[1], at: first[0] } : null;
}

export type Changes = ReadonlyMap<string, Change>;

let told: { away: Away; of: WeakMap<object, Change | null> } = { away: { from: 0, until: 0 }, of: new WeakMap() };

/** By id, of every release that changed. Nothing while nobody was away. What is known of an unchanged one is kept. */
export function changesOf(releases: readonly (Told & { id: string })[], away: Away): Changes {
  const changes = new Map<string, Change>();
  if (away.from >= away.until) return changes;
  if (told.away !== away) told = { away, of: new WeakMap() };
  for (const release of releases) {
    let change = told.of.get(release);
    if (change === undefined) {
      change = changedSince(release, away);
      told.of.set(release, change);
    }
    if (change) changes.set(release.id, change);
  }
  return changes;
}

/** With what ended on an earlier day, each once. */
export function withEarlier<T extends { id: string }>(all: readonly T[], earlier: readonly T[]): readonly T[] {
  if (earlier.length === 0) return all;
  const ids = new Set(all.map(({ id }) => id));
  return [...all, ...earlier.filter(({ id }) => !ids.has(id))];
}
