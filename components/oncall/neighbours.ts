/** What changed, the nearest first: on the services that hurt, on others of their teams, elsewhere. Pure. */

import type { AuditEvent } from '@/lib/audit/schema';

export type Near = 'same' | 'team' | 'other';

/** What hurts: its services, and the teams that own them. */
export type Hurt = { services: ReadonlySet<string>; teams: ReadonlySet<string> };

export const hurtOf = (releases: readonly { service: string; owner: string }[]): Hurt => ({
  services: new Set(releases.map(({ service }) => service)),
  teams: new Set(releases.map(({ owner }) => owner)),
});

/** What is of no one service (a freeze, a plan, the rings) may concern any: it stands with the neighbours. */
export function nearness(
  { service }: Pick<AuditEvent, 'service'>,
  hurt: Hurt,
  ownerOf: (service: string) => string | undefined,
): Near {
  if (service === null) return 'team';
  if (hurt.services.has(service)) return 'same';
  const owner = ownerOf(service);
  return owner !== undefined && hurt.teams.has(owner) ? 'team' : 'other';
}

export type Group<Event> = { near: Near; title: string; events: readonly Event[] };

const list = (names: ReadonlySet<string>): string => {
  const all = [...names].sort();
  if (all.length > 3) return `${all.slice(0, 2).join(', ')} and ${all.length - 2} more`;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
};

/** The three groups in that order, also empty ones: that nothing changed there is an answer too. */
export function groupChanges<Event extends Pick<AuditEvent, 'service'>>(
  events: readonly Event[],
  hurt: Hurt,
  ownerOf: (service: string) => string | undefined,
): readonly Group<Event>[] {
  const of = (near: Near) => events.filter((event) => nearness(event, hurt, ownerOf) === near);
  const teams = `${hurt.teams.size === 1 ? 'team' : 'teams'} ${list(hurt.teams)}`;
  return [
    { near: 'same', title: `On ${list(hurt.services)}`, events: of('same') },
    { near: 'team', title: `Neighbours: ${teams}, and what concerns everything`, events: of('team') },
    { near: 'other', title: 'Elsewhere', events: of('other') },
  ];
}
