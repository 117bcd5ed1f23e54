import { beforeAll, describe, expect, it } from 'vitest';
import { type ApiCall, call } from '@/lib/testing/api';
import { withTestDatabase } from '@/lib/testing/database';
import { joinTeam, makePerson, makeTeam, makeToken, signedIn } from '@/lib/testing/people';
import { reachOf } from './decide-teams';
import { LIMITS } from './decide-throttle';
import { hashPassword } from './passwords';
import { SCOPES } from './scopes';
import { signInWithPassword } from './sign-in';
import { readStanding } from './standing';
import { countTry, SignInThrottled } from './throttle';
import { forgetTokens } from './tokens';

const db = withTestDatabase();
process.env.RAMPART_SECRET_KEY = Buffer.alloc(32, 7).toString('base64');
process.env.NEXTAUTH_SECRET = 'a secret of the test, long enough';

let token: string;
let teamAdmin: string;
type Json = Record<string, unknown>;
type Answer = { status: number; body: Json & { items?: Json[] } };

async function ask(method: string, url: string, more: ApiCall = {}): Promise<Answer> {
  const answer = await call(method, url, more);
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
}
const admin = (method: string, url: string, body?: unknown) => ask(method, url, { token, ...(body ? { body } : {}) });
const events = async (type: string): Promise<Json[]> =>
  (await db.prisma.auditEvent.findMany({ where: { type }, orderBy: { id: 'asc' } })).map((row) => row.data as Json);

beforeAll(async () => {
  token = await makeToken(db, await makePerson(db, 'admin'), SCOPES);
  for (const [name, parent] of [
    ['company', null],
    ['shop', 'company'],
    ['storefront', 'shop'],
    ['payments', 'company'],
  ] as const)
    await makeTeam(db, name, parent);
  teamAdmin = await makePerson(db, 'viewer');
  await joinTeam(db, teamAdmin, 'shop', 'admin');
}, 30_000);

describe('teams', () => {
  it('a loop of ownership is refused and named', async () => {
    const { status, body } = await admin('PUT', '/api/v1/teams/company', {
      displayName: 'Company',
      parent: 'storefront',
    });
    expect([status, body.errors]).toEqual([
      422,
      [{ path: 'parent', message: 'would make a loop of ownership: company → storefront → shop → company' }],
    ]);
    const own = await admin('PUT', '/api/v1/teams/shop', { displayName: 'Shop', parent: 'shop' });
    expect(own.body.detail).toContain('shop → shop');
    expect((await admin('PUT', '/api/v1/teams/x', { displayName: 'X', parent: 'nope' })).body.detail).toBe(
      'parent: no team named "nope"',
    );
  });

  it('two that would close a loop together: one is refused', async () => {
    for (const name of ['left', 'right']) await makeTeam(db, name);
    const answers = await Promise.all([
      admin('PUT', '/api/v1/teams/left', { displayName: 'Left', parent: 'right' }),
      admin('PUT', '/api/v1/teams/right', { displayName: 'Right', parent: 'left' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it('the database walks the teams as the pure rule does', async () => {
    const person = await makePerson(db, 'viewer');
    await joinTeam(db, person, 'company', 'viewer');
    await joinTeam(db, person, 'shop', 'approver');
    await db.prisma.teamMember.create({
      data: { team: 'storefront', userId: person, role: 'operator', source: 'sso' },
    });
    const memberships = [
      { team: 'company', role: 'viewer' as const },
      { team: 'shop', role: 'approver' as const },
      { team: 'storefront', role: 'operator' as const },
    ];
    const standing = await readStanding(db.sql, person);
    expect(standing?.teams).toEqual(reachOf(await db.prisma.team.findMany(), memberships));
    expect(standing?.teams).toEqual({
      company: 'viewer',
      shop: 'approver',
      storefront: 'approver',
      payments: 'viewer',
    });
  });

  it('an admin above keeps what is below, and moves nothing out of reach', async () => {
    const browser = { headers: await signedIn(db, teamAdmin) };
    const put = (team: string, parent: string | null) =>
      ask('PUT', `/api/v1/teams/${team}`, { ...browser, body: { displayName: team, parent } });
    expect((await put('mobile', 'storefront')).status).toBe(201);
    expect((await put('mobile', 'shop')).status).toBe(200);
    expect((await put('mobile', 'payments')).body).toMatchObject({
      status: 403,
      missing: 'admin',
      on: 'team payments',
    });
    expect((await put('mobile', null)).body).toMatchObject({ status: 403, on: 'everything' });
    expect((await put('shop', 'company')).status).toBe(200);
    expect((await ask('DELETE', '/api/v1/teams/shop', browser)).status).toBe(403);
  });
});

describe('a token', () => {
  const make = (body: Json, as: ApiCall = { token }) => ask('POST', '/api/v1/tokens', { ...as, body });

  it('is never wider than its maker: the field and the reason', async () => {
    const narrow = await makeToken(db, await makePerson(db, 'admin'), ['read', 'admin']);
    const refused = await make({ name: 'x', scopes: ['read', 'release'] }, { token: narrow });
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [{ path: 'scopes', message: 'go beyond what you may do yourself: release on everything' }],
    ]);
    expect((await make({ name: 'x', scopes: ['read', 'admin'] }, { token: narrow })).status).toBe(201);
  });

  it('hands out no role beyond what it holds, and takes over nobody who has one', async () => {
    const narrow = await makeToken(db, await makePerson(db, 'admin'), ['read', 'admin']);
    const put = (url: string, body: Json) => ask('PUT', url, { token: narrow, body });
    const password = 'a long password for people';
    const person = (role: string) => put(`/api/v1/users/${role}-by-token@example.com`, { name: 'X', role, password });
    expect((await person('viewer')).status).toBe(201);
    const admin = await person('admin');
    expect([admin.status, admin.body.errors]).toEqual([
      403,
      [{ path: 'role', message: 'goes beyond what this token holds: it lacks release, approve' }],
    ]);
    const boss = await db.prisma.user.findUniqueOrThrow({ where: { id: await makePerson(db, 'approver') } });
    expect((await put(`/api/v1/users/${boss.email}`, { name: 'X', role: 'viewer', password })).status).toBe(403);
    expect((await put(`/api/v1/teams/shop/members/${boss.email}`, { role: 'operator' })).status).toBe(403);
    expect((await put('/api/v1/service-accounts/bot', { displayName: 'B', role: 'approver' })).status).toBe(403);
    const guest = { email: 'guest@example.com', role: 'admin' };
    expect((await ask('POST', '/api/v1/invitations', { token: narrow, body: guest })).status).toBe(403);
  });

  it('of a team is kept by its admins, and reaches no further', async () => {
    const browser = { headers: await signedIn(db, teamAdmin) };
    const account = (name: string, team: string | null) =>
      ask('PUT', `/api/v1/service-accounts/${name}`, {
        ...browser,
        body: { displayName: name, team, role: 'operator' },
      });
    expect((await account('shop-ci', 'storefront')).status).toBe(201);
    expect((await account('company-ci', null)).status).toBe(403);
    expect((await account('pay-ci', 'payments')).status).toBe(403);
    const owner = 'shop-ci@accounts.rampart.local';
    const made = await make({ name: 'ci', scopes: ['read', 'release'], owner }, browser);
    expect(made.status).toBe(201);
    const me = await ask('GET', '/api/v1/me', { token: made.body.value as string });
    expect(me.body).toMatchObject({
      role: 'viewer',
      scopes: ['read'],
      held: ['read', 'release'],
      teams: { storefront: 'operator' },
    });
    await admin('PUT', `/api/v1/teams/payments/members/${encodeURIComponent(owner)}`, { role: 'operator' });
    const wider = await make({ name: 'ci', scopes: ['release'], owner }, browser);
    expect(wider.body.errors).toEqual([
      { path: 'scopes', message: 'go beyond what you may do yourself: release on team payments' },
    ]);
    expect((await ask('DELETE', '/api/v1/service-accounts/shop-ci', browser)).status).toBe(204);
    forgetTokens();
    expect((await ask('GET', '/api/v1/me', { token: made.body.value as string })).status).toBe(401);
  });

  it('is rotated: the old value works for the grace period, the one before it no more, and revoking ends both', async () => {
    const made = (await make({ name: 'turning', scopes: ['read'] })).body;
    const rotate = async (grace: string) =>
      (await admin('POST', `/api/v1/tokens/${made.id}/rotate`, { grace })).body.value as string;
    const second = await rotate('1h');
    const works = async (value: string) => {
      forgetTokens();
      return (await ask('GET', '/api/v1/me', { token: value })).status === 200;
    };
    expect([await works(made.value as string), await works(second)]).toEqual([true, true]);
    const third = await rotate('1h');
    expect([await works(made.value as string), await works(second), await works(third)]).toEqual([false, true, true]);
    const fourth = await rotate('0s');
    expect([await works(third), await works(fourth)]).toEqual([false, true]);
    expect((await admin('DELETE', `/api/v1/tokens/${made.id}`)).status).toBe(204);
    expect([await works(third), await works(fourth)]).toEqual([false, false]);
    expect((await admin('POST', `/api/v1/tokens/${made.id}/rotate`)).status).toBe(409);
    expect(await events('token.rotated')).toHaveLength(3);
  });
});

describe('an invitation', () => {
  const invite = async (email: string) =>
    (await admin('POST', '/api/v1/invitations', { email, team: 'storefront', teamRole: 'operator' })).body;
  const accept = (link: unknown, password = 'a long password') =>
    ask('POST', '/api/v1/invitations/accept', {
      body: { secret: String(link).split('/').at(-1), name: 'New', password },
    });

  it('lets one person in, once, with the role it says; ten at once make one', async () => {
    const { link } = await invite('New@Example.com');
    const answers = await Promise.all(Array.from({ length: 10 }, () => accept(link)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 404)]);
    const user = await admin('GET', '/api/v1/users/new%40example.com');
    expect(user.body).toMatchObject({ role: 'viewer', teams: { storefront: 'operator' }, hasPassword: true });
    expect(await events('invitation.accepted')).toHaveLength(1);
    expect((await admin('POST', '/api/v1/invitations', { email: 'new@example.com' })).status).toBe(409);
  });

  it('is kept as a hash, and is no good when replaced, taken back, over or invented', async () => {
    const first = await invite('b@example.com');
    const second = await invite('b@example.com');
    const secret = String(second.link).split('/').at(-1) ?? '';
    expect(await db.prisma.invitation.findFirst({ where: { hash: secret } })).toBeNull();
    expect((await accept(first.link)).status).toBe(404);
    await db.prisma.invitation.update({
      where: { id: String(second.id) },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await accept(second.link)).status).toBe(404);
    const third = await invite('b@example.com');
    expect((await admin('DELETE', `/api/v1/invitations/${third.id}`)).status).toBe(204);
    expect((await accept(third.link)).status).toBe(404);
    const invented = await accept('https://tower.test/invitation/nothing');
    expect(invented.body.detail).toBe((await accept(third.link)).body.detail);
    const states = (await admin('GET', '/api/v1/invitations')).body.items?.filter(
      ({ email }) => email === 'b@example.com',
    );
    expect(states?.map(({ state }) => state)).toEqual(['revoked', 'revoked', 'revoked']);
  });

  it('gives a role everywhere only by an admin everywhere', async () => {
    const browser = { headers: await signedIn(db, teamAdmin) };
    const post = (body: Json) =>
      ask('POST', '/api/v1/invitations', { ...browser, body: { email: 'c@example.com', ...body } });
    expect((await post({ role: 'admin', team: 'shop', teamRole: 'viewer' })).status).toBe(403);
    expect((await post({})).status).toBe(403);
    expect((await post({ team: 'payments', teamRole: 'viewer' })).status).toBe(403);
    expect((await post({ team: 'storefront', teamRole: 'admin' })).status).toBe(201);
  });
});

describe('sessions', () => {
  it('are listed and ended one by one, all others at once, by an admin, and by a new password', async () => {
    const person = await makePerson(db, 'operator');
    const email = encodeURIComponent(`${person}@example.com`);
    await db.prisma.user.update({
      where: { id: person },
      data: { passwordHash: await hashPassword('first password') },
    });
    const [one, two, three] = await Promise.all([1, 2, 3].map(async () => ({ headers: await signedIn(db, person) })));
    const status = async (browser?: ApiCall) => (await ask('GET', '/api/v1/me', browser)).status;
    const listed = (await ask('GET', '/api/v1/me/sessions', one)).body.items ?? [];
    expect(listed.map(({ current }) => current).sort()).toEqual([false, false, true]);
    expect(listed[0]).toMatchObject({ way: 'password', address: '192.0.2.9', agent: 'a browser' });
    expect((await ask('GET', '/api/v1/me/sessions', { token })).status).toBe(403);
    const mine = (await ask('GET', '/api/v1/me/sessions', two)).body.items?.find(({ current }) => current);
    const stranger = { headers: await signedIn(db, teamAdmin) };
    expect((await ask('DELETE', `/api/v1/me/sessions/${mine?.id}`, stranger)).status).toBe(404);
    expect((await ask('DELETE', `/api/v1/me/sessions/${mine?.id}`, one)).body).toEqual({ ended: 1 });
    expect([await status(one), await status(two), await status(three)]).toEqual([200, 401, 200]);
    expect((await ask('DELETE', '/api/v1/me/sessions', one)).body).toEqual({ ended: 1 });
    expect([await status(one), await status(three)]).toEqual([200, 401]);
    const four = { headers: await signedIn(db, person) };
    const change = (current: string) =>
      ask('POST', '/api/v1/me/password', { ...one, body: { current, next: 'second password' } });
    expect((await change('wrong')).body.errors).toEqual([{ path: 'current', message: 'is not your present password' }]);
    expect((await change('first password')).status).toBe(204);
    expect([await status(one), await status(four)]).toEqual([200, 401]);
    expect((await admin('DELETE', `/api/v1/users/${email}/sessions`)).body).toEqual({ ended: 1 });
    expect(await status(one)).toBe(401);
    expect((await events('password.changed')).at(-1)).toMatchObject({ sessionsEnded: 1 });
  });
});

describe('signing in', () => {
  const from = (address: string) => ({ address });
  const attempt = (email: string, password: string, now: number, address = '192.0.2.1') =>
    signInWithPassword({ ...db, now }, { email, password, ...from(address) });
  const waits = async (email: string, now: number, address?: string): Promise<number> =>
    attempt(email, 'wrong', now, address).then(
      () => 0,
      (error: unknown) => (error instanceof SignInThrottled ? error.waitMs : Number.NaN),
    );

  it('waits twice as long each time, up to a quarter of an hour, for known and unknown accounts alike', async () => {
    const person = await makePerson(db, 'viewer');
    await db.prisma.user.update({
      where: { id: person },
      data: { passwordHash: await hashPassword('right password') },
    });
    const seen: number[][] = [];
    for (const email of [`${person}@example.com`, 'nobody@example.com']) {
      let now = Date.parse('2027-01-01T00:00:00Z');
      const held: number[] = [];
      for (let i = 0; i < LIMITS.account.free; i++) expect(await waits(email, now)).toBe(0);
      for (let i = 0; i < 8; i++) {
        const wait = await waits(email, now);
        held.push(wait / 1000);
        now += wait;
        expect(await waits(email, now)).toBe(0);
      }
      seen.push(held);
    }
    expect(seen[0]).toEqual([15, 30, 60, 120, 240, 480, 900, 900]);
    expect(seen[1]).toEqual(seen[0]);
    await expect
      .poll(() => events('account.held'))
      .toEqual([expect.objectContaining({ email: `${person}@example.com` })]);
    const later = Date.parse('2027-01-03T00:00:00Z');
    expect(await attempt(`${person}@example.com`, 'right password', later)).not.toBeNull();
  });

  it('counts an address over all accounts, and many at once do not slip through together', async () => {
    const now = Date.parse('2027-02-01T00:00:00Z');
    const tries = await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) =>
        countTry({ ...db, now }, { account: `guess${i}@example.com`, address: '198.51.100.7' }),
      ),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(LIMITS.address.free);
    expect(await waits('somebody@example.com', now, '198.51.100.8')).toBe(0);
  });

  it('hashes a password of an older recipe anew', async () => {
    const person = await makePerson(db, 'viewer');
    // m=8192, t=1, p=1: what Rampart never wrote, as an older version might have.
    const { argon2Sync } = await import('node:crypto');
    const nonce = Buffer.alloc(16, 3);
    const tag = argon2Sync('argon2id', {
      message: 'old password',
      nonce,
      parallelism: 1,
      tagLength: 32,
      memory: 8192,
      passes: 1,
    });
    const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    const passwordHash = `$argon2id$v=19$m=8192,t=1,p=1$${bare(nonce)}$${bare(tag)}`;
    await db.prisma.user.update({ where: { id: person }, data: { passwordHash } });
    const email = `${person}@example.com`;
    const now = Date.parse('2027-03-01T00:00:00Z');
    expect(await attempt(email, 'not it', now)).toBeNull();
    expect(await attempt(email, 'old password', now)).not.toBeNull();
    const stored = await db.prisma.user.findUniqueOrThrow({ where: { id: person } });
    expect(stored.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await attempt(email, 'old password', now)).not.toBeNull();
  });
});
