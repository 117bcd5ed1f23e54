import { beforeAll, describe, expect, it } from 'vitest';
import { makeCaller } from '@/lib/access/caller';
import { reconcileBatch } from '@/lib/controller/reconcile';
import { ANNA, laneDeps, plan, putPlans, putService, release, rowOf } from '@/lib/controller/testing/world';
import { AppError } from '@/lib/errors';
import { loadLane } from '@/lib/releases/lane/load';
import { proceed } from '@/lib/releases/proceed';
import { withTestDatabase } from '@/lib/testing/database';
import { makeTeam } from '@/lib/testing/people';
import { liftFreeze } from './lift-freeze';
import { AHEAD_MS, materialiseAll } from './materialise';
import { putFreeze } from './put-freeze';
import { getFreeze, listCalendar, listFreezes, listStanding } from './read-model';
import { freezeInputSchema } from './schema';

const db = withTestDatabase();
const HOUR = 3_600_000;
let now = Date.now();
const deps = () => ({ db: db.prisma, clock: { now: () => now } });
const put = (name: string, input: object) =>
  putFreeze(deps(), { name, input: freezeInputSchema.parse({ reason: name, ...input }), principal: ANNA });
const admin = makeCaller(
  { principal: ANNA, via: 'session', key: 'user:anna', held: null, session: null },
  { role: 'admin', teams: {} },
);
const lift = (name: string) => liftFreeze(deps(), { name, caller: admin });
const local = (at: number) => new Date(at).toISOString().slice(0, 19);
const standing = async (service: string) => {
  const lane = await loadLane(db.sql, [service]);
  return (lane.services.get(service)?.freezes ?? []).map(({ detail, inFlight }) =>
    inFlight ? `${detail} ${inFlight}` : detail,
  );
};
const refused = (work: Promise<unknown>) =>
  work.then(
    () => Promise.reject(new Error('was not refused')),
    (error: unknown) => (error instanceof AppError ? error.errors : Promise.reject(error)),
  );

beforeAll(async () => {
  await putPlans(db, { plan: plan('canary', 'early 10 1h', 'broad 100 1h') });
  for (const name of ['pay', 'cart', 'blog']) await putService(db, name, { provider: { url: 'http://127.0.0.1:1' } });
  await db.sql.query(`UPDATE service SET owner = 'payments', tier = 1 WHERE name IN ('pay', 'cart')`);
  await makeTeam(db, 'company');
  await makeTeam(db, 'money', 'company');
  await makeTeam(db, 'payments', 'money');
  await makeTeam(db, 'sister', 'money');
});

describe('scopes', () => {
  it.each([
    ['all', 'all', ['pay', 'cart', 'blog']],
    ['one', { service: 'pay' }, ['pay']],
    ['team', { team: 'payments' }, ['pay', 'cart']],
    ['team-above', { team: 'money' }, ['pay', 'cart']],
    ['team-on-top', { team: 'company' }, ['pay', 'cart']],
    ['tier', { tier: 1 }, ['pay', 'cart']],
    ['other-tier', { tier: 2 }, ['blog']],
  ])('%s', async (name, scope, covered) => {
    const { freeze } = await put(name, { scope });
    expect(freeze).toMatchObject({ scope, active: true });
    const hit = [];
    for (const service of ['pay', 'cart', 'blog']) if ((await standing(service)).includes(name)) hit.push(service);
    expect(hit).toEqual(covered);
    expect((await listStanding(db.sql, 'blog')).items.some((item) => item.name === name)).toBe(
      covered.includes('blog'),
    );
    await lift(name);
    expect(await standing('pay')).toEqual([]);
  });

  it('a team beside, or below, covers nothing of it', async () => {
    const scopes = await db.sql.query("SELECT scopes_of('pay', 'payments', 1) AS scopes");
    expect(scopes).toEqual([{ scopes: ['all', 'tier:1', 'team:company', 'team:money', 'team:payments', 'pay'] }]);
    expect(await refused(put('sister', { scope: { team: 'sister' } }))).toMatchObject([{ path: 'scope.team' }]);
  });

  it('refuses what covers nothing', async () => {
    expect(await refused(put('x', { scope: { service: 'none' } }))).toMatchObject([{ path: 'scope.service' }]);
    expect(await refused(put('x', { scope: { team: 'nobody' } }))).toMatchObject([{ path: 'scope.team' }]);
  });
});

it('says to a pipeline since when it stands, also when it was put or changed later', async () => {
  const start = new Date(now - 2 * HOUR).toISOString();
  await put('long', { scope: { service: 'blog' }, start });
  await put('long', { scope: { service: 'blog' }, start, reason: 'said better' });
  expect((await proceed(db.sql, 'blog', '9')).blockers).toMatchObject([{ detail: 'said better', since: start }]);
  await lift('long');
});

describe('calendars', () => {
  it('stand in their windows only, start inclusive, end exclusive, and are read by the lane', async () => {
    const day = Math.floor(now / 86_400_000) * 86_400_000;
    await put('nightly', {
      scope: 'all',
      timezone: 'UTC',
      start: local(day),
      end: local(day + HOUR),
      recurrence: 'FREQ=DAILY',
      inFlight: 'finish_step',
    });
    const windows = await db.sql.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM freeze_window WHERE "freeze" = 'nightly'`,
    );
    expect(windows[0]?.n).toBeGreaterThan(55);
    const at = async (when: number) => (await getFreeze(db.prisma, 'nightly', when)).active;
    const next = day + 86_400_000;
    expect([await at(next - 1), await at(next), await at(next + HOUR - 1), await at(next + HOUR)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    await db.sql.query(
      `UPDATE freeze_window SET starts_at = now() - interval '1 s' WHERE "freeze" = 'nightly' AND starts_at = (SELECT min(starts_at) FROM freeze_window WHERE starts_at > now())`,
    );
    expect(await standing('blog')).toEqual(['nightly finish_step']);
    expect((await proceed(db.sql, 'blog', '9')).blockers).toMatchObject([
      { kind: 'freeze', detail: 'nightly', until: expect.any(String) },
    ]);
    await lift('nightly');
    expect(await standing('blog')).toEqual([]);
  });

  it('made again as time goes on: nothing twice, nothing lost, a standing window keeps its start', async () => {
    const start = now;
    const day = Math.floor(now / 86_400_000) * 86_400_000;
    await put('always', {
      scope: { service: 'blog' },
      timezone: 'UTC',
      start: local(day),
      end: local(day + 24 * HOUR),
      recurrence: 'FREQ=DAILY',
    });
    const before = await getFreeze(db.prisma, 'always', now);
    now += 10 * 24 * HOUR;
    for (let i = 0; i < 2; i += 1) await materialiseAll({ sql: db.sql, inTransaction: db.inTransaction }, now);
    const after = await getFreeze(db.prisma, 'always', now);
    expect(after).toMatchObject({ active: true, start: before.start });
    expect(Date.parse(after.end ?? '')).toBeGreaterThan(now + AHEAD_MS - 24 * HOUR);
    expect(after.windows).toHaveLength(1);
    await lift('always');
    now = start;
  });

  it('holidays of an iCalendar file are windows with names', async () => {
    const date = (at: number) => new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
    const ical = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'UID:1',
      `DTSTART;VALUE=DATE:${date(now + 30 * 24 * HOUR)}`,
      'SUMMARY:Unity',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n');
    const { freeze } = await put('holidays', { scope: 'all', timezone: 'Europe/Berlin', ical });
    expect(freeze).toMatchObject({ active: false, imported: 1, windows: [{ title: 'Unity' }] });
    const items = await listCalendar(db.sql, now, now + AHEAD_MS);
    expect(items).toMatchObject([{ freeze: 'holidays', title: 'Unity', start: freeze.windows[0]?.start }]);
    expect((await listFreezes(db.prisma, { limit: 10, active: true }, now)).items).toEqual([]);
    await lift('holidays');
  });

  it.each([
    [{ timezone: 'Mars/Olympus' }, 'timezone'],
    [{ timezone: 'UTC', start: '2026-12-05T00:00', end: '2026-12-01T00:00:00Z' }, 'end'],
    [{ timezone: 'UTC', start: '2026-12-01T00:00', end: '2026-12-03T00:00', recurrence: 'FREQ=DAILY' }, 'recurrence'],
    [{ ical: 'hello' }, 'ical'],
  ])('refuses %j', async (input, path) => {
    expect(await refused(put('bad', { scope: 'all', ...input }))).toMatchObject([{ path }]);
    expect(await db.prisma.freeze.count({ where: { name: 'bad' } })).toBe(0);
  });

  it.each([
    [{ start: '2026-12-01T00:00' }, 'timezone'],
    [{ recurrence: 'FREQ=DAILY' }, 'start'],
    [{ except: ['2026-12-01'] }, 'except'],
    [{ ical: 'x', start: '2026-12-01T00:00:00Z' }, 'start'],
    [{ inFlight: 'explode' }, 'inFlight'],
    [{ scope: { tier: 4 } }, 'scope'],
  ])('the form refuses %j', (input, path) => {
    const issues = freezeInputSchema.safeParse({ scope: 'all', reason: 'r', ...input }).error?.issues;
    expect(issues?.map((issue) => issue.path.join('.'))).toContain(path);
  });
});

it('takes back what is in flight where the policy says so, and lets a named kind of release through', async () => {
  const { id } = await release(db, 'cart', 'v1');
  const reconcile = async () => {
    for (let i = 0; i < 4; i += 1) {
      await db.sql.query(
        "UPDATE command SET status = 'accepted', attempts = 1, accepted_at = now(), settled_at = now(), next_attempt_at = NULL WHERE status = 'queued'",
      );
      await db.sql.query("UPDATE service_control SET due_at = now() WHERE service = 'cart'");
      await reconcileBatch(laneDeps(db), [], 200);
    }
  };
  await reconcile();
  expect((await rowOf(db, id)).status).toBe('holding');
  now = Date.now();
  await put('drain', { scope: { team: 'payments' }, inFlight: 'rollback', allows: ['security_fix'] });
  await reconcile();
  expect((await rowOf(db, id)).status).toBe('rolled_back');
  expect(await proceed(db.sql, 'cart', 'v2')).toMatchObject({ proceed: false });
  expect(await proceed(db.sql, 'cart', 'v2', 'security_fix')).toEqual({ proceed: true, blockers: [] });
  await lift('drain');
});
