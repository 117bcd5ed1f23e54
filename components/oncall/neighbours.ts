/** What changed, the nearest first: on the services that hurt, on others of their teams, elsewhere. Pure. */

import type { AuditEvent } from '@/lib/audit/schema';

export type Near = 'same' | 'team' | 'other';

/** What hurts: its services, the teams that own them, and the plans they follow. */
export type Hurt = { services: ReadonlySet<string>; teams: ReadonlySet<string>; plans: ReadonlySet<string> };

export const hurtOf = (releases: readonly { service: string; owner: string; plan: string }[]): Hurt => ({
  services: new Set(releases.map(({ service }) => service)),
  teams: new Set(releases.map(({ owner }) => owner)),
  plans: new Set(releases.map(({ plan }) => plan)),
});

type Event = Pick<AuditEvent, 'service' | 'chain'>;

/** A plan is as near as who follows it. What is of no one service (a freeze, the rings) stands with the neighbours. */
export function nearness(
  { service, chain }: Event,
  hurt: Hurt,
  ownerOf: (service: string) => string | undefined,
): Near {
  if (chain.startsWith('plan:')) return hurt.plans.has(chain.slice('plan:'.length)) ? 'same' : 'other';
  if (service === null) return 'team';
  if (hurt.services.has(service)) return 'same';
  const owner = ownerOf(service);
  return owner !== undefined && hurt.teams.has(owner) ? 'team' : 'other';
}

export type Group<E> = { near: Near; title: string; events: readonly E[] };

const list = (names: ReadonlySet<string>): string => {
  const all = [...names].sort();
  if (all.length > 3) return `${all.slice(0, 2).join(', ')} and ${all.length - 2} more`;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
};

/** The three groups in that order, also empty ones: that nothing changed there is an answer too. */
export function groupChanges<E extends Event>(
  events: readonly E[],
  hurt: Hurt,
  ownerOf: (service: string) => string | undefined,
): readonly Group<E>[] {
  const of = (near: Near) => events.filter((event) => nearness(event, hurt, ownerOf) === near);
  const teams = `${hurt.teams.size === 1 ? 'team' : 'teams'} ${list(hurt.teams)}`;
  return [
    { near: 'same', title: `On ${list(hurt.services)}`, events: of('same') },
    { near: 'team', title: `Neighbours: ${teams}, and what concerns everything`, events: of('team') },
    { near: 'other', title: 'Elsewhere', events: of('other') },
  ];
}
