import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { actOnRelease } from '@/lib/releases/act-on-release';
import { withTestDatabase } from '@/lib/testing/database';
import { withController } from './testing/controllers';
import { pause, until, untilStatus } from './testing/wait';
import { ANNA, laneDeps, plan, putPlans, putService, release, rowOf } from './testing/world';

const db = withTestDatabase();
const { provider } = withController(db);

beforeAll(() =>
  putPlans(db, {
    plan: plan('canary', 'early 0.01 0s', 'broad 25 1s', 'broad 100 0s'),
    slow: plan('canary', 'broad 5 1h', 'broad 100 1h'),
    dark: plan('blue-green', 'all 0 2s', 'all 100 0s'),
  }),
);

afterEach(() => {
  provider.answer = () => ({ status: 200 });
  provider.status = () => undefined;
});

describe('a release climbs by itself', () => {
  it('to the end, one command per step, where nothing can be read back', async () => {
    await putService(db, 'plain', { provider });
    const { id } = await release(db, 'plain', 'v1');
    await untilStatus(db, id, 'completed');
    expect(provider.story('plain')).toEqual(['1 start 0.01', '2 advance 25', '3 advance 100', '4 complete 100']);
    expect(provider.of('plain')).toHaveLength(4);
    const [control] = await db.sql.query(
      'SELECT generation, current_version, current_release_id, due_at FROM service_control WHERE service = $1',
      ['plain'],
    );
    expect(control).toMatchObject({ generation: 4, current_version: 'v1', current_release_id: id, due_at: null });
  });

  it('confirmed by read-back', async () => {
    await putService(db, 'read', { provider, readBack: true });
    const { id } = await release(db, 'read', 'v1');
    await untilStatus(db, id, 'completed', 20_000);
    const commands = await db.sql.query<{ status: string; observed: number }>(
      'SELECT status, observed FROM command WHERE release_id = $1 ORDER BY generation',
      [id],
    );
    expect(commands.map(({ status }) => status)).toEqual(['confirmed', 'confirmed', 'confirmed', 'confirmed']);
    expect(commands.map(({ observed }) => observed)).toEqual([1, 2500, 10000, 10000]);
  });

  it('and the next one starts when it is done', async () => {
    await putService(db, 'queue', { provider });
    const first = await release(db, 'queue', 'v1');
    await untilStatus(db, first.id, 'holding');
    const second = await release(db, 'queue', 'v2');
    await until(
      async () => (await rowOf(db, second.id)).state.blockers.some(({ kind }) => kind === 'queue') || 'not queued',
    );
    await untilStatus(db, second.id, 'completed');
    expect((await rowOf(db, first.id)).status).toBe('completed');
    const [row] = await db.sql.query<{ b: string }>('SELECT baseline_version AS b FROM release WHERE id = $1', [
      second.id,
    ]);
    // Nobody had anything when it was asked for; when it started, everyone had v1.
    expect(row?.b).toBe('v1');
    const third = await release(db, 'queue', 'v3');
    const [later] = await db.sql.query<{ b: string }>('SELECT baseline_version AS b FROM release WHERE id = $1', [
      third.id,
    ]);
    expect(later?.b).toBe('v2');
  });
});

describe('a rollback', () => {
  it('is sent at once and ends when it is confirmed', async () => {
    await putService(db, 'back', { provider, readBack: true, plan: 'slow' });
    const { id } = await release(db, 'back', 'v1');
    await untilStatus(db, id, 'holding');
    const clicked = Date.now();
    await actOnRelease(laneDeps(db), id, { name: 'rollback', actor: ANNA, reason: 'it hurts' });
    await untilStatus(db, id, 'rolled_back');
    const sent = provider.of('back').at(-1);
    expect(sent?.body.data).toMatchObject({
      action: 'rollback',
      exposure: 0,
      generation: 2,
      reason: 'it hurts',
      actor: 'Anna',
    });
    expect((sent?.at ?? 0) - clicked).toBeLessThan(1000);
    const jobs = await db.sql.query('SELECT queue, data FROM outbox');
    expect(jobs).toContainEqual({ queue: 'postmortem', data: { releaseId: id } });
    await actOnRelease(laneDeps(db), id, { name: 'rollback', actor: ANNA });
    await pause(300);
    expect(provider.story('back')).toEqual(['1 start 5', '2 rollback 0']);
  });

  it('overtakes a raise that hangs, and is sent once more when that settles', async () => {
    await putService(db, 'hang', { provider, plan: 'slow' });
    provider.answer = ({ body }) => (body.data.action === 'start' ? { status: 200, delayMs: 1500 } : { status: 200 });
    const { id } = await release(db, 'hang', 'v1');
    await until(async () => provider.of('hang').length === 1 || 'not sent');
    await actOnRelease(laneDeps(db), id, { name: 'rollback', actor: ANNA, reason: 'changed my mind' });
    await until(async () => provider.of('hang').length >= 2 || 'no rollback', 1000);
    await untilStatus(db, id, 'rolled_back');
    await until(async () => provider.of('hang').length === 3 || 'not sent once more');
    const [, rollback, again] = provider.of('hang');
    expect(again?.webhookId).toBe(rollback?.webhookId);
    expect(again?.raw).toBe(rollback?.raw);
    const [raise] = await db.sql.query<{ status: string }>(
      'SELECT status FROM command WHERE service = $1 AND generation = 1',
      ['hang'],
    );
    expect(raise?.status).toBe('void');
    expect((await rowOf(db, id)).status).toBe('rolled_back');
  });

  it('is retried at 0, 1, 2 s whatever Retry-After says, and not given up when it is refused', async () => {
    await putService(db, 'retry', { provider, plan: 'slow' });
    const { id } = await release(db, 'retry', 'v1');
    await untilStatus(db, id, 'holding');
    provider.answer = ({ body }) =>
      body.data.service === 'retry'
        ? { status: 503, body: 'busy', headers: { 'retry-after': '600' } }
        : { status: 200 };
    await actOnRelease(laneDeps(db), id, { name: 'rollback', actor: ANNA });
    await until(async () => provider.of('retry').length === 4 || 'not yet', 12_000);
    const [first, ...rest] = provider
      .of('retry')
      .slice(1)
      .map(({ at }) => at);
    const gaps = rest.map((at) => (at - (first ?? 0)) / 1000);
    for (const [index, expected] of [1, 2].entries()) expect(Math.abs((gaps[index] ?? 0) - expected)).toBeLessThan(0.4);
    provider.answer = () => ({ status: 403, body: { message: 'no rights' } });
    const row = await untilStatus(db, id, 'rollback_failed');
    expect(row.state.blockers[0]?.detail).toContain('no rights');
    provider.answer = () => ({ status: 200 });
    await actOnRelease(laneDeps(db), id, { name: 'rollback', actor: ANNA });
    await untilStatus(db, id, 'rolled_back');
  }, 30_000);
});

describe('a provider that refuses', () => {
  it('pauses the release with its words', async () => {
    await putService(db, 'refuse', { provider });
    provider.answer = () => ({ status: 422, body: { detail: 'unknown version v1' } });
    const { id } = await release(db, 'refuse', 'v1');
    const row = await untilStatus(db, id, 'paused');
    expect(row.reason).toContain('unknown version v1');
    expect(row.desired).toBe(0);
    provider.answer = () => ({ status: 200 });
    await actOnRelease(laneDeps(db), id, { name: 'resume', actor: ANNA });
    await untilStatus(db, id, 'completed');
  });

  it('drifts above: asserted again; the page says what it reports', async () => {
    await putService(db, 'drift', { provider, readBack: true, plan: 'slow' });
    const { id } = await release(db, 'drift', 'v1');
    await untilStatus(db, id, 'holding');
    provider.status = () => ({ status: 500, body: 'broken' });
    await db.sql.query("UPDATE read_back SET next_at = now() WHERE service = 'drift'");
    await until(
      async () =>
        (await rowOf(db, id)).state.blockers.some(
          ({ kind, detail }) => kind === 'provider' && detail.includes('broken'),
        ) || 'no blocker',
      20_000,
    );
    provider.status = () => undefined;
    provider.exposure.set('drift', { exposure: 60, generation: 1 });
    // Not asserted again more often than every 15 s: let those have passed.
    await db.sql.query("UPDATE command SET created_at = created_at - interval '15 s' WHERE service = 'drift'");
    await db.sql.query("UPDATE read_back SET next_at = now() WHERE service = 'drift'");
    await until(
      async () => provider.exposure.get('drift')?.exposure === 5 || JSON.stringify(await rowOf(db, id)),
      25_000,
    );
    expect(provider.of('drift').at(-1)?.body.data).toMatchObject({ exposure: 5 });
  }, 60_000);

  it('whose status fails for a moment at a dark step is asked again', async () => {
    await putService(db, 'dark', { provider, readBack: true, plan: 'dark' });
    provider.answer = ({ body }) => ({ status: 200, body: { observedExposure: body.data.exposure } });
    provider.status = () => ({ status: 500, body: 'broken' });
    const { id } = await release(db, 'dark', 'v1');
    await until(
      async () => (await rowOf(db, id)).state.blockers.some(({ kind }) => kind === 'provider') || 'no blocker',
    );
    provider.status = () => undefined;
    await pause(1_500);
    await db.sql.query("UPDATE read_back SET next_at = now() WHERE service = 'dark'");
    await untilStatus(db, id, 'completed');
  }, 30_000);
});
