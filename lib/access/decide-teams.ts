import { higher } from './decide';
import type { Role } from './scopes';

export type TeamNode = { name: string; parent: string | null };

/**
 * The loop that giving `name` the parent `parent` would close, first and last the same team; null when there is none.
 * @param teams all teams as they are now.
 */
export function loopOf(teams: readonly TeamNode[], name: string, parent: string | null): string[] | null {
  const parentOf = new Map(teams.map((team) => [team.name, team.parent]));
  const path = [name];
  for (let at = parent; at !== null; at = parentOf.get(at) ?? null) {
    path.push(at);
    if (at === name) return path;
    // A loop that others closed before: not this one's, and nothing to walk for ever.
    if (path.indexOf(at) < path.length - 1) return null;
  }
  return null;
}

/** A role in a team counts in every team below it; where several count, the highest. */
export function reachOf(
  teams: readonly TeamNode[],
  memberships: readonly { team: string; role: Role }[],
): Record<string, Role> {
  const own = new Map<string, Role>();
  for (const { team, role } of memberships) own.set(team, higher(own.get(team) ?? null, role) ?? role);
  const parentOf = new Map(teams.map((team) => [team.name, team.parent]));
  const reach: Record<string, Role> = {};
  for (const { name } of teams) {
    let best: Role | null = null;
    const seen = new Set<string>();
    for (let at: string | null = name; at !== null && !seen.has(at); at = parentOf.get(at) ?? null) {
      seen.add(at);
      best = higher(best, own.get(at) ?? null);
    }
    if (best !== null) reach[name] = best;
  }
  return reach;
}
