import { describe, expect, it } from 'vitest';
import { withTestDatabase } from '@/lib/testing/database';
import { AUTOMATION_EMAIL } from './automation';
import { hashPassword, verifyPassword } from './passwords';
import { safePath } from './safe-path';
import { tokenScopes } from './scopes';
import { seedFirstRun } from './seed';
import { signInWithPassword, throttledSeconds } from './sign-in';
import { SignInThrottled } from './throttle';
import { findToken, forgetTokens } from './tokens';

const db = withTestDatabase();
const ADMIN = { adminEmail: 'Root@Example.com', adminPassword: 'correct horse battery' };
const signIn = (email: string, password: string, now = Date.now()) =>
  signInWithPassword({ ...db, now }, { email, password, address: '192.0.2.1' });

describe('passwords', () => {
  it('are kept as argon2id and told apart', async () => {
    const hash = await hashPassword('päss wörd');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword('päss wörd'.normalize('NFD'), hash)).toBe(true);
    expect(await verifyPassword('pass word', hash)).toBe(false);
    expect(await verifyPassword('anything', null)).toBe(false);
    expect(await verifyPassword('anything', 'plain')).toBe(false);
  });
});

describe('where to go after signing in', () => {
  it.each([
    ['/releases/1?x=2#y', '/releases/1?x=2#y'],
    ['//evil.test', '/overview'],
    ['/\\evil.test', '/overview'],
    ['/a\\b', '/overview'],
    ['/\t/evil.test', '/overview'],
    ['https://evil.test', '/overview'],
    ['javascript:alert(1)', '/overview'],
    ['/sign-in?next=/sign-in', '/overview'],
    [undefined, '/overview'],
    [['/a', '/b'], '/overview'],
  ])('%j leads to %s', (next, to) => {
    expect(safePath(next)).toBe(to);
  });
});

describe('scopes of a token', () => {
  it('are never more than its owner has, but for telemetry', () => {
    expect(tokenScopes(['read', 'release', 'admin', 'ingest'], 'viewer')).toEqual(['read', 'ingest']);
    expect(tokenScopes(['read', 'nonsense'], 'admin')).toEqual(['read']);
  });
});

describe('the first start', () => {
  it('makes admin, rings, a plan, sample people and the bootstrap token, once', async () => {
    const seed = { ...ADMIN, bootstrapToken: 'first-bootstrap-token', sampleUsers: true, db: db.prisma };
    await Promise.all([seedFirstRun(seed), seedFirstRun(seed)]);
    await seedFirstRun({ ...seed, adminPassword: 'another password', adminEmail: 'second@example.com' });
    const people = await db.prisma.user.findMany({ orderBy: { email: 'asc' } });
    expect(people.map(({ email, role }) => `${email} ${role}`)).toEqual([
      'approver@rampart.local approver',
      `${AUTOMATION_EMAIL} admin`,
      'manager@rampart.local operator',
      'oncall@rampart.local operator',
      'root@example.com admin',
    ]);
    expect((await db.prisma.ring.findMany({ orderBy: { position: 'asc' } })).map((ring) => ring.name)).toEqual([
      'internal',
      'early',
      'broad',
    ]);
    expect(await db.prisma.plan.findMany()).toMatchObject([{ name: 'standard', version: 1 }]);
    await db.prisma.plan.delete({ where: { name: 'standard' } });
    await seedFirstRun(seed);
    expect(await db.prisma.plan.count(), 'a plan that was deleted stays deleted').toBe(0);
    expect(await db.prisma.auditEvent.count({ where: { type: 'plan.created' } })).toBe(1);
    expect(await db.prisma.auditEvent.count({ where: { type: 'user.created' } })).toBe(4);
    expect(await db.prisma.auditEvent.count({ where: { type: 'token.created' } })).toBe(1);
  });

  it('signs the admin in, whatever the case of the address, and nobody without a password', async () => {
    expect(await signIn('ROOT@example.com ', ADMIN.adminPassword)).toMatchObject({ email: 'root@example.com' });
    expect(await signIn('root@example.com', 'another password')).toBeNull();
    expect(await signIn(AUTOMATION_EMAIL, '')).toBeNull();
  });

  it('replaces the bootstrap token', async () => {
    expect(await findToken(db.sql, 'first-bootstrap-token', Date.now())).toMatchObject({
      scopes: ['read', 'release', 'approve', 'admin', 'ingest'],
    });
    await seedFirstRun({ ...ADMIN, bootstrapToken: 'second-bootstrap-token', db: db.prisma });
    forgetTokens();
    expect(await findToken(db.sql, 'first-bootstrap-token', Date.now())).toBeNull();
    expect(await findToken(db.sql, 'second-bootstrap-token', Date.now())).not.toBeNull();
    await seedFirstRun({ ...ADMIN, bootstrapToken: 'first-bootstrap-token', db: db.prisma });
    forgetTokens();
    expect(await findToken(db.sql, 'first-bootstrap-token', Date.now())).not.toBeNull();
  });
});

describe('guessing', () => {
  it('is held up per account, also for the right password, and ends with the window', async () => {
    const start = Date.now() + 3_600_000;
    for (let i = 0; i < 5; i++) expect(await signIn('manager@rampart.local', `guess ${i}`, start)).toBeNull();
    const held = await signIn('manager@rampart.local', ADMIN.adminPassword, start + 1000).catch(
      (error: unknown) => error,
    );
    expect(held).toBeInstanceOf(SignInThrottled);
    expect(throttledSeconds(`http://x/api/auth/error?error=${encodeURIComponent((held as Error).message)}`)).toBe(14);
    expect(await signIn('approver@rampart.local', ADMIN.adminPassword, start + 1000)).not.toBeNull();
    expect(await signIn('manager@rampart.local', ADMIN.adminPassword, start + 15_001)).not.toBeNull();
  });
});
