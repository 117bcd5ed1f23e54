import { AppError } from '@/lib/errors';

/** Refuses a PUT whose `If-Match` names another version than the stored one; `expected` null means it named none. */
export function requireVersion(what: string, expected: number | null, stored: number | null): void {
  if (expected === null || expected === stored) return;
  const now = stored === null ? 'does not exist' : `is at version ${stored} now`;
  throw new AppError('precondition_failed', `${what} ${now}; read it again and apply your change to that.`, {
    extra: { version: stored },
  });
}
