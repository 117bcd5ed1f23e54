import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actOnRelease } from '@/lib/releases/act-on-release';
import { withTestDatabase } from '@/lib/testing/database';
import { controllerProcess, type Replica } from './testing/controllers';
import { RecordingProvider } from './testing/provider';
import { pause, until, untilStatus } from './testing/wait';
import { ANNA, laneDeps, plan, putPlans, putService, release, rowOf } from './testing/world';

const db = withTestDatabase();
let provider: RecordingProvider;
const replicas: Replica[] = [];

const start = (): Replica => {
  const replica = controllerProcess(db);
  replicas.push(replica);
  return replica;
};

beforeAll(() =>
  putPlans(db, {
    plan: plan('canary', 'early 1 0s', 'broad 10 1s', 'broad 100 0s'),
    slow: plan('canary', 'broad 5 1h', 'broad 100 1h'),
  }),
);

beforeEach(async () => {
  provider = new RecordingProvider();
  await provider.start();
});

afterEach(async () => {
  await Promise.all(replicas.splice(0).map((replica) => replica.kill('SIGKILL')));
  await provider.stop();
});

afterAll(() => {
  for (const { child } of replicas) child.kill('SIGKILL');
});

const STORY = ['1 start 1', '2 advance 10', '3 advance 100', '4 complete 100'];

async function fleet(prefix: string, size: number, readBack: boolean): Promise<{ name: string; id: string }[]> {
  const releases: { name: string; id: string }[] = [];
  for (let i = 0; i < size; i += 1) {
    const name = `${prefix}-${i}`;
    await putService(db, name, { provider, readBack });
    releases.push({ name, id: (await release(db, name, 'v1')).id });
  }
  return releases;
}

async function untilAll(releases: { id: string }[], withinMs: number): Promise<void> {
  await until(async () => {
    const rows = await Promise.all(releases.map(({ id }) => rowOf(db, id)));
    const open = rows.filter(({ status }) => status !== 'completed');
    return open.length === 0 || `${open.length} not completed, such as ${open[0]?.status}: ${open[0]?.reason}`;
  }, withinMs);
}

describe('real processes', () => {
  it('two controllers on one database never act twice', async () => {
    const releases = await fleet('two', 25, true);
    start();
    start();
    await untilAll(releases, 40_000);
    for (const { name } of releases) {
      expect(provider.story(name)).toEqual(STORY);
      expect(provider.of(name)).toHaveLength(STORY.length);
    }
    const alive = await db.sql.query("SELECT id FROM controller_heartbeat WHERE seen_at > now() - interval '4 s'");
    expect(alive).toHaveLength(2);
    const events = await db.sql.query(
      "SELECT service, data->>'step' AS step FROM audit_event WHERE type = 'release.advanced' AND service LIKE 'two-%'",
    );
    expect(events).toHaveLength(2 * releases.length);
  }, 60_000);

  it('killed at random moments: nothing is lost, nothing decided twice', async () => {
    provider.answer = () => ({ status: 200, delayMs: Math.random() * 150 });
    const releases = await fleet('kill', 20, false);
    start();
    for (let kill = 0; kill < 8; kill += 1) {
      const next = start();
      await pause(600 + Math.random() * 1_200);
      await replicas[replicas.indexOf(next) - 1]?.kill('SIGKILL');
    }
    start();
    await untilAll(releases, 60_000);
    for (const { name } of releases) {
      expect(provider.story(name)).toEqual(STORY);
      expect(provider.exposure.get(name)).toEqual({ exposure: 100, generation: 4 });
    }
  }, 120_000);

  it('SIGTERM gives back what is under way, within 10 s', async () => {
    provider.answer = () => ({ hang: true });
    const [one] = await fleet('term', 1, false);
    const replica = start();
    await until(async () => provider.received.length === 1 || 'not sent', 20_000);
    const asked = Date.now();
    expect(await replica.kill('SIGTERM')).toBe(0);
    expect(Date.now() - asked).toBeLessThan(10_000);
    const [command] = await db.sql.query("SELECT status, lease_owner FROM command WHERE service = 'term-0'");
    expect(command).toEqual({ status: 'queued', lease_owner: null });
    provider.answer = () => ({ status: 200 });
    start();
    await untilAll([{ id: one?.id ?? '' }], 20_000);
    expect(provider.of('term-0')[1]?.webhookId).toBe(provider.of('term-0')[0]?.webhookId);
  }, 60_000);

  it('a frozen controller blocks nobody and is fenced when it wakes', async () => {
    const frozen = start();
    const first = await fleet('ice', 1, false);
    await untilAll(first, 20_000);
    frozen.child.kill('SIGSTOP');
    const releases = await fleet('thaw', 5, false);
    start();
    await untilAll(releases, 30_000);
    frozen.child.kill('SIGCONT');
    await pause(1_500);
    for (const { name } of releases) expect(provider.story(name)).toEqual(STORY);
  }, 60_000);

  it('a database that cuts every connection, and a provider that is gone, are got over', async () => {
    await putService(db, 'gone', { provider, plan: 'slow' });
    start();
    const { id } = await release(db, 'gone', 'v1');
    await untilStatus(db, id, 'holding', 20_000);
    const { port } = provider;
    await provider.stop();
    await db.sql.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'rampart%'",
    );
    await pause(200);
    await until(async () =>
      actOnRelease(laneDeps(db), id, { name: 'rollback', actor: ANNA }).catch((error: Error) => error.message),
    );
    await until(async () => {
      const [command] = await db.sql.query<{ attempts: number; error: string }>(
        "SELECT attempts, error FROM command WHERE service = 'gone' AND action = 'rollback'",
      );
      return (command && command.attempts >= 2 && command.error.includes('refused')) || JSON.stringify(command);
    });
    expect((await rowOf(db, id)).status).toBe('rolling_back');
    await provider.start(port);
    await untilStatus(db, id, 'rolled_back', 15_000);
    expect(provider.exposure.get('gone')).toEqual({ exposure: 0, generation: 2 });
    await until(
      async () =>
        (await db.sql.query('SELECT FROM postmortem WHERE release_id = $1', [id])).length === 1 || 'no postmortem',
      20_000,
    );
  }, 60_000);
});
