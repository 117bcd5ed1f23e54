import { evaluateRate } from '@/lib/judge/rate/evaluate';
import { type Outcome, twoSample } from '@/lib/judge/rate/outcome';
import { packRate, unpackRate } from '@/lib/judge/rate/pack';
import { addOutcome, freshRate, type RateState } from '@/lib/judge/rate/state';
import { OPEN_SLOTS } from '@/lib/judge/slot';
import type { BenchRow, BenchSuite } from '../row';
import { timeOf } from './ours/watch';
import { randomOf, SEED } from './random';
import { iid } from './traces/steady';
import { BASE_RATE, errorTrace, PER_SLOT } from './traces/trace';

const SPEC = { r0: 1.2, alpha: 0.05, beta: 0.05 };
const GATES = 10_000;
const ROUNDS = 800;
/** Calls in one round: short enough to fall between what else the machine does. */
const CALLS = 20;

/** All thirteen start times begun, which is the dearest case. */
const twoDays = errorTrace({
  name: 'two days',
  law: 'as iid, 40 hours',
  minutes: 2_400,
  weather: () => () => ({ canary: PER_SLOT, baseline: PER_SLOT, rate: BASE_RATE }),
});

type Gate = { state: RateState; closed: Outcome[]; open: Outcome[] };

/** So many unlike gates at the end of a trace, with their newest slots still open, as the controller holds them. */
function gates(trace: typeof iid, count: number, seed: number): Gate[] {
  return Array.from({ length: count }, (_, run) => {
    const { nc, xc, nb, xb, slots } = trace.draw(randomOf(seed, 99, 0, run), { label: '×1.2', size: 1.2 });
    const outcomes = Array.from({ length: slots }, (_, slot) =>
      twoSample(timeOf(slot), nc[slot] ?? 0, xc[slot] ?? 0, nb[slot] ?? 0, xb[slot] ?? 0),
    );
    const closed = outcomes.slice(0, -OPEN_SLOTS);
    const state = closed.reduce((sum, outcome) => addOutcome(sum, SPEC, outcome), freshRate(0));
    return { state, closed, open: outcomes.slice(-OPEN_SLOTS) };
  });
}

/** Microseconds of one call, the quietest of many rounds in which all items take turns: a busy machine must not count. */
function microseconds<T>(items: readonly T[], call: (item: T) => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    for (let i = 0; i < CALLS; i++) call(items[(round * CALLS + i) % items.length] as T);
    best = Math.min(best, ((performance.now() - began) * 1000) / CALLS);
  }
  return best;
}

/** The judge's own speed, with the very calls the gates make: both sides, band, 18 open slots. On one thread. */
export function speedRows(seed: number): BenchRow[] {
  const young = gates(iid, 200, seed);
  const old = gates(twoDays, 20, seed);
  const look = ({ state, open }: Gate) => evaluateRate(state, SPEC, open);
  const update = microseconds(
    young.flatMap(({ state, closed }) => closed.slice(-10).map((outcome) => ({ state, outcome }))),
    ({ state, outcome }) => addOutcome(state, SPEC, outcome),
  );
  const packed = old.map(({ state }) => packRate(state));
  const began = process.cpuUsage();
  for (let i = 0; i < GATES; i++) look(old[i % old.length] as Gate);
  const spent = process.cpuUsage(began);
  const bytes = Math.max(...packed.map((each) => JSON.stringify(each).length));
  const row = (name: string, value: number, unit: string, target: number): BenchRow => ({
    name: `judge: ${name}`,
    value,
    unit,
    target,
    better: 'lower',
  });
  return [
    row('one gate takes in a bucket', update, 'µs', 20),
    row('one gate evaluated after an hour, 18 slots open', microseconds(young, look), 'µs', 50),
    row('one gate evaluated, 13 starts begun, 18 slots open', microseconds(old, look), 'µs', 50),
    row(`${GATES} gates evaluated, processor time`, (spent.user + spent.system) / 1e6, 's', 1),
    row(
      'stored state read and written',
      microseconds(packed, (each) => packRate(unpackRate(each))),
      'µs',
      100,
    ),
    row('state of a process as stored', bytes, 'B', 4_096),
  ];
}

/** What one gate of the judge costs, without the rest of `judge`: `npm run bench -- judge-speed`. */
export const judgeSpeedSuite: BenchSuite = async () => speedRows(SEED);
