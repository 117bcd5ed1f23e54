import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { appendAudit } from '@/lib/audit/append';
import type { Composition } from '@/lib/composition';
import { callerAddress } from '@/lib/shared/rate-limit';
import { SESSION_MAX_AGE_S, secureCookies, sessionSecret } from './session-cookie';
import { endSessions, startSession } from './sessions';
import { signInWithPassword } from './sign-in';
import { identify, type Outside, type Refused } from './single-sign-on';
import { githubProvider, oidcProvider, outsideOfClaims, outsideOfGitHub } from './sso-providers';

type Deps = Pick<Composition, 'sql' | 'inTransaction' | 'clock' | 'env'>;

/** What a session remembers of where it began. */
export const originOf = (headers: Headers) => ({
  address: callerAddress(headers),
  agent: headers.get('user-agent') ?? '',
});

/**
 * next-auth's configuration for one request. The cookie is a sealed JWT that says only who and by which session: whether
 * that still counts, and what they may do, is read from the database.
 */
export function authOptions(deps: Deps, headers: Headers): NextAuthOptions {
  const { env, sql, clock } = deps;
  const origin = originOf(headers);
  // Found in `signIn`, kept for `jwt`: both run in this one request.
  let outsider: string | null = null;
  return {
    secret: sessionSecret(),
    session: { strategy: 'jwt', maxAge: SESSION_MAX_AGE_S },
    useSecureCookies: secureCookies(env.RAMPART_URL),
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [passwordProvider(deps, origin.address), ...githubProvider(env), ...oidcProvider(env)],
    callbacks: {
      async signIn({ account, profile }) {
        if (account?.type === 'credentials') return true;
        const claims: Record<string, unknown> = { ...profile };
        const outside: Outside =
          account?.provider === 'github'
            ? await outsideOfGitHub(env, {
                subject: account.providerAccountId,
                name: typeof claims.name === 'string' ? claims.name : null,
                accessToken: account.access_token ?? '',
              })
            : outsideOfClaims(env, claims);
        const known = await identify({ ...deps, now: clock.now(), groups: env.RAMPART_GROUPS }, outside);
        if ('refused' in known) return refusal(known.refused);
        outsider = known.person;
        return true;
      },
      async jwt({ token, user, account }) {
        if (!user) return token;
        const person = account?.type === 'credentials' ? user.id : outsider;
        if (!person) throw new Error('somebody signed in whom nobody knows');
        const way = account?.type === 'credentials' ? 'password' : (account?.provider ?? 'oidc');
        // Nothing but who and which: no name or picture that could grow old in a cookie.
        return { sub: person, sid: await begin(deps, { person, way, ...origin }) };
      },
    },
    events: {
      async signOut({ token }) {
        const { sub: person, sid } = token;
        if (!person || typeof sid !== 'string') return;
        await endSessions(sql, { person, only: sid });
      },
    },
  };
}

/** A disabled account is told as an unknown one. */
const refusal = (why: Refused): string => `/sign-in?error=${why === 'disabled' ? 'unknown' : why}`;

/** Begins a session and says so in the record. */
export function begin(
  { inTransaction, clock }: Pick<Deps, 'inTransaction' | 'clock'>,
  session: Parameters<typeof startSession>[1],
): Promise<string> {
  return inTransaction(async (sql) => {
    const now = clock.now();
    const id = await startSession(sql, session, now);
    const [row] = await sql.query<{ name: string }>('SELECT name FROM app_user WHERE id = $1', [session.person]);
    const actor = { kind: 'user', person: session.person, name: row?.name ?? 'someone' } as const;
    const data = { by: session.way, session: id, address: session.address };
    await appendAudit(sql, [{ chain: 'system', type: 'session.started', actor, data, at: new Date(now) }]);
    return id;
  });
}

const passwordProvider = ({ sql, inTransaction, clock }: Deps, address: string) =>
  CredentialsProvider({
    name: 'Password',
    credentials: { email: { label: 'E-mail', type: 'email' }, password: { label: 'Password', type: 'password' } },
    async authorize(credentials) {
      const { email, password } = credentials ?? {};
      if (!email || !password) return null;
      return signInWithPassword({ sql, inTransaction, now: clock.now() }, { email, password, address });
    },
  });
