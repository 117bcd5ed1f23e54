import { problem } from '../fixtures/api';
import { LONG } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';

test('one exposed release per service: a newer one queues, and the newest replaces the one that waits', async ({
  api,
  scene,
}) => {
  const sample = await scene({ plan: LONG });
  const first = await sample.start('2.0.0');
  await api.until(first.id, 'holding');
  const second = await sample.start('2.1.0');
  expect((await api.until(second.id, ({ blockers }) => blockers[0]?.kind === 'queue')).status).toBe('pending');

  const third = await sample.start('2.2.0');
  await api.until(second.id, 'superseded');
  await api.act(first.id, 'rollback', { reason: 'make room' });
  await api.until(first.id, 'rolled_back');
  await api.until(third.id, 'holding');
  const generations = sample.provider.got.map(({ generation }) => generation);
  expect(generations).toEqual([1, 2, 3]);
});

test('the same service and version is one release while it is in flight', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  const input = { service: sample.name, version: '2.0.0' };
  expect((await api.call('POST', '/api/v1/releases', input)).status).toBe(409);
  await api.until(id, 'holding');
  await api.act(id, 'rollback', { reason: 'again' });
  await api.until(id, 'rolled_back');
  expect((await api.call<{ attempt: number }>('POST', '/api/v1/releases', input)).body.attempt).toBe(2);
});

test('onNewer "replace" takes the exposed one back first', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG, service: { onNewer: 'replace' } });
  const first = await sample.start('2.0.0');
  await api.until(first.id, 'holding');
  const second = await sample.start('2.1.0');
  await api.until(first.id, 'superseded');
  await api.until(second.id, 'holding');
  expect(sample.provider.actions()).toEqual(['start 10', 'rollback 0', 'start 10']);
});

test('a ring plan commands the whole desired state, ring by ring', async ({ api, scene }) => {
  const step = (ring: string, exposure: number) => ({ ring, exposure, hold: '0s' });
  const steps = [step('internal', 100), step('early', 10), step('early', 100), step('broad', 100)];
  const sample = await scene({ plan: { mechanism: 'ring', steps }, rings: true });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'completed');
  const [first, second] = sample.provider.got;
  const state = (targets: { ring: string; exposure: number }[] = []) =>
    Object.fromEntries(targets.map(({ ring, exposure }) => [ring, exposure]));
  expect(state(first?.targets)).toMatchObject({ internal: 100, early: 0, broad: 0 });
  expect(state(second?.targets)).toMatchObject({ internal: 100, early: 10, broad: 0 });
  expect(state(sample.provider.targets)).toMatchObject({ internal: 100, early: 100, broad: 100 });

  const { provider } = sample.input({ rings: false });
  const unable = await api.call('PUT', `/api/v1/services/${sample.name}`, { ...sample.input(), provider });
  expect(problem(unable, 422).detail).toContain('ring');
});

test('blue-green goes from nobody to everybody at once', async ({ api, scene }) => {
  const sample = await scene({
    plan: {
      mechanism: 'blue-green',
      steps: [
        { ring: 'broad', exposure: 0, hold: '0s' },
        { ring: 'broad', exposure: 100, hold: '0s' },
      ],
    },
  });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'completed');
  expect(sample.provider.actions()).toEqual(['start 0', 'advance 100', 'complete 100']);
});

test('a start time is waited for, and a cancelled release is seen by nobody', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const startAt = new Date(Date.now() + 3_600_000).toISOString();
  const { id } = await sample.start('2.0.0', { startAt });
  const waiting = await api.until(id, ({ blockers }) => blockers[0]?.kind === 'schedule');
  expect(waiting).toMatchObject({ status: 'pending', exposure: { desired: 0 } });
  expect((await api.act(id, 'cancel', { reason: 'not today' })).body.status).toBe('cancelled');
  expect(sample.provider.got).toEqual([]);
});
