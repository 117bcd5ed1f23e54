import { Api } from '../fixtures/api';
import { expect, test } from '../fixtures/test';
import type { List, Release } from '../fixtures/wire';

const CONTRACT = [
  '/api/v1/services/{service}',
  '/api/v1/plans/{plan}',
  '/api/v1/rings',
  '/api/v1/releases',
  '/api/v1/releases/{id}',
  '/api/v1/releases/{id}/rollback',
  '/api/v1/kill',
  '/api/v1/proceed',
  '/api/v1/audit/verify',
  '/api/v1/hooks/{integration}',
  '/api/v1/telemetry',
];

test('the OpenAPI document describes the contract', async ({ api }) => {
  const document = await api.get<{ openapi: string; paths: Record<string, unknown> }>('/api/v1/openapi.json');
  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(CONTRACT));
});

test('health is public, metrics are Prometheus text', async ({ api }) => {
  const nobody = new Api(null);
  expect((await nobody.call('GET', '/api/healthz')).status).toBe(200);
  expect(await nobody.call('GET', '/api/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
  const metrics = await api.call<string>('GET', '/api/metrics');
  expect(metrics.headers.get('content-type')).toContain('text/plain');
  expect(metrics.body).toMatch(/^# TYPE \S+ (counter|gauge|histogram)$/m);
});

test('lists are paged by cursor and filtered', async ({ api, scene }) => {
  const sample = await scene({ plan: { mechanism: 'canary', steps: [{ ring: 'broad', exposure: 100, hold: '0s' }] } });
  for (const version of ['1.0.1', '1.0.2', '1.0.3']) {
    await api.until((await sample.start(version)).id, 'completed');
  }
  const path = `/api/v1/releases?service=${sample.name}&limit=2`;
  const first = await api.get<List<Release>>(path);
  expect(first.items).toHaveLength(2);
  const rest = await api.get<List<Release>>(`${path}&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
  expect(rest.nextCursor).toBeNull();
  expect(new Set([...first.items, ...rest.items].map(({ version }) => version)).size).toBe(3);
  const none = await api.get<List<Release>>(`/api/v1/releases?service=${sample.name}&status=holding`);
  expect(none.items).toEqual([]);
});

test('the record can be taken away whole', async ({ api }) => {
  const lines = (await api.call<string>('GET', '/api/v1/audit/export')).body.trim().split('\n');
  const kinds = new Set(lines.map((line) => (JSON.parse(line) as { kind: string }).kind));
  expect([...kinds]).toEqual(expect.arrayContaining(['event', 'seal']));
});

test('a rollback drafts a postmortem that people complete', async ({ api, scene }) => {
  const sample = await scene();
  sample.healthy('2.0.0');
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  await api.act(id, 'rollback', { reason: 'a customer called' });
  await api.until(id, 'rolled_back');
  const path = `/api/v1/releases/${id}/postmortem`;
  await expect.poll(async () => (await api.call('GET', path)).status, { timeout: 20_000 }).toBe(200);
  const draft = await api.get<{ content: object }>(path);
  expect(draft).toMatchObject({ status: 'draft', facts: { reason: 'a customer called', automatic: false } });
  await api.ok('PUT', path, { ...draft, content: { ...draft.content, summary: 'It was the cache.' } });
  const markdown = await api.call<string>('GET', `${path}.md`);
  expect(markdown.headers.get('content-type')).toContain('text/markdown');
  expect(markdown.body).toContain('It was the cache.');
});
