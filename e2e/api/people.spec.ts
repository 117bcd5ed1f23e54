import { problem } from '../fixtures/api';
import { expect, test } from '../fixtures/test';
import type { PlanInput } from '../fixtures/wire';

const PLAN: PlanInput = {
  mechanism: 'canary',
  steps: [
    { ring: 'internal', exposure: 10, hold: '0s' },
    { ring: 'broad', exposure: 100, hold: '0s', approval: { count: 1, role: 'approver' } },
  ],
};

test('who asked for a release cannot be its only approver; somebody else can', async ({ api, scene, clientOf }) => {
  const sample = await scene({ plan: PLAN });
  const jo = await clientOf('approver');
  const { id } = await sample.start('2.0.0', {}, jo);
  await api.until(id, 'awaiting_approval');
  expect(problem(await jo.act(id, 'approve'), 403).detail).toContain('someone else');
  expect(problem(await (await clientOf('operator')).act(id, 'approve'), 403).detail).toContain('approve');
  expect((await api.act(id, 'approve', { reason: 'read it' })).status).toBe(200);
  await api.until(id, 'completed');
});

test('a rejection says why and stops the climb', async ({ api, scene, clientOf }) => {
  const sample = await scene({ plan: PLAN });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'awaiting_approval');
  const rejected = await (await clientOf('approver')).act(id, 'reject', { reason: 'no tests' });
  expect(rejected.body).toMatchObject({ status: 'paused', exposure: { desired: 10 } });
  expect((await api.audit(id)).some(({ reason }) => reason === 'no tests')).toBe(true);
});

test('an override needs a reason and is written down with its name', async ({ api, scene, clientOf }) => {
  const sample = await scene({ plan: PLAN });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'awaiting_approval');
  const jo = await clientOf('approver');
  problem(await jo.act(id, 'override', {}), 422);
  expect((await jo.act(id, 'override', { reason: 'outage of the approvers' })).status).toBe(200);
  await api.until(id, 'completed');
  const event = (await api.audit(id)).find(({ reason }) => reason === 'outage of the approvers');
  expect(event?.actor.person).toBe((await jo.get<{ person: string }>('/api/v1/me')).person);
});
