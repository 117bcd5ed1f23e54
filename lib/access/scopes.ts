/** Scopes and roles. Pages read this too, so it must not pull in zod. */

/** What a caller may do. `read` all GETs; `release` create, act, kill; `approve` approve, reject, override; `admin` configuration; `ingest` telemetry. */
export const SCOPES = ['read', 'release', 'approve', 'admin', 'ingest'] as const;
export type Scope = (typeof SCOPES)[number];

export const ROLES = ['viewer', 'operator', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What a signed-in person may do by role. A token has its own list, never more than its owner's. */
export const ROLE_SCOPES: Record<Role, readonly Scope[]> = {
  viewer: ['read'],
  operator: ['read', 'release'],
  approver: ['read', 'release', 'approve'],
  admin: SCOPES,
};

/** Says which permission is missing, in words for a problem document. */
export const SCOPE_MEANS: Record<Scope, string> = {
  read: 'read releases and configuration',
  release: 'create releases, act on them and pull the kill switch',
  approve: 'approve, reject and override',
  admin: 'change configuration',
  ingest: 'send telemetry',
};

/** A token's scopes as they count now: what its owner has lost, it has lost too. Sending telemetry needs no role. */
export function tokenScopes(scopes: readonly string[], owner: Role): Scope[] {
  return SCOPES.filter((scope) => scopes.includes(scope) && (scope === 'ingest' || ROLE_SCOPES[owner].includes(scope)));
}
