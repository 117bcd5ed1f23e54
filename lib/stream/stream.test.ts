import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '@/lib/access/scopes';
import { composition } from '@/lib/composition';
import { call } from '@/lib/testing/api';
import { withTestDatabase } from '@/lib/testing/database';
import { makePerson, makeToken } from '@/lib/testing/people';
import { stream } from './stream';

const db = withTestDatabase();
process.env.RAMPART_SECRET_KEY = Buffer.alloc(32, 7).toString('base64');

let token: string;
beforeAll(async () => {
  token = await makeToken(db, await makePerson(db, 'admin'), SCOPES);
  const step = { ring: 'all', exposure: 100, hold: '5m' };
  await call('PUT', '/api/v1/plans/standard', { token, body: { mechanism: 'canary', steps: [step] } });
  const provider = { kind: 'webhook', url: 'http://127.0.0.1:9/' };
  const service = { displayName: 'S', owner: 'o', tier: 2, plan: 'standard', provider };
  await call('PUT', '/api/v1/services/checkout', { token, body: service });
});
afterAll(() => stream(composition().sql).stop());

/** Reads a stream until `done` holds, or 5 s. */
async function readUntil(response: Response, done: (text: string) => boolean): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const limit = setTimeout(() => void reader?.cancel(), 5_000);
  let text = '';
  while (reader && !done(text)) {
    const { value, done: over } = await reader.read();
    if (over) break;
    text += value;
  }
  clearTimeout(limit);
  await reader?.cancel();
  return text;
}

describe('the live stream', () => {
  it('carries a change in under a second, with the release as the API answers it, and resumes by id', async () => {
    const first = await call('GET', '/api/stream', { token });
    expect(first.headers.get('content-type')).toContain('text/event-stream');
    const opened = readUntil(
      first,
      (text) => text.includes('event: audit.appended') && text.includes('release.updated'),
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    const created = await call('POST', '/api/v1/releases', { token, body: { service: 'checkout', version: '1.0.0' } });
    const committed = performance.now();
    const text = await opened;
    expect(performance.now() - committed).toBeLessThan(1_000);
    const { id } = (await created.json()) as { id: string };
    const data = /event: release\.updated\ndata: (.*)/.exec(text)?.[1] ?? '{}';
    expect(JSON.parse(data)).toMatchObject({ id, status: 'pending', service: 'checkout' });
    expect(text).toMatch(/: \d{4}-\d\d-\d\dT/);
    expect(text).toContain('event: heartbeat');

    const resumed = await call('GET', '/api/stream', {
      token,
      headers: { 'last-event-id': /id: (\S+)/.exec(text)?.[1] ?? '' },
    });
    expect(await readUntil(resumed, (part) => part.includes('release.updated'))).toContain(id);
    const lost = await call('GET', '/api/stream', { token, headers: { 'last-event-id': 'gone.7' } });
    expect(await readUntil(lost, (part) => part.includes('resync'))).toContain('event: resync');
  });

  it('is for those who may read', async () => {
    expect((await call('GET', '/api/stream')).status).toBe(401);
    const ingest = await makeToken(db, await makePerson(db, 'admin'), ['ingest']);
    expect((await call('GET', '/api/stream', { token: ingest })).status).toBe(403);
  });
});
