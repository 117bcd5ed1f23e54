import { AppError } from '@/lib/errors';
import type { Principal } from './principal';
import { type Role, SCOPE_MEANS, type Scope } from './scopes';

/** An authenticated caller: who, by what, and what it may do now. */
export type Caller = {
  principal: Principal;
  via: 'token' | 'session';
  /** `token:<id>` or `user:<id>`: what idempotency keys and limits are kept by. */
  key: string;
  role: Role;
  scopes: readonly Scope[];
};

/** 403 naming the missing permission. */
export function requireScope(caller: Caller, scope: Scope): void {
  if (caller.scopes.includes(scope)) return;
  const what = caller.via === 'token' ? 'This token' : `The role "${caller.role}"`;
  throw new AppError('forbidden', `${what} lacks the permission "${scope}" (${SCOPE_MEANS[scope]}).`, {
    extra: { missing: scope, has: caller.scopes },
  });
}
