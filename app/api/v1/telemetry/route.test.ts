import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { POST as otlp } from '@/app/v1/metrics/route';
import type { Scope } from '@/lib/access/scopes';
import { hashToken, newTokenValue, tokenHint } from '@/lib/access/tokens';
import { encodeRequest } from '@/lib/telemetry/otlp/wire';
import { addServices, wireSample } from '@/lib/telemetry/testing/fixtures';
import { DELTA, exportRequest, histogram, histogramPoint } from '@/lib/telemetry/testing/otlp';
import { withTestDatabase } from '@/lib/testing/database';
import { POST as push } from './route';

const db = withTestDatabase();
const end = Math.floor(Date.now() / 10_000) * 10_000;

async function token(...scopes: Scope[]): Promise<string> {
  const [owner, value] = [randomUUID(), newTokenValue()];
  await db.prisma.user.create({ data: { id: owner, email: `${owner}@example.com`, name: 'CI', role: 'admin' } });
  await db.prisma.apiToken.create({
    data: { id: randomUUID(), name: 'ci', hash: hashToken(value), hint: tokenHint(value), scopes, ownerId: owner },
  });
  return value;
}

let ingest: string;
beforeAll(async () => {
  await addServices(db.sql, ['shop']);
  ingest = await token('ingest');
});

function post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Request {
  return new Request(`http://tower.test${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ingest}`, 'content-type': 'application/json', ...headers },
    body,
  });
}
const pushed = (body: unknown, headers?: Record<string, string>) =>
  push(post('/api/v1/telemetry', typeof body === 'string' ? body : JSON.stringify(body), headers));

describe('POST /api/v1/telemetry', () => {
  it('stores once and says so', async () => {
    const body = { service: 'shop', samples: [wireSample(), wireSample({ errors: 999 })] };
    const first = await pushed(body);
    expect(first.status).toBe(202);
    expect(await first.json()).toEqual({
      accepted: 1,
      duplicates: 0,
      refused: [{ index: 1, reason: 'errors (999) are more than requests (100)' }],
    });
    expect(await (await pushed(body)).json()).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  it.each([
    ['no token', { authorization: '' }, '{}', 401],
    ['no JSON', {}, '{', 400],
    ['wrong types', {}, '{"service":"shop","samples":{}}', 400],
    ['unknown fields', {}, '{"service":"shop","samples":[],"x":1}', 400],
    ['an unknown service', {}, '{"service":"nobody","samples":[]}', 404],
    ['too many samples', {}, JSON.stringify({ service: 'shop', samples: Array(10_001).fill(1) }), 422],
    ['a 20 MB body', {}, 'x'.repeat(20_000_000), 413],
  ])('refuses %s as a problem document', async (_name, headers, body, status) => {
    const answer = await pushed(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('demands the scope', async () => {
    const answer = await pushed({ service: 'shop', samples: [] }, { authorization: `Bearer ${await token('read')}` });
    expect(answer.status).toBe(403);
  });
});

describe('POST /v1/metrics', () => {
  const request = exportRequest({}, histogram(DELTA, histogramPoint({ start: end - 10_000, end }, [1, 2, 3, 0])));

  it('takes protobuf with gzip and JSON, and answers in kind', async () => {
    const headers = { 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' };
    const answer = await otlp(post('/v1/metrics', Uint8Array.from(gzipSync(encodeRequest(request))), headers));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-protobuf']);
    const json = await otlp(post('/v1/metrics', JSON.stringify(request)));
    expect([json.status, await json.json()]).toEqual([200, {}]);
  });

  it('refuses bombs, other encodings and callers without the scope', async () => {
    const bomb = Uint8Array.from(gzipSync(Buffer.alloc(40_000_000)));
    expect((await otlp(post('/v1/metrics', bomb, { 'content-encoding': 'gzip' }))).status).toBe(413);
    expect((await otlp(post('/v1/metrics', 'x', { 'content-type': 'text/plain' }))).status).toBe(400);
    expect((await otlp(post('/v1/metrics', '{}', { authorization: '' }))).status).toBe(401);
  });
});
