import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { composition } from '@/lib/composition';
import { whileReached } from '@/lib/http/while-reached';
import type { Person } from './people';
import { readSession, sessionCookieName, sessionSecret } from './session-cookie';
import { findSession, type Session } from './sessions';
import { findToken } from './tokens';

/** The session this page is asked for by, for server components; null when nobody is signed in. */
export async function currentSession(): Promise<Session | null> {
  const { env, sql, clock } = composition();
  const jar = await cookies();
  const claims = await readSession(jar.get(sessionCookieName(env.RAMPART_URL))?.value, sessionSecret());
  return claims && whileReached(sql, findSession(sql, claims, clock.now()));
}

/** Who is signed in; null when nobody is. */
export const currentPerson = async (): Promise<Person | null> => (await currentSession())?.person ?? null;

/** As `currentPerson`; sends others to sign in. The proxy keeps the path they wanted, this is the check that counts. */
export async function requirePerson(): Promise<Person> {
  return (await currentPerson()) ?? redirect('/sign-in');
}

/** As `requirePerson`, but a bearer token with the scope `read` will do: for pages that those who call the API read too. */
export async function requireReader(): Promise<void> {
  const { sql, clock } = composition();
  const value = /^Bearer +([\x21-\x7e]{1,512})$/i.exec((await headers()).get('authorization') ?? '')?.[1];
  const caller = value === undefined ? null : await findToken(sql, value, clock.now());
  if (!caller?.scopes.includes('read')) await requirePerson();
}
