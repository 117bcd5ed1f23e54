import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import GitHubProvider from 'next-auth/providers/github';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { appendAudit } from '@/lib/audit/append';
import type { Composition } from '@/lib/composition';
import type { Env } from '@/lib/env';
import { callerAddress } from '@/lib/http/rate-limit';
import { SESSION_MAX_AGE_S, secureCookies, sessionSecret } from './session-cookie';
import { signInWithPassword } from './sign-in';

type Deps = Pick<Composition, 'sql' | 'inTransaction' | 'clock' | 'env'>;
type OidcProfile = { sub: string; email?: string; email_verified?: boolean; name?: string };

/** The ways to sign in that are configured: password always, GitHub and OIDC by environment. */
export const signInWays = (env: Env) => ({
  github: env.GITHUB_CLIENT_ID !== undefined,
  oidc: env.OIDC_ISSUER === undefined ? null : env.OIDC_NAME,
});

/** next-auth's configuration. Sessions are sealed JWTs that say only who; what they may do is read from the database. */
export function authOptions(deps: Deps): NextAuthOptions {
  const { env } = deps;
  return {
    secret: sessionSecret(),
    session: { strategy: 'jwt', maxAge: SESSION_MAX_AGE_S },
    useSecureCookies: secureCookies(env.RAMPART_URL),
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [passwordProvider(deps), ...githubProvider(env), ...oidcProvider(env)],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.type === 'credentials') return true;
        if (profile && 'email_verified' in profile && profile.email_verified === false)
          return '/sign-in?error=unverified';
        const person = user.email ? await personByEmail(deps, user.email) : null;
        return person ? true : '/sign-in?error=unknown';
      },
      async jwt({ token, user, account }) {
        if (!user) return token;
        const person =
          account?.type === 'credentials' ? user.id : user.email && (await personByEmail(deps, user.email));
        // Nothing but who: no name or picture that could grow old in a cookie.
        return { sub: person ?? '' };
      },
    },
    events: {
      async signIn({ user, account }) {
        const person =
          account?.type === 'credentials' ? user.id : user.email && (await personByEmail(deps, user.email));
        if (!person) return;
        const actor = { kind: 'user', person, name: user.name ?? user.email ?? 'someone' } as const;
        const at = new Date(deps.clock.now());
        const data = { by: account?.provider ?? 'password' };
        await deps.inTransaction((sql) =>
          appendAudit(sql, [{ chain: 'system', type: 'session.started', actor, data, at }]),
        );
      },
    },
  };
}

/** Only people that are known here may come in by single sign-on. */
async function personByEmail({ sql }: Deps, email: string): Promise<string | null> {
  const rows = await sql.query<{ id: string }>('SELECT id FROM app_user WHERE email = $1 AND disabled_at IS NULL', [
    email.toLowerCase(),
  ]);
  return rows[0]?.id ?? null;
}

const passwordProvider = ({ sql, clock }: Deps) =>
  CredentialsProvider({
    name: 'Password',
    credentials: { email: { label: 'E-mail', type: 'email' }, password: { label: 'Password', type: 'password' } },
    async authorize(credentials, request) {
      const { email, password } = credentials ?? {};
      if (!email || !password) return null;
      const address = callerAddress(new Headers(plainHeaders(request.headers)));
      return signInWithPassword({ sql, now: clock.now() }, { email, password, address });
    },
  });

function plainHeaders(headers: Record<string, unknown> | undefined): Record<string, string> {
  const forwarded = headers?.['x-forwarded-for'];
  return typeof forwarded === 'string' ? { 'x-forwarded-for': forwarded } : {};
}

function githubProvider({ GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret }: Env) {
  return clientId && clientSecret ? [GitHubProvider({ clientId, clientSecret })] : [];
}

function oidcProvider(env: Env): OAuthConfig<OidcProfile>[] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer || !clientId || !clientSecret) return [];
  return [
    {
      id: 'oidc',
      name: env.OIDC_NAME,
      type: 'oauth',
      wellKnown: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
      authorization: { params: { scope: 'openid email profile' } },
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      clientId,
      clientSecret,
      profile: (profile) => ({ id: profile.sub, email: profile.email ?? null, name: profile.name ?? null }),
    },
  ];
}
