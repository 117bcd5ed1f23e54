import { expect, test } from '../fixtures/test';

test('a release climbs from 0.01 % to everyone, by evidence alone', async ({ api, scene }) => {
  const sample = await scene();
  sample.healthy('2.0.0');
  const { id } = await sample.start('2.0.0', { commit: '9f3c2ab' });
  const first = await api.until(id, 'holding');
  expect(first).toMatchObject({ step: { index: 0, count: 3, ring: 'internal', exposure: 0.01 } });
  expect(first.exposure).toMatchObject({ desired: 0.01, observed: 0.01, confirmedAt: expect.any(String) });

  const done = await api.until(id, 'completed', 30_000);
  expect(done).toMatchObject({ exposure: { desired: 100, observed: 100 }, finishedAt: expect.any(String) });
  const { provider } = sample;
  expect(provider.got.filter(({ doubt }) => doubt !== null)).toEqual([]);
  expect(provider.actions()).toEqual(['start 0.01', 'advance 25', 'advance 100', 'complete 100']);
  expect(provider.got.map(({ generation }) => generation)).toEqual([1, 2, 3, 4]);
  expect((await api.commands(id)).map(({ action, status }) => `${action} ${status}`)).toEqual([
    'complete confirmed',
    'advance confirmed',
    'advance confirmed',
    'start confirmed',
  ]);
});

test('what it did is in the record, and the record verifies', async ({ api, scene }) => {
  const sample = await scene({
    plan: { mechanism: 'canary', steps: [{ ring: 'broad', exposure: 100, hold: '0s' }] },
  });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'completed');
  const types = (await api.audit(id)).map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['release.created', 'release.started', 'exposure.confirmed']));
  expect(await api.get('/api/v1/audit/verify')).toMatchObject({
    ok: true,
    head: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const snapshot = await api.get<Record<string, unknown>>(`/api/v1/releases/${id}/snapshot`);
  expect(JSON.stringify(snapshot)).toContain('"exposure":100');
});

test('the next release is compared with the version that completed before it', async ({ api, scene }) => {
  const sample = await scene({
    plan: { mechanism: 'canary', steps: [{ ring: 'broad', exposure: 100, hold: '0s' }] },
  });
  await api.until((await sample.start('2.0.0')).id, 'completed');
  const next = await sample.start('2.1.0', { baselineVersion: undefined });
  expect(next.baselineVersion).toBe('2.0.0');
  await api.until(next.id, 'completed');
});
