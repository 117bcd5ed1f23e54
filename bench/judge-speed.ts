import { evaluateRate } from '@/lib/judge/rate/evaluate';
import type { Outcome } from '@/lib/judge/rate/outcome';
import { packRate, unpackRate } from '@/lib/judge/rate/pack';
import { addOutcome, freshRate, type RateSpec, type RateState } from '@/lib/judge/rate/state';
import { EVEN, outcomeOf, slotsOf } from '@/lib/judge/rate/testing/traffic';
import { OPEN_SLOTS } from '@/lib/judge/slot';
import type { BenchRow, BenchSuite } from './row';

const SPEC: RateSpec = { r0: 1.2, alpha: 0.05, beta: 0.05 };
const GATES = 10_000;

/** Microseconds of one call, the quietest of many batches: a busy machine must not count. */
function microseconds(call: (i: number) => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let batch = 0; batch < 60; batch++) {
    const from = performance.now();
    for (let i = 0; i < 200; i++) call(i);
    best = Math.min(best, ((performance.now() - from) * 1000) / 200);
  }
  return best;
}

/** A judge two days into a release, all its start times begun, with every open slot full: the dearest case. */
function oldJudge(): { state: RateState; open: Outcome[] } {
  const all = slotsOf({ ...EVEN, minutes: 2400 }, 1).map(outcomeOf);
  const state = all.slice(0, -OPEN_SLOTS).reduce((kept, outcome) => addOutcome(kept, SPEC, outcome), freshRate(0));
  return { state, open: all.slice(-OPEN_SLOTS) };
}

/** What one gate of the judge costs: `npm run bench -- judge-speed`. */
export const judgeSpeedSuite: BenchSuite = async () => {
  const { state, open } = oldJudge();
  const packed = packRate(state);
  const update = microseconds((i) => addOutcome(state, SPEC, open[i % OPEN_SLOTS] as Outcome));
  const evaluate = microseconds(() => evaluateRate(state, SPEC, open));
  const stored = microseconds(() => packRate(unpackRate(packed)));
  const from = performance.now();
  for (let i = 0; i < GATES; i++) evaluateRate(state, SPEC, open);
  const all = (performance.now() - from) / 1000;
  const row = (name: string, value: number, unit: string, target: number): BenchRow => ({
    name,
    value,
    unit,
    target,
    better: 'lower',
  });
  return [
    row('one gate: add a bucket', update, 'µs', 20),
    row('one gate: evaluate, 13 starts begun, 18 slots open', evaluate, 'µs', 50),
    row('one gate: read and write its stored state', stored, 'µs', 100),
    row('one gate: stored state', JSON.stringify(packed).length, 'bytes', 4096),
    row('10,000 gates evaluated on one core', all, 's', 1),
  ];
};
