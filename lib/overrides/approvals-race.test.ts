import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { requireMay } from '@/lib/access/authorize';
import type { Principal } from '@/lib/access/principal';
import { reconcileBatch } from '@/lib/controller/reconcile';
import { laneDeps, putPlans, putService, rowOf } from '@/lib/controller/testing/world';
import { AppError } from '@/lib/errors';
import { actOnRelease } from '@/lib/releases/act-on-release';
import { createRelease } from '@/lib/releases/create-release';
import { readRelease } from '@/lib/releases/read-model';
import { reviseRelease } from '@/lib/releases/revise-release';
import type { Action } from '@/lib/releases/state';
import { withTestDatabase } from '@/lib/testing/database';
import { joinTeam, makePerson, makeTeam } from '@/lib/testing/people';
import { listOverrides, reviewOverride } from './review-override';

const db = withTestDatabase();
const NOWHERE = { provider: { url: 'http://127.0.0.1:1' } };
const people: Record<'asks' | 'wrote' | 'ben' | 'cleo' | 'lead', Principal> = {
  asks: { kind: 'user', person: '', name: 'Asks' },
  wrote: { kind: 'user', person: '', name: 'Wrote' },
  ben: { kind: 'user', person: '', name: 'Ben' },
  cleo: { kind: 'user', person: '', name: 'Cleo' },
  lead: { kind: 'user', person: '', name: 'Lead' },
};
const deps = () => ({ ...laneDeps(db), authorize: requireMay });
const act = (id: string, name: Action['name'], actor: Principal, more: Partial<Action> = {}) =>
  actOnRelease(deps(), id, { name, actor, ...more });
const refused = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('was not refused')),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error)),
  );

/** A release of a new service that waits for the approvals of its first step. */
async function asking(plan: string, more: object = {}): Promise<{ id: string; service: string }> {
  const service = `s-${randomUUID().slice(0, 8)}`;
  await putService(db, service, { ...NOWHERE, plan });
  const { id } = await createRelease(deps(), { service, version: 'v1', ...more }, people.asks);
  await look(service);
  expect((await rowOf(db, id)).status).toBe('awaiting_approval');
  return { id, service };
}

/** One that users see at 10 % and that waits for the approval of its next step. */
async function seen(): Promise<{ id: string; service: string }> {
  const service = `s-${randomUUID().slice(0, 8)}`;
  await putService(db, service, { ...NOWHERE, plan: 'later' });
  const { id } = await createRelease(deps(), { service, version: 'v1' }, people.asks);
  await look(service);
  await db.sql.query(
    `UPDATE command SET status = 'accepted', accepted_at = clock_timestamp(), attempts = 1 WHERE service = $1`,
    [service],
  );
  await look(service);
  await look(service);
  expect(await rowOf(db, id)).toMatchObject({ status: 'awaiting_approval', desired: 1000 });
  return { id, service };
}

async function look(service: string): Promise<void> {
  await db.sql.query('UPDATE service_control SET due_at = now() WHERE service = $1', [service]);
  await reconcileBatch(laneDeps(db), [service], 200);
}

/** Who waits for the lock of a service. */
const WAITING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND $1::text <> ''`;

const raises = (service: string) =>
  db.sql.query('SELECT FROM command WHERE service = $1 AND raising', [service]).then((rows) => rows.length);
const facts = (id: string, type: string) =>
  db.sql.query('SELECT FROM audit_event WHERE release_id = $1 AND type = $2', [id, type]).then((rows) => rows.length);

beforeAll(async () => {
  const steps = (approval: object) => ({
    mechanism: 'canary' as const,
    steps: [{ ring: 'all', exposure: 100, hold: '1h', approval: { count: 1, ...approval } }],
  });
  const later = {
    mechanism: 'canary' as const,
    steps: [
      { ring: 'some', exposure: 10, hold: '0s' },
      { ring: 'all', exposure: 100, hold: '1h', approval: { count: 1 } },
    ],
  };
  await makeTeam(db, 'leads');
  await putPlans(db, { one: steps({}), two: steps({ count: 2 }), leads: steps({ role: 'leads' }), later });
  for (const person of Object.values(people)) person.person = await makePerson(db, 'approver');
  await joinTeam(db, people.lead.person, 'leads', 'viewer');
});

describe('approvals in the database', () => {
  it('two approvers at once are two approvals and one raise', async () => {
    const { id, service } = await asking('two');
    await Promise.all([act(id, 'approve', people.ben), act(id, 'approve', people.cleo)]);
    expect((await readRelease(db.sql, id)).approvals).toHaveLength(2);
    await Promise.all([look(service), look(service)]);
    await look(service);
    expect(await raises(service)).toBe(1);
  });

  it('a double click is one approval', async () => {
    const { id, service } = await asking('two');
    await Promise.all(Array.from({ length: 5 }, () => act(id, 'approve', people.ben)));
    expect(await facts(id, 'approval.given')).toBe(1);
    await look(service);
    expect(await rowOf(db, id)).toMatchObject({ status: 'awaiting_approval', desired: 0 });
  });

  it.each(['cancel', 'rollback'] as const)('racing a %s, exposure is never raised afterwards', async (end) => {
    for (let round = 0; round < 4; round += 1) {
      const { id, service } = await asking('one');
      if (end === 'rollback') {
        await act(id, 'approve', people.ben);
        await look(service);
      }
      await Promise.allSettled([act(id, 'approve', people.cleo), act(id, end, people.ben)]);
      await look(service);
      const row = await rowOf(db, id);
      expect(row.desired).toBe(0);
      expect(['cancelled', 'rolling_back', 'rolled_back', 'rollback_failed']).toContain(row.status);
      const last =
        "SELECT raising FROM command WHERE service = $1 AND status <> 'void' ORDER BY generation DESC LIMIT 1";
      expect((await db.sql.query<{ raising: boolean }>(last, [service]))[0]?.raising ?? false).toBe(false);
    }
  });

  it('two in the database at once, from different connections, wait for each other: nothing is lost', async () => {
    const { id, service } = await asking('two');
    const holder = await db.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM service_control WHERE service = $1 FOR UPDATE', [service]);
    const both = [act(id, 'approve', people.ben), act(id, 'approve', people.cleo), look(service)];
    await expect
      .poll(async () => (await db.sql.query(WAITING, [service])).length, { timeout: 5_000 })
      .toBeGreaterThanOrEqual(2);
    await holder.query('COMMIT');
    await Promise.all(both);
    await look(service);
    expect(await facts(id, 'approval.given')).toBe(2);
    expect(await raises(service)).toBe(1);
  });

  it('racing a rollback and the controller at a step that users see, it ends at 0 whoever comes first', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id, service } = await seen();
      const work = [
        () => act(id, 'approve', people.cleo),
        () => act(id, 'rollback', people.ben),
        () => look(service),
        () => act(id, 'approve', people.ben),
        () => act(id, 'rollback', people.cleo),
      ];
      const from = round % work.length;
      await Promise.allSettled([...work.slice(from), ...work.slice(0, from)].map((one) => one()));
      await look(service);
      expect(await rowOf(db, id)).toMatchObject({ status: 'rolling_back', desired: 0 });
      const commands = await db.sql.query<{ action: string; raising: boolean }>(
        'SELECT action, raising FROM command WHERE service = $1 ORDER BY generation',
        [service],
      );
      // One command to take it back however many asked, and nothing that raises comes after it.
      expect(commands.filter(({ action }) => action === 'rollback')).toHaveLength(1);
      expect(commands.at(-1)).toEqual({ action: 'rollback', raising: false });
    }
  });

  it('racing an edit, nobody approves what they have not seen', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id, service } = await asking('one', { artifact: 'sha256:1' });
      const approve = () => act(id, 'approve', people.ben, { seen: { artifact: 'sha256:1' } });
      const edit = () => reviseRelease(deps(), id, { artifact: 'sha256:2' }, people.asks);
      const [first, second] = round % 2 === 0 ? [approve, edit] : [edit, approve];
      await Promise.allSettled([first(), second()]);
      await look(service);
      const { approvals, artifact } = await readRelease(db.sql, id);
      // Either it was approved and went out as it was, or it was changed and waits for a fresh yes.
      expect([artifact, approvals.length, await raises(service)]).toEqual(
        artifact === 'sha256:1' ? ['sha256:1', 1, 1] : ['sha256:2', 0, 0],
      );
    }
  });

  it('a yes and a no at once: it never goes out against the no', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { id, service } = await asking('two');
      await act(id, 'approve', people.ben);
      await Promise.allSettled([act(id, 'reject', people.lead), act(id, 'approve', people.cleo)]);
      await look(service);
      const { status } = await rowOf(db, id);
      // The no came first, or the yes had been complete and it was moving already: then the no is told so.
      expect(['cancelled', 'applying']).toContain(status);
      expect(await facts(id, 'approval.rejected')).toBe(status === 'cancelled' ? 1 : 0);
      expect(await raises(service)).toBe(status === 'cancelled' ? 0 : 1);
    }
  });

  it('neither who asked nor who wrote it is the only approver', async () => {
    const [author] = await db.sql.query<{ email: string }>('SELECT email FROM app_user WHERE id = $1::uuid', [
      people.wrote.person,
    ]);
    const { id } = await asking('one', { commitAuthor: author?.email.toUpperCase() });
    expect(await refused(act(id, 'approve', people.asks))).toMatchObject({ status: 403 });
    expect((await refused(act(id, 'approve', people.wrote))).detail).toContain('wrote this change');
    await act(id, 'approve', people.ben);
  });

  it('a role that names a team means its people, whatever role others have', async () => {
    const { id } = await asking('leads');
    expect((await refused(act(id, 'approve', people.ben))).detail).toContain('leads');
    await act(id, 'approve', people.lead);
    expect((await readRelease(db.sql, id)).approvals).toMatchObject([{ name: 'Lead' }]);
  });

  it('nobody sheds them by another plan: that is its admins’ to choose', async () => {
    const { id, service } = await asking('two');
    const none = await refused(reviseRelease(deps(), id, { plan: 'one' }, people.asks));
    expect(none).toMatchObject({ status: 403, errors: [{ path: 'plan' }] });
    expect(none.detail).toContain('asks for 1 approvals where "two"');
    const other = { service, version: 'v2', plan: 'one' };
    expect((await refused(createRelease(deps(), other, people.asks))).status).toBe(403);
    const admin: Principal = { kind: 'user', person: await makePerson(db, 'admin'), name: 'Admin' };
    await reviseRelease(deps(), id, { plan: 'one' }, admin);
    await createRelease(deps(), other, admin);
  });

  it('a service account says nothing for who holds its key', async () => {
    const { id } = await asking('one');
    const account = (madeBy: string): Principal => ({ kind: 'token', person: people.ben.person, name: 'bot', madeBy });
    const own = await refused(act(id, 'approve', account(people.asks.person)));
    expect([own.status, own.detail]).toEqual([403, expect.stringContaining('who made this token')]);
    const lift = { reason: 'x', blockers: ['approval' as const] };
    expect((await refused(act(id, 'override', account(people.asks.person), lift))).status).toBe(403);
    await act(id, 'approve', account(people.cleo.person));
    const twice = await asking('two');
    await act(twice.id, 'approve', people.cleo);
    expect((await refused(act(twice.id, 'approve', account(people.cleo.person)))).status).toBe(403);
  });

  it('who asked for it at GitHub is not its only approver here', async () => {
    await db.prisma.identity.create({ data: { provider: 'github', subject: '583231', userId: people.ben.person } });
    const service = `s-${randomUUID().slice(0, 8)}`;
    await putService(db, service, { ...NOWHERE, plan: 'one' });
    const askedBy = { provider: 'github', subject: '583231' };
    const hook: Principal = { kind: 'integration', person: 'gh', name: 'gh' };
    const { id } = await createRelease(deps(), { service, version: 'v1' }, hook, { askedBy });
    await look(service);
    expect((await refused(act(id, 'approve', people.ben))).status).toBe(403);
    await act(id, 'approve', people.cleo);
  });

  it('a changed artefact voids what was approved, and what was looked at', async () => {
    const { id, service } = await asking('two', { artifact: 'sha256:1' });
    const seen = { artifact: 'sha256:1' };
    await act(id, 'approve', people.ben, { seen });
    await reviseRelease(deps(), id, { artifact: 'sha256:2' }, people.asks);
    await look(service);
    expect(await facts(id, 'approval.voided')).toBe(1);
    expect((await readRelease(db.sql, id)).approvals).toEqual([]);
    expect(await refused(act(id, 'approve', people.cleo, { seen }))).toMatchObject({
      status: 409,
      extra: { changed: ['the artefact is sha256:2 now, not sha256:1'] },
    });
    await act(id, 'approve', people.cleo);
    await look(service);
    expect(await raises(service)).toBe(0);
    await act(id, 'approve', people.ben);
    await look(service);
    expect(await raises(service)).toBe(1);
    expect((await refused(reviseRelease(deps(), id, { artifact: 'sha256:3' }, people.asks))).status).toBe(409);
  });
});

describe('overrides', () => {
  it('are shown until someone else has reviewed them', async () => {
    const { id } = await asking('one');
    await act(id, 'override', people.ben, { reason: 'fire', blockers: ['approval'] });
    const [shown] = (await readRelease(db.sql, id)).unreviewed;
    expect(shown).toMatchObject({ by: 'Ben', reason: 'fire', blockers: ['approval'] });
    const waits = async () => (await listOverrides(db.sql, { limit: 50, reviewed: false })).items.map((one) => one.id);
    expect(await waits()).toContain(shown?.id);
    const review = (principal: Principal) => reviewOverride(deps(), { id: shown?.id ?? '', principal, note: 'fine' });
    expect((await refused(review(people.ben))).status).toBe(403);
    expect(await review(people.cleo)).toMatchObject({ overdue: false, review: { by: 'Cleo', note: 'fine' } });
    expect(await review(people.lead)).toMatchObject({ review: { by: 'Cleo' } });
    expect(await waits()).not.toContain(shown?.id);
    expect(await facts(id, 'override.reviewed')).toBe(1);
    expect((await readRelease(db.sql, id)).unreviewed).toEqual([]);
  });
});
