import { z } from 'zod';
import { higher } from './decide';
import { ROLES, type Role } from './scopes';

/** One grant: a role everywhere (`admin`) or in a team (`payments:approver`). */
const grantSchema = z
  .string()
  .regex(new RegExp(`^(?:[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?:)?(?:${ROLES.join('|')})$`), {
    error: `must be one of ${ROLES.join(', ')}, alone or after "team:"`,
  });

/** Which groups of single sign-on give which roles: `{"platform":"admin","acme/payments":["payments:approver"]}`. */
export const groupMapSchema = z.record(z.string().min(1), z.union([grantSchema, z.array(grantSchema).min(1)]));
export type GroupMap = z.infer<typeof groupMapSchema>;

export type Grants = { role: Role | null; teams: Record<string, Role> };

/** What membership of these groups gives; nothing for groups that the map does not name. */
export function grantsOf(map: GroupMap, groups: readonly string[]): Grants {
  const grants: Grants = { role: null, teams: {} };
  for (const grant of groups.flatMap((group) => (Object.hasOwn(map, group) ? (map[group] ?? []) : []))) {
    const at = grant.lastIndexOf(':');
    const role = grant.slice(at + 1) as Role;
    const team = at < 0 ? null : grant.slice(0, at);
    if (team === null) grants.role = higher(grants.role, role);
    else grants.teams[team] = higher(grants.teams[team] ?? null, role) ?? role;
  }
  return grants;
}

export const givesSomething = ({ role, teams }: Grants): boolean => role !== null || Object.keys(teams).length > 0;
