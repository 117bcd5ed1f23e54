import { beforeAll, describe, expect, it } from 'vitest';
import { reconcileBatch } from '@/lib/controller/reconcile';
import { ANNA, BEN, laneDeps, plan, putPlans, putService, release, rowOf } from '@/lib/controller/testing/world';
import { AppError } from '@/lib/errors';
import { insertSamples } from '@/lib/telemetry/store';
import { withTestDatabase } from '@/lib/testing/database';
import { actOnRelease } from '../act-on-release';
import { createRelease } from '../create-release';
import { killSwitch } from '../kill-switch';
import { proceed } from '../proceed';
import type { Action } from '../state';

const db = withTestDatabase();
const NOWHERE = { provider: { url: 'http://127.0.0.1:1' } };

/** Stands in for the dispatcher: every queued command is accepted at once. */
const accept = () =>
  db.sql.query(
    "UPDATE command SET status = 'accepted', attempts = 1, accepted_at = now(), settled_at = now(), next_attempt_at = NULL WHERE status = 'queued'",
  );

async function reconcile(...services: string[]): Promise<void> {
  for (let i = 0; i < 6; i += 1) {
    await accept();
    await db.sql.query('UPDATE service_control SET due_at = now() WHERE service = ANY($1)', [services]);
    await reconcileBatch(laneDeps(db), [], 200);
  }
}

const act = (id: string, name: Action['name'], actor = ANNA, more: Partial<Action> = {}) =>
  actOnRelease(laneDeps(db), id, { name, actor, ...more });

const refused = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('was not refused')),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error)),
  );

beforeAll(() =>
  putPlans(db, {
    plan: plan('canary', 'early 10 1h', 'broad 100 0s'),
    quick: plan('canary', 'broad 100 0s'),
    rings: plan('ring', 'internal 100 0s', 'broad 100 0s'),
    guarded: {
      mechanism: 'canary',
      steps: [
        { ring: 'early', exposure: 10, hold: '1h' },
        { ring: 'broad', exposure: 100, hold: '0s', approval: { count: 1 } },
      ],
      gates: { errors: { sli: 'error_rate', compare: 'limit', limit: 0.05, minSamples: 100 } },
    },
  }),
);

describe('creating', () => {
  it('refuses what means nothing, and writes nothing', async () => {
    await putService(db, 'create', NOWHERE);
    const ask = (input: object) =>
      refused(createRelease(laneDeps(db), { service: 'create', version: 'v1', ...input }, ANNA));
    expect((await ask({ service: 'nowhere' })).status).toBe(404);
    expect((await ask({ plan: 'none' })).status).toBe(422);
    expect((await ask({ plan: 'rings' })).errors?.[0]?.path).toBe('plan');
    await db.sql.query("UPDATE service SET archived_at = now() WHERE name = 'create'");
    expect((await ask({})).status).toBe(422);
    expect(await db.sql.query("SELECT FROM release WHERE service = 'create'")).toHaveLength(0);
  });

  it('one of a service and version at a time, then a new attempt; a hook never again', async () => {
    await putService(db, 'again', NOWHERE);
    const { id } = await release(db, 'again', 'v1');
    expect(await refused(release(db, 'again', 'v1'))).toMatchObject({
      status: 409,
      extra: { current: 'pending', release: id },
    });
    await act(id, 'cancel');
    const hook = { kind: 'integration', person: 'integration:ci', name: 'ci' } as const;
    expect((await refused(createRelease(laneDeps(db), { service: 'again', version: 'v1' }, hook))).status).toBe(422);
    expect(await release(db, 'again', 'v1')).toMatchObject({ attempt: 2 });
  });

  it('ten at once of one version are one release', async () => {
    await putService(db, 'race', NOWHERE);
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => release(db, 'race', 'v1')));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await db.sql.query("SELECT FROM release WHERE service = 'race'")).toHaveLength(1);
  });

  it('supersedes what nobody sees; queues, replaces or is rejected by what someone sees', async () => {
    for (const onNewer of ['queue', 'replace', 'reject'] as const)
      await putService(db, `newer-${onNewer}`, { ...NOWHERE, onNewer });
    const old = await release(db, 'newer-queue', 'v1');
    const next = await release(db, 'newer-queue', 'v2');
    expect((await rowOf(db, old.id)).status).toBe('superseded');
    await reconcile('newer-queue');
    expect((await rowOf(db, next.id)).status).toBe('holding');
    const waiting = await release(db, 'newer-queue', 'v3');
    await reconcile('newer-queue');
    expect((await rowOf(db, waiting.id)).state.blockers.map(({ kind }) => kind)).toEqual(['queue']);

    const replaced = await release(db, 'newer-replace', 'v1');
    await reconcile('newer-replace');
    const replacing = await release(db, 'newer-replace', 'v2');
    expect((await rowOf(db, replaced.id)).status).toBe('rolling_back');
    await reconcile('newer-replace');
    expect((await rowOf(db, replaced.id)).status).toBe('superseded');
    expect((await rowOf(db, replacing.id)).status).toBe('holding');

    await release(db, 'newer-reject', 'v1');
    await reconcile('newer-reject');
    expect((await refused(release(db, 'newer-reject', 'v2'))).status).toBe(409);
  });

  it('a release that is only announced waits for its deployment', async () => {
    await putService(db, 'announced', NOWHERE);
    const { id } = await createRelease(laneDeps(db), { service: 'announced', version: 'v1' }, ANNA, {
      deployed: false,
    });
    await reconcile('announced');
    expect((await rowOf(db, id)).state.blockers.map(({ kind }) => kind)).toEqual(['deployment']);
    await act(id, 'deployed');
    await reconcile('announced');
    expect((await rowOf(db, id)).status).toBe('holding');
  });
});

describe('acting', () => {
  it('what the state forbids is a conflict that says what is allowed', async () => {
    await putService(db, 'acting', NOWHERE);
    const { id } = await release(db, 'acting', 'v1');
    expect(await refused(act(id, 'resume'))).toMatchObject({
      status: 409,
      extra: { current: 'pending', allowed: ['pause', 'cancel'] },
    });
    expect((await refused(act('01a1fe01-2756-7a7a-85c1-815103e8b975', 'pause'))).status).toBe(404);
  });

  it('twenty rollbacks at once are one command', async () => {
    await putService(db, 'clicks', NOWHERE);
    const { id } = await release(db, 'clicks', 'v1');
    await reconcile('clicks');
    await Promise.all(Array.from({ length: 20 }, () => act(id, 'rollback')));
    const commands = await db.sql.query(
      "SELECT action, generation FROM command WHERE service = 'clicks' ORDER BY generation",
    );
    expect(commands).toEqual([
      { action: 'start', generation: 1 },
      { action: 'rollback', generation: 2 },
    ]);
    const events = await db.sql.query(
      "SELECT FROM audit_event WHERE service = 'clicks' AND type = 'rollback.commanded'",
    );
    expect(events).toHaveLength(1);
  });

  it('a command in the queue is void when a newer one is given', async () => {
    await putService(db, 'void', NOWHERE);
    const { id } = await release(db, 'void', 'v1');
    await db.sql.query("UPDATE service_control SET due_at = now() WHERE service = 'void'");
    await reconcileBatch(laneDeps(db));
    await act(id, 'pause');
    const commands = await db.sql.query(
      "SELECT action, status, raising FROM command WHERE service = 'void' ORDER BY generation",
    );
    expect(commands).toEqual([
      { action: 'start', status: 'void', raising: true },
      { action: 'pause', status: 'queued', raising: false },
    ]);
  });

  it('gates are judged on what arrived, approvals bind another person', async () => {
    await putService(db, 'guarded', { ...NOWHERE, plan: 'guarded' });
    const { id } = await release(db, 'guarded', 'v1');
    await reconcile('guarded');
    expect((await refused(act(id, 'advance'))).detail).toContain('no samples');
    const [confirmed] = await db.sql.query<{ at: number }>(
      "SELECT (state->'confirmed'->>'at')::float8 AS at FROM release WHERE id = $1",
      [id],
    );
    await insertSamples(db.sql, [
      {
        service: 'guarded',
        version: 'v1',
        cohort: '',
        source: 't',
        at: (confirmed?.at ?? 0) + 1,
        intervalMs: 1000,
        dims: '',
        requests: 1000,
        errors: 3,
        latency: null,
        users: null,
        values: null,
        dimensions: null,
      },
    ]);
    await act(id, 'advance');
    expect((await rowOf(db, id)).status).toBe('awaiting_approval');
    expect((await refused(act(id, 'approve', ANNA))).status).toBe(403);
    await act(id, 'approve', BEN);
    await reconcile('guarded');
    expect(await rowOf(db, id)).toMatchObject({ status: 'holding', desired: 10_000 });
  });
});

describe('a release that waits', () => {
  it('is compared with what everyone has when it starts, not with what they had when it was asked for', async () => {
    await putService(db, 'waits', { ...NOWHERE, plan: 'quick' });
    await release(db, 'waits', 'v1');
    await reconcile('waits');
    const second = await release(db, 'waits', 'v2');
    await reconcileBatch(laneDeps(db), ['waits'], 200);
    expect((await rowOf(db, second.id)).status).toBe('applying');
    const third = await release(db, 'waits', 'v3');
    await reconcile('waits');
    await reconcile('waits');
    expect((await rowOf(db, third.id)).status).toBe('completed');
    const [row] = await db.sql.query('SELECT baseline_version FROM release WHERE id = $1', [third.id]);
    expect(row).toEqual({ baseline_version: 'v2' });
    const [command] = await db.sql.query(
      `SELECT body->'data'->>'baselineVersion' AS baseline FROM command WHERE release_id = $1 ORDER BY generation LIMIT 1`,
      [third.id],
    );
    expect(command).toEqual({ baseline: 'v2' });
  });
});

describe('the kill switch', () => {
  it('rolls back what is exposed, freezes, and a second pull changes nothing more', async () => {
    await putService(db, 'kill', NOWHERE);
    const { id } = await release(db, 'kill', 'v1');
    await reconcile('kill');
    const pull = () => killSwitch(laneDeps(db), { scope: { service: 'kill' }, reason: 'fire' }, BEN);
    expect((await pull()).services).toEqual([
      { service: 'kill', release: id, done: expect.stringContaining('rolling back') },
    ]);
    await pull();
    await reconcile('kill');
    expect((await rowOf(db, id)).status).toBe('rolled_back');
    expect((await pull()).services[0]?.release).toBeUndefined();
    expect(await db.sql.query("SELECT FROM audit_event WHERE type = 'freeze.set' AND service = 'kill'")).toHaveLength(
      1,
    );
    const next = await release(db, 'kill', 'v2');
    await reconcile('kill');
    expect((await rowOf(db, next.id)).state.blockers.map(({ kind }) => kind)).toEqual(['freeze']);
    expect(await proceed(db.sql, 'kill', 'v3')).toMatchObject({ proceed: false, blockers: [{ kind: 'freeze' }] });
  });

  it('goes back one version, not two', async () => {
    await putService(db, 'twice', { ...NOWHERE, plan: 'quick' });
    const first = await release(db, 'twice', 'v1');
    await reconcile('twice');
    const second = await release(db, 'twice', 'v2');
    await reconcile('twice');
    expect((await rowOf(db, second.id)).status).toBe('completed');
    const pull = () => killSwitch(laneDeps(db), { scope: { service: 'twice' }, reason: 'fire' }, BEN);
    expect((await pull()).services[0]?.release).toBe(second.id);
    await reconcile('twice');
    const [control] = await db.sql.query(
      "SELECT current_version, current_release_id FROM service_control WHERE service = 'twice'",
    );
    expect(control).toEqual({ current_version: 'v1', current_release_id: first.id });
    await pull();
    expect((await rowOf(db, first.id)).status).toBe('completed');
  });

  it('for everything: one locked service delays no other', async () => {
    await putService(db, 'all-locked', NOWHERE);
    await putService(db, 'all-free', NOWHERE);
    const free = await release(db, 'all-free', 'v1');
    const locked = await release(db, 'all-locked', 'v1');
    await reconcile('all-free', 'all-locked');
    const other = await db.connect();
    await other.query("BEGIN; SELECT FROM service_control WHERE service = 'all-locked' FOR UPDATE");
    const killing = killSwitch(laneDeps(db), { scope: 'all', reason: 'everything burns' }, BEN);
    for (let i = 0; i < 100 && (await rowOf(db, free.id)).status !== 'rolling_back'; i += 1)
      await new Promise((done) => setTimeout(done, 20));
    expect((await rowOf(db, free.id)).status).toBe('rolling_back');
    expect((await rowOf(db, locked.id)).status).toBe('holding');
    await other.query('COMMIT');
    const { services } = await killing;
    expect(services.find(({ service }) => service === 'all-locked')?.release).toBe(locked.id);
    await db.sql.query('UPDATE "freeze" SET lifted_at = now()');
  });
});

describe('may a pipeline proceed', () => {
  it('yes, no behind an exposed release, and its own blockers when it is in flight', async () => {
    await putService(db, 'pipeline', NOWHERE);
    expect(await proceed(db.sql, 'pipeline', 'v1')).toEqual({ proceed: true, blockers: [] });
    await release(db, 'pipeline', 'v1');
    await reconcile('pipeline');
    expect(await proceed(db.sql, 'pipeline', 'v2')).toMatchObject({ proceed: false, blockers: [{ kind: 'queue' }] });
    expect(await proceed(db.sql, 'pipeline', 'v1')).toEqual({ proceed: true, blockers: [] });
    expect((await refused(proceed(db.sql, 'nowhere', 'v1'))).status).toBe(404);
  });

  it('no while an approval is asked for, and no once it was rolled back, until a person starts it again', async () => {
    const steps = [{ ring: 'broad', exposure: 100, hold: '1h', approval: { count: 1 } }];
    await putPlans(db, { asked: { mechanism: 'canary', steps } });
    await putService(db, 'asked', { ...NOWHERE, plan: 'asked' });
    expect(await proceed(db.sql, 'asked', 'v1')).toEqual({ proceed: true, blockers: [] });
    const first = await release(db, 'asked', 'v1');
    await reconcile('asked');
    expect(await proceed(db.sql, 'asked', 'v1')).toMatchObject({ proceed: false, blockers: [{ kind: 'approval' }] });
    await act(first.id, 'approve', BEN);
    await reconcile('asked');
    expect(await proceed(db.sql, 'asked', 'v1')).toEqual({ proceed: true, blockers: [] });
    await act(first.id, 'rollback', BEN);
    await reconcile('asked');
    expect(await proceed(db.sql, 'asked', 'v1')).toMatchObject({
      proceed: false,
      blockers: [{ kind: 'manual', detail: expect.stringContaining('v1 was rolled back') }],
    });
    await release(db, 'asked', 'v1');
    await reconcile('asked');
    expect(await proceed(db.sql, 'asked', 'v1')).toMatchObject({ blockers: [{ kind: 'approval' }] });
  });

  it('what was on its way when a window was put is taken back by it, though it began before', async () => {
    await putService(db, 'late', NOWHERE);
    const { id } = await release(db, 'late', 'v1');
    await reconcile('late');
    await db.sql.query(
      `INSERT INTO "freeze" (name, kind, scope, reason, starts_at, created_by, created_at, in_flight)
       VALUES ('late', 'manual', 'late', 'weekend', now() - interval '1 day', 'Ana', now(), 'rollback')`,
    );
    await reconcile('late');
    expect(await rowOf(db, id)).toMatchObject({ status: 'rolled_back' });
  });
});

describe('reconciling', () => {
  it('two at once take different services and leave locked ones alone', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `par-${i}`);
    for (const name of names) {
      await putService(db, name, NOWHERE);
      await release(db, name, 'v1');
    }
    await db.sql.query('UPDATE service_control SET due_at = NULL WHERE service <> ALL($1)', [names]);
    const batches = await Promise.all(Array.from({ length: 4 }, () => reconcileBatch(laneDeps(db), [], 8)));
    expect(batches.reduce((sum, { services }) => sum + services, 0)).toBe(20);
    const commands = await db.sql.query("SELECT FROM command WHERE service LIKE 'par-%'");
    expect(commands).toHaveLength(20);
  });
});
