import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SCOPES } from '@/lib/access/scopes';
import { composition } from '@/lib/composition';
import { call } from '@/lib/testing/api';
import { withTestDatabase } from '@/lib/testing/database';
import { type FlakyProxy, flakyProxy } from '@/lib/testing/flaky-proxy';
import { makePerson, makeToken } from '@/lib/testing/people';
import { stream } from './stream';

const db = withTestDatabase();
process.env.RAMPART_SECRET_KEY = Buffer.alloc(32, 7).toString('base64');

let token: string;
let proxy: FlakyProxy;
let heard = '';
const started = Date.now();

beforeAll(async () => {
  const url = new URL(db.url);
  proxy = await flakyProxy(Number(url.port));
  url.port = String(proxy.port);
  process.env.DATABASE_URL = url.href;
  token = await makeToken(db, await makePerson(db, 'admin'), SCOPES);
  const step = { ring: 'all', exposure: 100, hold: '5m' };
  await call('PUT', '/api/v1/plans/standard', { token, body: { mechanism: 'canary', steps: [step] } });
  const provider = { kind: 'webhook', url: 'http://127.0.0.1:9/' };
  const service = { displayName: 'S', owner: 'o', tier: 2, plan: 'standard', provider };
  await call('PUT', '/api/v1/services/checkout', { token, body: service });
  const open = await call('GET', '/api/stream', { token });
  void read(open);
  await vi.waitFor(() => expect(lastBeat()).toMatchObject({ database: true }), { timeout: 5_000 });
});

afterAll(async () => {
  await stream(composition().sql).stop();
  await proxy.close();
});

async function read(response: Response): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return;
    heard += part.value;
  }
}

const lastBeat = (): unknown => JSON.parse(/.*event: heartbeat\ndata: (.*)/s.exec(heard)?.[1]?.split('\n')[0] ?? '{}');
const push = (n: number) => {
  const sample = { version: '1.0.0', at: new Date(started - n * 1_000).toISOString(), interval: '1s' };
  return call('POST', '/api/v1/telemetry', {
    token,
    body: { service: 'checkout', samples: [{ ...sample, requests: 10, errors: 0 }] },
  });
};
const stored = async () =>
  (await db.sql.query<{ n: number }>('SELECT count(*)::int AS n FROM telemetry_sample'))[0]?.n ?? 0;
const status = async (path: string) => (await call('GET', path)).status;

async function refused(answer: Promise<Response>): Promise<void> {
  const response = await answer;
  expect(response.status).toBe(503);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await response.json()).toMatchObject({ status: 503, code: 'unavailable' });
}

/** While it is away: said at once, in every answer and on the open page; nothing is written; the process lives. */
async function whileAway(from: number): Promise<void> {
  const before = performance.now();
  await refused(push(from));
  expect(performance.now() - before).toBeLessThan(6_000);
  expect(await status('/api/healthz')).toBe(200);
  expect(await status('/api/readyz')).toBe(503);
  await vi.waitFor(() => expect(lastBeat()).toMatchObject({ database: false }), { timeout: 6_000 });
}

/** When it is back: by itself, on the same stream, with everything that was acknowledged and nothing twice. */
async function whenBack(from: number): Promise<void> {
  const resyncs = heard.split('event: resync').length;
  await proxy.restore();
  await vi.waitFor(async () => expect(await status('/api/readyz')).toBe(200), { timeout: 8_000 });
  await vi.waitFor(() => expect(lastBeat()).toMatchObject({ database: true }), { timeout: 8_000 });
  expect(heard.split('event: resync').length).toBeGreaterThan(resyncs);
  const again = await push(from);
  expect(again.status).toBe(202);
  expect(await stored()).toBe(from);
  expect(await (await push(from)).json()).toMatchObject({ accepted: 0, duplicates: 1 });
}

describe('the database goes away under a web process', () => {
  it('refusing connections', async () => {
    expect((await push(1)).status).toBe(202);
    await proxy.cut();
    await refused(call('POST', '/api/v1/releases', { token, body: { service: 'checkout', version: '1.0.0' } }));
    await whileAway(2);
    await whenBack(2);
    expect(await db.sql.query('SELECT id FROM release')).toEqual([]);
  }, 30_000);

  it('hanging without a word', async () => {
    proxy.hang();
    await whileAway(3);
    await sleep(200);
    await whenBack(3);
  }, 30_000);
});
