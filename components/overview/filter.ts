/** The filter line of the overview and of the history: words and `key:value` pairs, kept in the URL. Pure. */

import { variantOf } from '@/components/releases/release-status';
import { STATUS } from '@/components/status/vocabulary';
import type { Release } from '@/lib/releases/schema';

type Term = { key: string | null; value: string };

const VALUES: Record<string, (release: Release) => readonly string[]> = {
  service: (release) => [release.service],
  version: (release) => [release.version],
  ring: (release) => [release.step.ring],
  tier: (release) => [String(release.tier)],
  status: (release) => [release.status],
  plan: (release) => [release.plan],
  team: (release) => [release.owner],
  person: (release) => [release.createdBy],
  blocker: (release) => release.blockers.map((blocker) => blocker.kind),
  verdict: (release) => (release.verdict ? [release.verdict] : []),
  gate: (release) => release.gates.map((gate) => gate.name),
};

/** Keys that may stand before a colon. */
export const FILTER_KEYS = Object.keys(VALUES);

/** Splits a filter into its terms; all of them must match. An unknown key is a plain word. */
export function parseFilter(text: string): Term[] {
  return text
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const [key = '', ...rest] = word.split(':');
      const value = rest.join(':');
      return value !== '' && key in VALUES ? { key, value } : { key: null, value: word };
    });
}

/** What a word is looked for in; a release that changes is another object. */
const known = new WeakMap<Release, string>();

function wordsOf(release: Release): string {
  const found = known.get(release);
  if (found !== undefined) return found;
  const { word } = STATUS[variantOf(release)];
  const words = [
    release.service,
    release.version,
    release.owner,
    release.createdBy,
    release.step.ring,
    release.plan,
    word,
  ]
    .join(' ')
    .toLowerCase();
  known.set(release, words);
  return words;
}

/** Whether a release matches every term: exact after a colon for tier, a part of the word elsewhere. */
export function matches(release: Release, terms: readonly Term[]): boolean {
  return terms.every(({ key, value }) => {
    const values = key ? VALUES[key]?.(release) : undefined;
    if (!values) return wordsOf(release).includes(value);
    return values.some((candidate) =>
      key === 'tier'
        ? candidate === value
        : candidate.toLowerCase().includes(value.replaceAll('-', '_')) || candidate.toLowerCase().includes(value),
    );
  });
}
