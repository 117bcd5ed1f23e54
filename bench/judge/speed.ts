import { evaluateRate } from '@/lib/judge/rate/evaluate';
import { twoSample } from '@/lib/judge/rate/outcome';
import { packRate } from '@/lib/judge/rate/pack';
import { addOutcome, freshRate, type RateState } from '@/lib/judge/rate/state';
import { OPEN_SLOTS } from '@/lib/judge/slot';
import type { BenchRow } from '../row';
import { timeOf } from './ours/watch';
import { randomOf } from './random';
import { iid } from './traces/steady';

const SPEC = { r0: 1.2, alpha: 0.05, beta: 0.05 };
const GATES = 10_000;
/** Different gates in memory; the 10,000 take turns. */
const DISTINCT = 200;
const ROUNDS = 12;

/** A gate an hour into its release, with its newest slots still open, as the controller holds it. */
function gates(seed: number) {
  return Array.from({ length: DISTINCT }, (_, run) => {
    const { nc, xc, nb, xb, slots } = iid.draw(randomOf(seed, 99, 0, run), { label: '×1.2', size: 1.2 });
    const outcomes = Array.from({ length: slots }, (_, slot) =>
      twoSample(timeOf(slot), nc[slot] ?? 0, xc[slot] ?? 0, nb[slot] ?? 0, xb[slot] ?? 0),
    );
    const closed = outcomes.slice(0, -OPEN_SLOTS);
    const state = closed.reduce<RateState>((sum, outcome) => addOutcome(sum, SPEC, outcome), freshRate(0));
    return { state, closed, open: outcomes.slice(-OPEN_SLOTS) };
  });
}

/** The quietest of several rounds in microseconds per unit, after one to warm up: what else the machine does is not ours. */
function timed(units: number, work: () => void): number {
  work();
  const rounds = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    work();
    return ((performance.now() - began) * 1000) / units;
  });
  return Math.min(...rounds);
}

/** The judge's own speed, with the very calls the gates make: both sides, band, 18 open slots. On one thread. */
export function speedRows(seed: number): BenchRow[] {
  const all = gates(seed);
  const updates = all.reduce((sum, { closed }) => sum + closed.length, 0);
  const update = timed(updates, () => {
    for (const { closed } of all) {
      closed.reduce<RateState>((sum, outcome) => addOutcome(sum, SPEC, outcome), freshRate(0));
    }
  });
  const evaluate = timed(GATES, () => {
    for (let i = 0; i < GATES; i++) {
      const gate = all[i % DISTINCT];
      if (gate) evaluateRate(gate.state, SPEC, gate.open);
    }
  });
  const largest = Math.max(...all.map(({ state }) => JSON.stringify(packRate(state)).length));
  return [
    { name: 'judge: one gate takes in a bucket', value: update, unit: 'µs', target: 20, better: 'lower' },
    { name: 'judge: one gate evaluated, 18 slots open', value: evaluate, unit: 'µs', target: 50, better: 'lower' },
    { name: `judge: ${GATES} gates evaluated`, value: (evaluate * GATES) / 1e6, unit: 's', target: 1, better: 'lower' },
    { name: 'judge: state of a process as stored', value: largest, unit: 'B', target: 4_096, better: 'lower' },
  ];
}
