import { decode } from 'next-auth/jwt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/clock';
import { readEnv } from '@/lib/env';
import { withTestDatabase } from '@/lib/testing/database';
import { type Forgery, signInThere, startOidc } from '@/lib/testing/oidc-server';
import { makeTeam } from '@/lib/testing/people';
// next-auth's own entry takes a request of Next; this is what stands behind it.
import { AuthHandler, type RequestInternal } from '../../node_modules/next-auth/core/index.js';
import { authOptions } from './auth-options';
import { outsideOfGitHub } from './sso-providers';
import { readStanding } from './standing';

const db = withTestDatabase();
process.env.NEXTAUTH_SECRET = 'a secret of the test, long enough';
process.env.NEXTAUTH_URL = 'http://tower.test';
const CALLBACK = 'http://tower.test/api/auth/callback/oidc';
const CLIENT = { id: 'rampart', secret: 'a secret of the client', redirect: CALLBACK };
const GROUPS = { platform: 'admin', pay: ['payments:approver', 'unknown-team:admin'] };

let oidc: Awaited<ReturnType<typeof startOidc>>;
beforeAll(async () => {
  oidc = await startOidc(CLIENT);
  await makeTeam(db, 'payments');
  for (const email of ['ann@example.com', 'ben@example.com'])
    await db.prisma.user.create({ data: { id: crypto.randomUUID(), email, name: email } });
});
afterAll(() => oidc.close());

const environment = (groups: object | null) =>
  readEnv({
    OIDC_ISSUER: oidc.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_SCOPES: 'openid email profile groups',
    ...(groups ? { RAMPART_GROUPS: JSON.stringify(groups) } : {}),
  });

type Way = { groups?: object | null; forgery?: Forgery; lose?: RegExp };
type Arrived = { person: string | null; error: string | null };

/** The whole way of a browser: from our button to the OIDC server and back. */
async function signIn(sub: string, { groups = null, forgery, lose }: Way = {}): Promise<Arrived> {
  const jar: Record<string, string> = {};
  const ask = async (request: Pick<RequestInternal, 'action' | 'method'> & Partial<RequestInternal>) => {
    const deps = { sql: db.sql, inTransaction: db.inTransaction, clock: systemClock, env: environment(groups) };
    const options = { ...authOptions(deps, new Headers({ 'user-agent': 'a browser' })), logger: QUIET };
    const req = { origin: 'http://tower.test', headers: {}, query: {}, cookies: { ...jar }, ...request };
    const answer = await AuthHandler({ req, options });
    for (const { name, value } of answer.cookies ?? []) jar[name] = value;
    return answer;
  };
  const { body } = await ask({ action: 'csrf', method: 'GET' });
  const { csrfToken } = body as { csrfToken: string };
  const sent = await ask({
    action: 'signin',
    providerId: 'oidc',
    method: 'POST',
    body: { csrfToken, callbackUrl: 'http://tower.test/overview' },
  });
  const back = await signInThere(sent.redirect ?? '', sub, CALLBACK);
  for (const name of Object.keys(jar)) if (lose?.test(name)) delete jar[name];
  oidc.forge(forgery ?? null);
  const done = await ask({
    action: 'callback',
    providerId: 'oidc',
    method: 'GET',
    query: Object.fromEntries(back.searchParams),
  });
  oidc.forge(null);
  const session = jar['next-auth.session-token'];
  const claims = session ? await decode({ token: session, secret: process.env.NEXTAUTH_SECRET ?? '' }) : null;
  return {
    person: claims?.sub ?? null,
    error: new URL(done.redirect ?? '', 'http://tower.test').searchParams.get('error'),
  };
}

const QUIET = { error: () => undefined, warn: () => undefined, debug: () => undefined };
const idOf = async (email: string) => (await db.prisma.user.findUnique({ where: { email } }))?.id ?? null;
const verified = (email: string, more = {}) => ({ email, email_verified: true, name: 'Somebody', ...more });

describe('signing in at an OpenID Connect server', () => {
  it('lets in whom we know by a verified address, then knows them by their subject', async () => {
    oidc.accounts.set('ann-1', verified('Ann@Example.com'));
    const ann = await idOf('ann@example.com');
    expect(await signIn('ann-1')).toEqual({ person: ann, error: null });
    oidc.accounts.set('ann-1', { email: 'ann.married@example.com', email_verified: false });
    expect(await signIn('ann-1')).toEqual({ person: ann, error: null });
    expect(await db.prisma.session.count({ where: { userId: ann ?? '', way: 'oidc' } })).toBe(2);
    expect(await db.prisma.auditEvent.count({ where: { type: 'identity.linked' } })).toBe(1);
    expect(await db.prisma.auditEvent.count({ where: { type: 'session.started' } })).toBe(2);
  });

  it.each<[string, string, object, string]>([
    ['an address that is not verified', 'ben-1', { email: 'ben@example.com', email_verified: false }, 'unverified'],
    ['one that nothing is said of', 'ben-2', { email: 'ben@example.com' }, 'unverified'],
    ['no address', 'ben-3', { email_verified: true }, 'unverified'],
    ['somebody nobody knows', 'eve-1', verified('eve@example.com'), 'unknown'],
    ['another account with the address of one that is linked', 'ann-2', verified('ann@example.com'), 'taken'],
  ])('refuses %s', async (_name, sub, account, error) => {
    oidc.accounts.set(sub, account);
    expect(await signIn(sub)).toEqual({ person: null, error });
  });

  it('refuses who is disabled here, as if unknown', async () => {
    await db.prisma.user.update({ where: { email: 'ben@example.com' }, data: { disabledAt: new Date() } });
    oidc.accounts.set('ben-9', verified('ben@example.com'));
    expect(await signIn('ben-9')).toEqual({ person: null, error: 'unknown' });
    await db.prisma.user.update({ where: { email: 'ben@example.com' }, data: { disabledAt: null } });
  });

  it.each<[string, Way]>([
    ['another issuer', { forgery: { claims: (claims) => ({ ...claims, iss: 'https://evil.test' }) } }],
    ['another audience', { forgery: { claims: (claims) => ({ ...claims, aud: 'another-client' }) } }],
    ['another nonce', { forgery: { claims: (claims) => ({ ...claims, nonce: 'replayed' }) } }],
    ['no nonce', { forgery: { claims: ({ nonce: _, ...claims }) => claims } }],
    ['a token that is over', { forgery: { claims: (claims) => ({ ...claims, exp: 1_000_000_000 }) } }],
    ['a signature by another key', { forgery: { foreignKey: true } }],
    ['a subject that userinfo does not speak of', { forgery: { claims: (claims) => ({ ...claims, sub: 'ben-9' }) } }],
    ['a browser that did not begin it', { lose: /state/ }],
    ['one without the code verifier', { lose: /pkce/ }],
  ])('refuses %s', async (_name, way) => {
    const { person, error } = await signIn('ann-1', way);
    expect(person).toBeNull();
    expect(error).toMatch(/^OAuthCallback$/);
  });
});

describe('groups', () => {
  it('give roles everywhere and in teams, and take back what they gave, not what was given by hand', async () => {
    oidc.accounts.set('cleo', verified('cleo@example.com', { groups: ['platform', 'pay', 'others'] }));
    const { person } = await signIn('cleo', { groups: GROUPS });
    expect(person).toBe(await idOf('cleo@example.com'));
    expect(await readStanding(db.sql, person ?? '')).toEqual({ role: 'admin', teams: { payments: 'approver' } });
    await db.prisma.teamMember.create({ data: { team: 'payments', userId: person ?? '', role: 'operator' } });
    oidc.accounts.set('cleo', verified('cleo@example.com', { groups: ['others'] }));
    expect((await signIn('cleo', { groups: GROUPS })).person).toBe(person);
    expect(await readStanding(db.sql, person ?? '')).toEqual({ role: 'viewer', teams: { payments: 'operator' } });
    expect(await db.prisma.auditEvent.count({ where: { type: 'access.mapped' } })).toBe(2);
  });

  it('let nobody in whom they give nothing', async () => {
    oidc.accounts.set('dan', verified('dan@example.com', { groups: ['others'] }));
    expect(await signIn('dan', { groups: GROUPS })).toEqual({ person: null, error: 'unknown' });
    expect(await idOf('dan@example.com')).toBeNull();
  });

  it.each([
    ['no JSON', 'platform=admin'],
    ['a role nobody knows', '{"platform":"root"}'],
    ['a list', '["platform"]'],
  ])('in the environment: %s is refused in words', (_name, RAMPART_GROUPS) => {
    expect(() => readEnv({ RAMPART_GROUPS })).toThrow(/RAMPART_GROUPS must be JSON from groups to roles/);
  });
});

describe('GitHub', () => {
  const answers: Record<string, unknown> = {
    '/user/emails': [
      { email: 'other@example.com', primary: false, verified: true },
      { email: 'ann@example.com', primary: true, verified: false },
    ],
    '/user/teams?per_page=100': [{ slug: 'payments', organization: { login: 'acme' } }],
  };
  const github = async (url: string | URL | Request) =>
    Response.json(answers[String(url).replace('https://api.github.com', '')]);

  it('counts the primary address, and whether it is verified; teams are groups', async () => {
    const env = environment(GROUPS);
    const outside = await outsideOfGitHub(env, { subject: '7', name: 'Ann', accessToken: 't' }, github);
    expect(outside).toEqual({
      provider: 'github',
      subject: '7',
      email: 'ann@example.com',
      emailVerified: false,
      name: 'Ann',
      groups: ['acme', 'acme/payments'],
    });
  });
});
