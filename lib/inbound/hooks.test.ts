import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { integrationSecretContext, seal } from '@/lib/access/secrets';
import { AppError } from '@/lib/errors';
import { listDeliveries } from '@/lib/integrations/read-model';
import { signature } from '@/lib/providers/webhook/wire';
import { uuidv7 } from '@/lib/shared/uuid';
import { withTestDatabase } from '@/lib/testing/database';
import { type ProcessDeps, processHook, pruneHooks, sweepHooks } from './process';
import { receiveHook } from './receive';

const db = withTestDatabase();
const secretKey = randomBytes(32);
const secret = `whsec_${randomBytes(32).toString('base64')}`;
const githubSecret = 'a shared secret';
let now = Date.UTC(2026, 10, 21, 12);
const clock = { now: () => now };
const receiving = () => ({ sql: db.sql, inTransaction: db.inTransaction, clock, secretKey });

// A small stand-in for the verbs of releases: it writes the same rows and keeps what was asked.
const asked: string[] = [];
let failing = 0;
const releases: ProcessDeps['releases'] = {
  async create(input, principal, { deployed }) {
    if (failing-- > 0) throw new Error('the database went away');
    asked.push(`create ${input.version} ${deployed} by ${principal.name}${input.plan ? ` on ${input.plan}` : ''}`);
    const id = uuidv7(now);
    await db.sql.query(
      `INSERT INTO release (id, service, version, plan_name, plan_version, plan, mechanism, created_by, created_by_name, created_at, status, state, deployed)
       VALUES ($1, $2, $3, 'p', 1, '{}', 'canary', 'x', 'x', now(), 'pending', '{}', $4)`,
      [id, input.service, input.version, deployed],
    );
    return { id };
  },
  async act(id, action) {
    asked.push(`${action.name}${action.reason ? ` (${action.reason})` : ''}`);
    const status = { cancel: 'cancelled', rollback: 'rolling_back' }[action.name as string];
    if (status) await setRelease(id, { status });
    else await db.sql.query('UPDATE release SET deployed = true WHERE id = $1', [id]);
  },
};
const deps = (): ProcessDeps => ({ sql: db.sql, inTransaction: db.inTransaction, clock, releases });

async function setRelease(id: string, { status, desired = 0 }: { status: string; desired?: number }) {
  await db.sql.query('UPDATE release SET status = $2::"ReleaseStatus", desired = $3 WHERE id = $1', [
    id,
    status,
    desired,
  ]);
}

function signed(body: string, id: string = randomUUID(), name = 'ci') {
  const at = Math.floor(now / 1000);
  const headers = new Headers({
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': signature(secret, id, at, body),
  });
  return receiveHook(receiving(), name, { headers, body: new TextEncoder().encode(body) });
}
const send = (phase: string, version: string, id?: string, data = {}) => {
  now += 1;
  return signed(
    JSON.stringify({
      type: `deployment.${phase}`,
      timestamp: new Date(now).toISOString(),
      data: { service: 'checkout', version, environment: 'production', ...data },
    }),
    id,
  );
};

/** Runs the jobs the way the controller does. */
async function work() {
  const jobs = await db.sql.query<{ data: { delivery: string } }>(
    "DELETE FROM outbox WHERE queue = 'hook' RETURNING data, id",
  );
  for (const job of jobs) await processHook(deps(), job.data);
  return jobs.length;
}
const deliveries = async (name = 'ci') => (await listDeliveries(db.prisma, name, { limit: 50 })).items;
const problem = (status: number, detail: RegExp) =>
  expect.objectContaining({ status, message: expect.stringMatching(detail) });

beforeAll(async () => {
  await db.sql.query(
    `INSERT INTO service (name, display_name, owner, tier, plan, rollback_window_ms, provider, telemetry) VALUES ('checkout', 'Checkout', 'shop', 1, 'p', 0, '{}', '{}')`,
  );
  const rows = [
    ['ci', 'generic', secret, { environment: 'production', plan: 'standard' }],
    ['gh', 'github', githubSecret, { repositories: { 'acme/shop': 'checkout' } }],
  ] as const;
  for (const [name, kind, plain, config] of rows) {
    await db.sql.query('INSERT INTO integration (name, kind, secret, config) VALUES ($1, $2, $3, $4)', [
      name,
      kind,
      seal(secretKey, plain, integrationSecretContext(name)),
      config,
    ]);
  }
});

beforeEach(async () => {
  await db.sql.query('DELETE FROM hook_delivery');
  await db.sql.query('DELETE FROM outbox');
  await db.sql.query('DELETE FROM release');
  asked.length = 0;
  failing = 0;
  now += 1_000;
});

test('requested, succeeded: one release, dark at first, then lifted', async () => {
  expect(await send('requested', '1.0')).toEqual({ accepted: true, duplicate: false });
  expect(await work()).toBe(1);
  const [pending] = await db.sql.query<{ id: string; deployed: boolean }>('SELECT id, deployed FROM release');
  expect(pending?.deployed).toBe(false);
  expect(await send('succeeded', '1.0')).toEqual({ accepted: true, duplicate: false, release: pending?.id });
  await work();
  expect(asked).toEqual(['create 1.0 false by ci on standard', 'deployed (deployed)']);
  expect((await deliveries()).map(({ status, reason, releaseId }) => [status, reason, releaseId])).toEqual([
    ['done', 'the release may start now', pending?.id],
    ['done', 'started a release, which waits for the deployment', pending?.id],
  ]);
});

test('the same delivery twice, also at once, is one release', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => send('succeeded', '1.0', 'same')));
  expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  expect(await work()).toBe(1);
  const [release] = await db.sql.query<{ id: string }>('SELECT id FROM release');
  expect(await send('succeeded', '1.0', 'same')).toEqual({ accepted: true, duplicate: true, release: release?.id });
  expect(await work()).toBe(0);
  expect(asked).toEqual(['create 1.0 true by ci on standard']);
});

test('everything at once and processed in any order: in the order it came', async () => {
  await send('requested', '1.0');
  now += 1;
  await send('failed', '1.0', undefined, { reason: 'image not found' });
  const jobs = await db.sql.query<{ data: { delivery: string } }>('DELETE FROM outbox RETURNING data, id');
  await Promise.all(jobs.reverse().map((job) => processHook(deps(), job.data)));
  expect(asked).toEqual(['create 1.0 false by ci on standard', 'cancel (the deployment failed: image not found)']);
});

test('failed cancels what nobody saw, and rolls back what somebody sees', async () => {
  await send('succeeded', '1.0');
  await work();
  await db.sql.query('UPDATE release SET status = $1::"ReleaseStatus", desired = 500', ['holding']);
  await send('failed', '1.0');
  await work();
  expect(asked.at(-1)).toBe('rollback (the deployment failed)');
});

test.each(['rolled_back', 'cancelled'])(
  'a %s version is not created again: 422, listed with the reason',
  async (status) => {
    await send('succeeded', '1.0');
    await work();
    await db.sql.query('UPDATE release SET status = $1::"ReleaseStatus"', [status]);
    await expect(send('succeeded', '1.0')).rejects.toThrow(problem(422, /only a person may start it again/));
    await expect(send('requested', '1.0')).rejects.toThrow(problem(422, /only a person/));
    expect((await deliveries())[0]).toMatchObject({
      status: 'refused',
      reason: expect.stringMatching(/only a person/),
    });
  },
);

test('a job that is repeated after a crash finds the release it made', async () => {
  await send('succeeded', '1.0');
  const [job] = await db.sql.query<{ data: { delivery: string } }>('SELECT data FROM outbox');
  failing = 1;
  await expect(processHook(deps(), job?.data ?? { delivery: '' })).rejects.toThrow('went away');
  await work();
  await db.sql.query("UPDATE hook_delivery SET status = 'queued'");
  await processHook(deps(), job?.data ?? { delivery: '' });
  expect(asked).toEqual(['create 1.0 true by ci on standard']);
  expect((await deliveries())[0]).toMatchObject({ status: 'ignored', releaseId: expect.any(String) });
});

test('a delivery that can never be done is given up, and does not hold up the next for ever', async () => {
  await send('succeeded', '1.0');
  await db.sql.query('UPDATE hook_delivery SET attempts = 20');
  await work();
  expect((await deliveries())[0]).toMatchObject({ status: 'refused', reason: expect.stringMatching(/given up/) });
});

test('what a verb refuses is listed with its words', async () => {
  await send('succeeded', '1.0');
  const [job] = await db.sql.query<{ data: { delivery: string } }>('SELECT data FROM outbox');
  const refusing = {
    ...releases,
    create: async () => Promise.reject(new AppError('unprocessable', 'no plan named "standard"')),
  };
  await processHook({ ...deps(), releases: refusing }, job?.data ?? { delivery: '' });
  expect((await deliveries())[0]).toMatchObject({ status: 'refused', reason: 'no plan named "standard"' });
});

test('unknown integration and bad signature: 401 in the same words, nothing stored', async () => {
  const errors = await Promise.all([
    signed('{}', 'x', 'nobody').catch((error: AppError) => error),
    receiveHook(receiving(), 'ci', { headers: new Headers({ 'webhook-id': 'x' }), body: new Uint8Array() }).catch(
      (error: AppError) => error,
    ),
    receiveHook(receiving(), 'gh', {
      headers: new Headers({ 'x-github-delivery': 'x' }),
      body: new Uint8Array(),
    }).catch((error: AppError) => error),
  ]);
  expect(new Set(errors.map((error) => `${(error as AppError).status} ${(error as AppError).detail}`)).size).toBe(1);
  expect(errors[0]).toMatchObject({ status: 401 });
  expect(await deliveries()).toEqual([]);
});

test.each([
  ['not JSON', '{', 400, /not JSON/],
  ['not UTF-8', '\ud800', 400, /version|JSON|type/],
  ['no version', '{"type":"deployment.requested","data":{}}', 400, /version is needed/],
  ['another type', '{"type":"x","data":{"version":"1"}}', 422, /type/],
  [
    'an unknown service',
    '{"type":"deployment.requested","data":{"service":"no","version":"1","environment":"production"}}',
    422,
    /no service named "no"/,
  ],
  [
    'another environment',
    '{"type":"deployment.requested","data":{"service":"checkout","version":"1","environment":"staging"}}',
    422,
    /"staging"/,
  ],
])('%s: refused at once and listed', async (_name, body, status, words) => {
  await expect(signed(body)).rejects.toThrow(problem(status, words));
  expect((await deliveries())[0]).toMatchObject({ status: 'refused', reason: expect.stringMatching(words) });
  expect(await work()).toBe(0);
});

test('a refused delivery that comes again under its id, after the cause was put right, is taken', async () => {
  await expect(send('succeeded', '1.0', 'again', { environment: 'staging' })).rejects.toThrow(problem(422, /staging/));
  await db.sql.query("UPDATE integration SET config = '{}' WHERE name = 'ci'");
  expect(await send('succeeded', '1.0', 'again', { environment: 'staging' })).toEqual({
    accepted: true,
    duplicate: false,
  });
  await db.sql.query(
    `UPDATE integration SET config = '{"environment":"production","plan":"standard"}' WHERE name = 'ci'`,
  );
  expect(await work()).toBe(1);
  expect(asked).toEqual(['create 1.0 true by ci on standard']);
});

test('GitHub: deployment, then its status', async () => {
  const github = (event: string, body: object) => {
    const text = JSON.stringify({
      repository: { full_name: 'acme/shop' },
      deployment: { id: 1, sha: 'abc', ref: 'v3', environment: 'production', payload: {} },
      ...body,
    });
    const headers = new Headers({
      'x-github-event': event,
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${createHmac('sha256', githubSecret).update(text).digest('hex')}`,
    });
    return receiveHook(receiving(), 'gh', { headers, body: new TextEncoder().encode(text) });
  };
  expect(await github('ping', {})).toMatchObject({ accepted: true });
  await github('deployment', { action: 'created' });
  await work();
  expect(await github('deployment_status', { deployment_status: { state: 'in_progress' } })).toMatchObject({
    accepted: true,
  });
  await github('deployment_status', { deployment_status: { state: 'success' } });
  await work();
  await github('deployment_status', { deployment_status: { state: 'failure', description: 'exit 1' } });
  await work();
  expect(asked).toEqual(['create v3 false by gh', 'deployed (deployed)', 'cancel (the deployment failed: exit 1)']);
});

test('the sweep queues what was stored and not done', async () => {
  await send('succeeded', '1.0');
  await db.sql.query('DELETE FROM outbox');
  expect(await sweepHooks(deps())).toBe(0);
  now += 61_000;
  expect(await sweepHooks(deps())).toBe(1);
  expect(await work()).toBe(1);
  expect(asked).toHaveLength(1);
  expect(await pruneHooks(db.sql, new Date(now))).toBe(1);
});

test('the answer comes within 50 ms', async () => {
  for (let i = 0; i < 10; i += 1) await send('succeeded', `warm-${i}`);
  // The best of three rounds: what else the machine does at the moment is not asked about.
  const rounds: number[] = [];
  while (rounds.length < 3 && Math.min(...rounds) >= 50) {
    const times: number[] = [];
    for (let i = 0; i < 50; i += 1) {
      const started = performance.now();
      await send('succeeded', `${rounds.length}.${i}`);
      times.push(performance.now() - started);
    }
    rounds.push(times.sort((a, b) => a - b)[47] ?? 0);
  }
  expect(Math.min(...rounds)).toBeLessThan(50);
});
