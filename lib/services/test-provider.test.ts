import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SCOPES } from '@/lib/access/scopes';
import { call } from '@/lib/testing/api';
import { withTestDatabase } from '@/lib/testing/database';
import { makePerson, makeToken } from '@/lib/testing/people';
import type { ProviderTest } from './test-provider';

const db = withTestDatabase();
process.env.RAMPART_SECRET_KEY = Buffer.alloc(32, 7).toString('base64');
const SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

let token: string;
let server: Server;
const seen: { method: string; signature: string | undefined; raw: string }[] = [];

const test = async (service: string) => {
  seen.length = 0;
  const answer = await call('POST', `/api/v1/services/${service}/provider/test`, { token });
  return { status: answer.status, body: (await answer.json()) as ProviderTest };
};

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let raw = '';
    for await (const chunk of request) raw += String(chunk);
    const signature = request.headers['webhook-signature'];
    seen.push({ method: request.method ?? '', signature: signature?.toString(), raw });
    if (request.method === 'POST') response.end('{"ignored":"connection.test"}');
    else response.writeHead(503).end('{"error":"starting"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  token = await makeToken(db, await makePerson(db, 'admin'), SCOPES);
  const put = (path: string, body: object) => call('PUT', `/api/v1/${path}`, { token, body });
  await put('plans/standard', { mechanism: 'canary', steps: [{ ring: 'all', exposure: 100, hold: '5m' }] });
  const service = { displayName: 'Shop', owner: 'shop', tier: 2, plan: 'standard' };
  const provider = { kind: 'webhook', url: `${url}/hook`, secret: SECRET };
  await put('services/shop', { ...service, provider: { ...provider, statusUrl: `${url}/status` } });
  await put('services/plain', { ...service, provider });
}, 60_000);
afterAll(() => void server.close());

it('tries commands and reading back before the first release, signed, and says what each answered', async () => {
  const { status, body } = await test('shop');
  expect(status).toBe(200);
  expect(body.leftOut).toBeNull();
  expect(body.checks).toMatchObject([
    { what: 'command', verdict: 'works', status: 200, signed: true, words: expect.stringContaining('connection.test') },
    { what: 'status', verdict: 'fails', status: 503, words: 'answered 503: starting' },
  ]);
  expect(seen.map(({ method }) => method).sort()).toEqual(['GET', 'POST']);
  expect(seen.every(({ signature }) => signature?.startsWith('v1,'))).toBe(true);
  expect(await db.sql.query('SELECT 1 FROM command')).toEqual([]);
});

it('makes up no command beside those of a release that is on its way', async () => {
  const started = await call('POST', '/api/v1/releases', { token, body: { service: 'plain', version: '1' } });
  expect(started.status).toBe(201);
  expect((await test('plain')).body.checks).toHaveLength(1);
  await db.sql.query(`UPDATE release SET status = 'applying', generation = 1 WHERE service = 'plain'`);
  const { body } = await test('plain');
  expect(body).toMatchObject({ checks: [], leftOut: expect.stringContaining('while 1 is on its way') });
  expect(seen).toEqual([]);
});

it('knows no service of another name', async () => expect((await test('nobody')).status).toBe(404));
