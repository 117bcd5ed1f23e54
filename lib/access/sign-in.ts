import { appendAudit } from '@/lib/audit/append';
import type { Sql } from '@/lib/db/sql';
import { logger } from '@/lib/log';
import { LIMITS } from './decide-throttle';
import { hashPassword, isOutdated, verifyPassword } from './passwords';
import { CONTROLLER } from './principal';
import { countTry, forgetTry, type ThrottleDeps } from './throttle';

type Attempt = { email: string; password: string; address: string };
type Row = { id: string; email: string; name: string; passwordHash: string | null };
export type SignedIn = Omit<Row, 'passwordHash'>;

const FIND = `
  SELECT id, email, name, password_hash AS "passwordHash"
  FROM app_user WHERE email = $1 AND disabled_at IS NULL AND kind = 'person'`;

/**
 * Who signs in with e-mail address and password; null when they do not fit, whatever the reason. Throws SignInThrottled.
 * A password kept by an older recipe is hashed anew.
 */
export async function signInWithPassword(
  deps: ThrottleDeps & { sql: Sql },
  attempt: Attempt,
): Promise<SignedIn | null> {
  const email = attempt.email.trim().toLowerCase();
  const tried = { account: email, address: attempt.address };
  const failures = await countTry(deps, tried);
  const [row] = await deps.sql.query<Row>(FIND, [email]);
  const password = attempt.password.slice(0, 256);
  const good = await verifyPassword(password, row?.passwordHash ?? null);
  if (row && !good && failures === LIMITS.account.free) void tellHeld(deps, row, attempt.address);
  if (!good || !row?.passwordHash) return null;
  await forgetTry(deps.sql, tried);
  if (isOutdated(row.passwordHash)) await renew(deps.sql, row.id, row.passwordHash, password);
  return { id: row.id, email: row.email, name: row.name };
}

/** Not waited for: an answer that takes longer would say that the account exists. */
async function tellHeld(deps: ThrottleDeps, row: Row, address: string): Promise<void> {
  const data = { email: row.email, failures: LIMITS.account.free, address };
  const event = { chain: 'system', type: 'account.held', actor: CONTROLLER, data, at: new Date(deps.now) };
  try {
    await deps.inTransaction((sql) => appendAudit(sql, [event]));
  } catch (error) {
    logger('access').warn({ err: error }, 'failed sign-ins could not be recorded');
  }
}

async function renew(sql: Sql, id: string, old: string, password: string): Promise<void> {
  const fresh = await hashPassword(password);
  await sql.query('UPDATE app_user SET password_hash = $3 WHERE id = $1::uuid AND password_hash = $2', [
    id,
    old,
    fresh,
  ]);
}

/** The seconds in an error that next-auth carried through its URL; null when it is another error. */
export function throttledSeconds(url: string): number | null {
  const match = /^wait:(\d+)$/.exec(URL.parse(url, 'http://localhost')?.searchParams.get('error') ?? '');
  return match ? Number(match[1]) : null;
}
