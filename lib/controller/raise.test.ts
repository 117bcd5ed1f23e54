import { beforeAll, describe, expect, it } from 'vitest';
import { actOnRelease } from '@/lib/releases/act-on-release';
import { insertSamples } from '@/lib/telemetry/store';
import { withTestDatabase } from '@/lib/testing/database';
import { withController } from './testing/controllers';
import type { Answer } from './testing/provider';
import { pause, until, untilStatus } from './testing/wait';
import { ANNA, laneDeps, plan, putPlans, putService, release, rowOf } from './testing/world';

const HOUR = 3_600_000;

const db = withTestDatabase();
// This replica's clock is an hour off, and nothing may depend on it.
const controller = withController(db, () => Date.now() + HOUR);
const { provider } = controller;

beforeAll(() =>
  putPlans(db, {
    plan: plan('canary', 'early 10 0s', 'broad 50 1h', 'broad 100 1h'),
    gated: {
      ...plan('canary', 'early 10 1h', 'broad 100 1h'),
      gates: { errors: { sli: 'error_rate', compare: 'limit', limit: 0.05, minSamples: 100 } },
    },
  }),
);

/** Takes the first step; from then on raises are answered as told. */
async function atStepOne(name: string, answer: Answer): Promise<string> {
  await putService(db, name, { provider });
  const before = provider.answer;
  provider.answer = (received) =>
    received.body.data.service !== name
      ? before(received)
      : received.body.data.action === 'advance'
        ? answer
        : { status: 200 };
  const { id } = await release(db, name, 'v1');
  await until(
    async () =>
      provider.of(name).some(({ body }) => body.data.action === 'advance') || JSON.stringify(await rowOf(db, id)),
  );
  return id;
}

describe('a raise is decided anew before every attempt', () => {
  it('a freeze takes it back: the confirmed exposure is asserted again, the release pauses', async () => {
    const id = await atStepOne('frozen', { status: 503 });
    await db.sql.query(
      `INSERT INTO "freeze" (name, scope, reason, starts_at, created_by) VALUES ('f', 'frozen', 'incident 7', now(), 'anna')`,
    );
    const row = await untilStatus(db, id, 'paused');
    expect(row.reason).toContain('incident 7');
    await until(async () => provider.of('frozen').at(-1)?.body.data.action === 'pause' || 'no re-assertion');
    expect(provider.of('frozen').at(-1)?.body.data).toMatchObject({ exposure: 10, generation: 3 });
    const raises = provider.of('frozen').filter(({ body }) => body.data.action === 'advance').length;
    await pause(2_500);
    expect(provider.of('frozen').filter(({ body }) => body.data.action === 'advance')).toHaveLength(raises);
  });

  it('after 60 s it has expired: it is sent again only under a new generation', async () => {
    const id = await atStepOne('expired', { status: 503 });
    await db.sql.query(
      "UPDATE command SET created_at = created_at - interval '61 s' WHERE service = 'expired' AND action = 'advance'",
    );
    await until(
      async () => provider.of('expired').some(({ body }) => body.data.generation === 3) || 'no new generation',
    );
    const commands = await db.sql.query(
      "SELECT generation, status FROM command WHERE service = 'expired' ORDER BY generation",
    );
    expect(commands.slice(0, 2)).toEqual([
      { generation: 1, status: 'confirmed' },
      { generation: 2, status: 'void' },
    ]);
    expect((await rowOf(db, id)).status).toBe('applying');
  });

  it('a late answer of an older generation is recorded and changes nothing', async () => {
    const id = await atStepOne('late', { status: 200, body: { observedExposure: 50 }, delayMs: 1_200 });
    await actOnRelease(laneDeps(db), id, { name: 'pause', actor: ANNA });
    await untilStatus(db, id, 'paused');
    const [event] = await until(async () => {
      const events = await db.sql.query<{ data: object }>(
        "SELECT data FROM audit_event WHERE service = 'late' AND type = 'command.answered_late'",
      );
      return events.length > 0 ? events : 'no late answer';
    });
    expect(event?.data).toMatchObject({ generation: 2, httpStatus: 200, observed: 50 });
    const [command] = await db.sql.query(
      "SELECT status, accepted_at FROM command WHERE service = 'late' AND generation = 2",
    );
    expect(command).toEqual({ status: 'void', accepted_at: null });
    expect(await rowOf(db, id)).toMatchObject({ status: 'paused', desired: 1000 });
    await until(async () => provider.exposure.get('late')?.exposure === 10 || 'not lowered again');
  });
});

describe('one service with something wrong', () => {
  it('holds up no other', async () => {
    await putService(db, 'poison', { provider });
    const poison = await release(db, 'poison', 'v1');
    await untilStatus(db, poison.id, 'holding');
    await db.sql.query(`UPDATE release SET plan = '{"steps": 7}' WHERE id = $1`, [poison.id]);
    const others: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      await putService(db, `sound-${i}`, { provider });
      others.push((await release(db, `sound-${i}`, 'v1')).id);
    }
    await db.sql.query("UPDATE service_control SET due_at = now() WHERE service = 'poison' OR service LIKE 'sound-%'");
    await Promise.all(others.map((id) => untilStatus(db, id, 'holding')));
    expect(controller.errors).toBeGreaterThan(0);
    await db.sql.query('UPDATE service_control SET due_at = NULL WHERE service = $1', ['poison']);
  });
});

describe('measured', () => {
  it('a failing gate rolls back by itself, seconds after its samples arrive', async () => {
    await putService(db, 'gated', { provider, plan: 'gated' });
    const { id } = await release(db, 'gated', 'v1');
    await untilStatus(db, id, 'holding');
    await pause(1_600);
    await insertSamples(db.sql, [
      {
        service: 'gated',
        version: 'v1',
        cohort: '',
        source: 't',
        at: Date.now() - 1_000,
        intervalMs: 1_000,
        dims: '',
        requests: 1_000,
        errors: 300,
        latency: null,
        users: null,
        values: null,
        dimensions: null,
      },
    ]);
    const arrived = Date.now();
    await db.sql.query(`SELECT pg_notify('rampart', '{"t":"telemetry","s":["gated"]}')::text`);
    await untilStatus(db, id, 'rolled_back');
    expect(Date.now() - arrived).toBeLessThan(3_000);
    expect(provider.story('gated')).toEqual(['1 start 10', '2 rollback 0']);
  });

  it('a clock that is off is reported, not believed', async () => {
    const [beat] = await db.sql.query<{ skew: number }>('SELECT clock_skew_ms AS skew FROM controller_heartbeat');
    expect(Math.abs((beat?.skew ?? 0) - HOUR)).toBeLessThan(2_000);
    const [command] = await db.sql.query<{ off: number }>(
      `SELECT max(abs(extract(epoch FROM accepted_at - created_at)))::float8 AS off FROM command WHERE action = 'start'`,
    );
    expect(command?.off).toBeLessThan(60);
  });
});
