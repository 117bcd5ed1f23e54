/** What the kill switch says before it is pulled. Pure. */

import { formatExposure, formatPlural } from '@/lib/format/number';
import type { Release } from '@/lib/releases/schema';

/** Stands for every service in the select; no service can be named so. */
export const EVERYTHING = '*';

export const KILL_CHIPS = ['Incident', 'Drill', 'Other'] as const;
export type KillChip = (typeof KILL_CHIPS)[number];

export function killTitle(scope: string): string {
  if (scope === '') return 'Pull the kill switch?';
  return scope === EVERYTHING ? 'Pull the kill switch for everything?' : `Pull the kill switch for ${scope}?`;
}

/** "2.4.1 → 0 % in every ring, now. Users return to 2.4.0. New exposure of checkout stays frozen until someone lifts it." */
export function killConsequence(
  scope: string,
  flying: readonly Pick<Release, 'service' | 'version' | 'baselineVersion' | 'exposure'>[],
): string {
  const zero = formatExposure(0);
  if (scope === EVERYTHING) {
    const count =
      flying.length === 0
        ? 'No release is in flight.'
        : `${formatPlural(flying.length, 'release')} in flight → ${zero}.`;
    return `${count} All new exposure stays frozen until someone lifts it.`;
  }
  const exposed = flying.find(
    (release) => release.service === scope && (release.exposure.desired > 0 || (release.exposure.observed ?? 0) > 0),
  );
  const frozen = `New exposure of ${scope} stays frozen until someone lifts it.`;
  if (!exposed)
    return `The last completed release goes back to the version before, if it finished within its rollback window. ${frozen}`;
  const back = exposed.baselineVersion
    ? `Users return to ${exposed.baselineVersion}.`
    : 'Users return to the version before.';
  return `${exposed.version} → ${zero} in every ring, now. ${back} ${frozen}`;
}

/** What is written to the record; empty until it says enough. "Other" alone says nothing. */
export function killReason(chip: KillChip | null, text: string): string {
  const said = text.trim();
  if (chip === null || chip === 'Other') return said;
  return said === '' ? chip : `${chip}: ${said}`;
}
