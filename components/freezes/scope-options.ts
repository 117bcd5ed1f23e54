import type { ServiceView } from '@/lib/services/view';

/** Everything a freeze, an incident or a policy may speak of, widest first; values as lib/freezes/scope.ts has them. */
export function scopeOptions(services: readonly Pick<ServiceView, 'name' | 'displayName' | 'owner' | 'tier'>[]) {
  const owners = [...new Set(services.map(({ owner }) => owner))].sort();
  return [
    { value: 'all', label: 'Everything' },
    ...[1, 2, 3].map((tier) => ({ value: `tier:${tier}`, label: `Tier ${tier}` })),
    ...owners.map((owner) => ({ value: `team:${owner}`, label: `Team ${owner}` })),
    ...services.map(({ name, displayName }) => ({ value: name, label: displayName })),
  ];
}
