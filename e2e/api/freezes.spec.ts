import { CLIMB, LONG } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';

type Proceed = { proceed: boolean; blockers: { kind: string; detail: string }[] };

test('a freeze in mid-flight stops the climb, never the way back, and lifting it lets go', async ({ api, scene }) => {
  const sample = await scene({
    plan: {
      ...CLIMB,
      gates: {},
      steps: CLIMB.steps.map((step, i) => ({ ...step, gates: [], hold: i === 0 ? '8s' : step.hold })),
    },
  });
  const freeze = `freeze-${sample.name}`;
  const { id } = await sample.start('2.0.0');
  // A freeze that meets a raise under way takes it back and pauses; this one meets a hold.
  await api.until(id, 'holding');
  await api.ok('PUT', `/api/v1/freezes/${freeze}`, { scope: { service: sample.name }, reason: 'Quarter end' });
  const held = await api.until(id, ({ blockers }) => blockers.some(({ kind }) => kind === 'freeze'));
  expect(held.reason).toContain('Quarter end');
  const asked = await api.get<Proceed>(`/api/v1/proceed?service=${sample.name}&version=3.0.0`);
  expect(asked).toMatchObject({ proceed: false });
  expect(asked.blockers.map(({ kind }) => kind)).toContain('freeze');

  const before = sample.provider.got.length;
  expect((await api.act(id, 'pause', { reason: 'look' })).status).toBe(200);
  expect(sample.provider.exposure).toBe(held.exposure.desired);
  await api.act(id, 'resume');
  await api.ok('POST', `/api/v1/freezes/${freeze}/lift`, { reason: 'over' });
  await api.until(id, 'completed');
  expect(sample.provider.got.length).toBeGreaterThan(before);
  expect(await api.get<Proceed>(`/api/v1/proceed?service=${sample.name}&version=3.0.0`)).toMatchObject({
    proceed: true,
    blockers: [],
  });
});

test('a frozen service can still be rolled back', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const freeze = `freeze-${sample.name}`;
  await api.ok('PUT', `/api/v1/freezes/${freeze}`, { scope: { service: sample.name }, reason: 'Quarter end' });
  await api.act(id, 'rollback', { reason: 'drill' });
  await api.until(id, 'rolled_back');
  await api.ok('POST', `/api/v1/freezes/${freeze}/lift`, {});
});

type Killed = { services: { service: string; release?: string; done: string }[] };

test('the kill switch of one service takes its release back and freezes it until somebody lifts that', async ({
  api,
  scene,
}) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const order = { scope: { service: sample.name }, reason: 'drill' };
  const { services } = await api.ok<Killed>('POST', '/api/v1/kill', order);
  expect(services).toEqual([{ service: sample.name, release: id, done: expect.any(String) }]);
  await api.until(id, 'rolled_back');
  await api.ok('POST', '/api/v1/kill', order);
  expect(sample.provider.got.filter(({ action }) => action === 'rollback')).toHaveLength(1);

  const next = await sample.start('2.1.0');
  await api.until(next.id, ({ blockers }) => blockers.some(({ kind }) => kind === 'freeze'));
  await api.ok('POST', `/api/v1/freezes/kill:${sample.name}/lift`, { reason: 'drill over' });
  await api.until(next.id, 'holding');
});

test('the kill switch of everything answers for every service', async ({ api, scene }) => {
  const one = await scene({ plan: LONG });
  const other = await scene({ plan: LONG });
  const { id } = await one.start('2.0.0');
  await api.until(id, 'holding');
  expect((await api.call('POST', '/api/v1/kill', { scope: 'all' })).status).toBe(422);
  try {
    const { services } = await api.ok<Killed>('POST', '/api/v1/kill', { scope: 'all', reason: 'drill' });
    const names = services.map(({ service }) => service);
    expect(names).toEqual(expect.arrayContaining([one.name, other.name, 'checkout']));
    expect(services.find(({ service }) => service === one.name)).toMatchObject({ release: id });
    await api.until(id, 'rolled_back');
  } finally {
    await api.ok('POST', '/api/v1/freezes/kill:all/lift', { reason: 'drill over' });
  }
});
