import { problem } from '../fixtures/api';
import { LONG, unique } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import type { Release } from '../fixtures/wire';

test('the same key and body is one release; the same key and another body is refused', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const headers = { 'idempotency-key': unique('key') };
  const create = (version: string) =>
    api.call<Release>('POST', '/api/v1/releases', { service: sample.name, version }, headers);
  const answers = await Promise.all([create('2.0.0'), create('2.0.0'), create('2.0.0')]);
  const made = answers.filter(({ status }) => status === 201);
  expect(made.length).toBeGreaterThan(0);
  const again = await create('2.0.0');
  expect(again).toMatchObject({ status: 201, body: { id: made[0]?.body.id } });
  problem(await create('2.0.1'), 409);
  expect(await sample.releases()).toHaveLength(1);
});

test('a repeated action is one action', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => api.act(id, 'rollback', { reason: 'ten clicks' })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  await api.until(id, 'rolled_back');
  expect(sample.provider.got.filter(({ action }) => action === 'rollback')).toHaveLength(1);
  expect((await api.audit(id)).filter(({ type }) => type === 'rollback.decided').length).toBeLessThan(2);
});

test('a sample counts once however often it is sent', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const at = new Date(Date.now() - 20_000).toISOString();
  const body = { service: sample.name, samples: [{ version: '1', at, interval: '10s', requests: 100, errors: 1 }] };
  expect(await api.ok('POST', '/api/v1/telemetry', body)).toEqual({ accepted: 1, duplicates: 0, refused: [] });
  expect(await api.ok('POST', '/api/v1/telemetry', body)).toEqual({ accepted: 0, duplicates: 1, refused: [] });
});

test('PUT says 201 when it made something and 200 when it replaced it, and keeps to If-Match', async ({
  api,
  scene,
}) => {
  const sample = await scene({ plan: LONG });
  const path = `/api/v1/plans/${sample.name}-other`;
  expect((await api.call('PUT', path, LONG)).status).toBe(201);
  expect((await api.call('PUT', path, LONG)).status).toBe(200);
  const etag = (await api.call('GET', path)).headers.get('etag') ?? '';
  expect(etag).not.toBe('');
  problem(await api.call('PUT', path, LONG, { 'if-match': '"999"' }), 412);
  expect((await api.call('PUT', path, LONG, { 'if-match': etag })).status).toBe(200);
  expect((await api.call('DELETE', path)).status).toBeLessThan(300);
});
