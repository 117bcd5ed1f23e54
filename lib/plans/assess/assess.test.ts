import { describe, expect, test } from 'vitest';
import { NARROW } from '@/lib/format/number';
import type { Ring } from '@/lib/rings/schema';
import { type PlanInput, planSpecSchema } from '../schema';
import { assessStep } from './assess-step';
import type { History } from './schema';
import { summaryOf } from './summary';

const plainText = (text: string) => text.replaceAll(NARROW, ' ');
const step = (ring: string, exposure: number, hold: string) => ({ ring, exposure, hold });
const latency = { bounds: [50, 100, 200, 400, 800, 1600], counts: [5000, 3000, 1200, 600, 150, 40, 10] };
const both: PlanInput['gates'] = {
  errors: { sli: 'error_rate', compare: 'baseline' },
  latency: { sli: 'latency_p95', compare: 'baseline' },
};

function assess(input: PlanInput, history: History | null, smallest = {}, rings: Ring[] = []) {
  const plan = planSpecSchema.parse(input);
  const steps = plan.steps.map((_, index) => assessStep({ plan, history, rings, smallest }, index));
  return { steps, ...summaryOf(plan, steps, 'checkout') };
}

const gateAt = (found: ReturnType<typeof assess>, index: number, name: string) =>
  found.steps[index]?.gates.find(({ gate }) => gate === name);

describe('the example of shared/design/judge.md', () => {
  const steps = [step('all', 1, '2h'), step('all', 5, '2h'), step('all', 25, '2h'), step('all', 100, '30m')];
  const found = assess(
    { mechanism: 'canary', steps, gates: both },
    { requestsPerMinute: 1200, errorRate: 0.01, latency },
  );

  test('at 1 % you see 12 requests a minute: a doubled error rate needs 9 hours; start at 5 %', () => {
    const said = plainText(found.steps[0]?.sentence ?? '');
    expect(said).toMatch(/^At 1 % you see 12 requests a minute: a doubled error rate needs 9 h; /);
    expect(said).toMatch(/Start at 5 %\.$/);
    expect(found.steps[0]?.suggestion).toEqual({ kind: 'exposure', exposure: 5, hold: '2h' });
    expect(found.warnings.map(plainText)).toEqual([`Step 1: a${said.slice(1)}`]);
  });

  test('what it suggests does catch it', () => {
    expect(gateAt(found, 1, 'errors')).toMatchObject({ level: 'good', heldAgainst: 'baseline' });
    expect(gateAt(found, 1, 'errors')?.catches?.chance).toBeGreaterThan(0.95);
    expect(plainText(found.sentence)).toBe(
      'With checkout’s traffic this plan catches a doubled error rate at step 2 of 4, when 5 % of requests could have met it.',
    );
  });

  test('the last step has no old version left: it is held against history and proves nothing', () => {
    expect(gateAt(found, 3, 'errors')).toMatchObject({ heldAgainst: 'record', passes: null });
  });
});

/** Its figures are the judge's own for errors at 0.50 %, limit 1.5×, 120, 2,400 and 21,600 requests a minute. */
test('the plan of shared/design/screens.md 2.7', () => {
  const rings = [120, 2400, 21_600].map((part, i) => ({
    name: ['internal', 'early', 'broad'][i] ?? '',
    share: part / 24_120,
  }));
  const steps = [
    step('internal', 100, '10m'),
    step('early', 25, '15m'),
    step('early', 100, '15m'),
    step('broad', 5, '30m'),
    step('broad', 25, '30m'),
    step('broad', 100, '30m'),
  ];
  const errors = { sli: 'error_rate', compare: 'baseline', maxIncrease: 0.5 } as const;
  // The others share the chance of a false alarm, whether or not the history knows them.
  const gates = { errors, latency: { ...errors, sli: 'latency_p95' }, orders: { ...errors, sli: 'orders' } };
  const input: PlanInput = { mechanism: 'ring', steps, gates };
  const found = assess(input, { requestsPerMinute: 24_120, errorRate: 0.005 }, { error_rate: 3 }, rings);
  const caught = found.steps.map(({ gates }) => gates[0]?.catches?.chance ?? Number.NaN);
  const passed = found.steps.map(({ gates }) => gates[0]?.passes?.chance ?? Number.NaN);
  const drawn = { caught: [0.29, 1, 1, 1, 1], passed: [0.1, 0.57, 0.99, 1, 1] };
  const farthest = (said: number[], chances: number[]) =>
    Math.max(...chances.map((chance, i) => Math.abs((said[i] ?? Number.NaN) - chance)));
  expect(farthest(caught, drawn.caught)).toBeLessThanOrEqual(0.1);
  expect(farthest(passed, drawn.passed)).toBeLessThanOrEqual(0.1);
  expect(found.steps.map(({ share }) => Math.round((share ?? 0) * 1000) / 1000)).toEqual([
    0.005, 0.03, 0.104, 0.149, 0.328, 1,
  ]);
  expect(plainText(found.sentence)).toMatch(/catches a tripled error rate at step 2 of 6, when 3 % of requests/);
  expect(found.steps[0]?.suggestion).toEqual({ kind: 'hold', hold: expect.stringMatching(/^(35|40|45)m$/) });
});

describe('what cannot be said is said so', () => {
  const steps = [step('internal', 100, '10m'), step('broad', 100, '10m')];
  const history = { requestsPerMinute: 600, errorRate: 0.01 };

  test('a ring of unknown size', () => {
    const found = assess({ mechanism: 'ring', steps, gates: both }, history);
    expect(found.steps[0]).toMatchObject({ share: null, perMinute: null, level: 'unknown', gates: [] });
    expect(found.steps[0]?.sentence).toContain('is not known: give them their share');
    expect(found.steps[1]?.share).toBe(1);
  });

  test.each<[string, Partial<NonNullable<PlanInput['gates']>[string]>, History, RegExp]>([
    ['no latency', { sli: 'latency_p95' }, history, /no latency in the history/],
    ['no such value', { sli: 'orders' }, history, /no “orders” in the history/],
    ['no error at all', {}, { ...history, errorRate: 0 }, /not one bad request/],
    ['a threshold', { method: 'threshold' }, history, /controls no chance of error/],
    [
      'what is tolerated',
      { maxIncrease: 1.5 },
      history,
      /A doubled error rate is tolerated: this gate fails only above 2\.5×/,
    ],
    ['a limit far away', { compare: 'limit', limit: 0.05 }, history, /tolerated: this gate fails only above 5×/],
    ['a limit of nothing', { compare: 'limit', limit: 0 }, history, /nothing is left to chance/],
  ])('%s', (_, gate, given, words) => {
    const plan: PlanInput = {
      mechanism: 'canary',
      steps: [step('all', 10, '10m'), step('all', 100, '10m')],
      gates: { one: { sli: 'error_rate', compare: 'baseline', ...gate } },
    };
    const found = assess(plan, given, { error_rate: 2 });
    expect(plainText(found.steps[0]?.gates[0]?.sentence ?? '')).toMatch(words);
  });

  test('no gates, nobody exposed, no history', () => {
    const dark: PlanInput = {
      mechanism: 'blue-green',
      steps: [step('green', 0, '5m'), { ...step('green', 100, '5m'), gates: [] }],
      gates: both,
    };
    expect(assess(dark, history).steps.map(({ sentence }) => sentence)).toEqual([
      'Dark: nobody is on the new version, so nothing can be caught.',
      'No gates: it only waits.',
    ]);
    const found = assess({ mechanism: 'canary', steps: [step('a', 100, '5m')], gates: both }, null);
    expect(found).toMatchObject({ warnings: [], sentence: 'Nothing can be said of what this plan catches yet.' });
  });
});

test('a metric that should be high, an absolute margin, and what nobody asked for', () => {
  const plan: PlanInput = {
    mechanism: 'canary',
    steps: [step('a', 10, '1h'), step('a', 100, '1h')],
    gates: {
      orders: { sli: 'orders', compare: 'baseline', direction: 'higher_is_better', maxIncrease: 0.05 },
      rare: { sli: 'error_rate', compare: 'baseline', maxDifference: 0.001 },
    },
  };
  const values = { orders: { perMinute: 6000, mean: 0.05, variance: 0.05 * 0.95 } };
  const found = assess(plan, { requestsPerMinute: 6000, errorRate: 0.0005, values });
  expect(plainText(gateAt(found, 0, 'orders')?.sentence ?? '')).toMatch(/20 % less orders/);
  // 0.05 % + 0.1 points is three times the rate: only clearly more is worth catching.
  expect(gateAt(found, 0, 'rare')).toMatchObject({ smallest: 5, heldAgainst: 'baseline' });
});
