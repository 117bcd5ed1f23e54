import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { AppError } from '@/lib/errors';

/** Refuses a PUT whose `If-Match` names another version than the stored one; `expected` null means it named none. */
export function requireVersion(what: string, expected: number | null, stored: number | null): void {
  if (expected === null || expected === stored) return;
  const now = stored === null ? 'does not exist' : `is at version ${stored} now`;
  throw new AppError('precondition_failed', `${what} ${now}; read it again and apply your change to that.`, {
    extra: { version: stored },
  });
}

/** A tag for what has no version of its own: the same content, the same tag. */
export const contentTag = (value: unknown): string => hash('sha256', canonicalize(value) ?? '').slice(0, 20);

/** As `requireVersion`, by content tag; `stored` null means that it does not exist. */
export function requireTag(what: string, expected: string | null, stored: string | null): void {
  if (expected === null || expected === stored) return;
  const now = stored === null ? 'does not exist' : 'was changed in the meantime';
  throw new AppError('precondition_failed', `${what} ${now}; read it again and apply your change to that.`);
}
