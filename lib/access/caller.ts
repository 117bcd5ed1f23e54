import { AppError } from '@/lib/errors';
import { forbidden } from './authorize';
import { hasAnywhere, mayDo, type Subject, type Target } from './decide';
import type { Principal } from './principal';
import { ROLE_SCOPES, type Role, SCOPE_MEANS, type Scope, tokenScopes } from './scopes';
import type { Standing } from './standing';

/** An authenticated caller: who, by what, and what it may do now. */
export type Caller = {
  principal: Principal;
  via: 'token' | 'session';
  /** `token:<id>` or `user:<id>`: what idempotency keys and limits are kept by. */
  key: string;
  /** The role everywhere. */
  role: Role;
  /** What it may do everywhere. In teams it may do more: `teams`. */
  scopes: readonly Scope[];
  /** Its role in each team, teams below counted. */
  teams: Readonly<Record<string, Role>>;
  /** A token's own scopes; null for a session. */
  held: readonly Scope[] | null;
  /** The session it came by; null for a token. */
  session: string | null;
};

type Who = Pick<Caller, 'principal' | 'via' | 'key' | 'held' | 'session'>;

export const makeCaller = (who: Who, { role, teams }: Standing): Caller => ({
  ...who,
  role,
  teams,
  scopes: who.held === null ? ROLE_SCOPES[role] : tokenScopes(who.held, role),
});

export const subjectOf = ({ role, teams, held }: Pick<Caller, 'role' | 'teams' | 'held'>): Subject => ({
  role,
  teams,
  held,
});

/** 403 naming the missing permission. */
export function requireScope(caller: Caller, scope: Scope): void {
  if (!caller.scopes.includes(scope)) throw lacking(caller, scope, 'everything');
}

/** As `requireScope`, where the verb asks about the target itself: having it in one team is enough at the door. */
export function requireSomewhere(caller: Caller, scope: Scope): void {
  if (!hasAnywhere(subjectOf(caller), scope)) throw lacking(caller, scope, 'anything');
}

/** 403 for a token: what concerns somebody's own account is theirs alone. */
export function requireSession(caller: Caller): Caller {
  if (caller.session !== null) return caller;
  throw new AppError('forbidden', 'This is for the signed-in person alone; a token cannot do it.', {
    extra: { missing: 'session' },
  });
}

/** 403 unless the caller may do it to the target. For what is decided outside a transaction. */
export function requireOn(caller: Caller, scope: Scope, target: Target): void {
  const { missing } = mayDo(subjectOf(caller), scope, target);
  if (missing) throw forbidden(missing);
}

function lacking(caller: Caller, scope: Scope, on: string): AppError {
  const what = caller.via === 'token' ? 'This token' : `The role "${caller.role}"`;
  return new AppError('forbidden', `${what} lacks the permission "${scope}" on ${on} (${SCOPE_MEANS[scope]}).`, {
    extra: { missing: scope, on, has: caller.scopes },
  });
}
