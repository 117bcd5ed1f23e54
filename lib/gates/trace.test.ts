import { describe, expect, it } from 'vitest';
import { SLOT_MS } from '@/lib/judge/slot';
import { poissons, uniforms } from '@/lib/judge/testing/random';
import type { Sample } from './counts';
import { enterHold, fold, freshMemory, type GateMemory } from './fold';
import { type GateSpec, gateSpecSchema } from './schema';
import { addToSlots, type Slot, slotOf } from './slots';
import { evaluateGate } from './testing/evaluate';
import { traceGate } from './trace';

const T0 = 1_700_000_000_000;
const SECOND = T0 + 45 * SLOT_MS;
const MARKS = [T0, SECOND];
const versions = { canary: 'v2', baseline: 'v1' };
const context = { noDataAfterMs: 120_000, hasBaseline: true, steps: 2, resetAt: null };

/** Ten-second samples of both cohorts over two holds, 10 % and then half of the traffic. */
function traffic(seed: number, ratio: number): Sample[] {
  const poisson = poissons(uniforms(seed));
  return Array.from({ length: 90 }, (_, i) => T0 + i * SLOT_MS).flatMap((at) => {
    const canary = at < SECOND ? 200 : 1_000;
    const of = (version: string, requests: number, worse: number): Sample => {
      const over = poisson(0.05 * requests * worse);
      const mean = 0.5 / worse;
      return {
        version,
        cohort: null,
        at,
        intervalMs: SLOT_MS,
        requests,
        errors: poisson(0.02 * requests * worse),
        latency: { bounds: [100], counts: [requests - over, over] },
        values: { orders: { count: requests, sum: mean * requests, sumSquares: (mean * mean + 0.25) * requests } },
      };
    };
    return [of('v2', canary, ratio), of('v1', 2_000 - canary, 1)];
  });
}

const slotsOf = (samples: readonly Sample[]): Slot[] => {
  const slots: Slot[] = [];
  for (const sample of samples)
    addToSlots(slots, slotOf(sample.at, MARKS), sample.version === 'v2' ? 'canary' : 'baseline', sample);
  return slots;
};

/** The controller over the same samples, looking after every third slot. */
function controller(spec: GateSpec, samples: readonly Sample[]) {
  let memory: GateMemory = freshMemory(T0);
  let last: ReturnType<typeof evaluateGate> | undefined;
  for (let i = 0; i < samples.length; i += 6) {
    const batch = samples.slice(i, i + 6);
    const now = (batch.at(-1)?.at ?? 0) + SLOT_MS;
    if (now > SECOND && memory.since !== SECOND) memory = enterHold(memory, SECOND);
    const folded = fold(memory, batch, versions, `${i}`);
    const at = { ...context, now, elapsedMs: now - folded.memory.since };
    last = evaluateGate('gate', spec, folded.memory, at, folded.closed);
    memory = { ...folded.memory, gates: { gate: last.record } };
  }
  return last;
}

const traced = (spec: GateSpec, samples: readonly Sample[], wanted?: (slot: Slot) => boolean) =>
  traceGate({
    spec,
    steps: 2,
    holds: MARKS,
    marks: MARKS,
    resetAt: null,
    edges: null,
    history: null,
    recorded: null,
    slots: slotsOf(samples),
    ...(wanted ? { wanted } : {}),
  });

describe('a trace', () => {
  it.each([
    ['errors', { sli: 'error_rate', compare: 'baseline', maxIncrease: 0.2 }, 1.3],
    ['errors against a limit', { sli: 'error_rate', compare: 'limit', limit: 0.03 }, 1.1],
    ['means', { sli: 'orders', compare: 'baseline', maxIncrease: 0.2, direction: 'higher_is_better' }, 1.1],
  ])('of %s ends where the controller is, over two holds', (_, input, ratio) => {
    const spec = gateSpecSchema.parse(input);
    const samples = traffic(3, ratio);
    const last = traced(spec, samples).at(-1);
    const evidence = controller(spec, samples)?.evaluation.evidence;
    expect(last?.logWorse).toBeCloseTo(evidence?.logWorse ?? Number.NaN, 6);
    expect(last?.logFine).toBeCloseTo(evidence?.logFine ?? Number.NaN, 6);
  });

  it('is the same wherever it is looked at, and only proof begins again with a hold', () => {
    const spec = gateSpecSchema.parse({ sli: 'error_rate', compare: 'baseline', maxIncrease: 1 });
    const samples = traffic(5, 1);
    const all = traced(spec, samples);
    const few = traced(spec, samples, ({ at }) => at % (7 * SLOT_MS) < SLOT_MS);
    expect(few.length).toBeLessThan(all.length / 5);
    for (const point of few) {
      const same = all.find(({ at }) => at === point.at);
      expect(point.logWorse).toBeCloseTo(same?.logWorse ?? Number.NaN, 9);
      expect(point.logFine).toBeCloseTo(same?.logFine ?? Number.NaN, 9);
    }
    const before = all.findLast(({ hold }) => hold === T0);
    const after = all.find(({ hold }) => hold === SECOND);
    expect(before?.logFine).toBeGreaterThan(1);
    expect(after?.logFine).toBeLessThan(before?.logFine ?? 0);
    expect(Math.abs((after?.logWorse ?? 0) - (before?.logWorse ?? 0))).toBeLessThan(1);
  });

  it('gives the band of the canary in its own unit: a rate, or the bucket of a quantile', () => {
    const rate = traced(gateSpecSchema.parse({ sli: 'error_rate', compare: 'baseline' }), traffic(9, 1)).at(-1)?.band;
    expect(rate?.lower).toBeLessThan(0.02);
    expect(rate?.upper).toBeGreaterThan(0.02);
    expect(rate?.upper).toBeLessThan(0.04);
    const p90 = gateSpecSchema.parse({ sli: 'latency_p90', compare: 'baseline' });
    expect(traced(p90, traffic(9, 1)).at(-1)?.band).toEqual({ lower: 0, upper: 100 });
  });

  it('of nothing is nothing', () => {
    const spec = gateSpecSchema.parse({ sli: 'error_rate', compare: 'baseline' });
    expect(traced(spec, [])).toEqual([]);
  });
});
