import type { TargetRef } from '@/lib/access/authorize';
import type { FreezeScope } from './schema';

/** What a freeze, an incident or a policy speaks of, as the database has it: "all", a service, `team:…`, `tier:…`. */
export function scopeText(scope: FreezeScope): string {
  if (scope === 'all') return 'all';
  if ('service' in scope) return scope.service;
  return 'team' in scope ? `team:${scope.team}` : `tier:${scope.tier}`;
}

/** The reverse: names of services hold no colon. */
export function scopeOf(text: string): FreezeScope {
  if (text === 'all') return 'all';
  if (text.startsWith('team:')) return { team: text.slice(5) };
  if (text.startsWith('tier:')) return { tier: Number(text.slice(5)) as 1 | 2 | 3 };
  return { service: text };
}

/** What somebody must have a permission on, to freeze or unfreeze this: a tier holds services of every team. */
export const scopeTarget = (scope: FreezeScope): TargetRef =>
  scope === 'all' || 'tier' in scope ? 'everything' : scope;

/**
 * Of a row of `service s`: every scope it falls under as `scopes`, widest first; what is said of a team is said of the teams
 * below it.
 */
export const SCOPES_OF = 'scopes_of(s.name, s.owner, s.tier) AS scopes';

/** In words: "everything", "checkout", "team payments", "tier 1". */
export function scopeWords(scope: FreezeScope): string {
  if (scope === 'all') return 'everything';
  if ('service' in scope) return scope.service;
  return 'team' in scope ? `team ${scope.team}` : `tier ${scope.tier}`;
}
