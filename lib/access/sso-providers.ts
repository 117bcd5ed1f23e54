import GitHubProvider from 'next-auth/providers/github';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import type { Env } from '@/lib/env';
import type { Outside } from './single-sign-on';

type Claims = Record<string, unknown> & { sub: string };

/** The ways to sign in that are configured: password always, GitHub and OIDC by environment. */
export const signInWays = (env: Env) => ({
  github: env.GITHUB_CLIENT_ID !== undefined,
  oidc: env.OIDC_ISSUER === undefined ? null : env.OIDC_NAME,
});

export function githubProvider({
  GITHUB_CLIENT_ID: clientId,
  GITHUB_CLIENT_SECRET: clientSecret,
  RAMPART_GROUPS,
}: Env) {
  if (!clientId || !clientSecret) return [];
  const scope = `read:user user:email${RAMPART_GROUPS ? ' read:org' : ''}`;
  return [GitHubProvider({ clientId, clientSecret, authorization: { params: { scope } } })];
}

/**
 * OpenID Connect with PKCE, state and nonce. Issuer, audience, signature and nonce of the ID token are checked by
 * openid-client; what it says of the person is completed by the userinfo endpoint, whose subject must be the same.
 */
export function oidcProvider(env: Env): OAuthConfig<Claims>[] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer || !clientId || !clientSecret) return [];
  return [
    {
      id: 'oidc',
      name: env.OIDC_NAME,
      type: 'oauth',
      wellKnown: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
      authorization: { params: { scope: env.OIDC_SCOPES } },
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      clientId,
      clientSecret,
      userinfo: {
        async request({ tokens, client }) {
          const own: Record<string, unknown> = { ...decodeClaims(tokens.id_token) };
          if (!client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return own;
          const more = await client.userinfo(tokens.access_token);
          if (more.sub !== own.sub) throw new Error('userinfo speaks of another subject than the ID token');
          return { ...more, ...own };
        },
      },
      profile: (claims) => ({
        id: claims.sub,
        email: typeof claims.email === 'string' ? claims.email : null,
        name: typeof claims.name === 'string' ? claims.name : null,
      }),
    },
  ];
}

/** The claims of an ID token that was checked when it came in. */
function decodeClaims(token: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

const textsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string');

/** What an ID token and userinfo say, in our words. */
export function outsideOfClaims(env: Env, claims: Record<string, unknown>): Outside {
  return {
    provider: `oidc:${env.OIDC_ISSUER}`,
    subject: String(claims.sub),
    email: typeof claims.email === 'string' ? claims.email : null,
    // Absent is not verified: whoever may write an address into their profile would be anybody here.
    emailVerified: claims.email_verified === true,
    name: typeof claims.name === 'string' ? claims.name : null,
    groups: textsIn(claims[env.OIDC_GROUPS_CLAIM]),
  };
}

type GitHubEmail = { email: string; primary: boolean; verified: boolean };
type GitHubTeam = { slug: string; organization: { login: string } };

/** What GitHub says: the primary address, where it is verified, and with a map of groups the teams as `org/team`. */
export async function outsideOfGitHub(
  env: Env,
  { subject, name, accessToken }: { subject: string; name: string | null; accessToken: string },
  fetchJson: typeof fetch = fetch,
): Promise<Outside> {
  const ask = async <T>(path: string): Promise<T[]> => {
    const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/vnd.github+json' };
    const answer = await fetchJson(`https://api.github.com${path}`, { headers, signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) throw new Error(`GitHub answered ${answer.status} to ${path}`);
    return answer.json();
  };
  const primary = (await ask<GitHubEmail>('/user/emails')).find((one) => one.primary);
  const teams = env.RAMPART_GROUPS ? await ask<GitHubTeam>('/user/teams?per_page=100') : [];
  const orgs = new Set(teams.map(({ organization }) => organization.login));
  return {
    provider: 'github',
    subject,
    email: primary?.email ?? null,
    emailVerified: primary?.verified === true,
    name,
    groups: [...orgs, ...teams.map(({ slug, organization }) => `${organization.login}/${slug}`)],
  };
}
