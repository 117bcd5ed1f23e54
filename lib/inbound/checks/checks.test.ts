import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { integrationSecretContext, seal } from '@/lib/access/secrets';
import { plan, putPlans, putService, release } from '@/lib/controller/testing/world';
import type { AppError } from '@/lib/errors';
import { tokenContext } from '@/lib/integrations/put-integration';
import { createEgress } from '@/lib/providers/egress';
import { withTestDatabase } from '@/lib/testing/database';
import { confirmFlagger } from '../confirm';
import { receiveHook } from '../receive';
import { answerChecks } from './answer-checks';
import { decideCheck } from './decide';

const db = withTestDatabase();
const egress = createEgress();
const secretKey = randomBytes(32);
const secret = "It's a Secret to Everybody";
let now = Date.now();
const deps = () => ({ sql: db.sql, inTransaction: db.inTransaction, clock: { now: () => now }, secretKey, egress });

/** GitHub's side, as documented: "Review custom deployment protection rules for a workflow run" answers 204. */
const got: { url: string; authorization: string; body: Record<string, string> }[] = [];
let status = 204;
let github: Server;
let api = '';

beforeAll(async () => {
  github = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, string>;
    got.push({ url: request.url ?? '', authorization: request.headers.authorization ?? '', body });
    response.writeHead(status).end(status === 204 ? undefined : '{"message":"no"}');
  });
  await new Promise<void>((done) => github.listen(0, '127.0.0.1', done));
  api = `http://127.0.0.1:${(github.address() as AddressInfo).port}`;
  await putPlans(db, { plan: plan('canary', 'broad 100 0s') });
  await putService(db, 'pay', { provider: { url: 'http://127.0.0.1:1' } });
  const add = (name: string, kind: string, config: object, token: string | null) =>
    db.sql.query('INSERT INTO integration (name, kind, secret, config, token) VALUES ($1, $2, $3, $4, $5)', [
      name,
      kind,
      seal(secretKey, secret, integrationSecretContext(name)),
      JSON.stringify(config),
      token === null ? null : seal(secretKey, token, tokenContext(name)),
    ]);
  await add('gh', 'github', { service: 'pay', environment: 'production', apiUrl: api }, 'ghs_installation');
  await add('strict', 'github', { service: 'pay', apiUrl: api, onBlocked: 'reject' }, 'ghs_installation');
  await add('flagger', 'flagger', {}, null);
});
afterAll(async () => {
  await egress.close();
  await new Promise((done) => github.close(done));
});
beforeEach(() => {
  got.length = 0;
  status = 204;
});

const rule = (change: object = {}) => ({
  action: 'requested',
  environment: 'production',
  event: 'push',
  deployment_callback_url: `${api}/repos/acme/pay/actions/runs/5/deployment_protection_rule`,
  deployment: {
    id: 1,
    sha: 'c0ffee',
    ref: 'v2.4.1',
    environment: 'production',
    payload: {},
    creator: { login: 'octo' },
  },
  pull_requests: [],
  repository: { full_name: 'acme/pay' },
  installation: { id: 7 },
  sender: { login: 'octo' },
  ...change,
});

function deliver(body: object, name = 'gh') {
  const text = JSON.stringify(body);
  const headers = new Headers({
    'x-github-event': 'deployment_protection_rule',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`,
  });
  return receiveHook(deps(), name, { headers, body: new TextEncoder().encode(text) });
}
const freeze = (on: boolean) =>
  on
    ? db.sql.query(
        `INSERT INTO "freeze" (name, scope, reason, starts_at, created_by) VALUES ('f', 'pay', 'Quarter end', now() - interval '1 s', 'x') ON CONFLICT (name) DO UPDATE SET lifted_at = NULL`,
      )
    : db.sql.query(`UPDATE "freeze" SET lifted_at = now() WHERE name = 'f'`);
const last = async () =>
  (
    await db.sql.query<{ status: string; error: string | null }>(
      'SELECT status, error FROM deployment_check ORDER BY created_at DESC, id DESC LIMIT 1',
    )
  )[0];
const rejected = (work: Promise<unknown>) =>
  work.then(
    () => '',
    (error: AppError) => `${error.status} ${error.detail}`,
  );

describe('a deployment protection rule of GitHub', () => {
  it('is approved at its callback with the token, once', async () => {
    await deliver(rule());
    await answerChecks(deps());
    await answerChecks(deps());
    expect(got).toEqual([
      {
        url: '/repos/acme/pay/actions/runs/5/deployment_protection_rule',
        authorization: 'Bearer ghs_installation',
        body: { environment_name: 'production', state: 'approved', comment: expect.any(String) },
      },
    ]);
    expect(await last()).toMatchObject({ status: 'approved' });
  });

  it('waits while something blocks, says why once, and is approved when it may', async () => {
    await freeze(true);
    now += 1_000;
    await deliver(rule());
    for (let i = 0; i < 3; i += 1) {
      await answerChecks(deps());
      now += 61_000;
    }
    expect(got.map(({ body }) => body)).toEqual([{ environment_name: 'production', comment: 'Rampart: Quarter end' }]);
    await freeze(false);
    await answerChecks(deps());
    expect(got.at(-1)?.body).toMatchObject({ state: 'approved' });
  });

  it('says no at once where the integration says so', async () => {
    await freeze(true);
    now += 1_000;
    await deliver(rule(), 'strict');
    await answerChecks(deps());
    expect(got[0]?.body).toMatchObject({ state: 'rejected', comment: 'Rampart: Quarter end' });
    await freeze(false);
  });

  it('asks again when GitHub does not answer, and gives up when it says no', async () => {
    status = 502;
    now += 1_000;
    await deliver(rule());
    await answerChecks(deps());
    expect(await last()).toMatchObject({ status: 'waiting', error: expect.stringContaining('502') });
    status = 403;
    now += 60_000;
    await answerChecks(deps());
    expect(await last()).toMatchObject({ status: 'failed', error: expect.stringContaining('403') });
  });

  it('refuses a callback that is not GitHub, another environment, and a wrong signature', async () => {
    expect(await rejected(deliver(rule({ deployment_callback_url: 'https://evil.example/repos/x' })))).toMatch(
      /^422.*callback/,
    );
    expect(await rejected(deliver(rule({ environment: 'staging' })))).toMatch(/^422.*staging/);
    expect(await deliver(rule({ action: 'done' }))).toMatchObject({ accepted: true });
    expect(await rejected(deliver(rule(), 'flagger'))).toMatch(/^401/);
  });

  it('says its words at most ten times and waits at most thirty days', () => {
    const blocked = {
      proceed: false,
      blockers: [{ kind: 'freeze' as const, detail: 'x', since: '2026-01-01T00:00:00Z' }],
    };
    const check = { createdAt: 0, comment: 'y', comments: 9, onBlocked: 'wait' as const };
    expect(decideCheck(check, blocked, 1)).toEqual({ kind: 'wait', againAt: 60_001 });
    expect(decideCheck({ ...check, comments: 8 }, blocked, 1)).toMatchObject({ kind: 'status' });
    expect(decideCheck(check, blocked, 31 * 86_400_000)).toEqual({ kind: 'over' });
  });
});

describe("Flagger's hooks", () => {
  const ask = (metadata: object, name = 'flagger', hook = 'confirm-rollout') =>
    confirmFlagger(deps(), name, hook, {
      headers: new Headers(),
      body: new TextEncoder().encode(
        JSON.stringify({ name: 'pay', namespace: 'prod', phase: 'Progressing', checksum: '85d557f47b', metadata }),
      ),
    });
  it('answer as proceed does', async () => {
    expect(await ask({ token: secret })).toEqual({ status: 200, body: { proceed: true, blockers: [] } });
    await freeze(true);
    expect(await ask({ token: secret, version: '2.4.1' })).toMatchObject({
      status: 403,
      body: { proceed: false, blockers: [{ kind: 'freeze' }] },
    });
    await freeze(false);
  });
  it('say yes at rollback only of a version that is taken back, which then is not let in again', async () => {
    const metadata = { token: secret, version: '9.9.9' };
    const at = async (hook: string) => (await ask(metadata, 'flagger', hook)).status;
    expect(await at('rollback')).toBe(403);
    const { id } = await release(db, 'pay', '9.9.9');
    expect(await at('rollback')).toBe(403);
    for (const state of ['rolling_back', 'rollback_failed', 'rolled_back']) {
      await db.sql.query('UPDATE release SET status = $2::"ReleaseStatus", state = state || $3 WHERE id = $1', [
        id,
        state,
        JSON.stringify({ status: state, reason: 'errors 3×' }),
      ]);
      expect([await at('rollback'), await at('confirm-rollout'), await at('confirm-promotion')]).toEqual([
        200, 403, 403,
      ]);
    }
  });
  it('have no opinion where nothing is asked', async () => {
    await freeze(true);
    for (const hook of ['pre-rollout', 'rollout', 'post-rollout', 'event'])
      expect(await ask({ token: secret }, 'flagger', hook)).toMatchObject({ status: 200 });
    await freeze(false);
  });
  it('take nobody without the token, and no other integration', async () => {
    expect(await rejected(ask({ token: 'x' }))).toMatch(/^401/);
    expect(await rejected(ask({}))).toMatch(/^401/);
    expect(await rejected(ask({ token: secret }, 'gh'))).toMatch(/^401/);
    expect(await rejected(ask({ token: secret, service: 'none' }))).toMatch(/^404/);
    expect(await rejected(ask({ token: secret }, 'flagger', 'roll-back'))).toMatch(/^404/);
  });
});
