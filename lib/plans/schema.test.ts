import { describe, expect, it } from 'vitest';
import { type PlanInput, planSpecSchema, stepGates } from './schema';

const base: PlanInput = {
  mechanism: 'canary',
  steps: [
    { ring: 'internal', exposure: 1, hold: '5m' },
    { ring: 'broad', exposure: 100, hold: '5m', gates: ['errors'] },
  ],
  gates: {
    errors: { sli: 'error_rate', compare: 'baseline' },
    latency: { sli: 'latency_p95', compare: 'limit', limit: 400 },
  },
};
const step = (ring: string, exposure: number) => ({ ring, exposure, hold: '1m' });
const issues = (change: Record<string, unknown>) => {
  const result = planSpecSchema.safeParse({ ...base, ...change });
  return result.success ? [] : result.error.issues.map((issue) => issue.path.join('.'));
};

it('fills in defaults and keeps steps down to 0.01 %', () => {
  const plan = planSpecSchema.parse({ ...base, steps: [step('a', 0.01), step('b', 100)] });
  expect(plan).toMatchObject({ rollback: { automatic: true, failingGates: 1 }, noDataAfter: '2m' });
  expect(plan.gates.errors).toMatchObject({ minSamples: 100, onInconclusive: 'advance', critical: false });
  expect(stepGates(planSpecSchema.parse(base), 0)).toEqual(['errors', 'latency']);
  expect(stepGates(planSpecSchema.parse(base), 1)).toEqual(['errors']);
});

describe('refuses', () => {
  it.each([
    ['exposure 140', { steps: [step('a', 140)] }, 'steps.0.exposure'],
    ['three decimals', { steps: [step('a', 0.001), step('b', 100)] }, 'steps.0.exposure'],
    ['hold "yesterday"', { steps: [{ ring: 'a', exposure: 100, hold: 'yesterday' }] }, 'steps.0.hold'],
    ['steps that fall', { steps: [step('a', 25), step('b', 5), step('c', 100)] }, 'steps.1.exposure'],
    ['a last step below 100', { steps: [step('a', 25)] }, 'steps.0.exposure'],
    ['a dark step outside blue-green', { steps: [step('a', 0), step('b', 100)] }, 'steps.0.exposure'],
    [
      'a gate named as what every object has',
      { steps: [{ ...step('a', 100), gates: ['constructor'] }] },
      'steps.0.gates.0',
    ],
    ['a gate that does not exist', { steps: [{ ...step('a', 100), gates: ['nope'] }] }, 'steps.0.gates.0'],
    [
      'rings that go back',
      { mechanism: 'ring', steps: [step('a', 100), step('b', 100), step('a', 100)] },
      'steps.2.ring',
    ],
    ['a ring left before it is full', { mechanism: 'ring', steps: [step('a', 50), step('b', 100)] }, 'steps.1.ring'],
    [
      'falling within a ring',
      { mechanism: 'ring', steps: [step('a', 50), step('a', 20), step('a', 100)] },
      'steps.1.exposure',
    ],
    ['blue-green with two exposed steps', { mechanism: 'blue-green', steps: [step('a', 50), step('b', 100)] }, 'steps'],
    [
      'a limit gate without a limit',
      { gates: { errors: { sli: 'error_rate', compare: 'limit' }, latency: base.gates?.latency } },
      'gates.errors.limit',
    ],
    [
      'an error rate limit in percent',
      { gates: { errors: { sli: 'error_rate', compare: 'limit', limit: 5 }, latency: base.gates?.latency } },
      'gates.errors.limit',
    ],
    ['unknown fields', { colour: 'red' }, ''],
    ['no steps', { steps: [] }, 'steps'],
  ])('%s', (_, change, path) => expect(issues(change)).toContain(path));
});

it.each([
  ['ring', [step('internal', 100), step('early', 10), step('early', 100), step('broad', 25), step('broad', 100)]],
  ['blue-green', [step('green', 0), step('green', 100)]],
  ['blue-green', [step('green', 100)]],
  ['flag', [step('a', 1), step('a', 1), step('b', 100)]],
] as const)('accepts a %s plan', (mechanism, steps) => expect(issues({ mechanism, steps })).toEqual([]));
