import type { Caller } from '@/lib/access/caller';
import { personCaller } from '@/lib/access/people';
import { readCookie, readSession, sessionCookieName, sessionSecret } from '@/lib/access/session-cookie';
import { findSession } from '@/lib/access/sessions';
import { findToken } from '@/lib/access/tokens';
import type { Composition } from '@/lib/composition';
import { AppError } from '@/lib/errors';
import { callerAddress, RateLimit, tooMany } from '@/lib/shared/rate-limit';
import { requireSameOrigin } from './origin';

export type AuthDeps = Pick<Composition, 'sql' | 'clock' | 'env'>;

/** Unknown tokens per caller and minute. A token that is right is never held up by others that are wrong. */
const badTokens = new RateLimit(30, 60_000);

/** Who is asking: by bearer token, else by session cookie. 401 when neither is good, 429 when too many were bad. */
export async function authenticate(request: Request, deps: AuthDeps): Promise<Caller> {
  const header = request.headers.get('authorization');
  return header === null ? bySession(request, deps) : byToken(request, header, deps);
}

async function byToken(request: Request, header: string, { sql, clock }: AuthDeps): Promise<Caller> {
  const value = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(header.trim())?.[1];
  if (!value) throw new AppError('unauthorized', 'The Authorization header must be "Bearer" and a token.');
  const now = clock.now();
  const caller = await findToken(sql, value, now);
  if (caller) return caller;
  const from = callerAddress(request.headers);
  badTokens.hit(from, now);
  const wait = badTokens.waitMs(from, now);
  if (wait > 0) throw tooMany('unknown tokens', wait);
  throw new AppError('unauthorized', 'This token is unknown, expired or revoked.');
}

async function bySession(request: Request, { sql, clock, env }: AuthDeps): Promise<Caller> {
  const cookie = readCookie(request.headers.get('cookie'), sessionCookieName(env.RAMPART_URL));
  const claims = cookie === undefined ? null : await readSession(cookie, sessionSecret());
  const session = claims && (await findSession(sql, claims, clock.now()));
  if (!session) throw new AppError('unauthorized', 'Sign in, or send an API token as "Authorization: Bearer".');
  requireSameOrigin(request, env.RAMPART_URL);
  return personCaller(session);
}
