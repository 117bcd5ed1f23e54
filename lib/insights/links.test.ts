import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requireMay } from '@/lib/access/authorize';
import { SCOPES } from '@/lib/access/scopes';
import { call } from '@/lib/testing/api';
import { withTestDatabase } from '@/lib/testing/database';
import { joinTeam, makePerson, makeTeam, makeToken, signedIn } from '@/lib/testing/people';
import { deadLink, deadLinkAnswer, UNKNOWN_LINK } from './link-page';
import { linkInputSchema } from './link-schema';
import { listLinks, makeLink, readLink, revokeLink } from './links';
import { openShared } from './shared';

const db = withTestDatabase();
process.env.RAMPART_SECRET_KEY = Buffer.alloc(32, 7).toString('base64');
process.env.NEXTAUTH_SECRET = 'a secret of the test, long enough';

const DAY = 86_400_000;
const PATH = '/api/v1/insights/executive/links';
let now = Date.now();
let admin: string;
let token: string;

const principal = (person: string) => ({ kind: 'user', person, name: 'Ana Ruiz' }) as const;
const deps = () => ({ inTransaction: db.inTransaction, clock: { now: () => now }, authorize: requireMay });
const make = (input: { name: string; expiresIn?: string } = { name: 'Board' }, person = admin) =>
  makeLink(deps(), { input: linkInputSchema.parse(input), principal: principal(person) });
const events = async (type: string) =>
  (await db.prisma.auditEvent.findMany({ where: { type } })).map(({ data }) => data);

beforeAll(async () => {
  admin = await makePerson(db, 'admin');
  token = await makeToken(db, admin, SCOPES);
}, 30_000);
beforeEach(() => {
  now = Date.now();
});

describe('what a link may be', () => {
  it.each([
    ['without a name', { name: ' ' }, 'name'],
    ['longer than 90 days', { name: 'x', expiresIn: '91d' }, 'expiresIn'],
    ['shorter than an hour', { name: 'x', expiresIn: '59m' }, 'expiresIn'],
    ['for ever', { name: 'x', expiresIn: 'never' }, 'expiresIn'],
  ])('%s is refused', async (_name, body, path) => {
    const answer = await call('POST', PATH, { token, body });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: [{ path }] });
  });

  it('works for a week where nothing is said, and for 90 days at most', () => {
    expect(linkInputSchema.parse({ name: 'x' }).expiresIn).toBe('7d');
    expect(linkInputSchema.parse({ name: 'x', expiresIn: '90d' }).expiresIn).toBe('90d');
  });
});

describe('who may make and take back', () => {
  it.each(['viewer', 'operator', 'approver'] as const)('a %s may not, nor as admin of a team', async (role) => {
    const person = await makePerson(db, role);
    await makeTeam(db, `team-${role}`);
    await joinTeam(db, person, `team-${role}`, 'admin');
    const headers = await signedIn(db, person);
    const made = await make();
    const answers = [
      await call('POST', PATH, { headers, body: { name: 'x' } }),
      await call('DELETE', `${PATH}/${made.id}`, { headers }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    await expect(make({ name: 'x' }, person)).rejects.toMatchObject({ status: 403 });
    await expect(revokeLink(deps(), { id: made.id, principal: principal(person) })).rejects.toMatchObject({
      status: 403,
    });
  });

  it('nobody signed in may not', async () => expect((await call('GET', PATH)).status).toBe(401));
});

it('keeps only the hash, and gives the address once', async () => {
  const answer = await call('POST', PATH, { token, body: { name: 'Investors' } });
  const made = (await answer.json()) as { id: string; link: string };
  expect(answer.status).toBe(201);
  const secret = made.link.split('/shared/')[1] ?? '';
  expect(secret).toMatch(/^[\w-]{43}$/);
  const [row] = await db.sql.query('SELECT * FROM executive_link WHERE id = $1', [made.id]);
  expect(JSON.stringify(row)).not.toContain(secret);
  const listed = await (await call('GET', PATH, { token })).text();
  expect(listed).toContain('Investors');
  expect(listed).not.toContain(secret);
  expect(JSON.stringify(await events('executive_link.created'))).not.toContain(secret);
});

describe('what a link leads to', () => {
  it('the executive page, until it is over', async () => {
    const { secret, id } = await make({ name: 'Board', expiresIn: '7d' });
    const shared = await openShared(db.sql, secret, now);
    expect(shared?.data.sentences[0]).toContain('No release');
    expect(shared?.link).toEqual({ by: 'Ana Ruiz', expiresAt: new Date(now + 7 * DAY).toISOString() });
    expect((await listLinks(db.sql, now)).find((link) => link.id === id)?.lastOpenedAt).toBe(
      new Date(now).toISOString(),
    );
    expect(await openShared(db.sql, secret, now + 7 * DAY)).toBeNull();
    const over = await readLink(db.sql, secret, now + 7 * DAY);
    expect(deadLink(over)).toMatchObject({ status: 410, title: 'This link is over' });
  });

  it('nothing once it was taken back; twice changes nothing', async () => {
    const { secret, id } = await make();
    for (let i = 0; i < 2; i += 1) await revokeLink(deps(), { id, principal: principal(admin) });
    expect(await openShared(db.sql, secret, now)).toBeNull();
    const answer = deadLinkAnswer(deadLink(await readLink(db.sql, secret, now)) ?? UNKNOWN_LINK);
    expect(answer.status).toBe(410);
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(answer.headers.get('x-robots-tag')).toContain('noindex');
    expect(await answer.text()).toContain('This link was taken back');
    expect((await events('executive_link.revoked')).filter((data) => JSON.stringify(data).includes(id))).toHaveLength(
      1,
    );
  });

  it.each(['', 'x', 'a'.repeat(43), '../../etc/passwd', `${'a'.repeat(42)}%`])('“%s” is none', async (secret) => {
    const link = await readLink(db.sql, secret, now);
    expect(link).toBeNull();
    expect(deadLink(link)).toMatchObject({ status: 404 });
  });

  it('says so where the database does not answer', () => expect(deadLinkAnswer(UNKNOWN_LINK).status).toBe(503));

  it('writes no markup of others', async () => {
    const { secret } = await makeLink(deps(), {
      input: { name: 'x', expiresIn: '1h' },
      principal: { ...principal(admin), name: '<script>alert(1)</script>' },
    });
    const answer = deadLinkAnswer(deadLink(await readLink(db.sql, secret, now + DAY)) ?? UNKNOWN_LINK);
    expect(await answer.text()).not.toContain('<script>');
  });
});

it('404 for a link that never was', async () =>
  expect((await call('DELETE', `${PATH}/0193f000-0000-7000-8000-000000000000`, { token })).status).toBe(404));
