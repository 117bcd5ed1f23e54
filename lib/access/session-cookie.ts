import { decode } from 'next-auth/jwt';

/** What is in a cookie: who, and by which session. Role and standing are read from the database, so that a change counts at once. */
export type SessionClaims = { person: string; session: string };

export const SESSION_MAX_AGE_S = 12 * 60 * 60;

/** With an https public URL the cookie is `__Secure-`: never sent in clear. */
export const secureCookies = (publicUrl: string | undefined): boolean => publicUrl?.startsWith('https://') ?? false;

export const sessionCookieName = (publicUrl: string | undefined): string =>
  secureCookies(publicUrl) ? '__Secure-next-auth.session-token' : 'next-auth.session-token';

/** The secret that sessions are sealed with. The launcher sets it. */
export function sessionSecret(): string {
  const secret = process.env.NEXTAUTH_SECRET;
  if (!secret) throw new Error('NEXTAUTH_SECRET is not set: start Rampart by its npm scripts, or set it.');
  return secret;
}

/** Reads one cookie of a Cookie header. */
export function readCookie(header: string | null, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** The session in a cookie's value, or null when it is absent, forged or over. */
export async function readSession(value: string | undefined, secret: string): Promise<SessionClaims | null> {
  if (!value) return null;
  try {
    const claims = await decode({ token: value, secret });
    return typeof claims?.sub === 'string' && typeof claims.sid === 'string'
      ? { person: claims.sub, session: claims.sid }
      : null;
  } catch {
    return null;
  }
}
