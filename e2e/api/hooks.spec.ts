import { randomUUID } from 'node:crypto';
import { type Answer, Api, problem } from '../fixtures/api';
import { LONG, type Scene } from '../fixtures/scene';
import { githubSignature, newSecret, signed } from '../fixtures/sign';
import { expect, test } from '../fixtures/test';

type Accepted = { accepted: boolean; duplicate: boolean; release?: string };

const outside = new Api(null);

function sendGeneric(
  sample: Scene,
  secret: string,
  type: string,
  id: string = randomUUID(),
  environment = 'production',
) {
  const data = { service: sample.name, version: '2.0.0', commit: 'abc', environment };
  const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
  return outside.call<Accepted>('POST', `/api/v1/hooks/${sample.name}`, body, signed(secret, id, body));
}

test('a signed deployment starts a release: announced, then deployed, then it climbs', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const secret = newSecret();
  const path = `/api/v1/integrations/${sample.name}`;
  await api.ok('PUT', path, { kind: 'generic', secret, environment: 'production' });

  const asked = await sendGeneric(sample, secret, 'deployment.requested');
  expect(asked).toMatchObject({ status: 202, body: { accepted: true, duplicate: false } });
  await expect.poll(async () => (await sample.releases())[0]?.blockers[0]?.kind).toBe('deployment');
  const [{ id } = { id: '' }] = await sample.releases();
  expect(sample.provider.got).toEqual([]);

  const delivery = randomUUID();
  expect((await sendGeneric(sample, secret, 'deployment.succeeded', delivery)).status).toBe(202);
  await api.until(id, 'holding');
  const repeated = await sendGeneric(sample, secret, 'deployment.succeeded', delivery);
  expect(repeated).toMatchObject({ status: 202, body: { duplicate: true, release: id } });
  expect(await sample.releases()).toHaveLength(1);

  expect((await sendGeneric(sample, secret, 'deployment.failed')).status).toBe(202);
  await api.until(id, 'rolled_back');
  const late = await sendGeneric(sample, secret, 'deployment.succeeded');
  expect(problem(late, 422).detail).toContain('2.0.0');
  await api.call('DELETE', path);
});

test('what is not signed, not for us or not readable is refused with the reason', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const secret = newSecret();
  const path = `/api/v1/integrations/${sample.name}`;
  await api.ok('PUT', path, { kind: 'generic', secret, environment: 'production' });
  problem(await sendGeneric(sample, newSecret(), 'deployment.succeeded'), 401);
  problem(await sendGeneric(sample, secret, 'deployment.succeeded', randomUUID(), 'staging'), 422);
  const unreadable = '{nope';
  const hook = `/api/v1/hooks/${sample.name}`;
  problem(await outside.call('POST', hook, unreadable, signed(secret, randomUUID(), unreadable)), 400);
  problem(await outside.call('POST', '/api/v1/hooks/nobody', '{}', signed(secret, randomUUID(), '{}')), 401);
  const old = Math.floor(Date.now() / 1000) - 3600;
  problem(await outside.call('POST', hook, '{}', signed(secret, randomUUID(), '{}', old)), 401);
  const { items } = await api.get<{ items: { status: string; reason: string }[] }>(`${path}/deliveries`);
  expect(items.map(({ status }) => status)).toContain('refused');
  expect(items.every(({ reason }) => reason !== '')).toBe(true);
  await api.call('DELETE', path);
});

test('GitHub deployments and their statuses start releases', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const secret = 'a secret shared with GitHub';
  const path = `/api/v1/integrations/${sample.name}`;
  await api.ok('PUT', path, { kind: 'github', secret, service: sample.name, environment: 'production' });
  const deployment = {
    id: 1,
    sha: '9f3c2ab9f3c2ab',
    ref: 'v3.0.0',
    environment: 'production',
    payload: { version: '3.0.0' },
  };
  const repository = { full_name: 'acme/shop' };
  const send = (event: string, payload: unknown, id: string = randomUUID()): Promise<Answer<Accepted>> => {
    const body = JSON.stringify(payload);
    return outside.call('POST', `/api/v1/hooks/${sample.name}`, body, {
      'x-github-event': event,
      'x-github-delivery': id,
      'x-hub-signature-256': githubSignature(secret, body),
    });
  };
  expect((await send('ping', { zen: 'Keep it logically awesome.' })).status).toBe(202);
  expect((await send('deployment', { action: 'created', deployment, repository })).status).toBe(202);
  await expect.poll(async () => (await sample.releases())[0]?.blockers[0]?.kind).toBe('deployment');
  const deployment_status = { state: 'success', environment: 'production' };
  const status = { action: 'created', deployment, deployment_status, repository };
  const id = randomUUID();
  const answers = await Promise.all([send('deployment_status', status, id), send('deployment_status', status, id)]);
  expect(answers.map((answer) => answer.status)).toEqual([202, 202]);
  const releases = await sample.releases();
  expect(releases).toMatchObject([{ version: '3.0.0' }]);
  await api.until(releases[0]?.id ?? '', 'holding');
  await api.call('DELETE', path);
});
