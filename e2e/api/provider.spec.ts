import { LONG } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';

test('a refusal pauses with the words of the provider, and resuming sends a new generation', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  sample.provider.answer(() => ({ status: 403, words: 'flag is locked by Bob' }));
  const { id } = await sample.start('2.0.0');
  const paused = await api.until(id, 'paused');
  expect(`${paused.reason} ${JSON.stringify(paused.blockers)}`).toContain('flag is locked by Bob');
  expect(sample.provider.got).toHaveLength(1);

  sample.provider.answer();
  await api.act(id, 'resume', { reason: 'Bob unlocked it' });
  await api.until(id, 'holding');
  expect(sample.provider.got.map(({ generation, answered }) => `${generation} ${answered}`)).toEqual([
    '1 403',
    '2 200',
  ]);
});

test('an outage is waited out under the same id', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  sample.provider.answer((_, nth) => (nth < 2 ? 500 : 200));
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  expect(sample.provider.got.map(({ answered }) => answered)).toEqual([500, 500, 200]);
  expect(new Set(sample.provider.got.map((delivery) => delivery.id)).size).toBe(1);
});

test('a rollback overtakes a raise that hangs', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  let letGo = () => {};
  const hanging = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  sample.provider.answer(({ action }) => (action === 'start' ? hanging.then(() => 200) : 200));
  const { id } = await sample.start('2.0.0');
  await expect.poll(() => sample.provider.got.length).toBe(1);
  await api.act(id, 'rollback', { reason: 'changed my mind' });
  await expect.poll(() => sample.provider.got.map(({ action }) => action)).toContain('rollback');
  letGo();
  await api.until(id, 'rolled_back');
  expect(sample.provider.exposure).toBe(0);
});

test('a rollback is tried until the provider is back', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  sample.provider.answer(({ action }) => (action === 'rollback' ? 503 : 200));
  await api.act(id, 'rollback', { reason: 'drill' });
  await expect.poll(() => sample.provider.got.filter(({ action }) => action === 'rollback').length).toBeGreaterThan(1);
  expect((await api.release(id)).exposure).toMatchObject({ desired: 0, observed: 10 });
  sample.provider.answer();
  await api.until(id, 'rolled_back');
  expect(new Set(sample.provider.got.filter(({ action }) => action === 'rollback').map((one) => one.id)).size).toBe(1);
});

test('what the platform really does is read back: drift is shown and undone', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  sample.provider.answer(() => ({ status: 500 }));
  sample.provider.exposure = 40;
  const drifted = await api.until(id, ({ exposure }) => exposure.observed === 40, 40_000);
  expect(drifted).toMatchObject({ status: expect.any(String), exposure: { desired: 10 } });
  await api.until(id, ({ blockers }) => blockers.some(({ kind }) => kind === 'provider'));
  sample.provider.answer();
  await api.until(id, ({ exposure, blockers }) => exposure.observed === 10 && blockers.length === 0, 40_000);
  expect(sample.provider.exposure).toBe(10);
});

test('without a status to read, 2xx is accepted and never called confirmed', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG, status: false });
  sample.provider.answer(() => ({ status: 204 }));
  const { id } = await sample.start('2.0.0');
  expect((await api.until(id, 'holding')).exposure).toMatchObject({ desired: 10, observed: null });
});
