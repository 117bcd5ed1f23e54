import { expect, it } from 'vitest';
import { choosable } from './choice';

const step = { ring: 'broad', exposure: 100, hold: '1m' };
const plan = (name: string, approvals: number, mechanism: 'canary' | 'ring' = 'canary') => ({
  name,
  mechanism,
  steps: [approvals > 0 ? { ...step, approval: { count: approvals, role: 'approver' } } : step],
});
const PLANS = [plan('careful', 2), plan('quick', 0), plan('rings', 1, 'ring'), plan('standard', 1)];

it.each([
  ['its own first, none with fewer approvals', false, false, ['standard', 'careful']],
  ['its admins may choose fewer', false, true, ['standard', 'careful', 'quick']],
  ['rings where the provider can address them', true, false, ['standard', 'careful', 'rings']],
])('offers %s', (_, rings, admin, offered) => {
  const names = choosable(PLANS, { plan: 'standard', provider: { rings } }, admin).map(({ name }) => name);
  expect(names).toEqual(offered);
});
