import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import pino from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { controlSchema } from './control/identity';
import { type Fleet, startFleet } from './fleet';
import { startStub, until } from './testing/stub-rampart';
import { bytesOf } from './testing/wire';

const log = pino({ level: 'silent' });
let dir: string;
let stub: Awaited<ReturnType<typeof startStub>>;
let fleet: Fleet;

const start = async (director = false) => {
  fleet = await startFleet({ url: stub.url, token: 't', dir, logLevel: 'silent', rateFactor: 0.2, director }, log);
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'fleet-'));
  stub = await startStub();
  await start();
});
afterEach(async () => {
  await fleet.stop();
  stub.close();
  await rm(dir, { recursive: true, force: true });
});

async function ask(method: string, path: string, body?: unknown) {
  const response = await fetch(`${fleet.url}/fleet${path}`, {
    method,
    headers: { authorization: `Bearer ${fleet.token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
}

it('reports what it served, in OTLP protobuf, OTLP JSON and by push', async () => {
  await until(() => stub.to('POST', '/api/v1/telemetry').length > 0 && stub.to('POST', '/v1/metrics').length >= 3);
  const types = stub.to('POST', '/v1/metrics').map((one) => one.headers['content-type']);
  expect(new Set(types)).toEqual(new Set(['application/x-protobuf', 'application/json']));
  for (const one of stub.to('POST', '/v1/metrics')) {
    expect(one.headers.authorization).toBe('Bearer t');
    const body = gunzipSync(one.body);
    if (one.headers['content-type'] === 'application/json') {
      expect(JSON.parse(body.toString()).resourceMetrics).toHaveLength(1);
    } else expect(bytesOf(body, 1)).toHaveLength(1);
  }
}, 15_000);

it('configures Rampart once and not again after a restart', async () => {
  await until(() => stub.to('PUT', '/api/v1/integrations/demo-ci').length === 1);
  const first = stub.to('PUT', '/').map((one) => one.path);
  expect(first).toHaveLength(1 + 3 + 4 * 3 + 1);
  await until(() => stub.to('GET', '/api/v1/integrations/demo-ci').length === 1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await fleet.stop();
  await start();
  await until(() => stub.to('GET', '/api/v1/integrations/demo-ci').length === 2);
  expect(stub.to('PUT', '/')).toHaveLength(first.length);
});

it('is controlled over a loopback endpoint whose address and token lie in control.json', async () => {
  const control = controlSchema.parse(JSON.parse(await readFile(join(dir, 'control.json'), 'utf8')));
  expect(control).toMatchObject({ url: fleet.url, token: fleet.token });
  expect((await fetch(`${fleet.url}/fleet`)).status).toBe(401);
  expect((await ask('POST', '/inject', { service: 'nope', kind: 'errors' })).status).toBe(404);
  expect((await ask('POST', '/inject', { service: 'search', kind: 'fire' })).status).toBe(422);
  const injected = await ask('POST', '/inject', { service: 'search', kind: 'errors', severity: 'high' });
  expect(injected.json).toMatchObject({ applies: 'next release' });
  expect((await ask('GET', '')).json.services).toHaveLength(4);
});

it('stops the traffic, and with it everything measured, when the load is off', async () => {
  await until(() => stub.received.length > 0);
  expect((await ask('POST', '/load', { on: false })).json).toEqual({ on: false });
  await new Promise((resolve) => setTimeout(resolve, 400));
  const sum = async () =>
    (await ask('GET', '')).json.services
      .flatMap((service: { versions: { requests: number }[] }) => service.versions)
      .reduce((total: number, version: { requests: number }) => total + version.requests, 0);
  const before = await sum();
  expect(before).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(await sum()).toBe(before);
});

it('releases through REST and through the signed hook, and an injected fault hits the canary', async () => {
  await until(() => stub.to('PUT', '/api/v1/integrations/demo-ci').length === 1);
  await ask('POST', '/release', { service: 'checkout', scenario: 'healthy' });
  await ask('POST', '/release', { service: 'search', scenario: 'latency' });
  await until(() => stub.to('POST', '/api/v1/releases').length === 1 && stub.to('POST', '/api/v1/hooks/').length === 2);
  expect(JSON.parse(String(stub.to('POST', '/api/v1/releases')[0]?.body))).toMatchObject({
    service: 'checkout',
    version: '4.9.0',
    baselineVersion: '4.8.0',
  });
  const integration = JSON.parse(String(stub.to('PUT', '/api/v1/integrations/')[0]?.body));
  const types = stub.to('POST', '/api/v1/hooks/demo-ci').map((hook) => {
    const headers = hook.headers as Record<string, string>;
    return (new Webhook(integration.secret).verify(hook.body.toString(), headers) as { type: string }).type;
  });
  expect(types).toEqual(['deployment.requested', 'deployment.succeeded']);
  const injected = await ask('POST', '/inject', { service: 'checkout', kind: 'errors' });
  expect(injected.json).toMatchObject({ version: '4.9.0', applies: 'now' });
});

it('ends within five seconds, also while Rampart is away', async () => {
  stub.control.unavailable = true;
  await new Promise((resolve) => setTimeout(resolve, 500));
  const began = Date.now();
  await fleet.stop();
  expect(Date.now() - began).toBeLessThan(5_000);
});
