import { AppError } from '@/lib/errors';
import { ROLE_SCOPES, type Role, type Scope } from './scopes';

/**
 * Refuses (403) a token that hands out, or takes over, more than it holds itself: with `admin` alone it could else make an
 * account that may everything and sign in as that. Sending telemetry needs no role, so it is not asked for.
 * @param held the token's own scopes; null for a session, which may do what its person may
 */
export function requireWithin(held: readonly Scope[] | null, roles: readonly Role[], field = 'role'): void {
  if (held === null) return;
  const lacking = [...new Set(roles.flatMap((role) => ROLE_SCOPES[role]))].filter(
    (scope) => scope !== 'ingest' && !held.includes(scope),
  );
  if (lacking.length === 0) return;
  const message = `goes beyond what this token holds: it lacks ${lacking.join(', ')}`;
  throw new AppError('forbidden', `${field}: ${message}`, { errors: [{ path: field, message }] });
}
