/** What an override would lift, and for how long at most. Pure. */

import { formatPlural } from '@/lib/format/number';
import type { BlockerKind, Release } from '@/lib/releases/schema';
import { LIFTABLE } from '@/lib/releases/status';

export type OverrideTerms = {
  /** What is chosen to be lifted; of what stands later, nothing. */
  blockers: readonly BlockerKind[];
  hours: number;
};

/** An override ends with its step; these are the longest it may take. The machine allows a day. */
export const HOURS = [1, 4, 8, 16] as const;
export const hoursWords = (hours: number): string => `after ${formatPlural(hours, 'hour')}`;

const USUAL_HOURS = 4;

/** What an override by this person can lift: never what cannot be, nor the missing approval of one's own release. */
export const liftableBy = ({ blockers }: Pick<Release, 'blockers'>, alone: boolean): BlockerKind[] =>
  blockers.map(({ kind }) => kind).filter((kind) => LIFTABLE.includes(kind) && !(alone && kind === 'approval'));

/** All that this person can lift, for the usual time. */
export const usualTerms = (release: Pick<Release, 'blockers'>, alone: boolean): OverrideTerms => ({
  blockers: liftableBy(release, alone),
  hours: USUAL_HOURS,
});

/** What of the chosen still stands. */
export const lifts = (terms: OverrideTerms, release: Pick<Release, 'blockers'>, alone: boolean): BlockerKind[] =>
  liftableBy(release, alone).filter((kind) => terms.blockers.includes(kind));

/** As the API takes it. `now` in epoch ms. */
export function inputOfTerms(
  terms: OverrideTerms,
  release: Pick<Release, 'blockers'>,
  alone: boolean,
  now: number,
): { blockers?: BlockerKind[]; until: string } {
  const blockers = lifts(terms, release, alone);
  return {
    ...(blockers.length > 0 ? { blockers } : {}),
    until: new Date(now + terms.hours * 3_600_000).toISOString(),
  };
}

/** Why an override is not this person's to give, or says nothing yet; null where it can be asked for. */
export function overrideRefusal(
  release: Pick<Release, 'blockers'>,
  alone: boolean,
  terms: OverrideTerms,
): string | null {
  const liftable = liftableBy(release, alone);
  if (liftable.length > 0) return lifts(terms, release, alone).length === 0 ? 'Choose what it lifts.' : null;
  return alone && release.blockers.some(({ kind }) => kind === 'approval')
    ? 'You asked for it or wrote it, so someone else must lift its missing approval.'
    : null;
}
