import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohortOf } from './cohort';
import type { Sample } from './counts';
import { fold as folded, freshMemory, type GateMemory } from './fold';
import { measure } from './measure';

const T0 = 1_700_000_000_000;
const versions = { canary: '2', baseline: '1' };

const fold = (memory: GateMemory, samples: readonly Sample[], among: typeof versions, cursor: string): GateMemory =>
  folded(memory, samples, among, cursor).memory;

const sample: fc.Arbitrary<Sample> = fc.record({
  version: fc.constantFrom('1', '2', '3', ''),
  cohort: fc.constantFrom(null, null, 'canary' as const, 'baseline' as const),
  at: fc.integer({ min: -3, max: 20 }).map((i) => T0 + i * 10_000),
  intervalMs: fc.constant(10_000),
  requests: fc.nat(1000),
  errors: fc.nat(50),
  latency: fc.option(
    fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)).map((counts) => ({ bounds: [100, 200], counts })),
    { nil: null },
  ),
  values: fc.option(fc.record({ orders: fc.record({ count: fc.nat(9), sum: fc.nat(99), sumSquares: fc.nat(999) }) }), {
    nil: null,
  }),
});

describe('fold', () => {
  it('gives the same counts in any order and in any number of reads', () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 40 }), fc.array(fc.nat(10), { maxLength: 6 }), (samples, cuts) => {
        const whole = fold(freshMemory(T0), samples, versions, 'end');
        let rest = [...samples].reverse();
        let parts = freshMemory(T0);
        for (const cut of cuts) {
          parts = fold(parts, rest.slice(0, cut), versions, 'mid');
          rest = rest.slice(cut);
        }
        expect(fold(parts, rest, versions, 'end')).toEqual(whole);
      }),
    );
  });
  it('leaves out what began before the hold, and other versions', () => {
    const base: Sample = {
      version: '2',
      cohort: null,
      at: T0 - 1,
      intervalMs: 10_000,
      requests: 5,
      errors: 5,
      latency: null,
      values: null,
    };
    const memory = fold(freshMemory(T0), [base, { ...base, at: T0, version: '9' }, { ...base, at: T0 }], versions, '1');
    expect(memory.canary.requests).toBe(5);
    expect(memory.newestCanaryAt).toBe(T0 + 10_000);
  });
});

it.each([
  [{ version: '2', cohort: null }, 'canary'],
  [{ version: '1', cohort: null }, 'baseline'],
  [{ version: '7', cohort: null }, null],
  [{ version: '1', cohort: 'canary' as const }, 'canary'],
  [{ version: '', cohort: 'baseline' as const }, 'baseline'],
])('%o is of cohort %s', (sampled, cohort) => expect(cohortOf(sampled, versions)).toBe(cohort));

it('takes a quantile from histograms of unlike bounds on the union of their edges', () => {
  const counts = { requests: 0, errors: 0, values: {}, latency: { '100,200': [50, 50, 0], '150': [90, 10] } };
  const p50 = measure(counts, 'latency_p50');
  expect(p50.samples).toBe(200);
  expect(p50.value).toBeGreaterThan(100);
  expect(p50.value).toBeLessThanOrEqual(150);
  expect(measure(counts, 'latency_p99').value).toBe(200);
});
