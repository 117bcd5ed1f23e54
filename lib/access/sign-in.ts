import type { Sql } from '@/lib/db/sql';
import { RateLimit } from '@/lib/http/rate-limit';
import { verifyPassword } from './passwords';
import type { Person } from './people';

/** Wrong passwords in five minutes, per account and per address. Also bounds what hashing may cost. */
const WINDOW_MS = 5 * 60_000;
const perAccount = new RateLimit(8, WINDOW_MS);
const perAddress = new RateLimit(60, WINDOW_MS);

/** Too many wrong passwords: try again after `waitMs`. */
export class SignInThrottled extends Error {
  override readonly name = 'SignInThrottled';
  readonly waitMs: number;

  constructor(waitMs: number) {
    super(`wait:${Math.ceil(waitMs / 1000)}`);
    this.waitMs = waitMs;
  }
}

type Attempt = { email: string; password: string; address: string };
type Row = Person & { passwordHash: string | null };

const FIND = `
  SELECT id, email, name, role::text AS role, password_hash AS "passwordHash"
  FROM app_user WHERE email = $1 AND disabled_at IS NULL`;

/** Who signs in with e-mail address and password; null when they do not fit. Throws SignInThrottled. */
export async function signInWithPassword(deps: { sql: Sql; now: number }, attempt: Attempt): Promise<Person | null> {
  const email = attempt.email.trim().toLowerCase();
  const wait = Math.max(perAccount.waitMs(email, deps.now), perAddress.waitMs(attempt.address, deps.now));
  if (wait > 0) throw new SignInThrottled(wait);
  // Counted before it is checked, so that many at once do not slip through together.
  perAccount.hit(email, deps.now);
  perAddress.hit(attempt.address, deps.now);
  const [row] = await deps.sql.query<Row>(FIND, [email]);
  const good = await verifyPassword(attempt.password.slice(0, 256), row?.passwordHash ?? null);
  if (!good || !row) return null;
  perAccount.forget(email);
  return { id: row.id, email: row.email, name: row.name, role: row.role };
}

/** The seconds in an error that next-auth carried through its URL; null when it is another error. */
export function throttledSeconds(url: string): number | null {
  const match = /^wait:(\d+)$/.exec(URL.parse(url, 'http://localhost')?.searchParams.get('error') ?? '');
  return match ? Number(match[1]) : null;
}
