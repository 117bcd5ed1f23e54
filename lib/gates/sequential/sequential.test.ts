import { describe, expect, it } from 'vitest';
import { SLOT_MS } from '@/lib/judge/slot';
import { countsOf, type Sample } from '../counts';
import type { GateContext } from '../facts';
import { enterHold, fold, freshMemory, type GateMemory } from '../fold';
import { packMemory, unpackMemory } from '../pack';
import { type GateEvaluation, type GateSpec, gateSpecSchema } from '../schema';
import { evaluateGate } from '../testing/evaluate';

const T0 = Date.parse('2026-11-19T14:00:00Z');
const versions = { canary: '2', baseline: '1' };
const HISTORY = { bounds: [100, 200, 400, 800], counts: [5000, 4400, 500, 90, 10] };

const spec = (change: Partial<GateSpec> = {}): GateSpec =>
  gateSpecSchema.parse({ sli: 'error_rate', compare: 'baseline', method: 'sequential', maxIncrease: 0.5, ...change });

type Arm = { requests?: number; errors?: number; counts?: number[]; orders?: number };

/** What both versions send for slot `i`. */
function samples(i: number, canary: Arm | null, baseline: Arm | null): Sample[] {
  const of = (version: string, arm: Arm | null): Sample[] =>
    arm === null
      ? []
      : [
          {
            version,
            cohort: null,
            at: T0 + i * SLOT_MS,
            intervalMs: SLOT_MS,
            requests: arm.requests ?? 1000,
            errors: arm.errors ?? 0,
            latency: arm.counts ? { bounds: HISTORY.bounds, counts: arm.counts } : null,
            values:
              arm.orders === undefined ? null : { orders: { count: 1000, sum: arm.orders, sumSquares: arm.orders } },
          },
        ];
  return [...of('2', canary), ...of('1', baseline)];
}

/** A gate fed slot by slot and looked at after each, its memory stored and read back between looks. */
function run(
  gate: GateSpec,
  slots: Sample[][],
  { memory = freshMemory(T0), context = {} }: { memory?: GateMemory; context?: Partial<GateContext> } = {},
): { looks: GateEvaluation[]; memory: GateMemory; last: GateEvaluation } {
  const looks: GateEvaluation[] = [];
  let kept = memory;
  for (const [i, slot] of slots.entries()) {
    const folded = fold(kept, slot, versions, `${i}`);
    const now = (folded.memory.newestCanaryAt ?? T0) + 1000;
    const { evaluation, record } = evaluateGate(
      'gate',
      gate,
      folded.memory,
      {
        now,
        elapsedMs: now - folded.memory.since,
        noDataAfterMs: 120_000,
        hasBaseline: true,
        steps: 3,
        resetAt: null,
        ...context,
      },
      folded.closed,
    );
    looks.push(evaluation);
    kept = JSON.parse(JSON.stringify(unpackMemory(packMemory({ ...folded.memory, gates: { gate: record } }))));
  }
  return { looks, memory: kept, last: looks.at(-1) as GateEvaluation };
}

const times = (n: number, canary: Arm | null, baseline: Arm | null, from = 0): Sample[][] =>
  Array.from({ length: n }, (_, i) => samples(from + i, canary, baseline));

describe('error rate', () => {
  it('fails on one slot that leaves no doubt', () => {
    const { last } = run(spec(), times(1, { errors: 300 }, { errors: 10 }));
    expect(last).toMatchObject({ verdict: 'fail', satisfied: false, effect: 30, bound: 1.5, method: 'sequential' });
    expect(last.why).toMatch(
      /^30× baseline, limit 1.5×: 30 % \(300 of 1,000\) against 1 % \(10 of 1,000\); proven worse$/,
    );
    // One slot bounds little by itself; what is proven worse is at least beyond the margin.
    expect(last.interval?.lower).toBeGreaterThanOrEqual(1.5);
  });
  it('does not fail on a difference that chance makes', () => {
    const { last } = run(spec(), times(1, { errors: 3 }, { errors: 1 }));
    expect(last).toMatchObject({ verdict: 'inconclusive', effect: 3 });
  });
  it('lets on, unproven, where nothing at all goes wrong', () => {
    const { last } = run(spec(), times(3, { errors: 0 }, { errors: 0 }));
    expect(last).toMatchObject({ verdict: 'inconclusive', satisfied: true, effect: 0 });
  });
  it('proves harmlessness in time, with the bound below the margin, and says how long it takes', () => {
    const { looks, last } = run(spec(), times(40, { errors: 10 }, { errors: 10 }));
    expect(looks[4]).toMatchObject({ verdict: 'inconclusive', satisfied: true });
    expect(looks[4]?.expected?.verdict).toBe('pass');
    expect(last.verdict).toBe('pass');
    expect(last.interval?.upper).toBeLessThan(1.5);
  });
  it('latches a fail whatever comes later', () => {
    const { looks } = run(spec(), [
      ...times(2, { errors: 300 }, { errors: 10 }),
      ...times(60, { errors: 0 }, { errors: 10 }, 2),
    ]);
    expect(new Set(looks.slice(1).map(({ verdict }) => verdict))).toEqual(new Set(['fail']));
  });
  it('keeps evidence of harm over steps, and starts proof again with each', () => {
    const first = run(spec(), times(40, { errors: 10 }, { errors: 10 }));
    expect(first.last.verdict).toBe('pass');
    const next = enterHold(first.memory, T0 + 40 * SLOT_MS);
    const { looks } = run(spec(), times(1, { errors: 10 }, { errors: 10 }, 40), { memory: next });
    expect(looks[0]).toMatchObject({ verdict: 'inconclusive', samples: { canary: 1000 } });
  });
  it('is held against a limit by the same process', () => {
    const gate = spec({ compare: 'limit', limit: 0.01 });
    expect(run(gate, times(2, { errors: 50 }, null)).last).toMatchObject({ verdict: 'fail', bound: 0.01, effect: 5 });
    expect(run(gate, times(40, { errors: 3 }, null)).last.verdict).toBe('pass');
    expect(run(gate, times(2, { errors: 11 }, null)).last.verdict).toBe('inconclusive');
  });
  it('takes an absolute margin, where a ratio of rare errors would take hours', () => {
    const gate = spec({ maxIncrease: undefined, maxDifference: 0.005 });
    expect(run(gate, times(40, { errors: 1 }, { errors: 1 })).last.verdict).toBe('pass');
    expect(run(gate, times(10, { errors: 40 }, { errors: 1 })).last.verdict).toBe('fail');
  });
  it('may fail against the recorded past of a baseline, and is never proven by it', () => {
    const memory = { ...freshMemory(T0), recorded: countsOf(times(60, null, { errors: 10 }).flat()) };
    const good = run(spec(), times(60, { errors: 10 }, null), { memory }).last;
    expect(good).toMatchObject({ verdict: 'inconclusive', satisfied: true, baselineKind: 'recorded' });
    expect(run(spec(), times(5, { errors: 60 }, null), { memory }).last.verdict).toBe('fail');
  });
});

describe('latency', () => {
  const gate = spec({ sli: 'latency_p95', maxIncrease: 0.2 });
  const memory = {
    ...freshMemory(T0),
    history: countsOf([{ ...samples(0, { counts: HISTORY.counts }, null)[0], version: '1' } as Sample]),
  };
  const normal = [500, 440, 50, 9, 1];
  it('fails on a slower tail at an edge it names, and not on the same', () => {
    const { last } = run(gate, times(12, { counts: [500, 420, 40, 30, 10] }, { counts: normal }), { memory });
    expect(last.verdict).toBe('fail');
    expect(last.why).toContain('above 400 ms');
    expect(last.evidence?.edgeMs).toBe(400);
    expect(run(gate, times(12, { counts: normal }, { counts: normal }), { memory }).last.verdict).not.toBe('fail');
  });
  it('says so where histograms share no bound with the edges', () => {
    const { last } = run(gate, times(3, { requests: 1000 }, { counts: normal }), { memory });
    expect(last.verdict).toBe('no_data');
  });
  it('is held against a limit at the next bound', () => {
    const limit = spec({ sli: 'latency_p95', compare: 'limit', limit: 300 });
    const { last } = run(limit, times(6, { counts: [400, 300, 100, 150, 50] }, null));
    expect(last).toMatchObject({ verdict: 'fail' });
    expect(last.evidence?.edgeMs).toBe(400);
  });
});

describe('means', () => {
  const gate = spec({ sli: 'orders', direction: 'higher_is_better', maxIncrease: 0.05 });
  it('fails when fewer convert than tolerated, passes when proven no fewer', () => {
    expect(run(gate, times(20, { orders: 70 }, { orders: 100 })).last.verdict).toBe('fail');
    expect(run(gate, times(60, { orders: 110 }, { orders: 100 })).last.verdict).toBe('pass');
    expect(run(gate, times(2, { orders: 97 }, { orders: 100 })).last.verdict).toBe('inconclusive');
  });
});

describe('a fresh look', () => {
  it('forgets what spoke against the canary before it', () => {
    const failed = run(spec(), times(2, { errors: 100 }, { errors: 10 }));
    const resetAt = T0 + 2 * SLOT_MS;
    const again = run(spec(), times(3, { errors: 10 }, { errors: 10 }, 2), {
      memory: { ...failed.memory, marks: [T0, resetAt] },
      context: { resetAt },
    });
    expect(again.last.verdict).not.toBe('fail');
  });
});

describe('an initial delay', () => {
  it('is over before anything counts towards letting on', () => {
    const gate = spec({ initialDelay: '15s', minSamples: 100 });
    const { looks } = run(gate, times(4, { errors: 1 }, { errors: 1 }));
    // Slots that began in the delay are not weighed, so the third is the first that can let on.
    expect(looks.map(({ satisfied }) => satisfied)).toEqual([false, false, true, true]);
  });
});
