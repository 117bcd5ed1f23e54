import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { SCOPES } from '@/lib/access/scopes';
import { hashToken, newTokenValue, tokenHint } from '@/lib/access/tokens';
import { composition } from '@/lib/composition';
import { jobHandlers } from '@/lib/controller/handlers';
import { withController } from '@/lib/controller/testing/controllers';
import { untilStatus } from '@/lib/controller/testing/wait';
import { plan, putPlans, putService } from '@/lib/controller/testing/world';
import { signature } from '@/lib/providers/webhook/wire';
import { uuidv7 } from '@/lib/shared/uuid';
import { call } from '@/lib/testing/api';
import { withTestDatabase } from '@/lib/testing/database';

// Everything real but the CD system and the job engine: routes, verbs, the controller, a provider over HTTP.
vi.stubEnv('RAMPART_SECRET_KEY', randomBytes(32).toString('base64'));
vi.stubEnv('RAMPART_DATA_DIR', mkdtempSync(join(tmpdir(), 'record-')));
const db = withTestDatabase();
const { provider } = withController(db);
const secret = `whsec_${randomBytes(32).toString('base64')}`;
const token = newTokenValue();

beforeAll(async () => {
  await putPlans(db, { plan: plan('canary', 'broad 5 1h', 'broad 100 1h') });
  await putService(db, 'checkout', { provider, readBack: true });
  const owner = uuidv7(Date.now());
  await db.sql.query("INSERT INTO app_user (id, email, name, role) VALUES ($1, 'jo@x', 'Jo Park', 'admin')", [owner]);
  await db.sql.query(
    "INSERT INTO api_token (id, name, hash, hint, scopes, owner_id) VALUES ($1, 'ci', $2, $3, $4, $5)",
    [uuidv7(Date.now()), hashToken(token), tokenHint(token), [...SCOPES], owner],
  );
});

const deliver = (type: string, id: string, key = secret) => {
  const raw = JSON.stringify({
    type,
    timestamp: new Date().toISOString(),
    data: { service: 'checkout', version: '2.4.1', environment: 'production' },
  });
  const at = Math.floor(Date.now() / 1000);
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': signature(key, id, at, raw),
  };
  return call('POST', '/api/v1/hooks/ci', { raw, headers });
};

/** What the job engine does with the outbox. */
async function work(): Promise<void> {
  const handlers = jobHandlers(composition());
  const jobs = await db.sql.query<{ queue: 'hook'; data: Record<string, unknown> }>(
    'DELETE FROM outbox RETURNING queue, data',
  );
  for (const { queue, data } of jobs) await handlers[queue]?.(data);
}

const get = async (path: string) => (await call('GET', path, { token })).json();

test('from a signed hook to a published postmortem, every step in a record that verifies', async () => {
  const put = await call('PUT', '/api/v1/integrations/ci', {
    token,
    body: { kind: 'generic', secret, environment: 'production' },
  });
  expect(put.status).toBe(201);
  expect(await put.text()).not.toContain(secret);

  expect((await deliver('deployment.requested', 'd1', `whsec_${randomBytes(32).toString('base64')}`)).status).toBe(401);
  const requested = await deliver('deployment.requested', 'd1');
  expect([requested.status, await requested.json()]).toEqual([202, { accepted: true, duplicate: false }]);
  await work();
  const [{ id }] = (await get('/api/v1/releases?service=checkout')).items;
  expect(await get(`/api/v1/releases/${id}`)).toMatchObject({ status: 'pending', exposure: { desired: 0 } });

  expect(await (await deliver('deployment.succeeded', 'd2')).json()).toEqual({
    accepted: true,
    duplicate: false,
    release: id,
  });
  await work();
  await untilStatus(db, id, 'holding');
  expect(await (await deliver('deployment.succeeded', 'd2')).json()).toMatchObject({ duplicate: true, release: id });

  expect((await deliver('deployment.failed', 'd3')).status).toBe(202);
  await work();
  await untilStatus(db, id, 'rolled_back');
  await work();
  const refused = await deliver('deployment.succeeded', 'd4');
  expect([refused.status, (await refused.json()).detail]).toEqual([
    422,
    expect.stringContaining('only a person may start it again'),
  ]);
  const deliveries = (await get('/api/v1/integrations/ci/deliveries')).items;
  expect(deliveries.map(({ status }: { status: string }) => status)).toEqual(['refused', 'done', 'done', 'done']);

  const postmortem = await get(`/api/v1/releases/${id}/postmortem`);
  expect(postmortem).toMatchObject({
    status: 'draft',
    facts: {
      decidedBy: 'the integration ci',
      exposure: { ring: 'broad', percent: 5 },
      times: { confirmedAt: expect.any(String) },
    },
  });
  const published = await call('PUT', `/api/v1/releases/${id}/postmortem`, {
    token,
    headers: { 'if-match': `"${postmortem.revision}"` },
    body: { content: { ...postmortem.content, summary: 'The deployment failed.' }, status: 'published' },
  });
  expect(published.status).toBe(200);
  const markdown = await call('GET', `/api/v1/releases/${id}/postmortem.md`, { token });
  expect(markdown.headers.get('content-type')).toContain('text/markdown');
  expect(await markdown.text()).toContain('The deployment failed.');
  expect((await get('/api/v1/postmortems')).items).toMatchObject([{ releaseId: id, status: 'published' }]);

  await vi.waitFor(async () => {
    await jobHandlers(composition()).record?.({});
    expect((await get('/api/v1/insights/dora')).changes).toEqual({ started: 1, completed: 0, failed: 1, rework: 0 });
  }, 10_000);
  expect(await get('/api/v1/insights/executive')).toMatchObject({
    rolledBack: [{ id }],
    sentences: [expect.any(String)],
  });
  const verified = await get('/api/v1/audit/verify');
  expect(verified).toMatchObject({ ok: true, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const exported = await (await call('GET', '/api/v1/audit/export', { token })).text();
  expect(
    exported
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).kind),
  ).toContain('seal');
}, 30_000);
