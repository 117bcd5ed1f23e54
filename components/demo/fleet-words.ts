/** How a sample service misbehaves, in two words. Pure. */

import type { Fleet } from '@/lib/fleet/schema';

/** "errors, medium", "latency, high (next version)"; `null` where every version is healthy. */
export function faultOf({
  versions,
  nextProfile,
}: Pick<Fleet['services'][number], 'versions' | 'nextProfile'>): string | null {
  const bad = versions.find((version) => version.profile.kind !== 'none');
  if (bad) return `${bad.profile.kind}, ${bad.profile.severity}`;
  return nextProfile && nextProfile.kind !== 'none'
    ? `${nextProfile.kind}, ${nextProfile.severity} (next version)`
    : null;
}
