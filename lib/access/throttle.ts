import { createHash } from 'node:crypto';
import type { Sql } from '@/lib/db/sql';
import { tooMany } from '@/lib/shared/rate-limit';
import { counted, type Failures, LIMITS, waitMs } from './decide-throttle';

export type ThrottleDeps = { inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>; now: number };

/** Too many wrong passwords: try again after `waitMs`. */
export class SignInThrottled extends Error {
  override readonly name = 'SignInThrottled';
  readonly waitMs: number;

  constructor(ms: number) {
    super(`wait:${Math.ceil(ms / 1000)}`);
    this.waitMs = ms;
  }
}

export type Try = { account: string | null; address: string };

// Kept by hash: what somebody typed into the field for the address may have been the password.
const accountKey = (account: string): string => `account:${createHash('sha256').update(account).digest('hex')}`;

const limitOf = (key: string) => (key.startsWith('account:') ? LIMITS.account : LIMITS.address);
const keysOf = ({ account, address }: Try): string[] => [
  ...(account === null ? [] : [accountKey(account)]),
  `address:${address}`,
];

type Row = { key: string; failures: number; lastAt: Date };

/**
 * Counts a try as failed before it is checked, so that many at once do not slip through together. The same for an
 * account that exists and one that does not. Answers how often the account has failed now. Throws SignInThrottled while the account or the address must wait.
 */
export async function countTry(deps: ThrottleDeps, what: Try): Promise<number> {
  const { now } = deps;
  const keys = keysOf(what);
  const { wait, failures } = await deps.inTransaction(async (sql) => {
    await sql.query(
      `INSERT INTO sign_in_failure (key, failures, last_at) SELECT key, 0, $2 FROM unnest($1::text[]) AS key ORDER BY key
       ON CONFLICT DO NOTHING`,
      [keys, new Date(now)],
    );
    const rows = await sql.query<Row>(
      `SELECT key, failures, last_at AS "lastAt" FROM sign_in_failure WHERE key = ANY($1) ORDER BY key FOR UPDATE`,
      [keys],
    );
    const held = rows.map(({ key, failures, lastAt }) => ({ key, before: { failures, lastAt: lastAt.getTime() } }));
    const longest = Math.max(...held.map(({ key, before }) => waitMs(before, limitOf(key), now)));
    if (longest > 0) return { wait: longest, failures: 0 };
    for (const { key, before } of held)
      await setFailures(sql, key, { failures: counted(before, now) + 1, lastAt: now });
    return { wait: 0, failures: held[0] ? counted(held[0].before, now) + 1 : 0 };
  });
  if (wait > 0) throw new SignInThrottled(wait);
  return failures;
}

const setFailures = (sql: Sql, key: string, { failures, lastAt }: Failures): Promise<unknown> =>
  sql.query('UPDATE sign_in_failure SET failures = $2, last_at = $3 WHERE key = $1', [key, failures, new Date(lastAt)]);

/** As `countTry`, for a route of the API: 429 with Retry-After. `what` in the plural, for a person. */
export async function holdUp(deps: ThrottleDeps, tried: Try, what: string): Promise<void> {
  try {
    await countTry(deps, tried);
  } catch (error) {
    throw error instanceof SignInThrottled ? tooMany(what, error.waitMs) : error;
  }
}

/** The try was right after all: the account starts afresh, the address gets its one try back. */
export async function forgetTry(sql: Sql, what: Try): Promise<void> {
  if (what.account !== null) await sql.query('DELETE FROM sign_in_failure WHERE key = $1', [accountKey(what.account)]);
  await sql.query('UPDATE sign_in_failure SET failures = greatest(0, failures - 1) WHERE key = $1', [
    `address:${what.address}`,
  ]);
}

/** Removes what no longer counts. Run by the controller's housekeeping. */
export async function purgeSignIns(sql: Sql): Promise<void> {
  await sql.query(`DELETE FROM sign_in_failure WHERE last_at < now() - interval '24 hours'`);
  await sql.query(`DELETE FROM session WHERE expires_at < now() - interval '30 days'`);
}
