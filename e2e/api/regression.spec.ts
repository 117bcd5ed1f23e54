import { FAILING } from '../fixtures/feeder';
import { CLIMB, LONG, LONG_GATED } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';

test('an error regression is rolled back by itself, with the numbers', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG_GATED });
  sample.healthy('2.0.0');
  const { id } = await sample.start('2.0.0');
  await api.until(id, ({ gates }) => gates[0]?.satisfied === true);

  sample.feeder.feed('2.0.0', FAILING);
  const end = await api.until(id, 'rolled_back', 30_000);
  expect(end.exposure).toMatchObject({ desired: 0, observed: 0 });
  expect(end.reason).toMatch(/errors .*× baseline/i);
  expect(sample.provider.got.at(-1)).toMatchObject({ action: 'rollback', exposure: 0, actor: expect.any(String) });
  const [gate] = end.gates;
  expect(gate).toMatchObject({ name: 'errors', verdict: 'fail', baselineKind: 'concurrent' });
  expect(gate?.canary).toBeGreaterThan(gate?.baseline ?? 1);
  expect(gate?.samples.canary).toBeGreaterThan(100);
});

test('a plan that does not roll back by itself pauses, and a person takes it back', async ({ api, scene }) => {
  const sample = await scene({ plan: { ...LONG_GATED, rollback: { automatic: false } } });
  sample.feeder.feed('1.0.0').feed('2.0.0', FAILING);
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'paused', 30_000);
  expect(sample.provider.exposure).toBe(10);
  expect((await api.act(id, 'rollback', { reason: 'errors' })).body.status).toBe('rolling_back');
  await api.until(id, 'rolled_back');
  expect((await api.act(id, 'rollback')).status).toBe(200);
  expect(sample.provider.got.filter(({ action }) => action === 'rollback')).toHaveLength(1);
});

test('a limit on latency needs no baseline', async ({ api, scene }) => {
  const gates = { p95: { sli: 'latency_p95', compare: 'limit', method: 'threshold', limit: 200 } };
  const sample = await scene({ plan: { ...LONG, gates } });
  sample.feeder.feed('2.0.0', { requests: 400, errors: 0, p95Ms: 900 });
  const { id } = await sample.start('2.0.0');
  expect((await api.until(id, 'rolled_back', 30_000)).gates[0]).toMatchObject({ name: 'p95', verdict: 'fail' });
});

test('without data a release neither climbs nor falls', async ({ api, scene }) => {
  const sample = await scene({ plan: { ...CLIMB, noDataAfter: '2s' } });
  const { id } = await sample.start('2.0.0');
  const held = await api.until(id, ({ blockers }) => blockers.some(({ kind }) => kind === 'no_data'));
  expect(held).toMatchObject({ status: 'holding', exposure: { desired: 0.01 } });
  expect(held.gates[0]?.verdict).toBe('no_data');
  sample.healthy('2.0.0');
  await api.until(id, ({ step }) => step.index === 1);
});
